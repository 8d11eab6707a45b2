// @ts-check
// Where a segment is cut in two, chosen in its own row: a gap between two words of its source, then one
// of its target. The desk proposes places in long sources, and the place in the target.
import { gapAfterKey, gapButton, gapsOf, removeGaps } from '../js/field/gaps.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { paragraphOf } from './rows.js';
import { cutByShare } from './textcut.js';

/**
 * @typedef {object} Cut
 * @property {number} at characters of the source before the cut
 * @property {number} targetAt the same in the target
 *
 * @typedef {object} Words of the page
 * @property {string} before "cut before %"
 * @property {string} start of the target
 * @property {string} end of the target
 */

export class CutPlace {
  /**
   * @param {HTMLElement} row the open row
   * @param {Words} words
   * @param {() => string} target the markup that the row's field holds
   * @param {(cut: Cut|null) => void} chosen null: the person keeps the segment whole
   */
  constructor(row, words, target, chosen) {
    this.row = row;
    this.words = words;
    this.target = target;
    this.chosen = chosen;
    this.source = /** @type {HTMLElement} */ (row.querySelector('.src > .text'));
    this.end = new AbortController();
    this.box = /** @type {HTMLElement|null} */ (null);
    this.source.addEventListener('click', (e) => this.click(e), this.end);
    this.source.addEventListener('keydown', (e) => this.press(e), this.end);
    this.showProposals();
  }

  /** Ends the choice, and takes its buttons out of the text. */
  destroy() {
    this.end.abort();
    this.closeTarget();
    removeGaps(this.source);
    this.row.classList.remove('splitting');
  }

  /** Whether the person is choosing a place. */
  get isOpen() { return this.row.classList.contains('splitting'); }

  /** @param {string} word */
  labelOf(word) { return this.words.before.replace('%', word); }

  /** The buttons of the proposals are there as long as the row is open. */
  showProposals() {
    const proposals = /** @type {[number, string][]} */ (JSON.parse(this.row.dataset.cuts ?? '[]'));
    const { gaps } = gapsOf(this.source);
    for (const gap of gaps.toReversed()) {
      const why = proposals.find(([at]) => at === gap.at)?.[1];
      if (why !== undefined) gapButton(gap, { kind: 'proposed', label: `${this.labelOf(gap.word)}. ${why}` });
    }
  }

  /**
   * Begins at the caret in the source, else with a button in every gap.
   * @param {number} caret characters of the source before it; -1: it is not there
   */
  start(caret) {
    const nearest = caret > 0 ? this.nearest(caret) : undefined;
    if (nearest) { this.choose(nearest.at); return; }
    this.showGaps();
    const buttons = this.buttons();
    const first = buttons.find((b) => b.classList.contains('proposed')) ?? buttons[buttons.length >> 1];
    if (!first) { this.cancel(); return; }
    this.rove(first);
  }

  /** @param {number} at */
  nearest(at) {
    const { gaps } = gapsOf(this.source);
    return gaps.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
  }

  /** @returns {HTMLButtonElement[]} */
  buttons() { return [...this.source.querySelectorAll('button.gap')].map((b) => /** @type {HTMLButtonElement} */ (b)); }

  /** Shows a button in every gap; one of them is a stop of the Tab key, arrows lead to the others. */
  showGaps() {
    this.row.classList.add('splitting');
    removeGaps(this.source, '.gap.caret');
    const shown = this.buttons().map((b) => Number(b.dataset.at));
    const { gaps } = gapsOf(this.source);
    for (const gap of gaps.toReversed()) {
      if (!shown.includes(gap.at)) gapButton(gap, { kind: 'all', label: this.labelOf(gap.word) });
    }
  }

