// @ts-check
// Characters that do not show, or not apart from another one: marked in the field, named beside
// it, and hidden by F4 for whoever has seen enough of them.
import { Decoration, DecorationSet, Plugin } from './prosemirror.js';

/** By character: abbreviation and name; two spaces stand for the second of them. @typedef {Record<string, [string, string]>} Signs */

const DOUBLE = '  ';
const KEPT = 'unseen';

/**
 * Where the signs stand in a text.
 * @param {string} text
 * @param {Signs} signs
 * @returns {{from: number, sign: [string, string]}[]}
 */
function unseenIn(text, signs) {
  const found = [];
  for (let i = 0; i < text.length; i++) {
    const double = text[i] === ' ' && text[i - 1] === ' ';
    const sign = signs[double ? DOUBLE : text[i]];
    if (sign) found.push({ from: i, sign });
  }
  return found;
}

/**
 * Marks the signs in a document.
 * @param {Signs} signs
 */
export function unseenMarks(signs) {
  const plugin = new Plugin({
    state: {
      init: (/** @type {any} */ _, /** @type {any} */ state) => decorate(state.doc, signs),
      apply: (/** @type {any} */ tr, /** @type {any} */ old) => (tr.docChanged ? decorate(tr.doc, signs) : old),
    },
    props: { decorations: (/** @type {any} */ state) => plugin.getState(state) },
  });
  return plugin;
}

/**
 * @param {any} doc
 * @param {Signs} signs
 */
function decorate(doc, signs) {
  const text = doc.textBetween(0, doc.content.size, '', () => '\ufffc');
  return DecorationSet.create(doc, unseenIn(text, signs).map(({ from, sign }) =>
    Decoration.inline(from, from + 1, { class: 'sp', 'data-mark': sign[0], title: sign[1] })));
}

/**
 * The names of the signs that the caret touches.
 * @param {string[]} beside what stands before it and after it
 * @param {Signs} signs
 */
export function unseenNames([before, after], signs) {
  const last = unseenIn(before, signs).find((f) => f.from === before.length - 1);
  const next = unseenIn(before.slice(-1) + after, signs).find((f) => f.from === before.slice(-1).length);
  return [last, next].flatMap((f) => (f ? [f.sign[1]] : []));
}

/** Whether the signs show: yes, unless this browser keeps that they do not. */
export function unseenShown() {
  try { return localStorage.getItem(KEPT) !== 'hidden'; } catch { return true; }
}

/** @param {boolean} shown */
export function showUnseen(shown) {
  document.documentElement.toggleAttribute('data-plain', !shown);
  try {
    if (shown) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, 'hidden');
  } catch { /* for this page only */ }
}
