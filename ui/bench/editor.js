// @ts-check
// The editor of the active segment: keeps a draft, adds saves to the outbox by itself and by its
// buttons, and shows their results. It works the same with and without the network: a save in the
// outbox is safe, and the person may go on to the next segment.
import { adjacentRow } from './rows.js';
import { openField } from '../js/field/field.js';
import { itemOfDraft, openDrafts } from '../js/kept/drafts.js';
import { chainItem, sendSave } from '../js/kept/outbox.js';
import { resetStatus, showStatus } from '../js/kept/statusbar.js';
import { faultText } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';

const SAVE_AFTER = 800; // ms after the last key
const ANSWER_TIMEOUT = 2500; // ms after which the person goes on without the answer

/**
 * @typedef {import('../js/kept/outbox.js').SaveResult} SaveResult
 * @typedef {import('../js/kept/store.js').Item} Item
 * @typedef {{page: Document, url: string}} Answer
 */

export class Editor {
  /**
   * @param {HTMLFormElement} form
   * @param {{article: string, policy: import('../js/kept/store.js').Policy,
   *   refused: (page: Document, id: string, typed: string|null) => boolean,
   *   adopt: (page: Document, wanted?: (id: string) => boolean) => unknown}} page
   */
  constructor(form, page) {
    this.form = form;
    this.page = page;
    this.row = /** @type {HTMLElement} */ (form.closest('.seg'));
    this.id = this.row.dataset.segment ?? '';
    this.field = openField(form);
    const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
    this.saved = area.defaultValue; // the last text that the server or the outbox has
    this.inConflict = form.querySelector('.clash') !== null;
    this.timer = 0;
    /** @type {Item[]} added to the outbox and not answered, newest first */
    this.unanswered = [];
    /** @type {Promise<unknown>} settles after the last addition to the outbox */
    this.lastHandOver = Promise.resolve();
    this.end = new AbortController();
    this.wire();
    if (!this.isSaved()) this.handleInput(); // typed before this module ran
  }

  wire() {
    const { signal } = this.end;
    this.field.onInput(() => this.handleInput());
    this.field.onBlur(() => { if (!this.inConflict) this.flush(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); }, { signal });
    document.addEventListener('outbox:result', (e) => this.handleResult(/** @type {CustomEvent} */ (e).detail), { signal });
    document.addEventListener('tab:closed', () => this.restore(), { signal });
    addEventListener('beforeunload', (e) => { if (this.hasUnstoredText()) e.preventDefault(); }, { signal });
    if (this.inConflict) showStatus('conflict');
    else resetStatus();
    this.form.querySelector('[data-leave]')?.addEventListener('click', (e) => this.discard(e), { signal });
    openDrafts().then((self) => { this.self = self; this.keepDraft(); this.restore(); });
  }

  /**
   * Shows the text of the outbox for this segment, as after a reload without network or after the
   * tab was closed in which it was written.
   */
  async restore() {
    if (!this.self || this.inConflict || this.unanswered.length) return;
    await this.self.draftsSent;
    await this.self.outbox.refresh();
    if (this.end.signal.aborted) return;
    const conflict = this.self.outbox.conflictOf(this.id);
    if (conflict) { await this.showConflict(conflict); return; }
    const waiting = this.self.outbox.items.filter((i) => i.segment === this.id && i.state === 'waiting');
    const last = waiting.at(-1);
    if (!last || !this.isSaved() || this.unanswered.length || this.end.signal.aborted) return;
    this.unanswered = waiting.reverse();
    this.field.setText(last.text);
    this.saved = last.text;
  }

  /**
   * Shows a conflict: its save is sent again and answered with both texts.
   * @param {Item} conflict
   */
  async showConflict(conflict) {
    const outcome = await sendSave({ ...conflict, want: '' }, conflict.version);
    if (this.end.signal.aborted) return;
    if (outcome.kind === 'conflict') { this.page.refused(parsePage(outcome.html), this.id, this.isSaved() ? null : this.field.text()); return; }
    if (outcome.kind === 'saved') {
      await this.self?.outbox.remove(conflict);
      this.page.adopt(parsePage(outcome.html), (id) => id === `v-${this.id}`);
      return;
    }
    if (!this.isSaved()) return;
    this.field.setText(conflict.text); // without network only the text can be shown
    this.saved = conflict.text;
  }

