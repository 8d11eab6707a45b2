// @ts-check
// Progress of a request that takes long: after 400 ms a bar at the top, after 3 s a sentence too.

const BAR_AFTER = 400; // ms
const WORDS_AFTER = 3000; // ms

/** Starts to show progress. @returns {() => void} stops it */
export function showProgress() {
  const bar = document.createElement('div');
  bar.className = 'busy-bar';
  const words = document.createElement('p');
  words.className = 'busy-words';
  words.textContent = document.body.dataset.slow ?? '';
  const live = document.getElementById('live');
  const timers = [
    setTimeout(() => document.body.append(bar), BAR_AFTER),
    setTimeout(() => {
      document.body.append(words);
      if (live) live.textContent = words.textContent;
    }, WORDS_AFTER),
  ];
  return () => {
    timers.forEach(clearTimeout);
    bar.remove();
    words.remove();
  };
}

/**
 * Shows progress while a form that posts is answered by a new page. It listens on the window, which
 * an event reaches last: by then the page's own modules, which listen on the document and load
 * later, have prevented what they send themselves.
 */
export function watchForms() {
  let stop = () => {};
  addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== 'post') return;
    stop();
    stop = showProgress();
  });
  // The browser may show a page again from its back-forward cache.
  addEventListener('pageshow', () => stop());
}

/** Shows the offline notice; the workbench has its own status bar for that. */
export function watchNetwork() {
  const notice = document.getElementById('away');
  if (!notice || document.querySelector('[data-bench]')) return;
  const show = (/** @type {boolean} */ offline) => { notice.hidden = !offline; };
  addEventListener('offline', () => show(true));
  addEventListener('online', () => show(false));
  document.addEventListener('fx:fail', (event) => {
    if (/** @type {CustomEvent} */ (event).detail.status === 0) show(true);
  });
  document.addEventListener('fx:swap', () => show(false));
  show(!navigator.onLine);
}
