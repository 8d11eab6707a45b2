// @ts-check
// Where the page is scrolled to: the row in view stays in place while rows above it change, and a row
// that is opened by a key is put where the next source can be read as well.

const FRAMES = 4; // in which rows may still get their heights: the browser measures those in view only
const GAP = 8; // px between a row and a bar
const PLACE = 1 / 3; // of the window's height between the bar and the top of a row that is opened

/** The run of corrections that is on: a new one ends it. */
let current = 0;

/** The row to keep in place: the active one if it is visible, else the one in the middle. */
function anchorRow() {
  const on = document.querySelector('.seg.on, .range-end');
  const box = on?.getBoundingClientRect();
  if (on && box && box.bottom > 0 && box.top < innerHeight) return on;
  return document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.seg') ?? null;
}

/**
 * Changes rows, and scrolls by the distance that the row in view was moved.
 * @template T
 * @param {() => T} change
 * @returns {T}
 */
export function keepScrollPosition(change) {
  const row = anchorRow();
  const top = row?.getBoundingClientRect().top ?? 0;
  document.documentElement.classList.add('steady'); // as in correct, which ends it
  const result = change();
  correct(() => {
    const now = row && document.getElementById(row.id);
    return now ? now.getBoundingClientRect().top - top : 0;
  });
  return result;
}

/**
 * Scrolls to a row that was opened by a key, once, to about a third of the window's height. A row that
 * is too tall for the rest of the window goes up until its end is in view.
 * @param {HTMLElement} row
 */
export function scrollToRow(row) {
  correct(() => {
    const { top, height } = row.getBoundingClientRect();
    const [from, to] = clearArea();
    return top - Math.max(from, Math.min(from + (to - from) * PLACE, to - height));
  });
}

/**
 * Scrolls as little as shows a row: one that was clicked stays under the pointer.
 * @param {HTMLElement} row
 */
export function revealRow(row) {
  correct(() => {
    const { top, bottom, height } = row.getBoundingClientRect();
    const [from, to] = clearArea();
    if (top < from || height > to - from) return top - from;
    return Math.max(0, bottom - to);
  });
}

/** The part of the window that no bar covers, from top to bottom. @returns {[number, number]} */
function clearArea() {
  const bar = document.querySelector('.top');
  const top = bar && getComputedStyle(bar).position === 'sticky' ? bar.getBoundingClientRect().height : 0;
  const foot = document.querySelector('.foot')?.getBoundingClientRect();
  return [top + GAP, innerHeight - (foot?.height ?? 0) - GAP];
}

/**
 * Scrolls by an offset now and in the next frames, until the person scrolls.
 * @param {() => number} offset
 */
function correct(offset) {
  const run = ++current;
  // The browser's own scroll anchoring keeps the top of the window in place: it must not interfere.
  const root = document.documentElement;
  root.classList.add('steady');
  let frames = FRAMES;
  let at = scrollY;
  const step = () => {
    if (run !== current) return;
    const scrolled = Math.abs(scrollY - at) > 1;
    const by = scrolled ? 0 : offset();
    if (by) scrollBy({ top: by, behavior: 'instant' });
    at = scrollY;
    frames -= 1;
    if (frames > 0 && !scrolled) requestAnimationFrame(step);
    else root.classList.remove('steady');
  };
  step();
}
