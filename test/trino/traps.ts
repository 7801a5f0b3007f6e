/** A shop whose lines are made to hit what engines see differently: the same lines every time. */
import { openShop, type Shop } from '../command-line.ts';
import { dateOf, dayNumber, seeded } from '../sql/rows.ts';
import { CAMPAIGN_SOURCES, type Fields, TRAP_CAMPAIGNS, trapRecipients } from './trap-campaigns.ts';
import { CONTACT_SOURCES, TRAP_CUSTOMERS, trapContacts } from './trap-contacts.ts';
import { foreignLines, RATE_SOURCES, trapRates } from './trap-rates.ts';

const CONFIGURATION = `currency: EUR
timezone: Europe/Berlin
as_of: 2024-02-29
feeds:
  sales:
    till:
      files: till/*.json
      format: json
      max_quarantined_share: 0.5
      columns:
        order_id: order
        line_id: line
        customer_id: customer
        ordered_at: at
        product_id: product
        product_name: name
        category: category
        department: department
        channel: channel
        store: store
        salesperson: salesperson
        campaign: campaign
        quantity: quantity
        unit_price: price
        discount: discount
        net_sales: net
        cost: cost
        tax: tax
        shipping: shipping
        currency: currency
        is_excluded: { when: { product_id: [POST] } }
    web:
      files: web/*.json
      format: json
      expect: { every: day, day_in_name: web-%Y-%m-%d.json, closed: [sunday, 2024-02-26] }
      columns: { customer_id: customer, ordered_at: at, product_id: product, quantity: quantity, unit_price: price }
  spend:
    marketing:
      files: spend/*.json
      format: json
      columns: { month: month, channel: channel, amount: amount }
  control_totals:
    ledger:
      files: ledger/*.json
      format: json
      columns: { source: source, month: month, net_sales: net }
${CONTACT_SOURCES}${CAMPAIGN_SOURCES}${RATE_SOURCES}metrics:
  purchase: { count_zero_value: true }
  lifetime: { min_customers: 20, min_frequent_customers: 5, max_holdout_miss: 1 }
`;

