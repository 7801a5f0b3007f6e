/** Who sends us customers, and what became of those. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;

const grossMargin = money(
  'gross_margin',
  'of the lines with a cost; null where no line of the data has one',
  nullable,
);
const costCoverage = ratio(
  'cost_coverage',
  'share of net_sales that has a cost; null where net_sales are 0 or no line of the data has a cost',
  { unit: 'share', ...nullable },
);

const referredBy = text('referred_by', 'the customer or partner who has referred others');

export const referredCustomers = relation('referred_customers', 'customers whom somebody else has referred', [
  text('customer_id', 'customer'),
  referredBy,
  day(
    'referred_on',
    'day of registration, else the day the customer is first seen; null where nobody knows',
    nullable,
  ),
]);

export const referredPurchases = relation(
  'referred_purchases',
  'what referred customers bought, by order, store and day',
  [
    referredBy,
    text('customer_id', 'the referred customer'),
    text('store', 'shop or branch; null where not known', nullable),
    text('source', 'name of the source in the configuration'),
    text('order_id', 'order number'),
    day('ordered_on', 'business day'),
    money('largest_line', 'net sales of the largest line'),
    money('net_sales', 'all these lines'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
    money('costed_net_sales', 'net sales of the lines with a cost'),
  ],
);

export const referrals = mart({
  name: 'referrals',
  grain: 'one row per customer or partner who has referred others',
  meaning:
    'Whom customers and partners have brought, and what those have bought to date. Who is said to have referred themselves is left out. A referral by somebody whom no feed knows is kept.',
  key: ['referred_by'],
  columns: [
    referredBy,
    flag('is_known', 'a feed knows the referrer as a customer'),
    flag('is_customer', 'the referrer has a purchase day'),
    day(
      'first_referred_on',
      'day of the first referral: registration, else first seen; null where nobody knows',
      nullable,
    ),
    day('last_referred_on', 'day of the latest; null as above', nullable),
    count('referred', 'customers referred', customersUnit),
    count('bought', 'those with a purchase day', customersUnit),
    count('bought_twice', 'those with two or more', customersUnit),
    money('net_sales', 'what all referred have bought to date, returns included'),
    grossMargin,
    costCoverage,
    money(
      'lifetime_value',
      'of those that bought: historic and predicted, as in customer_lifetime_value; null where no forecast is given',
      nullable,
    ),
    money('own_net_sales', 'what the referrer has bought to date'),
  ],
});

export const partnerReferrals = mart({
  name: 'partner_referrals',
  grain: 'one row per customer or partner who refers, store and month in which something happened',
  meaning:
    'What customers sent by a partner spent, at which store and when. Over stores and months, customers referred and money add up to those of referrals; buyers do not, for one may buy in many months.',
  key: ['referred_by', 'store', 'month'],
  columns: [
    referredBy,
    text('store', 'shop or branch; null where not known, or not yet bought', nullable),
    day('month', 'first day of the month; null for referred customers of whom no day is known', nullable),
    flag('is_complete', 'the month has ended, lies in the data, and no promised day of it is missing'),
    count(
      'referred',
      'customers referred in the month, each at the store of the first line above zero to date',
      customersUnit,
    ),
    count('bought', 'referred customers with a line above zero at the store in the month', customersUnit),
    count('orders', 'their orders whose first line above zero at the store lies in the month', {
      unit: 'orders',
    }),
    money('net_sales', 'of their lines; returns when posted'),
    grossMargin,
    costCoverage,
  ],
});

export const REFERRAL_TABLES = [referrals, partnerReferrals];
export const REFERRAL_STEPS = [referredCustomers, referredPurchases];
