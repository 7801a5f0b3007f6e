/** Calendar days as numbers, so that they can be added: days since 1970-01-01. */

const MS = 86_400_000;

export const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / MS;

export const dayText = (day: number): string => new Date(day * MS).toISOString().slice(0, 10);

/** The month of a day, `YYYY-MM`. */
export const monthText = (day: number): string => dayText(day).slice(0, 7);
