/** Campaigns at the ends of months, one that was corrected, and recipients whom nobody knows: the same rows every time. */

export type Fields = Record<string, string | number | null>;

/** Beside the sources of sales in the configuration. */
export const CAMPAIGN_SOURCES = `  campaigns:
    crm:
      files: campaigns/*.json
      format: json
      columns:
        campaign_id: id
        name: name
        starts_on: from
        ends_on: to
        budget: budget
        cost: cost
        expected_net_sales: expected
  campaign_recipients:
    crm:
      files: recipients/*.json
      format: json
      columns: { campaign_id: id, customer_id: no, is_control: control }
`;

const SPRING = { name: 'Frühling', from: '2023-02-28', to: '2024-02-29', budget: '100', expected: null };

/** The last row corrects the first; one campaign is still to come on the as-of date. */
export const TRAP_CAMPAIGNS: Fields[] = [
  { id: 'spring', ...SPRING, cost: '0.1' },
  { id: 'leap', ...SPRING, name: null, from: '2024-01-31', to: '2024-02-29', cost: '33.3333' },
  { id: 'later', ...SPRING, from: '2024-03-01', to: '2024-03-31', cost: null },
  { id: 'spring', ...SPRING, cost: '9007199254.7409', expected: '0.0001' },
];

/** Every customer is on one list, some on two, and each list has somebody to compare with. @param names of customers who buy */
export function trapRecipients(names: readonly string[]): Fields[] {
  const known = [...names, ...Array.from({ length: 60 }, (_, i) => `c${20 + i}`)];
  const lists = ['spring', 'leap', 'later', 'unknown'];
  return [...known, 'nobody', ...names].map((no, i) => ({
    id: lists[i % lists.length]!,
    no,
    control: i % 3 === 0 ? 'true' : i % 3 === 1 ? 'F' : null,
  }));
}
