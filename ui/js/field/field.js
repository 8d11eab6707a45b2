// @ts-check
// The field in which a segment is written: its text, caret and direction, and the buttons that
// insert codes. Modules that save the text use a Field, never the element behind it.
import { Typist } from './autocorrect.js';
import { flatten, rewrite } from './flattext.js';
import { Ghost } from './ghost.js';
import { plainSurface } from './plaintext.js';
import { oneLine, tagsOf } from './tags.js';

/**
 * The rich text surface: null until it is loaded, and in a browser that cannot run it. Until then
 * one types in the text area.
 * @type {typeof import('./richtext.js')|null}
 */
let richtext = null;
/** @type {typeof import('./invisible.js')|null} */
let invisible = null;

const loaded = Promise.all([import('./richtext.js'), import('./invisible.js')])
  .then((both) => { [richtext, invisible] = both; }, () => { /* the text area stays */ });

/**
 * The element that the text is typed into. Text is always the segment's markup: ⟦1⟧…⟦/1⟧ and
 * ⟦2/⟧.
 * @typedef {object} Surface
 * @property {HTMLElement} element has the focus while a person types
 * @property {() => string} text
 * @property {(text: string) => void} setText sets the text without an input event and without a
 *   step of undo
 * @property {(text: string) => void} replaceText replaces the whole text, as if it were typed
 * @property {(text: string, end?: string) => void} insertText inserts plain text at the selection,
 *   as if it were typed; with an end, around it
 * @property {(markup: string) => void} insertMarkup inserts markup at the selection, as if it were typed,
 *   without the codes that the rest of the text has
 * @property {(code: Code, leaving?: string[]) => void} toggleCode puts a code around or at the
 *   selection, or ends it; after the pairs that it leaves
 * @property {() => PairAt[]} pairs the pairs at the selection
 * @property {(code: Code) => boolean} hasCode whether the text has a code
 * @property {(code: Code) => boolean} isInCode whether text typed next will be in it
 * @property {() => string} markupBefore the markup before the selection
 * @property {() => {before: string, after: string}|null} caretText the text before and after the caret,
 *   a chip as one character; null while something is selected
 * @property {() => string[]} charsAround the characters before and after the caret
 * @property {(name: string, value: string) => void} setAttribute of the element
 * @property {(from?: number, to?: number) => void} focus takes the focus, with the caret at the
 *   end or a part of the markup selected
 * @property {() => void} destroy removes the surface; the text area keeps the text
 */

/**
 * A code of the source, as its button has it; a standalone one has no end.
 * @typedef {{open: string, end: string}} Code
 */

/**
 * A pair at the selection, by the id of its code: pending has no text yet, end has the caret at the
 * end of its text; selected is in a selection and does not go on after it.
 * @typedef {{id: string, where: 'pending'|'end'|'inside'|'selected'}} PairAt
 */

/**
 * The writing field of a segment's form.
 * @typedef {object} Field
 * @property {() => string} text the typed text, as the server reads it
 * @property {(text: string) => void} setText sets the text, as when a draft is found, without a
 *   call of onInput
 * @property {(text: string) => void} replaceText replaces the whole text, as if it were typed:
 *   onInput follows, and one undo restores the old text
 * @property {(text: string, end?: string) => void} insertText inserts plain text at the selection,
 *   as if it were typed; with an end, around it
 * @property {(markup: string) => void} insertMarkup inserts markup at the selection, as if it were typed,
 *   without the codes that the rest of the text has
 * @property {() => {before: string, after: string}|null} caretText the text before and after the caret,
 *   a chip as one character; null while something is selected
 * @property {(text: string) => void} propose shows what the text may go on with; empty: nothing
 * @property {() => string} proposal what is shown; empty: nothing
 * @property {() => string} direction
 * @property {(fn: () => void) => void} onInput after every change by the person
 * @property {(fn: () => void) => void} onBlur when the field loses the focus
 * @property {(invalid: boolean) => void} setInvalid marks the text as refused or not
 * @property {(at?: number) => void} focus puts the caret at a place of the markup, else at its end
 * @property {(from: number, to: number) => void} selectFlat selects characters of the text without its codes
 * @property {(from: number, to: number, text: string) => void} replaceFlat replaces such characters, as if it
 *   were typed
 * @property {() => boolean} focused
 * @property {() => number} caret the place of the selection in the markup
 * @property {() => number} sourceCaret the characters of the source before a selection in it; -1
 *   without one
 * @property {() => void} toggleDirection turns the direction, which this browser stores by segment
 * @property {() => void} insertNextCode inserts the first code of the source that the text lacks
 * @property {(type: string) => boolean} toggleFormat toggles a code of a type: bold, italic, link;
 *   false when the source has none
 * @property {() => void} copySource
 * @property {() => void} insertNarrowSpace inserts the narrow space of the house style
 * @property {() => void} toggleInvisibles shows or hides invisible characters
 * @property {() => void} openCharacters opens the palette of characters
 * @property {() => void} destroy ends the field when another row is opened
 */

