// @ts-check
// Keeps what the reader looks at where it is while rows above it change.

/** The row to hold on to: the active one if it can be seen, else the one in the middle. */
function held() {
  const on = document.querySelector('.seg.on');
  const box = on?.getBoundingClientRect();
  if (on && box && box.bottom > 0 && box.top < innerHeight) return on;
  return document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.seg') ?? null;
}

/**
 * Does something to rows, and scrolls by as much as they pushed what the reader looks at.
 * @template T
 * @param {() => T} change
 * @returns {T}
 */
export function steady(change) {
  const row = held();
  const top = row?.getBoundingClientRect().top ?? 0;
  const done = change();
  const now = row && document.getElementById(row.id);
  if (now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: 'instant' });
  return done;
}
