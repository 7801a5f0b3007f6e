import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { SECTIONS } from '../../lib/report/sections.ts';
import { sharedFolder } from '../folders.ts';
import { ask, type Opened, openBrowser, openPage } from './browser.ts';
import { type Figure, faultOf } from './figures-on-page.ts';
import { HOSTILE_FILE, HOSTILE_NAMES, type Reported, reportedShop } from './hostile-shop.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A list whose customers have names of every kind. */
const LIST = 'table[data-query="tasks.overdue"]';
const filter = (page: Page): Locator => page.locator(`.filter:has(+ .scroll ${LIST})`);

const folder = sharedFolder();
let browser: Browser;
let report: Reported;

beforeAll(async () => {
  [browser, report] = await Promise.all([openBrowser(), reportedShop(folder)]);
}, 120_000);
afterAll(async () => {
  report?.close();
  await browser?.close();
});

const open = (options?: BrowserContextOptions): Promise<Opened> => openPage(browser, report.file, options);

describe('the page of a release', () => {
  test('has every section with its sentence, fetches nothing and gives the browser nothing to say', async () => {
    const { page, heard } = await open();
    const sections = page.locator('main > section');
    expect(await sections.evaluateAll((found) => found.map(({ id }) => id))).toEqual(
      SECTIONS.map(({ id }) => id),
    );
    const sentences = await sections.locator('> .sentence').allTextContents();
    expect(sentences).toHaveLength(SECTIONS.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^\S.*\.$/);
    expect(heard).toEqual([]);
  });

  test('shows in every place the number that its query gives, and whole answers in its tables', async () => {
    // Without scripts, whose tooltips show figures again.
    const { page } = await open({ javaScriptEnabled: false });
    const answers: Record<string, Row[]> = {};
    for (const [name, sql] of Object.entries(await ask<Record<string, string>>(page, 'queriesShown()')))
      answers[name] = await report.query(sql);
    const figures = await ask<Figure[]>(page, 'figuresShown()');
    const hostile = new Map(HOSTILE_NAMES);
    const faults = figures.map((figure) => faultOf(figure, answers, (text) => hostile.get(text) ?? text));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    expect(figures.length).toBeGreaterThan(500);
    for (const [query, rows] of await ask<[string, number][]>(page, 'rowsShown()'))
      expect([query, rows]).toEqual([query, answers[query]?.length]);
  });

  test('is no wider than its window, in light and in dark', async () => {
    const { page } = await open();
    await ask(page, 'openFolds()');
    await ask(page, 'showVariants()');
    for (const width of [390, 800, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([width, colorScheme, await ask(page, 'overflow()')]).toEqual([width, colorScheme, 0]);
        expect([width, await ask(page, 'textCutOff()')]).toEqual([width, []]);
      }
    }
  });

  test('is printed in light, and is no wider than its sheets', async () => {
    const { page } = await open();
    await ask(page, 'openFolds()');
    await ask(page, 'showVariants()');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    // What A4 leaves between the margins in CSS pixels: first across, then upright.
    await page.setViewportSize({ width: 1046, height: 702 });
    expect(await ask(page, 'overflow()')).toBe(0);
    await page.setViewportSize({ width: 702, height: 1020 });
    await ask(page, 'removeSheetsAcross()');
    expect(await ask(page, 'overflow()')).toBe(0);
  });

  test('breaks no rule of accessibility that a program can check, in light and in dark', async () => {
    const { page } = await open();
    await ask(page, 'openFolds()');
    await ask(page, 'shortenTables()');
    await page.evaluate(AXE);
    expect(await ask(page, 'violations()')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ask(page, "violations({ runOnly: ['color-contrast'] })")).toEqual([]);
  });

  test('can be used with the keys alone: the skip link comes first, and lists are sorted', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.textContent()).toBe('To the content');
    expect((await focused.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    const sorter = page.locator('thead button:focus');
    for (let steps = 0; steps < 200 && (await sorter.count()) === 0; steps++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort]:has(:focus)').count()).toBe(1);
  });

  test('shows names from the data as text, whatever they hold, and none breaks it', async () => {
    const { page, heard } = await open();
    const names = await page.locator(LIST).locator('tbody th').allTextContents();
    expect(names).toEqual(expect.arrayContaining(HOSTILE_NAMES.map(([, shown]) => shown)));
    expect(await page.locator('#proof tbody th').allTextContents()).toContain(HOSTILE_FILE);
    const since = page.locator('#since-month-end');
    expect(await since.locator('[data-query$=".restated"] td').allTextContents()).toContain(HOSTILE_FILE);
    const locked = await since.locator('[data-query$=".locked"] tbody tr').first().locator('th, td').all();
    const [month, by, note, , held] = await Promise.all(locked.map((cell) => cell.textContent()));
    expect([month, by, note]).toEqual(['Jul 2023', HOSTILE_NAMES[0]![1], HOSTILE_NAMES[3]![1]]);
    expect(Number(held)).toBeGreaterThan(0);
    expect(await page.locator('img, [onerror], [onmouseover], [style], main script').count()).toBe(0);
    expect(await page.title()).toBe('Customers as of 2024-01-10');
    expect(heard).toEqual([]);
  });
});