  /** Discards the own version of a conflict, which stays in the history. @param {Event} e */
  async discard(e) {
    const conflict = this.self?.outbox.conflictOf(this.id);
    if (!conflict) return;
    const link = /** @type {HTMLAnchorElement} */ (e.currentTarget);
    e.preventDefault();
    this.saved = this.field.text();
    await this.self?.store.dropDraft(this.draft().id);
    await this.self?.outbox.remove(conflict);
    const here = location.pathname + location.search;
    location.assign(link.href);
    if (link.pathname + link.search === here) location.reload(); // only the anchor differs
  }

  /** Whether a text would be lost with the page, since it is not on disk. */
  hasUnstoredText() {
    const held = !this.isSaved() || this.unanswered.length > 0;
    return held && this.self !== undefined && !this.self?.store.writesToDisk(this.page.policy);
  }

  /** Ends the editor when another row is opened. */
  destroy() {
    clearTimeout(this.timer);
    this.end.abort();
    this.field.destroy();
  }

  focus() { this.field.focus(); }

  isSaved() { return this.field.text() === this.saved; }

  /** @param {string} name */
  fieldValue(name) {
    const input = this.form.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input.value : '';
  }

  /** @returns {import('../js/kept/store.js').Draft} */
  draft() {
    const person = this.self?.person ?? '';
    const tab = this.self?.tab ?? '';
    return { id: `${person} ${this.id} ${tab}`, tab, person, article: this.page.article, segment: this.id,
      position: this.row.querySelector('.num')?.lastChild?.textContent?.trim() ?? '', version: this.fieldValue('version'),
      after: '', time: Date.now(), policy: this.page.policy, text: this.field.text() };
  }

