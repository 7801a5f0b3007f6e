import { Decimal } from 'apache-arrow';
import { afterEach, expect, test, vi } from 'vitest';
import { ownSchemaOf, TABLES } from '../../lib/contract/tables.ts';
import { chosenFor, SUBJECTS } from '../../lib/report/workbook/subjects.ts';
import { workbookOf } from '../../lib/report/workbook/workbook.ts';
import { mixedCase, withLock, withRiser } from '../sql/mixed.ts';
import { asNumbers, onRelease, recordsOf, releaseOf, sheetsOf } from './workbook-reading.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('every sheet is its table, row for row and value for value', () =>
  onRelease(
    async ({ engine, make }) => {
      const sheets = await sheetsOf(await make());
      expect(Object.keys(sheets)).toEqual(['About', ...SUBJECTS.map(({ sheet }) => sheet)]);
      for (const { sheet, table } of SUBJECTS) {
        const { fields } = ownSchemaOf(table);
        const { order } = TABLES.find(({ name }) => name === table)!;
        const names = fields.map(({ name }) => name);
        const decimals = new Set(
          fields.filter(({ type }) => type instanceof Decimal).map(({ name }) => name),
        );
        const rows = await engine.rows(`select ${names} from ${table} order by ${order}`);
        const shown = recordsOf(sheets[sheet]).map((record) =>
          Object.fromEntries(names.map((name) => [name, record[name]])),
        );
        expect(rows.length, sheet).toBeGreaterThan(0);
        expect(shown, sheet).toEqual(rows.map((row) => asNumbers(row, decimals)));
      }
    },
    withLock(withRiser(mixedCase()), '2023-03-01'),
  ));

test('customers and money of the sheets add up to those of sales, to the last decimal', () =>
  onRelease(async ({ engine, make }) => {
    const sheets = await sheetsOf(await make());
    const sum = (name: string, column: string, where = (_: Record<string, unknown>) => true) =>
      recordsOf(sheets[name])
        .filter(where)
        .reduce((total, record) => total + BigInt(Math.round(Number(record[column]) * 10_000)), 0n);
    const [known] = await engine.rows(`
select count(distinct s.customer_id) as customers, cast(sum(s.net_sales) * 10000 as bigint) as net_sales
from sales s
join customer_lifetime_value v on v.customer_id = s.customer_id
where not s.is_excluded`);
    expect(recordsOf(sheets.Customers)).toHaveLength(Number(known?.customers));
    expect(sum('Customers', 'historic_net_sales')).toBe(BigInt(Number(known?.net_sales)));
    expect(sum('Value by cohort', 'historic_net_sales', ({ scope }) => scope === 'cohort')).toBe(
      BigInt(Number(known?.net_sales)),
    );
  }));

test('the customers sheet has what tiers, segments and status say of the same customer', () =>
  onRelease(async ({ engine, make }) => {
    const shown = recordsOf((await sheetsOf(await make())).Customers);
    const said = await engine.rows(`
select t.customer_id, t.tier, g.segment, s.is_inactive
from customer_tiers t
join customer_segments g on g.customer_id = t.customer_id
join customer_status s on s.customer_id = t.customer_id
order by t.customer_id`);
    expect(
      shown.map(({ customer_id, tier, segment, is_inactive }) => ({
        customer_id,
        tier,
        segment,
        is_inactive,
      })),
    ).toEqual(said);
  }));

test('the first sheet tells the release, every setting and every column with its meaning', () =>
  onRelease(async ({ make }) => {
    const sheets = await sheetsOf(await make());
    const about = recordsOf(sheets.About);
    const valueNamed = (name: string) => about.find((line) => line.name === name)?.value;
    expect([
      valueNamed('as_of_date'),
      valueNamed('release_id'),
      valueNamed('code'),
      valueNamed('engine'),
    ]).toEqual(['2024-06-15', 'r1', 'c0de', 'duckdb 1']);
    expect(about).toContainEqual({
      part: 'setting',
      sheet: null,
      table: 'settings',
      name: 'tier_window_months',
      value: 12,
      unit: 'months',
      meaning: 'length of the tier window',
    });
    expect(about.filter((line) => !line.meaning)).toEqual([]);
    for (const { sheet } of SUBJECTS) {
      const defined = about.filter((line) => line.part === 'column' && line.sheet === sheet);
      expect(defined.map(({ name }) => name)).toEqual(sheets[sheet]?.rows[0]);
    }
  }));

