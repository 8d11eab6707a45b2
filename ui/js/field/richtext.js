// @ts-check
// The surface of a segment on ProseMirror: paired codes are formatting, standalone ones chips,
// the caret is the browser's own. The text area below it always has the same text as markup.
import { closeHistory, history, redo, undo } from './prosemirror.js';
import { EditorState, EditorView, NodeSelection, TextSelection } from './prosemirror.js';
import { chord } from '../core/keys.js';
import { language, write } from './markup.js';
import { fit, runsOf } from './clipboard.js';
import { oneLine, tagsOf } from './tags.js';
import { decoded } from '../core/trustedtypes.js';
import { correct } from './autocorrect.js';
import { unseenMarks } from './invisible.js';

/**
 * @typedef {import('./field.js').Surface} Surface
 * @typedef {import('./field.js').Code} Code
 */

/**
 * @param {HTMLTextAreaElement} area
 * @param {import('./markup.js').SourceCode[]} codes
 * @param {{moved: () => void}} hooks moved: the caret, or what the next letter will be
 * @returns {Surface}
 */
export function richSurface(area, codes, hooks) {
  return new Rich(area, codes, hooks).surface();
}

class Rich {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {import('./markup.js').SourceCode[]} codes
   * @param {{moved: () => void}} hooks
   */
  constructor(area, codes, hooks) {
    this.area = area;
    this.codes = codes;
    this.hooks = hooks;
    this.language = language(codes);
    this.markup = area.value;
    /** @type {import('./autocorrect.js').Rules|null} */
    this.rules = area.dataset.typing ? JSON.parse(area.dataset.typing) : null;
    /** What the correction that was just made replaced, and where. */
    this.fixed = { at: -1, was: /** @type {string|undefined} */ (undefined) };
    /** Whether the last change was a step of its own. */
    this.whole = false;
    /** @type {Record<string, string>} */
    this.attributes = { ...attributesOf(area) };
    const place = document.createElement('div');
    this.view = this.mount(place);
    // Only now: what failed until here leaves the text area as it was.
    area.before(place);
    area.hidden = true;
  }

  /** @param {HTMLElement} place */
  mount(place) {
    /** @type {any} ProseMirror's own types are not here to check against. */
    const props = {
      state: this.begin(this.markup),
      attributes: () => this.attributes,
      dispatchTransaction: (/** @type {any} */ tr) => this.dispatch(tr),
      handleTextInput: (/** @type {any} */ _, /** @type {number} */ from, /** @type {number} */ to,
        /** @type {string} */ text, /** @type {() => any} */ plainly) => this.typed({ from, to, text, plainly }),
      clipboardTextSerializer: (/** @type {any} */ slice) => plain(slice.content),
      dragCopies: () => false,
      handleDOMEvents: {
        keydown: (/** @type {any} */ _, /** @type {KeyboardEvent} */ e) => this.key(e),
        beforeinput: (/** @type {any} */ _, /** @type {InputEvent} */ e) => this.beforeInput(e),
        paste: (/** @type {any} */ _, /** @type {ClipboardEvent} */ e) => this.paste(e),
        drop: (/** @type {any} */ view, /** @type {DragEvent} */ e) => !view.dragging && this.drop(e),
      },
    };
    return new EditorView({ mount: place }, props);
  }

  /** @param {string} markup */
  begin(markup) {
    const doc = this.language.parse(markup);
    return EditorState.create({ doc, selection: TextSelection.create(doc, doc.content.size),
      plugins: [history(), unseenMarks(JSON.parse(this.area.dataset.unseen || '{}'))] });
  }

