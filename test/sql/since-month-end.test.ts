import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { onWorkbench } from './workbench.ts';

const LINES = [
  { customer: 'anna', on: '2024-01-05', amount: 10 },
  { customer: 'ben', on: '2024-02-10', amount: 20 },
  { customer: 'anna', on: '2024-03-01', amount: 5 },
];
const FROZEN = { frozen_on: '2024-02-29', opening_value: 100, opening_customers: 2 };

const asked = (sql: string, given: Record<string, GivenRow[]>) =>
  onWorkbench(
    { asOf: '2024-03-02', lines: LINES, given },
    ['restatements', 'lifetime_value_bridge'],
    (engine) => engine.rows(sql),
  );

const RESTATED = `
  select month, measure, value_frozen, value_restated, cause, effect
  from restatements order by month, measure, cause`;
const BRIDGE =
  'select position, line, amount, customers, opened_on from lifetime_value_bridge order by position';

describe('what has changed since the month-end', () => {
  test('is nothing where none is frozen', async () => {
    expect(await asked(RESTATED, {})).toEqual([]);
    expect(await asked(BRIDGE, {})).toEqual([]);
  });

  test('is what the figures of closed months are not any more, where it was not split: also of months that had none', async () => {
    const given = {
      closed_release: [{ ...FROZEN, is_split: false }],
      closed_figures: [
        { month: '2024-01-01', measure: 'net_sales', value_frozen: 10 },
        { month: '2024-01-01', measure: 'cohort_customers', value_frozen: 2 },
        { month: '2023-12-01', measure: 'net_sales', value_frozen: 3 },
      ],
    };
    // March is not closed; January still sells 10; of its two customers one is left.
    const row = (month: string, measure: string, frozen: string, restated: string, effect: string) => ({
      ...{ month, measure, value_frozen: frozen, value_restated: restated, cause: 'not_split', effect },
    });
    expect(await asked(RESTATED, given)).toEqual([
      row('2023-12-01', 'net_sales', '3.0000', '0.0000', '-3.0000'),
      row('2024-01-01', 'cohort_customers', '2.0000', '1.0000', '-1.0000'),
      row('2024-02-01', 'cohort_customers', '0.0000', '1.0000', '1.0000'),
      row('2024-02-01', 'net_sales', '0.0000', '20.0000', '20.0000'),
    ]);
    // No forecast is given for so few customers.
    expect(await asked(BRIDGE, given)).toEqual([
      { position: 1, line: 'opening_value', amount: '100.0000', customers: 2, opened_on: '2024-02-29' },
      { position: 13, line: 'not_split', amount: '-100.0000', customers: null, opened_on: '2024-02-29' },
      { position: 14, line: 'closing_value', amount: '0.0000', customers: 0, opened_on: '2024-02-29' },
    ]);
  });

  test('is what was found by its causes, where it was split; what is left of the value is the work of new parameters', async () => {
    const restated = {
      ...{ frozen_on: '2024-02-29', restated_on: '2024-03-02', month: '2024-01-01', measure: 'net_sales' },
      ...{ part: 'all', value_frozen: 8, value_restated: 10, cause: 'late_lines', source: 'shop' },
      ...{ file: 'late.csv', dump_id: 'd1', effect: 2 },
    };
    const given = {
      closed_release: [{ ...FROZEN, is_split: true }],
      restated_figures: [restated],
      value_movements: [
        { line: 'code', amount: 1, customers: null },
        { line: 'experience_lapsed', amount: -30, customers: 1 },
      ],
    };
    expect(await asked(RESTATED, given)).toMatchObject([{ cause: 'late_lines', effect: '2.0000' }]);
    const lines = (await asked(BRIDGE, given)).map(({ line, amount }) => `${line} ${Number(amount)}`);
    expect(lines).toEqual([
      'opening_value 100',
      'code 1',
      'experience_lapsed -30',
      'refit_or_selection -71',
      'closing_value 0',
    ]);
  });
});
