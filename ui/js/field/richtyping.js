// @ts-check
// Corrects what is typed, composed or pasted into the rich text surface, each correction as an undo
// step by itself.
import { TextSelection, closeHistory } from './prosemirror.js';
import { emptyQuotesAround, quotesAround } from './autocorrect.js';

/** Makes a change an undo step by itself. @param {any} tr */
export function asUndoStep(tr) { return closeHistory(tr).setMeta('undo-step', true); }

/**
 * Text typed in the place of [from, to); typedAsIs makes the change without a correction.
 * @typedef {{from: number, to: number, text: string, typedAsIs: () => any}} Typed
 */

export class RichTyping {
  /**
   * @param {import('./autocorrect.js').Typist} typist
   * @param {ReturnType<typeof import('./markup.js').markupCodec>} codec
   */
  constructor(typist, codec) {
    this.typist = typist;
    this.codec = codec;
    /** Whether a change is one of this class. */
    this.busy = false;
    /** @type {any} the document before a composition */
    this.composed = null;
  }

  /** Handles a change by anything else. */
  moved() { if (!this.busy) this.typist.moved(); }

  /**
   * @param {any} view
   * @param {Typed} typed
   * @returns {boolean} whether the text is in the document
   */
  handleTyped(view, typed) {
    const { state } = view;
    const { from, to, text } = typed;
    const marks = state.storedMarks ?? state.doc.resolve(from).marks();
    if (view.composing || marks.some((/** @type {any} */ m) => this.isCode(m))) return false;
    const whole = this.textOf(state.doc);
    const quotes = from === to ? null : quotesAround(whole, from, to, text, this.typist.rules);
    const fix = quotes ? null : this.typist.correct(whole.slice(0, from) + text + whole.slice(to), from, from + text.length);
    this.carryOut(() => {
      // One undo takes the correction back, the next one what was typed.
      view.dispatch(fix || quotes ? closeHistory(typed.typedAsIs()) : typed.typedAsIs());
      if (fix) this.apply(view, fix, from + text.length);
      if (quotes) this.putQuotes(view, typed, state.doc.slice(from, to).content, quotes);
    });
    return true;
  }

  /**
   * Corrects a text that was put in at once.
   * @param {any} view
   * @param {number} from
   * @param {number} to
   */
  correctInserted(view, from, to) {
    const fix = this.typist.correct(this.textOf(view.state.doc), from, to);
    if (fix) this.carryOut(() => this.apply(view, fix, to));
  }

  /** @param {any} view */
  compositionStarts(view) { this.composed = view.state.doc; }

  /**
   * Corrects what an input method has put in, once ProseMirror has read it.
   * @param {any} view
   */
  async compositionEnded(view) {
    await null;
    const before = this.composed;
    this.composed = null;
    if (!before || view.isDestroyed) return;
    view.domObserver.flush();
    const { doc, selection } = view.state;
    const from = view.composing ? null : before.content.findDiffStart(doc.content);
    if (from === null) return;
    const end = before.content.findDiffEnd(doc.content);
    // What is alike on both sides is found from both.
    const to = end.b + Math.max(0, from - Math.min(end.a, end.b));
    // Of two equal letters the one before the caret is new.
    const text = this.textOf(doc);
    const caret = selection.to;
    if (caret < to && text.slice(caret - to + from, caret) === text.slice(from, to)) this.correctInserted(view, caret - to + from, caret);
    else this.correctInserted(view, from, to);
  }

  /**
   * Removes empty quotes whole when the opening one is deleted.
   * @param {any} view
   */
  deletedQuotes(view) {
    const { doc, selection, tr } = view.state;
    const quotes = selection.empty && this.typist.rules.lang === 'fr' && emptyQuotesAround(this.textOf(doc), selection.from);
    if (quotes) view.dispatch(asUndoStep(tr).delete(quotes.from, quotes.to).scrollIntoView());
    return Boolean(quotes);
  }

  /** @param {() => void} change */
  carryOut(change) {
    this.busy = true;
    try { change(); } finally { this.busy = false; }
  }

  /**
   * @param {any} view
   * @param {import('./line.js').Correction} fix
   * @param {number} typedEnd what is inserted before it has the formatting of what was typed
   */
  apply(view, { edits, caret }, typedEnd) {
    const { state } = view;
    const tr = asUndoStep(state.tr);
    for (const { from, to, text } of edits.toReversed()) {
      const at = state.doc.resolve(from);
      const marks = from < typedEnd && at.nodeAfter ? at.nodeAfter.marks : at.marks();
      if (text) tr.replaceWith(from, to, this.codec.schema.text(text, marks));
      else tr.delete(from, to);
    }
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, caret)).setStoredMarks(state.storedMarks));
  }

  /**
   * Puts quotes around the selection that a typed one has replaced.
   * @param {any} view
   * @param {Typed} typed
   * @param {any} kept
   * @param {{from: number, to: number, open: string, close: string}} quotes
   */
  putQuotes(view, { from, text }, kept, { from: first, to: last, open, close }) {
    const tr = asUndoStep(view.state.tr).replaceWith(from, from + text.length, kept);
    // They have the formatting that all of the words have.
    const end = tr.doc.resolve(last).nodeBefore.marks;
    const marks = tr.doc.resolve(first).nodeAfter.marks.filter((/** @type {any} */ m) => m.isInSet(end));
    const { schema } = this.codec;
    tr.insert(last, schema.text(close, marks)).insert(first, schema.text(open, marks));
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, last + open.length + close.length)));
  }

  /**
   * The text of a document, one character a position; what is code is not to be corrected and looks
   * like a chip.
   * @param {any} doc
   */
  textOf(doc) {
    let out = '';
    doc.forEach((/** @type {any} */ node) => {
      if (node.isText) out += node.marks.some((/** @type {any} */ m) => this.isCode(m)) ? '\ufffc'.repeat(node.nodeSize) : node.text;
      else out += this.codec.codeOf(node.attrs.id)?.type === 'break' ? '\n' : '\ufffc';
    });
    return out;
  }

  /** @param {any} mark */
  isCode(mark) { return this.codec.codeOf(mark.attrs.id)?.type === 'code'; }
}
