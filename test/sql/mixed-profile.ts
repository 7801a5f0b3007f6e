/** Who is registered or was contacted, for the warehouse in small: some who buy, some who never did, some of whom nothing else is known. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { contact, feedsBeside } from './customer-feeds.ts';
import { dateOf, dayNumber } from './rows.ts';

const FIRST_DAY = dayNumber('2023-01-01');

const names = Array.from({ length: 50 }, (_, i) => `c${i * 4}`);

// Of 50 customers 36 are from the south, 8 from the north and 2 from the islands; of 4 it is not known.
const FIRST_REGIONS = ['north', 'north', null, null, 'islands', 'north', 'north'];
const regionOf = (i: number) => (i % 25 < 7 ? (FIRST_REGIONS[i % 25] ?? null) : 'south');

const feeds = feedsBeside(
  {
    customers: names.map((customer_id, i) => ({
      customer_id,
      registered_on: i % 9 === 0 ? null : dateOf(FIRST_DAY - 30 + i * 12),
      region: regionOf(i),
      education: i % 2 === 0 ? 'school' : null,
    })),
    contacts: names
      .slice(20)
      .map((name, i) => contact(i % 5 === 0 ? `${name} and co` : name, dateOf(FIRST_DAY + i * 20))),
    campaigns: [{ campaign_id: 'sale', starts_on: '2024-03-20', ends_on: '2024-04-30' }],
  },
  '_of_profile',
);

const attributes = ['region', 'education', 'workplace'].map((attribute) => ({
  ...{ attribute, is_canonical: attribute !== 'workplace', is_mapped: attribute !== 'workplace' },
  ...{ is_profiled: true, as_of_date: '2024-06-15', release_id: 'r1' },
}));

/** The same inputs, and these feeds. */
export function withProfile(given: Record<string, GivenRow[]>): Record<string, GivenRow[]> {
  const added = Object.entries({ ...feeds, settings_attributes: attributes });
  return {
    ...given,
    ...Object.fromEntries(added.map(([name, rows]) => [name, [...(given[name] ?? []), ...rows]])),
  };
}