describe('with its script', () => {
  const head = (page: Page, column: string): Locator =>
    page.locator(LIST).locator(`th[data-column="${column}"]`);

  test('a list is sorted by its exact values, largest first, then the other way round', async () => {
    const { page } = await open();
    const money = async () => (await ask<string[]>(page, "listed('money_at_stake')")).map(Number);
    const before = await money();
    await head(page, 'customer_id').getByRole('button').click();
    const names = await ask<string[]>(page, "listed('customer_id')");
    expect(names).toEqual([...names].sort(new Intl.Collator('en', { numeric: true }).compare));
    await head(page, 'money_at_stake').getByRole('button').click();
    expect(await money()).toEqual(before.toSorted((a, b) => b - a));
    expect(await head(page, 'money_at_stake').getAttribute('aria-sort')).toBe('descending');
    await head(page, 'money_at_stake').getByRole('button').click();
    expect(await money()).toEqual(before.toSorted((a, b) => a - b));
    expect(await page.locator('th[aria-sort]').count()).toBe(1);
  });

  test('a list is filtered by what its rows show, and says how many are left', async () => {
    const { page } = await open();
    const all = await ask<string[]>(page, "listed('customer_id')");
    await filter(page).getByRole('searchbox').fill('a hyperlink');
    // The customer of that name, and the one whom an account manager of that name looks after.
    expect(await ask(page, "listed('customer_id')")).toEqual([HOSTILE_NAMES[4]![1], HOSTILE_NAMES[3]![1]]);
    expect(await filter(page).getByRole('status').textContent()).toBe(`Rows shown: 2 of ${all.length}`);
  });

  test('one variant of a table is shown at a time; without it all are there', async () => {
    const shown = (page: Page) =>
      page
        .locator('.variants')
        .first()
        .locator('> .variant')
        .evaluateAll((found) => found.map((one) => one.checkVisibility()));
    const { page } = await open();
    expect(await shown(page)).toEqual([true, false]);
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown(page)).toEqual([false, true]);
    expect(await page.locator('.variant table').nth(1).isVisible()).toBe(true);
    const { page: plain } = await open({ javaScriptEnabled: false });
    expect(await shown(plain)).toEqual([true, true]);
  });

  test('a picture says the values at the pointer and at the arrow keys, out of its table', async () => {
    const { page } = await open();
    const figure = page.locator('figure:has(+ details.numbers)').first();
    const row = (i: number) => page.locator('figure + details.numbers').first().locator('tbody tr').nth(i);
    const values = () => figure.locator('.tooltip dd').allTextContents();
    // The curve starts at nothing, before the first row.
    await figure.locator('.position').nth(20).hover();
    expect(await values()).toEqual(await row(19).locator('th, td').allTextContents());
    await figure.getByRole('img').press('ArrowRight');
    expect(await values()).toEqual(await row(20).locator('th, td').allTextContents());
    await page.keyboard.press('Escape');
    expect(await figure.locator('.tooltip').isVisible()).toBe(false);
  });

  test('a step of a waterfall says its line of the table, at the pointer and at the arrow keys', async () => {
    const { page } = await open();
    const figure = page.locator('#since-month-end figure');
    const lines = page.locator('#since-month-end details.numbers').first().locator('tbody tr');
    const said = (line: string) => lines.filter({ hasText: line }).locator('th, td').allTextContents();
    await figure.locator('.position').first().hover();
    expect(await figure.locator('.tooltip dd').allTextContents()).toEqual(await said('opening value'));
    await figure.getByRole('img').press('ArrowRight');
    const [second] = await figure
      .locator('.position')
      .nth(1)
      .evaluateAll(([one]) => [one!.getAttribute('data-label')]);
    expect(await figure.locator('.tooltip dd').allTextContents()).toEqual(await said(second!));
  });
});
