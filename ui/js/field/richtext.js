// @ts-check
// The rich text surface of a segment, on ProseMirror: paired codes are formatting, standalone ones
// chips, the caret is the browser's own. The hidden text area always has the same text as markup.
import { closeHistory, history, redo, undo } from './prosemirror.js';
import { EditorState, EditorView, NodeSelection, TextSelection } from './prosemirror.js';
import { chord } from '../core/keys.js';
import { markupCodec, serialize } from './markup.js';
import { assignCodes, readRuns } from './clipboard.js';
import { oneLine, tagsOf, withoutTags } from './tags.js';
import { decodeEntities } from '../core/trustedtypes.js';
import { invisiblesPlugin } from './invisible.js';
import { RichTyping, asUndoStep } from './richtyping.js';

/**
 * @typedef {import('./field.js').Surface} Surface
 * @typedef {import('./field.js').Code} Code
 */

/**
 * CaretMoved is called after a change of the caret or of the codes that the next letter will have.
 * @typedef {{caretMoved: () => void, typist: import('./autocorrect.js').Typist|null}} Hooks
 */

/**
 * @param {HTMLTextAreaElement} area
 * @param {import('./markup.js').SourceCode[]} codes
 * @param {Hooks} hooks
 * @returns {Surface}
 */
export function richSurface(area, codes, hooks) {
  return new RichText(area, codes, hooks).surface();
}

class RichText {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {import('./markup.js').SourceCode[]} codes
   * @param {Hooks} hooks
   */
  constructor(area, codes, hooks) {
    this.area = area;
    this.codes = codes;
    this.hooks = hooks;
    this.codec = markupCodec(codes);
    this.markup = area.value;
    this.typing = hooks.typist ? new RichTyping(hooks.typist, this.codec) : null;
    /** Whether the last change was an undo step by itself. */
    this.wasUndoStep = false;
    /** @type {Record<string, string>} */
    this.attributes = { ...attributesOf(area) };
    const place = document.createElement('div');
    this.view = this.createView(place);
    // Last, so that the text area stays in place when anything above fails.
    area.before(place);
    area.hidden = true;
  }

  /** @param {HTMLElement} place */
  createView(place) {
    /** @type {any} ProseMirror's types are not vendored. */
    const props = {
      state: this.createState(this.markup),
      attributes: () => this.attributes,
      dispatchTransaction: (/** @type {any} */ tr) => this.dispatch(tr),
      handleTextInput: (/** @type {any} */ _, /** @type {number} */ from, /** @type {number} */ to,
        /** @type {string} */ text, /** @type {() => any} */ typedAsIs) => this.handleTyped({ from, to, text, typedAsIs }),
      clipboardTextSerializer: (/** @type {any} */ slice) => plainText(slice.content),
      dragCopies: () => false,
      handleDOMEvents: {
        keydown: (/** @type {any} */ _, /** @type {KeyboardEvent} */ e) => this.handleKey(e),
        beforeinput: (/** @type {any} */ _, /** @type {InputEvent} */ e) => this.handleBeforeInput(e),
        paste: (/** @type {any} */ _, /** @type {ClipboardEvent} */ e) => this.handlePaste(e),
        drop: (/** @type {any} */ view, /** @type {DragEvent} */ e) => !view.dragging && this.handleDrop(e),
        compositionstart: (/** @type {any} */ view) => { this.typing?.compositionStarts(view); return false; },
        compositionend: (/** @type {any} */ view) => { this.typing?.compositionEnded(view); return false; },
      },
    };
    return new EditorView({ mount: place }, props);
  }

  /** @param {string} markup */
  createState(markup) {
    const doc = this.codec.parse(markup);
    return EditorState.create({ doc, selection: TextSelection.create(doc, doc.content.size),
      plugins: [history(), invisiblesPlugin(JSON.parse(this.area.dataset.unseen || '{}'))] });
  }

  /** @returns {Surface} */
  surface() {
    return {
      element: this.view.dom,
      text: () => this.markup,
      setText: (text) => {
        if (text !== this.markup) this.view.updateState(this.createState(text));
        this.area.value = this.markup = text;
      },
      replaceText: (text) => this.replaceText(text),
      insertText: (text, end = '') => this.insertText(text, end),
      insertMarkup: (markup) => this.insertMarkup(markup),
      caretText: () => this.caretText(),
      toggleCode: (code, leaving) => this.toggleCode(idOf(code), leaving),
      pairs: () => this.pairs(),
      hasCode: (code) => this.markup.includes(code.open) || this.isInCode(idOf(code)),
      isInCode: (code) => this.isInCode(idOf(code)),
      markupBefore: () => serialize(this.view.state.doc.cut(0, this.readSelection().selection.from)),
      charsAround: () => this.charsAround(),
      setAttribute: (name, value) => {
        this.attributes = { ...this.attributes, [name]: value };
        this.view.setProps({ attributes: () => this.attributes });
      },
      focus: (from, to) => this.focus(from, to),
      destroy: () => {
        this.area.hidden = false;
        this.view.destroy();
      },
    };
  }

