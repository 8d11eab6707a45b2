// @ts-check
// Going about the page by keyboard: from region to region (F6), and along tabs and menus in the
// direction in which they are seen.
import { actions } from './keys.js';

const FOCUSABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';

/** The regions of the page that can be seen, in their order. */
function regions() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll(
    'header.top, .bench-bar, .sheet, .side, footer.foot, main:not(:has(.bench-bar))')])
    .filter((r) => r.offsetParent !== null || getComputedStyle(r).position === 'sticky');
}

/** @param {HTMLElement} region the active segment's field, else the first that takes the focus */
function enter(region) {
  const all = /** @type {HTMLElement[]} */ ([...region.querySelectorAll(
    '.seg.on [contenteditable], .seg.on textarea, .seg.on .num'), ...region.querySelectorAll(FOCUSABLE)]);
  const to = all.find((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.closest('[inert]'));
  if (to) { to.focus(); return; }
  region.tabIndex = -1;
  region.focus();
}

/** @param {number} step */
function cycle(step) {
  const all = regions();
  const here = all.findIndex((r) => r.contains(document.activeElement));
  const from = here < 0 && step < 0 ? 0 : here;
  if (all.length) enter(all[(from + step + all.length) % all.length]);
}

actions.register('next-region', () => cycle(1));
actions.register('prev-region', () => cycle(-1));

/**
 * Which way an arrow goes along a row of things: with the eye, so that in a page written right to
 * left the left arrow is the next.
 * @param {string} key
 * @param {boolean} rtl
 */
export function along(key, rtl) {
  if (key === 'ArrowRight') return rtl ? -1 : 1;
  if (key === 'ArrowLeft') return rtl ? 1 : -1;
  return 0;
}

document.addEventListener('keydown', (e) => {
  const from = e.target;
  if (!(from instanceof HTMLElement) || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
  const row = /** @type {HTMLElement|null} */ (from.closest('.tabs, .top nav, .langs'));
  const menu = /** @type {HTMLElement|null} */ (from.closest('details.menu[open]'));
  if (row && from.closest('a')) {
    go(e, [...row.querySelectorAll('a')], along(e.key, getComputedStyle(row).direction === 'rtl'));
  } else if (menu) {
    const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('summary, a, button')]);
    go(e, items, { ArrowDown: 1, ArrowUp: -1 }[e.key] ?? 0);
  }
});

/**
 * @param {KeyboardEvent} e
 * @param {HTMLElement[]} items
 * @param {number} step
 */
function go(e, items, step) {
  const here = items.findIndex((i) => i === e.target);
  if (step === 0 || here < 0) return;
  e.preventDefault();
  items[(here + step + items.length) % items.length].focus();
}
