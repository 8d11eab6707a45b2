// @ts-check
// A split or a merge on its way. Both parts, or the joined row, are in the page at once and can be written
// in; their texts are held back until the desk has answered, and are based on the versions it made.
import { parsePage } from '../js/core/trustedtypes.js';
import { faultText } from '../js/core/fragment.js';
import { newID } from '../js/core/id.js';
import { showText } from './rows.js';
import { cutText, joinTexts } from './textcut.js';

/** The id of the second part, until the desk has made it. */
export const PENDING = '_part_';

/**
 * @typedef {import('./editor.js').Editor} Editor
 * @typedef {{text: string, pressed: string}} Left what the field of a row held when it was left
 *
 * @typedef {object} Bench
 * @property {() => Editor|null} editor
 * @property {() => HTMLElement|null} active
 * @property {(row: HTMLElement, how: ''|'key'|'click') => void} open
 * @property {(how: ''|'link') => void} start the editor of the open row
 * @property {(page: Document) => boolean} replace the list
 * @property {(message: string|undefined) => void} refuse says why nothing became of it
 */

/** @param {string} id */
const row = (id) => /** @type {HTMLElement|null} */ (document.getElementById(`r-${id}`));
/** @param {HTMLElement} of */
const sourceOf = (of) => /** @type {HTMLElement} */ (of.querySelector('.src > .text'));

export class Recut {
  /**
   * @param {Editor} editor of the segment
   * @param {import('./saves.js').Saves} saves
   * @param {Bench} bench
   */
  constructor(editor, saves, bench) {
    this.id = editor.id;
    this.row = editor.row;
    this.saves = saves;
    this.bench = bench;
    this.form = editor.form;
    this.text = editor.field.text(); // of the segment before
    this.source = [...sourceOf(this.row).cloneNode(true).childNodes];
    this.shown = /** @type {Map<string, string>} */ (new Map()); // the texts that the rows begin with
    this.left = /** @type {Map<string, Left>} */ (new Map());
    this.gone = /** @type {HTMLElement|null} */ (null); // the row that a merge took in
  }

  /** @param {string} id */
  holds(id) { return this.shown.has(id); }

  /** Keeps what the field of a row held that is left. @param {Editor} editor */
  leave(editor) {
    if (this.holds(editor.id)) this.left.set(editor.id, { text: editor.field.text(), pressed: editor.pressed });
  }

  /**
   * Splits the open segment.
   * @param {Editor} editor
   * @param {import('./cutplace.js').Cut} cut
   * @param {Node} node that begins with the second part
   * @param {number} offset of the second part in it, when it is a text
   */
  split(editor, cut, node, offset) {
    const version = this.version();
    const second = this.secondRow(node, offset);
    const [before, after] = cut.targetAt < 0 ? ['', ''] : cutText(this.text, cut.targetAt);
    this.shown.set(this.id, before);
    this.shown.set(PENDING, after);
    editor.hold(before);
    showText(second, after, false);
    this.row.after(second);
    const body = new URLSearchParams({ at: String(cut.at), target_at: String(cut.targetAt), view: this.value('view') });
    return this.send(`/segments/${this.id}/cut`, body, version);
  }

  /**
   * Merges the open segment with the one after it.
   * @param {Editor} editor
   * @param {HTMLElement} next
   * @param {string} nextText
   */
  merge(editor, next, nextText) {
    const version = this.version();
    const joined = joinTexts(this.text, nextText);
    this.shown.set(this.id, joined);
    sourceOf(this.row).append(' ', ...sourceOf(next).cloneNode(true).childNodes);
    this.gone = next;
    next.remove();
    editor.hold(joined);
    const body = new URLSearchParams({ do: 'merge', op: newID(), target: this.text, view: this.value('view') });
    return this.send(this.form.action, body, version, next.dataset.segment);
  }

  /** The version of the segment, once its saves are answered. */
  version() { return () => row(this.id)?.dataset.version ?? this.value('version'); }

  /** @param {string} name */
  value(name) {
    const input = this.form.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input.value : '';
  }

  /**
   * The row of the second part, as far as the page knows it; its source is taken out of the first.
   * @param {Node} node
   * @param {number} offset
   */
  secondRow(node, offset) {
    const source = sourceOf(this.row);
    const range = document.createRange();
    if (node instanceof Text) range.setStart(node, offset);
    else range.setStartBefore(node);
    range.setEndAfter(/** @type {Node} */ (source.lastChild));
    const rest = range.extractContents();
    const second = /** @type {HTMLElement} */ (this.row.cloneNode(true));
    for (const name of ['cuts', 'original', 'target']) delete second.dataset[name];
    second.dataset.codes = JSON.stringify(this.codes());
    second.classList.remove('on', 'first', 'splitting');
    second.id = `r-${PENDING}`;
    second.dataset.segment = PENDING;
    second.dataset.version = '';
    second.dataset.unfinished = '';
    const number = /** @type {HTMLElement} */ (second.querySelector('.num'));
    number.removeAttribute('id');
    number.removeAttribute('aria-current');
    number.lastChild?.replaceWith('…');
    const text = sourceOf(second);
    text.id = `o-${PENDING}`;
    text.replaceChildren(rest);
    second.querySelector('.st')?.removeAttribute('id');
    for (const part of second.querySelectorAll('.st [id], .src template, .src .again, .st .talk')) part.remove();
    const target = document.createElement('div');
    target.className = 'trg';
    target.append(document.createElement('p'));
    target.firstElementChild?.classList.add('text');
    second.querySelector('form[data-edit]')?.replaceWith(target);
    return second;
  }

