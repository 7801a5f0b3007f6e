/** The page of a release: its sections one after the other in one file that needs nothing else. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TABLES } from '../contract/tables.ts';
import { Markup, markup } from './markup.ts';
import type { Answers, Release, Section, Told } from './section.ts';

/** Answers a query on the published tables of the release. */
export type Ask = (sql: string) => Promise<Answers[string]>;

const STYLES = ['colours', 'text', 'tables', 'controls', 'charts', 'print'].map((name) => `${name}.css`);
const SCRIPTS = ['tables', 'variants', 'charts'].map((name) => `${name}.js`);

const assets = (names: readonly string[]): Promise<string[]> =>
  Promise.all(names.map((name) => readFile(new URL(`browser/${name}`, import.meta.url), 'utf8')));
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Asks what every section wants to know, and writes the page. The same release gives the same bytes. */
export async function pageOf(sections: readonly Section[], ask: Ask, release: Release): Promise<string> {
  const told: { section: Section; told: Told }[] = [];
  for (const section of sections.filter((one) => isAnswered(one, release))) {
    const answers: Record<string, Answers[string]> = {};
    for (const [name, sql] of Object.entries(section.queries)) answers[name] = await ask(sql);
    const one = section.tell(answers, release);
    if (one) told.push({ section, told: one });
  }
  const style = (await assets(STYLES)).join('\n');
  const scripts = await assets(SCRIPTS);
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${scripts.map(hashOf).join(' ')}; base-uri 'none'; form-action 'none'`;
  const title = `Customers as of ${release.as_of_date}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<h1>${title}</h1>
<p>Release <code>${release.release_id}</code>. Money in ${release.settings.currency as string}.</p>
<nav aria-label="Sections"><ol>${told.map(({ section }) => markup`<li><a href="#${section.id}">${section.title}</a></li>`)}</ol></nav>
</header>
<main id="content">
${told.map(({ section, told: { sentence, body } }) => sectionMarkup(section, sentence, body))}</main>
${scripts.map(
  (script) => markup`<script type="module">${new Markup(script)}</script>
`,
)}</body>
</html>
`.text;
}

/** A release that is older than a table has no section of it. */
function isAnswered({ queries }: Section, { tables }: Release): boolean {
  const published = new Set(tables.map(({ name }) => name));
  const missing = TABLES.filter(({ name }) => !published.has(name));
  return Object.values(queries).every((sql) =>
    missing.every(({ name }) => !new RegExp(`\\b${name}\\b`).test(sql)),
  );
}

const sectionMarkup = (
  { id, title, queries }: Section,
  sentence: Markup,
  body: Markup,
): Markup => markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="sentence">${sentence}</p>
${body}
<details class="queries"><summary>Where these numbers are found</summary>
${Object.entries(queries).map(
  ([name, sql]) =>
    markup`<p>${name}</p><pre tabindex="0"><code data-name="${id}.${name}">${sql.trim()}</code></pre>`,
)}</details>
</section>
`;
