// @ts-check
// What takes long says so: after 400 ms by a bar at the top, after 3 s in words too.

const BAR = 400;
const WORDS = 3000;

/** @returns {() => void} ends it */
export function slow() {
  const bar = document.createElement('div');
  bar.className = 'busy-bar';
  const words = document.createElement('p');
  words.className = 'busy-words';
  words.textContent = document.body.dataset.slow ?? '';
  const live = document.getElementById('live');
  const timers = [
    setTimeout(() => document.body.append(bar), BAR),
    setTimeout(() => {
      document.body.append(words);
      if (live) live.textContent = words.textContent;
    }, WORDS),
  ];
  return () => {
    timers.forEach(clearTimeout);
    bar.remove();
    words.remove();
  };
}

/** A form that is sent as a page, and not as a download, keeps its reader waiting like any other. */
export function watchForms() {
  let end = () => {};
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== 'post') return;
    end();
    end = slow();
  });
  // Whoever comes back to a page that the browser kept is not waiting any more.
  addEventListener('pageshow', () => end());
}

/** The strip that says that there is no network, where the page has no better one of its own. */
export function watchNetwork() {
  const strip = document.getElementById('away');
  if (!strip || document.querySelector('[data-bench]')) return;
  const show = (/** @type {boolean} */ away) => { strip.hidden = !away; };
  addEventListener('offline', () => show(true));
  addEventListener('online', () => show(false));
  document.addEventListener('fx:fail', (event) => {
    if (/** @type {CustomEvent} */ (event).detail.status === 0) show(true);
  });
  document.addEventListener('fx:swap', () => show(false));
  show(!navigator.onLine);
}
