// @ts-check
// Passages of a text on the page: converts between the browser's selection and the characters that
// the server counts. Deleted text, text for screen readers and the tags of codes are not counted; a
// standalone code is one character. Characters are counted in logical order, not as they are
// displayed where Arabic and Latin meet.

/** @typedef {{from: number, to: number}} Span */
/** @typedef {{anchor: number, focus: number}} Ends of a selection: the fixed and the moving one */

const EXCLUDED = 'del, .vh, .code-tag';

/** @param {string} s */
const length = (s) => [...s].length;

/**
 * The nodes of a text in order: its text nodes and the elements that count as one character.
 * @param {Element} root
 * @returns {(Text|Element)[]}
 */
function nodesOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (n) => {
    if (n instanceof Text) return NodeFilter.FILTER_ACCEPT;
    const e = /** @type {Element} */ (n);
    if (e.matches(EXCLUDED)) return NodeFilter.FILTER_REJECT;
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
const textOfNode = (p) => (p instanceof Text ? p.data : '\n');

/** @param {Element} root */
export function textOf(root) {
  return nodesOf(root).map(textOfNode).join('');
}

/**
 * The number of characters before a point in the document.
 * @param {Element} root
 * @param {Node} node
 * @param {number} offset
 */
function offsetOf(root, node, offset) {
  const end = document.createRange();
  end.setStart(root, 0);
  end.setEnd(node, offset);
  let n = 0;
  for (const p of nodesOf(root)) {
    if (p === node) return n + length(/** @type {Text} */ (p).data.slice(0, offset));
    if (end.comparePoint(p, 0) > 0) return n;
    n += length(textOfNode(p));
  }
  return n;
}

/**
 * The point in the document before a character of the text.
 * @param {Element} root
 * @param {number} at
 * @returns {[Node, number]}
 */
function pointAt(root, at) {
  let left = at;
  for (const p of nodesOf(root)) {
    const n = length(textOfNode(p));
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
 * The selected part of a text, without the spaces around it.
 * @param {Element} root
 * @returns {(Span & Ends & {words: string})|null} null: nothing
 */
export function selected(root) {
  const s = getSelection();
  if (!s || s.isCollapsed || !s.anchorNode || !s.focusNode) return null;
  if (!root.contains(s.anchorNode) || !root.contains(s.focusNode)) return null;
  const anchor = offsetOf(root, s.anchorNode, s.anchorOffset);
  const focus = offsetOf(root, s.focusNode, s.focusOffset);
  const all = [...textOf(root)];
  let [from, to] = anchor < focus ? [anchor, focus] : [focus, anchor];
  while (from < to && !all[from].trim()) from++;
  while (from < to && !all[to - 1].trim()) to--;
  return from < to ? { anchor, focus, from, to, words: all.slice(from, to).join('') } : null;
}

/**
 * The spans of the words of a text, in characters.
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
 * The next selection by words: the neighbouring word, or the selection extended or reduced by one.
 * @param {Span[]} words
 * @param {Ends|null} at null: nothing is selected
 * @param {boolean} forward in the order of reading
 * @param {boolean} extend
 * @returns {Ends|null}
 */
export function nextSelection(words, at, forward, extend) {
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
 * @param {Ends} at
 */
export function select(root, at) {
  const [a, i] = pointAt(root, at.anchor);
  const [b, j] = pointAt(root, at.focus);
  getSelection()?.setBaseAndExtent(a, i, b, j);
}

/**
 * Selects words by the arrow keys, in the direction of the text.
 * @param {HTMLElement} root
 * @param {KeyboardEvent} e
 * @returns {boolean} whether the key was handled
 */
export function selectByKey(root, e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return false;
  if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return false;
  const rtl = getComputedStyle(root).direction === 'rtl';
  const at = nextSelection(wordsOf(textOf(root), root.lang), selected(root), (e.key === 'ArrowLeft') === rtl, e.shiftKey);
  if (at) select(root, at);
  return true;
}