/**
 * Makes the field of a segment's form live.
 * @param {HTMLFormElement} form
 * @returns {Field}
 */
export function openField(form) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  const end = new AbortController();
  const { signal } = end;
  const id = /** @type {HTMLElement|null} */ (form.closest('.seg'))?.dataset.segment ?? '';
  const buttons = codeButtons(form);
  const names = JSON.parse(area.dataset.unseen || '{}');
  const typist = area.dataset.typing ? new Typist(JSON.parse(area.dataset.typing)) : null;
  const codes = sourceCodes(buttons);
  let surface = plainSurface(area, codes, typist);
  const ghost = new Ghost(form, signal);
  const caretMoved = () => { showUsedCodes(buttons, surface); showNamesAtCaret(form, surface, names); };
  const field = {
    text: () => surface.text(),
    /** @param {string} text */
    setText: (text) => { surface.setText(text); caretMoved(); },
    /** @param {string} text */
    replaceText: (text) => surface.replaceText(text),
    /** @param {string} text @param {string} [end] */
    insertText: (text, end) => surface.insertText(text, end),
    /** @param {string} markup */
    insertMarkup: (markup) => surface.insertMarkup(markup),
    caretText: () => surface.caretText(),
    /** @param {string} text */
    propose: (text) => ghost.show(surface.element, surface.caretText()?.before ?? '', text),
    proposal: () => ghost.text,
    direction: () => surface.element.dir,
    /** @param {() => void} fn */
    onInput: (fn) => area.addEventListener('input', fn, { signal }),
    /** @param {() => void} fn */
    onBlur: (fn) => form.addEventListener('focusout', (e) => { if (e.target === surface.element) fn(); }, { signal }),
    /** @param {boolean} invalid */
    setInvalid: (invalid) => surface.setAttribute('aria-invalid', String(invalid)),
    /** @param {number} [at] */
    focus: (at) => surface.focus(at),
    /** @param {number} from @param {number} to */
    selectFlat: (from, to) => {
      const markup = surface.text();
      const { starts, ends } = flatten(markup, codes);
      surface.focus(starts[from] ?? markup.length, to > from ? ends[to - 1] : starts[from] ?? markup.length);
    },
    /** @param {number} from @param {number} to @param {string} text */
    replaceFlat: (from, to, text) => {
      const markup = surface.text();
      const made = rewrite(markup, flatten(markup, codes), { edits: [{ from, to, text }], caret: 0 }, markup.length, codes);
      surface.replaceText(markup.slice(0, made.from) + made.text + markup.slice(made.to));
    },
    focused: () => document.activeElement === surface.element,
    caret: () => surface.markupBefore().length,
    sourceCaret: () => sourceCaret(id),
    toggleDirection: () => { toggleDirection(surface, id); surface.element.focus(); },
    insertNextCode: () => insertNextCode(buttons, surface, area.dataset.source ?? ''),
    /** @param {string} type */
    toggleFormat: (type) => toggleFormat(buttons, surface, type),
    copySource: () => surface.replaceText(oneLine(area.dataset.source ?? '')),
    insertNarrowSpace: () => surface.insertText(area.dataset.narrow ?? '\u202f'),
    toggleInvisibles: () => showInvisibles(form, !invisible?.invisiblesShown()),
    openCharacters: () => form.querySelector('dialog')?.showModal(),
    destroy: () => { end.abort(); surface.destroy(); },
  };
  /** Replaces the text area by the rich surface, with the person's focus and selection. */
  const enrich = () => {
    const focused = field.focused();
    const { selectionStart, selectionEnd } = area;
    ghost.hide();
    surface.destroy();
    surface = richSurface(area, codes, { caretMoved, typist });
    if (focused) surface.focus(selectionStart, selectionEnd);
    wireInvisibles(form, field, signal);
    caretMoved();
    form.dataset.field = surface.element === area ? 'plain' : 'rich';
  };
  for (const b of buttons) {
    b.hidden = false;
    b.addEventListener('click', () => surface.toggleCode(codeOf(b)), { signal });
  }
  field.onInput(caretMoved);
  wireTools(form, field, signal);
  const direction = storedDirection(id);
  if (direction) surface.setAttribute('dir', direction);
  caretMoved();
  if (richtext) enrich();
  else loadedBetweenWords(area).then(() => { if (!signal.aborted) enrich(); });
  return field;
}

