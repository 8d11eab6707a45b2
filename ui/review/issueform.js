// @ts-check
// The form for an issue in the review: a passage that is selected by mouse or keyboard is filled in.
import { announce } from '../js/core/fragment.js';
import { keyName } from '../js/core/keys.js';
import { selected, selectByKey } from './textselection.js';

/** @typedef {{side: string, from: number, to: number, words: string}} Passage */

const row = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
const form = () => /** @type {HTMLFormElement|null} */ (row()?.querySelector('form[data-mark]'));

/** The texts of the active row in which passages can be selected. */
const texts = () => /** @type {HTMLElement[]} */ ([...(form() ? row()?.querySelectorAll('[data-side]') ?? [] : [])]);

/** @type {(Passage & {segment: string})|null} */
let passage = null;

/** Makes the texts of the active row focusable. */
export function enableTextSelection() {
  for (const t of texts()) t.tabIndex = 0;
  const now = row()?.dataset.segment;
  if (passage?.segment !== now) setPassage(null);
}

/** Fills in the selection in one of the active row's texts. */
function takeSelection() {
  for (const t of texts()) {
    const s = selected(t);
    if (!s) continue;
    setPassage({ side: t.dataset.side ?? '', from: s.from, to: s.to, words: s.words,
      segment: row()?.dataset.segment ?? '' });
    fillForm();
  }
}

/** @param {(Passage & {segment: string})|null} value */
function setPassage(value) {
  passage = value;
  const registry = /** @type {any} */ (window).CSS?.highlights;
  if (!value) registry?.delete('held');
}

/** Highlights the passage while the form has the focus, in browsers that can. */
function highlightPassage() {
  const s = getSelection();
  const registry = /** @type {any} */ (window).CSS?.highlights;
  if (!registry || !s || s.rangeCount === 0 || s.isCollapsed) return;
  registry.set('held', new /** @type {any} */ (window).Highlight(s.getRangeAt(0).cloneRange()));
}

/** Fills in the fields of the passage. */
function fillForm() {
  const f = form();
  if (!f || !passage) return;
  const set = (/** @type {string} */ name, /** @type {string|number} */ value) => {
    /** @type {HTMLInputElement} */ (f.elements.namedItem(name)).value = String(value);
  };
  set('side', passage.side);
  set('begins', passage.from);
  set('ends', passage.to);
  set('of', passage.words.trim());
  set('words', passage.words.trim());
}

/** Opens the form with the selected passage, and focuses its first field. */
export function openIssueForm() {
  const f = form();
  if (!f) return;
  takeSelection();
  highlightPassage();
  const box = /** @type {HTMLDetailsElement} */ (f.closest('details'));
  box.open = true;
  if (!passage) announce(/** @type {HTMLElement|null} */ (document.querySelector('[data-none]'))?.dataset.none ?? '');
  const first = /** @type {HTMLElement} */ (f.elements.namedItem(passage ? 'type' : 'words'));
  first.focus();
}

document.addEventListener('selectionchange', () => {
  if (form()?.contains(document.activeElement)) return;
  takeSelection();
});

document.addEventListener('pointerup', (e) => {
  const text = e.target instanceof Element ? e.target.closest('.seg.on [data-side]') : null;
  const box = form()?.closest('details');
  if (text && box && selected(text)) box.open = true;
});

document.addEventListener('toggle', (e) => {
  if (e.target instanceof HTMLDetailsElement && e.target.matches('.marking') && e.target.open) {
    takeSelection();
    highlightPassage();
  }
}, true);

document.addEventListener('keydown', (e) => {
  const focused = document.activeElement;
  if (e.defaultPrevented || e.isComposing) return;
  if (focused instanceof HTMLElement && focused.matches('.seg.on [data-side]')) {
    if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) { openIssueForm(); e.preventDefault(); }
    else if (selectByKey(focused, e)) e.preventDefault();
    return;
  }
  if (chooseSeverity(e, focused)) e.preventDefault();
});

/**
 * The keys 1 to 4 choose the severity, outside the text fields of the form.
 * @param {KeyboardEvent} e
 * @param {Element|null} focused
 */
function chooseSeverity(e, focused) {
  const f = form();
  if (!f || !focused || !f.contains(focused) || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey && !/^Digit/.test(e.code)) return false;
  if (focused instanceof HTMLInputElement && focused.type === 'text') return false;
  const choices = /** @type {HTMLInputElement[]} */ ([...f.querySelectorAll('input[name="severity"]')]);
  const choice = choices[Number(keyName(e)) - 1];
  if (!choice) return false;
  choice.checked = true;
  return true;
}