test('headings are bold, stay in sight and filter; numbers, shares and days are shown as such', () =>
  onRelease(async ({ make }) => {
    const sheets = await sheetsOf(await make());
    for (const [name, sheet] of Object.entries(sheets)) {
      expect(sheet.freezePane, name).toMatchObject({ rows: 1 });
      expect(sheet.autoFilter?.range, name).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rows.length}$`));
      expect(sheet.merges ?? [], name).toEqual([]);
      expect(sheet.cells?.get('0,0')?.style?.font?.bold, name).toBe(true);
    }
    const cohorts = sheets['Value by cohort']!;
    const formatOf = (column: string) =>
      cohorts.cells?.get(`1,${cohorts.rows[0]!.indexOf(column)}`)?.style?.numFmt;
    expect(formatOf('cohort_month')).toBe('yyyy-mm-dd');
    expect(formatOf('customers')).toBe('#,##0');
    expect(formatOf('historic_net_sales')).toBe('#,##0.00');
    expect(formatOf('cost_coverage')).toBe('0.0%');
    const [width] = sheets.Customers?.columns ?? [];
    expect(width?.width).toBeGreaterThanOrEqual('customer_id'.length);
  }));

test('the same release gives the same bytes on another day', () =>
  onRelease(async ({ make }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-07-01T08:00:00Z') });
    const once = await make();
    vi.setSystemTime(new Date('2031-01-02T03:04:05Z'));
    expect(Buffer.compare(once, await make())).toBe(0);
  }));

test('what a sheet cannot hold is left out, and the first sheet says how much and where it is', () =>
  onRelease(async ({ release, make }) => {
    const limit = 20;
    const sheets = await sheetsOf(await make(limit));
    const whole = recordsOf((await sheetsOf(await make())).Customers);
    expect(recordsOf(sheets.Customers)).toEqual(whole.slice(0, limit));
    const cut = recordsOf(sheets.About).filter(({ part }) => part === 'cut');
    expect(cut).toContainEqual({
      part: 'cut',
      sheet: 'Customers',
      table: 'customer_lifetime_value',
      name: 'rows left out',
      value: whole.length - limit,
      unit: 'rows',
      meaning: `The sheet holds the first 20 of ${whole.length} rows; more do not fit. All of them are in warehouse/customer_lifetime_value/release=r1/customer_lifetime_value.parquet.`,
    });
    const larger = chosenFor(release).filter(({ rows }) => rows > limit);
    expect(cut.map(({ sheet }) => sheet)).toEqual(larger.map(({ sheet }) => sheet));
  }));

test('a release from before a table has no sheet and no column of it', () =>
  onRelease(async ({ engine }) => {
    const release = await releaseOf(engine, '2024-06-15', ['customer_lifetime_value', 'customer_tiers']);
    const sheets = await sheetsOf(await workbookOf((sql) => engine.rows(sql), release));
    expect(Object.keys(sheets)).toEqual(['About', 'Customers']);
    expect(sheets.Customers?.rows[0]?.at(-1)).toBe('tier');
  }));

test('tables without rows are sheets with headings', () =>
  onRelease(
    async ({ make }) => {
      const { Customers } = await sheetsOf(await make());
      expect(Customers?.rows).toHaveLength(1);
      expect(Customers?.autoFilter?.range).toMatch(/^A1:[A-Z]+1$/);
    },
    { asOf: '2024-06-15' },
  ));
