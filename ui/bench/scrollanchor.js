// @ts-check
// Keeps what the reader looks at where it is while rows above it change.

const FRAMES = 4;

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
  // Browsers that do this by themselves hold on to what is on top, and would do it twice.
  const root = document.documentElement;
  root.classList.add('steady');
  const done = change();
  // A new row is laid out for good when the browser has seen that it is in sight.
  let frames = FRAMES;
  const hold = () => {
    const now = row && document.getElementById(row.id);
    const by = now ? now.getBoundingClientRect().top - top : 0;
    if (by) scrollBy({ top: by, behavior: 'instant' });
    frames -= 1;
    if (frames > 0) requestAnimationFrame(hold);
    else root.classList.remove('steady');
  };
  hold();
  return done;
}
