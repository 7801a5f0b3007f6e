/** What the lifetime models are given: sufficient statistics that SQL has counted, column by column. */
import type { Engine, Row } from '../engine/duckdb.ts';
import type { Numbers } from '../engine/numbers.ts';
import type { ForecastSettings, Now } from '../lifetime/forecast.ts';
import type { Calibration, Observed } from '../lifetime/judge.ts';
import type { ModelName } from '../lifetime/model.ts';
import { levelsOf } from '../lifetime/triples.ts';

export interface LifetimeInputs {
  now: Now;
  /** `YYYY-MM-01` of every group of customers, in order. */
  cohorts: string[];
  /** Customers left out of the model of order values: their repeat purchases brought nothing on balance. */
  valueless: number;
  calibration: Calibration | undefined;
  settings: ForecastSettings;
}

type Basis = 'now' | 'calibration';

/** Reads what the steps `lifetime_…` have counted. The order of the rows is fixed, since sums of DOUBLE depend on it. */
export async function lifetimeInputs(engine: Engine): Promise<LifetimeInputs> {
  const ends = await engine.rows(
    `select e.basis, e.history_days, e.holdout_weeks, t.customers, t.frequent_customers, t.valueless_customers,
       cast(cast(t.later_net_sales as double) / nullif(cast(t.repeat_net_sales as double), 0) as double) as net_factor
     from lifetime_ends e join lifetime_totals t on t.basis = e.basis`,
  );
  const endOf = (basis: Basis): Row | undefined => ends.find((end) => end.basis === basis);
  const [now, before] = [endOf('now'), endOf('calibration')];
  const triples = await triplesOf(engine, 'now');
  const { values: months, index } = levelsOf(triples.cohort!);
  const order = Array.from(months.keys()).sort((a, b) => months[a]! - months[b]!);
  const groupOf = new Uint32Array(order.length);
  for (const [group, month] of order.entries()) groupOf[month] = group;
  return {
    now: {
      ...(await observed(engine, 'now', triples, now)),
      groupOf: index.map((month) => groupOf[month]!),
      groups: order.length,
      customers: Number(now?.customers ?? 0),
      frequentCustomers: Number(now?.frequent_customers ?? 0),
      historyDays: Number(now?.history_days ?? 0),
    },
    cohorts: order.map((month) => monthText(months[month]!)),
    valueless: Number(now?.valueless_customers ?? 0),
    calibration: before && (await calibrationOf(engine, before)),
    settings: await settingsOf(engine),
  };
}

const triplesOf = (engine: Engine, basis: Basis): Promise<Numbers> =>
  engine.numbers(
    `select cast(frequency as double) as x, cast(recency_days as double) as recency, cast(age_days as double) as age,
       cast(customers as double) as customers, cast(valued_customers as double) as valued,
       cast(valued_net_sales as double) as net_sales, cast(purchases_before as double) as before,
       cast(purchases_after as double) as after, cast(year(cohort_month) * 12 + month(cohort_month) - 1 as double) as cohort
     from lifetime_triples where basis = '${basis}' order by frequency, recency_days, age_days`,
  );

async function observed(
  engine: Engine,
  basis: Basis,
  { x, recency, age, customers, valued, net_sales }: Numbers,
  end: Row | undefined,
): Promise<Observed> {
  const spend = await engine.numbers(
    `select cast(frequency as double) as x, cast(repeat_net_sales as double) as net_sales, cast(customers as double) as customers
     from lifetime_order_values where basis = '${basis}' order by frequency, repeat_net_sales`,
  );
  return {
    triples: { x: x!, recency: inWeeks(recency!), age: inWeeks(age!), count: customers! },
    values: {
      valued: valued!,
      sumOfMeans: net_sales!.map((sum, i) => (sum === 0 ? 0 : sum / x![i]!)),
    },
    spend: {
      x: spend.x!,
      mean: spend.net_sales!.map((sum, i) => sum / spend.x![i]!),
      count: spend.customers!,
    },
    netFactor: Number(end?.net_factor ?? Number.NaN),
  };
}

async function calibrationOf(engine: Engine, end: Row): Promise<Calibration> {
  const triples = await triplesOf(engine, 'calibration');
  return {
    ...(await observed(engine, 'calibration', triples, end)),
    weeks: Number(end.holdout_weeks),
    outcome: { purchases: triples.after!, purchasesBefore: triples.before! },
  };
}

const inWeeks = (days: Float64Array): Float64Array => days.map((value) => value / 7);

const monthText = (months: number): string =>
  `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;

async function settingsOf(engine: Engine): Promise<ForecastSettings> {
  const [row] = await engine.rows('select * from settings');
  const { lifetime_model: model } = row!;
  return {
    model: model === 'auto' ? undefined : (model as ModelName),
    limits: {
      customers: Number(row!.lifetime_min_customers),
      frequentCustomers: Number(row!.lifetime_min_frequent_customers),
      historyDays: Number(row!.lifetime_min_history_days),
      holdoutMiss: Number(row!.lifetime_max_holdout_miss),
    },
    horizon: {
      days: Number(row!.lifetime_horizon_days),
      annualRate: Number(row!.lifetime_annual_discount_rate),
    },
  };
}
