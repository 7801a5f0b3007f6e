/** For account managers: what to do with whom and why, one list for each reason, the most money at stake first. */
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { hasFeed, notMeasured } from '../measured.ts';
import type { Answers, Release, Section } from '../section.ts';
import { type Column, table } from '../table.ts';
import { word } from '../words.ts';
import { REASONS, type Reason } from './task-reasons.ts';

/** As many as a person reads; the workbook has them all. */
const LONGEST = 50;

const listOf = (reason: string): string => `
select customer_id, account_manager, tier, task, due_on, days, money_at_stake
from account_manager_tasks
where reason = '${reason}'
order by money_at_stake desc, customer_id
limit ${LONGEST}`;

/** Each customer once, with the most that is at stake for any reason. */
const ONCE = `
with once as (
  select account_manager, customer_id, max(money_at_stake) as money_at_stake, count(*) as tasks,
    ${REASONS.map(({ reason }) => `count(case when reason = '${reason}' then 1 end) as ${reason}`).join(',\n    ')}
  from account_manager_tasks
  group by account_manager, customer_id
)
`;

export const tasks: Section = {
  id: 'tasks',
  title: 'For account managers',
  queries: {
    total: `${ONCE}
select coalesce(sum(tasks), 0) as tasks, count(*) as customers, coalesce(sum(money_at_stake), 0) as money_at_stake,
  count(distinct account_manager) as account_managers
from once`,
    sums: `
select reason, count(*) as customers, sum(money_at_stake) as money_at_stake
from account_manager_tasks
group by reason
order by reason`,
    managers: `${ONCE}
select coalesce(account_manager, 'nobody') as account_manager, count(*) as customers,
  sum(money_at_stake) as money_at_stake, ${REASONS.map(({ reason }) => `sum(${reason}) as ${reason}`).join(', ')}
from once
group by account_manager
order by sum(money_at_stake) desc, account_manager
limit ${LONGEST}`,
    ...Object.fromEntries(REASONS.map(({ reason }) => [reason, listOf(reason)])),
  },
  tell(answers, release) {
    const { total = [], managers = [] } = answers;
    const [row] = total;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(total, column, kind, { query: 'tasks.total' });
    const { currency } = release.settings;
    const isLookedAfter = hasFeed(release, 'customers');
    return {
      sentence:
        Number(row.tasks) > 0
          ? markup`${at('tasks', 'count')} ${word(row.tasks, 'task waits', 'tasks wait')} with ${at('customers', 'count')} ${word(row.customers, 'customer')}; ${at('money_at_stake', 'money')} ${currency as string} ${word(row.customers, 'is', 'are')} at stake, each customer counted once.`
          : markup`Nothing that is measured asks for anybody: no customer is rising, overdue or due.`,
      body: markup`${
        isLookedAfter
          ? Number(row.tasks) > 0 &&
            table(managers, {
              query: 'tasks.managers',
              caption: `The ${LONGEST} account managers with the most at stake at most; each customer once. ${currency}`,
              columns: MANAGERS,
            })
          : notMeasured('Who looks after whom', 'customers')
      }
${
  Number(row.account_managers) > 0 &&
  markup`<p>Beside this page, the folder <code>account-managers</code> has a workbook with all tasks of each account manager. The tasks of all are in the sheet Tasks of the workbook.</p>`
}
${REASONS.filter(isMeasured(release)).map((reason) => reasonOf(reason, answers, String(currency), isLookedAfter))}
${unmeasured(release)}`,
    };
  },
};

const isMeasured =
  (release: Release) =>
  ({ isOfContacts }: Reason): boolean =>
    !isOfContacts || hasFeed(release, 'contacts');

/** In one sentence, which lists are not there because no feed would fill them. */
function unmeasured(release: Release): Markup | false {
  const missing = REASONS.filter((reason) => !isMeasured(release)(reason));
  return missing.length > 0 && notMeasured(missing.map(({ title }) => title).join('; '), 'contacts');
}

/** One list with its sums over all. */
function reasonOf(
  { reason, title, meaning, due, days }: Reason,
  answers: Answers,
  currency: string,
  isLookedAfter: boolean,
): Markup {
  const head = markup`
<h3>${title}</h3>
`;
  const sums = answers.sums ?? [];
  const row = sums.findIndex((sum) => sum.reason === reason);
  if (row < 0) return markup`${head}<p>None.</p>`;
  const at = (column: string, kind: Kind) => figure(sums, column, kind, { query: 'tasks.sums', row });
  const columns: (Column | false)[] = [
    { column: 'customer_id', head: 'customer', kind: 'text' },
    isLookedAfter && { column: 'account_manager', head: 'account manager', kind: 'text' },
    { column: 'tier', head: 'tier', kind: 'text' },
    { column: 'task', head: 'what to do, and why', kind: 'note' },
    due !== undefined && { column: 'due_on', head: due, kind: 'day' },
    days !== undefined && { column: 'days', head: days, kind: 'count' },
    { column: 'money_at_stake', head: 'at stake', kind: 'money' },
  ];
  return markup`${head}<p>${at('customers', 'count')} ${word(sums[row]!.customers, 'customer')}, with ${at('money_at_stake', 'money')} ${currency} at stake. ${meaning}</p>
${table(answers[reason] ?? [], {
  query: `tasks.${reason}`,
  caption: `${title}: the ${LONGEST} with the most at stake at most; all are in the workbook. ${currency}`,
  columns: columns.filter((column) => column !== false),
  isSortable: true,
  isFilterable: true,
})}`;
}

const MANAGERS: readonly Column[] = [
  { column: 'account_manager', head: 'account manager', kind: 'text' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'money_at_stake', head: 'at stake', kind: 'money' },
  ...REASONS.map(
    ({ reason, title }): Column => ({ column: reason, head: title.toLowerCase(), kind: 'count' }),
  ),
];