  /** @returns {Surface} */
  surface() {
    return {
      element: this.view.dom,
      text: () => this.markup,
      set: (text) => {
        if (text !== this.markup) this.view.updateState(this.begin(text));
        this.area.value = this.markup = text;
      },
      replace: (text) => this.replace(text),
      insert: (text, end = '') => this.insert(text, end),
      code: (code) => this.code(idOf(code)),
      used: (code) => this.markup.includes(code.open) || this.inside(idOf(code)),
      inside: (code) => this.inside(idOf(code)),
      before: () => write(this.view.state.doc.cut(0, this.sync().selection.from)),
      beside: () => this.beside(),
      attribute: (name, value) => {
        this.attributes = { ...this.attributes, [name]: value };
        this.view.setProps({ attributes: () => this.attributes });
      },
      focus: (from, to) => this.focus(from, to),
      leave: () => {
        this.area.hidden = false;
        this.view.destroy();
      },
    };
  }

  /** @param {any} tr */
  dispatch(tr) {
    const { state } = this.view;
    if (tr.docChanged && this.whole) closeHistory(tr);
    if (tr.docChanged) this.whole = tr.getMeta('whole') === true;
    if (tr.docChanged || tr.selectionSet) this.fixed = { at: -1, was: undefined };
    this.view.updateState(state.apply(tr));
    if (tr.docChanged) {
      this.area.value = this.markup = write(this.view.state.doc);
      this.area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    if (tr.docChanged || tr.selectionSet || tr.storedMarksSet) this.hooks.moved();
  }

  /** @param {number} [from] in the markup @param {number} [to] */
  focus(from = this.markup.length, to = from) {
    const { doc, tr } = this.view.state;
    const end = doc.content.size;
    const at = (/** @type {number} */ n) => (n < this.markup.length ? Math.min(placeOf(this.markup.slice(0, n)), end) : end);
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, at(from), at(to))));
    this.view.dom.focus({ preventScroll: true });
    this.view.focus();
  }

  /** @param {string} markup */
  replace(markup) {
    const { state } = this.view;
    const tr = whole(state.tr).replaceWith(0, state.doc.content.size, this.language.fragment(markup));
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, tr.doc.content.size)).scrollIntoView());
    this.view.focus();
  }

  /**
   * @param {string} text
   * @param {string} end
   */
  insert(text, end) {
    const state = this.sync();
    const { from, to } = state.selection;
    const tr = whole(state.tr);
    if (end) {
      tr.insertText(oneLine(end), to).insertText(oneLine(text), from);
      tr.setSelection(TextSelection.create(tr.doc, to + text.length + (from === to ? 0 : end.length)));
    } else tr.insertText(oneLine(text), from, to);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /**
   * Reads the caret from the page now; ProseMirror hears of it a moment later, and the next key
   * may be faster.
   */
  sync() {
    /** @type {any} */ (this.view).domObserver.flush();
    return this.view.state;
  }

  // Codes.

  /** The marks that the next letter would have, or that all of the selection has. */
  active() {
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
  inside(id) { return this.active().some((/** @type {any} */ m) => m.attrs.id === id); }

  /**
   * Puts a code at the selection: a chip after it, a pair around it or around what is typed next;
   * where the pair is already, it ends.
   * @param {string} id
   */
  code(id) {
    const state = this.sync();
    const { from, to, empty, $to } = state.selection;
    const tr = whole(state.tr);
    const mark = this.active().find((/** @type {any} */ m) => m.attrs.id === id);
    if (this.language.known(id)?.lone) {
      const marks = empty ? state.storedMarks ?? $to.marks() : $to.marks();
      if (!this.markup.includes(`⟦${id}/⟧`)) {
        tr.insert(to, this.language.schema.nodes.chip.create({ id }, null, marks));
        tr.setSelection(TextSelection.create(tr.doc, to + 1)).setStoredMarks(marks);
      }
    } else if (mark && empty) tr.removeStoredMark(mark);
    else if (mark) this.unwrap(tr, mark, from, to);
    else if (empty) tr.addStoredMark(this.language.pair(id));
    else tr.addMark(from, to, this.language.pair(id));
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /**
   * Takes a pair off its beginning or end; off its middle it would be two, so it goes whole.
   * @param {any} tr
   * @param {any} mark
   * @param {number} from
   * @param {number} to
   */
  unwrap(tr, mark, from, to) {
    const has = (/** @type {any} */ node) => node && mark.isInSet(node.marks);
    const inner = has(tr.doc.resolve(from).nodeBefore) && has(tr.doc.resolve(to).nodeAfter);
    tr.removeMark(inner ? 0 : from, inner ? tr.doc.content.size : to, mark);
  }

  // Keys.

  /** @param {KeyboardEvent} e whether ProseMirror must leave the key alone */
  key(e) {
    const name = chord(e);
    if (!name) return false;
    // For 200 ms after the focus ProseMirror takes a caret at the start for the browser's doing
    // and puts it back; a key says that it is the person's, as Home is.
    /** @type {any} */ (this.view).input.lastFocus = 0;
    this.sync();
    // These the page has its own use for.
    if (/^(?:ctrl\+.*enter|escape|ctrl\+[bi])$/.test(name)) return true;
    if (/enter$/.test(name)) { e.preventDefault(); return true; }
    const act = { 'ctrl+z': undo, 'ctrl+shift+z': redo, 'ctrl+y': redo }[name];
    if (act) act(this.view.state, this.view.dispatch.bind(this.view));
    else if (!/^(?:shift\+)?(?:backspace|delete)$/.test(name) || this.view.state.selection.empty) return false;
    else this.view.dispatch(whole(this.view.state.tr).deleteSelection().scrollIntoView());
    e.preventDefault();
    return true;
  }

  /** What comes from a menu or a telephone's keyboard. @param {InputEvent} e */
  beforeInput(e) {
    const dispatch = this.view.dispatch.bind(this.view);
    if (e.inputType === 'historyUndo') undo(this.view.state, dispatch);
    else if (e.inputType === 'historyRedo') redo(this.view.state, dispatch);
    else if (!/^(?:format|insertParagraph|insertLineBreak)/.test(e.inputType)) return false;
    e.preventDefault();
    return true;
  }

  /**
   * @param {{from: number, to: number, text: string, plainly: () => any}} input plainly: the
   *   change as it was typed
   */
  typed({ from, to, text, plainly }) {
    const { state } = this.view;
    if (state.selection instanceof NodeSelection && state.selection.node.type.name === 'hollow') {
      const { node } = state.selection;
      const marks = [...node.marks, this.language.pair(node.attrs.id)];
      this.view.dispatch(state.tr.replaceWith(from, to, this.language.schema.text(text, marks)));
      return true;
    }
    const marks = state.storedMarks ?? state.doc.resolve(from).marks();
    if (!this.rules || this.view.composing || marks.some((/** @type {any} */ m) => this.isCode(m))) return false;
    if (from !== to) return this.quoted({ from, to, text, plainly });
    const was = this.fixed.at === from ? this.fixed.was : undefined;
    const fix = correct({ before: plain(state.doc.cut(0, from).content), sign: text,
      after: plain(state.doc.cut(to).content), was }, this.rules);
    if (!fix && !(text === '-' && was !== undefined)) return false;
    this.view.dispatch(plainly());
    if (fix) this.fix(fix, from + text.length);
    else this.fixed = { at: from + 1, was };
    return true;
  }

  /** @param {any} mark */
  isCode(mark) { return this.language.known(mark.attrs.id)?.type === 'code'; }

  /**
   * @param {import('./autocorrect.js').Correction} fix
   * @param {number} caret
   */
  fix({ edits, tail, skip, was }, caret) {
    const { state } = this.view;
    const tr = whole(state.tr);
    if (tail) tr.insertText(tail, caret);
    for (const { at, cut, put } of edits) {
      if (put) tr.insertText(put, caret + at, caret + at + cut);
      else tr.delete(caret + at, caret + at + cut);
    }
    const now = caret + edits.reduce((n, e) => n + e.put.length - e.cut, 0) + (skip ?? 0);
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, now)).setStoredMarks(state.storedMarks));
    this.fixed = { at: now, was };
  }

  /**
   * A quote typed over a selection goes around it.
   * @param {{from: number, to: number, text: string, plainly: () => any}} input
   */
  quoted({ from, to, text, plainly }) {
    const { state } = this.view;
    if (this.rules?.lang !== 'fr' || !'«"'.includes(text)) return false;
    const kept = state.doc.slice(from, to).content;
    this.view.dispatch(plainly());
    const space = this.rules.spaces['«'] ?? '';
    const tr = whole(this.view.state.tr).replaceWith(from, from + text.length, kept);
    tr.insertText(`${space}»`, to).insertText(`«${space}`, from);
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, to + 2 + 2 * space.length)));
    this.fixed = { at: to, was: undefined };
    return true;
  }

  // From elsewhere.

  /** @param {ClipboardEvent} e */
  paste(e) {
    e.preventDefault();
    const { from, to } = this.sync().selection;
    if (e.clipboardData) this.put(e.clipboardData, from, to);
    return true;
  }

  /** @param {DragEvent} e */
  drop(e) {
    e.preventDefault();
    const at = this.view.posAtCoords({ left: e.clientX, top: e.clientY })?.pos;
    if (e.dataTransfer && at !== undefined) this.put(e.dataTransfer, at, at);
    this.view.focus();
    return true;
  }

  /**
   * @param {DataTransfer} data
   * @param {number} from
   * @param {number} to
   */
  put(data, from, to) {
    const { state } = this.view;
    const { schema, pair, known } = this.language;
    const rest = write(state.tr.delete(from, to).doc);
    const outer = (state.selection.empty && state.storedMarks) || state.doc.resolve(from).marks();
    const free = this.codes.filter((c) => !rest.includes(c.lone ? `⟦${c.id}/⟧` : `⟦${c.id}⟧`) &&
      !outer.some((/** @type {any} */ m) => m.attrs.id === c.id));
    /** @type {Map<string, any>} */
    const marks = new Map();
    const markOf = (/** @type {string} */ id) => marks.get(id) ?? marks.set(id, pair(id)).get(id);
    const nodes = fit(runsOf(data, decoded), free).map((r) => {
      const all = [...outer, ...r.ids.map(markOf)];
      return r.chip && known(r.chip) ? schema.nodes.chip.create({ id: r.chip }, null, all) : schema.text(r.text, all);
    });
    if (nodes.length === 0) return;
    const tr = whole(state.tr).replaceWith(from, to, nodes);
    const end = from + nodes.reduce((n, node) => n + node.nodeSize, 0);
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  }

  beside() {
    const { $from, empty } = this.view.state.selection;
    if (!empty) return ['', ''];
    const before = $from.nodeBefore?.isText ? $from.nodeBefore.text ?? '' : '';
    const after = $from.nodeAfter?.isText ? $from.nodeAfter.text ?? '' : '';
    return [before.slice(-2), after.slice(0, 1)];
  }
}

/** Makes a change a step of its own for undo. @param {any} tr */
function whole(tr) { return closeHistory(tr).setMeta('whole', true); }

/** @param {Code} code */
function idOf(code) { return code.open.replace(/^⟦|\/?⟧$/g, ''); }

/**
 * How far into a document its markup has come; right of a pair with nothing in it, left of it.
 * @param {string} before
 */
function placeOf(before) {
  const tags = tagsOf(before).reduce((n, t) => n + t.end - t.start - (t.kind === 'lone' ? 1 : 0), 0);
  return before.length - tags - (before.match(/⟦⟦/g)?.length ?? 0);
}

/** Text with a chip as one character. @param {any} fragment */
function plain(fragment) {
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
