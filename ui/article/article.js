// @ts-check
// The article's page follows the feed: after an entry about the article its parts are fetched again.
// A part in which a person is filling in a form stays.
import { load } from '../js/core/fragment.js';
import { follow } from '../js/live/feed.js';

const page = document.querySelector('.article[data-article]');
const article = page?.getAttribute('data-article');
const head = page?.getAttribute('data-head');
const REFRESH_AFTER = 500;
/** @type {number|undefined} */
let timer;

/** The parts without focus and without an open form. */
function idleParts() {
  return ['head', 'signoff', 'text', 'given'].filter((id) => {
    const part = document.getElementById(id);
    return part && !part.contains(document.activeElement) && !part.querySelector('details[open]');
  });
}

function refresh() {
  const ids = idleParts();
  if (document.hidden || !ids.length) return;
  const loader = document.createElement('div');
  loader.dataset.fx = ids.join(' ');
  load(loader, new Request(location.href));
}

if (article && head) {
  follow({ after: Number(head), entry: (e) => {
    if (e.article !== article) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, REFRESH_AFTER);
  } });
}
