/** All that `diff` tells of two releases: the rows that are not the same, and why their figures are not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { askRelease } from '../warehouse/ask.ts';
import { MOST_BROUGHT } from '../warehouse/athena/ask.ts';
import { ATHENA_ENGINE } from '../warehouse/engine.ts';
import type { Manifest } from '../warehouse/release.ts';
import { type Explained, explain, RowsGone } from './causes.ts';
import type { Tools } from './rerun.ts';
import { type RowsDifference, rowsDifference, type ShownRow, shownRows } from './rows.ts';

export interface Difference {
  a: Manifest;
  b: Manifest;
  rows: RowsDifference;
  /** The first rows of the table that was asked for. */
  shown: ShownRow[];
  /** Undefined where the difference cannot be split. */
  explained: Explained | undefined;
  /** What is to be known of the comparison, in sentences. */
  remarks: string[];
}

/** The releases cannot be compared on this machine; the message says why. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const MOST_SHOWN = 10;

/**
 * @param table the table whose rows are shown; undefined: none
 * @throws TooLarge
 */
export async function differenceOf(
  [a, b]: readonly [Manifest, Manifest],
  table: string | undefined,
  tools: Tools,
): Promise<Difference> {
  const remarks = athenaRemarks(a, b);
  const folder = await mkdtemp(join(tools.folder, 'diff-'));
  const { withEngine, store, progress } = tools;
  try {
    const { rows, shown } = await withEngine(async (engine) => {
      const own = { engine, store, folder, progress };
      return {
        rows: await rowsDifference(a, b, own),
        shown: table === undefined ? [] : await shownRows(table, [a, b], MOST_SHOWN, own),
      };
    });
    // Both releases name their tables alike, so that each is asked on an engine of its own.
    const explained = await withEngine((former, present) =>
      withEngine((later) =>
        explain(
          { manifest: a, ask: askRelease(former, a, store, folder) },
          { manifest: b, ask: askRelease(later, b, store, folder) },
          present,
          { ...tools, folder },
        ),
      ),
    ).catch((error: unknown) => {
      if (!(error instanceof RowsGone)) throw error;
      remarks.push(`the difference cannot be split by its causes: ${error.message}`);
      return undefined;
    });
    return { a, b, rows, shown, explained, remarks };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws TooLarge */
function athenaRemarks(a: Manifest, b: Manifest): string[] {
  const made = [...new Set([a, b])].filter(({ engine }) => engine === ATHENA_ENGINE);
  if (made.length === 0) return [];
  const bytes = [a, b].flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.bytes, 0);
  const names = made.map(({ release_id }) => release_id).join(', ');
  if (bytes > MOST_BROUGHT)
    throw new TooLarge(
      `${names}: made by Athena, and the tables of both releases have ${Math.ceil(bytes / 1e6)} MB; ` +
        `no more than ${MOST_BROUGHT / 1e6} MB are brought to one machine to be compared`,
    );
  return [`${names}: made by Athena, and compared and made again by DuckDB on this machine`];
}
