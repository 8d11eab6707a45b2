// @ts-check
// Protects the tags of inline codes in a plain text area: ⟦1⟧…⟦/1⟧ and ⟦2/⟧. A deletion that
// touches a tag deletes the whole tag and its partner; the caret is never inside one.

const TAG = /⟦⟦|⟦(\/?)([A-Za-z0-9]+)(\/?)⟧/g;

/**
 * @typedef {{start: number, end: number, id: string, kind: 'open'|'close'|'lone'}} Tag
 * @param {string} text
 * @returns {Tag[]}
 */
export function tagsOf(text) {
  const tags = [];
  for (const m of text.matchAll(TAG)) {
    if (m[0] === '⟦⟦') continue;
    tags.push({ start: m.index, end: m.index + m[0].length, id: m[2],
      kind: /** @type {Tag['kind']} */ (m[1] ? 'close' : m[3] ? 'lone' : 'open') });
  }
  return tags;
}

/**
 * Changes the replacement of text[start,end) by insert so that no part of a tag is left: the range
 * grows over the tags it touches, and their partners are deleted too.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} insert
 * @returns {{start: number, end: number, insert: string, caret: number}|null} null: it touches no tag
 */
function wholeTags(text, start, end, insert) {
  const tags = tagsOf(text);
  const touched = tags.filter((t) => t.start < end && t.end > start);
  if (touched.length === 0) return null;
  const from = Math.min(start, ...touched.map((t) => t.start));
  const to = Math.max(end, ...touched.map((t) => t.end));
  const removed = tags.filter((t) => t.start >= from && t.end <= to);
  const halves = tags.filter((t) => !removed.includes(t) && t.kind !== 'lone' &&
    removed.some((g) => partnerOf(tags, g) === t));
  const first = Math.min(from, ...halves.map((t) => t.start));
  const last = Math.max(to, ...halves.map((t) => t.end));
  let out = '';
  let caret = 0;
  for (let i = first; i < last;) {
    const half = halves.find((t) => t.start === i);
    if (i === from) {
      out += insert;
      caret = first + out.length;
      i = to;
      if (to > from) continue;
    }
    if (half) { i = half.end; continue; }
    if (i >= last) break;
    out += text[i];
    i += 1;
  }
  return { start: first, end: last, insert: out, caret };
}

/**
 * The other tag of a pair; pairs nest.
 * @param {Tag[]} tags
 * @param {Tag} tag
 */
export function partnerOf(tags, tag) {
  const i = tags.indexOf(tag);
  const same = (/** @type {Tag} */ t) => t.id === tag.id && t.kind !== 'lone';
  if (tag.kind === 'open') return tags.slice(i + 1).find((t) => same(t) && t.kind === 'close');
  if (tag.kind === 'close') return tags.slice(0, i).reverse().find((t) => same(t) && t.kind === 'open');
  return undefined;
}

/**
 * Replaces a range of the field's text as if it were typed, so that one undo restores it.
 * @param {HTMLTextAreaElement} field
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @param {number} [caret]
 */
