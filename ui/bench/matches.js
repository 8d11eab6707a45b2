// @ts-check
// The matches of the open row: inserted whole, at the caret or word by word, and what they let the text
// go on with while it is typed. All is read from the panel; nothing here writes in the field but for a
// key or a button of the person.
import { announce, load } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { Completer, Words } from '../js/field/completion.js';
import { charsOf } from '../js/field/tags.js';
import { awaitField } from './awaited.js';
import { selectedWords, termsIn } from './terms.js';

/**
 * @typedef {{unit: string, target: string, score: number, fragment?: boolean}} Match target is markup
 * @typedef {import('./editor.js').Editor} Editor
 */

const STORED = 'completions';
const POLL = 1000; // ms until a panel is asked for again while the memory is being read

export class Matches {
  /**
   * @param {() => Editor|null} editor of the open row, when it can be written in
   * @param {{proposes?: string, proposesNot?: string, looksUp?: string}} says that proposals are on or off, and
   *   what words are typed for
   * @param {() => void} openPanel unfolds the panel
   */
  constructor(editor, says, openPanel) {
    this.editor = editor;
    this.says = says;
    this.openPanel = openPanel;
    this.words = new Words();
    this.chosen = 1; // the match that is inserted word by word
    /** @type {Element|null} the panel that the completer was made of */
    this.panel = null;
    /** @type {Editor|null} */
    this.of = null;
    /** @type {Completer|null} */
    this.completer = null;
    this.wire();
    this.register();
  }

  wire() {
    document.addEventListener('click', (e) => {
      const button = e.target instanceof Element ? e.target.closest('[data-take-match], [data-take-here], [data-take-unit], [data-take-piece]') : null;
      const { takeMatch, takeHere, takeUnit, takeText, takePiece } = /** @type {HTMLElement|null} */ (button)?.dataset ?? {};
      if (takeMatch) this.take(Number(takeMatch));
      else if (takeHere) this.takeHere(Number(takeHere));
      else if (takeUnit) this.editor()?.take(takeUnit, takeText ?? '');
      else if (takePiece) this.editor()?.field.insertMarkup(takePiece);
    });
    document.addEventListener('change', (e) => {
      if (e.target instanceof HTMLInputElement && 'completions' in e.target.dataset) this.turn(e.target.checked);
    });
    // The field reads where the caret is by a listener that may come after this one.
    document.addEventListener('selectionchange', () => { if (this.editor()?.field.proposal()) setTimeout(() => this.handleCaret()); });
    document.addEventListener('fx:swap', () => this.panelShown());
  }

  register() {
    actions.register('match-1', () => this.take(1));
    actions.register('match-2', () => this.take(2));
    actions.register('match-3', () => this.take(3));
    actions.register('match-4', () => this.take(4));
    actions.register('match-5', () => this.take(5));
    actions.register('match-6', () => this.take(6));
    actions.register('match-7', () => this.take(7));
    actions.register('match-8', () => this.take(8));
    actions.register('match-9', () => this.take(9));
    actions.register('match-here-1', () => this.takeHere(1));
    actions.register('match-here-2', () => this.takeHere(2));
    actions.register('match-here-3', () => this.takeHere(3));
    actions.register('match-here-4', () => this.takeHere(4));
    actions.register('match-here-5', () => this.takeHere(5));
    actions.register('match-here-6', () => this.takeHere(6));
    actions.register('match-here-7', () => this.takeHere(7));
    actions.register('match-here-8', () => this.takeHere(8));
    actions.register('match-here-9', () => this.takeHere(9));
    actions.register('match-word', () => this.takeWord());
    actions.register('concordance', () => this.lookUp());
    actions.register('complete', (e) => this.takeProposal(e));
    actions.register('completions', () => this.turn(!isOn(), true));
  }

  /** The matches in a panel. @param {HTMLElement|null} panel @returns {Match[]} */
  static in(panel) { return JSON.parse(panel?.dataset.matches || '[]'); }

  /** Learns the words of a panel. @param {HTMLElement} panel */
  learn(panel) { for (const m of Matches.in(panel)) this.words.learn(charsOf(m.target)); }

  /** The matches of the open row. @returns {Match[]} */
  found() {
    const panel = document.getElementById('panel');
    return panel?.dataset.of === this.editor()?.id ? Matches.in(panel) : [];
  }

  /** Begins to follow an editor. @param {Editor|null} editor */
  opened(editor) {
    this.chosen = 1;
    if (!editor) return;
    let length = editor.field.text().length;
    editor.field.onInput(() => {
      const { field } = editor;
      const grows = field.text().length > length;
      length = field.text().length;
      field.propose(grows && isOn() && field.focused() ? this.proposalAt(field.caretText()) : '');
    });
  }

