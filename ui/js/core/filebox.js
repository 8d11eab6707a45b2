// @ts-check
// A field for files speaks the language of the page and not that of the browser: over a
// button and the names of what was chosen lies the browser's own field, unseen, for the mouse, the
// keyboard and those who listen; without this module it is what one sees.

/** @param {HTMLInputElement} input */
function dress(input) {
  if (input.closest('.filebox')) return;
  const { choose = '', none = '' } = document.body.dataset;
  const box = document.createElement('span');
  box.className = 'filebox';
  const button = document.createElement('span'); // one label names the field already
  button.className = 'btn';
  button.setAttribute('aria-hidden', 'true');
  button.textContent = choose;
  const names = document.createElement('span');
  names.className = 'names';
  names.textContent = none;
  input.replaceWith(box);
  box.append(input, button, names);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    names.replaceChildren(...files.flatMap((file, i) => {
      const name = document.createElement('bdi');
      name.textContent = file.name;
      return i > 0 ? [' · ', name] : [name];
    }));
    if (files.length === 0) names.textContent = none;
  });
}

const dressAll = () => {
  for (const input of document.querySelectorAll('input[type="file"][id]')) {
    if (input instanceof HTMLInputElement) dress(input);
  }
};

document.addEventListener('fx:swap', dressAll);
dressAll();
