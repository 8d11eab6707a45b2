// @ts-check
// Names to choose from while one writes an @ in a comment: buttons below the field, the next stop of
// Tab. Without them an @ and a name typed by hand say the same.
import { announce } from '../core/fragment.js';
import { fold, rank } from '../core/rank.js';

const MOST = 5; // names at once

/** @type {Promise<{label: string, names: string[]}>|undefined} */
let people; // asked for once a page

/**
 * What is written after the last @ before the caret; null where there is none. In an address the @
 * follows a letter.
 * @param {string} before the text up to the caret
 * @returns {string|null}
 */
function mentionBefore(before) {
  return /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u.exec(before)?.[1] ?? null;
}

/** @param {HTMLTextAreaElement} area */
function listOf(area) {
  const next = area.nextElementSibling;
  return next instanceof HTMLElement && next.classList.contains('mentions') ? next : null;
}

/** @param {HTMLTextAreaElement} area */
async function offer(area) {
  const written = mentionBefore(area.value.slice(0, area.selectionStart));
  if (written === null) return listOf(area)?.remove();
  people ??= fetch('/notices/names').then((answer) => answer.json());
  const { label, names } = await people.catch(() => ({ label: '', names: [] }));
  if (mentionBefore(area.value.slice(0, area.selectionStart)) !== written) return; // written on since
  listOf(area)?.remove();
  const found = rank(written, names, (name) => name).slice(0, MOST)
    .filter((name) => fold(name) !== fold(written).trim());
  if (found.length === 0) return;
  const list = document.createElement('div');
  list.className = 'mentions row tight';
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', label);
  for (const name of found) list.append(buttonFor(area, name));
  area.after(list);
  announce(`${label} ${found.join(', ')}`);
}

/** @param {HTMLTextAreaElement} area @param {string} name */
function buttonFor(area, name) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn';
  button.dir = 'auto';
  button.textContent = name;
  button.addEventListener('click', () => {
    const caret = area.selectionStart;
    const written = mentionBefore(area.value.slice(0, caret));
    area.focus();
    if (written === null) return;
    area.setRangeText(`${name} `, caret - written.length, caret, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    listOf(area)?.remove();
  });
  return button;
}

document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.matches('form[data-comment] textarea')) offer(target);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const list of document.querySelectorAll('.mentions')) list.remove();
});
