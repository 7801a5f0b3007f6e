/** A contact plan in which every customer is to be contacted equally often. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { besideSales, type Contact } from './beside-sales.ts';
import { type Line, workbench } from './workbench.ts';

const AS_OF = '2024-06-15';

/** Every customer is to be contacted so often, whatever the tier. */
const everybody = (contacts_per_year: number): Record<string, GivenRow[]> => {
  const stamp = { as_of_date: AS_OF, release_id: 'r1' };
  return {
    settings_relationship_levels: ['few', 'some', 'many'].flatMap((customers_class) =>
      ['high', 'medium', 'low'].map((margin_class) => ({
        customers_class,
        margin_class,
        level: 'basic',
        ...stamp,
      })),
    ),
    settings_contact_cadence: ['A', 'B', 'C', 'inactive'].map((tier) => ({
      tier,
      level: 'basic',
      contacts_per_year,
      ...stamp,
    })),
  };
};

interface Planned {
  perYear: number;
  /** Customers who are registered, with the day. */
  registered?: Record<string, string | null>;
  lines?: Line[];
  contacts?: Contact[];
  asOf?: string;
}

/** The feeds beside sales, with a plan of so many contacts for everybody. */
export const planFeeds = (perYear: number, feeds: Parameters<typeof besideSales>[0]) => ({
  ...besideSales(feeds),
  ...everybody(perYear),
});

export const planOf = async ({ perYear, registered, lines = [], contacts, asOf = AS_OF }: Planned) => {
  const customers = Object.entries(registered ?? {}).map(([customer_id, registered_on]) => ({
    customer_id,
    registered_on,
  }));
  const given = planFeeds(perYear, {
    lines,
    ...(contacts ? { contacts } : {}),
    ...(registered ? { customers } : {}),
  });
  return (await workbench({ asOf, lines, given }, ['contact_plan'])).contact_plan!;
};

export const ours = (customer: string, ...days: string[]): Contact[] => days.map((at) => ({ customer, at }));
