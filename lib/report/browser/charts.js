/** Values at the pointer, or at the arrow keys: what the table behind a picture has for a position. */

/** A name with its value; nothing where there is none. */
function lineOf(name, value) {
  if (value === '') return [];
  const [term, definition] = [document.createElement('dt'), document.createElement('dd')];
  term.textContent = name;
  definition.textContent = value;
  return [term, definition];
}

const textOf = (cell) => cell.textContent.trim();

/** Lines of the tooltip by label: of the rows that it heads, else of the column that it heads. */
function linesByLabel(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const lines = new Map();
  for (const [i, head] of heads.entries())
    lines.set(textOf(head), () => rows.flatMap(({ cells }) => lineOf(textOf(cells[0]), textOf(cells[i]))));
  for (const { cells } of rows)
    lines.set(textOf(cells[0]), () => heads.flatMap((head, i) => lineOf(textOf(head), textOf(cells[i]))));
  return lines;
}

function addTooltip(figure, table) {
  const picture = figure.querySelector('svg');
  const positions = [...picture.querySelectorAll('.position')];
  const lines = linesByLabel(table);
  const tooltip = document.createElement('div');
  tooltip.className = 'tooltip';
  tooltip.hidden = true;
  tooltip.setAttribute('role', 'status');
  figure.append(tooltip);
  let chosen = -1;

  const choose = (next) => {
    positions[chosen]?.classList.remove('chosen');
    const found = lines.get(positions[next]?.dataset.label);
    chosen = next;
    tooltip.hidden = !found;
    if (!found) return;
    positions[next].classList.add('chosen');
    const list = document.createElement('dl');
    list.append(...found());
    tooltip.replaceChildren(list);
    // On the other half, so that it does not hide what it is about.
    tooltip.classList.toggle('at-left', next >= positions.length / 2);
    tooltip.classList.toggle('at-right', next < positions.length / 2);
  };
  const hide = () => choose(-1);

  for (const [i, position] of positions.entries()) position.addEventListener('pointerenter', () => choose(i));
  picture.addEventListener('pointerleave', hide);
  picture.addEventListener('blur', hide);
  picture.setAttribute('tabindex', '0');
  picture.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') choose(Math.min(chosen + 1, positions.length - 1));
    if (key === 'ArrowLeft') choose(Math.max(chosen - 1, 0));
    if (key === 'Escape') hide();
  });
  // The browser would show the title at the pointer, over the values.
  picture.setAttribute('aria-label', picture.querySelector('title').textContent);
  picture.removeAttribute('aria-labelledby');
  picture.setAttribute('aria-describedby', picture.querySelector('desc').id);
  picture.querySelector('title').remove();
}

for (const figure of document.querySelectorAll('figure')) {
  const next = figure.nextElementSibling;
  const table = next?.matches('details.numbers') && next.querySelector('table');
  if (table) addTooltip(figure, table);
}
