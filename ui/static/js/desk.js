// @ts-check
// The desk keeps itself fresh: whatever happens to an article, a filter that changed, or another
// minute gone brings the board anew. Cards keep their ids, so focus stays where it was.
import { load } from './fx.js';
import { follow } from './live.js';

const pause = 500;
/** @type {number|undefined} */
let timer;
let stale = false;

/** Fetches the board as the address has it and swaps it. A hidden tab waits until it is seen. */
function refresh() {
  const board = document.getElementById('board');
  stale = document.hidden;
  if (!board || stale) return;
  board.dataset.fx = 'board';
  load(board, new Request(location.href));
}

/** Many entries in a row cost one request. */
function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, pause);
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
