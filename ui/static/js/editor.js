// @ts-check
// The active segment's editor: saves by itself, keeps what could not be saved in this browser,
// and says the truth about it in the strip.
import { openField } from './field.js';
import { parsePage } from './trust.js';

const AFTER = 800; // ms without a key before a save
const AGAIN = 6000; // ms before what failed is tried again

/**
 * Shows a state in the strip; its words stand in the page, in the reader's language.
 * @param {string} state idle, typing, saving, saved, offline, conflict, failed, signin, found, empty
 * @param {string} [words]
 */
export function showStrip(state, words) {
  const strip = document.getElementById('strip');
  if (!strip) return;
  strip.dataset.state = state;
  const said = strip.querySelector('[data-said]');
  if (said) said.textContent = words ?? strip.dataset[state] ?? '';
  const retry = /** @type {HTMLElement|null} */ (document.querySelector('[data-retry]'));
  if (retry) retry.hidden = !['offline', 'failed', 'signin'].includes(state);
  const enter = /** @type {HTMLElement|null} */ (document.querySelector('[data-enter]'));
  if (enter) enter.hidden = state !== 'signin';
}

export class Editor {
  /**
   * @param {HTMLFormElement} form
   * @param {{me: string, refused: (page: Document, id: string) => boolean,
   *   adopt: (page: Document, wanted?: (id: string) => boolean) => unknown}} page
   */
  constructor(form, page) {
    this.form = form;
    this.page = page;
    this.row = /** @type {HTMLElement} */ (form.closest('.seg'));
    this.id = this.row.dataset.segment ?? '';
    this.field = openField(form);
    this.saved = this.field.text();
    this.clash = form.querySelector('.clash') !== null;
    this.op = { text: '', key: '' };
    this.timer = 0;
    /** @type {Promise<boolean>|null} */
    this.flight = null;
    /** @type {string|null} */
    this.kept = null;
    this.off = new AbortController();
    this.wire();
    this.recall();
  }

