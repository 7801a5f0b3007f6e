import { expect, test } from 'vitest';
import { countQuery } from '../../lib/deployed/count.ts';
import { openShop } from '../command-line.ts';
import { CONFIGURATION, dump, json } from '../commands/till.ts';
import { lint } from '../sql/lint.ts';
import { type Aws, failed, ok, rows, standingClock } from './aws.ts';
import { DAY, deploymentsOfTests, validateIn } from './deployments.ts';

const { deploy, release } = deploymentsOfTests();

const wereAsked = ({ asked }: Aws): boolean => asked.length > 0;

test('a dump is put, its receipt told, a refresh followed, and its rows found in the tables: so it is validated', async () => {
  const { aws, validate } = await deploy();
  const release_id = release();
  const arn = `arn:aws:states:eu-central-1:1:execution:patronage-refresh:refresh-${release_id}-1`;
  aws.says('Invoke', ok({ started: true, reason: 'to be published', execution: arn, release_id }));
  const output = JSON.stringify({ plan: { release_id } });
  aws.says('DescribeExecution', ok({ status: 'SUCCEEDED', output, startDate: 0 }));
  const { status, out, err } = await validate('day.csv');
  expect(err).toBe('');
  expect(out).toMatch(/^day\.csv \(till\): accepted\n {2}3 rows read = 2 accepted \+ 1 quarantined\n/);
  expect(out).toContain(`
Validated
  release ${release_id}: published by refresh-${release_id}-1
  patronage.sales: 2 rows of the dump, asked of Athena in the work group patronage-analyst
  what analysts find is what the receipt says
`);
  expect(status).toBe(0);
});

test('the same again finds what is there, and a program is told all of it', async () => {
  const { validate } = await deploy();
  expect((await validate('day.csv')).status).toBe(0);
  const said = await validate('day.csv', '--json');
  expect(said).toMatchObject({ status: 0, err: '' });
  expect(json(said)).toMatchObject({
    receipt: { name: 'day.csv', state: 'current' },
    refresh: { release_id: release() },
    counts: { release_id: release(), rows_read: 3, rows_accepted: 2, rows_published: 2, rows_in_sales: 2 },
    problems: [],
  });
});

test('names of what is asked follow cloud.name', async () => {
  const { aws, validate } = await deploy({}, 'cloud: { name: north_shop }\n');
  expect((await validate('day.csv')).out).toContain('north_shop.sales: 2 rows of the dump');
  expect(aws.asked.map(({ input }) => input)).toMatchObject([
    { url: '/2015-03-31/functions/north-shop-start/invocations' },
    { WorkGroup: 'north-shop-analyst', QueryExecutionContext: { Database: 'north_shop' } },
    {},
    {},
  ]);
});

const HEADER = dump('2024-06-03');

test.each([
  ['refused.csv', dump('2024-06-03', 'much'), /is refused, as its receipt says/],
  ['empty.csv', HEADER, /no row of empty\.csv is accepted: take a dump that has some/],
])('%s proves nothing, and nothing is asked of the rest', async (name, text, sentence) => {
  const { aws, validate } = await deploy({ [name]: text });
  const { status, out, err } = await validate(name);
  expect(out).toMatch(new RegExp(`^${name} \\(till\\): `));
  expect(err).toMatch(sentence);
  expect(err).toContain('Nothing was refreshed');
  expect({ status, asked: wereAsked(aws) }).toEqual({ status: 1, asked: false });
});

test('content that is in under another name proves nothing', async () => {
  const { aws, validate } = await deploy({ 'later.csv': DAY });
  await validate('day.csv');
  const before = aws.asked.length;
  const { status, err } = await validate('later.csv');
  expect(err).toBe(
    'what later.csv holds is in already under another name: take a dump with other lines. Nothing was refreshed\n',
  );
  expect({ status, asked: aws.asked.length }).toEqual({ status: 1, asked: before });
});

