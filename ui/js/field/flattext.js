// @ts-check
// Markup without its tags, as corrections need it, and the way back.
import { tagsOf } from './tags.js';

/**
 * The characters of a markup, a chip as U+FFFC and a break as a newline, and where each begins and
 * ends in it. What is code looks like a chip: it is not to be corrected.
 * @typedef {{text: string, starts: number[], ends: number[]}} Flat
 */

/**
 * @param {string} markup
 * @param {import('./markup.js').SourceCode[]} codes
 * @returns {Flat}
 */
export function flatten(markup, codes) {
  const flat = /** @type {Flat} */ ({ text: '', starts: [], ends: [] });
  const typeOf = (/** @type {string} */ id) => codes.find((c) => c.id === id)?.type;
  const tags = new Map(tagsOf(markup).map((t) => [t.start, t]));
  let inCode = 0;
  for (let i = 0; i < markup.length;) {
    const tag = tags.get(i);
    const end = tag ? tag.end : markup.startsWith('⟦⟦', i) ? i + 2 : i + 1;
    if (tag && tag.kind !== 'lone') {
      if (typeOf(tag.id) === 'code') inCode += tag.kind === 'open' ? 1 : -1;
    } else {
      const chip = tag && typeOf(tag.id) === 'break' ? '\n' : '\ufffc';
      flat.text += tag || inCode > 0 ? chip : markup[i];
      flat.starts.push(i);
      flat.ends.push(end);
    }
    i = end;
  }
  return flat;
}

/** How many characters begin before a place of the markup. @param {Flat} flat @param {number} at */
export function flatAt(flat, at) {
  const i = flat.starts.findIndex((start) => start >= at);
  return i < 0 ? flat.starts.length : i;
}

/**
 * What a correction makes of a markup: the part that is replaced, and the caret after it.
 * @param {string} markup
 * @param {Flat} flat
 * @param {import('./line.js').Correction} fix
 * @param {number} caret in the markup, after what was typed
 * @param {import('./markup.js').SourceCode[]} codes
 * @returns {{from: number, to: number, text: string, caret: number}}
 */
export function rewrite(markup, flat, fix, caret, codes) {
  const cuts = fix.edits.flatMap(({ from, to, text }) => {
    if (from === to) return [{ at: flat.starts[from] < caret ? flat.starts[from] : caret, end: -1, text }];
    // Character by character: there may be tags between them.
    return flat.starts.slice(from, to).map((at, i) => ({ at, end: flat.ends[from + i], text: i ? '' : text }));
  });
  let made = markup;
  for (const { at, end, text } of cuts.toReversed()) made = made.slice(0, at) + text + made.slice(Math.max(at, end));
  const at = fix.caret ? flatten(made, codes).ends[fix.caret - 1] : 0;
  const from = Math.min(...cuts.map((c) => c.at));
  const to = Math.max(...cuts.map((c) => Math.max(c.at, c.end)));
  return { from, to, text: made.slice(from, made.length - (markup.length - to)), caret: at };
}
