/** Rules for `attributes`: what a customer dump says beside the canonical columns, by names of one's own. */
import { z } from 'zod';
import { customersFeed } from '../contract/feeds/customers.ts';
import type { Feed } from '../contract/feeds.ts';
import { name, rule, unknownKey, wants } from './values.ts';

/** The section `attributes` of a source of one feed. */
export function attributesSchema(feed: Feed) {
  const canonical = feed.columns.map((column) => column.name);
  return z
    .record(z.string(), name("give the column's name in the dump"), {
      error: wants('map attributes to columns of the dump, such as workplace: Employer'),
    })
    .check(
      rule<Record<string, unknown>>((attributes, report) => {
        for (const key of Object.keys(attributes)) {
          if (!feed.hasAttributes) report([key], 'has no place here: only customers have attributes');
          else if (canonical.includes(key)) report([key], 'is a canonical column: name it under columns');
          else if (!/^[a-z][a-z0-9_]*$/.test(key))
            report([key], 'is no name for an attribute: use small letters, digits and _, a letter first');
        }
      }),
    );
}

/** What tells one customer from another: a table for everybody must not list its values. */
const OF_ONE_CUSTOMER: readonly string[] = ['customer_id', 'name', 'referred_by'];

/** What our side says of a customer, or does for one. */
const OF_OUR_SIDE: readonly string[] = ['cooperation', 'account_manager'];

/** The attributes among the columns of the customers feed: what can be asked of a customer. */
export const CANONICAL_ATTRIBUTES: readonly string[] = customersFeed.columns
  .map((column) => column.name)
  .filter((column) => column !== 'customer_id' && !OF_OUR_SIDE.includes(column));

/**
 * What is wrong with an attribute whose values are to be told apart; undefined where nothing is.
 * @param own the names that the sources give to further columns of their dumps
 */
export function profileFault(attribute: string, own: readonly string[]): string | undefined {
  if (OF_ONE_CUSTOMER.includes(attribute))
    return 'tells single customers apart, not kinds of them: delete it';
  if (OF_OUR_SIDE.includes(attribute)) return 'is of our side, no attribute of the customer: delete it';
  const known = [...CANONICAL_ATTRIBUTES.filter((column) => !OF_ONE_CUSTOMER.includes(column)), ...own];
  return known.includes(attribute) ? undefined : unknownKey(attribute, known);
}
