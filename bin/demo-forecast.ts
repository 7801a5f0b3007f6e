/**
 * Shows a forecast whose truth is known: a generated shop is run as its owner would, and the year kept back is held
 * against what was forecast. `npm run demo:forecast -- 1` is another shop of the same kind.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../lib/config/configuration.ts';
import { configurationText, dumpsOf } from '../lib/generate/dumps.ts';
import { FORECASTS, type Held, heldAgainst, type Measure } from '../lib/generate/held.ts';
import { outcomeOf } from '../lib/generate/outcome.ts';
import { LEAVING, type ShopPlan } from '../lib/generate/plan.ts';
import { type GeneratedShop, generateShop } from '../lib/generate/shop.ts';
import { SPEND_PARAMETERS } from '../lib/lifetime/gamma-gamma.ts';
import { modelNamed } from '../lib/lifetime/models.ts';
import { openPatronage } from '../lib/patronage.ts';
import { counted, inColumns } from '../lib/words/figures.ts';

const folder = 'demo-forecast';
const configuration = join(folder, 'patronage.yaml');

async function show(plan: ShopPlan): Promise<void> {
  const shop = generateShop(plan);
  await mkdir(join(folder, 'dumps'), { recursive: true });
  for (const [name, text] of dumpsOf(shop.lines)) await writeFile(join(folder, 'dumps', name), text);
  await writeFile(configuration, configurationText(plan), { flag: 'wx' }).catch((error) => {
    // Kept: the newcomer may have begun to play with it.
    if (error.code !== 'EEXIST') throw error;
  });
  process.argv.splice(2, Number.POSITIVE_INFINITY, 'run', '--config', configuration);
  await import('./patronage.ts');
  if (!process.exitCode) process.stdout.write(`\n${await comparison(plan, shop)}`);
}

async function comparison(plan: ShopPlan, shop: GeneratedShop): Promise<string> {
  const patronage = await openPatronage(await readConfiguration(configuration), {
    now: () => new Date(),
    progress: () => {},
  });
  try {
    const { manifest } = (await patronage.current())!;
    const parameters = await patronage.query(
      manifest,
      'select model, parameter, value, standard_error, churn_identifiable, selected from lifetime_model',
    );
    const { portfolio, cohorts } = heldAgainst(await patronage.query(manifest, FORECASTS), outcomeOf(shop));
    return [
      'What was planted, and what came',
      inColumns(plantedRows(plan, parameters)),
      `  ${selectedText(plan, parameters)}`,
      '  whole days alone make r and alpha about one standard error higher',
      '',
      `The ${plan.ahead} days after ${plan.asOf}, kept back from the dumps; ${counted(plan.customers, 'customer')}`,
      inColumns([
        ['', 'forecast', '80 % low', '80 % high', 'came', ''],
        measureRow('purchase days', portfolio.purchaseDays),
        measureRow(`net sales, ${manifest.settings.currency}`, portfolio.netSales),
      ]),
      `  inside their own interval: ${inside(cohorts, 'purchaseDays')} cohorts by purchase days, ` +
        `${inside(cohorts, 'netSales')} by net sales`,
      '  One in five should lie outside, of cohorts and of shops; the shop shown first was chosen to lie inside.',
      '  Another shop: npm run demo:forecast -- 1',
      '',
    ].join('\n');
  } finally {
    await patronage.close();
  }
}

type Rows = readonly Readonly<Record<string, unknown>>[];

function selectedText({ purchases }: ShopPlan, rows: Rows): string {
  const { model, churn_identifiable } = rows.find((row) => row.selected && row.model !== 'gamma_gamma')!;
  const churn = churn_identifiable ? 'the data show that customers leave' : 'it takes nobody to leave';
  // Models this close are told apart by the chance of one holdout.
  const other = model === purchases.model ? '' : `, though ${purchases.model} was planted`;
  return `selected: ${model}${other}; ${churn}`;
}

function plantedRows({ purchases: { model, parameters }, spend }: ShopPlan, rows: Rows): string[][] {
  const planted = [
    ...modelNamed(model).parameters.map((name, i) => ({ model, name, value: parameters[i]! })),
    ...SPEND_PARAMETERS.map((name, i) => ({ model: 'gamma_gamma', name, value: spend[i]! })),
  ];
  const figure = (value: unknown) => (value === null ? 'unknown' : Number(value).toFixed(2));
  return [
    ['model', 'parameter', 'planted', 'fitted', 'standard error'],
    ...planted.map(({ model, name, value }) => {
      const row = rows.find((one) => one.model === model && one.parameter === name)!;
      return [model, name, figure(value), figure(row.value), figure(row.standard_error)];
    }),
  ];
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

const measureRow = (name: string, { expected, low, high, actual, isInside }: Measure): string[] => [
  name,
  ...[expected, low, high, actual].map(whole),
  isInside ? 'inside' : 'outside',
];

const inside = (cohorts: readonly Held[], of: keyof Held): string =>
  `${cohorts.filter((cohort) => cohort[of].isInside).length} of ${cohorts.length}`;

process.chdir(join(import.meta.dirname, '..'));
const seed = Number(process.argv[2] ?? LEAVING.seed);
if (Number.isSafeInteger(seed)) await show({ ...LEAVING, seed });
else {
  process.stderr.write(`${process.argv[2]} is no seed; give a whole number, such as 1\n`);
  process.exitCode = 2;
}
