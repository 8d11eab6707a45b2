// @ts-check
// Keeps the tags of inline codes whole in a plain textarea: ⟦1⟧…⟦/1⟧ and ⟦2/⟧. A deletion that
// touches a tag takes the whole tag and its other half; the caret never stands inside one.

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
 * What replacing text[start,end) by insert must become so that no tag is torn: the range grows
 * over the tags it touches, and the other halves of those pairs go too.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} insert
 * @returns {{start: number, end: number, insert: string, caret: number}|null} null: touches no tag
 */
function spare(text, start, end, insert) {
  const tags = tagsOf(text);
  const hit = tags.filter((t) => t.start < end && t.end > start);
  if (hit.length === 0) return null;
  const from = Math.min(start, ...hit.map((t) => t.start));
  const to = Math.max(end, ...hit.map((t) => t.end));
  const gone = tags.filter((t) => t.start >= from && t.end <= to);
  const halves = tags.filter((t) => !gone.includes(t) && t.kind !== 'lone' &&
    gone.some((g) => mates(tags, g) === t));
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
 * The other half of a pair; pairs nest.
 * @param {Tag[]} tags
 * @param {Tag} tag
 */
function mates(tags, tag) {
  const i = tags.indexOf(tag);
  const same = (/** @type {Tag} */ t) => t.id === tag.id && t.kind !== 'lone';
  if (tag.kind === 'open') return tags.slice(i + 1).find((t) => same(t) && t.kind === 'close');
  if (tag.kind === 'close') return tags.slice(0, i).reverse().find((t) => same(t) && t.kind === 'open');
  return undefined;
}

/**
 * Changes the field as if it were typed, so that one undo takes it back.
 * @param {HTMLTextAreaElement} field
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @param {number} [caret]
 */
export function replace(field, start, end, text, caret) {
  if (start === end && text === '') return;
  field.focus();
  field.setSelectionRange(start, end);
  guarded.delete(field);
  const done = text === '' ? document.execCommand('delete')
    : document.execCommand('insertText', false, text);
  if (!done) {
    field.setRangeText(text, start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  guarded.add(field);
  if (caret !== undefined) field.setSelectionRange(caret, caret);
}

/** Fields whose input is watched just now; our own changes are not. @type {WeakSet<Element>} */
const guarded = new WeakSet();

/** @param {HTMLTextAreaElement} field @param {AbortSignal} signal ends it */
export function guard(field, signal) {
  guarded.add(field);
  let last = field.value;
  let caret = 0;
  field.addEventListener('beforeinput', (e) => {
    last = field.value;
    if (!guarded.has(field) || !e.cancelable || e.isComposing) return;
    if (e.inputType === 'insertLineBreak') { e.preventDefault(); return; }
    const edit = editOf(field, e);
    if (!edit) return;
    if (/[\r\n]/.test(e.data ?? '') && tagsOf(field.value).every((t) => t.start >= edit.end || t.end <= edit.start)) {
      e.preventDefault();
      replace(field, edit.start, edit.end, edit.text, edit.start + edit.text.length);
      return;
    }
    const safe = edit.start === edit.end ? null : spare(field.value, edit.start, edit.end, edit.text);
    if (!safe) return;
    e.preventDefault();
    replace(field, safe.start, safe.end, safe.insert, safe.caret);
  }, { signal });
  field.addEventListener('input', (e) => {
    if (guarded.has(field) && !(/** @type {InputEvent} */ (e).isComposing)) mend(field, last);
    last = field.value;
  }, { signal });
  field.addEventListener('compositionend', () => mend(field, last), { signal });
  document.addEventListener('selectionchange', () => {
    if (document.activeElement === field) caret = stepOut(field, caret);
  }, { signal });
}

/**
 * The range a change is going to replace and by what; null when only the browser knows (by
 * word, by line, undo), which mend looks at afterwards.
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

/** A segment is one line: a pasted line break becomes a space. @param {string} s */
export function oneLine(s) {
  return s.replace(/[ \t]*[\r\n\v\f\u0085\u2028\u2029]+[ \t]*/g, ' ');
}

/**
 * Takes away what is left of a tag that a change by word, by line or by dictation tore.
 * @param {HTMLTextAreaElement} field
 * @param {string} before the text when it was whole
 */
function mend(field, before) {
  const now = field.value;
  if (now === before || whole(now) || !whole(before)) return;
  let a = 0;
  while (a < Math.min(now.length, before.length) && now[a] === before[a]) a++;
  let z = 0;
  while (z < Math.min(now.length, before.length) - a &&
    now[now.length - 1 - z] === before[before.length - 1 - z]) z++;
  const typed = now.slice(a, now.length - z);
  const safe = spare(before, a, before.length - z, typed);
  if (!safe) return;
  const text = before.slice(0, safe.start) + safe.insert + before.slice(safe.end);
  replace(field, 0, now.length, text, safe.caret);
}

/** @param {string} text */
function whole(text) {
  const tags = tagsOf(text);
  const rest = text.replace(TAG, '');
  return !/[⟦⟧]/.test(rest) && tags.every((t) => t.kind === 'lone' || mates(tags, t));
}

/**
 * Moves a caret or an end of the selection that came to stand inside a tag to its nearer edge,
 * or to its far one when it was walking.
 * @param {HTMLTextAreaElement} field
 * @param {number} from where the caret was
 */
function stepOut(field, from) {
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

/**
 * Puts a code at the selection: a pair around it, or a standalone one after it.
 * @param {HTMLTextAreaElement} field
 * @param {string} open
 * @param {string} end
 */
export function insertCode(field, open, end) {
  const { selectionStart: a, selectionEnd: z } = field;
  const inner = field.value.slice(a, z);
  if (!end) { replace(field, z, z, open); return; }
  // A selection that holds half a pair would cross it.
  if (!whole(inner)) { replace(field, z, z, open + end, z + open.length); return; }
  replace(field, a, z, open + inner + end, inner ? z + open.length + end.length : a + open.length);
}
