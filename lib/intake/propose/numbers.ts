/** How a dump writes its numbers, judged by their texts. */

export type Decimal = '.' | ',';

const GROUPS = { '.': "[, '\u00a0\u202f]", ',': "[. '\u00a0\u202f]" } as const;

const plainPattern = (decimal: Decimal): RegExp => {
  const sign = decimal === '.' ? '[.]' : ',';
  return new RegExp(`^[+-]?(\\d+(${sign}\\d*)?|${sign}\\d+)([eE][+-]?\\d+)?-?$`);
};
const groupedPattern = (decimal: Decimal): RegExp =>
  new RegExp(`^[+-]?[1-9]\\d{0,2}(${GROUPS[decimal]}\\d{3})+(${decimal === '.' ? '[.]' : ','}\\d*)?-?$`);

const PLAIN = { '.': plainPattern('.'), ',': plainPattern(',') };
const GROUPED = { '.': groupedPattern('.'), ',': groupedPattern(',') };

/** The number that a text means under a decimal sign; undefined where it is none. */
export function readNumber(text: string, decimal: Decimal): number | undefined {
  if (!PLAIN[decimal].test(text) && !GROUPED[decimal].test(text)) return undefined;
  const isNegative = text.endsWith('-') || text.startsWith('-');
  const digits = text.replace(/^[+-]|-$/g, '').replace(new RegExp(GROUPS[decimal], 'g'), '');
  const value = Number(digits.replace(',', '.'));
  return isNegative ? -value : value;
}

/** Is this a number under one decimal sign or the other? */
export const isNumber = (text: string): boolean =>
  readNumber(text, '.') !== undefined || readNumber(text, ',') !== undefined;

export interface DecimalFinding {
  /** Undefined where it need not be named (a point, and thousands not set apart), or where they do not tell. */
  decimal?: Decimal;
  /** True where they do not tell, and it matters. */
  isOpen: boolean;
  /** The value that decided, or that leaves it open. */
  seen: string[];
}

/** What numbers tell of the decimal sign: `1.234,50` and `0,5` tell; `1,234` may be either. */
export function decimalOf(values: readonly string[]): DecimalFinding {
  const readings = values.map((text) => ({
    text,
    point: readNumber(text, '.'),
    comma: readNumber(text, ','),
  }));
  const point = readings.find((one) => one.point !== undefined && one.comma === undefined)?.text;
  const comma = readings.find((one) => one.comma !== undefined && one.point === undefined)?.text;
  if (point !== undefined && comma !== undefined) return { isOpen: true, seen: [point, comma] };
  if (comma !== undefined) return { decimal: ',', isOpen: false, seen: [comma] };
  const either = readings.find((one) => one.comma !== one.point)?.text;
  if (point === undefined && either !== undefined) return { isOpen: true, seen: [either] };
  const grouped = values.find((text) => GROUPED['.'].test(text));
  const seen = [point ?? grouped].filter((text) => text !== undefined);
  return grouped === undefined ? { isOpen: false, seen } : { decimal: '.', isOpen: false, seen };
}

/** Are these shares (0 … 1) rather than amounts? Only zeros and ones do not tell. */
export function areShares(values: readonly string[], decimal: Decimal): boolean {
  const numbers = values.map((text) => readNumber(text, decimal)).filter((value) => value !== undefined);
  return (
    numbers.every((value) => value >= 0 && value <= 1) && numbers.some((value) => value > 0 && value < 1)
  );
}

/** A handful of whole numbers such as 0, 7 and 19 over many lines: tax rates in percent rather than amounts. */
export function areRates(values: readonly string[], decimal: Decimal): boolean {
  const numbers = values.map((text) => readNumber(text, decimal));
  const isSmall = numbers.every((value) => Number.isInteger(value) && value! >= 0 && value! <= 30);
  return values.length >= 3 && isSmall && new Set(numbers).size <= 3;
}
