// @ts-check
// The article's page follows the feed: what changes its text, its people or what it lacks is
// fetched anew. Nothing is swapped under somebody who is filling in a form there.
import { load } from '../js/core/fragment.js';
import { follow } from '../js/live/feed.js';

const page = document.querySelector('.article[data-article]');
const article = page?.getAttribute('data-article');
const head = page?.getAttribute('data-head');
const pause = 500;
/** @type {number|undefined} */
let timer;

/** The parts nobody is busy in. */
function free() {
  return ['head', 'signoff', 'text', 'given'].filter((id) => {
    const part = document.getElementById(id);
    return part && !part.contains(document.activeElement) && !part.querySelector('details[open]');
  });
}

function refresh() {
  const ids = free();
  if (document.hidden || !ids.length) return;
  const asker = document.createElement('div');
  asker.dataset.fx = ids.join(' ');
  load(asker, new Request(location.href));
}

if (article && head) {
  follow({ after: Number(head), entry: (e) => {
    if (e.article !== article) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, pause);
  } });
}
