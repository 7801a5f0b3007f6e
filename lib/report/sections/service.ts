/** How complaints are answered, and whether customers buy again after them: a part of the section on relationships. */
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { table } from '../table.ts';
import { word } from '../words.ts';

const ANSWERS = [
  ['in time', 'answered_in_time', 'in_time'],
  ['late', 'answered_late', 'late'],
  ['none yet', 'unanswered', 'unanswered'],
] as const;

export const SERVICE = {
  service: `
select complaints, suggestions, still_open, response_hours_median, response_hours_p90, satisfaction_contacts,
  satisfaction_mean
from service_quality
where scope = 'all'`,
  answers: `${ANSWERS.map(
    ([answer, complaints, suffix], i) => `
select ${i + 1} as position, '${answer}' as answer, ${complaints} as complaints, followed_${suffix} as followed,
  repurchased_${suffix} as repurchased, repurchase_rate_${suffix} as repurchase_rate
from service_quality
where scope = 'all'`,
  ).join('\nunion all')}
order by position`,
};

/** What the contacts feed tells of complaints to date. */
export function serviceOf({ service = [], answers = [] }: Answers): Markup {
  const at = (column: string, kind: Kind) => figure(service, column, kind, { query: 'relationship.service' });
  const [row] = service;
  if (!row || Number(row.complaints) === 0)
    return markup`<p>No complaint came in; ${at('suggestions', 'count')} ${word(row?.suggestions, 'suggestion')} did.</p>`;
  return markup`<p>${at('complaints', 'count')} ${word(row.complaints, 'complaint')} and ${at('suggestions', 'count')} ${word(row.suggestions, 'suggestion')} came in. Half of the answers took at most ${at('response_hours_median', 'decimal')} hours, nine of ten at most ${at('response_hours_p90', 'decimal')}.${
    Number(row.satisfaction_contacts) > 0 &&
    markup` The mean satisfaction of ${at('satisfaction_contacts', 'count')} ${word(row.satisfaction_contacts, 'contact')} is ${at('satisfaction_mean', 'decimal')}.`
  }</p>
${table(answers, {
  query: 'relationship.answers',
  caption: 'Complaints by their answer, and whether those customers bought again',
  columns: [
    { column: 'answer', head: 'answer', kind: 'text' },
    { column: 'complaints', head: 'complaints', kind: 'count' },
    { column: 'followed', head: 'of these, followed long enough', kind: 'count' },
    { column: 'repurchased', head: 'bought again', kind: 'count' },
    { column: 'repurchase_rate', head: 'share', kind: 'share' },
  ],
})}`;
}
