// @ts-check
// What a text with tags shows, without its tags.
import { tagsOf } from '../js/field/tags.js';

/**
 * A piece of a text: characters, a standalone code, or a formatting with what is in it.
 * @typedef {{text: string}|{lone: string, word: string}|{element: string, inner: Piece[]}} Piece
 * @typedef {Record<string, [string, string]>} Codes the element and the word of each code, by id
 */

/**
 * Reads a text as it stands in the field. A tag that is not whole yet is shown as it is typed.
 * @param {string} markup
 * @param {Codes} codes
 * @returns {Piece[]}
 */
export function piecesOf(markup, codes) {
  /** @type {{id: string, inner: Piece[]}[]} */
  const open = [{ id: '', inner: [] }];
  const top = () => open[open.length - 1];
  const chars = (/** @type {string} */ text) => {
    if (text) top().inner.push({ text: text.replaceAll('⟦⟦', '⟦') });
  };
  let at = 0;
  for (const tag of tagsOf(markup)) {
    chars(markup.slice(at, tag.start));
    at = tag.end;
    const [element, word] = codes[tag.id] ?? ['', ''];
    if (tag.kind === 'lone' && element) top().inner.push({ lone: element, word });
    else if (tag.kind === 'open' && element) open.push({ id: tag.id, inner: [] });
    else if (tag.kind === 'close' && top().id === tag.id && open.length > 1) {
      const { inner } = /** @type {{inner: Piece[]}} */ (open.pop());
      top().inner.push({ element, inner });
    } else chars(markup.slice(tag.start, tag.end));
  }
  chars(markup.slice(at));
  while (open.length > 1) {
    const { inner } = /** @type {{inner: Piece[]}} */ (open.pop());
    top().inner.push(...inner);
  }
  return open[0].inner;
}
