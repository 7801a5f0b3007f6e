/** Looks into the files a build wrote, before anybody else does. */
import { type ChunkRow, footerFaults, type SchemaRow } from '../contract/footer.ts';
import { schemaOf } from '../contract/tables.ts';
import { type Engine, quoteFile } from '../engine/duckdb.ts';
import type { Built } from './build.ts';

/**
 * Reads the footer of a written file and compares it with the contract of its table.
 * @returns one sentence per fault, each after the table's name; none if the file is right
 */
export async function fileFaults(engine: Engine, built: Pick<Built, 'name' | 'path'>): Promise<string[]> {
  const file = quoteFile(built.path);
  const rows = await engine.rows(
    `select name, type, converted_type, logical_type, duckdb_type, num_children from parquet_schema(${file})`,
  );
  const chunks = await engine.rows(`select path_in_schema, stats_null_count from parquet_metadata(${file})`);
  const faults = footerFaults(
    schemaOf(built.name),
    rows as unknown as SchemaRow[],
    chunks as unknown as ChunkRow[],
  );
  return faults.map((fault) => `${built.name}: ${fault}`);
}
