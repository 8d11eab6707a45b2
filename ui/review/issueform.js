// @ts-check
// Marking an issue in the review: a passage is chosen with the mouse or the keyboard, and the form
// below it takes it over.
import { announce } from '../js/core/fragment.js';
import { keyName } from '../js/core/keys.js';
import { selected, walk } from './textselection.js';

/** @typedef {{side: string, from: number, to: number, words: string}} Held */

const row = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
const form = () => /** @type {HTMLFormElement|null} */ (row()?.querySelector('form[data-mark]'));

/** The texts of the active row that can be marked. */
const texts = () => /** @type {HTMLElement[]} */ ([...(form() ? row()?.querySelectorAll('[data-side]') ?? [] : [])]);

/** @type {(Held & {segment: string})|null} */
let held = null;

/** Makes the texts of the active row reachable by keyboard. */
export function openTexts() {
  for (const t of texts()) t.tabIndex = 0;
  const now = row()?.dataset.segment;
  if (held?.segment !== now) hold(null);
}

/** Takes over what is selected in one of the active row's texts. */
function take() {
  for (const t of texts()) {
    const s = selected(t);
    if (!s) continue;
    hold({ side: t.dataset.side ?? '', from: s.from, to: s.to, words: s.words,
      segment: row()?.dataset.segment ?? '' });
    fill();
  }
}

/** @param {(Held & {segment: string})|null} next */
function hold(next) {
  held = next;
  const registry = /** @type {any} */ (window).CSS?.highlights;
  if (!next) registry?.delete('held');
}

/** Shows the passage while the focus is in the form, where browsers can. */
function showHeld() {
  const s = getSelection();
  const registry = /** @type {any} */ (window).CSS?.highlights;
  if (!registry || !s || s.rangeCount === 0 || s.isCollapsed) return;
  registry.set('held', new /** @type {any} */ (window).Highlight(s.getRangeAt(0).cloneRange()));
}

/** Puts the held passage into the form. */
function fill() {
  const f = form();
  if (!f || !held) return;
  const set = (/** @type {string} */ name, /** @type {string|number} */ value) => {
    /** @type {HTMLInputElement} */ (f.elements.namedItem(name)).value = String(value);
  };
  set('side', held.side);
  set('begins', held.from);
  set('ends', held.to);
  set('of', held.words.trim());
  set('words', held.words.trim());
}

/** Opens the form, with the passage that is selected, and goes to the first thing to choose. */
export function openMarking() {
  const f = form();
  if (!f) return;
  take();
  showHeld();
  const box = /** @type {HTMLDetailsElement} */ (f.closest('details'));
  box.open = true;
  if (!held) announce(/** @type {HTMLElement|null} */ (document.querySelector('[data-none]'))?.dataset.none ?? '');
  const first = /** @type {HTMLElement} */ (f.elements.namedItem(held ? 'type' : 'words'));
  first.focus();
}

document.addEventListener('selectionchange', () => {
  if (form()?.contains(document.activeElement)) return;
  take();
});

document.addEventListener('pointerup', (e) => {
  const text = e.target instanceof Element ? e.target.closest('.seg.on [data-side]') : null;
  const box = form()?.closest('details');
  if (text && box && selected(text)) box.open = true;
});

document.addEventListener('toggle', (e) => {
  if (e.target instanceof HTMLDetailsElement && e.target.matches('.marking') && e.target.open) {
    take();
    showHeld();
  }
}, true);

document.addEventListener('keydown', (e) => {
  const on = document.activeElement;
  if (e.defaultPrevented || e.isComposing) return;
  if (on instanceof HTMLElement && on.matches('.seg.on [data-side]')) {
    if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) { openMarking(); e.preventDefault(); }
    else if (walk(on, e)) e.preventDefault();
    return;
  }
  if (grade(e, on)) e.preventDefault();
});

/**
 * 1 to 4 choose the severity wherever in the form nothing is typed.
 * @param {KeyboardEvent} e
 * @param {Element|null} on
 */
function grade(e, on) {
  const f = form();
  if (!f || !on || !f.contains(on) || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey && !/^Digit/.test(e.code)) return false;
  if (on instanceof HTMLInputElement && on.type === 'text') return false;
  const choices = /** @type {HTMLInputElement[]} */ ([...f.querySelectorAll('input[name="severity"]')]);
  const choice = choices[Number(keyName(e)) - 1];
  if (!choice) return false;
  choice.checked = true;
  return true;
}
