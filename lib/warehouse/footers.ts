/** Looks into the files a build wrote, before anybody else does. */
import { type ChunkRow, footerFaults, type SchemaRow } from '../contract/footer.ts';
import { schemaOf } from '../contract/tables.ts';
import { type Engine, quoteFile, type Row } from '../engine/duckdb.ts';
import type { Built } from './build.ts';

/**
 * Reads the footers of written files, all in one query each for columns and chunks, and compares them with the contracts
 * of their tables.
 * @returns one sentence per fault, each after the table's name; none if the files are right
 */
export async function fileFaults(
  engine: Engine,
  built: readonly Pick<Built, 'name' | 'path'>[],
): Promise<string[]> {
  const files = `[${built.map(({ path }) => quoteFile(path)).join(', ')}]`;
  const columns = await engine.rows(
    `select file_name, name, type, converted_type, logical_type, duckdb_type, num_children from parquet_schema(${files})`,
  );
  const chunks = await engine.rows(
    `select file_name, path_in_schema, stats_null_count from parquet_metadata(${files})`,
  );
  return built.flatMap(({ name, path }) => {
    const isOwn = ({ file_name }: Row) => file_name === path;
    const faults = footerFaults(
      schemaOf(name),
      columns.filter(isOwn) as unknown as SchemaRow[],
      chunks.filter(isOwn) as unknown as ChunkRow[],
    );
    return faults.map((fault) => `${name}: ${fault}`);
  });
}
