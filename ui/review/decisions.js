// @ts-check
// The decisions of an editor: each is in the outbox before the next row is open, and sent behind, so
// that no key waits for the server. A tab that is closed takes none with it. What the desk refuses
// waits here until the page takes the editor back to its segment.
import { newID } from '../js/core/id.js';
import { openDrafts } from '../js/kept/drafts.js';
import { chainItem } from '../js/kept/outbox.js';
import { numberOf } from './rowtools.js';

/**
 * @typedef {import('../js/kept/store.js').Item} Item
 * @typedef {import('../js/kept/outbox.js').SaveResult} SaveResult
 * @typedef {{item: Item, problem: string, html: string}} Refusal
 */

export class Decisions {
  /**
   * @param {HTMLElement} review
   * @param {{saved: (result: SaveResult) => void, refused: () => void, restored: () => void}} page
   *   restored: decisions of an earlier page were found
   */
  constructor(review, page) {
    this.article = review.dataset.article ?? '';
    this.policy = /** @type {import('../js/kept/store.js').Policy} */ (review.dataset.policy ?? '');
    this.page = page;
    /** @type {Map<string, Item>} those that are not answered, by op */
    this.waiting = new Map();
    /** @type {Refusal[]} oldest first */
    this.refusals = [];
    this.adding = 0; // decisions that are not in the outbox yet
    /** @type {Promise<unknown>} settles when what must reach the desk first is answered */
    this.before = Promise.resolve();
    this.opened = this.open();
    document.addEventListener('outbox:result', (e) => this.handleResult(/** @type {CustomEvent} */ (e).detail));
    addEventListener('beforeunload', (e) => { if (this.wouldBeLost()) e.preventDefault(); });
  }

  /** Opens the outbox, and finds the decisions that an earlier page made. */
  async open() {
    const self = await openDrafts();
    if (!self) return null;
    this.self = self;
    await self.outbox.refresh();
    for (const item of self.outbox.decisions) {
      if (item.article !== this.article || this.waiting.has(item.op)) continue;
      if (item.state === 'waiting') this.waiting.set(item.op, item);
      else this.refusals.push({ item, problem: item.why, html: '' });
    }
    if (this.waiting.size || this.refusals.length) this.page.restored();
    return self;
  }

  /** Whether a decision would be lost with the page, since it is not on disk. */
  wouldBeLost() {
    const { store } = this.self ?? {};
    return this.adding > 0 || this.waiting.size > 0 && !(store?.writesToDisk(this.policy) && !store.diskFault);
  }

  /** The decision that is made on a segment and not answered. @param {string} segment @returns {string} empty: none */
  madeOn(segment) {
    return [...this.waiting.values()].filter((i) => i.segment === segment).at(-1)?.do ?? '';
  }

  /** The rows with a decision that is not answered. @returns {[string, string][]} segments and decisions */
  unanswered() {
    return [...this.waiting.values()].map((i) => [i.segment, i.do]);
  }

  /**
   * Makes a decision.
   * @param {HTMLElement} row
   * @param {HTMLFormElement} form
   * @param {string} decision
   * @returns {Promise<void>} settles when it is stored
   */
  async add(row, form, decision) {
    const value = (/** @type {string} */ name) => {
      const e = form.elements.namedItem(name);
      return e instanceof HTMLInputElement || e instanceof HTMLSelectElement ? e.value : '';
    };
    /** @type {Item} */
    const made = { op: newID(), person: document.body.dataset.person ?? '', article: this.article,
      segment: row.dataset.segment ?? '', position: numberOf(row), path: new URL(form.action).pathname,
      version: value('version'), after: '', solves: '', do: decision, view: value('view'), from: '',
      want: 'review-part', time: Date.now(), policy: this.policy, state: 'waiting', why: '',
      kind: value('kind'), text: value(decision === 'return' ? 'reason' : 'override').trim() };
    // A second decision on a segment is based on the version that the first one makes.
    const { item } = chainItem(made, [...this.waiting.values()].filter((i) => i.segment === made.segment).reverse());
    this.waiting.set(item.op, item);
    const { before } = this;
    this.adding++;
    const self = await this.opened;
    await self?.outbox.add(item, {});
    this.adding--;
    before.then(() => self?.outbox.drain());
  }

  /** @param {SaveResult} result */
  handleResult(result) {
    const item = this.waiting.get(result.op);
    if (!item) return;
    this.waiting.delete(result.op);
    if (result.kind === 'saved') { this.page.saved(result); return; }
    this.refusals.push({ item, problem: result.problem, html: result.html });
    this.page.refused();
  }

  /** Deletes a refused decision once the page has its text. @param {Item} item */
  async drop(item) {
    const self = await this.opened;
    const stored = (await self?.store.all())?.decisions.find((i) => i.op === item.op);
    if (stored) await self?.outbox.remove(stored);
  }
}
