/** What is not as it was frozen at the last month-end, and why: the value of all customers, and the months that were closed. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { word } from '../words.ts';
import { LOCKED, lockedOf } from './locked-months.ts';
import { RESTATED, restatedOf } from './restated.ts';
import { BRIDGE, bridgeOf } from './value-bridge.ts';

export const sinceMonthEnd: Section = {
  id: 'since-month-end',
  title: 'What changed since the last month-end, and why',
  queries: {
    value: `
select max(opened_on) as opened_on,
  sum(case line when 'opening_value' then amount else 0 end) as opening_value,
  sum(case line when 'closing_value' then amount else 0 end) as closing_value,
  sum(case line when 'opening_value' then -amount when 'closing_value' then amount else 0 end) as change,
  abs(sum(case line when 'opening_value' then -amount when 'closing_value' then amount else 0 end)) as moved_by,
  sum(case line when 'opening_value' then customers else 0 end) as opening_customers,
  sum(case line when 'closing_value' then customers else 0 end) as closing_customers
from lifetime_value_bridge
having count(*) > 0`,
    ...BRIDGE,
    ...RESTATED,
    ...LOCKED,
  },
  tell(answers, { settings }) {
    const [value] = answers.value ?? [];
    const locked = lockedOf(answers);
    const currency = String(settings.currency);
    if (!value)
      return locked && { sentence: markup`No month-end is frozen yet to compare with.`, body: locked };
    const at = (name: string, column: string, kind: Kind) =>
      figure(answers[name] ?? [], column, kind, { query: `since-month-end.${name}` });
    return {
      sentence: markup`Since ${at('value', 'opened_on', 'day')}, the last month-end that is frozen, ${movedText(answers.value!, answers.causes ?? [], currency)}; ${
        Number(answers.found?.[0]?.months) > 0
          ? markup`of the months closed by then, ${at('found', 'months', 'count')} ${word(answers.found![0]!.months, 'has', 'have')} other figures than were frozen.`
          : 'no figure of the months closed by then has changed.'
      }`,
      body: markup`${wasForecast(value) && bridgeOf(answers.bridge ?? [], currency)}
${restatedOf(answers)}
${locked}`,
    };
  },
};

const wasForecast = ({ opening_customers, closing_customers }: Row): boolean =>
  Number(opening_customers) + Number(closing_customers) > 0;

/** How the value moved, and what moved it that way more than anything else. */
function movedText(value: readonly Row[], causes: readonly Row[], currency: string): Markup | string {
  const at = (column: string) => figure(value, column, 'money', { query: 'since-month-end.value' });
  const [row] = value as [Row];
  if (!wasForecast(row)) return 'no value of customers is forecast that could have changed';
  if (Number(row.closing_customers) === 0)
    return markup`no value of customers is forecast any more; it was ${at('opening_value')} ${currency}`;
  if (Number(row.opening_customers) === 0)
    return markup`a value of all customers is forecast now and was not then, ${at('closing_value')} ${currency}`;
  const change = Number(row.change);
  if (change === 0)
    return markup`the discounted value of all customers has stayed at ${at('closing_value')} ${currency}`;
  const first = causes.findIndex(({ amount }) => Number(amount) * change > 0);
  const cause = (column: string, kind: Kind) =>
    figure(causes, column, kind, { query: 'since-month-end.causes', row: first });
  return markup`the discounted value of all customers ${change > 0 ? 'rose' : 'fell'} by ${at('moved_by')} to ${at('closing_value')} ${currency}${
    first >= 0 && markup`, above all by ${cause('cause', 'text')} (${cause('amount', 'money')})`
  }`;
}
