// @ts-check
// The termbase: the keys of the rows of proposals and suggestions, and the rows of the form of a concept.
// The pages do the same without this module.
import { waitForJob } from '../js/core/jobwait.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { rowKeys } from '../js/core/rowkeys.js';

const { rows, focusRow, inRow } = rowKeys('.offer');

actions.register('term-next', inRow((row) => focusRow(row, 1)));
actions.register('term-prev', inRow((row) => focusRow(row, -1)));

/** The row that gets the focus when the row that has it is gone. */
let goesOn = -1;

/**
 * Clicks what a row has for an action, after which the row goes.
 * @param {HTMLElement} row
 * @param {string} selector
 */
function settle(row, selector) {
  const button = /** @type {HTMLElement|null} */ (row.querySelector(selector));
  if (!button) return;
  goesOn = rows().indexOf(row);
  button.click();
}

actions.register('term-accept', inRow((row) => settle(row, '[data-accept]')));
// A suggestion is edited in its row, a proposal on its page.
actions.register('term-edit', inRow((row) => {
  const edit = /** @type {HTMLElement|null} */ (row.querySelector('[data-edit]'));
  if (edit instanceof HTMLDetailsElement) openAt(edit, '[name="new-target"]');
  else edit?.click();
}));
// A suggestion is declined at once; of a proposal it is said why.
actions.register('term-decline', inRow((row) => {
  const why = row.querySelector('details:not([data-edit])');
  if (why instanceof HTMLDetailsElement) openAt(why, '[name="reason"]');
  else settle(row, '[data-decline]');
}));

/** Opens a part of a row, and writes in it. @param {HTMLDetailsElement} part @param {string} selector */
function openAt(part, selector) {
  part.open = true;
  const box = /** @type {HTMLInputElement|HTMLTextAreaElement|null} */ (part.querySelector(selector));
  box?.focus();
  box?.select();
}

// What was written in a suggestion is dropped with its fields: it is accepted as the row shows it.
document.addEventListener('toggle', (e) => {
  if (!(e.target instanceof HTMLDetailsElement) || e.target.open || !e.target.matches('.offer [data-edit]')) return;
  for (const field of e.target.querySelectorAll('input')) field.value = field.defaultValue;
}, true);

document.addEventListener('submit', (e) => {
  const row = e.target instanceof Element ? e.target.closest('.offer') : null;
  if (row instanceof HTMLElement) goesOn = rows().indexOf(row);
}, true);

document.addEventListener('fx:swap', (e) => {
  const { ids } = /** @type {CustomEvent} */ (e).detail;
  if (!ids.some((/** @type {string} */ id) => id === 'queue' || id.startsWith('g-'))) return;
  showKeys();
  if (goesOn < 0) return;
  const all = rows();
  (all[Math.min(goesOn, all.length - 1)] ?? /** @type {HTMLElement|null} */ (document.querySelector('#notice .undo button')))?.focus();
  goesOn = -1;
});

// Escape leaves the reason, or what is edited, for its row.
document.addEventListener('keydown', (e) => {
  if (e.key !== 'Escape' || e.isComposing || !(e.target instanceof Element)) return;
  const part = e.target.closest('.offer details');
  if (!(part instanceof HTMLDetailsElement)) return;
  part.open = false;
  /** @type {HTMLElement|null} */ (part.closest('.offer'))?.focus();
});

function showKeys() {
  showKeyNames();
  document.querySelector('[data-by-keys]')?.removeAttribute('hidden');
}

/** @param {Element} row */
const textOf = (row) => /** @type {HTMLInputElement|null} */ (row.querySelector('[name^="text-"]'));

/** The fields of a row follow its language. @param {Element} row */
function follow(row) {
  const lang = /** @type {HTMLSelectElement|null} */ (row.querySelector('[name^="lang-"]'));
  if (!lang) return;
  const write = () => {
    for (const name of ['text', 'short', 'plural']) row.querySelector(`[name^="${name}-"]`)?.setAttribute('lang', lang.value);
  };
  lang.addEventListener('change', write);
}

// The empty rows that are there for those without script are shown one by one.
const list = document.getElementById('concept-rows');
const more = document.getElementById('concept-more');
if (list && more) {
  for (const row of list.children) {
    follow(row);
    if (row instanceof HTMLElement && row.hasAttribute('data-spare')) row.hidden = true;
  }
  more.hidden = false;
  more.addEventListener('click', () => {
    const row = nextRow(list);
    const text = row && textOf(row);
    text?.focus();
  });
}

/** Shows the first row that is hidden, or makes one more. @param {HTMLElement} all */
function nextRow(all) {
  const hidden = /** @type {HTMLElement|null} */ (all.querySelector(':scope > [hidden]'));
  if (hidden) { hidden.hidden = false; return hidden; }
  const last = all.lastElementChild;
  if (!last) return null;
  const number = all.children.length;
  const row = /** @type {HTMLElement} */ (last.cloneNode(true));
  for (const e of row.querySelectorAll('[id], [for], [name]')) {
    for (const name of ['id', 'for', 'name']) {
      const value = e.getAttribute(name);
      if (value !== null) e.setAttribute(name, value.replace(/-\d+$/, `-${number}`));
    }
    e.removeAttribute('aria-invalid');
    e.removeAttribute('aria-describedby');
  }
  for (const e of row.querySelectorAll('.err')) e.remove();
  for (const field of row.querySelectorAll('input')) field.value = '';
  for (const field of row.querySelectorAll('select')) {
    if (!field.name.startsWith('lang-')) field.selectedIndex = 0;
  }
  const legend = row.querySelector('legend');
  if (legend) legend.textContent = legend.textContent?.replace(/[0-9٠-٩]+/, `${number + 1}`) ?? '';
  all.append(row);
  follow(row);
  return row;
}

showKeys();
waitForJob('import');
