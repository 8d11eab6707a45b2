// @ts-check
// The order of a book: its buttons move an article at once, and the address keeps the form. Without this
// module each button loads the page in the new order.
import { announce } from '../js/core/fragment.js';

const form = /** @type {HTMLFormElement|null} */ (document.getElementById('book'));
const list = document.getElementById('order');

/** @param {Element} item @param {string} direction */
const button = (item, direction) => /** @type {HTMLButtonElement} */ (
  item.querySelector(`button[name="move"][value^="${direction} "]`));

/**
 * Moves an item by one place; the focus stays on its button, or goes to the other one at an end.
 * @param {HTMLElement} item
 * @param {string} direction
 */
function move(item, direction) {
  const other = direction === 'up' ? item.previousElementSibling : item.nextElementSibling;
  if (!list || !other) return;
  if (direction === 'up') other.before(item);
  else other.after(item);
  const items = [...list.children];
  const places = (list.dataset.places ?? '').trim().split(' ');
  items.forEach((each, i) => {
    const place = each.querySelector('.place');
    if (place) place.textContent = places[i] ?? '';
    button(each, 'up').disabled = i === 0;
    button(each, 'down').disabled = i === items.length - 1;
  });
  const same = button(item, direction);
  (same.disabled ? button(item, direction === 'up' ? 'down' : 'up') : same).focus();
  item.scrollIntoView({ block: 'nearest' });
  announce(`${list.dataset.moved} ${places[items.indexOf(item)] ?? ''}`);
}

/** Keeps the form in the address, so that the page is the same when it is loaded again. */
function keep() {
  if (!form) return;
  const query = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  history.replaceState(null, '', `/collection?${query}`);
}

list?.addEventListener('click', (e) => {
  const at = e.target instanceof Element ? e.target.closest('button[name="move"]') : null;
  const item = at?.closest('li');
  if (!(at instanceof HTMLButtonElement) || !item) return;
  e.preventDefault();
  move(item, at.value.split(' ')[0]);
  keep();
});
form?.addEventListener('change', keep);
