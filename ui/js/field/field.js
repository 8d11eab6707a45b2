// @ts-check
// The field a segment is written in: its text, caret and direction, and the buttons that put
// codes in. Whoever saves the text talks to a Field and never to what it is made of.
import { guard, insertCode, oneLine, replace, tagsOf } from './tags.js';

/**
 * The rich surface: null until it has come, and in a browser that cannot run it. The text area
 * takes keys at once, and goes on by itself where it must.
 * @type {typeof import('./richtext.js')|null}
 */
let rich = null;
/** @type {typeof import('./invisible.js')|null} */
let unseen = null;

const asked = Promise.all([import('./richtext.js'), import('./invisible.js')])
  .then((both) => { [rich, unseen] = both; }, () => { /* as it was */ });

/**
 * What the text is typed into. Text is always the segment's markup: ⟦1⟧…⟦/1⟧ and ⟦2/⟧.
 * @typedef {object} Surface
 * @property {HTMLElement} element what has the focus while one types
 * @property {() => string} text
 * @property {(text: string) => void} set takes a text over; nobody is told and no undo brings
 *   the old one back
 * @property {(text: string) => void} replace puts a text in place of all, as if it were typed
 * @property {(text: string, end?: string) => void} insert puts plain text at the selection, as if
 *   it were typed; with an end, around it
 * @property {(code: Code) => void} code puts a code around or at the selection
 * @property {(code: Code) => boolean} used whether the text has a code
 * @property {(code: Code) => boolean} inside whether what is typed next will be in it
 * @property {() => string} before the markup that stands before the selection
 * @property {() => string[]} beside the characters before and after the caret
 * @property {(name: string, value: string) => void} attribute sets one of the element
 * @property {(from?: number, to?: number) => void} focus takes the focus, with the caret at the
 *   end or a part of the markup selected
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
 * @property {(text: string, end?: string) => void} insert puts plain text at the selection, as if
 *   it were typed; with an end, around it
 * @property {(fn: () => void) => void} onInput after every change by the person
 * @property {(fn: () => void) => void} onBlur when the focus goes elsewhere
 * @property {(wrong: boolean) => void} invalid says that the text was refused
 * @property {() => void} focus puts the caret at the end of the text
 * @property {() => boolean} focused
 * @property {() => number} caret the characters before the selection as the server counts them
 * @property {() => number} sourceCaret those of the source before a selection in it; -1: none
 * @property {() => void} turn changes the direction, which this browser keeps for the segment
 * @property {() => void} nextCode puts the first code of the source that is not in the text
 * @property {(type: string) => boolean} format puts a code of a type: bold, italic, link; false
 *   when the source has none
 * @property {() => void} copySource
 * @property {() => void} narrowSpace puts the house style's narrow space
 * @property {() => void} showSigns shows or hides what does not show: spaces, marks
 * @property {() => void} palette opens the palette of signs
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
  const { signal } = off;
  const id = /** @type {HTMLElement|null} */ (form.closest('.seg'))?.dataset.segment ?? '';
  const buttons = codeButtons(form);
  const signs = JSON.parse(area.dataset.unseen || '{}');
  let surface = plainSurface(area);
  const moved = () => { showUsed(buttons, surface); showBeside(form, surface, signs); };
  const field = {
    text: () => surface.text(),
    /** @param {string} text */
    set: (text) => { surface.set(text); moved(); },
    /** @param {string} text */
    replace: (text) => surface.replace(text),
    /** @param {string} text @param {string} [end] */
    insert: (text, end) => surface.insert(text, end),
    /** @param {() => void} fn */
    onInput: (fn) => area.addEventListener('input', fn, { signal }),
    /** @param {() => void} fn */
    onBlur: (fn) => form.addEventListener('focusout', (e) => { if (e.target === surface.element) fn(); }, { signal }),
    /** @param {boolean} wrong */
    invalid: (wrong) => surface.attribute('aria-invalid', String(wrong)),
    focus: () => surface.focus(),
    focused: () => document.activeElement === surface.element,
    caret: () => flatLength(surface.before()),
    sourceCaret: () => sourceCaret(id),
    turn: () => { turn(surface, id); surface.element.focus(); },
    nextCode: () => buttons.find((b) => !surface.used(codeOf(b)))?.click(),
    /** @param {string} type */
    format: (type) => format(buttons, surface, type),
    copySource: () => surface.replace(oneLine(area.dataset.source ?? '')),
    narrowSpace: () => surface.insert(area.dataset.narrow ?? '\u202f'),
    showSigns: () => showSigns(form, !unseen?.unseenShown()),
    palette: () => form.querySelector('dialog')?.showModal(),
    leave: () => { off.abort(); surface.leave(); },
  };
  /** Puts the rich surface in the place of the text area, as the person has it. */
  const enrich = () => {
    const held = field.focused();
    const { selectionStart, selectionEnd } = area;
    surface.leave();
    surface = surfaceOf(area, buttons, moved);
    if (held) surface.focus(selectionStart, selectionEnd);
    wireSigns(form, field, signal);
    moved();
    form.dataset.field = surface.element === area ? 'plain' : 'rich';
  };
  for (const b of buttons) {
    b.hidden = false;
    b.addEventListener('click', () => surface.code(codeOf(b)), { signal });
  }
  field.onInput(moved);
  wireTools(form, field, signal);
  const way = stored(id);
  if (way) surface.attribute('dir', way);
  moved();
  if (rich) enrich();
  else atRest(area).then(() => { if (!signal.aborted) enrich(); });
  return field;
}

/**
 * Waits for the rich surface, and until no word is being composed in the text area: its input
 * method would lose it.
 * @param {HTMLTextAreaElement} area
 */
