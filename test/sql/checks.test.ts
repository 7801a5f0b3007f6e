import { describe, expect, test } from 'vitest';
import { count, text } from '../../lib/contract/columns.ts';
import { lineTable } from '../../lib/contract/table.ts';
import { TABLES } from '../../lib/contract/tables.ts';
import type { Engine } from '../../lib/engine/duckdb.ts';
import { type Check, checkOf, contractChecks, readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import { mixedCase } from './mixed.ts';
import { onWorkbench } from './workbench.ts';

const EVERY_TABLE = TABLES.map((table) => table.name);

const failing = async (engine: Engine, checks: readonly Check[]) =>
  (await runChecks(engine, checks)).filter((check) => check.failed > 0);

/** Puts something else in a relation's place, asks, and puts it back. */
async function tampered<Answer>(
  engine: Engine,
  relation: string,
  select: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  await engine.run('begin');
  try {
    await engine.run(`create table tampered as ${select}`);
    const [found] = await engine.rows(
      `select count(*) as views from duckdb_views() where view_name = '${relation}'`,
    );
    await engine.run(`drop ${found!.views ? 'view' : 'table'} ${relation}`);
    await engine.run(`alter table tampered rename to ${relation}`);
    return await ask();
  } finally {
    await engine.run('rollback');
  }
}

const changed = (relation: string, change: string): [string, string] => [
  relation,
  `select * replace (${change}) from ${relation}`,
];

/** For every check under sql/checks a fault that it is there for. */
const FAULTS: Record<string, [relation: string, select: string]> = {
  account_manager_tasks_tie: changed('account_manager_tasks', 'money_at_stake + 0.0001 as money_at_stake'),
  acquisition_spend_ties: changed(
    'lifetime_value_by_cohort',
    'cast(0 as decimal(18,4)) as acquisition_spend',
  ),
  campaign_effects_hold: changed('campaign_results', 'cast(null as varchar) as uplift_reason'),
  campaigns_tie: changed('campaign_results', 'actual_net_sales + 0.0001 as actual_net_sales'),
  cohorts_cover_customers: changed('purchase_frequency', 'customers + 1 as customers'),
  cohorts_hold: changed('cohort_retention', 'cohort_customers + 1 as active_customers'),
  cohorts_tie: changed('sales_outside_cohorts', 'net_sales + 0.0001 as net_sales'),
  contact_plan_ties: changed('contact_plan', 'money_at_stake + 0.0001 as money_at_stake'),
  customer_base_bridge_closes: changed(
    'customer_base_bridge',
    "case class when 'lapsed' then customers + 1 else customers end as customers",
  ),
  customer_base_bridge_ties: changed(
    'customer_base_bridge',
    "case class when 'unidentified' then 0 else net_sales end as net_sales",
  ),
  customer_funnel_holds: changed('customer_funnel', 'lost_after_first + 1 as lost_after_first'),
  customer_profile_ties: ['customer_profile', "select * from customer_profile where value <> 'other'"],
  customer_segments_tie: ['customer_segments', "select * from customer_segments where segment <> 'lost'"],
  customer_share_ties: changed('customer_share', 'buyers_net_sales + 0.0001 as buyers_net_sales'),
  customer_status_ties: changed('customer_status', 'net_sales_12_months + 0.0001 as net_sales_12_months'),
  customer_tiers_tie: ['customer_tiers', "select * from customer_tiers where customer_id <> 'c7'"],
  discount_dependence_ties: changed(
    'discount_dependence_by_tier',
    'discounted_net_sales + 0.0001 as discounted_net_sales',
  ),
  discount_retention_holds: changed('discount_retention', 'customers_won + 1 as customers_won'),
  exchange_rates_applied: changed('exchange_rates', 'rate * 2 as rate'),
  feed_reconciliation: changed('feed_reconciliation', 'difference + 1 as difference'),
  lake_and_receipts: changed('receipts', 'net_sales_accepted + 0.0001 as net_sales_accepted'),
  lifetime_backtest_ties: [
    'lifetime_backtest',
    "select * from lifetime_backtest where not (breakdown = 'week' and part = 2)",
  ],
  lifetime_customers_hold: changed(
    'customer_lifetime_value',
    "cast('nan' as double) as expected_purchases_365d",
  ),
  lifetime_models_hold: changed('lifetime_model', "cast('nan' as double) as value"),
  lifetime_value_bridge_closes: changed('lifetime_value_bridge', 'amount + 0.0001 as amount'),
  lifetime_value_ties: changed('customer_lifetime_value', 'lifetime_value + 0.0001 as lifetime_value'),
  loyalty_scorecard_holds: changed('loyalty_scorecard', 'measured_ways + 1 as measured_ways'),
  loyalty_scorecard_ties: changed('loyalty_scorecard', 'net_sales + 0.0001 as net_sales'),
  open_complaints_tie: changed('open_complaints', 'money_at_stake + 0.0001 as money_at_stake'),
  orders_tie: changed('orders', 'net_sales + 0.0001 as net_sales'),
  product_tiers_tie: ['product_tiers', "select * from product_tiers where product_id <> 'p7'"],
  profile_completeness_ties: [
    'profile_completeness',
    "select * from profile_completeness where tier <> 'none'",
  ],
  purchase_days_numbered: changed('purchase_days', 'purchase_number + 1 as purchase_number'),
  purchase_days_tie: changed('purchase_days', 'net_sales + 0.0001 as net_sales'),
  purchase_frequency_ties: changed('purchase_intervals', 'gaps + 1 as gaps'),
  quarantine_and_receipts: ['quarantine', "select * from quarantine where dump_id <> 'd2'"],
  rebates_tie: changed('rebates', 'net_sales + 0.0001 as net_sales'),
  reconciliation: changed('reconciliation', 'difference + 0.0001 as difference'),
  relationship_plan_ties: changed('relationship_plan', 'net_sales + 0.0001 as net_sales'),
  referrals_tie: changed('partner_referrals', 'net_sales + 0.0001 as net_sales'),
  repeat_purchase_ties: changed('repeat_purchase', 'net_sales_new + 0.0001 as net_sales_new'),
  repurchase_windows_hold: changed('repurchase_windows', '-window_days as repurchased_customers'),
  restatements_tie: changed('restatements', 'effect + 0.0001 as effect'),
  revenue_concentration_ties: changed('revenue_concentration', 'amount_total + 0.0001 as amount_total'),
  rising_customers_tie: [
    'rising_customers',
    `select * from rising_customers
    union all by name
    select customer_id, tier, net_sales + 0.0001 as net_sales from customer_tiers where customer_id = 'c7'`,
  ],
  sales_bounds: changed('sales', 'net_sales + 0.0001 as net_sales'),
  sales_by_period_ties: [
    'sales_by_period',
    "select * from sales_by_period where not (grain = 'quarter' and dimension_value = 'tea')",
  ],
  service_quality_ties: changed('service_quality', 'answered_late + 1 as answered_late'),
  tier_migration_before_ties: changed('tier_migration', 'net_sales_before + 1 as net_sales_before'),
  tier_migration_ties: changed('tier_migration', 'customers + 1 as customers'),
  time_to_second_purchase_holds: changed('time_to_second_purchase', 'at_risk + 1 as at_risk'),
};

describe('checks', () => {
  test('all hold on a warehouse in which every kind of line occurs, and each fails on the fault it is there for', async () => {
    const checks = await readChecks();
    expect(Object.keys(FAULTS).sort()).toEqual(checks.map(({ name }) => name));

    await onWorkbench(mixedCase(), EVERY_TABLE, async (engine) => {
      expect(await failing(engine, [...contractChecks(), ...checks])).toEqual([]);
      for (const check of checks) {
        const [relation, select] = FAULTS[check.name]!;
        const found = await tampered(engine, relation, select, () => failing(engine, [check]));
        expect(
          found.map(({ name }) => name),
          `${check.name} must see a fault in ${relation}`,
        ).toEqual([check.name]);
        expect(found[0]!.first.length).toBe(Math.min(found[0]!.failed, 5));
      }
    });
  });

  test('that warehouse has lines of every class and of every kind', async () => {
    await onWorkbench(mixedCase(), ['reconciliation', 'sales_outside_cohorts'], async (engine) => {
      const [dumps] = await engine.rows(`
        select
          sum(rows_superseded) as superseded,
          sum(rows_after_as_of) as after_as_of,
          sum(rows_held) as held,
          sum(rows_published) as published
        from reconciliation`);
      for (const [name, lines] of Object.entries(dumps!)) expect(lines, name).toBeGreaterThan(0);
      const kinds = await engine.rows(
        'select kind, sum(lines) as lines from sales_outside_cohorts group by kind',
      );
      for (const { kind, lines } of kinds) expect(lines, String(kind)).toBeGreaterThan(0);
    });
  });

  test('and a forecast with money and with its backtest', async () => {
    await onWorkbench(mixedCase(), ['lifetime_value_by_cohort', 'lifetime_backtest'], async (engine) => {
      const [portfolio] = await engine.rows(
        "select * from lifetime_value_by_cohort where scope = 'portfolio'",
      );
      expect(Number(portfolio?.predicted_net_sales_365d_low)).toBeGreaterThan(0);
      const [total] = await engine.rows(
        "select * from lifetime_backtest where breakdown = 'total' and selected",
      );
      expect(Number(total?.predicted_net_sales)).toBeGreaterThan(0);
    });
  });

  test('all hold where nothing was ever sold', async () => {
    await onWorkbench(
      { asOf: '2024-06-15', given: { settings_repurchase_windows: [] } },
      EVERY_TABLE,
      async (engine) => {
        expect(await failing(engine, [...contractChecks(), ...(await readChecks())])).toEqual([]);
      },
    );
  });
});

describe('contractChecks', () => {
  const visitors = lineTable({
    name: 'visitors',
    grain: 'one row per visitor and day',
    meaning: 'Who came.',
    key: ['visitor', 'day'],
    columns: [
      text('visitor', 'who'),
      count('day', 'when', { nullable: true }),
      text('note', 'why', { nullable: true }),
    ],
  });
  const failingOn = (rows: string) =>
    onWorkbench({ asOf: '2024-06-15' }, [], async (engine) => {
      await engine.run(`create table visitors as select * from (values ${rows}) as v (visitor, day, note)`);
      return failing(engine, contractChecks([visitors]));
    });

  test('a key that occurs twice is shown with how often it occurs, nulls being equal', async () => {
    const found = await failingOn("('a', 1, null), ('a', 2, 'x'), ('b', null, 'y'), ('b', null, 'z')");
    expect(found.map(({ name, failed, first }) => [name, failed, first])).toEqual([
      ['visitors_key', 1, [{ visitor: 'b', day: null, times: 2 }]],
    ]);
  });

  test('nulls are counted for each column that may hold none', async () => {
    const found = await failingOn("(null, 1, null), (null, 2, null), ('a', 3, null)");
    expect(found.map(({ name, failed, first }) => [name, failed, first])).toEqual([
      ['visitors_not_null', 1, [{ visitor: 2 }]],
    ]);
  });

  test('every table has both checks', () => {
    expect(contractChecks().map(({ name }) => name)).toEqual(
      TABLES.flatMap(({ name }) => [`${name}_not_null`, `${name}_key`]),
    );
  });
});

describe('runChecks', () => {
  test('counts all rows that fail and shows the first five in the order of the check', async () => {
    const check = checkOf(
      'numbers',
      '-- check: there are no numbers\nselect n from unnest(sequence(1, 7)) as t (n) order by n desc\n',
    );
    const [answer] = await onWorkbench({ asOf: '2024-06-15' }, [], (engine) => runChecks(engine, [check]));
    expect(answer).toEqual({
      name: 'numbers',
      sentence: 'there are no numbers',
      failed: 7,
      first: [7, 6, 5, 4, 3].map((n) => ({ n })),
    });
  });

  test('a check that does not say what must hold is refused', () => {
    expect(() => checkOf('numbers', 'select 1')).toThrow(/check numbers does not begin with/);
  });
});