/**
 * Waits until the rich surface is loaded and no word is being composed in the text area, which the
 * input method would lose.
 * @param {HTMLTextAreaElement} area
 */
async function loadedBetweenWords(area) {
  const end = new AbortController();
  /** @type {Promise<unknown>} */
  let composed = loaded;
  area.addEventListener('compositionstart', () => {
    composed = new Promise((done) => area.addEventListener('compositionend', () => setTimeout(done), { once: true }));
  }, end);
  let last;
  do { last = composed; await Promise.all([loaded, last]); } while (last !== composed);
  end.abort();
}

/** @param {HTMLButtonElement[]} buttons @returns {import('./markup.js').SourceCode[]} */
function sourceCodes(buttons) {
  return buttons.map((b) => ({ id: b.dataset.id ?? '', type: b.dataset.type ?? '',
    word: b.querySelector('[data-word]')?.textContent ?? '', lone: !b.dataset.end, label: b.dataset.label }));
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {import('./markup.js').SourceCode[]} codes
 * @param {import('./richtext.js').Hooks} hooks
 * @returns {Surface}
 */
function richSurface(area, codes, hooks) {
  if (!richtext) return plainSurface(area, codes, hooks.typist);
  try {
    return richtext.richSurface(area, codes, hooks);
  } catch (error) {
    console.warn('no rich text field, the text area stays:', error);
    return plainSurface(area, codes, hooks.typist);
  }
}

/**
 * Inserts the first code of the source that the text lacks. A pair whose text is written is left
 * before a code that the source does not have in it; bold is never put in bold.
 * @param {HTMLButtonElement[]} buttons
 * @param {Surface} surface
 * @param {string} source
 */
function insertNextCode(buttons, surface, source) {
  const pairs = surface.pairs();
  const typeOf = (/** @type {string|undefined} */ id) => buttons.find((b) => b.dataset.id === id)?.dataset.type;
  for (const b of buttons) {
    if (surface.hasCode(codeOf(b))) continue;
    const ends = ['end', b.dataset.end ? '' : 'selected'];
    const leaving = pairs.filter((p) => ends.includes(p.where) && !isNested(source, b.dataset.id, p.id)).map((p) => p.id);
    if (pairs.some((p) => !leaving.includes(p.id) && typeOf(p.id) === b.dataset.type)) continue;
    surface.toggleCode(codeOf(b), leaving);
    return;
  }
}

/**
 * Whether a text has a code in the pair of another.
 * @param {string} text
 * @param {string|undefined} inner
 * @param {string} outer
 */
function isNested(text, inner, outer) {
  const tags = tagsOf(text);
  const at = tags.findIndex((t) => t.id === inner);
  const start = tags.findIndex((t) => t.id === outer);
  return start >= 0 && start < at && at < tags.findIndex((t) => t.id === outer && t.kind === 'close');
}

/**
 * Wires the buttons beside the text that concern it alone.
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {AbortSignal} signal
 */
function wireTools(form, field, signal) {
  /** @param {string} selector @param {(b: HTMLElement) => void} handler */
  const wire = (selector, handler) => wireAll(form, selector, handler, signal);
  wire('[data-turn]', field.toggleDirection);
  wire('[data-take]', (b) => field.replaceText(b.dataset.take ?? ''));
  wire('[data-signs]', field.openCharacters);
  const dialog = form.querySelector('dialog');
  wire('[data-close]', () => dialog?.close());
  wire('[data-sign]', (b) => {
    dialog?.close();
    field.insertText(b.dataset.sign ?? '', b.dataset.signEnd);
  });
}

/**
 * Wires the button that shows invisible characters; the text area cannot show them.
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {AbortSignal} signal
 */
function wireInvisibles(form, field, signal) {
  if (!invisible) return;
  wireAll(form, '[data-show-signs]', field.toggleInvisibles, signal);
  showInvisibles(form, invisible.invisiblesShown());
}

/**
 * @param {HTMLFormElement} form
 * @param {string} selector
 * @param {(b: HTMLElement) => void} handler
 * @param {AbortSignal} signal
 */
function wireAll(form, selector, handler, signal) {
  for (const b of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(selector))) {
    b.hidden = false;
    b.addEventListener('click', () => handler(b), { signal });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} shown
 */
function showInvisibles(form, shown) {
  invisible?.setInvisiblesShown(shown);
  form.querySelector('[data-show-signs]')?.setAttribute('aria-pressed', String(shown));
}

/**
 * Shows the names of invisible characters at the caret.
 * @param {HTMLFormElement} form
 * @param {Surface} surface
 * @param {import('./invisible.js').Names} names
 */
function showNamesAtCaret(form, surface, names) {
  const place = /** @type {HTMLElement|null} */ (form.querySelector('.near'));
  if (!place || !invisible) return;
  const text = invisible.namesAtCaret(surface.charsAround(), names).join(' · ');
  if (place.textContent !== text) place.textContent = text;
}

/**
 * @param {HTMLButtonElement[]} buttons
 * @param {Surface} surface
 * @param {string} type
 */
function toggleFormat(buttons, surface, type) {
  const ofType = buttons.filter((b) => b.dataset.type === type);
  const b = ofType.find((one) => surface.isInCode(codeOf(one))) ??
    ofType.find((one) => !surface.hasCode(codeOf(one))) ?? ofType.at(-1);
  if (b) surface.toggleCode(codeOf(b));
  return b !== undefined;
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
 * Disables the buttons of codes that the text has already, but for one in which the caret is.
 * @param {HTMLButtonElement[]} buttons
 * @param {Surface} surface
 */
function showUsedCodes(buttons, surface) {
  for (const b of buttons) {
    const inside = surface.isInCode(codeOf(b));
    b.disabled = !inside && surface.hasCode(codeOf(b));
    b.setAttribute('aria-pressed', String(inside));
  }
}

/** The direction that this browser stores for a segment. @param {string} id @returns {string|null} */
function storedDirection(id) {
  try { return localStorage.getItem(`dir:${id}`); } catch { return null; }
}

/**
 * @param {Surface} surface
 * @param {string} id
 */
function toggleDirection(surface, id) {
  const dir = surface.element.dir === 'rtl' ? 'ltr' : 'rtl';
  surface.setAttribute('dir', dir);
  try { localStorage.setItem(`dir:${id}`, dir); } catch { /* for this page only */ }
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
  for (const tag of part.querySelectorAll('.code-tag, .gap')) tag.remove();
  for (const lone of part.querySelectorAll('br, .lone, .pic')) lone.replaceWith('x');
  return [...(part.textContent ?? '')].length;
}