  /** The codes of the segment, as rows that are not open carry them. */
  codes() {
    const buttons = /** @type {HTMLElement[]} */ ([...this.form.querySelectorAll('button.coded')]);
    return buttons.map((b) => ({ ID: b.dataset.id, Type: b.dataset.type, Label: b.dataset.label, Open: b.dataset.open,
      End: b.dataset.end, Word: b.querySelector('[data-word]')?.textContent }));
  }

  /**
   * @param {string} path
   * @param {URLSearchParams} body
   * @param {() => string} version
   * @param {string} [other] segment whose saves must be answered first, too
   */
  async send(path, body, version, other) {
    try {
      for (const id of [this.id, other]) {
        if (id && !await this.saves.settled(id)) { this.takeBack(undefined); return; }
      }
      body.set('version', version());
      const answer = await fetch(path, { method: 'POST', body });
      const page = parsePage(await answer.text());
      if (answer.ok) this.finish(page);
      else this.takeBack(page.querySelector('.notice[data-kind="error"], .err')?.textContent?.trim().replace(/\s+/g, ' ') || faultText(page));
    } catch {
      this.takeBack(document.body.dataset.offline);
    }
  }

  /** What the field of a held row holds, or held. @param {string} id @returns {Left|undefined} */
  written(id) {
    const editor = this.bench.editor();
    const left = this.left.get(id);
    if (editor?.id !== id) return left;
    const text = editor.field.text();
    return { text, pressed: editor.pressed === 'save' && left?.text === text ? left.pressed : editor.pressed };
  }

  /**
   * Shows what the desk made of it, with what was written meanwhile.
   * @param {Document} page its list has the segment open
   */
  finish(page) {
    const editor = this.bench.editor();
    const here = editor?.id ?? this.bench.active()?.dataset.segment;
    const hasFocus = editor?.field.focused() ?? false;
    const caret = editor?.field.caret();
    const held = [...this.shown].map(([id, shown]) => ({ id, shown, written: this.written(id) }));
    const isSecond = here === PENDING;
    this.shown.clear();
    if (editor && !held.some(({ id }) => id === editor.id)) editor.flush();
    if (!this.bench.replace(page)) return;
    const first = /** @type {HTMLElement} */ (row(this.id));
    const second = /** @type {HTMLElement|null} */ (first.nextElementSibling);
    const open = isSecond ? second : here === undefined ? first : row(here) ?? first;
    this.bench.start('');
    if (open && open !== first) this.bench.open(open, '');
    for (const { id, shown, written } of held) {
      const of = id === PENDING ? second : first;
      if (of && written) this.write(of, of === open, shown, written);
    }
    if (hasFocus) this.bench.editor()?.focus(caret);
  }

  /**
   * @param {HTMLElement} of
   * @param {boolean} isOpen
   * @param {string} shown
   * @param {Left} written
   */
  write(of, isOpen, shown, written) {
    const isTyped = written.text !== shown;
    if (isOpen) {
      const editor = this.bench.editor();
      if (isTyped && editor?.field.text() !== written.text) editor?.field.replaceText(written.text);
      if (written.pressed !== 'save') editor?.save(written.pressed);
      return;
    }
    if (!isTyped && written.pressed === 'save') return;
    const text = isTyped ? written.text : of.dataset.target ?? of.querySelector('.trg > .text')?.textContent ?? '';
    if (isTyped && text.trim() === '') return; // an empty field is saved by a button only
    this.saves.add(this.saves.draftOf({ segment: of.dataset.segment ?? '', version: of.dataset.version ?? '', text,
      position: of.querySelector('.num')?.lastChild?.textContent?.trim() ?? '' }), written.pressed,
    { view: this.value('view'), from: '', solvesConflict: false });
    showText(of, text, true);
  }

  /** Nothing became of it: the row is whole again, with all that was written. @param {string|undefined} message */
  takeBack(message) {
    const first = this.written(this.id);
    const second = this.written(PENDING);
    const isUntouched = [[this.id, first], [PENDING, second]].every(([id, w]) => !w ||
      /** @type {Left} */ (w).text === this.shown.get(/** @type {string} */ (id)));
    const parts = joinTexts(first?.text ?? this.shown.get(this.id) ?? '', second?.text ?? this.shown.get(PENDING) ?? '');
    const text = isUntouched ? this.text : parts;
    const active = this.bench.active();
    const isHere = active === this.row || active?.dataset.segment === PENDING;
    this.shown.clear();
    sourceOf(this.row).replaceChildren(...this.source);
    if (this.gone) this.row.after(this.gone);
    if (isHere && active !== this.row) this.bench.open(this.row, 'click');
    row(PENDING)?.remove();
    const editor = this.bench.editor();
    if (isHere && editor) {
      editor.held = false;
      editor.saved = this.text;
      editor.field.setText(this.text);
      if (text !== this.text) editor.field.replaceText(text);
      editor.restore(); // a conflict that its last save came into
    } else {
      this.write(this.row, false, this.text, { text, pressed: 'save' });
      if (text === this.text) showText(this.row, text, false);
    }
    this.bench.refuse(message);
  }
}
