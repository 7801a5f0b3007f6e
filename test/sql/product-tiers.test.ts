import { describe, expect, test } from 'vitest';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';

describe('product_tiers', () => {
  test('products have the same classes, called what their latest line calls them; lines without one are left out', async () => {
    const { product_tiers } = await workbench(
      {
        asOf,
        lines: [
          { on: '2024-01-01', amount: 60, product_id: 'p', product_name: 'old', category: 'x', quantity: 2 },
          { on: '2024-05-01', amount: 20, product_id: 'p', product_name: 'new', category: 'y', quantity: 1 },
          {
            on: '2024-05-02',
            amount: -5,
            product_id: 'p',
            product_name: 'last',
            category: 'z',
            quantity: -1,
          },
          { on: '2024-03-01', amount: 25, product_id: 'q', product_name: 'q', quantity: 4 },
          { on: '2023-03-01', amount: 25, product_id: 'r', product_name: 'r', quantity: 4 },
          { on: '2024-03-01', amount: 1000 },
          { on: '2024-03-01', amount: 9, product_id: 'post', is_excluded: true },
          { on: '2024-06-01', amount: 9, product_id: 'p', product_name: 'p', is_excluded: true },
        ],
      },
      ['product_tiers'],
    );
    expect(
      product_tiers!.map((row) => [
        row.product_id,
        row.product_name,
        row.category,
        row.quantity,
        row.net_sales,
      ]),
    ).toEqual([
      ['p', 'last', 'z', '2.0000', '75.0000'],
      ['q', 'q', null, '4.0000', '25.0000'],
      ['r', 'r', null, '0.0000', '0.0000'],
    ]);
    expect(product_tiers!.map((row) => row.tier)).toEqual(['A', 'A', 'inactive']);
  });

  test('the hour decides which line of a day is the latest, then the order of sales', async () => {
    const line = { on: '2024-01-01', amount: 1, product_id: 'p', order: 'o' };
    const nameOf = async (lines: Line[]) => {
      const { product_tiers } = await workbench({ asOf, lines }, ['product_tiers']);
      return product_tiers!.map((row) => row.product_name);
    };
    const first = { ...line, line: '1', product_name: 'first' };
    const second = { ...line, line: '2', product_name: 'second' };
    expect(await nameOf([second, first])).toEqual(['second']);
    expect(await nameOf([second, { ...first, ordered_at: '2024-01-01 12:00:01' }])).toEqual(['first']);
  });
});
