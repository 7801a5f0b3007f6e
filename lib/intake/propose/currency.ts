/** The reporting currency, as far as the dumps tell. */
import { valuesOf } from './dump.ts';
import { words } from './names.ts';
import type { Answers, Looked, Question, SourceFound } from './source.ts';

/** The currency that all lines name; nothing is assumed silently. */
export function currencyOf(
  dumps: readonly Looked[],
  found: Record<string, SourceFound>,
  answers: Answers,
): { text: string; question?: Question } {
  if (answers.currency) return { text: answers.currency };
  const headers = Object.values(found).flatMap(({ columns }) =>
    columns.filter((one) => one.column === 'currency').map((one) => one.header),
  );
  const named = dumps.flatMap(({ look }) =>
    headers.flatMap((header) => valuesOf({ headers: look.headers, samples: [look.sample] }, header)),
  );
  const counts = [...Map.groupBy(named, (code) => code.toUpperCase())].sort(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  );
  const [first] = counts;
  if (first && counts.length === 1) return { text: `${first[0]} # every line says so` };
  const seen = counts.map(([code]) => code).join(', ');
  const hint = hintOf(dumps);
  const code = first?.[0] ?? hint?.code ?? 'EUR';
  const why = first
    ? `the lines are in ${seen}`
    : hint
      ? `the column ${hint.header} says so`
      : 'not in the dump';
  const question: Question = {
    about: 'currency',
    text: first ? `the lines are in ${seen}` : 'no dump names the currency of the reports',
    choices: counts.map(([choice]) => choice),
    option: '--currency CODE',
    default: code,
  };
  return { text: `${code} # ${why}: check`, question };
}

const CURRENCY_WORDS: Record<string, string> = {
  dollars: 'USD',
  usd: 'USD',
  eur: 'EUR',
  euro: 'EUR',
  gbp: 'GBP',
  chf: 'CHF',
};

/** A header that names a currency, such as `Amount EUR`. */
function hintOf(dumps: readonly Looked[]): { header: string; code: string } | undefined {
  for (const header of dumps.flatMap(({ look }) => look.headers)) {
    const word = words(header).find((one) => one in CURRENCY_WORDS);
    if (word) return { header: header.replace(/\s+/g, ' '), code: CURRENCY_WORDS[word] as string };
  }
  return undefined;
}
