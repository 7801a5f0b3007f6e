import type { Configuration, Source } from './shape.ts';

type Value = string | number | undefined | readonly Value[] | { readonly [key: string]: Value };

/** Lists of a mapping are sets of values, so their order says as little as that of keys. */
function canonical(value: Value): Value {
  if (value === undefined || typeof value !== 'object') return value;
  if (Array.isArray(value)) return [...new Set(value as readonly string[])].sort();
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]),
  );
}

/**
 * Everything that decides how a file of this source becomes rows, and nothing else, as one JSON text that does not
 * depend on the order of keys. Its hash is part of a dump's id: a mended mapping makes new dumps.
 */
export function mappingOf(source: Source, configuration: Pick<Configuration, 'timezone'>): string {
  return JSON.stringify(
    canonical({
      format: source.format,
      delimiter: source.delimiter,
      quote: source.quote,
      encoding: source.encoding,
      decimal: source.decimal,
      compression: source.compression,
      columns: source.columns as unknown as Value,
      // What other feeds do not have is no part of their mapping, so that their dumps keep their ids.
      attributes: Object.keys(source.attributes).length > 0 ? source.attributes : undefined,
      customer_prefix: source.customer_prefix,
      max_quarantined_share: source.max_quarantined_share,
      not_before: source.not_before,
      timezone: configuration.timezone,
    }),
  );
}
