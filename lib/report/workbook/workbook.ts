/** The workbook of a release: what the page tells, in full, for those who go on counting. */
import type { Ask } from '../page.ts';
import type { Release } from '../section.ts';
import { aboutSheet } from './about.ts';
import { formatOf } from './formats.ts';
import { partsOf } from './parts.ts';
import { pagesOf } from './rows.ts';
import type { Sheet } from './sheet.ts';
import { chosenFor } from './subjects.ts';
import { zipOf } from './zip.ts';

/** Rows that a sheet holds below its headings. */
const SHEET_ROWS = 1_048_575;

/**
 * Asks for the tables of a release and writes them as sheets, behind one that says what they are. The same release gives
 * the same bytes.
 * @param limit rows of a sheet; of a larger table the first are here, and the first sheet says so
 */
export async function workbookOf(ask: Ask, release: Release, limit = SHEET_ROWS): Promise<Uint8Array> {
  const chosen = chosenFor(release);
  const sheets = chosen.map((one): Sheet => {
    const rows = Math.min(one.rows, limit);
    const columns = one.columns.map(({ field }) => ({ name: field.name, format: formatOf(field) }));
    return { name: one.sheet, columns, rows, pages: pagesOf(ask, one, rows) };
  });
  return zipOf(partsOf([aboutSheet(release, chosen, limit), ...sheets], release));
}
