/** What changed between two releases, and why, for a terminal. */
import type { Cause, Explained } from '../history/causes.ts';
import type { Difference } from '../history/difference.ts';
import type { Fate } from '../history/effects.ts';
import type { Figure } from '../history/figures.ts';
import type { RowsDifference, ShownRow } from '../history/rows.ts';
import { type ToldDump, type ToldFigure, toldDumps, toldFigures } from '../history/told.ts';
import type { Manifest } from '../warehouse/release.ts';
import { counted, hanging, inColumns, moneyText } from './figures.ts';

const CAUSE_WORDS: Record<Cause, string> = {
  code: 'code',
  corrected_dumps: 'corrected, withdrawn',
  late_lines: 'late lines',
  new_lines: 'new lines',
  settings_and_feeds: 'settings and feeds',
  model: 'model',
};

const FIGURE_WORDS: Record<Figure, string> = {
  net_sales: 'net sales',
  customers: 'customers',
  repeat_customers: 'came back',
  repeat_purchase_rate: 'share',
  lifetime_value: 'lifetime value',
  predicted_value_discounted: 'predicted',
};

const FATE_WORDS: Record<Fate, (dump: ToldDump) => string> = {
  corrected: ({ replaced_by }) => `corrected by ${replaced_by}`,
  'read again': ({ replaced_by }) => `read again as ${replaced_by}`,
  withdrawn: ({ replaced_by }) => (replaced_by ? `withdrawn, ${replaced_by} in its place` : 'withdrawn'),
  'counts again': () => 'counts again',
  came: () => 'came',
  'other lines': () => 'others of its lines count',
  'later days': () => 'lines of later days',
};

const MOST_DUMPS = 10;

export function differenceText(difference: Difference, width: number): string {
  const { a, b, rows, shown, explained, remarks } = difference;
  const currency = String(b.settings.currency);
  return [
    `From ${releaseText(a)}\n  to ${releaseText(b)}`,
    ...remarks.map((remark) => hanging(remark, width).join('\n')),
    ...(explained ? [causesText(explained, [a, b], currency), dumpsText(explained, currency)] : []),
    rowsText(rows),
    ...(shown.length > 0 ? [shownText(shown, width)] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const releaseText = ({ release_id, as_of_date }: Manifest): string =>
  `release ${release_id}, as of ${as_of_date}`;

function causesText(explained: Explained, [a, b]: [Manifest, Manifest], currency: string): string {
  const figures = toldFigures(explained);
  const line = (label: string, of: (figure: ToldFigure) => string, isDifference: boolean): string[] => [
    label,
    ...figures.map((told) => amountText(told.figure, of(told), isDifference)),
  ];
  const rows = [
    ['', ...figures.map(({ figure }) => FIGURE_WORDS[figure])],
    line(a.as_of_date, (figure) => figure.a, false),
    ...(Object.keys(CAUSE_WORDS) as Cause[]).map((cause) =>
      line(CAUSE_WORDS[cause], ({ causes }) => causes[cause], true),
    ),
    line('unexplained', ({ residual }) => residual, true),
    line(b.as_of_date, (figure) => figure.b, false),
  ];
  return `Why the figures changed, money in ${currency}; each cause on top of those above it\n${inColumns(rows)}`;
}

const MONEY: readonly Figure[] = ['net_sales', 'lifetime_value', 'predicted_value_discounted'];

function amountText(figure: Figure, amount: string, isDifference: boolean): string {
  const sign = isDifference && !/^-|^[0.]+$/.test(amount) ? '+' : '';
  if (MONEY.includes(figure)) return sign + moneyText(amount);
  if (figure === 'repeat_purchase_rate') return `${sign}${(Number(amount) * 100).toFixed(2)} %`;
  return sign + counted(Number(amount), '', '').trim();
}

function dumpsText(explained: Explained, currency: string): string {
  const byCause = Map.groupBy(toldDumps(explained), ({ cause }) => cause);
  const parts = [...byCause].map(([cause, dumps]) => {
    const rows = dumps
      .slice(0, MOST_DUMPS)
      .map((dump) => [
        dump.file,
        dump.dump_id,
        FATE_WORDS[dump.fate](dump),
        ...(dump.feed === 'sales'
          ? [moneyText(dump.net_sales_before), moneyText(dump.net_sales_after)]
          : ['', '']),
        ...(dump.feed === 'sales' ? [amountText('net_sales', dump.net_sales_effect, true)] : [dump.feed]),
      ]);
    const more = dumps.length > MOST_DUMPS ? `\n  and ${dumps.length - MOST_DUMPS} more: --json` : '';
    const head = [CAUSE_WORDS[cause], 'dump', 'what became of it', 'before', 'after', 'difference'];
    return `${inColumns([head, ...rows])}${more}`;
  });
  return parts.length === 0 ? '' : `The dumps behind it, net sales in ${currency}\n${parts.join('\n\n')}`;
}

function rowsText({ tables, only_in_a, only_in_b, not_compared }: RowsDifference): string {
  const changed = tables.filter(({ added, removed, changed }) => added + removed + changed > 0);
  const same = counted(tables.length - changed.length, 'table');
  const number = (count: number): string => counted(count, '', '').trim();
  const rows = changed.map(({ name, added, removed, changed }) => [
    name,
    ...[added, removed, changed].map(number),
  ]);
  const lines = [
    `Rows that are not the same; ${same} without any`,
    ...(rows.length > 0 ? [inColumns([['table', 'added', 'removed', 'changed'], ...rows])] : []),
    ...named('  only in the former release', only_in_a),
    ...named('  only in the later release', only_in_b),
    ...named('  not compared, for their keys are others now', not_compared),
  ];
  return lines.join('\n');
}

const named = (label: string, names: readonly string[]): string[] =>
  names.length > 0 ? [`${label}: ${names.join(', ')}`] : [];

const shownText = (rows: readonly ShownRow[], width: number): string =>
  rows
    .map(({ change, key, columns }) => {
      const keyText = Object.entries(key).map(([name, value]) => `${name} ${value}`);
      const values = Object.entries(columns).map(([name, [before, after]]) => {
        if (change === 'added') return `${name} ${after}`;
        if (change === 'removed') return `${name} ${before}`;
        return `${name} ${before} → ${after}`;
      });
      return hanging(`${change} ${keyText.join(', ')}: ${values.join('; ')}`, width).join('\n');
    })
    .join('\n');
