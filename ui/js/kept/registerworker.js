// @ts-check
// Registers the service worker, and has it cache the open page for use without network.
import { showCachedAt } from './statusbar.js';
import { workerURL } from '../core/trustedtypes.js';

const REFRESH_EVERY = 5 * 60e3; // ms after which a changed page is cached again

let changed = false;

const supported = 'serviceWorker' in navigator && (document.body.dataset.person ?? '') !== '';

/** Marks the cached copy of the page as outdated. */
export function pageChanged() { changed = true; }

/** Fetches the page again, so that the worker caches its present state. */
async function refreshCache() {
  changed = false;
  try { await fetch(location.pathname + (new URLSearchParams(location.search).has('page') ? location.search : '')); } catch { changed = true; }
}

/** Waits until the page is loaded and idle: the worker will fetch all static files. */
async function pageIdle() {
  if (document.readyState !== 'complete') await new Promise((r) => addEventListener('load', r, { once: true }));
  await new Promise((r) => ('requestIdleCallback' in globalThis ? requestIdleCallback(r) : setTimeout(r, 1000)));
}

async function register() {
  await pageIdle();
  const { serviceWorker } = navigator;
  const first = serviceWorker.controller === null;
  await serviceWorker.register(workerURL('/worker.js'));
  if (first) {
    // The page was loaded without a worker, which has not cached it.
    if (!serviceWorker.controller) await new Promise((r) => serviceWorker.addEventListener('controllerchange', r, { once: true }));
    await refreshCache();
  }
  document.documentElement.dataset.kept = 'yes'; // all is asked for
}

if (supported) {
  if (cachedAt()) showCachedAt(cachedAt());
  register().catch(() => { /* not allowed, as in some private windows: the page works without it */ });
  document.addEventListener('visibilitychange', () => { if (document.hidden && changed) refreshCache(); });
  setInterval(() => { if (changed && !document.hidden) refreshCache(); }, REFRESH_EVERY);
}

/** The time at which this page was cached, in ms; 0 when it came from the network. */
function cachedAt() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return entry?.serverTiming?.find((t) => t.name === 'kept')?.duration ?? 0;
}
