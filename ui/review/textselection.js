// @ts-check
// Passages of a text on the page: between a selection and the characters that the server counts.
// What was removed, what only the ear hears and the tags of codes are not of the text; a code
// that stands alone is one character. Counting is logical: what a selection looks like where
// Arabic and Latin meet makes no difference.

/** @typedef {{from: number, to: number}} Span */
/** @typedef {{anchor: number, focus: number}} Reach the end that stays and the one that moves */

const ASIDE = 'del, .vh, .code-tag';

/** @param {string} s */
const length = (s) => [...s].length;

/**
 * The pieces of a text in order: its text nodes and the elements that stand for one character.
 * @param {Element} root
 * @returns {(Text|Element)[]}
 */
function pieces(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (n) => {
    if (n instanceof Text) return NodeFilter.FILTER_ACCEPT;
    const e = /** @type {Element} */ (n);
    if (e.matches(ASIDE)) return NodeFilter.FILTER_REJECT;
    return e.hasAttribute('data-flat') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  /** @type {(Text|Element)[]} */
  const all = [];
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n instanceof Text && n.parentElement?.closest('[data-flat]')) continue;
    all.push(/** @type {Text|Element} */ (n));
  }
  return all;
}

/** @param {Text|Element} p */
const textOfPiece = (p) => (p instanceof Text ? p.data : '\n');

/** @param {Element} root */
export function textOf(root) {
  return pieces(root).map(textOfPiece).join('');
}

/**
 * How many characters of the text stand before a place in the document.
 * @param {Element} root
 * @param {Node} node
 * @param {number} offset
 */
function charsBefore(root, node, offset) {
  const end = document.createRange();
  end.setStart(root, 0);
  end.setEnd(node, offset);
  let n = 0;
  for (const p of pieces(root)) {
    if (p === node) return n + length(/** @type {Text} */ (p).data.slice(0, offset));
    if (end.comparePoint(p, 0) > 0) return n;
    n += length(textOfPiece(p));
  }
  return n;
}

/**
 * The place in the document before a character of the text.
 * @param {Element} root
 * @param {number} at
 * @returns {[Node, number]}
 */
function placeOf(root, at) {
  let left = at;
  for (const p of pieces(root)) {
    const n = length(textOfPiece(p));
    if (left <= n && p instanceof Text) return [p, [...p.data].slice(0, left).join('').length];
    if (left < n || (left === n && p instanceof Element)) {
      const parent = /** @type {Element} */ (p.parentNode);
      return [parent, [...parent.childNodes].indexOf(/** @type {ChildNode} */ (p)) + left];
    }
    left -= n;
  }
  return [root, root.childNodes.length];
}

/**
 * What is selected in a text, without the spaces around it.
 * @param {Element} root
 * @returns {(Span & Reach & {words: string})|null} null: nothing of it
 */
export function selected(root) {
  const s = getSelection();
  if (!s || s.isCollapsed || !s.anchorNode || !s.focusNode) return null;
  if (!root.contains(s.anchorNode) || !root.contains(s.focusNode)) return null;
  const anchor = charsBefore(root, s.anchorNode, s.anchorOffset);
  const focus = charsBefore(root, s.focusNode, s.focusOffset);
  const all = [...textOf(root)];
  let [from, to] = anchor < focus ? [anchor, focus] : [focus, anchor];
  while (from < to && !all[from].trim()) from++;
  while (from < to && !all[to - 1].trim()) to--;
  return from < to ? { anchor, focus, from, to, words: all.slice(from, to).join('') } : null;
}

/**
 * The words of a text, as characters.
 * @param {string} text
 * @param {string} language
 * @returns {Span[]}
 */
export function wordsOf(text, language) {
  const spans = [];
  let at = 0;
  for (const s of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const n = length(s.segment);
    if (s.isWordLike) spans.push({ from: at, to: at + n });
    at += n;
  }
  return spans;
}

/**
 * The next selection when one walks a text by words: the neighbouring word, or the selection
 * grown or shrunk by one.
 * @param {Span[]} words
 * @param {Reach|null} at nothing selected yet
 * @param {boolean} forward in the order of reading
 * @param {boolean} extend
 * @returns {Reach|null}
 */
export function stepped(words, at, forward, extend) {
  if (words.length === 0) return at;
  const whole = (/** @type {Span} */ w) => ({ anchor: w.from, focus: w.to });
  if (!at) return whole(forward ? words[0] : words[words.length - 1]);
  if (!extend) {
    const start = Math.min(at.anchor, at.focus);
    const end = Math.max(at.anchor, at.focus);
    const next = forward ? words.find((w) => w.from >= end) : words.findLast((w) => w.to <= start);
    return next ? whole(next) : at;
  }
  const next = forward ? words.find((w) => w.to > at.focus) : words.findLast((w) => w.from < at.focus);
  if (!next) return at;
  const focus = forward ? next.to : next.from;
  return focus === at.anchor ? at : { anchor: at.anchor, focus };
}

/**
 * Selects characters of a text.
 * @param {Element} root
 * @param {Reach} at
 */
export function select(root, at) {
  const [a, i] = placeOf(root, at.anchor);
  const [b, j] = placeOf(root, at.focus);
  getSelection()?.setBaseAndExtent(a, i, b, j);
}

/**
 * Walks a text with the arrow keys of its own direction.
 * @param {HTMLElement} root
 * @param {KeyboardEvent} e
 * @returns {boolean} whether the key was one of them
 */
export function walk(root, e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return false;
  if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return false;
  const rtl = getComputedStyle(root).direction === 'rtl';
  const at = stepped(wordsOf(textOf(root), root.lang), selected(root), (e.key === 'ArrowLeft') === rtl, e.shiftKey);
  if (at) select(root, at);
  return true;
}
