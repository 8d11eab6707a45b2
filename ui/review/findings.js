// @ts-check
// The findings of checks in the review: a key goes from one to the next in the open row, or to the next row that has some.
import { announce } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import { active, open } from './rows.js';

/** @param {Element|null} row */
const foundIn = (row) => /** @type {HTMLDetailsElement|null} */ (row?.querySelector('details[data-found]') ?? null);

/** @param {string} none what is said where nothing was found */
export function followFindings(none) {
  actions.register('review-finding', () => {
    const row = active();
    const list = foundIn(row);
    if (!list) { openNext(row, none); return true; }
    goToNext(list);
    return true;
  });
}

/** Opens the next row with findings. @param {Element|null} row @param {string} none */
function openNext(row, none) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.rev')]);
  const at = rows.findIndex((r) => r === row);
  const next = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((r) => foundIn(r));
  if (!next) { announce(none); return; }
  open(next);
  goToNext(/** @type {HTMLDetailsElement} */ (foundIn(next)));
}

/** Shows the finding after the one with the focus, and says it. @param {HTMLDetailsElement} list */
function goToNext(list) {
  list.open = true;
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('.finding')]);
  const at = all.findIndex((f) => f.contains(document.activeElement));
  const next = all[(at + 1) % all.length];
  next.tabIndex = -1;
  next.focus();
}
