// @ts-check
// Choosing many segments of the review.

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[name="seg"]')]);
const every = () => /** @type {HTMLInputElement|null} */ (document.querySelector('input[name="every"]'));

/** Says how many are chosen. */
export function showChosen() {
  const said = document.getElementById('chosen');
  const chosen = boxes().filter((b) => b.checked).length;
  if (!said) return;
  said.dataset.hint ??= said.textContent ?? '';
  said.textContent = chosen ? `${said.dataset.said} ${chosen}` : said.dataset.hint;
}

/**
 * Keeps what is chosen while rows are replaced.
 * @param {() => void} change
 */
export function keepChosen(change) {
  const chosen = new Set(boxes().filter((b) => b.checked).map((b) => b.value.split(':')[0]));
  const all = every()?.checked ?? false;
  change();
  for (const b of boxes()) if (chosen.has(b.value.split(':')[0])) b.checked = true;
  const now = every();
  if (now && all) now.checked = true;
}

for (const label of document.querySelectorAll('[data-all]')) /** @type {HTMLElement} */ (label).hidden = false;

document.addEventListener('change', (e) => {
  const box = e.target;
  if (!(box instanceof HTMLInputElement)) return;
  if (box.id === 'all' || box.name === 'every') for (const b of boxes()) b.checked = box.checked;
  showChosen();
});

// Enter in a box that is ticked would press the form's first button.
document.addEventListener('keydown', (e) => {
  const box = e.target;
  if (e.key === 'Enter' && box instanceof HTMLInputElement && box.type === 'checkbox' && box.form?.id === 'bulk') e.preventDefault();
});

// A choice of all that the filter lets through is sent as such, with what was unticked of it: a book
// has more segments than a form may have fields.
document.getElementById('bulk')?.addEventListener('submit', (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target);
  const except = /** @type {HTMLInputElement|null} */ (form.querySelector('input[name="except"]'));
  if (!every()?.checked || !except) return;
  except.value = boxes().filter((b) => !b.checked).map((b) => b.value.split(':')[0]).join(' ');
  for (const b of boxes()) b.disabled = true;
});
window.addEventListener('pageshow', () => { for (const b of boxes()) b.disabled = false; });
