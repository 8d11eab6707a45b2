// @ts-check
// The editor of the active segment: keeps a draft, saves by itself and by its buttons, and shows what
// became of the saves. It works the same with and without the network: a save that was handed over
// is safe, and the person goes on to the next segment.
import { openField } from '../js/field/field.js';
import { sendSave } from '../js/kept/outbox.js';
import { resetStatus, showStatus } from '../js/kept/statusbar.js';
import { faultText } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';

const SAVE_AFTER = 800; // ms after the last key
const CONFIRMS = ['next', 'stay']; // buttons

/**
 * @typedef {import('./saves.js').SaveResult} SaveResult
 * @typedef {import('./saves.js').Item} Item
 * @typedef {{page: Document, url: string}} Answer
 */

export class Editor {
  /**
   * @param {HTMLFormElement} form
   * @param {import('./saves.js').Saves} saves
   * @param {{refused: (page: Document, id: string, typed: string|null) => boolean,
   *   adopt: (page: Document, wanted?: (id: string) => boolean) => unknown}} page
   * @param {boolean} [held]
   */
  constructor(form, saves, page, held = false) {
    this.form = form;
    this.saves = saves;
    this.page = page;
    this.row = /** @type {HTMLElement} */ (form.closest('.seg'));
    this.id = this.row.dataset.segment ?? '';
    this.field = openField(form);
    const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
    this.saved = area.defaultValue; // the last text that the server or the outbox has
    this.pristine = true; // nothing was typed since the row was opened
    this.inConflict = form.querySelector('.clash') !== null;
    this.held = held; // its segment is being split or merged: its text waits for the version to come
    this.pressed = 'save'; // the button that was pressed meanwhile
    this.isRefused = this.inConflict; // the person is to correct what the row shows
    /** @type {{unit: string, text: string}|null} what was taken from the memory */
    this.taken = null;
    this.timer = 0;
    this.end = new AbortController();
    this.wire();
    if (!this.isSaved()) this.handleInput(); // typed before this module ran
  }

  wire() {
    const { signal } = this.end;
    this.field.onInput(() => this.handleInput());
    this.field.onBlur(() => { if (!this.inConflict) this.flush(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); }, { signal });
    document.addEventListener('tab:closed', () => this.restore(), { signal });
    addEventListener('beforeunload', (e) => { if (this.hasUnstoredText()) e.preventDefault(); }, { signal });
    if (this.inConflict) showStatus('conflict');
    else resetStatus();
    this.form.querySelector('[data-leave]')?.addEventListener('click', (e) => this.discard(e), { signal });
    this.saves.opened.then(() => { this.keepDraft(); this.restore(); });
  }

  /**
   * Shows the text of the outbox for this segment, as after a reload without network or after the
   * tab was closed in which it was written.
   */
  async restore() {
    const { self } = this.saves;
    if (!self || this.inConflict || this.held) return;
    await self.draftsSent;
    await self.outbox.refresh();
    if (this.end.signal.aborted || this.held) return;
    const conflict = self.outbox.conflictOf(this.id);
    if (conflict) { await this.showConflict(conflict); return; }
    if (!this.isSaved()) return;
    const last = this.saves.takeOver(this.id);
    if (!last) return;
    this.field.setText(last.text);
    this.saved = last.text;
  }

  /**
   * Shows a conflict: its save is sent again and answered with both texts.
   * @param {Item} conflict
   */
  async showConflict(conflict) {
    const outcome = await sendSave(conflict, conflict.version);
    if (this.end.signal.aborted) return;
    if (outcome.kind === 'conflict') { this.page.refused(parsePage(outcome.html), this.id, this.isSaved() ? null : this.field.text()); return; }
    if (outcome.kind === 'saved') {
      await this.saves.self?.outbox.remove(conflict);
      this.page.adopt(parsePage(outcome.html), (id) => id === `v-${this.id}`);
      return;
    }
    if (!this.isSaved()) return;
    this.field.setText(conflict.text); // without network only the text can be shown
    this.saved = conflict.text;
  }

  /** Discards the own version of a conflict, which stays in the history. @param {Event} e */
  async discard(e) {
    const self = this.saves.self;
    const conflict = self?.outbox.conflictOf(this.id);
    if (!self || !conflict) return;
    const link = /** @type {HTMLAnchorElement} */ (e.currentTarget);
    e.preventDefault();
    this.saved = this.field.text();
    await this.saves.dropDraft(this.draft());
    await self.outbox.remove(conflict);
    const here = location.pathname + location.search;
    location.assign(link.href);
    if (link.pathname + link.search === here) location.reload(); // only the anchor differs
  }

  /** Whether a text would be lost with the page, since it is not on disk. */
  hasUnstoredText() {
    const unsaved = !this.isSaved() || this.saves.of(this.id).length > 0;
    const { self, page } = this.saves;
    if (this.held) return unsaved;
    return unsaved && self !== null && !self.store.writesToDisk(page.policy);
  }

  /** Ends the editor when another row is opened. */
  destroy() {
    clearTimeout(this.timer);
    this.end.abort();
    this.field.destroy();
  }

