// @ts-check
// The article's page follows the feed: after an entry about the article its parts are fetched again.
// A part in which a person is filling in a form, or reads with its tools open, stays until they are
// done. A menu of the bar closes when one presses elsewhere.
import { load } from '../js/core/fragment.js';
import { follow } from '../js/live/feed.js';

const page = document.querySelector('.article[data-article]');
const article = page?.getAttribute('data-article');
const head = page?.getAttribute('data-head');
const REFRESH_AFTER = 500;
/** @type {number|undefined} */
let timer;
let stale = false;

/** The parts without focus and without anything open. */
function idleParts() {
  return ['head', 'people', 'lacks', 'next', 'counts', 'signoff', 'text'].filter((id) => {
    const part = document.getElementById(id);
    return part && !part.contains(document.activeElement) && !part.matches('[open]') &&
      !part.querySelector('[open], [data-tools]');
  });
}

function refresh() {
  const ids = idleParts();
  stale = document.hidden || !ids.includes('text');
  if (document.hidden || !ids.length) return;
  const loader = document.createElement('div');
  loader.dataset.fx = ids.join(' ');
  load(loader, new Request(location.href));
}

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, REFRESH_AFTER);
}

if (article && head) {
  follow({ after: Number(head), entry: (e) => { if (e.article === article) refreshSoon(); } });
}
for (const left of ['tools:hide', 'focusout', 'visibilitychange']) {
  document.addEventListener(left, () => { if (stale) refreshSoon(); });
}

const menu = () => /** @type {HTMLDetailsElement|null} */ (document.querySelector('details.bar-menu[open]'));

document.addEventListener('click', (e) => {
  const open = menu();
  if (!(e.target instanceof Element) || !e.target.isConnected) return;
  const to = e.target.closest('a[data-next="assign"]');
  if (to) {
    e.preventDefault();
    const people = /** @type {HTMLDetailsElement} */ (document.getElementById('people'));
    people.open = true;
    document.getElementById('assignee')?.focus();
  } else if (open && !open.contains(e.target)) {
    open.open = false;
  }
});

document.addEventListener('keydown', (e) => {
  const open = menu();
  if (e.key !== 'Escape' || !open || document.querySelector('dialog[open]')) return;
  open.open = false;
  open.querySelector('summary')?.focus();
});
