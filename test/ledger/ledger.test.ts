import { expect, test } from 'vitest';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { countedArrival } from '../../lib/ledger/order.ts';
import { dumpId, runsOfDays, shareADay } from '../../lib/ledger/receipt.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { newFolder } from '../folders.ts';
import { receiptOf } from './receipts.ts';

const arriving = (name: string) => {
  const { arrival: _arrival, ...rest } = receiptOf({ arrival: 0, name, content: name });
  return rest;
};

test('two ledgers on one folder give every dump a place of its own, without a gap', async () => {
  const folder = await newFolder();
  const [one, other] = [openLedger(openFolder(folder)), openLedger(openFolder(folder))];
  const arrivals = await Promise.all(
    Array.from({ length: 30 }, (_, i) => (i % 2 ? one : other).arrive(arriving(`d${i}`))),
  );
  const numbers = arrivals.map(({ arrival }) => arrival).sort();
  expect(numbers).toEqual(Array.from({ length: 30 }, (_, i) => countedArrival(i + 1)));
  const kept = await openLedger(openFolder(folder)).arrivals();
  expect(kept.map(({ arrival }) => arrival)).toEqual(numbers);
  expect(new Set(kept.map(({ name }) => name)).size).toBe(30);
});

test('a receipt is written once: who comes second changes nothing', async () => {
  const ledger = openLedger(openFolder(await newFolder()));
  const receipt = receiptOf({ arrival: 1, name: 'jan', content: 'A' });
  expect(await ledger.write(receipt)).toEqual(receipt);
  expect(await ledger.write({ ...receipt, status: 'refused' })).toEqual(receipt);
  expect(await ledger.receipts('sales')).toEqual([receipt]);
});

test('an id belongs to the arrival that claimed it first, whoever asks and however often', async () => {
  const folder = await newFolder();
  const [one, other] = [openLedger(openFolder(folder)), openLedger(openFolder(folder))];
  const claims = await Promise.all([one.claim('d', '00000001'), other.claim('d', '00000002')]);
  expect(claims.toSorted()).toEqual([false, true]);
  const owner = claims[0] ? '00000001' : '00000002';
  expect(await other.claim('d', owner)).toBe(true);
  expect(await one.claim('d', '00000003')).toBe(false);
});

test('receipts come in the order of arrival, whatever their hashes are', async () => {
  const ledger = openLedger(openFolder(await newFolder()));
  const receipts = Array.from({ length: 150 }, (_, i) =>
    receiptOf({ arrival: i + 1, name: `d${i}`, content: `${i}` }),
  );
  for (const receipt of receipts.toReversed())
    await ledger.write({ ...receipt, dump_id: `${999 - Number(receipt.arrival)}` });
  expect((await ledger.receipts('sales')).map(({ arrival }) => arrival)).toEqual(
    receipts.map(({ arrival }) => arrival),
  );
});

test('a withdrawal remembers what had come by then, and a second one changes nothing', async () => {
  const ledger = openLedger(openFolder(await newFolder()));
  for (const name of ['a', 'b']) await ledger.arrive(arriving(name));
  await ledger.withdraw('00000001');
  await ledger.arrive(arriving('c'));
  await ledger.withdraw('00000001');
  expect(await ledger.withdrawals()).toEqual([
    {
      arrival: '00000001',
      feed: 'sales',
      source: 'till',
      name: 'a',
      content_sha256: 'a',
      newest_arrival: '00000002',
    },
  ]);
  await expect(ledger.withdraw('00000004')).rejects.toThrow('arrival 00000004: no such dump has come');
});

test('a dump has another id by each of feed, source, name, content, mapping, and time it came', () => {
  const of = { feed: 'sales', source: 'till', name: 'jan', content_sha256: 'A' };
  const ids = [
    dumpId(of, 'm1'),
    dumpId({ ...of, feed: 'control_totals' }, 'm1'),
    dumpId({ ...of, source: 'web' }, 'm1'),
    dumpId({ ...of, name: 'feb' }, 'm1'),
    dumpId({ ...of, content_sha256: 'B' }, 'm1'),
    dumpId(of, 'm2'),
    dumpId(of, 'm1', 2),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(dumpId(of, 'm1', 1)).toBe(ids[0]);
});

test('days are joined to runs over ends of months and leap days, and two dumps share a day or not', () => {
  const runs = runsOfDays(['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-03']);
  expect(runs).toEqual([
    ['2024-02-28', '2024-03-01'],
    ['2024-03-03', '2024-03-03'],
  ]);
  expect(shareADay(runs, [['2024-03-02', '2024-03-02']])).toBe(false);
  expect(shareADay(runs, [['2024-03-03', '2024-04-01']])).toBe(true);
  expect(shareADay(runs, [])).toBe(false);
});
