// @ts-check
// Rows of the review that other people change.
import { swap } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { follow } from '../js/live/feed.js';
import { showPresence } from '../js/live/presence.js';
import { restoreInputs, saveInputs } from './forminputs.js';
import { active, fetchRows, isBusy, review, updatePage, wireRows } from './rows.js';

const MAX_ROWS = 100; // rows of one request: their names are sent in a header, whose length is limited

/** @type {(segment: string) => boolean} */
let isOwn = () => false;
let waits = () => false;
/** @type {Set<string>} */
const changedSegments = new Set();
let recut = false;
let timer = 0;

/**
 * Follows the feed.
 * @param {{waits: () => boolean, isOwn: (segment: string) => boolean}} own waits: an answer is awaited that may
 *   bring rows; isOwn: the answer to an own decision brings the row
 */
export function followOthers(own) {
  isOwn = own.isOwn;
  waits = own.waits;
  follow({
    after: Number(review.dataset.head),
    entry: (e) => {
      if (e.article !== review.dataset.article || !e.segment) return;
      if (e.actor === review.dataset.me && isOwn(e.segment)) return;
      recut ||= e.kind === 'segment.recut' || e.kind === 'segment.undone' && !document.getElementById(`r-${e.segment}`);
      changedSegments.add(e.segment);
      clearTimeout(timer);
      timer = setTimeout(refresh, 250);
    },
    presence: (p) => {
      if (p.article === review.dataset.article) showPresence(p, review.dataset.me ?? '', review.dataset.here ?? '%');
    },
  });
}

/**
 * Replaces rows that other people changed. The active row stays while it has unsent input, and says
 * how the segment was changed.
 */
async function refresh() {
  if (waits()) { timer = setTimeout(refresh, 250); return; }
  const ids = [...changedSegments].map((s) => `r-${s}`).filter((id) => document.getElementById(id));
  changedSegments.clear();
  if (recut && await reloadList()) return;
  if (ids.length === 0) return;
  const on = active();
  const url = new URL(location.href);
  url.hash = '';
  if (on) { url.searchParams.set('s', on.dataset.segment ?? ''); url.searchParams.set('seen', on.dataset.version ?? ''); }
  const later = ids.splice(MAX_ROWS);
  const answer = await fetchRows(new Request(url), ids);
  const moved = active() !== on; // another row is open, or its element was replaced
  for (const id of !answer?.ok || moved ? [...ids, ...later] : later) changedSegments.add(id.slice('r-'.length));
  if (answer?.ok && changedSegments.size > 0) {
    clearTimeout(timer);
    timer = setTimeout(refresh, moved ? 250 : 0);
  }
  if (!answer?.ok || moved) return;
  answer.page.getElementById('notice')?.remove();
  const now = on && answer.page.getElementById(on.id);
  const busy = on && isBusy(on);
  const stays = on && (busy || now?.dataset.version === on.dataset.version && !ids.includes(on.id));
  if (stays && now?.dataset.version !== on.dataset.version) swap([`w-${on.dataset.segment}`], answer.page);
  updatePage(answer.page, (id) => ids.includes(id) && !(stays && id === on.id));
}

/**
 * Loads the whole list after segments were split or merged; after a failure the next event tries
 * again.
 * @returns {Promise<boolean>} false: the list is empty now, and the rows of this page are left to update
 */
async function reloadList() {
  try {
    const answer = await fetch(location.href);
    const page = parsePage(await answer.text());
    if (!answer.ok) return true;
    recut = false;
    if (!page.getElementById('rows')) return false;
    saveInputs(review);
    swap(['review-bar', 'rows', 'review-end'], page);
    restoreInputs(review);
    wireRows();
  } catch { /* recut is still set */ }
  return true;
}
