/** How complaints are answered, whether customers come back after them, and which still wait. */
import { type Column, count, day, flag, money, ratio, text, wallTime } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const complaintsUnit = { unit: 'complaints' } as const;
const nullableComplaints = { ...complaintsUnit, ...nullable };
const nullableHours = { unit: 'hours', ...nullable };

const source = text('source', 'name of the source in the configuration');
const contactId = text('contact_id', 'number of the contact, unique in its source');
const customerId = text('customer_id', 'customer');
const contactedAt = wallTime('contacted_at', 'when the customer complained');

const complaints = relation('complaints', 'one row per complaint that a customer turned to us with', [
  source,
  contactId,
  customerId,
  contactedAt,
  day('contacted_on', 'the day of contacted_at'),
  text('answer', 'in_time, late, or none: without an answer up to the end of the as-of date'),
  flag('is_late', 'answered late, or still without an answer when the time is over'),
  count('response_seconds', 'from complaint to answer; null without an answer', {
    unit: 'seconds',
    ...nullable,
  }),
  count('open_seconds', 'from complaint to the end of the as-of date; null with an answer', {
    unit: 'seconds',
    ...nullable,
  }),
  flag(
    'is_followed',
    'the customer had bought by the day of the complaint, and service_repurchase_days have passed since',
  ),
  flag('has_repurchased', 'a purchase day is in those days; false where the complaint is not followed'),
]);

/** Numerator, denominator and rate of those who bought again, by how their complaint was answered. */
const repurchase = (answer: string, whose: string): Column[] => [
  count(
    `followed_${answer}`,
    `complaints ${whose}, of customers who had bought by then, after which service_repurchase_days have passed; null without a contacts feed`,
    nullableComplaints,
  ),
  count(
    `repurchased_${answer}`,
    'of these, those with a purchase day in service_repurchase_days after the day of the complaint; null as above',
    nullableComplaints,
  ),
  ratio(
    `repurchase_rate_${answer}`,
    `repurchased_${answer} ÷ followed_${answer}; null where these are 0 or null`,
    { unit: 'share', ...nullable },
  ),
];

export const serviceQuality = mart({
  name: 'service_quality',
  grain: 'one row per month from the first contact on, and one for all of them: (scope, month)',
  meaning:
    'How fast complaints are answered, and whether customers buy again after them. A complaint or suggestion is one that the customer turned to us with, and counts in its own month; those of customers whom no other feed knows count, too. Over the months, numbers of contacts add up to those of all.',
  key: ['scope', 'month'],
  columns: [
    text('scope', 'month, or all: every contact to date'),
    day('month', 'first day of the month; null for all', nullable),
    flag('is_complete', 'the month has ended by the as-of date; of all: every month has'),
    count('contacts', 'contacts of either side and every kind; null without a contacts feed', {
      unit: 'contacts',
      ...nullable,
    }),
    count('suggestions', 'suggestions; null without a contacts feed', { unit: 'suggestions', ...nullable }),
    count(
      'complaints',
      'complaints: answered_in_time + answered_late + unanswered; null without a contacts feed',
      nullableComplaints,
    ),
    count(
      'answered_in_time',
      'answered within service_answer_hours, that moment included; null as above',
      nullableComplaints,
    ),
    count('answered_late', 'answered later than that; null as above', nullableComplaints),
    count('unanswered', 'without an answer by the end of the as-of date; null as above', nullableComplaints),
    count(
      'still_open',
      'of these, those that can still be answered in time; null as above',
      nullableComplaints,
    ),
    ratio(
      'response_hours_median',
      'median hours from complaint to answer, of those answered; an answer dated before its complaint took none; null where nothing was answered',
      nullableHours,
    ),
    ratio(
      'response_hours_p90',
      '90th percentile of the same, by linear interpolation; null as above',
      nullableHours,
    ),
    count('satisfaction_contacts', 'contacts with a satisfaction; null without a contacts feed', {
      unit: 'contacts',
      ...nullable,
    }),
    ratio(
      'satisfaction_mean',
      'mean satisfaction of those, on the scale of their source; null where there are none',
      { unit: 'score', ...nullable },
    ),
    ...repurchase('in_time', 'answered in time'),
    ...repurchase('late', 'answered late'),
    ...repurchase('unanswered', 'without an answer'),
  ],
});

export const openComplaints = mart({
  name: 'open_complaints',
  grain: 'one row per complaint without an answer as of the as-of date',
  meaning:
    'Complaints that wait for an answer, with the money at stake. Empty without a contacts feed: service_quality says whether there is one.',
  key: ['source', 'contact_id'],
  order: ['contacted_at', 'source', 'contact_id'],
  columns: [
    source,
    contactId,
    customerId,
    text(
      'account_manager',
      'the employee who looks after the customer; null where nobody does, or where no other feed knows the customer',
      nullable,
    ),
    contactedAt,
    count('hours_open', 'whole hours from contacted_at to the end of the as-of date', { unit: 'hours' }),
    count('days_open', 'days from the day of contacted_at to the as-of date', { unit: 'days' }),
    flag('is_late', 'service_answer_hours are over'),
    money('money_at_stake', 'as in contact_plan; null where no other feed knows the customer', nullable),
  ],
});

export const SERVICE_TABLES = [serviceQuality, openComplaints];

export const SERVICE_STEPS = [complaints];
