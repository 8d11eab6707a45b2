// @ts-check
// Keyboard navigation: F6 moves the focus from region to region, arrow keys move it along tabs and
// menus in the direction in which they are seen.
import { actions } from './keys.js';

const FOCUSABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';

/** The visible regions of the page, in their order. */
function regions() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll(
    'header.top, .bench-bar, .sheet, .side, footer.foot, main:not(:has(.bench-bar, .sheet))')])
    .filter((r) => r.offsetParent !== null || getComputedStyle(r).position === 'sticky');
}

/** Focuses the active segment's field in a region, else its first focusable element. @param {HTMLElement} region */
function focusRegion(region) {
  const all = /** @type {HTMLElement[]} */ ([...region.querySelectorAll(
    '.seg.on [contenteditable], .seg.on textarea, .seg.on .num'), ...region.querySelectorAll(FOCUSABLE)]);
  const to = all.find((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.closest('[inert]'));
  if (to) { to.focus(); return; }
  region.tabIndex = -1;
  region.focus();
}

/** @param {number} step */
function focusNextRegion(step) {
  const all = regions();
  const here = all.findIndex((r) => r.contains(document.activeElement));
  const from = here < 0 && step < 0 ? 0 : here;
  if (all.length) focusRegion(all[(from + step + all.length) % all.length]);
}

actions.register('next-region', () => focusNextRegion(1));
actions.register('prev-region', () => focusNextRegion(-1));

/**
 * The step of an arrow key along a row of links: in a page written right to left the left arrow
 * leads to the next one.
 * @param {string} key
 * @param {boolean} rtl
 */
export function arrowStep(key, rtl) {
  if (key === 'ArrowRight') return rtl ? -1 : 1;
  if (key === 'ArrowLeft') return rtl ? 1 : -1;
  return 0;
}

document.addEventListener('keydown', (e) => {
  const from = e.target;
  if (!(from instanceof HTMLElement) || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
  const bar = /** @type {HTMLElement|null} */ (from.closest('.tabs, .top nav, .langs'));
  const menu = /** @type {HTMLElement|null} */ (from.closest('details.menu[open]'));
  if (bar && from.closest('a')) {
    focusSibling(e, [...bar.querySelectorAll('a')], arrowStep(e.key, getComputedStyle(bar).direction === 'rtl'));
  } else if (menu) {
    const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('summary, a, button')]);
    focusSibling(e, items, { ArrowDown: 1, ArrowUp: -1 }[e.key] ?? 0);
  }
});

/**
 * @param {KeyboardEvent} e
 * @param {HTMLElement[]} items
 * @param {number} step
 */
function focusSibling(e, items, step) {
  const here = items.findIndex((i) => i === e.target);
  if (step === 0 || here < 0) return;
  e.preventDefault();
  items[(here + step + items.length) % items.length].focus();
}
