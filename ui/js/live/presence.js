// @ts-check
// Who is in which segment: tells the server where this reader is and whether they write there,
// and shows where others are.
import { newID } from '../core/id.js';

const EVERY = 10000; // ms between heartbeats
const WRITES = 5000; // ms between heartbeats while somebody writes
const SILENT = 8000; // ms after the last key in which somebody still writes

/**
 * @param {string} article
 * @param {() => string} where the id of the segment the reader is in
 */
export function tellPresence(article, where) {
  const url = `/articles/${article}/presence`;
  // This showing of the page: what is still on its way when it leaves counts no more.
  let page = newID();
  let key = -SILENT; // when the reader last typed
  let told = -WRITES; // when that was last told
  /** @param {Record<string, string>} [more] */
  const tell = (more = {}) => {
    const segment = where();
    if (document.hidden || !segment) return;
    const writes = performance.now() - key < SILENT;
    const body = new URLSearchParams({ page, segment, ...(writes ? { writes: '1' } : {}), ...more });
    fetch(url, { method: 'POST', body }).catch(() => {});
  };
  setInterval(tell, EVERY);
  document.addEventListener('visibilitychange', () => tell());
  // A browser gives a page that goes half a second for this; what it drops, silence says later.
  addEventListener('pagehide', () => navigator.sendBeacon(url, new URLSearchParams({ page, segment: '' })));
  addEventListener('pageshow', (e) => { if (e.persisted) { page = newID(); tell(); } });
  tell();
  return {
    /** The reader has moved to another segment. */
    moved() { key = -SILENT; tell(); },
    /** The reader has typed. */
    wrote() {
      key = performance.now();
      if (key - told < WRITES) return;
      told = key;
      tell();
    },
    /** The reader takes the segment out of another's hand. */
    takes() { key = told = performance.now(); tell({ takes: '1' }); },
  };
}

/**
 * Who has the hand on a segment, other than the reader.
 * @param {import('./feed.js').Presence|null} list
 * @param {string} segment
 * @param {string} me
 */
export function writer(list, segment, me) {
  return list?.people.find((p) => p.writes && p.segment === segment && p.person !== me);
}

/**
 * @param {import('./feed.js').Presence} list
 * @param {string} me the reader's own id, which is left out
 * @param {string} words "% is in this segment"
 */
export function showPresence(list, me, words) {
  for (const place of document.querySelectorAll('.here')) place.replaceChildren();
  for (const p of list.people) {
    if (p.person === me) continue;
    const face = document.createElement('span');
    face.className = p.writes ? 'face writes' : 'face';
    face.textContent = initials(p.name);
    face.setAttribute('role', 'img');
    face.setAttribute('aria-label', words.replace('%', p.name));
    face.title = words.replace('%', p.name);
    document.getElementById(`h-${p.segment}`)?.append(face);
  }
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/[^\p{L}]+/u).filter(Boolean);
  const first = (/** @type {string} */ w) => [...w][0]?.toLocaleUpperCase() ?? '';
  // Without a non-joiner two Arabic initials would join and read as a word.
  return words.length > 1 ? `${first(words[0])}\u200c${first(words[words.length - 1])}` : first(words[0] ?? '?');
}
