// @ts-check
// The terms of the open row: inserted by a key or a button, and added from what is selected, without
// leaving the segment.
import { announce, load } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import { charsOf } from '../js/field/tags.js';
import { awaitField } from './awaited.js';

/**
 * @typedef {{written: string}} Term its preferred translation, as it may be written here
 * @typedef {import('./editor.js').Editor} Editor
 */

const MOST_SELECTED = 200; // characters of a term
const MOST_WRITTEN = 1500; // characters of the text in which its translation is looked for

/** The terms in a panel. @param {HTMLElement|null} panel @returns {Term[]} */
export const termsIn = (panel) => JSON.parse(panel?.dataset.terms || '[]');

const panelOnPage = () => document.getElementById('panel');

export class Terms {
  /**
   * @param {() => Editor|null} editor of the open row, when it can be written in
   * @param {{allTerms?: string, termFor?: string}} says that all terms are there, and what a field is for
   * @param {() => void} openPanel unfolds the panel
   */
  constructor(editor, says, openPanel) {
    this.editor = editor;
    this.says = says;
    this.openPanel = openPanel;
    this.abandoned = false; // the form for a new concept was left by Escape
    actions.register('next-term', () => this.takeNext());
    actions.register('add-term', () => this.add());
    document.addEventListener('click', (e) => {
      const button = e.target instanceof Element ? e.target.closest('[data-take-term], [data-spelling]') : null;
      const { takeTerm, spelling } = /** @type {HTMLElement|null} */ (button)?.dataset ?? {};
      if (takeTerm) this.insert(takeTerm);
      else if (spelling) this.fillIn(spelling);
    });
    document.addEventListener('keydown', (e) => {
      if (e.key === 'Escape' && !e.isComposing && isInForm(e.target)) this.abandoned = true;
    }, true);
    document.addEventListener('focusin', (e) => { if (isInForm(e.target)) this.abandoned = false; });
    document.addEventListener('fx:swap', (e) => {
      const { from, status } = /** @type {CustomEvent} */ (e).detail;
      for (const b of document.querySelectorAll('[data-spelling]')) b.removeAttribute('hidden');
      if (from instanceof HTMLFormElement && from.hasAttribute('data-add-term') && status < 400) this.editor()?.focus();
    });
  }

  /** Inserts the first term of the source that the text does not have yet. */
  takeNext() {
    const editor = this.editor();
    if (!editor) return false;
    const text = charsOf(editor.field.text()).toLowerCase();
    const panel = panelOnPage();
    const terms = panel?.dataset.of === editor.id ? termsIn(panel) : [];
    const next = terms.find((t) => !text.includes(t.written.toLowerCase()));
    if (next) this.insert(next.written);
    else announce(this.says.allTerms ?? '');
    return true;
  }

  /** Inserts a term at the caret, apart from the word before it. @param {string} written */
  insert(written) {
    const field = this.editor()?.field;
    if (!field) return;
    const before = field.caretText()?.before ?? '';
    // One Arabic letter is a particle that is written together with the word.
    const apart = /[\p{L}\p{M}\p{Nd}]$/u.test(before) && !/(?:^|[\s«"“(])[\u0621-\u064a]$/u.test(before);
    field.insertText(apart ? ` ${written}` : written);
  }

  /** Fills in how a name is written. @param {string} spelling */
  fillIn(spelling) {
    const box = document.getElementById('term-target');
    if (!(box instanceof HTMLInputElement)) return;
    box.value = spelling;
    box.focus();
  }

  /**
   * Opens the form for a new concept with what is selected in the source or in the text. One that is open
   * takes it as the other half of its pair, unless it was abandoned.
   */
  add() {
    const panel = panelOnPage();
    const tab = /** @type {HTMLAnchorElement|null} */ (panel?.querySelector('nav a[href$="/terms"]'));
    if (!panel || !tab) return false;
    const words = selectedWords();
    const inSource = isSourceSelected();
    // What is typed until the new form comes must not go into the old one.
    if (this.abandoned) document.getElementById('term-form')?.remove();
    this.abandoned = false;
    const box = document.getElementById(inSource ? 'term-source' : 'term-target');
    if (box instanceof HTMLInputElement) {
      if (words) box.value = words;
      box.focus();
      return true;
    }
    this.openPanel();
    const query = new URLSearchParams({ add: '1' });
    if (words) query.set(inSource ? 'source' : 'target', words);
    const written = charsOf(this.editor()?.field.text() ?? '');
    if (inSource && written.length < MOST_WRITTEN) query.set('written', written);
    load(tab, new Request(`${tab.href}?${query}`));
    awaitField(words && inSource ? 'term-target' : 'term-source', panel.dataset.of ?? '',
      { label: this.says.termFor ?? '', leave: () => { this.abandoned = true; this.editor()?.focus(); } });
    return true;
  }
}

/** @param {EventTarget|null} target */
const isInForm = (target) => target instanceof Element && target.closest('#term-form') !== null;

/** The words that are selected on the page or in a field. */
export function selectedWords() {
  const field = document.activeElement;
  const text = field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
  return text.replace(/\s+/g, ' ').trim().slice(0, MOST_SELECTED);
}

/** Whether the selection is in a source. */
function isSourceSelected() {
  const node = getSelection()?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  return Boolean(element?.closest('.src')) && !(document.activeElement instanceof HTMLTextAreaElement);
}
