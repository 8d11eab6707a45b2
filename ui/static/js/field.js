// @ts-check
// The field a segment is written in: its text, caret and direction, and the buttons that put
// codes in. Whoever saves the text talks to a Field and never to what it is made of.
import { guard, insertCode, oneLine, replace, tagsOf } from './tags.js';

/**
 * What the text is typed into. Text is always the segment's markup: ⟦1⟧…⟦/1⟧ and ⟦2/⟧.
 * @typedef {object} Surface
 * @property {HTMLElement} element what has the focus while one types
 * @property {() => string} text
 * @property {(text: string) => void} set takes a text over; nobody is told and no undo brings
 *   the old one back
 * @property {(text: string) => void} replace puts a text in place of all, as if it were typed
 * @property {(text: string) => void} insert puts plain text at the selection, as if it were typed
 * @property {(code: Code) => void} code puts a code around or at the selection
 * @property {() => string} before the markup that stands before the selection
 * @property {() => void} focus takes the focus, caret at the end
 * @property {() => void} leave ends it; the text area goes on having the text
 */

/**
 * A code of the source, as its button says it; a standalone one has no end.
 * @typedef {{open: string, end: string}} Code
 */

/**
 * The writing field of a segment's form.
 * @typedef {object} Field
 * @property {() => string} text what was typed, as the server reads it
 * @property {(text: string) => void} set takes over another text, as when a draft is found; no
 *   onInput follows
 * @property {(text: string) => void} replace puts a text in place of all, as if it were typed:
 *   onInput follows, and one undo takes it back
 * @property {(text: string) => void} insert puts plain text at the selection, as if it were typed
 * @property {(fn: () => void) => void} onInput after every change by the person
 * @property {(fn: () => void) => void} onBlur when the focus goes elsewhere
 * @property {(wrong: boolean) => void} invalid says that the text was refused
 * @property {() => void} focus puts the caret at the end of the text
 * @property {() => boolean} focused
 * @property {() => number} caret the characters before the selection as the server counts them
 * @property {() => number} sourceCaret those of the source before a selection in it; -1: none
 * @property {() => void} turn changes the direction, which this browser keeps for the segment
 * @property {() => void} nextCode puts the first code of the source that is not in the text
 * @property {() => void} copySource
 * @property {() => void} leave ends the field when another row is opened
 */

/**
 * Makes the field of a segment's form live.
 * @param {HTMLFormElement} form
 * @returns {Field}
 */
export function openField(form) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  const off = new AbortController();
  const surface = plainSurface(area);
  const id = /** @type {HTMLElement|null} */ (form.closest('.seg'))?.dataset.segment ?? '';
  const buttons = codeButtons(form);
  const field = {
    ...surface,
    /** @param {() => void} fn */
    onInput: (fn) => area.addEventListener('input', fn, { signal: off.signal }),
    /** @param {() => void} fn */
    onBlur: (fn) => surface.element.addEventListener('blur', fn, { signal: off.signal }),
    /** @param {boolean} wrong */
    invalid: (wrong) => surface.element.setAttribute('aria-invalid', String(wrong)),
    /** @param {string} text */
    set: (text) => { surface.set(text); showUsed(buttons, text); },
    focused: () => document.activeElement === surface.element,
    caret: () => flatLength(surface.before()),
    sourceCaret: () => sourceCaret(id),
    turn: () => { turn(surface.element, id); surface.element.focus(); },
    nextCode: () => buttons.find((b) => !b.disabled)?.click(),
    copySource: () => surface.replace(oneLine(area.dataset.source ?? '')),
    leave: () => { off.abort(); surface.leave(); },
  };
  for (const b of buttons) {
    b.hidden = false;
    b.addEventListener('click', () => surface.code(codeOf(b)), { signal: off.signal });
  }
  field.onInput(() => showUsed(buttons, surface.text()));
  wireTools(form, field, off.signal);
  const way = stored(id);
  if (way) surface.element.dir = way;
  showUsed(buttons, surface.text());
  return field;
}

/**
 * The buttons beside the text that have to do with it alone.
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {AbortSignal} signal
 */
function wireTools(form, field, signal) {
  const turner = /** @type {HTMLElement|null} */ (form.querySelector('[data-turn]'));
  if (turner) { turner.hidden = false; turner.addEventListener('click', () => field.turn(), { signal }); }
  const take = /** @type {HTMLElement|null} */ (form.querySelector('[data-take]'));
  if (!take) return;
  take.hidden = false;
  take.addEventListener('click', () => field.replace(take.dataset.take ?? ''), { signal });
}

/**
 * The text area itself, whose tags are kept whole.
 * @param {HTMLTextAreaElement} area
 * @returns {Surface}
 */
function plainSurface(area) {
  guard(area);
  return {
    element: area,
    text: () => area.value,
    set: (text) => { area.value = text; },
    replace: (text) => replace(area, 0, area.value.length, text),
    insert: (text) => replace(area, area.selectionStart, area.selectionEnd, text),
    code: ({ open, end }) => insertCode(area, open, end),
    before: () => area.value.slice(0, area.selectionStart),
    focus() {
      area.focus({ preventScroll: true });
      area.setSelectionRange(area.value.length, area.value.length);
    },
    leave() {},
  };
}

/** @param {HTMLFormElement} form */
function codeButtons(form) {
  return /** @type {HTMLButtonElement[]} */ ([...form.querySelectorAll('button.coded')]);
}

/** @param {HTMLButtonElement} b @returns {Code} */
function codeOf(b) {
  return { open: b.dataset.open ?? '', end: b.dataset.end ?? '' };
}

/**
 * @param {HTMLButtonElement[]} buttons
 * @param {string} text
 */
function showUsed(buttons, text) {
  for (const b of buttons) b.disabled = text.includes(codeOf(b).open);
}

/** @param {string} id @returns {string|null} the direction this browser keeps for a segment */
function stored(id) {
  try { return localStorage.getItem(`dir:${id}`); } catch { return null; }
}

/**
 * @param {HTMLElement} element
 * @param {string} id
 */
function turn(element, id) {
  element.dir = element.dir === 'rtl' ? 'ltr' : 'rtl';
  try { localStorage.setItem(`dir:${id}`, element.dir); } catch { /* for this page only */ }
}

/** @param {string} id */
function sourceCaret(id) {
  const source = document.getElementById(`o-${id}`);
  const s = getSelection();
  if (!source || !s?.anchorNode || !source.contains(s.anchorNode)) return -1;
  const range = document.createRange();
  range.setStart(source, 0);
  range.setEnd(s.anchorNode, s.anchorOffset);
  const part = range.cloneContents();
  for (const tag of part.querySelectorAll('.code-tag')) tag.remove();
  for (const lone of part.querySelectorAll('br, .lone, .pic')) lone.replaceWith('x');
  return [...(part.textContent ?? '')].length;
}

/** The characters of a marked-up text as the server counts them. @param {string} text */
export function flatLength(text) {
  let n = [...text].length;
  for (const t of tagsOf(text)) n -= t.end - t.start - (t.kind === 'lone' ? 1 : 0);
  return n;
}
