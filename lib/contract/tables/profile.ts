/** What is known of customers: what was asked of them and what was not, and what each kind of them is worth. */
import { count, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';
import { isComplete, windowEndsOn, windowStartsOn } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const nullableCustomers = { ...customersUnit, ...nullable } as const;
const share = { unit: 'share' } as const;
const nullableShare = { ...share, ...nullable } as const;

export const customerTotals = relation(
  'customer_totals',
  'one row per customer that any feed names, with what each has bought; the window is that of the tiers',
  [
    text('customer_id', 'customer'),
    flag('is_registered', 'in the customers feed'),
    text('tier', 'A, B, C or inactive; none: no line that counts'),
    flag('has_bought', 'has a purchase day'),
    flag('is_active', 'has one within status.inactive_days'),
    flag('has_bought_in_window', 'has one in the window'),
    flag('has_bought_year_before', 'has one in the same window a year earlier'),
    money('net_sales_to_date', 'all lines'),
    money('net_sales', 'in the window'),
    money('gross_margin', 'in the window; null where no line in it has a cost', nullable),
    money('costed_net_sales', 'that part of net_sales that has a cost'),
  ],
);

export const customerAttributes = relation(
  'customer_attributes',
  'what the customers feed says of each customer: one row per customer and attribute that is filled',
  [
    text('customer_id', 'customer'),
    text('attribute', 'name of the attribute'),
    text(
      'value',
      'its value; given for name, referred_by and wallet, the year of registered_on, the decade of birth_year; null where the attribute is not profiled',
      nullable,
    ),
  ],
);

export const profileCompleteness = mart({
  name: 'profile_completeness',
  grain: 'one row per attribute and tier, and per attribute for all tiers together',
  meaning:
    'What is known of customers, and what nobody asked them: each attribute that the customers feed could have, over all customers that any feed names. Who is not registered lacks every attribute. An attribute that no source brings is not mapped, and filled for nobody; one that is mapped and empty was asked for in vain. Tiers add up to all.',
  key: ['attribute', 'tier'],
  columns: [
    text('attribute', 'as in settings_attributes'),
    text('tier', 'A, B, C or inactive, as in customer_tiers; none: no line that counts; all: all of them'),
    flag('is_canonical', 'a column of the customers feed; else one that a source brings beside them'),
    flag('is_mapped', 'a source brings it; else nobody collects it'),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('customers', 'customers that any feed names', customersUnit),
    count('registered', 'of these, in the customers feed; null where there is none', nullableCustomers),
    count('filled', 'customers with a value; null where there is no customers feed', nullableCustomers),
    count('missing', 'customers − filled; null as above', nullableCustomers),
    ratio('filled_share', 'filled ÷ customers; null as above', nullableShare),
    money('net_sales', 'of the customers in the window; returns when posted'),
    money(
      'missing_net_sales',
      'that part of it that is of customers without a value; null as above',
      nullable,
    ),
  ],
});

export const customerProfile = mart({
  name: 'customer_profile',
  grain: 'one row per profiled attribute and value',
  meaning:
    'What kinds of customers there are and what each is worth: the attributes that the configuration profiles, each value by itself, as far as enough customers have it. The rows of an attribute add up to all customers that any feed names, and to their net sales. Only attributes that a source brings, and of which nobody or at least profile_min_customers have a value, are here; none without a customers feed.',
  key: ['attribute', 'value', 'is_put_together'],
  columns: [
    text('attribute', 'as in settings_attributes'),
    text(
      'value',
      'value of the attribute; null where it is not known. Of a day the year, of the year of birth the decade; of a name, of who referred and of an amount only that it is given',
      nullable,
    ),
    flag(
      'is_put_together',
      'all values that fewer than profile_min_customers of the settings have, together; where these are fewer still, the smallest other value is among them. value is then other',
    ),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('customers', 'customers with the value', customersUnit),
    count('registered', 'of these, in the customers feed', customersUnit),
    count('buyers', 'of the customers, with a purchase day to date', customersUnit),
    ratio('buyer_share', 'buyers ÷ customers', share),
    count('active_customers', 'buyers with a purchase day within status.inactive_days', customersUnit),
    ratio('active_share', 'active_customers ÷ buyers; null where these are 0', nullableShare),
    count(
      'buyers_year_before',
      'customers with a purchase day in the same window a year earlier',
      customersUnit,
    ),
    count('retained_customers', 'of these, with a purchase day in the window', customersUnit),
    ratio(
      'retention_share',
      'retained_customers ÷ buyers_year_before; null where these are 0',
      nullableShare,
    ),
    money('net_sales_to_date', 'of the customers to date; returns when posted'),
    money('net_sales', 'of the customers in the window; returns when posted'),
    money(
      'gross_margin',
      'of their lines in the window with a cost; null where no line of the data has one',
      nullable,
    ),
    ratio(
      'cost_coverage',
      'share of net_sales that has a cost; null where these are 0 or no line of the data has one',
      nullableShare,
    ),
    count('forecast_customers', 'customers with a lifetime value', customersUnit),
    money(
      'lifetime_value',
      'theirs together, as in customer_lifetime_value; null where none has one',
      nullable,
    ),
    money('lifetime_value_mean', 'lifetime_value ÷ forecast_customers; null as above', nullable),
  ],
});

export const PROFILE_TABLES = [profileCompleteness, customerProfile];

export const PROFILE_STEPS = [customerTotals, customerAttributes];
