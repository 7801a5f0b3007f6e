/** A browser without a window, out of the packages alone, and pages in it. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const IN_PAGE = await readFile(new URL('in-page.js', import.meta.url), 'utf8');

/** Starts the browser; it has to be closed. */
export async function openBrowser(): Promise<Browser> {
  // By this name alone the package unpacks the system libraries that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu'],
  });
}

export interface Opened {
  page: Page;
  /** All that the browser had to say about the page, and the address of all it wanted to fetch for it. */
  heard: string[];
}

/** A file as a reader opens it, in a session of its own; it is closed when the test ends. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const heard: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('request', (request) => request.url() !== url && heard.push(request.url()));
  await page.goto(url);
  await page.evaluate(IN_PAGE);
  return { page, heard };
}

/** Asks a function of `in-page.js`, such as `overflow()`. */
export const ask = <Answer>(page: Page, question: string): Promise<Answer> =>
  page.evaluate<Answer>(`inPage.${question}`);
