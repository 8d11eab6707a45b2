// @ts-check
// The panels of rows that may be opened next: fetched while the browser is idle, and shown with the row,
// before the server is asked. Those of an article's next rows are kept by the worker for use without
// network.
import { parsePage } from '../js/core/trustedtypes.js';
import { adjacentRow, nextToWrite } from './rows.js';

const AHEAD = 50; // rows of one request
const ENOUGH = 10; // rows ahead whose panels must be here

/** @param {HTMLElement|null} row */
const sourceOf = (row) => row?.querySelector('.src > .text')?.textContent?.trim() ?? '';

const idle = () => new Promise((done) => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(done, { timeout: 2000 });
  else setTimeout(done, 200);
});

export class Panels {
  /**
   * @param {string} article
   * @param {{active: () => HTMLElement|null, shown: () => void, kept: (panel: HTMLElement) => void}} page
   *   shown is called after a panel was put into the page, kept for each that was fetched
   */
  constructor(article, page) {
    this.article = article;
    this.page = page;
    /** @type {Map<string, HTMLElement>} by segment */
    this.all = new Map();
    /** @type {Set<string>} sources of rows that were left: matches of those that repeat them are other now */
    this.sources = new Set();
    /** @type {Map<string, number>} how often a row with such a source asks again: the memory follows a moment later */
    this.tries = new Map();
  }

  /** Notes that a row was left, perhaps confirmed. @param {HTMLElement} row */
  left(row) {
    this.sources.add(sourceOf(row));
    this.tries.set(sourceOf(row), 2);
  }

  /** Whether the panel of an open row, which the server has just given, may be another soon. @param {HTMLElement} row */
  mayChange(row) {
    const left = this.tries.get(sourceOf(row)) ?? 0;
    if (left < 2) this.tries.delete(sourceOf(row));
    else this.tries.set(sourceOf(row), left - 1);
    if (left && this.current) this.current.dataset.early = '';
    return left > 0;
  }

  /** The panel on the page. */
  get current() { return document.getElementById('panel'); }

  /** Whether the server is still to say what the panel of a segment has. @param {string} id */
  isOutdated(id) {
    const { current } = this;
    return current?.dataset.of !== id || 'early' in current.dataset && !current.contains(document.activeElement);
  }

  /** Shows the panel of a row that is opened, if it is here. @param {string} id */
  show(id) {
    const panel = this.all.get(id);
    if (!panel || this.current?.dataset.of === id) return;
    const copy = document.importNode(panel, true);
    copy.dataset.early = '';
    this.current?.replaceWith(copy);
    this.page.shown();
  }

  /** Fetches the panels of the next rows when the page has come to rest. */
  async start() {
    const { serviceWorker } = navigator;
    await idle();
    await this.fetchAhead();
    // The worker of a first visit comes after the page, and keeps what is asked through it.
    serviceWorker?.addEventListener('controllerchange', () => this.fetchAhead(), { once: true });
  }

  /** Fetches what the row after the open one needs, and those that repeat one that was left: a confirmation may have brought matches for them. */
  async renew() {
    await idle();
    const here = this.page.active();
    const next = here && nextToWrite(here);
    if (!next) return;
    const again = this.ahead(AHEAD).filter((id) => this.sources.has(sourceOf(document.getElementById(`r-${id}`))));
    this.sources.clear();
    await this.fetch([...new Set([next.dataset.segment ?? '', ...again])].slice(0, AHEAD), { 'Fx-Target': 'panels' });
    if (this.ahead(ENOUGH).some((id) => !this.all.has(id))) await this.fetchAhead();
  }

  /** The segments from the open row on, that many. @param {number} count */
  ahead(count) {
    const ids = [];
    for (let row = this.page.active(); row && ids.length < count; row = adjacentRow(row, 1)) {
      if (row.dataset.segment && !('locked' in row.dataset)) ids.push(row.dataset.segment);
    }
    return ids;
  }

  async fetchAhead() {
    await this.fetch(this.ahead(AHEAD), {});
    const id = this.page.active()?.dataset.segment;
    if (id) this.show(id);
  }

  /** @param {string[]} ids @param {Record<string, string>} headers with Fx-Target the worker keeps nothing */
  async fetch(ids, headers) {
    if (!ids.length) return;
    try {
      const answer = await fetch(`/articles/${this.article}/panels?of=${ids.join(',')}`, { headers });
      if (answer.ok) this.keep(parsePage(await answer.text()));
    } catch { /* the row will be asked for when it is opened */ }
  }

  /** @param {Document} answer */
  keep(answer) {
    for (const template of /** @type {NodeListOf<HTMLTemplateElement>} */ (answer.querySelectorAll('template[data-of]'))) {
      const panel = template.content.firstElementChild;
      if (!(panel instanceof Element)) continue;
      this.all.set(template.dataset.of ?? '', /** @type {HTMLElement} */ (panel));
      this.page.kept(/** @type {HTMLElement} */ (panel));
    }
  }
}
