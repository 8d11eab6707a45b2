// @ts-check
// Parses markup into a tree of what a reader sees, for the preview.
import { tagsOf } from '../js/field/tags.js';

/**
 * An inline node: characters, a standalone code, or formatting with its content.
 * @typedef {{text: string}|{lone: string, word: string}|{element: string, inner: Inline[]}} Inline
 * @typedef {Record<string, [string, string]>} Codes element and word by id
 */

/**
 * Parses the text of the field. An incomplete tag is shown as it is typed.
 * @param {string} markup
 * @param {Codes} codes
 * @returns {Inline[]}
 */
export function parseInline(markup, codes) {
  /** @type {{id: string, inner: Inline[]}[]} */
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
      const { inner } = /** @type {{inner: Inline[]}} */ (open.pop());
      top().inner.push({ element, inner });
    } else chars(markup.slice(tag.start, tag.end));
  }
  chars(markup.slice(at));
  while (open.length > 1) {
    const { inner } = /** @type {{inner: Inline[]}} */ (open.pop());
    top().inner.push(...inner);
  }
  return open[0].inner;
}
