/** Dumps that were looked at → the text of a patronage.yaml that maps them, saying how sure each line is. */
import { basename } from 'node:path';
import { currencyOf } from './currency.ts';
import { valuesOf } from './dump.ts';
import { filesOf, nameOf } from './paths.ts';
import { type Answers, type Looked, proposeSource, type Question, type SourceFound } from './source.ts';

export type { Answers, Looked, Question, SourceFound } from './source.ts';

export interface Proposal {
  yaml: string;
  questions: Question[];
  found: Record<string, SourceFound>;
}

/**
 * Proposes a configuration for dumps of sales lines. Dumps with the same columns are one source.
 * @param folder where the configuration will be: paths in it are relative to that
 * @throws TypeError without any dump
 */
export function proposeConfiguration(dumps: readonly Looked[], answers: Answers, folder: string): Proposal {
  if (dumps.length === 0) throw new TypeError('init: there is no dump to look at');
  const groups = Map.groupBy(dumps, ({ look }) =>
    JSON.stringify([look.format, look.delimiter, look.headers]),
  );
  const found: Record<string, SourceFound> = {};
  const sections: string[] = [];
  for (const group of groups.values()) {
    const name = unusedName(
      groups.size === 1 && answers.source ? answers.source : nameOf(group[0]!.path),
      found,
    );
    const source = proposeSource(group, answers);
    found[name] = source;
    sections.push(sectionOf(name, group, source, folder));
  }
  const several = groups.size > 1;
  const questions = Object.entries(found).flatMap(([name, source]) =>
    source.questions.map((question) =>
      several ? { ...question, text: `${name}: ${question.text}` } : question,
    ),
  );
  const currency = currencyOf(dumps, found, answers);
  if (currency.question) questions.push(currency.question);
  if (!answers.timezone) questions.push(ZONE_QUESTION);
  const names = dumps.map(({ path }) => basename(path));
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  const yaml = `# Proposed by patronage init from ${shown.join(', ')}: see to what says check, then patronage run.
warehouse: ./warehouse
currency: ${currency.text}
timezone: ${answers.timezone ?? 'UTC # not in the dump: check; business days are counted in it'}
as_of: data
feeds:
  sales:
${sections.join('')}`;
  return { yaml, questions, found };
}

const ZONE_QUESTION: Question = {
  about: 'timezone',
  text: 'no dump says in which time zone business days are counted',
  choices: [],
  option: '--timezone NAME',
  default: 'UTC',
};

function sectionOf(name: string, dumps: readonly Looked[], source: SourceFound, folder: string): string {
  const [{ look }] = dumps as [Looked];
  const lines = [
    `    ${name}:`,
    `      files: ${scalar(
      filesOf(
        dumps.map(({ path }) => path),
        folder,
      ),
    )}`,
    `      format: ${look.format}`,
  ];
  if (look.format === 'csv') {
    if (look.delimiter !== ',') lines.push(`      delimiter: ${JSON.stringify(look.delimiter)}`);
    if (look.quote !== '"') lines.push(`      quote: ${JSON.stringify(look.quote)}`);
    if (look.encoding !== 'utf-8') lines.push(`      encoding: ${look.encoding}`);
    if (source.decimal) lines.push(`      decimal: "${source.decimal}"`);
  }
  lines.push('      columns:');
  for (const { column, header, confidence, remarks } of source.columns) {
    const isTime = column === 'ordered_at';
    const more = isTime && source.dateFormat ? `, format: "${source.dateFormat}"` : '';
    const zone = isTime && source.timezone ? `, timezone: ${source.timezone}` : '';
    const value = more || zone ? `{ from: ${scalar(header)}${more}${zone} }` : scalar(header);
    const remark = [confidence === 'guess' ? 'a guess: check' : confidence, ...remarks].join('; ');
    lines.push(`        ${column}: ${value} # ${remark}`);
  }
  const has = (column: string): boolean => source.columns.some((one) => one.column === column);
  if (!has('net_sales') && has('unit_price'))
    lines.push(
      `        # net_sales is quantity × unit_price${has('discount') ? ' − discount' : ''}: there is no column for it`,
    );
  const excluded = chargesIn(dumps, source);
  if (excluded.length > 0)
    lines.push(
      `        # is_excluded: { when: { product_id: [${excluded.map(scalar).join(', ')}] } } # charges, not goods? then without the first #`,
    );
  const used = new Set([...source.columns, ...source.notMapped].map((one) => one.header));
  const unused = look.headers.filter((header) => !used.has(header));
  for (const { header, reason } of source.notMapped)
    lines.push(`      # not mapped: ${oneLine(`${header} ${reason}`)}`);
  if (unused.length > 0) lines.push(`      # not used: ${oneLine(unused.join(', '))}`);
  return `${lines.join('\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A text as YAML: plain where it cannot be taken for anything else. */
const scalar = (text: string): string =>
  /^[A-Za-z](?:[\w ./*-]*[\w/*])?$/.test(text) ? text : JSON.stringify(text);

const CHARGES =
  /^(post(age)?|dot|shipping|versand(kosten)?|porto|fracht|freight|bank charges|amazonfee|gift ?card.*|gutschein)$/i;

/** Article numbers of the sample that are charges rather than goods. */
function chargesIn(dumps: readonly Looked[], source: SourceFound): string[] {
  const product = source.columns.find((one) => one.column === 'product_id');
  if (!product) return [];
  const values = dumps.flatMap(({ look }) =>
    valuesOf({ headers: look.headers, samples: [look.sample] }, product.header),
  );
  return [...new Set(values)].filter((value) => CHARGES.test(value)).sort();
}

function unusedName(name: string, found: Record<string, SourceFound>): string {
  let free = name;
  for (let i = 2; free in found; i += 1) free = `${name}-${i}`;
  return free;
}
