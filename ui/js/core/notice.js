// @ts-check
// The notice of what was just done ("saved") goes by itself once it could be read, since it would
// cover what comes next. One that offers to take it back stays, and so do those of
// what went wrong.

const LEAST = 5000; // ms
const PER_LETTER = 80; // ms: what a screen reader needs for one

/**
 * How long a notice stays. @param {string} text @returns {number} ms
 */
export const readingTime = (text) => LEAST + PER_LETTER * text.length;

/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
/** The notice that the timer is of. @type {Element|null} */
let current = null;

const goes = () => document.querySelector('#notice:not(:has(.undo)) > .notice[data-kind="ok"]');

/** Whether the notice is being looked at. @param {Element} notice */
const isHeld = (notice) => document.hidden || notice.matches(':hover, :focus-within');

/** Starts the time of a notice that is new on the page. */
function watch() {
  const notice = goes();
  if (notice === current) return;
  clearTimeout(timer);
  current = notice;
  if (notice) start(notice);
}

/** Says the notice that the page came with: screen readers pass over a status that was there. */
function sayFirst() {
  const text = document.querySelector('#notice > .notice')?.textContent?.trim();
  const live = document.getElementById('live');
  if (text && live) setTimeout(() => { live.textContent ||= text; }, 300);
}

/** @param {Element} notice */
function start(notice) {
  timer = setTimeout(() => {
    if (isHeld(notice)) { start(notice); return; }
    const box = notice.parentElement;
    const live = document.getElementById('live');
    const remove = () => {
      if (notice.isConnected) box?.replaceChildren();
      if (live && live.textContent === notice.textContent?.trim()) live.textContent = ''; // a reader may come upon it
    };
    notice.addEventListener('transitionend', remove);
    notice.classList.add('going');
    // Without the transition, as where motion is unwanted, it goes at once.
    if (!notice.getAnimations().length) remove();
  }, readingTime(notice.textContent?.trim() ?? ''));
}

if (typeof document !== 'undefined') {
  document.addEventListener('fx:swap', watch);
  watch();
  sayFirst();
}