test('a dump of another feed has no lines to count', async () => {
  const spend = `  spend:
    marketing:
      format: csv
      columns: { month: { from: month, format: "%Y-%m" }, amount: cost }
`;
  const { validate } = await deploy({ 'spend.csv': 'month,cost\n2024-05,10\n' }, spend);
  const { status, err } = await validate('spend.csv', '--source', 'marketing');
  expect(err).toContain('spend.csv is a dump of spend: take one of sales');
  expect(status).toBe(1);
});

test('where no receipt comes, that is said, and nothing is asked of the rest', async () => {
  const { aws, intake, validate } = await deploy();
  intake.isOn = false;
  const { status, out, err } = await validate('day.csv', '--wait', '60');
  expect(err).toContain('landing/sales/till/day.csv is in the bucket, but no receipt came in 60 seconds');
  expect({ status, out, asked: wereAsked(aws) }).toEqual({ status: 3, out: '', asked: false });
});

test('a part that fails is told in a sentence, after the receipt', async () => {
  const { aws, validate } = await deploy();
  aws.says('Invoke', failed('Error', 'out of order'));
  const { status, out, err } = await validate('day.csv');
  expect(out).toContain('day.csv (till): accepted');
  expect(err).toBe(
    'the function patronage-start failed: Error: out of order. Its log is /aws/lambda/patronage-start\n',
  );
  expect(status).toBe(3);
});

const RIGHT = { rows_read: 3, rows_accepted: 2, rows_quarantined: 1, rows_published: 2, rows_in_sales: 2 };

test.each([
  [{ rows_in_sales: 1 }, 'sales has 1 row of the dump, and reconciliation says 2 rows'],
  [{ rows_accepted: 1 }, 'reconciliation has rows_accepted 1, and the receipt 2'],
  [{ rows_quarantined: 0 }, 'reconciliation has rows_quarantined 0, and the receipt 1'],
  [{ rows_published: 0, rows_in_sales: 0 }, 'no row of the dump is published, so nothing is proved'],
  [{ rows_published: null, rows_in_sales: 0 }, 'does not count the dump: it was withdrawn'],
  [{ release_id: 'ffff' }, 'the tables are those of release ffff, and not of '],
])('tables with %j are told to differ', async (wrong, sentence) => {
  const { aws, validate } = await deploy();
  aws.says('GetQueryResults', rows({ release_id: release(), ...RIGHT, ...wrong }));
  const { status, out, err } = await validate('day.csv');
  expect(err).toContain(sentence);
  expect(out).toContain('NOT validated');
  expect(out).not.toContain('what the receipt says');
  expect(status).toBe(3);
});

test('rows that are rightly not in sales are counted and no fault', async () => {
  const { aws, validate } = await deploy();
  aws.says('GetQueryResults', rows({ release_id: release(), ...RIGHT, rows_published: 1, rows_in_sales: 1 }));
  const { status, out } = await validate('day.csv');
  expect(out).toContain(
    '1 more row of it accepted, and not counted: superseded, after the as-of date or held',
  );
  expect(status).toBe(0);
});

test.each([
  [[], 'validate takes one file: npm run validate -- <file>\n'],
  [['day.csv', 'more.csv'], 'validate takes one file: npm run validate -- <file>\n'],
  [['none.csv'], 'none.csv: there is no such file\n'],
  [['day.csv', '--wait', 'long'], '--wait long: give whole seconds, such as 900\n'],
  [['day.csv', '--fast'], "Unknown option '--fast'; npm run validate -- --help shows its options\n"],
])('%j is the caller to mend', async (args, err) => {
  const { aws, validate } = await deploy();
  expect(await validate(...args)).toEqual({ status: 2, out: '', err });
  expect(wereAsked(aws)).toBe(false);
});

test('a warehouse in a folder is not deployed', async () => {
  const shop = await openShop({ 'patronage.yaml': CONFIGURATION, 'day.csv': DAY });
  expect(await validateIn(shop.folder, ['day.csv'], standingClock())).toEqual({
    status: 2,
    out: '',
    err: `the warehouse is a folder, ${shop.folder}/warehouse: give the configuration that was deployed\n`,
  });
});

test('the query means the same on Athena and in DuckDB', () => {
  expect(lint(`-- check: rows of a dump\n${countQuery('0123456789abcdef')}`, 'check')).toEqual([]);
});
