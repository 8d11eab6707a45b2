// @ts-check
// Presence: sends the server the segment in which this reader is and whether they type there, and
// shows where others are.
import { newID } from '../core/id.js';

const HEARTBEAT = 10000; // ms between heartbeats
const TYPING_HEARTBEAT = 5000; // ms between heartbeats while the reader types
const TYPING_FOR = 8000; // ms after the last key for which the reader counts as typing

/**
 * @param {string} article
 * @param {() => string} where the id of the segment the reader is in
 */
export function sendPresence(article, where) {
  const url = `/articles/${article}/presence`;
  // The id of this page view: the server ignores its heartbeats that arrive after it has ended.
  let page = newID();
  let lastKey = -TYPING_FOR; // when the reader last typed
  let lastSent = -TYPING_HEARTBEAT; // when typing was last sent
  /** @param {Record<string, string>} [more] */
  const send = (more = {}) => {
    const segment = where();
    if (document.hidden || !segment) return;
    const writes = performance.now() - lastKey < TYPING_FOR;
    const body = new URLSearchParams({ page, segment, ...(writes ? { writes: '1' } : {}), ...more });
    fetch(url, { method: 'POST', body }).catch(() => {});
  };
  setInterval(send, HEARTBEAT);
  document.addEventListener('visibilitychange', () => send());
  // Browsers may drop this; then the missing heartbeats end the presence.
  addEventListener('pagehide', () => navigator.sendBeacon(url, new URLSearchParams({ page, segment: '' })));
  addEventListener('pageshow', (e) => { if (e.persisted) { page = newID(); send(); } });
  send();
  return {
    /** The reader has moved to another segment. */
    moved() { lastKey = -TYPING_FOR; send(); },
    /** The reader has typed. */
    typed() {
      lastKey = performance.now();
      if (lastKey - lastSent < TYPING_HEARTBEAT) return;
      lastSent = lastKey;
      send();
    },
    /** The reader takes over the typing lock of the segment. */
    takeOver() { lastKey = lastSent = performance.now(); send({ takes: '1' }); },
  };
}

/**
 * The other person who holds the typing lock of a segment.
 * @param {import('./feed.js').Presence|null} list
 * @param {string} segment
 * @param {string} me
 */
export function lockHolder(list, segment, me) {
  return list?.people.find((p) => p.writes && p.segment === segment && p.person !== me);
}

/**
 * @param {import('./feed.js').Presence} list
 * @param {string} me the reader's own id, which is left out
 * @param {string} words "% is in this segment"
 */
export function showPresence(list, me, words) {
  for (const place of document.querySelectorAll('.here')) place.replaceChildren();
  const bar = new Map(); // one face a person, who may have several tabs
  for (const p of list.people) {
    if (p.person === me) continue;
    document.getElementById(`h-${p.segment}`)?.append(faceOf(p, words.replace('%', p.name)));
    bar.set(p.person, faceOf(p, p.name));
  }
  document.getElementById('people')?.append(...bar.values());
}

/**
 * @param {{name: string, writes?: boolean}} person
 * @param {string} label
 */
function faceOf({ name, writes }, label) {
  const face = document.createElement('span');
  face.className = writes ? 'face writes' : 'face';
  face.textContent = initials(name);
  face.setAttribute('role', 'img');
  face.setAttribute('aria-label', label);
  face.title = label;
  return face;
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/[^\p{L}]+/u).filter(Boolean);
  const first = (/** @type {string} */ w) => [...w][0]?.toLocaleUpperCase() ?? '';
  // Without a non-joiner two Arabic initials would join and read as a word.
  return words.length > 1 ? `${first(words[0])}\u200c${first(words[words.length - 1])}` : first(words[0] ?? '?');
}