  /** @param {{before: string, after: string}|null} caret */
  proposalAt(caret) {
    return caret && !caret.after ? this.completerOf()?.propose(caret.before)?.text ?? '' : '';
  }

  /** What is proposed is for the end of the text. */
  handleCaret() {
    const field = this.editor()?.field;
    if (field?.proposal() && field.caretText()?.after !== '') field.propose('');
  }

  /** The completer of the open row, made anew when its panel is another. */
  completerOf() {
    const editor = this.editor();
    const panel = document.getElementById('panel');
    if (this.of === editor && this.panel === panel) return this.completer;
    [this.of, this.panel, this.completer] = [editor, panel, null];
    if (!editor) return null;
    if (panel) this.learn(panel);
    const area = /** @type {HTMLTextAreaElement} */ (editor.form.elements.namedItem('target'));
    this.completer = new Completer({ source: charsOf(area.dataset.source ?? ''),
      matches: this.found().map((m) => charsOf(m.target)),
      terms: termsIn(panel?.dataset.of === editor.id ? panel : null).map((t) => t.written), words: this.words });
    return this.completer;
  }

  /**
   * Takes a match whole. Without it the key does nothing: in a browser it would open another tab.
   * @param {number} n
   */
  take(n) {
    const editor = this.editor();
    if (!editor) return false;
    const match = this.found()[n - 1];
    if (!match) return true;
    if (match.fragment) return this.takeHere(n); // it is a piece of what the text will be
    this.chosen = n;
    editor.take(match.unit, match.target);
    return true;
  }

  /** Inserts a match at the caret. @param {number} n */
  takeHere(n) {
    const editor = this.editor();
    if (!editor) return false;
    const match = this.found()[n - 1];
    if (!match) return true;
    this.chosen = n;
    editor.field.insertMarkup(match.target);
    return true;
  }

  /** Inserts the next word: of what is proposed, else of the chosen match. */
  takeWord() {
    const field = this.editor()?.field;
    const before = field?.caretText()?.before;
    if (!field || before === undefined) return false;
    const completer = this.completerOf();
    const word = field.proposal() ? completer?.propose(before)?.word : completer?.nextWord(before, this.chosen - 1);
    if (word) field.insertText(word);
    return true;
  }

  /** Takes what is proposed, by an arrow only in writing direction. @param {Event} [e] */
  takeProposal(e) {
    const field = this.editor()?.field;
    const text = field?.proposal();
    if (!field || !text || !field.focused()) return false;
    const arrow = e instanceof KeyboardEvent && /^Arrow(Left|Right)$/.exec(e.key)?.[1];
    if (arrow && arrow !== (field.direction() === 'rtl' ? 'Left' : 'Right')) return false;
    field.insertText(text);
    return true;
  }

  /** Looks the words that are selected up in the memory; without any, the caret goes where they are typed. */
  lookUp() {
    const panel = document.getElementById('panel');
    const tab = /** @type {HTMLAnchorElement|null} */ (panel?.querySelector('nav a[href$="/memory"]'));
    if (!panel || !tab) return false;
    this.openPanel();
    const words = selectedWords();
    if (words) load(tab, new Request(`${tab.href}?words=${encodeURIComponent(words)}`));
    else {
      if (!document.getElementById('words')) load(tab, new Request(tab.href));
      awaitField('words', panel.dataset.of ?? '', { label: this.says.looksUp ?? '', leave: () => this.editor()?.focus() });
    }
    return true;
  }

  /** Turns proposals on or off, in this browser. @param {boolean} on @param {boolean} [says] */
  turn(on, says = false) {
    try {
      if (on) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, 'off');
    } catch { /* it stays as it was */ }
    if (!isOn()) this.editor()?.field.propose('');
    this.panelShown();
    if (says) announce((isOn() ? this.says.proposes : this.says.proposesNot) ?? '');
    return true;
  }

  /** Completes a panel that was put into the page. */
  panelShown() {
    const panel = document.getElementById('panel');
    const box = panel?.querySelector('[data-completions]');
    if (box instanceof HTMLInputElement) box.checked = isOn();
    showKeyNames();
    if (panel?.querySelector('[data-loading]')) setTimeout(() => refresh(panel), POLL);
  }
}

/** Asks for a panel again. @param {Element} panel */
function refresh(panel) {
  const here = /** @type {HTMLAnchorElement|null} */ (panel.querySelector('nav [aria-current]'));
  if (panel.isConnected && here) load(here, new Request(here.href));
}

/** Whether proposals are shown: yes, unless this browser has stored that they are not. */
function isOn() {
  try { return localStorage.getItem(STORED) !== 'off'; } catch { return true; }
}
