/** Tells a section of a hand-written shop, and reads its words and cells back from the page. */
import type { Row } from '../../lib/engine/duckdb.ts';
import type { Release, Section } from '../../lib/report/section.ts';
import { type Case, onWorkbench } from '../sql/workbench.ts';

export interface Page {
  /** The first sentence as people read it. */
  sentence: string;
  /** All that follows, as people read it. */
  text: string;
  html: string;
  answers: Record<string, Row[]>;
  /** The cells of a matrix that show a column of an answer, by row of the answer. */
  cells: (query: string, column: string) => Cell[];
}

export interface Cell {
  row: number;
  text: string;
  classes: string[];
  title: string | undefined;
}

const release = (currency: string, { given }: Case): Release => ({
  release_id: 'r1',
  as_of_date: '2024-12-31',
  code: 'c1',
  engine: 'e1',
  settings: { currency },
  inputs: (given?.receipts ?? []) as unknown as Release['inputs'],
  tables: [],
  checks: [],
});

const wordsOf = (html: string): string =>
  html
    .replace(/<\/t[dh]>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Builds what the section asks for. @returns undefined where it has nothing to tell */
export async function tell(
  section: Section,
  testCase: Case,
  tables: string[],
  currency = 'EUR',
): Promise<Page | undefined> {
  const answers = await onWorkbench(testCase, tables, async (engine) => {
    const found: Record<string, Row[]> = {};
    for (const [name, sql] of Object.entries(section.queries)) found[name] = await engine.rows(sql);
    return found;
  });
  const told = section.tell(answers, release(currency, testCase));
  if (!told) return undefined;
  const html = told.sentence.text + told.body.text;
  return {
    sentence: wordsOf(told.sentence.text),
    text: wordsOf(told.body.text),
    html,
    answers,
    cells: (query, column) => cellsOf(html, query, column),
  };
}

function cellsOf(html: string, query: string, column: string): Cell[] {
  const cells = html.matchAll(/<td class="([^"]*)"(?: title="([^"]*)")?>(.*?)<\/td>/g);
  return Array.from(cells).flatMap(([, classes = '', title, content = '']) => {
    const found = new RegExp(`data-query="${query}" data-row="(\\d+)" data-column="${column}"`).exec(content);
    return found
      ? [{ row: Number(found[1]), text: wordsOf(content), classes: classes.split(' '), title }]
      : [];
  });
}
