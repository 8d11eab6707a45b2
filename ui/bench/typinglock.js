// @ts-check
// The soft lock: while somebody else writes in a segment its form is there to be read, and a
// button takes it over. It is advice; what keeps texts apart is the version every save names.
import { announce } from '../js/core/fragment.js';

/** What was said last: a row that is put in place anew keeps its veil without a word. */
let last = '';

/**
 * Veils a row, or says who it is now.
 * @param {HTMLElement} row
 * @param {{name: string, writes: string, take: string}} words writes: "% is writing here"
 * @param {() => void} take
 */
export function veil(row, { name, writes, take: word }, take) {
  const said = writes.replace('%', name);
  const old = row.querySelector('.veil');
  if (old) {
    const text = /** @type {HTMLElement} */ (old.firstElementChild);
    if (text.textContent !== said) text.textContent = said;
    return;
  }
  const form = row.querySelector('form[data-edit]');
  const again = last === row.id + said;
  const inside = again ? document.activeElement === document.body : form?.contains(document.activeElement);
  last = row.id + said;
  const bar = document.createElement('div');
  bar.className = 'veil';
  const text = document.createElement('p');
  text.textContent = said;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn main';
  button.textContent = word;
  button.addEventListener('click', take);
  bar.append(text, button);
  row.prepend(bar);
  row.classList.add('veiled');
  form?.setAttribute('inert', '');
  if (!again) announce(said);
  // Whoever was about to type is one key away from it.
  if (inside) button.focus({ preventScroll: true });
}

/**
 * Takes the veil off.
 * @param {HTMLElement} row
 * @returns {boolean} whether the focus was on it
 */
export function unveil(row) {
  const bar = row.querySelector('.veil');
  if (!bar) return false;
  const had = bar.contains(document.activeElement);
  last = '';
  bar.remove();
  row.classList.remove('veiled');
  row.querySelector('form[data-edit]')?.removeAttribute('inert');
  return had;
}

/** @param {HTMLElement|null} row */
export const veiled = (row) => row?.classList.contains('veiled') ?? false;
