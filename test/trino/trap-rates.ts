/** Traps with money: lines in other currencies and their rates, made to be rounded differently. */
import type { Fields } from './trap-campaigns.ts';

export const RATE_SOURCES = `  rates:
    bank:
      files: rates/*.json
      format: json
      columns: { day: day, currency: currency, rate: rate }
`;

/** Amounts in other currencies: beyond what a double holds, halves on both sides of zero, and one that money cannot hold. */
export const foreignLines = (largest: string): Fields[] =>
  (
    [
      ['f1', '9007199254.7409', 'USD', '2023-06-30'],
      ['f1', '-9007199254.7409', 'USD', '2023-07-31'],
      [null, '22500000000000.0001', 'USD', '2023-07-31'],
      [null, '-22500000000000.0003', 'USD', '2023-07-31'],
      ['f2', '0.0001', 'BHD', '2023-06-30'],
      ['f2', '-0.0001', 'BHD', '2023-06-30'],
      ['f2', '-0.0003', 'BHD', '2023-07-31'],
      [null, largest, 'JPY', '2022-12-31'],
      [null, `-${largest}`, 'JPY', '2022-12-31'],
    ] as const
  ).map(([customer, net, currency, at], i): Fields => {
    const amounts = { price: net, discount: '0.0001', tax: '-0.0001', shipping: '0.0005', cost: '0.0003' };
    return {
      ...{ order: `f${i}`, line: 1, customer, at, product: 'p1', net, currency },
      ...amounts,
    };
  });

/**
 * Rates that are there for some days and not for most; the first dump is corrected by the second. Of BHD a half, so that
 * products end in the middle; of JPY one that leaves nothing of small amounts, and one that is wrong.
 */
export const trapRates = (days: readonly string[]): Fields[][] => [
  days.flatMap((day, i): Fields[] => [
    { day, currency: 'USD', rate: `0.${90_000_001 + i * 345_678}` },
    { day, currency: 'BHD', rate: '0.5' },
    { day, currency: 'JPY', rate: day === '2022-12-31' ? '3000000' : '0.00605432' },
    { day, currency: 'EUR', rate: '7' },
  ]),
  [
    { day: '2023-06-24', currency: 'USD', rate: '0.90000001' },
    { day: '2023-06-24', currency: 'BHD', rate: '0.5' },
    { day: '2023-07-28', currency: 'USD', rate: '0.99999999' },
    { day: '2023-07-24', currency: 'USD', rate: '1.5' },
    { day: '2023-07-24', currency: 'BHD', rate: '2.50000001' },
    { day: '2022-06-30', currency: 'USD', rate: '0.33333333' },
    { day: '2022-06-30', currency: 'USD', rate: '0.66666667' },
  ],
];
