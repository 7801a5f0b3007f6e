import { expect, test } from 'vitest';
import type { Placed } from '../../lib/intake/rules.ts';
import type { Patronage } from '../../lib/patronage.ts';
import type { Manifest } from '../../lib/warehouse/release.ts';
import { MAIL_WIDTH, type Morning, morningMessage } from '../../lib/words/morning.ts';
import { summaryText } from '../../lib/words/summary.ts';
import { dump, newShop, type Shop } from '../shop.ts';

const LINK = `https://bucket.example/reports/index.html?X-Amz-Signature=${'abc'.repeat(30)}`;

/** What the message about a release is made of. */
async function morningOf(patronage: Patronage, manifest: Manifest, former?: Manifest): Promise<Morning> {
  return {
    name: 'patronage',
    manifest,
    summary: await summaryText((sql) => patronage.query(manifest, sql), manifest, MAIL_WIDTH),
    receipts: await patronage.receipts(),
    former,
    report: { key: `reports/${manifest.release_id}/index.html`, link: LINK, hours: 12 },
  };
}

/** Takes in what is new and publishes it. */
async function published(patronage: Patronage): Promise<Manifest> {
  await patronage.intake();
  return (await patronage.refresh()).manifest;
}

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');

/** A shop that has published January and had a night of all sorts since. */
async function nightShop(): Promise<{ shop: Shop; patronage: Patronage; morning: Morning }> {
  const shop = await newShop({ '2024-01.csv': JANUARY });
  const patronage = await shop.open({ share: 0.5 });
  const january = await published(patronage);
  await shop.put(
    'till/2024-02.csv',
    dump('o3,1,anna,2024-02-05,30', 'o4,1,anna@example.org,2024-02-06,Anna Secret'),
  );
  await shop.put('till/2024-03.csv', dump('o5,1,ben,2024-03-05,Ben Secret'));
  await shop.put('till/no-header.csv', 'o6;1;Cara Secret;2024-03-05;10\n');
  await shop.put('till/headers.csv', 'o7,1,Dan Secret,2024-03-05,10,,\n');
  await shop.put('till/one.csv', 'Eve Secret\nEve Secret\n');
  await shop.put('till/again.csv', JANUARY);
  return { shop, patronage, morning: await morningOf(patronage, await published(patronage), january) };
}

test('the message says what is published, what came for it, refused dumps first, and where the report is', async () => {
  const { morning } = await nightShop();
  const { subject, text } = morningMessage(morning);
  expect(subject).toBe('patronage: 2024-02-05 is published, 6 new dumps, 4 REFUSED');
  const inOrder = [
    'As of 2024-02-05, since 2024-01-05',
    'net sales 60.00 EUR',
    `\n${LINK}\n`,
    `reports/${morning.manifest.release_id}/index.html`,
    'Dumps since the release as of 2024-01-20: 1 accepted, 4 REFUSED, 1 duplicate',
    '2024-03.csv (till): REFUSED',
    'why: 1 of 1 rows are bad (100 %, allowed 50 %)',
    'no-header.csv (till): REFUSED',
    'why: the header has one column\n',
    '2024-02.csv (till): accepted',
    '2 rows read = 1 accepted + 1 quarantined',
    '1 row, line 3: net_sales is at fault',
    'again.csv (till): duplicate',
    'same content as 2024-01.csv',
    'checks passed',
    `Release ${morning.manifest.release_id}`,
  ];
  const places = inOrder.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(text).not.toContain('2024-01.csv (till)');

  // A mail goes to many: nothing of what is in a dump stands in it. Its lines are short, but for the link.
  expect(text).not.toMatch(/Secret|example\.org/);
  const long = text.split('\n').filter((line) => line.length > MAIL_WIDTH);
  expect(long).toEqual([LINK]);
});

test('a withdrawn dump is news once, and a night without any says so', async () => {
  const shop = await newShop({ '2024-01.csv': JANUARY, '2024-02.csv': dump('o3,1,anna,2024-02-05,30') });
  const patronage = await shop.open();
  const former = await published(patronage);
  const february = (await patronage.receipts()).find(({ receipt }) => receipt.name === '2024-02.csv')!;
  await patronage.withdraw(february.receipt.arrival);
  const morning = await morningOf(patronage, former, former);
  const told = morningMessage(morning);
  expect(told.subject).toBe('patronage: 2024-02-05 is published, 1 new dump');
  expect(told.text).toContain(
    'Dumps since the release as of 2024-02-05: 1 withdrawn\n\n2024-02.csv (till): withdrawn',
  );
  const inputs = former.inputs.map((input) =>
    input.file === '2024-02.csv' ? { ...input, state: 'withdrawn' } : input,
  );
  const quiet = morningMessage({ ...morning, former: { ...former, inputs } });
  expect(quiet.subject).toBe('patronage: 2024-02-05 is published, 0 new dumps');
  expect(quiet.text).toContain('Dumps since the release as of 2024-02-05: none\n\nEvery row');
});

test('the first release, of many dumps, is told in short', async () => {
  const shop = await newShop({ 'good.csv': JANUARY, 'bad.csv': 'wrong\n' });
  const patronage = await shop.open();
  const morning = await morningOf(patronage, await published(patronage));
  const [bad, good] = ['bad.csv', 'good.csv'].map((name) =>
    morning.receipts.find(({ receipt }) => receipt.name === name),
  ) as [Placed, Placed];
  const copies = (one: Placed, count: number): Placed[] =>
    Array.from({ length: count }, (_, i) => ({
      ...one,
      receipt: { ...one.receipt, dump_id: `${one.receipt.name} ${i}` },
    }));
  const many = { ...morning, name: 'a'.repeat(41), receipts: [...copies(good, 12), ...copies(bad, 40)] };
  const { subject, text } = morningMessage(many);
  expect(subject).toBe(`${'a'.repeat(41)}: 2024-01-20 is published, 52 new dumps, 40 REFUSED`);
  expect(text).toContain('Dumps in the first release: 12 accepted, 40 REFUSED');
  expect(text.match(/: REFUSED/g)).toHaveLength(30);
  expect(text).toContain('12 dumps of till: accepted, every row');
  expect(text).toContain('and 10 more dumps: patronage status --json');
  expect(morningMessage({ ...many, name: 'a'.repeat(200) }).subject).toHaveLength(99);
});

test('what should hold and does not everywhere is counted in the message, within its lines', async () => {
  const shop = await newShop({ '2024-01.csv': JANUARY });
  const patronage = await shop.open();
  const manifest = await published(patronage);
  const warning = { name: 'contacts', sentence: 'every contact is with a customer whom some feed knows' };
  const warnings = [
    { ...warning, failed: 1200 },
    { name: 'other', sentence: 'nothing is amiss', failed: 0 },
  ];
  const { text } = morningMessage(await morningOf(patronage, { ...manifest, warnings }));
  expect(text).toMatch(
    /Release \w+\.\n {2}look: for 1,200 rows it does not hold that every contact is with a\n {4}customer/,
  );
  expect(text).not.toContain('nothing is amiss');
  expect(manifest.warnings?.every(({ failed }) => failed === 0)).toBe(true);

  // A release from before there were warnings says nothing of them.
  const { warnings: _, ...old } = manifest;
  expect(morningMessage(await morningOf(patronage, old)).text).not.toContain('look:');
});
