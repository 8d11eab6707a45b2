// @ts-check
// The text area as a surface: until the rich one is loaded, and in a browser that cannot run it. Its
// tags are protected, and what is typed is corrected as in the rich one.
import { PlainTyping } from './plaintyping.js';
import { charsOf, isBalanced, partnerOf, protectTags, replaceRange, tagsOf, withoutTags } from './tags.js';

/**
 * @typedef {import('./field.js').Surface} Surface
 * @typedef {import('./field.js').PairAt} PairAt
 * @typedef {import('./tags.js').Tag} Tag
 */

/**
 * @param {HTMLTextAreaElement} area
 * @param {import('./markup.js').SourceCode[]} codes
 * @param {import('./autocorrect.js').Typist|null} typist
 * @returns {Surface}
 */
export function plainSurface(area, codes, typist) {
  const end = new AbortController();
  const typing = typist ? new PlainTyping(area, codes, typist, end.signal) : null;
  protectTags(area, end.signal);
  typing?.correctProtected(end.signal);
  return {
    element: area,
    text: () => area.value,
    setText: (text) => { area.value = text; },
    replaceText: (text) => replaceRange(area, 0, area.value.length, text),
    insertText(text, closing = '') {
      const { selectionStart: a, selectionEnd: z, value } = area;
      if (!closing) { replaceRange(area, a, z, text); return; }
      replaceRange(area, a, z, text + value.slice(a, z) + closing, a === z ? a + text.length : undefined);
    },
    insertMarkup(markup) {
      const { selectionStart: a, selectionEnd: z, value } = area;
      const rest = tagsOf(value.slice(0, a) + value.slice(z));
      replaceRange(area, a, z, withoutTags(markup, (t) => rest.some((r) => r.id === t.id)));
    },
    caretText() {
      const { selectionStart: a, selectionEnd: z, value } = area;
      return a === z ? { before: charsOf(value.slice(0, a)), after: charsOf(value.slice(a)) } : null;
    },
    toggleCode: ({ open, end: close }, leaving = []) => {
      leavePairs(area, leaving);
      if (!close) insertChip(area, open);
      else togglePair(area, open, close);
    },
    pairs: () => pairsAt(area).map(({ open, where }) => ({ id: open.id, where })),
    hasCode: ({ open }) => area.value.includes(open),
    isInCode: ({ open }) => pairsAt(area).some((p) => p.holds && area.value.slice(p.open.start, p.open.end) === open),
    markupBefore: () => area.value.slice(0, area.selectionStart),
    charsAround: () => [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionStart)],
    setAttribute: (name, value) => area.setAttribute(name, value),
    focus(from = area.value.length, to = from) {
      area.focus({ preventScroll: true });
      area.setSelectionRange(from, to);
    },
    destroy: () => end.abort(),
  };
}

/**
 * The pairs that hold the selection or are in it, the outermost first.
 * @param {HTMLTextAreaElement} area
 * @returns {{open: Tag, close: Tag, holds: boolean, where: PairAt['where']}[]}
 */
function pairsAt({ value, selectionStart: a, selectionEnd: z }) {
  const tags = tagsOf(value);
  return tags.flatMap((open) => {
    const close = open.kind === 'open' ? partnerOf(tags, open) : undefined;
    if (!close) return [];
    const holds = open.end <= a && z <= close.start;
    if (!holds && (a === z || z <= open.start || close.end <= a)) return [];
    const where = a !== z ? 'selected' : close.start === open.end ? 'pending' : z === close.start ? 'end' : 'inside';
    return [{ open, close, holds, where: /** @type {PairAt['where']} */ (where) }];
  });
}

/**
 * Moves the caret after the pairs that it leaves.
 * @param {HTMLTextAreaElement} area
 * @param {string[]} ids
 */
function leavePairs(area, ids) {
  const left = pairsAt(area).find((p) => p.holds && ids.includes(p.open.id));
  if (left) area.setSelectionRange(left.close.end, left.close.end);
}

/** @param {HTMLTextAreaElement} area @param {string} tag */
function insertChip(area, tag) {
  area.focus();
  if (!area.value.includes(tag)) replaceRange(area, area.selectionEnd, area.selectionEnd, tag);
}

/**
 * Puts a pair around the selection or around the text typed next. Where the selection is in the pair,
 * the pair ends; a code is never in itself.
 * @param {HTMLTextAreaElement} area
 * @param {string} open
 * @param {string} close
 */
function togglePair(area, open, close) {
  const { selectionStart: a, selectionEnd: z, value } = area;
  const same = pairsAt(area).filter((p) => value.slice(p.open.start, p.open.end) === open);
  const holder = same.find((p) => p.holds);
  area.focus();
  if (holder && a === z && holder.where !== 'pending') {
    area.setSelectionRange(holder.close.end, holder.close.end);
  } else if (holder) {
    const inner = value.slice(holder.open.end, holder.close.start);
    replaceRange(area, holder.open.start, holder.close.end, inner);
    area.setSelectionRange(a - open.length, z - open.length);
  } else {
    const from = Math.min(a, ...same.map((p) => p.open.start));
    const to = Math.max(z, ...same.map((p) => p.close.end));
    const inner = value.slice(from, to);
    // A pair around one tag of another pair would cross it.
    if (!isBalanced(inner)) { replaceRange(area, z, z, open + close, z + open.length); return; }
    const text = open + inner.replaceAll(open, '').replaceAll(close, '') + close;
    replaceRange(area, from, to, text, inner ? from + text.length : from + open.length);
  }
}
