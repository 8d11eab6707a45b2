// @ts-check
// Refreshes the board, or the person's day: after each entry of the feed about an article, when the
// filter changes, and every minute. Cards keep their ids, so the focus stays.
import { isMoving } from './drag.js';
import { load } from '../js/core/fragment.js';
import { follow } from '../js/live/feed.js';

const REFRESH_AFTER = 500;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let stale = false;
/** The duration of the last refresh: a slow server is asked less often. */
let duration = 0;

const shown = () => document.getElementById('board') ?? document.getElementById('day');

/**
 * Fetches what this page shows and swaps it. A hidden tab waits until it is visible, a drag until it
 * ends.
 */
async function refresh() {
  const part = shown();
  stale = document.hidden;
  if (!part || stale) return;
  if (isMoving()) { refreshLater(); return; }
  part.dataset.fx = part.id;
  const begin = performance.now();
  await load(part, new Request(location.href));
  duration = performance.now() - begin;
}

/** Many entries in a row cost one request. */
function refreshLater() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(REFRESH_AFTER, Math.min(duration * 5, 10_000)));
}

const head = shown()?.dataset.head;
if (head) follow({ after: Number(head), entry: (e) => { if (e.article) refreshLater(); } });
document.addEventListener('visibilitychange', () => { if (!document.hidden && stale) refreshLater(); });
setInterval(refresh, 60_000);

// A menu of the filter submits it; the text field needs the button.
const filter = document.querySelector('form.filter');
if (filter instanceof HTMLFormElement) {
  filter.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) filter.requestSubmit();
  });
}
