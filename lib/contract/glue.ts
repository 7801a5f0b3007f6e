/** The contract as Glue and Athena say it: their names of types, and meanings in the length that Glue takes. */
import { type Column, meaningOf, sqlType, unitOf } from './columns.ts';
import type { Table } from './table.ts';

/** A column as the Glue Data Catalog keeps it. */
export interface GlueColumn {
  Name: string;
  Type: string;
  Comment?: string;
}

/** Glue counts in bytes: a comment of a column may have so many, */
const COMMENT_BYTES = 255;
/** the description of a table so many. */
const DESCRIPTION_BYTES = 2048;

const GLUE_TYPES: Record<string, string> = {
  VARCHAR: 'string',
  BOOLEAN: 'boolean',
  DATE: 'date',
  BIGINT: 'bigint',
  DOUBLE: 'double',
  TIMESTAMP_MS: 'timestamp',
};

/** The type of a column in Hive's words, as Glue keeps it and Athena reads it. */
export function glueType(field: Column): string {
  const type = sqlType(field);
  return GLUE_TYPES[type] ?? type.toLowerCase();
}

/** Ends a text at a word and with … where it has more bytes than that; what is left out stands in the dictionary. */
export function shortened(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let short = '';
  for (const word of text.split(' ')) {
    const longer = short === '' ? word : `${short} ${word}`;
    if (Buffer.byteLength(`${longer} …`) > bytes) break;
    short = longer;
  }
  return `${short} …`;
}

/** A column with its meaning and unit as comment. */
export function glueColumn(field: Column): GlueColumn {
  const unit = unitOf(field) === '' ? '' : ` [${unitOf(field)}]`;
  // The unit is short and says more than the end of a long meaning.
  const meaning = shortened(meaningOf(field), COMMENT_BYTES - Buffer.byteLength(unit));
  return { Name: field.name, Type: glueType(field), Comment: `${meaning}${unit}` };
}

/** What a table is, and what one row of it is. */
export const glueDescription = ({ meaning, grain }: Table): string =>
  shortened(`${meaning} (${grain})`, DESCRIPTION_BYTES);
