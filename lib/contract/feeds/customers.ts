/** Feeds of those who look after customers: who they are, and what was said to them and by them. */
import { count, day, exact, money, text, wallTime } from '../columns.ts';
import { feed } from '../feed.ts';

const nullable = { nullable: true } as const;

export const customersFeed = feed({
  name: 'customers',
  meaning: 'who the customers are: what the CRM or ERP knows of each; the latest row of a customer counts',
  columns: [
    text('customer_id', 'customer, as in the sales'),
    text('name', 'name of the person or company', nullable),
    text('customer_type', 'consumer, dealer, agent, franchisee …', nullable),
    text('segment', 'segment that the company itself has put the customer in', nullable),
    text('region', 'region', nullable),
    day('registered_on', 'day on which the customer became known', nullable),
    text('referred_by', 'the customer or partner who recommended us', nullable),
    text('acquired_by', 'the employee or campaign that won the customer', nullable),
    exact('cooperation', 'how well the partner works with us, 0 to 100', { unit: 'score', ...nullable }),
    money('wallet', 'yearly spend in our categories, with anybody', {
      unit: 'reporting currency per year',
      ...nullable,
    }),
    count('birth_year', 'year of birth', { unit: 'year', ...nullable }),
    text('gender', 'gender', nullable),
    text('education', 'education', nullable),
    text('occupation', 'occupation', nullable),
    text('income_band', 'band of income', nullable),
    text('household', 'household', nullable),
    text('preferred_contact', 'how the customer wants to be contacted', nullable),
    text('account_manager', 'the employee who looks after the customer', nullable),
  ],
  needed: [[['customer_id']]],
  customers: ['customer_id', 'referred_by'],
  limits: { cooperation: [0, 100], birth_year: [1850, 2200], wallet: [0] },
  hasAttributes: true,
});

const CONTACT_KINDS = ['visit', 'call', 'message', 'meeting', 'complaint', 'suggestion'] as const;

export const contactsFeed = feed({
  name: 'contacts',
  meaning: 'every contact with a customer: who turned to whom, about what, and when it was answered',
  columns: [
    text('contact_id', 'number of the contact, unique in its source'),
    text('customer_id', 'customer, as in the sales'),
    wallTime('contacted_at', 'when the contact was'),
    text('direction', 'out: we turned to the customer; in: the customer turned to us'),
    text('kind', 'visit, call, message, meeting, complaint or suggestion'),
    wallTime('answered_at', 'when a complaint or question was answered; empty where it was not', nullable),
    exact('satisfaction', 'how content the customer was, on the scale of the source', {
      unit: 'score',
      ...nullable,
    }),
    money('cost', 'what the contact cost', nullable),
    text('employee', 'the employee who was in contact', nullable),
  ],
  needed: [[['contact_id']], [['customer_id']], [['contacted_at']], [['direction']], [['kind']]],
  time: 'contacted_at',
  day: 'contacted_on',
  amount: 'cost',
  customers: ['customer_id'],
  limits: { cost: [0] },
  notEarlierThan: { answered_at: 'contacted_at' },
  oneOf: { direction: ['in', 'out'], kind: CONTACT_KINDS },
});
