/** One of several tables that tell the same in other units: a choice above them. Without it all are there. */

function addSwitch(variants, number) {
  const choices = [...variants.children].filter((child) => child.classList.contains('variant'));
  const choose = (chosen) => {
    for (const variant of choices) variant.hidden = variant !== chosen;
  };
  // Without a script all but the first are folded away.
  for (const fold of variants.querySelectorAll(':scope > .variant > details')) {
    fold.open = true;
    fold.querySelector('summary').hidden = true;
  }
  const group = document.createElement('fieldset');
  group.className = 'switch';
  const legend = document.createElement('legend');
  legend.textContent = 'Show';
  group.append(legend);
  for (const variant of choices) {
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = `switch-${number}`;
    input.checked = variant === choices[0];
    input.addEventListener('change', () => choose(variant));
    const label = document.createElement('label');
    label.append(input, ` ${variant.dataset.label}`);
    group.append(label);
  }
  variants.prepend(group);
  choose(choices[0]);
}

let number = 0;
for (const variants of document.querySelectorAll('.variants')) addSwitch(variants, ++number);