  handleInput() {
    const draft = this.draft();
    const { item } = chainItem(itemOfDraft(draft, 'save'), this.unanswered);
    if (this.isSaved()) this.self?.store.dropDraft(draft.id);
    else this.self?.store.keepDraft({ ...draft, after: item.after });
    if (this.inConflict) return;
    showStatus(this.isSaved() ? 'idle' : this.field.text().trim() === '' ? 'empty' : 'typing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SAVE_AFTER);
  }

  /** Keeps a draft of an unsaved text, as before the row is replaced. */
  keepDraft() { if (!this.isSaved()) this.self?.store.keepDraft(this.draft()); }

  /** Waits until the last save is answered, at most ANSWER_TIMEOUT. */
  async idle() { await this.lastHandOver; }

  /**
   * Saves the typed text. An empty field is saved by a button only, since it resets the segment.
   * @returns {Promise<boolean>} whether the row may be closed
   */
  async flush() {
    clearTimeout(this.timer);
    await this.lastHandOver;
    if (this.isSaved()) return true;
    if (this.inConflict) return false;
    if (this.field.text().trim() === '') { showStatus('empty'); return this.saved === ''; }
    const result = await this.enqueue('save', '');
    return result === null || result.kind === 'saved';
  }

  /**
   * Adds the text to the outbox and waits for the result, at most ANSWER_TIMEOUT.
   * @param {string} name of the button
   * @param {string} want ids of the rows that the answer may bring
   * @returns {Promise<SaveResult|null>} null: it will be sent later
   */
  enqueue(name, want) {
    const sending = this.lastHandOver.then(async () => {
      const self = this.self ?? await openDrafts();
      if (!self) return null;
      const draft = this.draft();
      const chain = chainItem({ ...itemOfDraft(draft, name), view: this.fieldValue('view'), from: this.fieldValue('from'), want }, this.unanswered);
      const settled = this.inConflict ? self.outbox.conflictOf(this.id) : undefined;
      this.saved = draft.text;
      this.unanswered = [chain.item, ...this.unanswered.filter((i) => !chain.items.includes(i))];
      showStatus('saving');
      await self.outbox.add(chain.item, { draft: draft.id, items: settled ? [settled, ...chain.items] : chain.items });
      return self.outbox.resultOf(chain.item.op, ANSWER_TIMEOUT);
    });
    this.lastHandOver = sending.catch(() => null);
    return sending;
  }

  /** Handles the result of a save of this editor. @param {SaveResult} result */
  handleResult(result) {
    const item = this.unanswered.find((i) => i.op === result.op);
    if (!item) return;
    this.unanswered = this.unanswered.filter((i) => i !== item);
    const page = parsePage(result.html);
    if (result.kind === 'saved') this.showSaved(page, result);
    else if (result.kind === 'conflict') this.page.refused(page, this.id, this.field.text() === item.text ? null : this.field.text());
    else this.showRefusal(page, item, result);
  }

  /** @param {Document} page @param {SaveResult} result */
  showSaved(page, result) {
    const done = page.getElementById('saved');
    const input = this.form.elements.namedItem('version');
    if (input instanceof HTMLInputElement) input.value = result.version;
    this.row.dataset.version = result.version;
    this.page.adopt(page, (id) => id === `v-${this.id}` || id === 'meter');
    if (this.isSaved()) showStatus('saved', done?.dataset.said);
    else showStatus('typing');
  }

  /**
   * Shows a refusal. A text that can be corrected (status 422) stays in the field; any other one in the
   * list of unsent texts, from where it can be copied.
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
    if (result.status === 422) {
      this.saved = '\0'; // equal to no text of the field
      this.self?.store.keepDraft(this.draft());
      const waiting = this.self?.outbox.items.find((i) => i.op === item.op);
      if (waiting) await this.self?.outbox.remove(waiting);
    }
    const fault = faultText(page);
    showStatus('failed', words || fault);
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
   * Carries out a button of the form.
   * @param {string} name
   * @returns {Promise<Answer|'later'|null>} 'later': the save will be sent; null: it was
   *   refused, and the refusal is shown
   */
  async send(name) {
    clearTimeout(this.timer);
    if (['merge', 'undo', 'split', 'clear'].includes(name)) return this.submit(name);
    const next = adjacentRow(this.row, name === 'prev' ? -1 : 1)?.dataset.segment;
    const result = await this.enqueue(name, `r-${next}`);
    if (!result) return this.field.text().trim() === '' ? null : 'later';
    if (result.kind !== 'saved') return null;
    const page = parsePage(result.html);
    return { page, url: new URL(page.getElementById('saved')?.dataset.next ?? '', location.href).href };
  }

  /**
   * Submits the form for an action that only the server can do, once it has the text.
   * @param {string} name
   * @returns {Promise<Answer|null>}
   */
  async submit(name) {
    if (!this.inConflict && !(await this.flush())) return null;
    if (this.unanswered.length) return null; // the status bar says what is waited for
    const body = new URLSearchParams(/** @type {any} */ (new FormData(this.form)));
    body.set('do', name);
    body.set('target', this.field.text());
    if (name === 'split') {
      body.set('at', String(this.field.sourceCaret()));
      body.set('target_at', String(this.field.caret()));
    }
    showStatus('saving');
    try {
      const target = name === 'clear' ? `bench r-${this.id}` : '';
      const answer = await fetch(this.form.action, { method: 'POST', body, headers: target ? { 'Fx-Target': target } : {} });
      const page = parsePage(await answer.text());
      if (answer.ok) { this.saved = this.field.text(); return { page, url: answer.url }; }
      const fault = page.querySelector(`[data-fault], #p-${this.id} .err`)?.textContent?.trim().replace(/\s+/g, ' ');
      showStatus('failed', fault);
    } catch {
      showStatus('failed', document.body.dataset.offline);
    }
    return null;
  }
}
