// @ts-check
// The saves of this page. A text is handed to the outbox in the same moment, so that the person who
// typed it goes on to the next row; its result is reported when the server has answered.
import { itemOfDraft, openDrafts } from '../js/kept/drafts.js';
import { chainItem } from '../js/kept/outbox.js';
import { showStatus } from '../js/kept/statusbar.js';

const ANSWER_TIMEOUT = 2500; // ms to wait for an answer where one is needed

/**
 * @typedef {import('../js/kept/outbox.js').SaveResult} SaveResult
 * @typedef {import('../js/kept/store.js').Item} Item
 * @typedef {import('../js/kept/store.js').Draft} Draft
 * @typedef {import('../js/kept/drafts.js').Drafts} Drafts
 */

export class Saves {
  /**
   * @param {{article: string, policy: import('../js/kept/store.js').Policy}} page
   * @param {(result: SaveResult, own: Item|undefined) => void} answered own is the save, when this
   *   page made it
   */
  constructor(page, answered) {
    this.page = page;
    this.answered = answered;
    /** @type {Map<string, Item[]>} saves that are not answered, newest first, by segment */
    this.unanswered = new Map();
    /** @type {Drafts|null} null until the store is open, and without a signed-in person */
    this.self = null;
    /** @type {Promise<Drafts|null>} */
    this.opened = openDrafts().then((self) => { this.self = self; return self; });
    document.addEventListener('outbox:result', (e) => this.handleResult(/** @type {CustomEvent} */ (e).detail));
  }

  /** The saves of a segment that are not answered, newest first. @param {string} segment */
  of(segment) { return this.unanswered.get(segment) ?? []; }

  anyUnanswered() { return [...this.unanswered.values()].some((items) => items.length > 0); }

  /**
   * A draft of what is typed.
   * @param {Pick<Draft, 'segment'|'position'|'version'|'text'|'unit'>} typed
   * @returns {Draft}
   */
  draftOf(typed) {
    const person = document.body.dataset.person ?? '';
    const tab = this.self?.tab ?? '';
    return { ...typed, id: `${person} ${typed.segment} ${tab}`, tab, person, article: this.page.article,
      policy: this.page.policy, after: '', time: Date.now() };
  }

  /** Keeps a draft, based on the saves that are not answered. @param {Draft} draft */
  keepDraft(draft) {
    const { item } = chainItem(itemOfDraft(draft, 'save'), this.of(draft.segment));
    return this.self?.store.keepDraft({ ...draft, after: item.after });
  }

  /** @param {Draft} draft */
  dropDraft(draft) { return this.self?.store.dropDraft(draft.id); }

  /**
   * Hands a text to the outbox. It is chained to the saves before it at once; the write to disk and
   * the sending follow.
   * @param {Draft} draft
   * @param {string} name of the button
   * @param {{view: string, from: string, solvesConflict: boolean}} of
   * @returns {Item}
   */
  add(draft, name, { view, from, solvesConflict }) {
    const before = this.of(draft.segment);
    const { item, items } = chainItem({ ...itemOfDraft(draft, name), view, from }, before);
    this.unanswered.set(draft.segment, [item, ...before.filter((i) => !items.includes(i))]);
    showStatus('saving');
    const hand = async (/** @type {Drafts|null} */ self) => {
      if (!self) return;
      const solved = solvesConflict ? self.outbox.conflictOf(item.segment) : undefined;
      await self.outbox.add(item, { draft: draft.id, items: solved ? [solved, ...items] : items });
      self.outbox.drain();
    };
    // Not after a wait: a newer draft of the segment must be written after this save.
    if (this.self) hand(this.self);
    else this.opened.then(hand);
    return item;
  }

  /** @param {SaveResult} result */
  handleResult(result) {
    const before = this.of(result.segment);
    const own = before.find((i) => i.op === result.op);
    // Newest first: it has the text of those before it.
    const chained = before.filter((i) => i.after.split(' ').includes(result.op));
    if (own) this.forget(own);
    if (result.kind !== 'conflict') {
      // A save that a newer one replaced may have been on its way: the newer one is based on it.
      this.answered(result, own ?? chained[0]);
      return;
    }
    for (const item of chained) this.forget(item); // the outbox has made one conflict of all
    this.answered(result, chained[0] ?? own);
  }

  /** @param {Item} item */
  forget(item) {
    this.unanswered.set(item.segment, this.of(item.segment).filter((i) => i !== item));
  }

  /** Deletes a refused save whose text the field has, from the list of unsent texts. @param {Item} item */
  async dropRefused(item) {
    const { outbox } = this.self ?? {};
    const refused = outbox?.items.find((i) => i.op === item.op);
    if (refused) await outbox?.remove(refused);
  }

  /**
   * Takes over the saves of a segment that an earlier page left in the outbox.
   * @param {string} segment
   * @returns {Item|undefined} the newest one; none when this page has saves of its own
   */
  takeOver(segment) {
    if (this.of(segment).length) return undefined;
    const waiting = this.self?.outbox.items.filter((i) => i.segment === segment && i.state === 'waiting') ?? [];
    this.unanswered.set(segment, waiting.reverse());
    return waiting[0];
  }

  /**
   * Waits until the saves of a segment are answered.
   * @param {string} segment
   * @returns {Promise<boolean>} false: not within ANSWER_TIMEOUT, or not without the network
   */
  async settled(segment) {
    const self = await this.opened;
    const last = this.of(segment)[0];
    if (!self || !last) return !last;
    await self.outbox.resultOf(last.op, ANSWER_TIMEOUT);
    return this.of(segment).length === 0;
  }
}
