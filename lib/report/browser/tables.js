/** Sorting and filtering of lists. The page is whole without it. */

const collator = new Intl.Collator('en', { numeric: true });

/** A new element with these attributes and this text. */
function made(name, attributes = {}, text = '') {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

/** What a cell is sorted by: the exact value behind what is shown; undefined where nothing was measured. */
function exactValue(cell) {
  const data = cell.querySelector('data');
  if (data) return Number(data.value);
  const text = cell.querySelector('time')?.dateTime ?? cell.textContent;
  return text === '–' ? undefined : text;
}

/** Unknown values come last in both directions; equal ones stay in their order. */
function compare(a, b, direction) {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(a, b));
}

function sort(table, head, isAscending) {
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, value: exactValue(row.cells[head.cellIndex]) }));
  keyed.sort((a, b) => compare(a.value, b.value, isAscending ? 1 : -1));
  body.append(...keyed.map(({ row }) => row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
}

/** Numbers begin with the largest, text at its beginning; the same button again turns the order round. */
function addSorting(table) {
  for (const head of table.tHead.rows[0].cells) {
    const button = made('button', { type: 'button' }, head.textContent);
    button.addEventListener('click', () => {
      const former = head.getAttribute('aria-sort');
      sort(table, head, former ? former === 'descending' : !head.classList.contains('number'));
    });
    head.replaceChildren(button);
  }
}

/** Text as it is searched: without case and accents. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function addFilter(table) {
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    text: plain([...row.cells].map((cell) => cell.textContent).join(' ')),
  }));
  const label = made('label', {}, 'Only rows with ');
  const input = made('input', { type: 'search' });
  const count = made('output', { 'aria-live': 'polite' });
  const filter = () => {
    const words = plain(input.value).split(/\s+/);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    count.textContent = `Rows shown: ${rows.filter(({ row }) => !row.hidden).length} of ${rows.length}`;
  };
  input.addEventListener('input', filter);
  filter();
  label.append(input);
  const form = made('div', { class: 'filter', role: 'search', 'aria-label': table.caption.textContent });
  form.append(label, count);
  table.closest('.scroll').before(form);
}

for (const table of document.querySelectorAll('table.sortable')) addSorting(table);
for (const table of document.querySelectorAll('table.filterable')) addFilter(table);
