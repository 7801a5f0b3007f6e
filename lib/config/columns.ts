/** Rules for `columns`: which canonical names there are, and what may be said about each. */
import { z } from 'zod';
import { sqlType } from '../contract/columns.ts';
import { FLAG_WORDS } from '../contract/feed.ts';
import type { Feed } from '../contract/feeds.ts';
import { either } from './nearest.ts';
import { name, rule, section, timezone, unknownKey, wants } from './values.ts';

const list = z.array(name('give a value'), { error: wants('give a list of values in [ ]') }).nonempty({
  error: 'is an empty list: name the values that exclude a line',
});

const columnSchema = z.preprocess(
  (value) => (typeof value === 'string' && value !== '' ? { from: value } : value),
  section(
    {
      from: name("give the column's name in the dump").optional(),
      value: z.string({ error: wants('give the text every row gets') }).optional(),
      format: name('give the directives in quotes, such as "%Y-%m-%d"').optional(),
      timezone: timezone.optional(),
      values: z
        .record(z.string(), z.string({ error: wants('give the text it stands for, or "" for none') }), {
          error: wants('give what texts of the dump mean, such as { incoming: in }'),
        })
        .optional(),
      when: z
        .record(z.string(), list, {
          error: wants('give columns and values, such as { product_id: [POST] }'),
        })
        .optional(),
    },
    "give the column's name in the dump, or { from, format, timezone }, or { value }",
  ).check(
    rule<Record<string, unknown>>((column, report) => {
      const given = ['from', 'value', 'when'].filter((key) => column[key] !== undefined);
      if (given.length === 0)
        report([], 'has no content: give from, the name of a column of the dump, or value');
      if (given.length > 1) report([], `has ${either(given, 'and')}: keep one of them`);
      for (const key of ['format', 'timezone', 'values'])
        if (column[key] !== undefined && column.from === undefined)
          report([key], 'is only for a column that comes from the dump: give from, too');
    }),
  ),
);

const DIRECTIVES = {
  year: ['%Y', '%y'],
  month: ['%m', '%-m', '%b', '%B'],
  day: ['%d', '%-d'],
} as const;

/** What a date's format leaves open, as words; a format with %j needs neither month nor day. */
export function missingParts(format: string, parts: readonly (keyof typeof DIRECTIVES)[]): string[] {
  const used: string[] = format.match(/%-?[a-zA-Z%]/g) ?? [];
  return parts
    .filter((part) => !(used.includes('%j') && part !== 'year'))
    .filter((part) => !DIRECTIVES[part].some((directive) => used.includes(directive)))
    .map((part) => `${part} (${DIRECTIVES[part][0]})`);
}

type Columns = Record<string, Partial<z.output<typeof columnSchema>> | undefined>;

const FLAGS: readonly string[] = [...FLAG_WORDS.true, ...FLAG_WORDS.false];

/** The section `columns` of a source of one feed. */
export function columnsSchema(feed: Feed) {
  const known = feed.columns.map((column) => column.name);
  const typeOf = (key: string): string => sqlType(feed.columns.find((column) => column.name === key)!);
  const dated = known.filter((key) => ['DATE', 'TIMESTAMP_MS'].includes(typeOf(key)));
  return z
    .record(z.string(), columnSchema, {
      error: wants('map canonical columns to columns of the dump, such as customer_id: Customer'),
    })
    .check(
      rule<Columns>((columns, report) => {
        for (const [key, column] of Object.entries(columns)) {
          if (!known.includes(key)) report([key], unknownKey(key, known));
          else if (typeof column === 'object' && column !== null) oneColumn(key, column, columns, report);
        }
        for (const alternatives of feed.needed) {
          if (alternatives.some((set) => set.every((key) => key in columns))) continue;
          const names = alternatives.map((set) => set.join(' and '));
          report([], `lacks ${names.join(', or ')}: map it to a column of the dump`);
        }
      }),
    );

  function oneColumn(
    key: string,
    column: NonNullable<Columns[string]>,
    columns: Partial<Columns>,
    report: (path: string[], message: string) => void,
  ): void {
    if (!dated.includes(key)) {
      for (const only of ['format', 'timezone'] as const)
        if (column[only] !== undefined)
          report(
            [key, only],
            dated.length > 0 ? `is only for ${either(dated)}: delete it` : 'has no place here: delete it',
          );
    } else {
      const hasClock = typeOf(key) !== 'DATE';
      // A month alone stands for its first day, but a contact, a campaign or a rate has its day.
      const parts = feed.day === 'month' ? (['year', 'month'] as const) : (['year', 'month', 'day'] as const);
      if (column.timezone !== undefined && /%z/i.test(column.format ?? ''))
        report([key, 'timezone'], 'is not needed: the format reads the offset (%z): delete it');
      if (column.timezone !== undefined && !hasClock)
        report([key, 'timezone'], 'is only for times, and this is a day: delete it');
      const missing = typeof column.format === 'string' ? missingParts(column.format, parts) : [];
      if (missing.length > 0) report([key, 'format'], `lacks ${either(missing, 'and')}: add it`);
    }
    onlyWords(key, column, report);
    if (column.when === undefined) {
      if (key === 'is_excluded')
        report([key], 'needs when: give columns and values, such as { when: { product_id: [POST] } }');
      return;
    }
    if (key !== 'is_excluded') report([key, 'when'], 'is only for is_excluded: use from or value');
    for (const condition of Object.keys(column.when)) {
      if (!known.includes(condition)) report([key, 'when', condition], unknownKey(condition, known));
      else if (!(condition in columns) || condition === key)
        report([key, 'when', condition], 'is not among the columns of this source: map it, too');
    }
  }

  /** What the mapping itself puts into a column that knows few values must be one of them. */
  function onlyWords(
    key: string,
    { value, values }: NonNullable<Columns[string]>,
    report: (path: string[], message: string) => void,
  ): void {
    const words = feed.oneOf[key] ?? (typeOf(key) === 'BOOLEAN' ? FLAGS : undefined);
    if (words === undefined) return;
    const check = (path: string[], text: unknown): void => {
      if (typeof text === 'string' && text !== '' && !words.includes(text.trim().toLowerCase()))
        report(path, `is ${JSON.stringify(text)}: give ${either(words)}`);
    };
    check([key, 'value'], value);
    for (const [from, to] of Object.entries(values ?? {})) check([key, 'values', from], to);
  }
}
