// @ts-check
// Corrects what is typed, composed or pasted into the text area, by a change of its own after it,
// which one undo takes back.
import { emptyQuotesAround, quotesAround } from './autocorrect.js';
import { flatten, flatAt, rewrite } from './flattext.js';
import { isBalanced, isReplacing, replaceRange } from './tags.js';

/** A field before a change. @typedef {{value: string, start: number, end: number}} Snapshot */

const REMEMBERED = 50; // corrections of which an undo puts the caret back

export class PlainTyping {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {import('./markup.js').SourceCode[]} codes
   * @param {import('./autocorrect.js').Typist} typist
   * @param {AbortSignal} signal
   */
  constructor(area, codes, typist, signal) {
    this.area = area;
    this.codes = codes;
    this.typist = typist;
    /** @type {Snapshot|null} before the text that is coming in */
    this.before = null;
    this.caret = -1; // after the last key
    /** @type {Map<string, number>} the caret by the text before a correction */
    this.carets = new Map();
    area.addEventListener('beforeinput', (e) => this.handleBeforeInput(e), { signal });
    area.addEventListener('compositionstart', () => { this.before = this.snapshot(); }, { signal });
    area.addEventListener('input', (e) => this.handleInput(/** @type {InputEvent} */ (e)), { signal });
    area.addEventListener('compositionend', () => this.correctLast(), { signal });
  }

  /**
   * Corrects the text that the protection of tags has put in itself; it listens after that.
   * @param {AbortSignal} signal
   */
  correctProtected(signal) {
    this.area.addEventListener('beforeinput', (e) => {
      if (e.defaultPrevented && this.before && this.area.value !== this.before.value) this.correctLast();
    }, { signal });
  }

  snapshot() {
    const { value, selectionStart: start, selectionEnd: end } = this.area;
    return { value, start, end };
  }

  /** @param {InputEvent} e */
  handleBeforeInput(e) {
    const { area, typist } = this;
    if (e.isComposing) return;
    if (area.selectionStart !== this.caret) typist.moved();
    this.before = /^insert(?!LineBreak|Composition)/.test(e.inputType) ? this.snapshot() : null;
    if (e.inputType !== 'deleteContentBackward' || !e.cancelable || typist.rules.lang !== 'fr') return;
    const quotes = area.selectionStart === area.selectionEnd ? emptyQuotesAround(area.value, area.selectionStart) : null;
    if (!quotes) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    this.replace(quotes.from, quotes.to, '', quotes.from);
  }

  /** @param {InputEvent} e */
  handleInput({ inputType, isComposing }) {
    const { area, carets } = this;
    if (isReplacing(area) || isComposing || inputType === 'insertCompositionText') return;
    if (!inputType.startsWith('history')) { this.correctLast(); return; }
    this.typist.moved();
    // The browser selects what the correction had replaced.
    const caret = inputType === 'historyUndo' ? carets.get(area.value) : undefined;
    if (caret !== undefined) area.setSelectionRange(caret, caret);
  }

  /** Corrects the text that has come in. */
  correctLast() {
    const { area, before, typist } = this;
    this.before = null;
    this.caret = area.selectionStart;
    if (!before) { typist.moved(); return; }
    const to = area.selectionStart;
    const from = to - (area.value.length - before.value.length + before.end - before.start);
    if (from !== before.start || to <= from) { typist.moved(); return; }
    if (this.putQuotes(before, from, to)) return;
    const flat = flatten(area.value, this.codes);
    const fix = typist.correct(flat.text, flatAt(flat, from), flatAt(flat, to));
    if (!fix) return;
    const made = rewrite(area.value, flat, fix, to, this.codes);
    this.replace(made.from, made.to, made.text, made.caret);
  }

  /**
   * Puts quotes around the selection that a typed one has replaced.
   * @param {Snapshot} before
   * @param {number} from
   * @param {number} to
   */
  putQuotes({ value, start, end }, from, to) {
    const selected = value.slice(start, end);
    if (!selected || !isBalanced(selected)) return false;
    const flat = flatten(value, this.codes);
    const quotes = quotesAround(flat.text, flatAt(flat, start), flatAt(flat, end), this.area.value.slice(from, to), this.typist.rules);
    if (!quotes) return false;
    const text = selected.replace(/^(\s*)(.*?)(\s*)$/su, (_, a, words, z) => a + quotes.open + words + quotes.close + z);
    this.replace(from, to, text, from + text.trimEnd().length);
    return true;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {string} text
   * @param {number} caret
   */
  replace(from, to, text, caret) {
    const { area, carets } = this;
    carets.delete(area.value);
    carets.set(area.value, area.selectionStart);
    for (const value of carets.keys()) if (carets.size > REMEMBERED) carets.delete(value);
    replaceRange(area, from, to, text, caret);
    this.caret = area.selectionStart;
  }
}