const json = (rows: Fields[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Ends of months, leap days and their neighbours; the rest of the lines lie anywhere. */
const EDGES = [
  ...['2019-01-31', '2019-02-28', '2019-03-01', '2019-12-31', '2020-01-01', '2020-01-31', '2020-02-28'],
  ...['2020-02-29', '2020-03-01', '2020-03-31', '2020-04-30', '2021-02-28', '2022-05-31', '2022-06-30'],
  ...['2022-12-31', '2023-02-28', '2023-03-01', '2023-08-31', '2024-01-31', '2024-02-28', '2024-02-29'],
];

/**
 * Ids in an order that is another by bytes, by UTF-16 units and by letters; some look alike and are not the same. The
 * last ones of two planes: U+FB01 stands before U+1F600 by bytes and behind it in UTF-16.
 */
const NAMES = [
  'Zoë',
  'Zoe\u0308',
  'zoe',
  'ZOE',
  'Straße',
  'STRASSE',
  '日本',
  '\ufb01',
  '\u{1f600}',
  "O'Neil",
  'a|b',
  '~x',
  'ı',
  'i',
  '0',
  '00',
  '%',
  '_',
  '\\n',
  'a  b',
];

/** The largest amount that the contract holds, and the smallest. */
const LARGEST = '99999999999999.9999';
const SMALLEST = '0.0001';

function tillLines(): Fields[] {
  const below = seeded(11);
  const some = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const first = dayNumber('2019-01-31');
  const days = dayNumber('2024-02-29') - first + 1;
  return Array.from({ length: 1600 }, (_, i): Fields => {
    const number = Math.floor((below(90) * below(90)) / 90);
    const day = below(3) === 0 ? some(EDGES) : dateOf(first + below(days));
    // Few amounts, so that many are equal; returns and nothings among them.
    const net = some([
      '10',
      '10.0000',
      '0.1',
      '0.2',
      '0.3',
      '-10',
      '0',
      '33.3333',
      '-0.0001',
      '1.005',
      '2.675',
      '250.00',
    ]);
    return {
      order: below(25) === 0 ? null : `o${Math.floor(i / 2)}`,
      line: below(30) === 0 ? null : `${i % 2}`,
      customer: below(9) === 0 ? null : (NAMES[number] ?? `c${number}`),
      at: `${day}${some([' 00:00:00', ' 23:59:59.999', ' 02:30:00.001', ''])}`,
      product: below(9) === 0 ? null : some(['p1', 'P1', 'é', 'e\u0301', 'POST', '\u{1f600}', 'p 1']),
      name: some(['tea; "green"', 'line\nbreak', 'Tee, grün', null, '']),
      category: some(['tea', 'Tea', '茶', null]),
      department: some([null, 'north']),
      channel: some(['web', 'shop', null]),
      store: null,
      salesperson: some(['Åsa', 'Asa', 'asa', null]),
      campaign: some([null, 'spring']),
      quantity: some([1, 2, 0, -1, '0.3333', null]),
      price: some([null, '9.9999']),
      discount: some([null, '0.0001']),
      net,
      cost: below(4) === 0 ? null : some(['5', '0', '0.05', '12.3456']),
      tax: some([null, '1.9']),
      shipping: some([null, '4.95']),
      currency: below(10) === 0 ? some(['USD', 'usd', 'JPY', 'BHD']) : some([null, 'EUR']),
    };
  });
}

/** Amounts at the ends of what is held, each with what takes it back, so that their sums are held, too. */
const EXTREMES: Fields[] = [
  { order: 'x1', line: 1, customer: null, at: '2023-05-31', product: 'gold', net: LARGEST, cost: LARGEST },
  {
    order: 'x2',
    line: 1,
    customer: null,
    at: '2023-05-31',
    product: 'gold',
    net: `-${LARGEST}`,
    cost: `-${LARGEST}`,
  },
  {
    order: 'x3',
    line: 1,
    customer: 'Krösus',
    at: '2023-06-30',
    product: 'gold',
    net: '9999999999.9999',
    cost: SMALLEST,
  },
  {
    order: 'x4',
    line: 1,
    customer: 'Krösus',
    at: '2023-07-31',
    product: 'gold',
    net: '9007199254.7409',
    cost: '1',
  },
  { order: 'x5', line: 1, customer: 'mite', at: '2023-07-31', product: 'dust', net: SMALLEST, cost: '0' },
  {
    order: 'x6',
    line: 1,
    customer: 'mite',
    at: '2023-08-31',
    product: 'dust',
    net: `-${SMALLEST}`,
    cost: '0',
  },
];

/** What intake sets aside, and why the quarantine is not empty. */
const BROKEN: Fields[] = [
  { order: 'b1', line: 1, customer: 'c1', at: '2023-02-29', net: '1' },
  { order: 'b2', line: 1, customer: 'c1', at: '2023-02-28', net: '1e400' },
  { order: 'b3', line: 1, customer: 'c1', at: '2023-02-28', net: 'zwölf' },
];

/** Three who are won in a month and have brought in, by another one, exactly what that took: equal, and not a hair less. */
const PAID_BACK: Fields[] = ['k1', 'k2', 'k3'].flatMap((customer): Fields[] => [
  { order: `${customer}-1`, line: 1, customer, at: '2018-12-01', net: '0.3', cost: '0.2' },
  { order: `${customer}-2`, line: 1, customer, at: '2019-05-31', net: '0.7', cost: '0.5' },
]);

/** Nights of a source that promises every one, numberless lines among them that are the same twice. */
function webNights(): [string, Fields[]][] {
  const nights: [string, Fields[]][] = [];
  const missing = ['2024-02-05', '2024-02-10'];
  for (let day = dayNumber('2024-01-29'); day <= dayNumber('2024-02-28'); day++) {
    const on = dateOf(day);
    if (missing.includes(on) || day % 7 === 3) continue;
    const line = { customer: `w${day % 5}`, at: `${on} 12:00:00`, product: 'p1', quantity: 2, price: '0.35' };
    nights.push([on, day % 4 === 0 ? [] : [line, line, { ...line, customer: 'Zoë' }]]);
  }
  return nights;
}

const SPEND: Fields[] = [
  { month: '2018-12', channel: 'fairs', amount: '0.9' },
  { month: '2019-02', channel: null, amount: '0' },
  { month: '2019-03', channel: 'search', amount: '-5.5' },
  { month: '2020-02', channel: 'search', amount: '33.3333' },
];

const LEDGER: Fields[] = [
  { source: 'till', month: '2020-02-29', net: '100.5' },
  { source: 'till', month: '2019-01-31', net: '-3' },
  { source: 'nobody', month: '2023-05-31', net: '99999999999900' },
];

/** Opens it with a first dump that was corrected since, and one whose lines the next one brings again. */
export async function openTraps(folder: string): Promise<Shop> {
  const lines = tillLines();
  const shop = await openShop({ 'patronage.yaml': CONFIGURATION }, undefined, folder);
  await shop.write('till/1.json', json([...lines.slice(0, 500), ...PAID_BACK]));
  await shop.patronage('intake');
  const corrected = lines.slice(0, 500).map((line, i) => (i % 50 === 0 ? { ...line, net: '77.7777' } : line));
  await shop.write('till/1.json', json([...corrected, ...PAID_BACK]));
  await shop.write('till/2.json', json([...lines.slice(400, 1100), ...EXTREMES, ...foreignLines(LARGEST)]));
  await shop.write('till/3.json', json([...lines.slice(1100), ...BROKEN]));
  for (const [on, rows] of webNights()) await shop.write(`web/web-${on}.json`, json(rows));
  await shop.write('spend/2024.json', json(SPEND));
  await shop.write('ledger/2024.json', json(LEDGER));
  await shop.write('crm/2024.json', json(TRAP_CUSTOMERS));
  await shop.write('contacts/2024.json', json(trapContacts()));
  for (const [i, rates] of trapRates(EDGES).entries()) await shop.write(`rates/${i + 1}.json`, json(rates));
  await shop.write('campaigns/2024.json', json(TRAP_CAMPAIGNS));
  await shop.write('recipients/2024.json', json(trapRecipients(NAMES)));
  return shop;
}
