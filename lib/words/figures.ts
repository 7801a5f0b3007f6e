/** Figures as people read them. Only what is shown is rounded; tables hold every decimal. */
import { aligned, wrap } from '../contract/dictionary.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

/** Money from an exact decimal as text: two decimals, half away from zero. */
export function moneyText(amount: string, currency?: string): string {
  const exact = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    roundingMode: 'halfExpand',
  }).format(amount as Intl.StringNumericLiteral);
  return currency === undefined ? exact : `${exact} ${currency}`;
}

export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Rows of cells with the columns in line; all but the first and last are set to the right where they are numbers. */
export function inColumns(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const isNumeric = widths.map((_, i) => rows.slice(1).every((row) => /^[-+\d,. %]*$/.test(row[i]!)));
  return rows
    .map((row) => {
      const cells = row.map((cell, i) =>
        isNumeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
      );
      return `${indent}${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}

/** Names and what is said of each; the sentences stay within the width. */
export const listed = (rows: readonly (readonly [name: string, sentence: string])[], width: number): string =>
  aligned(
    rows.map(([name, sentence]) => [`  ${name}`, sentence]),
    width,
  ).join('\n');

/** A sentence below a heading; what does not fit into the width goes on a little further in. */
export const hanging = (text: string, width: number): string[] =>
  wrap(text, width - 4).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`);
