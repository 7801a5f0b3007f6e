/** The proof: from rows read to net sales published, what was checked, and with what inputs and settings. */
import { TABLES } from '../../contract/tables.ts';
import { figure, shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Release, Section } from '../section.ts';
import { table } from '../table.ts';
import { word } from '../words.ts';
import { RULES, rulesOf } from './rules.ts';

export const proof: Section = {
  id: 'proof',
  title: 'The proof',
  queries: {
    sums: `
select sum(rows_read) as rows_read, sum(rows_accepted) as rows_accepted, sum(rows_quarantined) as rows_quarantined,
  sum(rows_published) as rows_published, count(case when difference <> 0 then 1 end) as dumps_with_difference,
  (select coalesce(sum(net_sales), 0) from sales_by_period where grain = 'year' and dimension = 'all') as net_sales
from reconciliation`,
    dumps: `
select source, file, rows_read, rows_accepted, rows_quarantined, rows_superseded, rows_after_as_of, rows_held,
  rows_published, net_sales_accepted, net_sales_published, difference
from reconciliation
order by source, file, dump_id
limit 100`,
    ledger: `
select source, month, ledger_net_sales, warehouse_net_sales, difference, unexplained, ties
from ledger_tie_out
order by source, month`,
    ...RULES,
  },
  tell({ sums, dumps, ledger, ...rules }, release) {
    const [row] = sums ?? [];
    if (!row || !sums) return undefined;
    const at = (column: string, kind: 'count' | 'money') =>
      figure(sums, column, kind, { query: 'proof.sums' });
    const { currency } = release.settings;
    return {
      sentence: markup`Every row of the sales is accounted for: ${at('rows_read', 'count')} rows read = ${at('rows_accepted', 'count')} accepted + ${at('rows_quarantined', 'count')} quarantined; ${at('rows_published', 'count')} lines are published, net sales of ${at('net_sales', 'money')} ${currency as string} in those that are not excluded.`,
      body: markup`${table(dumps ?? [], {
        query: 'proof.dumps',
        caption:
          'From rows read to rows published, dump by dump; money as posted, in the currencies of the lines',
        columns: [
          { column: 'file', head: 'dump', kind: 'text' },
          { column: 'source', head: 'source', kind: 'text' },
          { column: 'rows_read', head: 'read', kind: 'count' },
          { column: 'rows_quarantined', head: 'quarantined', kind: 'count' },
          { column: 'rows_accepted', head: 'accepted', kind: 'count' },
          { column: 'rows_superseded', head: 'superseded', kind: 'count' },
          { column: 'rows_after_as_of', head: 'after the as-of date', kind: 'count' },
          { column: 'rows_held', head: 'held', kind: 'count' },
          { column: 'rows_published', head: 'published', kind: 'count' },
          { column: 'net_sales_published', head: 'net sales published', kind: 'money' },
          { column: 'difference', head: 'difference', kind: 'money' },
        ],
      })}
${
  (ledger ?? []).length > 0 &&
  table(ledger ?? [], {
    query: 'proof.ledger',
    caption: `The general ledger beside the warehouse, ${currency}`,
    columns: [
      { column: 'month', head: 'month', kind: 'month' },
      { column: 'source', head: 'source', kind: 'text' },
      { column: 'ledger_net_sales', head: 'ledger', kind: 'money' },
      { column: 'warehouse_net_sales', head: 'warehouse', kind: 'money' },
      { column: 'difference', head: 'difference', kind: 'money' },
      { column: 'unexplained', head: 'unexplained', kind: 'money' },
    ],
  })
}
${approved(release)}
${warned(release)}
${madeOf(release, rulesOf(rules, String(currency)))}
${definitions}`,
    };
  },
};

/** Who has looked at the release and said that it is right. */
const approved = ({ sign_offs = [] }: Release): Markup | false =>
  sign_offs.length > 0 &&
  markup`<h3>Approved by</h3>
<ul>${sign_offs.map(({ by, at, note }) => markup`<li>${by}, ${at.slice(0, 10)}${note !== undefined && `: ${note}`}</li>`)}</ul>`;

/** What should hold and does not everywhere: those rows are in the tables, and somebody should look at their sources. */
function warned({ warnings = [] }: Release): Markup | false {
  const found = warnings.filter(({ failed }) => failed > 0);
  return (
    found.length > 0 &&
    markup`<h3>To look at</h3>
<p>What looks wrong in the feeds, and is kept, is counted here.</p>
<ul>${found.map(({ sentence, failed }) => markup`<li>For ${shown(failed, 'count')} ${word(failed, 'row')} it does not hold that ${sentence}.</li>`)}</ul>`
  );
}

/** What the manifest of the release says: checks, settings, inputs. */
const madeOf = (
  { checks, settings, inputs, code, engine, release_id }: Release,
  rules: Markup,
): Markup => markup`<details><summary>${checks.length} checks, all of which hold</summary><ul>${checks.map(({ sentence }) => markup`<li>${sentence}</li>`)}</ul></details>
<h3>Settings</h3>
<dl>${Object.entries(settings).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)}</dl>
${rules}
<h3>Inputs</h3>
<p>Release ${release_id}, code ${code}, engine ${engine}.</p>
<ul>${inputs.map(
  ({ file, feed, source, state, dump_id, content_sha256 }) =>
    markup`<li>${file} (${feed} ${source}): ${state}, dump <code>${dump_id}</code>, SHA-256 <code>${content_sha256}</code></li>`,
)}</ul>`;

/** What a row of each table means: the words of the dictionary. */
const definitions: Markup = markup`<details><summary>Definitions: what each table holds</summary><dl>${TABLES.map(
  ({ name, grain, meaning }) => markup`<div><dt>${name}</dt><dd>${grain}. ${meaning}</dd></div>`,
)}</dl></details>`;
