/** Times of the lifetime models on a million customers: `node test/bench/lifetime.ts [customers]`. */
import { backtest } from '../../lib/lifetime/backtest.ts';
import { fitPurchases } from '../../lib/lifetime/fit.ts';
import { fitSpend } from '../../lib/lifetime/gamma-gamma.ts';
import { intervals } from '../../lib/lifetime/interval.ts';
import { MODELS, modelNamed } from '../../lib/lifetime/models.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { scoreTriples } from '../../lib/lifetime/score.ts';
import { simulatePurchases, simulateSpend } from '../../lib/lifetime/simulate.ts';
import { type Triples, triplesOf } from '../../lib/lifetime/triples.ts';

const customers = Number(process.argv[2] ?? 1_000_000);
const HORIZON = { days: 365, months: 12, annualRate: 0.1, quietDays: 90 };
const random = seeded(1);

/** Customers first seen over two years, on whole days as in a dump. */
function base(weeks: number, share: number): Triples {
  const ages = Float64Array.from({ length: customers * share }, () => Math.ceil(random() * weeks * 7) / 7);
  const { x, recency } = simulatePurchases('mbg_nbd', [0.8, 6, 0.8, 2.5], ages, 0, random).triples;
  return triplesOf(Array.from(ages, (age, i) => [x[i]!, Math.round(recency[i]! * 7) / 7, age] as const));
}

let total = 0;
function timed<T>(what: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  const seconds = (performance.now() - start) / 1000;
  total += seconds;
  console.log(`${what.padEnd(40)} ${seconds.toFixed(2)} s`);
  return result;
}

const calibration = base(69, 2 / 3);
const whole = base(104, 1);
console.log(
  `${customers} customers, ${whole.x.length} distinct triples, ${calibration.x.length} in calibration`,
);

const spend = Array.from(whole.x, (x) => ({ x, mean: simulateSpend([6, 4, 15], x, 0, random).mean })).filter(
  ({ x }) => x > 0,
);
const none = new Float64Array(calibration.x.length);
const outcome = { purchases: none, netSales: none, purchasesBefore: none, netSalesBefore: none };
const orders = { spend: [6, 4, 15], netFactor: 1, values: { valued: none, sumOfMeans: none } };
for (const model of MODELS) {
  const fit = timed(`${model.name}: fit on calibration`, () => fitPurchases(model, calibration));
  timed(`${model.name}: backtest of 35 weeks`, () =>
    backtest(model.future(fit.parameters), calibration, 35, outcome, orders),
  );
}
const fits = MODELS.map((model) =>
  timed(`${model.name}: fit on everything`, () => fitPurchases(model, whole)),
);
const fit = fits[2]!;
const spendFit = timed(`gamma_gamma: fit, ${spend.length} customers`, () =>
  fitSpend({
    x: Float64Array.from(spend, ({ x }) => x),
    mean: Float64Array.from(spend, ({ mean }) => mean),
    count: new Float64Array(spend.length).fill(1),
  }),
);
const model = modelNamed('mbg_nbd');
timed('score', () => scoreTriples(model.future(fit.parameters), whole, HORIZON));
console.log(`${'together'.padEnd(40)} ${total.toFixed(2)} s`);
timed('intervals of 24 cohorts', () =>
  intervals(
    {
      ...{ model, fit, spendFit, triples: whole, groups: 24, netFactor: 1, weeks: 52 },
      groupOf: Uint32Array.from(whole.age, (age) => Math.min(23, Math.floor(age / 4.34))),
      values: { valued: new Float64Array(whole.x.length), sumOfMeans: new Float64Array(whole.x.length) },
    },
    1,
  ),
);
