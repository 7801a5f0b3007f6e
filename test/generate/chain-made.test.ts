import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { CAMPAIGNS } from '../../lib/generate/chain/campaigns.ts';
import { generateChain } from '../../lib/generate/chain/chain.ts';
import { chainConfiguration } from '../../lib/generate/chain/configuration.ts';
import { isHarassed } from '../../lib/generate/chain/contacts.ts';
import { chainDumps } from '../../lib/generate/chain/dumps.ts';
import { CHAIN, ROLES, type RoleName } from '../../lib/generate/chain/plan.ts';
import { truthsOf } from '../../lib/generate/chain/truths.ts';
import { dayOf, dayText } from '../../lib/generate/days.ts';

const chain = generateChain(CHAIN);
const dumps = chainDumps(chain);
const asOf = dayOf(CHAIN.asOf);
const customers = new Map(chain.customers.map((customer) => [customer.id, customer]));

/** The rows of the dumps of a folder; no cell of them has a comma. */
const rowsOf = (folder: string): Record<string, string>[] =>
  [...dumps]
    .filter(([path]) => path.startsWith(folder))
    .flatMap(([, text]) => {
      const [header, ...lines] = text.trimEnd().split('\n');
      const names = header!.split(',');
      return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
    });

/** Sums by a key. */
function summed<Thing>(things: readonly Thing[], key: (one: Thing) => string, of: (one: Thing) => number) {
  const sums = new Map<string, number>();
  for (const one of things) sums.set(key(one), (sums.get(key(one)) ?? 0) + of(one));
  return sums;
}

/** Net sales of those of a role in each of twelve quarters, in cents, by customer. */
function quartersOf(role: RoleName): number[][] {
  const lines = chain.lines.filter(({ customer }) => customers.get(customer)?.role === role);
  const quarter = (day: number) => {
    const [year, month] = dayText(day).split('-').map(Number) as [number, number];
    return 4 * (year - 2021) + Math.floor((month - 1) / 3);
  };
  const sums = summed(
    lines,
    ({ customer, day }) => `${customer} ${quarter(day)}`,
    ({ netSales }) => netSales,
  );
  return [...new Set(lines.map(({ customer }) => customer))].map((customer) =>
    Array.from({ length: 12 }, (_, i) => sums.get(`${customer} ${i}`) ?? 0),
  );
}

const yearsOf = (quarters: readonly number[]): number[] =>
  [0, 4, 8].map((from) => quarters.slice(from, from + 4).reduce((sum, one) => sum + one, 0));

describe('a generated chain', () => {
  test('is the same bytes with the same seed, and others with another', () => {
    const bytes = (seed: number) => [...chainDumps(generateChain({ ...CHAIN, seed }))].flat().join('\n');
    const planned = [...dumps].flat().join('\n');
    expect(bytes(CHAIN.seed) === planned).toBe(true);
    expect(bytes(CHAIN.seed + 1) === planned).toBe(false);
  });

  test('has 3,000 customers of four types, 40 shops, 36 months of sales and 12 account managers', () => {
    const types = summed(
      chain.customers,
      ({ role }) => ROLES[role].type,
      () => 1,
    );
    expect(Object.fromEntries(types)).toEqual({ consumer: 2500, dealer: 300, agent: 50, franchisee: 150 });
    expect(new Set(chain.lines.map(({ store }) => store)).size).toBe(40);
    expect([...dumps.keys()].filter((path) => path.startsWith('sales/'))).toHaveLength(36);
    const managers = new Set(rowsOf('crm/').map(({ account_manager }) => account_manager));
    expect(managers.size).toBe(12 + 1); // nobody looks after consumers
  });

  test('writes every line to the month of its day, once, with a cost, and with all money to the cent', () => {
    const rows = rowsOf('sales/');
    expect(rows).toHaveLength(chain.lines.length);
    expect(new Set(rows.map(({ order_id, line_id }) => `${order_id} ${line_id}`)).size).toBe(rows.length);
    const cents = rows.reduce((sum, { net_sales }) => sum + Math.round(100 * Number(net_sales)), 0);
    expect(cents).toBe(chain.lines.reduce((sum, { netSales }) => sum + netSales, 0));
    expect(
      rows
        .map(({ ordered_on }) => ordered_on!)
        .sort()
        .at(-1),
    ).toBe(CHAIN.asOf);
    expect(rows.filter(({ cost, net_sales }) => Number(cost) * Number(net_sales) < 0)).toEqual([]);
  });

  test('names nobody whom the register does not know, and nobody before they came', () => {
    const known = new Set(rowsOf('crm/').map(({ customer_id }) => customer_id));
    expect(known.size).toBe(3000);
    const named = ['sales/', 'contacts/', 'marketing/recipients']
      .flatMap(rowsOf)
      .map((row) => row.customer_id!);
    expect([...new Set(named)].filter((id) => id !== '' && !known.has(id))).toEqual([]);
    const referrers = rowsOf('crm/').map((row) => row.referred_by!);
    expect([...new Set(referrers)].filter((id) => id !== '' && !known.has(id))).toEqual([]);
    const early = chain.lines.filter(
      ({ customer, day }) => day < (customers.get(customer)?.registered ?? day),
    );
    expect(early).toEqual([]);
    expect(chain.contacts.filter(({ day }) => day > asOf)).toEqual([]);
  });

  test('has a configuration that maps every column of every dump, also the one that nobody fills', () => {
    const { feeds } = parseConfiguration(chainConfiguration(CHAIN), 'patronage.yaml');
    for (const [path, text] of dumps) {
      const source = Object.values(feeds)
        .flatMap((sources) => Object.values(sources))
        .find(({ files }) => new RegExp(`^${files!.replace('*', '.*')}$`).test(path))!;
      const mapped = [
        ...Object.values(source.columns).map(({ from }) => from),
        ...Object.values(source.attributes),
      ];
      expect(mapped.sort()).toEqual(text.slice(0, text.indexOf('\n')).split(',').sort());
    }
    expect(rowsOf('crm/').every(({ occupation }) => occupation === '')).toBe(true);
  });
});

