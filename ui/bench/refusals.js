// @ts-check
// Refused saves of rows that the person has left, and confirmations that were held back there. An alarm names such a row, and the person is led back
// to it: once they rest where they typed nothing, else by the button of the alarm or by the next move.
// A key must not land in another row, in the middle of a word or as the first one of the next text.
import { announce } from '../js/core/fragment.js';
import { markWaiting } from './rows.js';

const QUIET = 1000; // ms without a key after which the person may be led to another row

/**
 * @typedef {import('./saves.js').SaveResult} SaveResult
 * @typedef {import('./saves.js').Item} Item
 * @typedef {{result: SaveResult, item: Item, said?: string}} Refusal said: what the alarm says, if not that it was refused
 */

export class Refusals {
  /**
   * @param {{row: (id: string) => HTMLElement|null, moveTo: (row: HTMLElement) => void,
   *   isWriting: () => boolean, refused: string, back: string}} bench isWriting: the person may not
   *   be led away from the open row; refused: the alarm's sentence, % for the position; back: its
   *   button's word
   */
  constructor(bench) {
    this.bench = bench;
    /** @type {Map<string, Refusal>} by segment */
    this.stored = new Map();
    this.lastKey = -QUIET;
    this.timer = 0;
    document.addEventListener('keydown', (e) => { this.lastKey = e.timeStamp; }, { capture: true });
    document.addEventListener('fx:swap', () => this.repeatAlarm()); // a swap clears the alarm
  }

  /** @param {SaveResult} result @param {Item} item @param {string} [said] of a Refusal */
  add(result, item, said) {
    const row = this.bench.row(result.segment);
    if (!row) return;
    const refusal = { result, item, said };
    this.stored.set(result.segment, refusal);
    if (result.kind !== 'saved') markWaiting(row); // one that was held back is a draft
    this.showAlarm(refusal);
    this.leadBack();
  }

  /** @param {string} segment */
  delete(segment) { this.stored.delete(segment); }

  /**
   * The refusal of a row that is opened again: it is shown there, and no longer by the alarm.
   * @param {string} segment
   */
  take(segment) {
    const refusal = this.stored.get(segment);
    if (!refusal) return undefined;
    this.stored.delete(segment);
    announce('', true);
    this.repeatAlarm();
    return refusal;
  }

  /** The first row with a refusal, but for one. @param {HTMLElement|null} but */
  next(but) {
    return [...this.stored.keys()].map(this.bench.row).find((row) => row && row !== but) ?? null;
  }

  /** @param {Refusal} refusal */
  showAlarm({ result, said }) {
    announce(said ?? this.bench.refused.replace('%', result.position), true);
    const go = document.createElement('button');
    go.type = 'button';
    go.className = 'btn';
    go.textContent = this.bench.back;
    go.addEventListener('click', () => { const row = this.bench.row(result.segment); if (row) this.bench.moveTo(row); });
    document.getElementById('alarm')?.append(' ', go);
  }

  repeatAlarm() {
    const [next] = this.stored.values();
    if (next) this.showAlarm(next);
  }

  leadBack() {
    clearTimeout(this.timer);
    const row = this.next(null);
    const box = document.activeElement?.closest('input, textarea, select'); // as of a comment
    if (!row || box && !box.closest('.seg') || this.bench.isWriting()) return;
    const quietIn = this.lastKey + QUIET - performance.now();
    if (quietIn > 0) this.timer = setTimeout(() => this.leadBack(), quietIn);
    else this.bench.moveTo(row);
  }
}
