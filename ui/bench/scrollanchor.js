// @ts-check
// Keeps the scroll position of the row that the reader looks at while rows above it change.

const FRAMES = 4; // in which rows may still change their heights

/** The row to keep in place: the active one if it is visible, else the one in the middle. */
function anchorRow() {
  const on = document.querySelector('.seg.on');
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
  // The browser's own scroll anchoring keeps the top of the window in place: it must not interfere.
  const root = document.documentElement;
  root.classList.add('steady');
  const result = change();
  // A new row gets its final height when the browser finds it in view.
  let frames = FRAMES;
  const correct = () => {
    const current = row && document.getElementById(row.id);
    const offset = current ? current.getBoundingClientRect().top - top : 0;
    if (offset) scrollBy({ top: offset, behavior: 'instant' });
    frames -= 1;
    if (frames > 0) requestAnimationFrame(correct);
    else root.classList.remove('steady');
  };
  correct();
  return result;
}
