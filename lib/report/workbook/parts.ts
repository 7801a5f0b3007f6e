/** The small parts of a workbook: what it consists of, and how its parts hang together. */
import type { Release } from '../section.ts';
import { STYLES_XML } from './formats.ts';
import { rangeOf, type Sheet, sheetXml } from './sheet.ts';
import { newStrings, textXml } from './strings.ts';
import type { Entry } from './zip.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetPath = (index: number): string => `worksheets/sheet${index + 1}.xml`;

/** All parts in their order; the texts last, since the sheets say which there are. */
export async function* partsOf(sheets: readonly Sheet[], release: Release): AsyncGenerator<Entry> {
  const strings = newStrings();
  const part = (name: string, ...xml: string[]): Entry => ({ name, content: [DECLARATION, ...xml] });
  yield part('[Content_Types].xml', contentTypes(sheets));
  yield part(
    '_rels/.rels',
    relations(
      [`${DOCUMENT}/officeDocument`, 'xl/workbook.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ),
  );
  yield part('docProps/core.xml', properties(release));
  yield part('xl/workbook.xml', workbook(sheets));
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations(
      ...sheets.map((_, i): [string, string] => [`${DOCUMENT}/worksheet`, sheetPath(i)]),
      [`${DOCUMENT}/styles`, 'styles.xml'],
      [`${DOCUMENT}/sharedStrings`, 'sharedStrings.xml'],
    ),
  );
  yield part('xl/styles.xml', STYLES_XML);
  for (const [i, sheet] of sheets.entries()) {
    yield { name: `xl/${sheetPath(i)}`, content: declared(sheetXml(sheet, strings, i === 0)) };
  }
  yield { name: 'xl/sharedStrings.xml', content: declared(strings.xml()) };
}

async function* declared(content: Entry['content']): AsyncGenerator<string> {
  yield DECLARATION;
  yield* content;
}

const contentTypes = (sheets: readonly Sheet[]): string =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['xl/workbook.xml', `${TYPE}.sheet.main+xml`],
    ['xl/styles.xml', `${TYPE}.styles+xml`],
    ['xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`],
    ...sheets.map((_, i) => [`xl/${sheetPath(i)}`, `${TYPE}.worksheet+xml`]),
  ]
    .map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`)
    .join('')}</Types>`;

/** Relations get the names rId1, rId2 and so on. */
const relations = (...targets: [type: string, target: string][]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** The day that the numbers are of stands for the time of making, which nobody may see in the bytes. */
const properties = ({ release_id, as_of_date }: Release): string => {
  const time = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${as_of_date}T00:00:00Z</dcterms:${name}>`;
  return `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Customers as of ${as_of_date}</dc:title><dc:creator>Patronage</dc:creator><dc:identifier>${textXml(release_id)}</dc:identifier>${time('created')}${time('modified')}</cp:coreProperties>`;
};

/** Programs look for the range of a filter under a hidden name, too. */
const workbook = (sheets: readonly Sheet[]): string => {
  const list = sheets.map(({ name }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const filters = sheets.map(
    (sheet, i) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${sheet.name}'!${rangeOf(sheet, '$')}</definedName>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
};
