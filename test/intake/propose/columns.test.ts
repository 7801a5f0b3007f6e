import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../../lib/config/configuration.ts';
import { proposeConfiguration } from '../../../lib/intake/propose/file.ts';
import { dump, mapped, open, propose, remarks } from './proposing.ts';

describe('columns are found by name and value', () => {
  test('in the export of an English web shop, where cost-like shares are no amounts', () => {
    const proposal = propose([
      'Row ID | Order ID | Order Date | Ship Date  | Customer ID | Customer Name | Segment  | Product ID | Sales | Quantity | Discount | Profit',
      '7      | CA-1     | 2016-11-08 | 2016-11-11 | CG-1        | Claire        | Consumer | FUR-1      | 261.96 | 2       | 0        | 41.9136',
      '9      | CA-1     | 2016-11-08 | 2016-11-11 | CG-1        | Claire        | Consumer | FUR-2      | 10.5   | 1       | 0.2      | -1.5',
    ]);
    expect(mapped(proposal)).toEqual({
      order_id: 'Order ID, sure',
      line_id: 'Row ID, likely',
      customer_id: 'Customer ID, sure',
      ordered_at: 'Order Date, sure',
      product_id: 'Product ID, sure',
      quantity: 'Quantity, sure',
      net_sales: 'Sales, likely',
      gross_margin: 'Profit, sure',
    });
    expect(proposal.found.shop!.notMapped).toEqual([
      { header: 'Discount', reason: 'holds shares or rates (such as 0.2), and discount is an amount' },
    ]);
  });

  test('in a German ERP export with a decimal comma and a tax rate', () => {
    const proposal = propose(
      [
        'Belegnummer | Pos. | Kunden-Nr. | Belegdatum | Artikel | Bezeichnung | Warengruppe | Menge | Umsatz netto | MwSt',
        '1           | 1    | K1         | 05.03.2024 | A-1     | Schraube    | W           | 1     | 1.234,50     | 19',
        '1           | 2    | K1         | 05.03.2024 | A-2     | Mutter      | W           | 2     | 0,9          | 7',
        '2           | 1    |            | 05.03.2024 | A-1     | Schraube    | W           | 1     | 12,00-       | 19',
      ],
      {},
      { delimiter: ';' },
    );
    expect(mapped(proposal)).toEqual({
      order_id: 'Belegnummer, sure',
      line_id: 'Pos., likely',
      customer_id: 'Kunden-Nr., sure',
      ordered_at: 'Belegdatum, sure',
      product_id: 'Artikel, likely',
      product_name: 'Bezeichnung, likely',
      category: 'Warengruppe, sure',
      quantity: 'Menge, sure',
      net_sales: 'Umsatz netto, sure',
    });
    const { shop } = parseConfiguration(proposal.yaml, '/data/patronage.yaml').feeds.sales;
    expect(shop).toMatchObject({ delimiter: ';', decimal: ',' });
    expect(shop?.columns.ordered_at).toEqual({ from: 'Belegdatum', format: '%d.%m.%Y' });
    expect(shop?.columns.customer_id).toEqual({ from: 'Kunden-Nr.' });
  });

  test.each([
    [
      'VBELN | POSNR | KUNNR | FKDAT | MATNR | ARKTX | FKIMG | NETWR | WAVWR | WAERK',
      'order_id line_id customer_id ordered_at product_id product_name quantity net_sales cost currency',
    ],
    [
      'BillNo | x | CUST_CODE | SHOP_DATE | PROD | y | Qty | SPEND | z | Curr',
      'order_id - customer_id ordered_at - - quantity - - currency',
    ],
    [
      'invoice_id | line | clientId | purchaseDate | sku | title | units | revenue | cogs | currency_code',
      'order_id line_id customer_id ordered_at product_id product_name quantity net_sales cost currency',
    ],
  ])('under the names %s', (header, columns) => {
    const { found } = propose([
      header,
      'a | 1 | k | 2024-01-31 | p | n | 1 | 10.5 | 7.5 | EUR',
      'a | 3 | k | 2024-01-31 | p | n | 1 | 20.5 | 9.5 | EUR',
    ]);
    const headers = header.split('|').map((name) => name.trim());
    const names = headers.map(
      (name) => found.shop!.columns.find((one) => one.header === name)?.column ?? '-',
    );
    expect(names.join(' ')).toBe(columns);
  });

  test('a column that is named like an amount and holds words is none', () => {
    const proposal = propose(['Customer | Date | Sales | Amount', 'k | 2024-01-31 | Anna | 3.5']);
    expect(mapped(proposal).net_sales).toBe('Amount, likely');
  });

  test('without an amount, quantity and unit price are enough', () => {
    const proposal = propose([
      'InvoiceNo | CustomerID | InvoiceDate | StockCode | Quantity | UnitPrice',
      '536365 | 17850 | 12/13/2010 8:26 | 85123A | 6 | 2.55',
      '536366 | 17850 | 12/1/2010 8:26 | POST | 1 | 18',
    ]);
    expect(open(proposal)).toEqual([]);
    expect(proposal.yaml).toContain('# net_sales is quantity × unit_price: there is no column for it');
    expect(proposal.yaml).toContain('# is_excluded: { when: { product_id: [POST] } }');
  });

  test('a needed column that is nowhere is asked for, and the answer is taken', () => {
    const lines = ['Wer | Date | Sales', 'k | 2024-01-31 | 3.5'];
    expect(open(propose(lines))).toEqual([
      'no column looks like customer_id; there are Wer, Date, Sales: --column customer_id=NAME',
    ]);
    const answered = propose(lines, { columns: { customer_id: 'Wer' } });
    expect(open(answered)).toEqual([]);
    expect(mapped(answered).customer_id).toBe('Wer, sure');
  });

  test('a line number that repeats within an order is none, and a count of the rows is pointed out', () => {
    const header = 'Order ID | Line | Customer ID | Date | Sales';
    const repeated = propose([header, 'a | 1 | k | 2024-01-31 | 3.5', 'a | 1 | k | 2024-01-31 | 4.5']);
    expect(mapped(repeated).line_id).toBeUndefined();
    expect(repeated.found.shop!.notMapped[0]?.header).toBe('Line');
    const counted = propose([header, 'a | 8 | k | 2024-01-31 | 3.5', 'b | 9 | k | 2024-01-31 | 4.5']);
    expect(remarks(counted, 'line_id')).toEqual([
      'counts the rows: leave it out if the same line has another number in another dump',
    ]);
  });

  test('an order total that is repeated on its lines is pointed out', () => {
    const header = 'Order | Customer | Date | Quantity | Unit price | Total';
    const proposal = propose([
      header,
      'a | k | 2024-01-31 | 1 | 5.00 | 30.00',
      'a | k | 2024-01-31 | 5 | 5.00 | 30.00',
    ]);
    expect(remarks(proposal, 'net_sales')).toEqual(['not Quantity × Unit price in 2 of 2 rows: check']);
  });
});

