/** What a dump says of a customer beside the canonical columns: one JSON object of texts. */
import { trimmed } from './text.ts';

/** Names of attributes and the columns of the dump they come from. */
export type Attributes = Readonly<Record<string, string>>;

/** What an attribute is called in `raw.parquet`: no canonical column begins so. */
const rawName = (attribute: string): string => `attribute_${attribute}`;

/** The columns that are wanted of the dump. */
export const attributeColumns = (attributes: Attributes): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, from]) => [rawName(name), from]));

/** Selects the texts of attributes from the raw dump. */
export const attributeTexts = (attributes: Attributes): string[] =>
  Object.keys(attributes).map((name) => `${trimmed(rawName(name))} as ${rawName(name)}`);

/** The object of those that are filled, in the order of their names; null where none is. */
export function attributesValue(attributes: Attributes): string {
  // Names of attributes are small letters, digits and _, so that they need no escape.
  const pairs = Object.keys(attributes)
    .sort()
    .map((name) => `'"${name}":' || to_json(${rawName(name)})`);
  return pairs.length === 0
    ? 'cast(null as varchar)'
    : `'{' || nullif(concat_ws(',', ${pairs.join(', ')}), '') || '}'`;
}
