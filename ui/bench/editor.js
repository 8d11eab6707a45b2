// @ts-check
// The active segment's editor: keeps what is typed, hands it to the outbox by itself and by its
// buttons, and shows what became of it. It works the same with and without the network: what the
// outbox took over is safe, and the reader may go on.
import { adjacentRow } from './rows.js';
import { openField } from '../js/field/field.js';
import { itemOf, keeper } from '../js/kept/drafts.js';
import { chained, post } from '../js/kept/outbox.js';
import { calmStrip, showStrip } from '../js/kept/statusbar.js';
import { faultText } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';

const AFTER = 800; // ms without a key before a save
const SLOW = 2500; // ms after which the reader need not wait for an answer

/**
 * @typedef {import('../js/kept/outbox.js').News} News
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
    this.saved = area.defaultValue; // the last text that the desk or the outbox has
    this.clash = form.querySelector('.clash') !== null;
    this.timer = 0;
    /** @type {Item[]} handed over and not answered, newest first */
    this.ahead = [];
    /** @type {Promise<unknown>} handing over, one after the other */
    this.handing = Promise.resolve();
    this.off = new AbortController();
    this.wire();
    if (!this.clean()) this.typed(); // before this module ran
  }

  wire() {
    const { signal } = this.off;
    this.field.onInput(() => this.typed());
    this.field.onBlur(() => { if (!this.clash) this.flush(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); }, { signal });
    document.addEventListener('outbox:news', (e) => this.hear(/** @type {CustomEvent} */ (e).detail), { signal });
    document.addEventListener('tab:gone', () => this.recall(), { signal });
    addEventListener('beforeunload', (e) => { if (this.loose()) e.preventDefault(); }, { signal });
    if (this.clash) showStrip('conflict');
    else calmStrip();
    this.form.querySelector('[data-leave]')?.addEventListener('click', (e) => this.giveUp(e), { signal });
    keeper().then((self) => { this.self = self; this.keep(); this.recall(); });
  }

  /**
   * Takes over what waits in the outbox for this segment, as after a reload without network or
   * when the tab is closed in which it was written.
   */
  async recall() {
    if (!this.self || this.clash || this.ahead.length) return;
    await this.self.settled;
    await this.self.outbox.look();
    if (this.off.signal.aborted) return;
    const conflict = this.self.outbox.conflictOf(this.id);
    if (conflict) { await this.lay(conflict); return; }
    const mine = this.self.outbox.items.filter((i) => i.segment === this.id && i.state === 'waiting');
    const last = mine.at(-1);
    if (!last || !this.clean() || this.ahead.length || this.off.signal.aborted) return;
    this.ahead = mine.reverse();
    this.field.setText(last.text);
    this.saved = last.text;
  }

  /**
   * Has the desk lay a conflict out: sent again, it is answered as before.
   * @param {Item} conflict
   */
  async lay(conflict) {
    const outcome = await post({ ...conflict, want: '' }, conflict.version);
    if (this.off.signal.aborted) return;
    if (outcome.kind === 'conflict') { this.page.refused(parsePage(outcome.html), this.id, this.clean() ? null : this.field.text()); return; }
    if (outcome.kind === 'saved') {
      await this.self?.outbox.drop(conflict);
      this.page.adopt(parsePage(outcome.html), (id) => id === `v-${this.id}`);
      return;
    }
    if (!this.clean()) return;
    this.field.setText(conflict.text); // without network there is the text alone
    this.saved = conflict.text;
  }

  /** Leaves the other version: this one stays in the history. @param {Event} e */
  async giveUp(e) {
    const conflict = this.self?.outbox.conflictOf(this.id);
    if (!conflict) return;
    const link = /** @type {HTMLAnchorElement} */ (e.currentTarget);
    e.preventDefault();
    this.saved = this.field.text();
    await this.self?.store.dropDraft(this.draft().id);
    await this.self?.outbox.drop(conflict);
    const here = location.pathname + location.search;
    location.assign(link.href);
    if (link.pathname + link.search === here) location.reload(); // only the anchor differs
  }

  /** Whether leaving the page now would lose something: it is kept nowhere but here. */
  loose() {
    const held = !this.clean() || this.ahead.length > 0;
    return held && this.self !== undefined && !this.self?.store.keeps(this.page.policy);
  }

  /** Ends the editor when another row is opened. */
  leave() {
    clearTimeout(this.timer);
    this.off.abort();
    this.field.destroy();
  }

  focus() { this.field.focus(); }

  clean() { return this.field.text() === this.saved; }

  /** @param {string} name */
  value(name) {
    const input = this.form.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input.value : '';
  }

  /** @returns {import('../js/kept/store.js').Draft} */
  draft() {
    const person = this.self?.person ?? '';
    const tab = this.self?.tab ?? '';
    return { id: `${person} ${this.id} ${tab}`, tab, person, article: this.page.article, segment: this.id,
      position: this.row.querySelector('.num')?.lastChild?.textContent?.trim() ?? '', version: this.value('version'),
      after: '', time: Date.now(), policy: this.page.policy, text: this.field.text() };
  }

  typed() {
    const draft = this.draft();
    const { item } = chained(itemOf(draft, 'save'), this.ahead);
    if (this.clean()) this.self?.store.dropDraft(draft.id);
    else this.self?.store.keep({ ...draft, after: item.after });
    if (this.clash) return;
    showStrip(this.clean() ? 'idle' : this.field.text().trim() === '' ? 'empty' : 'typing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), AFTER);
  }

  /** Keeps what is typed now, as before the row is taken away. */
  keep() { if (!this.clean()) this.self?.store.keep(this.draft()); }

  /** Waits until no save of this editor is on its way, or the wire is showProgress. */
  async idle() { await this.handing; }

  /**
   * Hands over what was typed. An empty field is saved by a button only, since it takes the
   * segment back to the beginning.
   * @returns {Promise<boolean>} whether the reader may leave the row
   */
  async flush() {
    clearTimeout(this.timer);
    await this.handing;
    if (this.clean()) return true;
    if (this.clash) return false;
    if (this.field.text().trim() === '') { showStrip('empty'); return this.saved === ''; }
    const news = await this.hand('save', '');
    return news === null || news.kind === 'saved';
  }

  /**
   * Hands the text to the outbox and waits a little for what becomes of it.
   * @param {string} name of the button
   * @param {string} want ids of the rows that the answer may bring
   * @returns {Promise<News|null>} null: it will be sent later
   */
  hand(name, want) {
    const run = this.handing.then(async () => {
      const self = this.self ?? await keeper();
      if (!self) return null;
      const draft = this.draft();
      const before = chained({ ...itemOf(draft, name), view: this.value('view'), from: this.value('from'), want }, this.ahead);
      const settled = this.clash ? self.outbox.conflictOf(this.id) : undefined;
      this.saved = draft.text;
      this.ahead = [before.item, ...this.ahead.filter((i) => !before.items.includes(i))];
      showStrip('saving');
      await self.outbox.add(before.item, { draft: draft.id, items: settled ? [settled, ...before.items] : before.items });
      return self.outbox.answer(before.item.op, SLOW);
    });
    this.handing = run.catch(() => null);
    return run;
  }

  /** What became of a save of this editor, also of one nobody waits for any more. @param {News} news */
  hear(news) {
    const item = this.ahead.find((i) => i.op === news.op);
    if (!item) return;
    this.ahead = this.ahead.filter((i) => i !== item);
    const page = parsePage(news.html);
    if (news.kind === 'saved') this.took(page, news);
    else if (news.kind === 'conflict') this.page.refused(page, this.id, this.field.text() === item.text ? null : this.field.text());
    else this.refuse(page, item, news);
  }

  /** @param {Document} page @param {News} news */
  took(page, news) {
    const done = page.getElementById('saved');
    const input = this.form.elements.namedItem('version');
    if (input instanceof HTMLInputElement) input.value = news.version;
    this.row.dataset.version = news.version;
    this.page.adopt(page, (id) => id === `v-${this.id}` || id === 'meter');
    if (this.clean()) showStrip('saved', done?.dataset.said);
    else showStrip('typing');
  }

  /**
   * A text that the desk does not take: what can be mended stays in the field, the rest in the
   * outbox's list, from where it can be copied.
   * @param {Document} page
   * @param {Item} item
   * @param {News} news
   */
  async refuse(page, item, news) {
    const problem = page.getElementById(`p-${this.id}`);
    const words = problem?.textContent?.trim();
    if (words && problem) {
      document.getElementById(`p-${this.id}`)?.replaceWith(problem);
      this.field.setInvalid(true);
    }
    if (news.status === 422) {
      this.saved = '\0'; // whatever the field holds, the desk has not
      this.self?.store.keep(this.draft());
      const mine = this.self?.outbox.items.find((i) => i.op === item.op);
      if (mine) await this.self?.outbox.drop(mine);
    }
    const fault = faultText(page);
    showStrip('failed', words || fault);
  }

  /**
   * Presses a button of the form, whether or not it can be seen.
   * @param {string} name
   */
  press(name) {
    const button = this.form.querySelector(`button[name="do"][value="${name}"]`);
    if (button instanceof HTMLButtonElement) this.form.requestSubmit(button);
  }

  /**
   * Does what a button of the form is for.
   * @param {string} name
   * @returns {Promise<Answer|'later'|null>} 'later': it will be sent; null: refused, and shown
   */
  async send(name) {
    clearTimeout(this.timer);
    if (['merge', 'undo', 'split', 'clear'].includes(name)) return this.ask(name);
    const next = adjacentRow(this.row, name === 'prev' ? -1 : 1)?.dataset.segment;
    const news = await this.hand(name, `r-${next}`);
    if (!news) return this.field.text().trim() === '' ? null : 'later';
    if (news.kind !== 'saved') return null;
    const page = parsePage(news.html);
    return { page, url: new URL(page.getElementById('saved')?.dataset.next ?? '', location.href).href };
  }

  /**
   * Sends what only the desk can do, once it has the text.
   * @param {string} name
   * @returns {Promise<Answer|null>}
   */
  async ask(name) {
    if (!this.clash && !(await this.flush())) return null;
    if (this.ahead.length) return null; // the strip says what it waits for
    const body = new URLSearchParams(/** @type {any} */ (new FormData(this.form)));
    body.set('do', name);
    body.set('target', this.field.text());
    if (name === 'split') {
      body.set('at', String(this.field.sourceCaret()));
      body.set('target_at', String(this.field.caret()));
    }
    showStrip('saving');
    try {
      const target = name === 'clear' ? `bench r-${this.id}` : '';
      const answer = await fetch(this.form.action, { method: 'POST', body, headers: target ? { 'Fx-Target': target } : {} });
      const page = parsePage(await answer.text());
      if (answer.ok) { this.saved = this.field.text(); return { page, url: answer.url }; }
      const fault = page.querySelector(`[data-fault], #p-${this.id} .err`)?.textContent?.trim().replace(/\s+/g, ' ');
      showStrip('failed', fault);
    } catch {
      showStrip('failed', document.body.dataset.offline);
    }
    return null;
  }
}
