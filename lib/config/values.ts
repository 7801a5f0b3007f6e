/** The kinds of values a configuration has. All come as text; each says in its own words what it wants. */
import { z } from 'zod';
import { either, nearest } from './nearest.ts';

/** A sentence's second half: what was found, then what to do. */
export const wrong = (input: unknown, wanted: string): string => {
  if (input === undefined) return `is missing: ${wanted}`;
  if (input === null || input === '') return `is empty: ${wanted}`;
  if (Array.isArray(input)) return `is a list: ${wanted}`;
  if (typeof input === 'object') return `is a section of its own: ${wanted}`;
  return `is ${JSON.stringify(input)}: ${wanted}`;
};

export const wants =
  (wanted: string) =>
  (issue: { input?: unknown }): string =>
    wrong(issue.input, wanted);

/** Text that `read` turns into a value; where it gives undefined, the text is wrong. */
export function scalar<T>(
  wanted: string,
  read: (text: string) => T | undefined,
  hint: (text: string) => string = () => '',
) {
  return z.string({ error: wants(wanted) }).transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: wrong(text, wanted) + hint(text) });
    return z.NEVER;
  });
}

export const name = (wanted: string) => scalar(wanted, (text) => (text === '' ? undefined : text));

/** A list of them, none empty. */
export const texts = (wanted: string) => z.array(name('give a text'), { error: wants(wanted) });

export function choice<const T extends string>(options: readonly T[]) {
  return scalar(
    `give ${either(options)}`,
    (text) => options.find((option) => option === text),
    (text) => {
      const near = nearest(text, options);
      return near ? `; did you mean ${near}?` : '';
    },
  );
}

export const yesOrNo = scalar('give true or false', (text) => {
  if (['true', 'yes', 'on'].includes(text.toLowerCase())) return true;
  return ['false', 'no', 'off'].includes(text.toLowerCase()) ? false : undefined;
});

/** A number that `fits`; written with a decimal point and without a percent sign. */
export const number = (wanted: string, fits: (value: number) => boolean) =>
  scalar(wanted, (text) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    return fits(value) ? value : undefined;
  });

export const wholeNumber = number(
  'give a whole number, 1 or more',
  (value) => Number.isInteger(value) && value >= 1,
);

/** YYYY-MM-DD, and a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export const day = scalar('give a day as YYYY-MM-DD', (text) => (isDay(text) ? text : undefined));

export const currency = scalar('give the three letters of a currency, such as EUR', (text) =>
  /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : undefined,
);

const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** The zone as the time zone database spells it; offsets such as +02:00 know no summer time and are refused. */
function zoneNamed(text: string): string | undefined {
  const listed = zones().find((zone) => zone.toLowerCase() === text.toLowerCase());
  if (listed || !/^[A-Za-z]/.test(text)) return listed;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return undefined;
  }
}

export const timezone = scalar('give an IANA name, such as Europe/Berlin or UTC', zoneNamed, (text) => {
  const near = nearest(text, zones());
  return near ? `; did you mean ${near}?` : '';
});

/** A section of the file: its keys and no others. */
export function section<Shape extends z.ZodRawShape>(shape: Shape, wanted: string) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue as { keys: string[] }).keys.map((key) => unknownKey(key, known)).join('\n')
        : wrong(issue.input, wanted),
  });
}

export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `is unknown: did you mean ${near}?` : `is unknown: known here are ${either(known, 'and')}`;
}

type Report = (path: (string | number)[], message: string) => void;

/**
 * A rule between several values of a section. It also runs where single values are wrong, so that everything is
 * reported at once: a value it looks at may be missing, or still be the text it was.
 */
export function rule<T extends object>(check: (section: Partial<T>, report: Report) => void) {
  return z.core._check<T>(
    (payload) => {
      check(payload.value, (path, message) => {
        payload.issues.push({ code: 'custom', path, message, input: payload.value });
      });
    },
    { when: (payload: z.core.ParsePayload) => typeof payload.value === 'object' && payload.value !== null },
  );
}