describe('the file', () => {
  const lines = ['Customer ID | Date | Sales | Currency', 'k | 2024-01-31 | 3.5 | chf'];

  test('names the currency only where every line says so; else it is marked, and never silent', () => {
    expect(propose(lines).yaml).toContain('currency: CHF # every line says so');
    expect(propose([...lines, 'k | 2024-01-31 | 3.5 | EUR']).yaml).toContain(
      'currency: CHF # the lines are in CHF, EUR: check',
    );
    const none = propose(['Customer ID | Date | Sales', 'k | 2024-01-31 | 3.5']);
    expect(none.yaml).toContain('currency: EUR # not in the dump: check');
    expect(none.questions.map((one) => [one.about, one.default])).toEqual([
      ['currency', 'EUR'],
      ['timezone', 'UTC'],
    ]);
  });

  test('is read back whatever the headers hold', () => {
    const headers = ['Customer ID: # "x"', "no, 'date'", 'Sales {net}', ' - [a]'];
    const { yaml } = propose([headers.join('|'), 'k | 2024-01-31 | 3.5 | a'], {
      columns: { customer_id: headers[0]!, ordered_at: headers[1]!, net_sales: headers[2]! },
    });
    const { columns } = parseConfiguration(yaml, 'p.yaml').feeds.sales.shop!;
    expect(Object.values(columns).map((column) => column.from)).toEqual(headers.slice(0, 3));
  });

  test('takes dumps with the same columns as one source with a pattern, others as a source of their own', () => {
    const other = dump('/data/web/orders_2024-01-31.csv', [
      'Order | Customer | Date | Total',
      'a | k | 2024-01-31 | 1.5',
    ]);
    const shop = ['01', '02'].map((month) => dump(`/data/till/sales-2024-${month}.csv.gz`, lines));
    const { yaml } = proposeConfiguration([...shop, other], {}, '/data');
    const { sales } = parseConfiguration(yaml, '/data/patronage.yaml').feeds;
    expect(Object.values(sales).map((source) => [source.name, source.files])).toEqual([
      ['sales', 'till/sales-*.csv.gz'],
      ['orders', 'web/orders_*.csv'],
    ]);
  });
});
