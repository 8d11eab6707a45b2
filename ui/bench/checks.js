// @ts-check
// The checks of the open row: asked for when the text has rested, shown in the panel and under the text,
// gone through by a key, corrected by another. A text that a finding blocks is not confirmed here; where the
// server has not answered yet it decides by itself, so that no key waits for it.
import { announce } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import { parsePage } from '../js/core/trustedtypes.js';

const REST = 400; // ms without a key after which a text is looked at
const TIMEOUT = 8000; // ms for the answer
const AGAIN = 1500; // ms after which a text is looked at again that a grammar server is asked about
const MOST_AGAIN = 6;

/**
 * Places are characters of the text without its codes; -1: it is nowhere in the text.
 * @typedef {{from: number, to: number, block: boolean, said: string,
 *   fix?: {from: number, to: number, text: string}}} Finding
 * @typedef {import('./editor.js').Editor} Editor
 */

export class Checks {
  /**
   * @param {() => Editor|null} editor of the open row, when it can be written in
   * @param {{lastFinding?: string, noFix?: string, blocked?: string, again?: string}} says
   */
  constructor(editor, says) {
    this.editor = editor;
    this.says = says;
    /** @type {Editor|null} */
    this.of = null;
    this.text = ''; // that was looked at
    /** @type {Finding[]|null} null: the text was not looked at */
    this.found = null;
    this.count = ''; // how many they are, in the digits of the page
    /** @type {HTMLElement|null} the list of them for the panel */
    this.part = null;
    this.at = -1; // the finding that was gone to
    this.asked = ''; // the text whose warnings were shown before it is confirmed
    this.alarm = ''; // what was said last of a finding
    this.timer = 0;
    actions.register('next-finding', () => this.goToNext());
    actions.register('fix-finding', () => this.fix(this.at < 0 ? 0 : this.at));
    document.addEventListener('click', (e) => {
      const button = e.target instanceof Element ? e.target.closest('[data-fix]') : null;
      const { fix } = /** @type {HTMLElement|null} */ (button)?.dataset ?? {};
      if (fix) this.fix(Number(fix) - 1);
    });
    addEventListener('online', () => { if (this.of && !this.known()) this.look(this.of); });
    document.addEventListener('fx:swap', (e) => {
      const { from } = /** @type {CustomEvent} */ (e).detail;
      const dismisses = from instanceof HTMLFormElement && /\/(dismiss|restore)$/.test(from.action);
      if (!dismisses || !this.of) { this.panelShown(); return; }
      this.lookAnew(this.of);
      this.of.focus(); // the button that was pressed is gone
    });
    document.addEventListener('fx:fail', () => this.panelShown());
  }