async function atRest(area) {
  const off = new AbortController();
  /** @type {Promise<unknown>} */
  let word = asked;
  area.addEventListener('compositionstart', () => {
    word = new Promise((end) => area.addEventListener('compositionend', () => setTimeout(end), { once: true }));
  }, off);
  let last;
  do { last = word; await Promise.all([asked, last]); } while (last !== word);
  off.abort();
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLButtonElement[]} buttons
 * @param {() => void} moved
 * @returns {Surface}
 */
function surfaceOf(area, buttons, moved) {
  if (!rich) return plainSurface(area);
  const codes = buttons.map((b) => ({ id: b.dataset.id ?? '', type: b.dataset.type ?? '',
    word: b.querySelector('[data-word]')?.textContent ?? '', lone: !b.dataset.end, label: b.dataset.label }));
  try {
    return rich.richSurface(area, codes, { moved });
  } catch (error) {
    console.warn('the text area goes on by itself:', error);
    return plainSurface(area);
  }
}

/**
 * The buttons beside the text that have to do with it alone.
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {AbortSignal} signal
 */
function wireTools(form, field, signal) {
  /** @param {string} selector @param {(b: HTMLElement) => void} act */
  const wire = (selector, act) => wireAll(form, selector, act, signal);
  wire('[data-turn]', field.turn);
  wire('[data-take]', (b) => field.replace(b.dataset.take ?? ''));
  wire('[data-signs]', field.palette);
  const dialog = form.querySelector('dialog');
  wire('[data-close]', () => dialog?.close());
  wire('[data-sign]', (b) => {
    dialog?.close();
    field.insert(b.dataset.sign ?? '', b.dataset.signEnd);
  });
}

/**
 * The button that shows what does not show, where that can be done.
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @param {AbortSignal} signal
 */
function wireSigns(form, field, signal) {
  if (!unseen) return;
  wireAll(form, '[data-show-signs]', field.showSigns, signal);
  showSigns(form, unseen.unseenShown());
}

/**
 * @param {HTMLFormElement} form
 * @param {string} selector
 * @param {(b: HTMLElement) => void} act
 * @param {AbortSignal} signal
 */
function wireAll(form, selector, act, signal) {
  for (const b of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(selector))) {
    b.hidden = false;
    b.addEventListener('click', () => act(b), { signal });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} shown
 */
function showSigns(form, shown) {
  unseen?.showUnseen(shown);
  form.querySelector('[data-show-signs]')?.setAttribute('aria-pressed', String(shown));
}

/**
 * Says what stands beside the caret and does not show.
 * @param {HTMLFormElement} form
 * @param {Surface} surface
 * @param {import('./invisible.js').Signs} signs
 */
function showBeside(form, surface, signs) {
  const said = /** @type {HTMLElement|null} */ (form.querySelector('.near'));
  if (!said || !unseen) return;
  const names = unseen.unseenNames(surface.beside(), signs).join(' · ');
  if (said.textContent !== names) said.textContent = names;
}

/**
 * @param {HTMLButtonElement[]} buttons
 * @param {Surface} surface
 * @param {string} type
 */
function format(buttons, surface, type) {
  const mine = buttons.filter((b) => b.dataset.type === type);
  const b = mine.find((one) => surface.inside(codeOf(one))) ??
    mine.find((one) => !surface.used(codeOf(one))) ?? mine.at(-1);
  if (b) surface.code(codeOf(b));
  return b !== undefined;
}

/**
 * The text area itself, whose tags are kept whole.
 * @param {HTMLTextAreaElement} area
 * @returns {Surface}
 */
function plainSurface(area) {
  const off = new AbortController();
  guard(area, off.signal);
  return {
    element: area,
    text: () => area.value,
    set: (text) => { area.value = text; },
    replace: (text) => replace(area, 0, area.value.length, text),
    insert(text, end = '') {
      const { selectionStart: a, selectionEnd: z, value } = area;
      if (!end) { replace(area, a, z, text); return; }
      replace(area, a, z, text + value.slice(a, z) + end, a === z ? a + text.length : undefined);
    },
    code: ({ open, end }) => insertCode(area, open, end),
    used: ({ open }) => area.value.includes(open),
    inside: () => false,
    before: () => area.value.slice(0, area.selectionStart),
    beside: () => [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionStart)],
    attribute: (name, value) => area.setAttribute(name, value),
    focus(from = area.value.length, to = from) {
      area.focus({ preventScroll: true });
      area.setSelectionRange(from, to);
    },
    leave: () => off.abort(),
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
 * A code that the text has can be put no second time; one that the caret is in can be left.
 * @param {HTMLButtonElement[]} buttons
 * @param {Surface} surface
 */
function showUsed(buttons, surface) {
  for (const b of buttons) {
    const inside = surface.inside(codeOf(b));
    b.disabled = !inside && surface.used(codeOf(b));
    b.setAttribute('aria-pressed', String(inside));
  }
}

/** @param {string} id @returns {string|null} the direction this browser keeps for a segment */
function stored(id) {
  try { return localStorage.getItem(`dir:${id}`); } catch { return null; }
}

/**
 * @param {Surface} surface
 * @param {string} id
 */
function turn(surface, id) {
  const dir = surface.element.dir === 'rtl' ? 'ltr' : 'rtl';
  surface.attribute('dir', dir);
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
  for (const tag of part.querySelectorAll('.code-tag')) tag.remove();
  for (const lone of part.querySelectorAll('br, .lone, .pic')) lone.replaceWith('x');
  return [...(part.textContent ?? '')].length;
}

/** The characters of a marked-up text as the server counts them. @param {string} text */
function flatLength(text) {
  let n = [...text].length;
  for (const t of tagsOf(text)) n -= t.end - t.start - (t.kind === 'lone' ? 1 : 0);
  return n;
}
