// @ts-check
// Who is in which segment: tells the server where this reader is, and shows where others are.

const EVERY = 10000;

/**
 * @param {string} article
 * @param {() => string} where the id of the segment the reader is in
 * @returns {() => void} tells it at once, when the reader has moved
 */
export function tellPresence(article, where) {
  const url = `/articles/${article}/presence`;
  const tell = () => {
    const segment = where();
    if (!document.hidden && segment) {
      fetch(url, { method: 'POST', body: new URLSearchParams({ segment }) }).catch(() => {});
    }
  };
  setInterval(tell, EVERY);
  addEventListener('pagehide', () => navigator.sendBeacon(url, new URLSearchParams({ segment: '' })));
  tell();
  return tell;
}

/**
 * @param {import('./live.js').Presence} list
 * @param {string} me the reader's own id, which is left out
 * @param {string} words "% is in this segment"
 */
export function showPresence(list, me, words) {
  for (const place of document.querySelectorAll('.here')) place.replaceChildren();
  for (const p of list.people) {
    if (p.person === me) continue;
    const face = document.createElement('span');
    face.className = 'face';
    face.textContent = initials(p.name);
    face.setAttribute('role', 'img');
    face.setAttribute('aria-label', words.replace('%', p.name));
    face.title = words.replace('%', p.name);
    document.getElementById(`h-${p.segment}`)?.append(face);
  }
}

/** @param {string} name */
export function initials(name) {
  const words = name.split(/[^\p{L}]+/u).filter(Boolean);
  const first = (/** @type {string} */ w) => [...w][0]?.toLocaleUpperCase() ?? '';
  // Without a non-joiner two Arabic initials would join and read as a word.
  return words.length > 1 ? `${first(words[0])}\u200c${first(words[words.length - 1])}` : first(words[0] ?? '?');
}