  /** @param {any} tr */
  dispatch(tr) {
    const { state } = this.view;
    if (tr.docChanged && this.wasUndoStep) closeHistory(tr);
    if (tr.docChanged) this.wasUndoStep = tr.getMeta('undo-step') === true;
    if (tr.docChanged || tr.selectionSet) this.typing?.moved();
    this.view.updateState(state.apply(tr));
    if (tr.docChanged) {
      this.area.value = this.markup = serialize(this.view.state.doc);
      this.area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    if (tr.docChanged || tr.selectionSet || tr.storedMarksSet) this.hooks.caretMoved();
  }

  /** @param {number} [from] in the markup @param {number} [to] */
  focus(from = this.markup.length, to = from) {
    const { doc, tr } = this.view.state;
    const end = doc.content.size;
    const at = (/** @type {number} */ n) => (n < this.markup.length ? Math.min(docPosition(this.markup.slice(0, n)), end) : end);
    tr.setSelection(TextSelection.create(doc, at(from), at(to)));
    // In an empty pair the text typed next is in the pair.
    const { nodeAfter } = doc.resolve(at(from));
    if (from === to && nodeAfter?.type.name === 'hollow' && this.markup.slice(from).startsWith(`⟦/${nodeAfter.attrs.id}⟧`)) {
      tr.delete(at(from), at(from) + 1).setStoredMarks(this.codec.pair(nodeAfter.attrs.id).addToSet(nodeAfter.marks));
    }
    this.view.dispatch(tr);
    this.view.dom.focus({ preventScroll: true });
    this.view.focus();
  }

  /** @param {string} markup */
  replaceText(markup) {
    const { state } = this.view;
    const tr = asUndoStep(state.tr).replaceWith(0, state.doc.content.size, this.codec.fragment(markup));
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, tr.doc.content.size)).scrollIntoView());
    this.view.focus();
  }

  /**
   * @param {string} text
   * @param {string} end
   */
  insertText(text, end) {
    const state = this.readSelection();
    const { from, to } = state.selection;
    const tr = asUndoStep(state.tr);
    if (end) {
      tr.insertText(oneLine(end), to).insertText(oneLine(text), from);
      tr.setSelection(TextSelection.create(tr.doc, to + text.length + (from === to ? 0 : end.length)));
    } else tr.insertText(oneLine(text), from, to);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /** @param {string} markup */
  insertMarkup(markup) {
    const { doc, selection, tr } = this.readSelection();
    const { from, to } = selection;
    const rest = tagsOf(serialize(doc.cut(0, from)) + serialize(doc.cut(to)));
    const inserted = this.codec.fragment(withoutTags(markup, (t) => rest.some((r) => r.id === t.id)));
    asUndoStep(tr).replaceWith(from, to, inserted);
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + inserted.size)).scrollIntoView());
    this.view.focus();
  }

  caretText() {
    const { doc, selection: { from, empty } } = this.view.state;
    if (!empty) return null;
    return { before: plainText(doc.slice(0, from).content), after: plainText(doc.slice(from).content) };
  }

  /**
   * Reads the selection from the page now: ProseMirror reads it a moment later, and the next key
   * may come before that.
   */
  readSelection() {
    /** @type {any} */ (this.view).domObserver.flush();
    return this.view.state;
  }

  /** The marks that the next letter would have, or that all of the selection has. */
  activeMarks() {
    const { selection, storedMarks, doc } = this.view.state;
    if (selection.empty) return storedMarks ?? selection.$from.marks();
    /** @type {any[]|null} */
    let all = null;
    doc.nodesBetween(selection.from, selection.to, (/** @type {any} */ node) => {
      if (!node.isInline) return;
      all = all ? all.filter((m) => m.isInSet(node.marks)) : [...node.marks];
    });
    return all ?? [];
  }

  /** @param {string} id */
  isInCode(id) { return this.activeMarks().some((/** @type {any} */ m) => m.attrs.id === id); }

  /** The pairs at the selection. @returns {import('./field.js').PairAt[]} */
  pairs() {
    const { selection, doc } = this.readSelection();
    const { $from, $to, from, to, empty } = selection;
    const has = (/** @type {any} */ node, /** @type {any} */ m) => Boolean(node && m.isInSet(node.marks));
    if (!empty) {
      return this.marksIn(doc, from, to).map((m) => ({ id: m.attrs.id, where: has($to.nodeAfter, m) ? 'inside' : 'selected' }));
    }
    return this.activeMarks().map((/** @type {any} */ m) => ({ id: m.attrs.id,
      where: has($from.nodeAfter, m) ? 'inside' : has($from.nodeBefore, m) ? 'end' : 'pending' }));
  }

  /** The marks of a range, each once. @param {any} doc @param {number} from @param {number} to */
  marksIn(doc, from, to) {
    /** @type {any[]} */
    let marks = [];
    doc.nodesBetween(from, to, (/** @type {any} */ node) => { for (const m of node.marks) marks = m.addToSet(marks); });
    return marks;
  }

  /**
   * Puts a code at the selection: a chip after it, a pair around it or around the text typed next.
   * Where the selection has the pair already, it is removed.
   * @param {string} id
   * @param {string[]} [leaving] the pairs that end at the caret and do not go on
   */
  toggleCode(id, leaving = []) {
    const state = this.readSelection();
    const { from, to, empty, $to } = state.selection;
    const tr = asUndoStep(state.tr);
    const mark = this.activeMarks().find((/** @type {any} */ m) => m.attrs.id === id);
    const stays = (/** @type {any} */ m) => !leaving.includes(m.attrs.id);
    const marks = (empty ? state.storedMarks ?? $to.marks() : $to.marks()).filter(stays);
    if (this.codec.codeOf(id)?.lone) {
      if (!this.markup.includes(`⟦${id}/⟧`)) {
        tr.insert(to, this.codec.schema.nodes.chip.create({ id }, null, marks));
        tr.setSelection(TextSelection.create(tr.doc, to + 1)).setStoredMarks(marks);
      }
    } else if (mark && empty) tr.removeStoredMark(mark);
    else if (mark) this.removePair(tr, mark, from, to);
    else if (empty) tr.setStoredMarks(this.codec.pair(id).addToSet(marks));
    else this.addPair(tr, id, from, to);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /**
   * Puts a pair around a range. Pairs of the same code in it become one with it: a code is never in
   * itself.
   * @param {any} tr
   * @param {string} id
   * @param {number} from
   * @param {number} to
   */
  addPair(tr, id, from, to) {
    const pair = this.codec.pair(id);
    const same = this.marksIn(tr.doc, from, to).filter((m) => m.attrs.id === id);
    tr.doc.descendants((/** @type {any} */ node, /** @type {number} */ at) => {
      if (!same.some((m) => m.isInSet(node.marks))) return;
      from = Math.min(from, at);
      to = Math.max(to, at + node.nodeSize);
    });
    for (const m of same) tr.removeMark(from, to, m);
    tr.addMark(from, to, pair);
  }

  /**
   * Removes a pair from its beginning or end. Removed from its middle it would become two pairs, so
   * there it is removed from all of its text.
   * @param {any} tr
   * @param {any} mark
   * @param {number} from
   * @param {number} to
   */
  removePair(tr, mark, from, to) {
    const has = (/** @type {any} */ node) => node && mark.isInSet(node.marks);
    const inner = has(tr.doc.resolve(from).nodeBefore) && has(tr.doc.resolve(to).nodeAfter);
    tr.removeMark(inner ? 0 : from, inner ? tr.doc.content.size : to, mark);
  }

  /** Returns whether ProseMirror must ignore the key. @param {KeyboardEvent} e */
  handleKey(e) {
    const name = chord(e);
    if (!name) return false;
    // For 200 ms after the focus ProseMirror believes that the browser moved a caret at the start,
    // and moves it back; after a key, such as Home, the person moved it.
    /** @type {any} */ (this.view).input.lastFocus = 0;
    this.readSelection();
    if (this.view.dom.dataset.ghost && /^arrow(?:left|right)$/.test(name)) return true;
    // Chords of the page's own actions.
    if (/^(?:ctrl\+.*enter|escape|ctrl\+[bi])$/.test(name)) return true;
    if (/enter$/.test(name)) { e.preventDefault(); return true; }
    const command = { 'ctrl+z': undo, 'ctrl+shift+z': redo, 'ctrl+y': redo }[name];
    const deletes = /^(?:shift\+)?(?:backspace|delete)$/.test(name);
    if (command) command(this.view.state, this.view.dispatch.bind(this.view));
    else if (deletes && !this.view.state.selection.empty) {
      this.view.dispatch(asUndoStep(this.view.state.tr).deleteSelection().scrollIntoView());
    } else if (!/backspace$/.test(name) || !this.typing?.deletedQuotes(this.view)) return false;
    e.preventDefault();
    return true;
  }

  /** Handles commands of a menu or of a telephone's keyboard. @param {InputEvent} e */
  handleBeforeInput(e) {
    const dispatch = this.view.dispatch.bind(this.view);
    if (e.inputType === 'historyUndo') undo(this.view.state, dispatch);
    else if (e.inputType === 'historyRedo') redo(this.view.state, dispatch);
    else if (!/^(?:format|insertParagraph|insertLineBreak)/.test(e.inputType)) return false;
    e.preventDefault();
    return true;
  }

  /** @param {import('./richtyping.js').Typed} typed */
  handleTyped(typed) {
    const { state } = this.view;
    const { from, to, text } = typed;
    if (state.selection instanceof NodeSelection && state.selection.node.type.name === 'hollow') {
      const { node } = state.selection;
      const marks = [...node.marks, this.codec.pair(node.attrs.id)];
      this.view.dispatch(state.tr.replaceWith(from, to, this.codec.schema.text(text, marks)));
      return true;
    }
    return this.typing?.handleTyped(this.view, typed) ?? false;
  }

  /** @param {ClipboardEvent} e */
  handlePaste(e) {
    e.preventDefault();
    const { from, to } = this.readSelection().selection;
    if (e.clipboardData) this.insertData(e.clipboardData, from, to);
    return true;
  }

  /** @param {DragEvent} e */
  handleDrop(e) {
    e.preventDefault();
    const at = this.view.posAtCoords({ left: e.clientX, top: e.clientY })?.pos;
    if (e.dataTransfer && at !== undefined) this.insertData(e.dataTransfer, at, at);
    this.view.focus();
    return true;
  }

  /**
   * @param {DataTransfer} data
   * @param {number} from
   * @param {number} to
   */
  insertData(data, from, to) {
    const { state } = this.view;
    const { schema, pair, codeOf } = this.codec;
    const rest = serialize(state.tr.delete(from, to).doc);
    const outer = (state.selection.empty && state.storedMarks) || state.doc.resolve(from).marks();
    const free = this.codes.filter((c) => !rest.includes(c.lone ? `⟦${c.id}/⟧` : `⟦${c.id}⟧`) &&
      !outer.some((/** @type {any} */ m) => m.attrs.id === c.id));
    /** @type {Map<string, any>} */
    const marks = new Map();
    const markOf = (/** @type {string} */ id) => marks.get(id) ?? marks.set(id, pair(id)).get(id);
    const nodes = assignCodes(readRuns(data, decodeEntities), free).map((r) => {
      const all = [...outer, ...r.ids.map(markOf)];
      return r.chip && codeOf(r.chip) ? schema.nodes.chip.create({ id: r.chip }, null, all) : schema.text(r.text, all);
    });
    if (nodes.length === 0) return;
    const tr = asUndoStep(state.tr).replaceWith(from, to, nodes);
    const end = from + nodes.reduce((n, node) => n + node.nodeSize, 0);
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
    this.typing?.correctInserted(this.view, from, end);
  }

  /** The characters before and after the caret, for their names. */
  charsAround() {
    const { $from, empty } = this.view.state.selection;
    if (!empty) return ['', ''];
    const before = $from.nodeBefore?.isText ? $from.nodeBefore.text ?? '' : '';
    const after = $from.nodeAfter?.isText ? $from.nodeAfter.text ?? '' : '';
    return [before.slice(-2), after.slice(0, 1)];
  }
}

/** @param {Code} code */
function idOf(code) { return code.open.replace(/^⟦|\/?⟧$/g, ''); }

/**
 * The position in a document after the beginning of its markup.
 * @param {string} before
 */
function docPosition(before) {
  const tags = tagsOf(before).reduce((n, t) => n + t.end - t.start - (t.kind === 'lone' ? 1 : 0), 0);
  return before.length - tags - (before.match(/⟦⟦/g)?.length ?? 0);
}

/** Text with a chip as one character. @param {any} fragment */
function plainText(fragment) {
  return fragment.textBetween(0, fragment.size, '', () => '\ufffc');
}

/**
 * @param {HTMLTextAreaElement} area
 * @returns {Record<string, string>}
 */
function attributesOf(area) {
  return { id: `w-${area.id}`, class: `${area.className} rich`, lang: area.lang, dir: area.dir,
    role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true', translate: 'no',
    'aria-label': area.labels[0]?.textContent ?? '',
    'aria-describedby': area.getAttribute('aria-describedby') ?? '',
    'aria-invalid': area.getAttribute('aria-invalid') ?? 'false' };
}
