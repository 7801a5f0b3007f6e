/** How the discounted value moved with time, by parameters that are held: what was expected to happen, and what came otherwise. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, parquetOf } from '../engine/duckdb.ts';
import { courseOf } from '../lifetime/course.ts';
import type { Parameters } from '../lifetime/forecast.ts';
import type { GivenRow } from '../warehouse/inputs.ts';
import { lifetimeBy } from '../warehouse/lifetime-held.ts';
import { lifetimeInputs } from '../warehouse/lifetime-inputs.ts';
import { rerun, type Tools } from './rerun.ts';
import type { State } from './state.ts';

const VALUES = ['customer_lifetime_value'];

/** Lines of time that passes as expected, in units of money of one customer; each is rounded as the value is. */
const EXPECTED = {
  discount_unwinding: 'nearer - kept',
  expected_purchases_released: '-released',
  horizon_rolled_forward: 'added',
};

/** Lines of what was not expected. */
const EXPERIENCE = [
  'experience_raised',
  'experience_lowered',
  'experience_lapsed',
  'experience_new_customers',
] as const;

/**
 * From the value of the customers on the day of `settled` to that on the day of `present`, customer by customer:
 *
 * - expected purchases released: those of the days that have passed are no longer ahead;
 * - discount unwinding: those that are still ahead are nearer by that time;
 * - horizon rolled forward: it now reaches as many days further;
 * - experience: what the value is beyond that. Customers who are new; whose value is raised; whose value is lowered though
 *   they have bought since; and those who have lapsed, whose value is lowered because they have not.
 *
 * The lines of a customer are rounded to the decimals of money, and experience is what then is left: they add up exactly.
 * @param parameters the forecast is theirs on both days; undefined: none is given, and there is nothing to move
 * @returns rows `line, amount, customers` of `value_movements`
 */
export async function rollForward(
  settled: State,
  present: State,
  parameters: Parameters | undefined,
  tools: Tools,
): Promise<GivenRow[]> {
  if (!parameters) return [];
  const passed = daysBetween(settled.as_of_date, present.as_of_date);
  const path = join(await mkdtemp(join(tools.folder, 'expected-')), 'values.parquet');
  await rerun(
    settled,
    VALUES,
    tools,
    (_, engine) => layExpected(engine, parameters, passed, path),
    lifetimeBy(parameters),
  );
  return rerun(
    present,
    VALUES,
    tools,
    async (ask) => (await ask(moved(path, settled.as_of_date))) as GivenRow[],
    lifetimeBy(parameters),
  );
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Writes a row per customer: the value, and each line of what is expected to become of it. */
async function layExpected(
  engine: Engine,
  { model, purchases }: Parameters,
  passed: number,
  path: string,
): Promise<void> {
  const { now, settings } = await lifetimeInputs(engine);
  const { x, recency, age } = now.triples;
  const inDays = (weeks: Float64Array): Float64Array => weeks.map((value) => Math.round(value * 7));
  await engine.layNumbers('course', {
    ...{ frequency: x, recency_days: inDays(recency), age_days: inDays(age) },
    ...courseOf(model.future(purchases), now.triples, settings.horizon, passed),
  });
  const lines = Object.entries(EXPECTED).map(
    ([line, counted]) =>
      `cast(floor((${counted}) * v.expected_order_value * 10000 + 0.5) as decimal(38,0)) * 0.0001 as ${line}`,
  );
  await engine.copy(
    `select v.customer_id, v.predicted_value_discounted as value, ${lines.join(', ')}
     from customer_lifetime_value v
     join course c on c.frequency = v.frequency and c.recency_days = v.recency_days and c.age_days = v.age_days
     where v.predicted_value_discounted is not null
     order by v.customer_id`,
    path,
  );
}

/** The query of all lines, those that moved nothing too. */
function moved(path: string, openedOn: string): string {
  const expected = Object.keys(EXPECTED);
  const names = [...expected, ...EXPERIENCE].map((line) => `('${line}')`);
  const perCustomer = expected.map((line) => `select '${line}' as line, ${line} as amount from before`);
  return `
with before as (
  select * from ${parquetOf(path)}
),
after as (
  select customer_id, predicted_value_discounted as value, last_purchased_on
  from customer_lifetime_value
  where predicted_value_discounted is not null
),
experience as (
  select
    b.customer_id is null as is_new,
    coalesce(a.last_purchased_on > date '${openedOn}', true) as has_news,
    coalesce(a.value, 0) - coalesce(b.value + ${expected.map((line) => `b.${line}`).join(' + ')}, 0) as amount
  from before b
  full join after a on a.customer_id = b.customer_id
),
lines as (
  ${perCustomer.join('\n  union all ')}
  union all
  select
    case
      when is_new then 'experience_new_customers'
      when amount > 0 then 'experience_raised'
      when has_news then 'experience_lowered'
      else 'experience_lapsed'
    end as line,
    amount
  from experience
)
select
  n.line,
  cast(coalesce(sum(l.amount), 0) as decimal(18,4)) as amount,
  count(*) filter (l.amount <> 0) as customers
from (values ${names.join(', ')}) n (line)
left join lines l on l.line = n.line
group by n.line
order by n.line`;
}
