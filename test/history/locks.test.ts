import { expect, test } from 'vitest';
import { countingDumps, nextFact } from '../../lib/ledger/locks.ts';
import { dump, newShop } from '../shop.ts';
import { added, between, dumpsOf, type Night, night, withdraw } from './nights.ts';

const say = async ({ patronage }: Night, month: string, kind: 'lock' | 'unlock'): Promise<void> => {
  const { ledger } = patronage;
  const dumps = kind === 'lock' ? countingDumps(await patronage.receipts()) : [];
  const said = { month, kind, at: '2024-03-01T08:00:00Z', by: 'anna', newest_arrival: null };
  await ledger.addLock(nextFact(await ledger.locks(), { ...said, dumps }));
};

test('what a locked month holds changes nothing, and what was held comes in under settings once it is open again', async () => {
  const shop = await newShop({
    'jan.csv': dump('o1,1,anna,2024-01-18,10', 'o2,1,ben,2024-02-01,20'),
    'kept.csv': dump('o3,1,cleo,2024-01-20,5'),
  });
  const first = await night(shop);
  await say(first, '2024-01', 'lock');

  // Of the correction January is held, and February counts: 21 for 20. A dump of January comes late: 4, held. One is withdrawn.
  await withdraw(first, 'kept.csv');
  const second = await night(shop, {
    'jan.csv': dump('o1,1,anna,2024-01-18,12', 'o2,1,ben,2024-02-01,21'),
    'late.csv': dump('o4,1,dora,2024-01-19,4'),
  });
  const held = await between(first, second);
  expect(added(held)).toEqual({ corrected_dumps: { net_sales: 1, lifetime_value: 1 } });

  await say(second, '2024-01', 'unlock');
  const third = await night(shop);
  // January: 12 for 10, dora's 4, and cleo's 5 are gone: 1 more. Dora came and cleo went.
  const open = await between(second, third);
  expect(added(open)).toEqual({ settings_and_feeds: { net_sales: 1, lifetime_value: 1 } });
  expect(dumpsOf(open).sort()).toEqual([
    'settings_and_feeds jan.csv other lines 10 0',
    'settings_and_feeds jan.csv other lines 21 33',
    'settings_and_feeds kept.csv other lines 5 0',
    'settings_and_feeds late.csv other lines 0 4',
  ]);
}, 120_000);
