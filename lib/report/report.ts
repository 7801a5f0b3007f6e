/** What people open: the page of a release and its workbooks, made from the published tables alone. */
import { type Ask, pageOf } from './page.ts';
import type { Release } from './section.ts';
import { SECTIONS } from './sections.ts';
import { managerWorkbooksOf } from './workbook/managers.ts';
import { workbookOf } from './workbook/workbook.ts';

/** A file of the report by its name. */
export type ReportFiles = Record<string, string | Uint8Array>;

/** Makes the files of a report. The same release gives the same bytes. @param ask answers a query on its tables */
export async function reportOf(ask: Ask, release: Release): Promise<ReportFiles> {
  // Side by side: while the engine answers one, the other is put into words.
  const [page, workbook, managers] = await Promise.all([
    pageOf(SECTIONS, ask, release),
    workbookOf(ask, release),
    managerWorkbooksOf(ask, release),
  ]);
  return { 'index.html': page, 'lifetime-value.xlsx': workbook, ...managers };
}
