// @ts-check
// The typing lock: while another person types in a segment its form is read-only, with a button that
// takes the lock over. The lock is advice; the versions of saves protect the texts.
import { announce } from '../js/core/fragment.js';

/** The last announcement: a row that is replaced keeps its lock without another one. */
let lastSaid = '';

/**
 * Locks a row, or updates the name on a locked one.
 * @param {HTMLElement} row
 * @param {{name: string, pattern: string, takeOver: string}} words pattern: "% is writing here";
 *   takeOver is the label of the button
 * @param {() => void} takeOver
 */
export function showLock(row, { name, pattern, takeOver: takeLabel }, takeOver) {
  const sentence = pattern.replace('%', name);
  const old = row.querySelector('.veil');
  if (old) {
    const text = /** @type {HTMLElement} */ (old.firstElementChild);
    if (text.textContent !== sentence) text.textContent = sentence;
    return;
  }
  const form = row.querySelector('form[data-edit]');
  const repeated = lastSaid === row.id + sentence;
  const hadFocus = repeated ? document.activeElement === document.body : form?.contains(document.activeElement);
  lastSaid = row.id + sentence;
  const bar = document.createElement('div');
  bar.className = 'veil';
  const text = document.createElement('p');
  text.textContent = sentence;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn main';
  button.textContent = takeLabel;
  button.addEventListener('click', takeOver);
  bar.append(text, button);
  row.prepend(bar);
  row.classList.add('veiled');
  form?.setAttribute('inert', '');
  if (!repeated) announce(sentence);
  // A person who was typing here can take over by one key.
  if (hadFocus) button.focus({ preventScroll: true });
}

/**
 * Unlocks a row.
 * @param {HTMLElement} row
 * @returns {boolean} whether the focus was on it
 */
export function hideLock(row) {
  const bar = row.querySelector('.veil');
  if (!bar) return false;
  const hadFocus = bar.contains(document.activeElement);
  lastSaid = '';
  bar.remove();
  row.classList.remove('veiled');
  row.querySelector('form[data-edit]')?.removeAttribute('inert');
  return hadFocus;
}

/** @param {HTMLElement|null} row */
export const isLocked = (row) => row?.classList.contains('veiled') ?? false;
