/** Which date formats a column can be written in, judged by its values. */

const SHORT = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const LONG = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** What each strptime directive reads, as the engine does: one digit is enough where two are usual. */
const DIRECTIVES: Record<string, string> = {
  '%Y': '(?<year>\\d{4})',
  '%y': '(?<short>\\d{2})',
  '%m': '(?<month>\\d{1,2})',
  '%d': '(?<day>\\d{1,2})',
  '%b': `(?<name>${SHORT.join('|')})`,
  '%B': `(?<name>${LONG.join('|')})`,
  '%H': '(?:[01]?\\d|2[0-3])',
  '%I': '(?:0?[1-9]|1[0-2])',
  '%M': '[0-5]\\d',
  '%S': '[0-5]\\d',
  '%f': '\\d{1,6}',
  '%p': '[ap]m',
  '%z': '[+-]\\d{2}(?::?\\d{2})?',
};

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A function that reads a text in a strptime format as `YYYY-MM-DD`; undefined where it does not fit or is no day. */
export function dayReader(format: string): (text: string) => string | undefined {
  const parts = format.replace(/%-/g, '%').match(/%[a-zA-Z]|[^%]+|%/g) ?? [];
  const pattern = parts.map((part, i) => {
    const read = DIRECTIVES[part] ?? literally(part);
    const touches = parts[i - 1]?.startsWith('%') || parts[i + 1]?.startsWith('%');
    return touches ? read.replace('{1,2}', '{2}') : read;
  });
  let regex: RegExp;
  try {
    regex = new RegExp(`^${pattern.join('')}$`, 'i');
  } catch {
    return () => undefined;
  }
  return (text) => {
    const { year, short, month, day, name } = regex.exec(text)?.groups ?? {};
    if (day === undefined) return undefined;
    const century = Number(short) >= 69 ? 1900 : 2000;
    const y = year === undefined ? century + Number(short) : Number(year);
    const m = name === undefined ? Number(month) : SHORT.indexOf(name.slice(0, 3).toLowerCase()) + 1;
    const date = new Date(Date.UTC(y, m - 1, Number(day)));
    const isDay = date.getUTCMonth() === m - 1 && date.getUTCDate() === Number(day);
    return isDay && m > 0 ? date.toISOString().slice(0, 10) : undefined;
  };
}

// With dots, no country writes the month first.
const DAYS = [
  ...['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y%m%d'],
  ...['%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%m-%d-%Y'],
  ...['%d.%m.%y', '%d/%m/%y', '%m/%d/%y', '%d-%m-%y', '%m-%d-%y'],
  ...['%d-%b-%Y', '%d-%b-%y', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y', '%b %d %Y'],
];
const TIMES = ['', ' %H:%M', ' %H:%M:%S', 'T%H:%M', 'T%H:%M:%S', ' %H:%M:%S.%f', 'T%H:%M:%S.%f'];
const ZONES = ['', 'Z', '%z', ' %z'];
const CLOCKS = [' %I:%M %p', ' %I:%M:%S %p', ', %H:%M', ', %H:%M:%S'];

const FORMATS = DAYS.flatMap((day) => [
  ...TIMES.flatMap((time) => (time === '' ? [''] : ZONES.map((zone) => time + zone))).map(
    (time) => day + time,
  ),
  ...CLOCKS.map((clock) => day + clock),
]);
const READERS = FORMATS.map((format) => [format, dayReader(format)] as const);

export interface DateReading {
  format: string;
  /** Share of the values that it reads. */
  share: number;
  first: string;
  last: string;
}

/** How a format reads the non-empty values of a column; undefined where it reads none. */
export function readWith(format: string, values: readonly string[]): DateReading | undefined {
  return reading(format, dayReader(format), values);
}

function reading(
  format: string,
  read: (text: string) => string | undefined,
  values: readonly string[],
): DateReading | undefined {
  const days = values.map(read).filter((day) => day !== undefined);
  if (days.length === 0) return undefined;
  days.sort();
  return {
    format,
    share: days.length / values.length,
    first: days[0] as string,
    last: days.at(-1) as string,
  };
}

/** A format that reads fewer values than this says nothing about the column. */
const ENOUGH = 0.95;

/**
 * The formats that read most of the values: all, if any reads all. More than one means that the values do not tell the
 * order of day and month.
 * @param values texts without empty ones
 */
export function dateReadings(values: readonly string[]): DateReading[] {
  if (values.length === 0) return [];
  // A few values sort out nearly all formats.
  const some = values.slice(0, 50);
  const readings = READERS.filter(([, read]) => some.some((value) => read(value) !== undefined))
    .map(([format, read]) => reading(format, read, values))
    .filter((found) => found !== undefined)
    .filter(({ share }) => share >= ENOUGH);
  const best = Math.max(...readings.map(({ share }) => share));
  return readings.filter(({ share }) => share === best);
}

/** A value that only one of two orders of day and month can read, for the reader to see why. */
export function decidingValue(format: string, values: readonly string[]): string | undefined {
  if (!/%d.%m/.test(format) && !/%m.%d/.test(format)) return undefined;
  if (/^%Y|\./.test(format)) return undefined;
  const other = dayReader(format.replace(/%([dm])(.)%([dm])/, '%$3$2%$1'));
  const own = dayReader(format);
  return values.find((value) => own(value) !== undefined && other(value) === undefined);
}

/** Does a format read a time of day? */
export const hasTime = (format: string): boolean => /%[HI]/.test(format);

/** Written as YYYY-MM-DD with any time behind it: read without a format, also where values differ in the time. */
export const isIso = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/.test(text) &&
  dayReader('%Y-%m-%d')(text.slice(0, 10)) !== undefined;
