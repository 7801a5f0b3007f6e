/** What account managers are to do: every reason to turn to a customer, out of the tables that found it. */
import { count, day, flag, money, text } from '../columns.ts';
import { mart } from '../table.ts';
import { accountManager, customerId } from './relationship-steps.ts';

const nullable = { nullable: true } as const;

export const accountManagerTasks = mart({
  name: 'account_manager_tasks',
  grain: 'one row per customer and reason to turn to the customer, or to leave the customer in peace',
  meaning:
    'What each account manager is to do, with whom and why, in order of the money at stake. A customer with several reasons has several rows, and the same money in each: sum it within one reason only. Contacts, and complaints, are known only where there is a contacts feed; otherwise those reasons do not occur.',
  key: ['customer_id', 'reason'],
  order: ['account_manager', 'task_rank', 'customer_id', 'reason'],
  columns: [
    accountManager,
    count(
      'task_rank',
      'rank by money_at_stake among the tasks of the account manager, the largest first; equal amounts have equal rank; those without an account manager are ranked among themselves',
    ),
    customerId,
    text(
      'tier',
      'as in contact_plan; null for who complained and is known neither by the customers nor by the sales feed',
      nullable,
    ),
    text(
      'reason',
      'contact_due: due by the end of the month of the day after the as-of date, as in contact_plan; rising: as in rising_customers; over_contacted: as in contact_plan; overdue: away from buying for twice the usual gap or longer, not inactive, and net sales of 12 months above 0, as in customer_status; complaint_unanswered: as in open_complaints',
    ),
    text('task', 'what to do, and what it rests on, in words'),
    day(
      'since_on',
      'contact_due and over_contacted: our latest contact; overdue: the last purchase day; complaint_unanswered: the day of the oldest one; null for rising and where there was no contact',
      nullable,
    ),
    day(
      'due_on',
      'contact_due: when the contact is due; over_contacted: no contact before, null where none is planned; overdue: when the purchase was to be expected; complaint_unanswered: the as-of date; null for rising',
      nullable,
    ),
    count(
      'days',
      'contact_due: by which it is overdue; overdue: since the last purchase; complaint_unanswered: since the oldest one; null for the others',
      { unit: 'days', ...nullable },
    ),
    money(
      'money_at_stake',
      'rising: what the next 12 months bring more at that pace; overdue: net sales of 12 months; the others: net sales of the tier window, 0 where they are below',
    ),
    flag('is_complete', 'every month of the window of that money is complete'),
  ],
});

export const TASK_TABLES = [accountManagerTasks];
