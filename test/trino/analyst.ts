/** A table as an analyst gets it: every column and row, over the network, through the catalog. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from 'apache-arrow';
import { quoteFile } from '../../lib/engine/duckdb.ts';
import type { Trino } from './client.ts';

interface Asked {
  schema: string;
  name: string;
  columns: Schema;
}

/**
 * Asks Trino for a whole table.
 * @param folder for the file that the answer is put into
 * @returns the answer as a relation of DuckDB, every value a text
 */
export async function readAsAnalyst(
  trino: Trino,
  { schema, name, columns }: Asked,
  folder: string,
): Promise<string> {
  const names = columns.fields.map((field) => field.name);
  const path = join(folder, `${name}.answer.json`);
  const file = await open(path, 'w');
  try {
    for await (const page of trino.pages(`select ${names.join(', ')} from ${name}`, schema)) {
      const rows = page.map((row) =>
        JSON.stringify(Object.fromEntries(names.map((key, i) => [key, row[i]]))),
      );
      await file.write(`${rows.join('\n')}\n`);
    }
  } finally {
    await file.close();
  }
  const types = names.map((key) => `${key}: 'VARCHAR'`).join(', ');
  return `read_json(${quoteFile(path)}, format = 'newline_delimited', columns = {${types}})`;
}