  /** @param {number} [at] place of the markup */
  focus(at) { this.field.focus(at); }

  isSaved() { return this.field.text() === this.saved; }

  isBlank() { return this.field.text().trim() === ''; }

  /** @param {string} name */
  fieldValue(name) {
    const input = this.form.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input.value : '';
  }

  /** Begins to hold the text back, which is shown as it will be. @param {string} text */
  hold(text) {
    this.held = true;
    this.saved = text;
    this.field.setText(text);
  }

  /**
   * Replaces the text by that of a unit of the memory; as long as it stays so, saves name the unit.
   * @param {string} unit
   * @param {string} text markup
   */
  take(unit, text) {
    this.field.replaceText(text);
    this.taken = { unit, text: this.field.text() };
    this.handleInput(); // again, since the draft was kept without the unit
    this.focus();
  }

  /** The version that a save of this page made: the text is based on it. @param {string} version */
  setVersion(version) {
    const input = this.form.elements.namedItem('version');
    if (input instanceof HTMLInputElement) input.value = version;
  }

  /** @returns {import('./saves.js').Draft} */
  draft() {
    return this.saves.draftOf({ segment: this.id, version: this.fieldValue('version'), text: this.field.text(),
      position: this.row.querySelector('.num')?.lastChild?.textContent?.trim() ?? '',
      unit: this.taken?.text === this.field.text() ? this.taken.unit : '' });
  }

  handleInput() {
    this.pristine = false;
    if (this.held) return;
    const draft = this.draft();
    if (this.isSaved()) this.saves.dropDraft(draft);
    else this.saves.keepDraft(draft);
    if (this.inConflict) return;
    showStatus(this.isSaved() ? 'idle' : this.isBlank() ? 'empty' : 'typing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SAVE_AFTER);
  }

  /** Keeps a draft of an unsaved text, as before the row is replaced. */
  keepDraft() { if (!this.held && !this.isSaved()) this.saves.keepDraft(this.draft()); }

  /**
   * Saves the typed text. An empty field is saved by a button only, since it resets the segment.
   * @returns {boolean} whether the row may be closed
   */
  flush() {
    clearTimeout(this.timer);
    if (this.held || this.isSaved()) return true;
    if (this.inConflict) return false;
    if (this.isBlank()) { showStatus('empty'); return this.saved === ''; }
    this.save('save');
    return true;
  }

  /** Hands the text over, as a button of the form does. @param {string} name of the button */
  save(name) {
    clearTimeout(this.timer);
    if (this.held) { this.pressed = name; return; }
    this.saves.add(this.draft(), name, { view: this.fieldValue('view'), from: this.fieldValue('from'),
      solvesConflict: this.inConflict });
    // The server confirms no empty field: what it has stays what it had.
    if (!this.isBlank() || !CONFIRMS.includes(name)) this.saved = this.field.text();
  }

  /**
   * Shows that a save of this page was refused. A text that can be corrected (status 422) stays in
   * the field; any other one in the list of unsent texts, from where it can be copied.
   * @param {Document} page
   * @param {Item} item
   * @param {SaveResult} result
   */
  async showRefusal(page, item, result) {
    const problem = page.getElementById(`p-${this.id}`);
    const words = problem?.textContent?.trim();
    if (words && problem) {
      document.getElementById(`p-${this.id}`)?.replaceWith(problem);
      this.field.setInvalid(true);
    }
    this.isRefused = true;
    if (result.status === 422) {
      if (item.text.trim()) this.saved = '\0'; // equal to no text of the field
      this.keepDraft();
      await this.saves.dropRefused(item);
    }
    showStatus('failed', words || faultText(page));
  }

  /**
   * Presses a button of the form, whether or not it is visible.
   * @param {string} name
   */
  press(name) {
    const button = this.form.querySelector(`button[name="do"][value="${name}"]`);
    if (button instanceof HTMLButtonElement) this.form.requestSubmit(button);
  }

  /**
   * Submits the form for an action that only the server can do, once it has the text.
   * @param {string} name
   * @returns {Promise<Answer|null>} null: it was refused, and the refusal is shown
   */
  async submit(name) {
    if (!this.inConflict && !this.flush()) return null;
    if (!await this.saves.settled(this.id)) return null; // the status bar says what is waited for
    const text = this.field.text();
    const body = new URLSearchParams(/** @type {any} */ (new FormData(this.form)));
    body.set('do', name);
    body.set('target', text);
    showStatus('saving');
    try {
      const target = name === 'clear' ? `bench r-${this.id}` : '';
      const answer = await fetch(this.form.action, { method: 'POST', body, headers: target ? { 'Fx-Target': target } : {} });
      const page = parsePage(await answer.text());
      if (answer.ok) { if (this.field.text() === text) this.saved = text; return { page, url: answer.url }; }
      const fault = page.querySelector(`[data-fault], #p-${this.id} .err`)?.textContent?.trim().replace(/\s+/g, ' ');
      showStatus('failed', fault);
    } catch {
      showStatus('failed', document.body.dataset.offline);
    }
    return null;
  }
}
