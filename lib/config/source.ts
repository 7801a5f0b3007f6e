/** The schema of one source of a feed. */
import { z } from 'zod';
import { type Feed, salesFeed } from '../contract/feeds.ts';
import { attributesSchema } from './attributes.ts';
import { columnsSchema, missingParts } from './columns.ts';
import { SOURCE_DEFAULTS } from './defaults.ts';
import { either } from './nearest.ts';
import { choice, day, isDay, name, number, rule, scalar, section, wants } from './values.ts';

const WEEKDAYS: readonly string[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** 1 Monday … 7 Sunday; 0 for what is no weekday. */
export const isoWeekday = (word: string): number => WEEKDAYS.indexOf(word) + 1;

const oneCharacter = (text: string): string | undefined => {
  if (text === '\\t') return '\t';
  return [...text].length === 1 ? text : undefined;
};

const closedDay = scalar('give a weekday, such as sunday, or a day as YYYY-MM-DD', (text) => {
  if (isDay(text)) return text;
  return WEEKDAYS.find((weekday) => weekday === text.toLowerCase());
});

const dayInName = scalar(
  'give the file name with %Y, %m and %d in it, such as sales-%Y-%m-%d.csv',
  (text) => {
    const used = text.match(/%./g) ?? [];
    return used.length === 3 && missingParts(text, ['year', 'month', 'day']).length === 0 ? text : undefined;
  },
);

const expectSchema = section(
  {
    every: choice(['day']),
    day_in_name: dayInName.optional(),
    closed: z.array(closedDay, { error: wants('give a list, such as [sunday, 2024-12-25]') }).default([]),
  },
  'give what is promised, such as { every: day }',
);

const CSV_ONLY = ['delimiter', 'quote', 'encoding', 'decimal'] as const;

function sourceSchema(feed: Feed) {
  return section(
    {
      files: name('give a path with wildcards, such as data/*.csv').optional(),
      format: choice(['csv', 'json', 'parquet']),
      delimiter: scalar('give one character in quotes, such as ";" or "\\t"', oneCharacter).optional(),
      quote: scalar('give one character in quotes, or "" where nothing is quoted', (text) =>
        text === '' ? text : oneCharacter(text),
      ).optional(),
      encoding: choice(['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'latin-1', 'windows-1252']).optional(),
      decimal: scalar('give "." or ","', (text) =>
        text === '.' || text === ',' ? text : undefined,
      ).optional(),
      compression: choice(['none', 'gzip', 'zstd']).optional(),
      names: choice(['corrected', 'reused']).default(SOURCE_DEFAULTS.names),
      expect: expectSchema.optional(),
      columns: columnsSchema(feed),
      attributes: attributesSchema(feed).default({}),
      customer_prefix: z
        .string({ error: wants('give the text to put before every customer_id') })
        .default(SOURCE_DEFAULTS.customer_prefix),
      max_quarantined_share: number(
        'give a share from 0 to 1, such as 0.05',
        (value) => value >= 0 && value <= 1,
      ).default(SOURCE_DEFAULTS.max_quarantined_share),
      not_before: day.default(SOURCE_DEFAULTS.not_before),
    },
    'give format and columns',
  ).check(
    rule<Record<string, unknown>>((source, report) => {
      if (source.format === 'json' || source.format === 'parquet')
        for (const key of CSV_ONLY)
          if (source[key] !== undefined)
            report([key], `is only for csv, and the format is ${source.format}: delete it`);
      if (source.format === 'parquet' && source.compression !== undefined)
        report(['compression'], 'is only for csv and json: Parquet files say it themselves');
      if (source.customer_prefix !== SOURCE_DEFAULTS.customer_prefix && feed.customers.length === 0)
        report(['customer_prefix'], 'is only for feeds that name customers: delete it');
      if (source.expect !== undefined && feed !== salesFeed)
        report(['expect'], 'is only for sales: delete it');
      if (source.not_before !== SOURCE_DEFAULTS.not_before && feed.time === undefined)
        report(['not_before'], 'is only for feeds whose rows belong to a day: delete it');
    }),
  );
}

/** The sources of one feed, by name; a name becomes a folder. */
export function sourcesSchema(feed: Feed) {
  return z
    .record(z.string(), sourceSchema(feed), { error: wants('name a source and say how its dumps are read') })
    .check(
      rule<Record<string, unknown>>((sources, report) => {
        for (const key of Object.keys(sources))
          if (!/^[a-z0-9][a-z0-9_-]*$/.test(key))
            report(
              [key],
              `is no name for a source: use ${either(['small letters', 'digits', '-', '_'], 'and')} only, a letter or digit first`,
            );
      }),
    );
}
