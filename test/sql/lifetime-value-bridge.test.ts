import { expect, test } from 'vitest';
import { readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { mixedCase } from './mixed.ts';
import { onWorkbench } from './workbench.ts';

/** All that can move the value, in the order of the bridge, with amounts that no two lines share. */
const MOVEMENTS = [
  'code',
  'restated',
  'settings_and_feeds',
  'discount_unwinding',
  'expected_purchases_released',
  'horizon_rolled_forward',
  'experience_raised',
  'experience_lowered',
  'experience_lapsed',
  'experience_new_customers',
].map((line, i): GivenRow => ({ line, amount: 10 ** (i - 4), customers: i < 3 ? null : i }));
/** 0.0001 + 0.001 + … + 100000 */
const MOVED = 111_111.1111;

/** A warehouse with a forecast, split since its month-end. */
function splitCase() {
  const mixed = mixedCase();
  const opened = { frozen_on: '2024-05-31', is_split: true, opening_value: 1000, opening_customers: 10 };
  const given = { closed_release: [opened], value_movements: MOVEMENTS.toReversed() };
  return { ...mixed, given: { ...mixed.given, ...given } };
}

/** What is done to the amounts of the bridge, which of its lines are kept, and how many rows the check then returns. */
const DAMAGES: Record<string, [amount: string, kept: string, failed: number]> = {
  'nothing wrong': ['amount', 'true', 0],
  'no month-end to begin with': ['amount', 'false', 0],
  'a line with another amount': ["amount + case line when 'restated' then 0.0001 else 0 end", 'true', 1],
  'a line that is gone': ['amount', "line <> 'experience_lapsed'", 1],
  'another value of all customers, though the lines lead to it': [
    "amount + case when line in ('opening_value', 'closing_value') then 0.0001 else 0 end",
    'true',
    1,
  ],
};

test('the bridge of value has every line in its place, before its end what no line explains, and is checked', async () => {
  const check = (await readChecks()).find(({ name }) => name === 'lifetime_value_bridge_closes')!;
  await onWorkbench(splitCase(), ['lifetime_value_bridge'], async (engine) => {
    const [valued] = await engine.rows(
      `select cast(sum(predicted_value_discounted) as double) as amount, count(predicted_value_discounted) as customers
       from customer_lifetime_value`,
    );
    const closing = Number(valued!.amount);
    expect(closing).toBeGreaterThan(0);
    const rows = await engine.rows(
      'select position, line, cast(amount as double) as amount, customers from lifetime_value_bridge order by position',
    );
    expect(rows).toEqual([
      { position: 1, line: 'opening_value', amount: 1000, customers: 10 },
      ...MOVEMENTS.map((moved, i) => ({ position: i + 2, ...moved })),
      {
        ...{ position: 12, line: 'refit_or_selection', customers: null },
        amount: expect.closeTo(closing - 1000 - MOVED, 4),
      },
      { position: 14, line: 'closing_value', amount: closing, customers: valued!.customers },
    ]);

    for (const [damage, [amount, kept, failed]] of Object.entries(DAMAGES)) {
      await engine.run('begin');
      await engine.run(
        `create table damaged as select * replace (cast(${amount} as decimal(18,4)) as amount)
         from lifetime_value_bridge where ${kept}`,
      );
      await engine.run('drop view lifetime_value_bridge');
      await engine.run('alter table damaged rename to lifetime_value_bridge');
      const [result] = await runChecks(engine, [check]);
      await engine.run('rollback');
      expect(result!.failed, damage).toBe(failed);
    }
  });
});