  /** @param {HTMLElement} to */
  rove(to) {
    for (const b of this.buttons()) b.tabIndex = b === to ? 0 : -1;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** @param {MouseEvent} e */
  click(e) {
    const gap = e.target instanceof Element ? /** @type {HTMLElement|null} */ (e.target.closest('button.gap')) : null;
    if (gap) { this.choose(Number(gap.dataset.at)); return; }
    const selection = getSelection();
    if (this.isOpen || !selection?.isCollapsed || !selection.anchorNode) return;
    this.showCaret(selection.anchorNode, selection.anchorOffset);
  }

  /**
   * Shows a button where the person has clicked into the source.
   * @param {Node} node
   * @param {number} offset
   */
  showCaret(node, offset) {
    const mark = document.createTextNode('');
    const range = document.createRange();
    range.setStart(this.source, 0);
    range.setEnd(node, offset);
    const before = document.createElement('p');
    before.append(range.cloneContents(), mark);
    const { length } = gapsOf(before);
    removeGaps(this.source, '.gap.caret');
    const gap = this.nearest(length);
    if (!gap || this.buttons().some((b) => Number(b.dataset.at) === gap.at)) return;
    gapButton(gap, { kind: 'caret', label: this.labelOf(gap.word) });
  }

  /** @param {KeyboardEvent} e */
  press(e) {
    const buttons = this.buttons();
    const here = buttons.findIndex((b) => b === document.activeElement);
    if (e.key === 'Escape' && this.isOpen) {
      e.preventDefault();
      e.stopPropagation();
      this.cancel();
      return;
    }
    const to = here < 0 ? undefined : gapAfterKey(buttons, here, e, this.source.dir);
    if (!to) return;
    e.preventDefault();
    this.rove(to);
  }

  /** A place in the source is chosen: where there is a target, its place is chosen next. @param {number} at */
  choose(at) {
    const text = this.target();
    if (text.trim() === '') { this.chosen({ at, targetAt: -1 }); return; }
    this.row.classList.add('splitting');
    removeGaps(this.source, '.gap:not(.proposed)');
    if (!this.buttons().some((b) => Number(b.dataset.at) === at)) {
      const gap = gapsOf(this.source).gaps.find((g) => g.at === at);
      if (gap) gapButton(gap, { kind: 'all', label: this.labelOf(gap.word) });
    }
    for (const b of this.buttons()) { b.setAttribute('aria-pressed', String(Number(b.dataset.at) === at)); b.tabIndex = 0; }
    this.openTarget(at, text);
  }

  /**
   * @param {number} at
   * @param {string} markup
   */
  openTarget(at, markup) {
    this.closeTarget();
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('cut-new'));
    const box = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    this.box = box;
    const form = /** @type {HTMLElement} */ (this.row.querySelector('form[data-edit]'));
    const area = /** @type {HTMLElement} */ (form.querySelector('textarea[name="target"]'));
    const text = paragraphOf(markup, area);
    box.querySelector('.text')?.replaceWith(text);
    const { gaps, length } = gapsOf(text);
    for (const gap of gaps.toReversed()) gapButton(gap, { kind: 'all', label: this.labelOf(gap.word) });
    const first = text.firstChild ?? text.appendChild(document.createTextNode(''));
    gapButton({ at: 0, word: '', node: first, offset: 0 }, { kind: 'all', label: this.words.start });
    const after = text.appendChild(document.createTextNode('\u200b'));
    gapButton({ at: length, word: '', node: after, offset: 0 }, { kind: 'all', label: this.words.end });
    const buttons = /** @type {HTMLElement[]} */ ([...text.querySelectorAll('button.gap')]);
    let isMoved = false;
    let here = -1;
    /** @param {number} place */
    const mark = (place) => {
      here = buttons.findIndex((b) => Number(b.dataset.at) === place);
      buttons.forEach((b, i) => { b.setAttribute('aria-pressed', String(i === here)); b.tabIndex = i === here ? 0 : -1; });
    };
    const { length: whole } = gapsOf(this.source);
    mark(cutByShare(buttons.map((b) => Number(b.dataset.at)), length, at / whole));
    this.fetchTarget(at).then((place) => { if (!isMoved && place >= 0 && this.box === box) mark(place); });
    box.addEventListener('click', (e) => {
      const button = e.target instanceof Element ? /** @type {HTMLElement|null} */ (e.target.closest('button')) : null;
      if (button?.matches('.gap')) { isMoved = true; mark(Number(button.dataset.at)); }
      else if (button?.matches('[data-cut]')) this.chosen({ at, targetAt: Number(buttons[here]?.dataset.at ?? -1) });
      else if (button) this.cancel();
    });
    box.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); this.cancel(); return; }
      const to = gapAfterKey(buttons, here, e, text.dir);
      if (!to) return;
      e.preventDefault();
      isMoved = true;
      mark(Number(to.dataset.at));
      if (document.activeElement?.matches('.gap')) to.focus({ preventScroll: true });
    });
    form.before(box);
    /** @type {HTMLElement} */ (box.querySelector('[data-cut]')).focus({ preventScroll: true });
  }

  /** The place in the target that the desk proposes; -1 without an answer. @param {number} at */
  async fetchTarget(at) {
    try {
      const answer = await fetch(`/segments/${this.row.dataset.segment}/cut?at=${at}`, { headers: { 'Fx-Target': 'target-cut' } });
      return Number(parsePage(await answer.text()).getElementById('target-cut')?.dataset.at ?? -1);
    } catch {
      return -1;
    }
  }

  closeTarget() {
    this.box?.remove();
    this.box = null;
  }

  cancel() {
    this.closeTarget();
    this.row.classList.remove('splitting');
    removeGaps(this.source);
    this.showProposals();
    this.chosen(null);
  }
}
