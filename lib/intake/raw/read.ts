import type { Engine } from '../../engine/duckdb.ts';
import type { Packing } from '../decode.ts';
import type { Look } from '../look.ts';
import { readCsv } from './csv.ts';
import type { RawColumns, RawDump } from './dump.ts';
import { readJson } from './json.ts';
import { readParquet } from './parquet.ts';

const READERS = { csv: readCsv, json: readJson, parquet: readParquet };

/**
 * Reads a dump as text.
 * @param path the file as it came
 * @param folder for temporary files
 * @throws Refusal where nothing of it can be read
 */
export const readRaw = (
  engine: Engine,
  path: string,
  seen: Look & Packing,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> => READERS[seen.format](engine, path, seen, columns, folder);
