/** What a test asks a page about itself: run in the page, before its questions. */

/** Every cell of plain tables and every figure elsewhere, with where it says that it is found. */
function figuresShown() {
  const figureOf = (query, row, column, place) => ({
    ...{ query, row, column, text: place.textContent },
    exact: place.querySelector('data')?.value ?? place.querySelector('time')?.dateTime,
  });
  const inTables = [...document.querySelectorAll('table[data-query]')].flatMap((table) =>
    [...table.tBodies[0].rows].flatMap((row, i) =>
      [...row.cells].map((cell, k) =>
        figureOf(table.dataset.query, i, table.tHead.rows[0].cells[k].dataset.column, cell),
      ),
    ),
  );
  const elsewhere = [...document.querySelectorAll('[data-query][data-row]')].map((place) =>
    figureOf(place.dataset.query, Number(place.dataset.row), place.dataset.column, place),
  );
  return [...inTables, ...elsewhere];
}

/** The queries of all sections by their names. */
const queriesShown = () =>
  Object.fromEntries(
    [...document.querySelectorAll('code[data-name]')].map((code) => [code.dataset.name, code.textContent]),
  );

/** How many rows each plain table has, by its query. */
const rowsShown = () =>
  [...document.querySelectorAll('table[data-query]')].map((table) => [
    table.dataset.query,
    table.tBodies[0].rows.length,
  ]);

/** By how many pixels the page is wider than its window. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** What is written in pictures and does not fit into them. */
function textCutOff() {
  const cut = (text) => {
    const [own, picture] = [text, text.closest('svg')].map((found) => found.getBoundingClientRect());
    return own.width > 0 && (own.left < picture.left - 0.5 || own.right > picture.right + 0.5);
  };
  return [...document.querySelectorAll('figure > svg text')].filter(cut).map((text) => text.textContent);
}

function openFolds() {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
}

function showVariants() {
  for (const variant of document.querySelectorAll('.variant')) variant.hidden = false;
}

/** Takes out what is printed on sheets across, so that the rest can be looked at on an upright one. */
function removeSheetsAcross() {
  for (const region of document.querySelectorAll('.scroll'))
    if (getComputedStyle(region).page === 'across') region.remove();
}

/** Of the list of customers who are overdue, the values of a column in the rows that are shown. */
function listed(column) {
  const table = document.querySelector('table[data-query="tasks.overdue"]');
  const { cellIndex } = table.querySelector(`th[data-column="${column}"]`);
  return [...table.tBodies[0].rows]
    .filter((row) => !row.hidden)
    .map(({ cells }) => cells[cellIndex].querySelector('data')?.value ?? cells[cellIndex].textContent);
}

/** Leaves a dozen rows of each plain table: the others are made in the same way, and each costs time. */
function shortenTables() {
  for (const row of document.querySelectorAll('table[data-query] tbody tr:nth-child(n + 13)')) row.remove();
}

/** The rules of accessibility that are broken, each with where. */
async function violations(options) {
  const found = await axe.run({ resultTypes: ['violations'], ...options });
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
}

globalThis.inPage = {
  ...{ figuresShown, queriesShown, rowsShown, openFolds, showVariants, overflow, removeSheetsAcross },
  ...{ listed, shortenTables, textCutOff, violations },
};
