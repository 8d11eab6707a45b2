// @ts-check
// Invisible characters, and those that look like another one: marked in the field, named below it;
// F4 hides the marks.
import { Decoration, DecorationSet, Plugin } from './prosemirror.js';

/** Abbreviation and name by character; the key of two spaces is for the second of them. @typedef {Record<string, [string, string]>} Names */

const DOUBLE = '  ';
const STORED = 'unseen';

/**
 * The invisible characters of a text.
 * @param {string} text
 * @param {Names} names
 * @returns {{from: number, name: [string, string]}[]}
 */
function findInvisibles(text, names) {
  const found = [];
  for (let i = 0; i < text.length; i++) {
    const double = text[i] === ' ' && text[i - 1] === ' ';
    const name = names[double ? DOUBLE : text[i]];
    if (name) found.push({ from: i, name });
  }
  return found;
}

/**
 * A plugin that marks the invisible characters of a document.
 * @param {Names} names
 */
export function invisiblesPlugin(names) {
  const plugin = new Plugin({
    state: {
      init: (/** @type {any} */ _, /** @type {any} */ state) => decorate(state.doc, names),
      apply: (/** @type {any} */ tr, /** @type {any} */ old) => (tr.docChanged ? decorate(tr.doc, names) : old),
    },
    props: { decorations: (/** @type {any} */ state) => plugin.getState(state) },
  });
  return plugin;
}

/**
 * @param {any} doc
 * @param {Names} names
 */
function decorate(doc, names) {
  const text = doc.textBetween(0, doc.content.size, '', () => '\ufffc');
  return DecorationSet.create(doc, findInvisibles(text, names).map(({ from, name }) =>
    Decoration.inline(from, from + 1, { class: 'sp', 'data-mark': name[0], title: name[1] })));
}

/**
 * The names of the invisible characters that the caret touches.
 * @param {string[]} around the characters before and after the caret
 * @param {Names} names
 */
export function namesAtCaret([before, after], names) {
  const last = findInvisibles(before, names).find((f) => f.from === before.length - 1);
  const next = findInvisibles(before.slice(-1) + after, names).find((f) => f.from === before.slice(-1).length);
  return [last, next].flatMap((f) => (f ? [f.name[1]] : []));
}

/** Whether the marks are shown: yes, unless this browser has stored that they are hidden. */
export function invisiblesShown() {
  try { return localStorage.getItem(STORED) !== 'hidden'; } catch { return true; }
}

/** @param {boolean} shown */
export function setInvisiblesShown(shown) {
  document.documentElement.toggleAttribute('data-plain', !shown);
  try {
    if (shown) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, 'hidden');
  } catch { /* for this page only */ }
}
