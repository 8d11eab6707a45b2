// @ts-check
// The desk keeps itself fresh: whatever happens to an article, a filter that changed, or another
// minute gone brings the board anew. Cards keep their ids, so focus stays where it was.
import { moving } from './drag.js';
import { load } from '../js/core/fragment.js';
import { follow } from '../js/live/feed.js';

const pause = 500;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let stale = false;
/** How long the last refresh took: a showProgress desk is asked less often. */
let took = 0;

/**
 * Fetches the board as the address has it and swaps it. A hidden tab waits until it is seen, and
 * a card in the air until it is down.
 */
async function refresh() {
  const board = document.getElementById('board');
  stale = document.hidden;
  if (!board || stale) return;
  if (moving()) { later(); return; }
  board.dataset.fx = 'board';
  const begin = performance.now();
  await load(board, new Request(location.href));
  took = performance.now() - begin;
}

/** Many entries in a row cost one request. */
function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(pause, Math.min(took * 5, 10_000)));
}

const head = document.getElementById('board')?.dataset.head;
if (head) follow({ after: Number(head), entry: (e) => { if (e.article) later(); } });
document.addEventListener('visibilitychange', () => { if (!document.hidden && stale) later(); });
setInterval(refresh, 60_000);

// A menu of the filter acts at once; the button stays for those who type.
const filter = document.querySelector('form.filter');
if (filter instanceof HTMLFormElement) {
  filter.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) filter.requestSubmit();
  });
}
