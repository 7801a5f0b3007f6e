/** Trino over its HTTP protocol: a statement is posted, and its answer comes page by page. */
import type { Json } from '@duckdb/node-api';

export interface Trino {
  /** Runs a statement to its end. @param schema where names without one are looked up @throws Error with Trino's message */
  run(sql: string, schema?: string): Promise<void>;
  /** The rows of an answer, one page after the other, each row with its values in the order of the columns. */
  pages(sql: string, schema?: string): AsyncGenerator<Json[][]>;
  /** All rows, for answers of a size that a person reads. */
  rows(sql: string, schema?: string): Promise<Json[][]>;
}

/** What a page of an answer holds of use here. */
interface Page {
  nextUri?: string;
  data?: Json[][];
  error?: { message: string; errorName: string };
}

export const CATALOG = 'hive';

/** Statements that run side by side: most of one is planning and waiting. */
const AT_ONCE = 4;

/** @param endpoint where the server answers: `http://127.0.0.1:<port>` */
export function connect(endpoint: string): Trino {
  const headersOf = (schema: string | undefined): Record<string, string> => ({
    'X-Trino-User': 'analyst',
    'X-Trino-Catalog': CATALOG,
    // As in Athena.
    'X-Trino-Time-Zone': 'UTC',
    ...(schema === undefined ? {} : { 'X-Trino-Schema': schema }),
  });

  let free = AT_ONCE;
  const waiting: (() => void)[] = [];
  const taken = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const given = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  async function* pages(sql: string, schema?: string): AsyncGenerator<Json[][]> {
    const headers = headersOf(schema);
    await taken();
    try {
      let page = await ask(`${endpoint}/v1/statement`, { method: 'POST', body: sql, headers });
      while (true) {
        if (page.error) throw new Error(`Trino: ${page.error.errorName}: ${page.error.message}`);
        if (page.data) yield page.data;
        if (page.nextUri === undefined) return;
        page = await ask(page.nextUri, { headers });
      }
    } finally {
      given();
    }
  }

  async function rows(sql: string, schema?: string): Promise<Json[][]> {
    const all: Json[][] = [];
    for await (const page of pages(sql, schema)) all.push(...page);
    return all;
  }

  return {
    pages,
    rows,
    async run(sql, schema) {
      await rows(sql, schema);
    },
  };
}

async function ask(uri: string, request: RequestInit): Promise<Page> {
  const response = await fetch(uri, { ...request, signal: AbortSignal.timeout(120_000) });
  if (!response.ok) throw new Error(`Trino: HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as Page;
}
