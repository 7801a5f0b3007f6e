/** Business days as `YYYY-MM-DD`: of a moment, of a file name, and the one before. */
import { basename } from 'node:path';

/** The calendar day of a moment in a time zone. @param timezone IANA name */
export const dayIn = (timezone: string, moment: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(moment);

export const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const PARTS: Record<string, string> = {
  '%Y': '(?<year>\\d{4})',
  '%m': '(?<month>\\d{2})',
  '%d': '(?<day>\\d{2})',
};

/**
 * The day that a file's name says it covers.
 * @param format a file name with %Y, %m and %d where the day stands
 * @returns undefined where the name is not of that form
 */
export function dayInName(format: string, name: string): string | undefined {
  const pattern = format.split(/(%[Ymd])/).map((part) => PARTS[part] ?? RegExp.escape(part));
  const found = new RegExp(`^${pattern.join('')}$`).exec(basename(name))?.groups;
  const day = found && `${found.year}-${found.month}-${found.day}`;
  // A month's 31st that there is not would pass for the first of the next.
  const time = day === undefined ? Number.NaN : Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day!) ? day : undefined;
}
