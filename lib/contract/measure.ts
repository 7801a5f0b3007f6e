/**
 * Measures for BI tools: what may be added up, and what may be divided by what. A rate is one sum over another, so that it is
 * right over any rows: never an average of rates.
 */

/** Something that rows add up to. Columns stand with the name of their table, as in `sales.net_sales`. */
export interface Amount {
  readonly name: string;
  readonly table: string;
  readonly meaning: string;
  readonly unit: string;
  /** sum: of an expression per row; count: of rows; distinct: of different values. */
  readonly how: 'sum' | 'count' | 'distinct';
  /** The expression per row, in Athena's dialect; 1 to count rows. */
  readonly of: string;
  /** Which rows count; all where it says nothing. */
  readonly where?: string;
  /** Columns of which a query takes one value, or one per row of its answer: over several the same is counted again. */
  readonly along?: readonly string[];
}

/** One amount divided by another of the same table. */
export interface Rate {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly numerator: Amount;
  readonly denominator: Amount;
}

export type Measure = Amount | Rate;

export const isRate = (measure: Measure): measure is Rate => 'numerator' in measure;

export const tableOf = (measure: Measure): string =>
  isRate(measure) ? measure.numerator.table : measure.table;

/** Columns of which a query takes one value at a time. */
export const alongOf = (measure: Measure): readonly string[] =>
  (isRate(measure) ? measure.numerator.along : measure.along) ?? [];

type Said = Pick<Amount, 'meaning' | 'unit' | 'where' | 'along'>;

export const sum = (table: string, name: string, of: string, said: Said): Amount => ({
  name,
  table,
  how: 'sum',
  of,
  ...said,
});

export const count = (table: string, name: string, said: Said): Amount => ({
  name,
  table,
  how: 'count',
  of: '1',
  ...said,
});

export const distinct = (table: string, name: string, of: string, said: Said): Amount => ({
  name,
  table,
  how: 'distinct',
  of,
  ...said,
});

/** @throws TypeError where the two are of different tables: a join would count rows again */
export function rate(
  name: string,
  numerator: Amount,
  denominator: Amount,
  said: Pick<Rate, 'meaning' | 'unit'>,
): Rate {
  if (numerator.table !== denominator.table)
    throw new TypeError(
      `measure ${name}: divides what is in ${numerator.table} by what is in ${denominator.table}`,
    );
  return { name, numerator, denominator, ...said };
}

const AGGREGATES = {
  sum: (value: string) => `sum(${value})`,
  count: (value: string) => `count(${value})`,
  distinct: (value: string) => `count(distinct ${value})`,
};

/** The measure as an expression over rows of its table, in Athena's dialect; a rate is null where its denominator is 0. */
export function expressionOf(measure: Measure): string {
  if (isRate(measure))
    return `cast(${expressionOf(measure.numerator)} as double) / nullif(${expressionOf(measure.denominator)}, 0)`;
  const { how, of, where } = measure;
  return AGGREGATES[how](where === undefined ? of : `case when ${where} then ${of} end`);
}