  wire() {
    const { signal } = this.off;
    this.field.onInput(() => this.typed());
    this.field.onBlur(() => { if (!this.clash) this.flush(); });
    addEventListener('online', () => this.flush(), { signal });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(true); }, { signal });
    document.querySelector('[data-retry] button')?.addEventListener('click', () => this.flush(), { signal });
    if (this.clash) showStrip('conflict');
    else if (!document.querySelector('#strip[data-state]')) showStrip('idle');
  }

  /** Ends the editor when another row is opened. */
  leave() {
    clearTimeout(this.timer);
    this.off.abort();
    this.field.leave();
  }

  focus() { this.field.focus(); }

  clean() { return this.field.text() === this.saved; }

  typed() {
    this.keep();
    if (this.clash) return;
    showStrip(this.clean() ? 'idle' : this.field.text().trim() === '' ? 'empty' : 'typing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), AFTER);
  }

  /** Waits until no save is on its way. */
  async idle() { while (this.flight) await this.flight; }

  /**
   * Saves what was typed and not saved. An empty field is saved by a button only, since it takes
   * the segment back to the beginning.
   * @param {boolean} [last] the page may be closing
   * @returns {Promise<boolean>} whether nothing is left to save
   */
  async flush(last = false) {
    clearTimeout(this.timer);
    await this.idle();
    if (this.clean()) return true;
    if (this.clash) return false;
    if (this.field.text().trim() === '') { showStrip('empty'); return this.saved === ''; }
    this.flight = this.save(last).finally(() => { this.flight = null; });
    return this.flight;
  }

  /** @param {boolean} last */
  async save(last) {
    const text = this.field.text();
    showStrip('saving');
    const answer = await this.post(this.body('save', text), `v-${this.id} bench r-${this.id}`, last);
    if (!answer) return false;
    const done = answer.page.getElementById('saved');
    if (!answer.ok || !done) { this.refuse(answer); return false; }
    this.saved = text;
    this.version(done.dataset.version ?? '');
    this.page.adopt(answer.page, (id) => id === `v-${this.id}` || id === 'meter');
    if (this.clean()) {
      this.forget();
      showStrip('saved', done.dataset.said);
    } else {
      this.typed();
    }
    return this.clean();
  }

  /** @param {string} v */
  version(v) {
    const input = /** @type {HTMLInputElement} */ (this.form.elements.namedItem('version'));
    input.value = v;
    this.row.dataset.version = v;
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
   * Sends the form as a button does.
   * @param {string} name
   * @returns {Promise<{page: Document, url: string}|null>} null: refused, and shown
   */
  async send(name) {
    clearTimeout(this.timer);
    await this.idle();
    const text = this.field.text();
    showStrip('saving');
    const next = /** @type {HTMLElement|null} */ (this.row.nextElementSibling)?.dataset.segment;
    const whole = name === 'merge' || name === 'undo' || name === 'split';
    const target = whole ? '' : `bench r-${this.id} r-${next}`;
    const answer = await this.post(this.body(name, text), target, false);
    if (!answer) return null;
    if (!answer.ok) { this.refuse(answer); return null; }
    this.saved = text;
    this.forget();
    return { page: answer.page, url: answer.url };
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  body(name, text) {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(this.form)));
    body.set('target', text);
    body.set('do', name);
    if (this.op.text !== name + text || !this.op.key) this.op = { text: name + text, key: newKey() };
    body.set('op', this.op.key);
    if (name === 'split') {
      body.set('at', String(this.field.sourceCaret()));
      body.set('target_at', String(this.field.caret()));
    }
    return body;
  }

  /**
   * @param {URLSearchParams} body
   * @param {string} target
   * @param {boolean} last
   * @returns {Promise<{ok: boolean, status: number, page: Document, url: string}|null>}
   */
  async post(body, target, last) {
    try {
      const answer = await fetch(this.form.action, { method: 'POST', body, keepalive: last,
        headers: target ? { 'Fx-Target': target } : {} });
      const page = parsePage(await answer.text());
      return { ok: answer.ok, status: answer.status, page, url: answer.url };
    } catch {
      this.keep();
      showStrip('offline');
      this.timer = setTimeout(() => this.flush(), AGAIN);
      return null;
    }
  }

  /** @param {{status: number, page: Document}} answer */
  refuse({ status, page }) {
    this.keep();
    const fault = page.querySelector('[data-fault]')?.textContent?.trim().replace(/\s+/g, ' ');
    if (status === 401) { showStrip('signin'); return; }
    if (status >= 500) {
      showStrip('failed', fault);
      this.timer = setTimeout(() => this.flush(), AGAIN);
      return;
    }
    const typed = this.field.text();
    const problem = page.getElementById(`p-${this.id}`);
    if (status === 409 && this.page.refused(page, this.id)) {
      showStrip('conflict');
      return;
    }
    if (problem?.textContent?.trim()) {
      document.getElementById(`p-${this.id}`)?.replaceWith(problem);
      this.field.invalid(true);
    }
    if (this.field.text() !== typed) this.field.set(typed);
    showStrip('failed', problem?.textContent?.trim() || fault);
  }

  // What was typed stays in this browser until the server has it.

  key() { return `draft:${this.page.me}:${this.id}`; }

  /** @param {string} name */
  stored(name) {
    try { return localStorage.getItem(name); } catch { return null; }
  }

  keep() {
    if (this.clean()) { this.forget(); return; }
    const version = /** @type {HTMLInputElement} */ (this.form.elements.namedItem('version')).value;
    this.kept = JSON.stringify({ text: this.field.text(), version });
    try {
      localStorage.setItem(this.key(), this.kept);
    } catch { /* a full or forbidden store: the field still has it */ }
  }

  /** Drops what this editor kept; what another tab kept of the same segment stays. */
  forget() {
    if (this.stored(this.key()) !== this.kept) return;
    try { localStorage.removeItem(this.key()); } catch { /* as above */ }
  }

  /** Brings back what this browser kept, on the version it was typed on. */
  recall() {
    const kept = this.stored(this.key());
    if (!kept) return;
    /** @type {{text: string, version: string}} */
    const { text, version } = JSON.parse(kept);
    this.kept = kept;
    if (text === this.field.text()) { this.forget(); return; }
    this.field.set(text);
    // In a conflict the form has the version that stands now, on purpose.
    if (this.clash) return;
    const input = /** @type {HTMLInputElement} */ (this.form.elements.namedItem('version'));
    input.value = version;
    showStrip('found');
    this.timer = setTimeout(() => this.flush(), AFTER);
  }

  escape() {
    if (!this.field.focused()) return false;
    /** @type {HTMLElement|null} */ (this.row.querySelector('.num'))?.focus();
    return true;
  }
}

/** An idempotency key; randomUUID is not there over plain http. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

