/** A warehouse in small with everything in it that has to be accounted for: the same lines every time. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { campaignFeeds, withCampaigns } from './mixed-campaigns.ts';
import { withContacts } from './mixed-contacts.ts';
import { withProfile } from './mixed-profile.ts';
import { type Rate, ratesFeed } from './rates.ts';
import { receipt } from './receipts.ts';
import { dateOf, dayNumber, seeded } from './rows.ts';
import type { Case, Line } from './workbench.ts';

const AS_OF = '2024-06-15';
const FIRST_DAY = dayNumber('2023-01-01');
const STAMP = { as_of_date: AS_OF, release_id: 'r1' };

/** Sales, returns, nothings; unidentified, excluded and foreign lines; some after the as-of date. */
function mixedLines(): Line[] {
  const below = seeded(7);
  const some = <Value>(values: Value[]): Value => values[below(values.length)]!;
  const lines = Array.from({ length: 500 }, (_, i): Line => {
    // Some buy much more often than others, and some much dearer.
    const number = Math.floor((below(150) * below(150)) / 150);
    const customer = below(8) === 0 ? null : `c${number}`;
    const amount = below(6) === 0 ? -below(4000) / 100 : (below(10_000) * (1 + (number % 5))) / 100;
    return {
      source: 'shop',
      dump: some(['d1', 'd2', 'd3']),
      order: below(20) === 0 ? null : `o${Math.floor(i / 2)}`,
      line: `${i}`,
      customer,
      on: dateOf(FIRST_DAY + below(545)),
      amount,
      quantity: Math.sign(amount),
      gross_margin: below(5) === 0 ? null : Math.floor(amount * 30) / 100,
      discount: i % 3 === 0 ? Math.floor(Math.abs(amount) * 10) / 100 : null,
      campaign: i % 7 === 0 ? 'spring' : null,
      product_id: below(9) === 0 ? null : `p${below(25)}`,
      category: some(['tea', 'coffee', null]),
      store: some(['north', 'south']),
      currency: below(40) === 0 ? 'USD' : null,
      is_excluded: below(25) === 0,
    };
  });
  // The last dump corrects lines that others brought, and brings some of them unchanged.
  const corrections = lines
    .slice(0, 40)
    .map((line, i) => ({ ...line, dump: 'd4', amount: Number(line.amount) + (i % 2) }));
  return [...lines, ...corrections];
}

/** What intake would have written down of these lines: one receipt per dump, with one more record rejected in each. */
function receiptsOf(lines: Line[]): GivenRow[] {
  const dumps = [...new Set(lines.map((line) => String(line.dump)))].sort();
  return dumps.map((dump_id, i) => {
    const own = lines.filter((line) => line.dump === dump_id);
    const cents = own.reduce((sum, line) => sum + Math.round(Number(line.amount) * 100), 0);
    return receipt('sales', dump_id, i + 1, {
      rows_read: own.length + 1,
      rows_accepted: own.length,
      rows_quarantined: 1,
      net_sales_accepted: cents / 100,
    });
  });
}

/** A rate in every week of a summer, so that of the foreign lines some are converted and the rest are held. */
const RATES = ratesFeed(
  Array.from({ length: 14 }, (_, week): Rate => {
    return [dateOf(FIRST_DAY + 182 + 7 * week), 'USD', `0.9${1_234_567 + week * 98_765}`];
  }),
);
/** The same, and somebody who brings ten times as much in each quarter as a year before, and is in no haste to be large. */
export function withRiser(mixed: Case): Case {
  const riser = [0, 3, 6, 9, 12, 15, 18, 21].map(
    (months, i): Line => ({
      customer: 'riser',
      on: `${2022 + Math.floor((months + 5) / 12)}-${String(((months + 5) % 12) + 1).padStart(2, '0')}-10`,
      amount: i < 4 ? 1 : 10,
      order: `r${i}`,
    }),
  );
  return {
    ...mixed,
    lines: [...mixed.lines!, ...riser],
    settings: { ...mixed.settings, rising_reach_months: 60 },
  };
}

/** The same with a month that was locked before the last dump came, which corrects lines of it. */
export const withLock = (mixed: Case, month: string): Case => ({
  ...mixed,
  given: {
    ...mixed.given,
    month_locks: [
      { month, lock_number: 1, locked_at: '2024-02-05 09:00:00', locked_by: 'anna', note: 'as told' },
    ],
    lock_dumps: (mixed.given?.receipts ?? [])
      .filter(({ feed, dump_id }) => feed === 'rates' || (feed === 'sales' && dump_id !== 'd4'))
      .map(({ dump_id }) => ({ month, dump_id: String(dump_id) })),
  },
});

export function mixedCase(): Case {
  const lines = withCampaigns(mixedLines());
  const receipts = receiptsOf(lines);
  return {
    asOf: AS_OF,
    lines,
    // So few customers would be given no forecast.
    settings: {
      lifetime_min_customers: 50,
      lifetime_min_frequent_customers: 20,
      lifetime_max_holdout_miss: 1,
    },
    given: withContacts(
      withProfile({
        ...campaignFeeds.given,
        receipts: [...receipts, ...campaignFeeds.receipts, ...RATES.receipts],
        lake_rates: RATES.lake_rates,
        lake_quarantine: receipts.map(({ feed, source, dump_id, file }) => {
          return {
            feed: feed!,
            source: source!,
            dump_id: dump_id!,
            file: file!,
            line: 5,
            reason: 'is wrong',
            net_sales: 3,
          };
        }),
        settings_repurchase_windows: [30, 90, 365].map((window_days) => ({ window_days, ...STAMP })),
        settings_rebate_steps: campaignFeeds.given.settings_rebate_steps.map((row) => ({ ...row, ...STAMP })),
        settings_expected_sources: [],
        closed_release: [
          { frozen_on: '2024-05-31', is_split: false, opening_value: 1000, opening_customers: 10 },
        ],
        closed_figures: [{ month: '2023-03-01', measure: 'net_sales', value_frozen: 1 }],
      }),
    ),
  };
}