  /** Begins to follow an editor. @param {Editor|null} editor */
  opened(editor) {
    clearTimeout(this.timer);
    this.hush();
    [this.of, this.found, this.at, this.asked] = [editor, null, -1, ''];
    if (!editor) return;
    editor.field.onInput(() => {
      this.found = null;
      this.hush();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(editor), REST);
    });
    if (!editor.isBlank()) this.timer = setTimeout(() => this.look(editor), REST);
  }

  /** @param {string} text */
  sayAloud(text) {
    this.alarm = text;
    announce(text, true);
  }

  /** Takes back what was said of a finding, once the text is another. */
  hush() {
    if (this.alarm && document.getElementById('alarm')?.textContent === this.alarm) announce('', true);
    this.alarm = '';
  }

  /** Looks at a text again, a finding of which was dismissed or opened again. @param {Editor} editor */
  lookAnew(editor) {
    [this.found, this.part] = [null, null];
    this.look(editor);
  }

  /** Has the server look at the text of an editor. @param {Editor} editor @param {number} [again] how often it was before */
  async look(editor, again = 0) {
    if (editor !== this.of) return;
    const text = editor.field.text();
    if (!text.trim()) { this.keep(editor, text, [], null); return; }
    try {
      const answer = await fetch(`/segments/${editor.id}/checks`, { method: 'POST', headers: { 'Fx-Target': 'checks' },
        body: new URLSearchParams({ target: text }), signal: AbortSignal.timeout(TIMEOUT) });
      if (!answer.ok) return;
      const part = parsePage(await answer.text()).getElementById('checks');
      if (!part || editor.field.text() !== text) return;
      const found = part.dataset.findings ?? '[]';
      const news = !again || found !== this.part?.dataset.findings;
      if (news) this.keep(editor, text, JSON.parse(found), part);
      if (part.dataset.grammar === 'waiting' && again < MOST_AGAIN) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(editor, again + 1), AGAIN);
      }
    } catch { /* without the network nothing is known of the text */ }
  }

  /**
   * Shows what was found in a text, if it is still the text of the open row.
   * @param {Editor} editor
   * @param {string} text
   * @param {Finding[]} found
   * @param {HTMLElement|null} part
   */
  keep(editor, text, found, part) {
    if (editor !== this.of || editor.field.text() !== text) return;
    [this.text, this.found, this.at] = [text, found, -1];
    this.count = part?.dataset.count ?? '0';
    this.part = part && document.adoptNode(part);
    this.panelShown();
    const line = document.getElementById(`f-${editor.id}`);
    if (!line) return;
    line.hidden = found.length === 0;
    line.toggleAttribute('data-blocks', found.some((f) => f.block));
    const said = line.querySelector('bdi');
    if (said) said.textContent = found[0]?.said ?? '';
    const more = line.querySelector('[data-more]');
    if (more) more.textContent = found.length > 1 ? part?.dataset.more ?? '' : '';
  }

  /** Has the panel show what was found in the text as it is: the server knows the one that is saved. */
  panelShown() {
    const panel = document.getElementById('panel');
    if (!this.of || panel?.dataset.of !== this.of.id) return;
    const shown = document.getElementById('checks');
    if (this.part && this.known() && shown && shown !== this.part && !shown.contains(document.activeElement)) {
      shown.replaceWith(this.part);
    }
    for (const b of panel.querySelectorAll('[data-fix]')) b.removeAttribute('hidden');
    const count = panel.querySelector('nav a[href$="/checks"] .count');
    if (count && this.found) count.textContent = this.count;
  }

  /** What was found in the text as it is; null: that is not known. */
  known() { return this.found && this.of?.field.text() === this.text ? this.found : null; }

  /** Goes to the next finding: selects its place in the text, and says what it is. */
  goToNext() {
    const editor = this.editor();
    const found = this.known();
    if (!editor || !found) return Boolean(editor);
    if (!found.length) { announce(this.says.lastFinding ?? ''); return true; }
    this.at = (this.at + 1) % found.length;
    this.show(editor, found[this.at]);
    return true;
  }

  /** @param {Editor} editor @param {Finding} finding */
  show(editor, finding) {
    if (finding.from >= 0) editor.field.selectFlat(finding.from, finding.to);
    else editor.focus();
    this.sayAloud(finding.said);
    const said = document.querySelector(`[id="f-${editor.id}"] bdi`);
    if (said) said.textContent = finding.said;
    for (const row of document.querySelectorAll('.finding')) {
      row.toggleAttribute('aria-current', /** @type {HTMLElement} */ (row).dataset.finding === String(this.at + 1));
    }
  }

  /** Corrects a finding, where only one correction can be meant. @param {number} i */
  fix(i) {
    const editor = this.editor();
    const finding = this.known()?.[i];
    if (!editor || !finding) return Boolean(editor);
    if (!finding.fix) { announce(this.says.noFix ?? ''); return true; }
    editor.field.replaceFlat(finding.fix.from, finding.fix.to, finding.fix.text);
    editor.focus();
    return true;
  }

  /**
   * Whether the text of an editor may be confirmed: not as long as a finding blocks it, and where there are
   * others when it is asked for a second time.
   * @param {Editor} editor
   */
  mayConfirm(editor) {
    const found = this.known();
    if (!found?.length || editor !== this.of) return true;
    const blocking = found.findIndex((f) => f.block);
    if (blocking < 0 && this.asked === this.text) return true;
    this.asked = this.text;
    this.at = Math.max(blocking, 0);
    this.show(editor, found[this.at]);
    this.sayAloud(`${found[this.at].said} ${blocking < 0 ? this.says.again ?? '' : this.says.blocked ?? ''}`);
    return false;
  }
}
