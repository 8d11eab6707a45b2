// @ts-check
// The bell of every page: the count of unread notices, as they are made and read, and the list of
// notices where it is open.
import { announce, swap } from '../core/fragment.js';
import { parsePage } from '../core/trustedtypes.js';
import { follow } from './feed.js';

const me = document.body.dataset.person ?? '';
let busy = false;
let again = false;

/** @returns {{after: number, unread: number}} what the bell says */
function read() {
  const bell = document.getElementById('bell');
  return { after: Number(bell?.dataset.after ?? -1), unread: Number(bell?.dataset.unread) };
}

/** Asks for the bell, and for the list on its page; once more when something changed meanwhile. */
async function refresh() {
  again = busy;
  if (busy) return;
  busy = true;
  try {
    const list = document.getElementById('notices');
    const ids = list ? ['bell', 'notices'] : ['bell'];
    const answer = await fetch(list ? location.href : '/notices/bell',
      { headers: { 'Fx-Target': ids.join(' ') } });
    if (answer.ok && !answer.redirected) show(ids, parsePage(await answer.text()));
  } catch {
    // Without network the next entry of the feed asks again.
  } finally {
    busy = false;
    if (again) refresh();
  }
}

/**
 * Shows the new count, and says it when it has grown.
 * @param {string[]} ids
 * @param {Document} page
 */
function show(ids, page) {
  const before = read().unread;
  swap(ids, page);
  if (read().unread > before) announce(document.getElementById('bell')?.textContent?.trim() ?? '');
}

const { after } = read();
if (after >= 0) {
  follow({ after,
    entry: (e) => { if (e.kind === 'notices.made' && e.payload?.people?.includes(me)) refresh(); } });
}