export function replaceRange(field, start, end, text, caret) {
  if (start === end && text === '') return;
  field.focus();
  field.setSelectionRange(start, end);
  watched.delete(field);
  const done = text === '' ? document.execCommand('delete')
    : document.execCommand('insertText', false, text);
  if (!done) {
    field.setRangeText(text, start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  watched.add(field);
  if (caret !== undefined) field.setSelectionRange(caret, caret);
}

/** Fields whose input is checked; they leave the set during a change of our own. @type {WeakSet<Element>} */
const watched = new WeakSet();

/** Whether a field is changed by replaceRange now. @param {HTMLTextAreaElement} field */
export function isReplacing(field) { return !watched.has(field); }

/** Protects the tags of a field. @param {HTMLTextAreaElement} field @param {AbortSignal} signal ends it */
export function protectTags(field, signal) {
  watched.add(field);
  let last = field.value;
  let caret = 0;
  field.addEventListener('beforeinput', (e) => {
    last = field.value;
    if (!watched.has(field) || !e.cancelable || e.isComposing) return;
    if (e.inputType === 'insertLineBreak') { e.preventDefault(); return; }
    const edit = editOf(field, e);
    if (!edit) return;
    if (/[\r\n]/.test(e.data ?? '') && tagsOf(field.value).every((t) => t.start >= edit.end || t.end <= edit.start)) {
      e.preventDefault();
      replaceRange(field, edit.start, edit.end, edit.text, edit.start + edit.text.length);
      return;
    }
    const fixed = edit.start === edit.end ? null : wholeTags(field.value, edit.start, edit.end, edit.text);
    if (!fixed) return;
    e.preventDefault();
    replaceRange(field, fixed.start, fixed.end, fixed.insert, fixed.caret);
  }, { signal });
  field.addEventListener('input', (e) => {
    if (watched.has(field) && !(/** @type {InputEvent} */ (e).isComposing)) repairTags(field, last);
    last = field.value;
  }, { signal });
  field.addEventListener('compositionend', () => repairTags(field, last), { signal });
  document.addEventListener('selectionchange', () => {
    if (document.activeElement === field) caret = moveCaretOut(field, caret);
  }, { signal });
}

/**
 * The range that a change will replace and its new text; null when only the browser knows them (by
 * word, by line, undo): repairTags checks such a change afterwards.
 * @param {HTMLTextAreaElement} field
 * @param {InputEvent} e
 */
function editOf(field, e) {
  const { selectionStart: start, selectionEnd: end } = field;
  const text = e.inputType.startsWith('insert')
    ? oneLine(e.data ?? e.dataTransfer?.getData('text/plain') ?? '') : '';
  if (e.inputType.startsWith('history')) return null;
  if (start !== end) return { start, end, text };
  if (e.inputType === 'deleteContentBackward' && start > 0) return { start: start - 1, end, text };
  if (e.inputType === 'deleteContentForward') return { start, end: Math.min(end + 1, field.value.length), text };
  return null;
}

/**
 * A text without the tags of some codes.
 * @param {string} text
 * @param {(tag: Tag) => boolean} unwanted
 */
export function withoutTags(text, unwanted) {
  return tagsOf(text).filter(unwanted).reduceRight((rest, t) => rest.slice(0, t.start) + rest.slice(t.end), text);
}

/** The characters of markup. @param {string} markup */
export function charsOf(markup) {
  return withoutTags(markup, () => true).replaceAll('⟦⟦', '⟦');
}

/** A segment is one line: a pasted line break becomes a space. @param {string} s */
export function oneLine(s) {
  return s.replace(/[ \t]*[\r\n\v\f\u0085\u2028\u2029]+[ \t]*/g, ' ');
}

/**
 * Removes the rest of a tag after a change by word, by line or by dictation deleted a part of it.
 * @param {HTMLTextAreaElement} field
 * @param {string} before the text before that change
 */
function repairTags(field, before) {
  const now = field.value;
  if (now === before || isBalanced(now) || !isBalanced(before)) return;
  let a = 0;
  while (a < Math.min(now.length, before.length) && now[a] === before[a]) a++;
  let z = 0;
  while (z < Math.min(now.length, before.length) - a &&
    now[now.length - 1 - z] === before[before.length - 1 - z]) z++;
  const typed = now.slice(a, now.length - z);
  const fixed = wholeTags(before, a, before.length - z, typed);
  if (!fixed) return;
  const text = before.slice(0, fixed.start) + fixed.insert + before.slice(fixed.end);
  replaceRange(field, 0, now.length, text, fixed.caret);
}

/** Whether a text has only whole tags, each with its partner. @param {string} text */
export function isBalanced(text) {
  const tags = tagsOf(text);
  const rest = text.replace(TAG, '');
  return !/[⟦⟧]/.test(rest) && tags.every((t) => t.kind === 'lone' || partnerOf(tags, t));
}

/**
 * Moves a caret out of a tag: to its far edge when the caret moved in from the other side. Ends of
 * a selection move to the edges.
 * @param {HTMLTextAreaElement} field
 * @param {number} from where the caret was before
 */
function moveCaretOut(field, from) {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = field;
  const tags = tagsOf(field.value);
  const inside = (/** @type {number} */ at) => tags.find((t) => t.start < at && at < t.end);
  const a = inside(start);
  const z = inside(end);
  if (!a && !z) return start;
  if (start === end && a) {
    const to = from <= a.start ? a.end : a.start;
    field.setSelectionRange(to, to);
    return to;
  }
  field.setSelectionRange(a ? a.start : start, z ? z.end : end, selectionDirection ?? 'none');
  return field.selectionStart;
}