describe('what is planted', () => {
  test('is there, each thing once, under a name of its own', () => {
    const truths = truthsOf(chain);
    expect(new Set(truths.map(({ name }) => name)).size).toBe(truths.length);
    for (const { planted } of truths) {
      expect(planted.length).toBeGreaterThan(0);
      expect(new Set(planted).size).toBe(planted.length);
    }
  });

  test('those who rise grow by half and more, each quarter, and others do not', () => {
    const rises = (quarters: number[]) => {
      const [, before, now] = yearsOf(quarters) as [number, number, number];
      return now >= 1.5 * before && [8, 9, 10, 11].every((i) => quarters[i]! > quarters[i - 4]!);
    };
    for (const role of ['rising', 'small_riser'] as const) expect(quartersOf(role).every(rises)).toBe(true);
    for (const role of ['uneven_riser', 'committed', 'franchisee', 'dealer', 'cooling'] as const)
      expect(quartersOf(role).some(rises)).toBe(false);
    // In a year at that pace they are where the best 30 of 150 franchisees begin, and are not there yet.
    const begins = Math.min(...quartersOf('large').map((quarters) => yearsOf(quarters)[2]!));
    for (const [, before, now] of quartersOf('rising').map(yearsOf) as [number, number, number][]) {
      expect(now).toBeLessThan(begins);
      expect((now * now) / before).toBeGreaterThan(begins);
    }
  });

  test('partners who are B grow by a tenth and more in both years, the late ones in one', () => {
    const growth = (role: RoleName) =>
      quartersOf(role).map((quarters) => {
        const [first, second, third] = yearsOf(quarters) as [number, number, number];
        return [second >= 1.1 * first, third >= 1.1 * second];
      });
    expect(growth('committed').flat().every(Boolean)).toBe(true);
    expect(growth('late_grower')).toEqual([
      [false, true],
      [false, true],
    ]);
    expect(growth('franchisee').some(([second, third]) => second && third)).toBe(false);
  });

  test('only one group hears from us more than four times in the last 30 days', () => {
    const lately = chain.contacts.filter(({ direction, day }) => direction === 'out' && day > asOf - 30);
    const counts = summed(
      lately,
      ({ customer }) => customer,
      () => 1,
    );
    for (const customer of chain.customers)
      expect((counts.get(customer.id) ?? 0) > 4, customer.id).toBe(isHarassed(customer));
  });

  test('each listed campaign has recipients and a control group, who have bought half a year and more', () => {
    for (const { id, audience } of CAMPAIGNS) {
      const listed = chain.recipients.filter(({ campaign }) => campaign === id);
      const controls = listed.filter(({ isControl }) => isControl).length;
      expect(controls >= 30 && listed.length - controls >= 30).toBe(audience !== undefined);
    }
  });
});
