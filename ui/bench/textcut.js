// @ts-check
// Cuts and joins the markup of a target as the desk does it, so that both parts are in the page before
// the desk has answered.
import { tagsOf } from '../js/field/tags.js';

/**
 * Cuts a text before a character. A pair around the cut is closed before it and opened again after it.
 * @param {string} text markup
 * @param {number} at characters, without tags, as the desk counts them
 * @returns {[string, string]}
 */
export function cutText(text, at) {
  const open = /** @type {string[]} */ ([]);
  let [first, second] = ['', ''];
  let [from, count] = [0, 0];
  let isCut = false;
  const put = (/** @type {string} */ part) => { if (isCut) second += part; else first += part; };
  const cut = () => {
    isCut = true;
    first += open.toReversed().map((id) => `⟦/${id}⟧`).join('');
    second = open.map((id) => `⟦${id}⟧`).join('');
  };
  const chars = (/** @type {string} */ part) => {
    for (const [char] of part.replaceAll('⟦⟦', '\0').matchAll(/./gsu)) {
      if (!isCut && count === at) cut();
      put(char === '\0' ? '⟦⟦' : char);
      count += 1;
    }
  };
  for (const tag of tagsOf(text)) {
    chars(text.slice(from, tag.start));
    // A cut comes after the closing tags at its place.
    if (!isCut && count === at && tag.kind !== 'close') cut();
    put(text.slice(tag.start, tag.end));
    if (tag.kind === 'open') open.push(tag.id);
    else if (tag.kind === 'close') open.splice(open.lastIndexOf(tag.id), 1);
    else count += 1;
    from = tag.end;
  }
  chars(text.slice(from));
  return [trimText(dropEmptyPairs(first)), trimText(dropEmptyPairs(second))];
}

/** The targets of two segments as one. @param {string} first @param {string} second */
export function joinTexts(first, second) {
  if (!first.trim() || !second.trim()) return first.trim() ? first : second;
  const torn = /⟦\/([A-Za-z0-9]+)⟧$/.exec(first);
  if (torn && second.startsWith(`⟦${torn[1]}⟧`)) {
    return `${first.slice(0, torn.index)} ${second.slice(torn[1].length + 2)}`;
  }
  return `${first} ${second}`;
}

/** @param {string} text @returns {string} */
function dropEmptyPairs(text) {
  const without = text.replace(/⟦([A-Za-z0-9]+)⟧⟦\/\1⟧/g, '');
  return without === text ? text : dropEmptyPairs(without);
}

/** Without the space at both ends, inside of tags too. @param {string} text */
function trimText(text) {
  return text.trim().replace(/^((?:⟦[A-Za-z0-9]+⟧)+)\s+/u, '$1').replace(/\s+((?:⟦\/[A-Za-z0-9]+⟧)+)$/u, '$1');
}

/**
 * Where a text is cut as its source was, until the aligner has said it: at the word nearest to the same
 * share of it.
 * @param {number[]} places
 * @param {number} length
 * @param {number} share of the source before its cut
 */
export function cutByShare(places, length, share) {
  return places.reduce((best, p) => (Math.abs(p - length * share) < Math.abs(best - length * share) ? p : best),
    places[0] ?? -1);
}
