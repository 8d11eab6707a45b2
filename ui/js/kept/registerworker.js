// @ts-check
// Starts the service worker and has it keep the page that is open, for when there is no network.
import { showKept } from './statusbar.js';
import { workerURL } from '../core/trustedtypes.js';

const OLD = 5 * 60e3; // ms after which a page that has changed is kept anew

let changed = false;

const able = 'serviceWorker' in navigator && (document.body.dataset.person ?? '') !== '';

/** Says that the page is no longer what was kept of it. */
export function keepPage() { changed = true; }

/** Reads the page once more, so that the worker keeps it as it is now. */
async function keepNow() {
  changed = false;
  try { await fetch(location.pathname + (new URLSearchParams(location.search).has('page') ? location.search : '')); } catch { changed = true; }
}

/** Waits until the page is there and has nothing to do: the worker fetches every file of the desk. */
async function atRest() {
  if (document.readyState !== 'complete') await new Promise((r) => addEventListener('load', r, { once: true }));
  await new Promise((r) => ('requestIdleCallback' in globalThis ? requestIdleCallback(r) : setTimeout(r, 1000)));
}

async function begin() {
  await atRest();
  const { serviceWorker } = navigator;
  const first = serviceWorker.controller === null;
  await serviceWorker.register(workerURL('/worker.js'));
  if (first) {
    // The page came before its worker: once there is one, it keeps it.
    if (!serviceWorker.controller) await new Promise((r) => serviceWorker.addEventListener('controllerchange', r, { once: true }));
    await keepNow();
  }
  document.documentElement.dataset.kept = 'yes'; // all is asked for
}

if (able) {
  if (keptAt()) showKept(keptAt());
  begin().catch(() => { /* not allowed here, as in some private windows: the page works as it is */ });
  document.addEventListener('visibilitychange', () => { if (document.hidden && changed) keepNow(); });
  setInterval(() => { if (changed && !document.hidden) keepNow(); }, OLD);
}

/** When the page was kept that is shown, in ms; 0: it has just come. */
function keptAt() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return entry?.serverTiming?.find((t) => t.name === 'kept')?.duration ?? 0;
}
