import { describe, expect, test } from 'vitest';
import { dayOf } from '../../lib/generate/days.ts';
import { dumpsOf } from '../../lib/generate/dumps.ts';
import type { Line } from '../../lib/generate/order.ts';
import { outcomeOf, totalOf } from '../../lib/generate/outcome.ts';
import { LEAVING } from '../../lib/generate/plan.ts';
import { generateShop } from '../../lib/generate/shop.ts';
import { mbgNbd } from '../../lib/lifetime/beta-geometric.ts';
import { pAliveOf } from '../../lib/lifetime/model.ts';

const shop = generateShop(LEAVING);
const all = [...shop.lines, ...shop.keptBack];
const sold = all.filter(({ netSales }) => netSales > 0);
const sum = (lines: readonly Line[], of: (line: Line) => number) =>
  lines.reduce((total, line) => total + of(line), 0);
const opens = dayOf(LEAVING.opens);
const asOf = dayOf(LEAVING.asOf);

describe('a generated shop', () => {
  test('is the same bytes with the same seed, and others with another', () => {
    const bytes = (seed: number) => [
      ...dumpsOf(generateShop({ ...LEAVING, customers: 300, seed }).lines).entries(),
    ];
    expect(bytes(7)).toEqual(bytes(7));
    expect(bytes(7)).not.toEqual(bytes(8));
  });

  test('has a dump for each of 36 months, with every line up to the as-of date in the month of its day', () => {
    const dumps = dumpsOf(shop.lines);
    expect(dumps.size).toBe(36);
    const rows = Array.from(dumps, ([name, text]) => {
      const [header, ...lines] = text.trimEnd().split('\n');
      const columns = header!.split(',');
      return lines.map((line) => {
        const cells = line.split(',');
        const cell = (column: string) => cells[columns.indexOf(column)]!;
        return { name, day: cell('ordered_on'), cents: Math.round(100 * Number(cell('net_sales'))) };
      });
    }).flat();
    expect(rows.filter(({ name, day }) => name !== `shop-${day.slice(0, 7)}.csv`)).toEqual([]);
    expect(rows.length).toBe(shop.lines.length);
    expect(rows.reduce((total, { cents }) => total + cents, 0)).toBe(
      sum(shop.lines, ({ netSales }) => netSales),
    );
  });

  test('keeps back the 365 days after the as-of date, and nobody is new in them', () => {
    const days = (lines: readonly Line[]) => lines.map(({ day }) => day);
    expect(Math.min(...days(shop.lines))).toBe(opens);
    expect(Math.max(...days(shop.lines))).toBe(asOf);
    expect(Math.min(...days(shop.keptBack))).toBe(asOf + 1);
    expect(Math.max(...days(shop.keptBack))).toBe(asOf + 365);
    const known = new Set(shop.lines.map(({ customer }) => customer));
    expect(known.size).toBe(4000);
    expect(shop.keptBack.every(({ customer }) => known.has(customer))).toBe(true);
  });

  test('knows every line by its order and number, and sells one order on a purchase day', () => {
    expect(new Set(all.map(({ order, number }) => `${order} ${number}`)).size).toBe(all.length);
    const orders = new Set(sold.map(({ order }) => order)).size;
    expect(new Set(sold.map(({ customer, day }) => `${customer} ${day}`)).size).toBe(orders);
    expect(Math.min(...sold.map(({ netSales }) => netSales))).toBeGreaterThan(0);
  });

  test('has the same number of new customers every day', () => {
    for (const { cohortMonth, customers } of outcomeOf(shop)) {
      const [year, month] = cohortMonth.split('-').map(Number) as [number, number];
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      expect(Math.abs(customers - (4000 * days) / (asOf + 1 - opens))).toBeLessThan(1);
    }
  });

  test('sells as often as the planted model says, but for the few who come twice on a day', () => {
    const future = mbgNbd.future(LEAVING.purchases.parameters);
    const stays = pAliveOf(future.logOddsGone(0, 0, 0));
    const end = asOf + 1 + LEAVING.ahead;
    const firsts = new Map(sold.toReversed().map(({ customer, day }) => [customer, day]));
    const expected = [...firsts.values()].reduce(
      (total, day) => total + 1 + stays * future.expected(0, 0, (end - day) / 7),
      0,
    );
    const days = new Set(sold.map(({ order }) => order)).size;
    expect(Math.abs(days / expected - 1)).toBeLessThan(0.05);
  });

  test('sells for what Gamma-Gamma says, at the planned margin, and takes the planned share back', () => {
    const [p, q, v] = LEAVING.spend as [number, number, number];
    const net = sum(sold, ({ netSales }) => netSales);
    const firstOrders = sold.filter(({ order }) => order.endsWith('-1'));
    expect(
      Math.abs(sum(firstOrders, ({ netSales }) => netSales) / 100 / 4000 / ((p * v) / (q - 1)) - 1),
    ).toBeLessThan(0.05);
    expect(sum(sold, ({ cost }) => cost) / net).toBeCloseTo(1 - LEAVING.margin, 3);
    const returns = all.filter(({ netSales }) => netSales < 0);
    expect(Math.abs(returns.length / sold.length - LEAVING.returned)).toBeLessThan(0.003);
  });

  test('takes back only what was sold in the same order some days before', () => {
    const keyOf = ({ order, product, quantity, netSales, cost }: Line, sign: number) =>
      [order, product, sign * quantity, sign * netSales, sign * cost].join(' ');
    const soldOn = new Map(sold.map((line) => [keyOf(line, 1), line.day]));
    for (const line of all.filter(({ netSales }) => netSales < 0)) {
      const after = line.day - soldOn.get(keyOf(line, -1))!;
      expect(after).toBeGreaterThanOrEqual(3);
      expect(after).toBeLessThanOrEqual(28);
    }
  });
});

describe('the outcome', () => {
  const line = (customer: string, day: string, netSales: number): Line => ({
    ...{ order: `${customer}-${day}`, number: 1, product: 'P01', quantity: 1, cost: 0 },
    ...{ customer, day: dayOf(day), netSales },
  });

  test('counts a purchase day once, takes returns off, and keeps a customer in the cohort of the first purchase', () => {
    const lines = [
      line('anna', '2023-01-31', 100),
      line('ben', '2023-02-01', 100),
      line('anna', '2023-02-02', 100),
    ];
    const keptBack = [
      ...[line('anna', '2024-01-05', 700), line('anna', '2024-01-05', 200), line('anna', '2024-02-01', 50)],
      ...[line('ben', '2024-01-09', -100)],
    ];
    const outcomes = outcomeOf({ lines, keptBack });
    expect(outcomes).toEqual([
      { cohortMonth: '2023-01-01', customers: 1, purchaseDays: 2, netSales: 950 },
      { cohortMonth: '2023-02-01', customers: 1, purchaseDays: 0, netSales: -100 },
    ]);
    expect(totalOf(outcomes)).toEqual({ customers: 2, purchaseDays: 2, netSales: 850 });
  });

  test('of a whole shop holds every kept-back order and cent', () => {
    const total = totalOf(outcomeOf(shop));
    const bought = shop.keptBack.filter(({ netSales }) => netSales > 0);
    expect(total).toEqual({
      customers: 4000,
      purchaseDays: new Set(bought.map(({ order }) => order)).size,
      netSales: sum(shop.keptBack, ({ netSales }) => netSales),
    });
  });
});
