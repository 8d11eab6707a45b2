// @ts-check
// Lists whose rows take the focus, and have keys of their own while one has it: never in a text box.
import { keyName } from './keys.js';

/**
 * @param {string} selector of the rows
 */
export function rowKeys(selector) {
  /** @returns {HTMLElement[]} */
  const rows = () => [...document.querySelectorAll(selector)].map((r) => /** @type {HTMLElement} */ (r));

  /** @param {Element|EventTarget|null} e */
  const rowOf = (e) => /** @type {HTMLElement|null} */ (e instanceof Element ? e.closest(selector) : null);

  /**
   * The row that has the focus; null for the space bar on a button, which the browser clicks, and in what
   * one writes or chooses in.
   * @param {Event} [e]
   */
  function focusedRow(e) {
    const at = document.activeElement;
    const row = rowOf(at);
    const presses = e instanceof KeyboardEvent && keyName(e) === 'space' && row !== at;
    return presses || at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? null : row;
  }

  return {
    rows,
    rowOf,

    /**
     * Gives the focus to the row so many after another; the first or last one at the ends.
     * @param {HTMLElement} row
     * @param {number} step
     */
    focusRow(row, step) {
      const all = rows();
      all[Math.min(Math.max(all.indexOf(row) + step, 0), all.length - 1)]?.focus();
    },

    /**
     * The handler of an action on the row that has the focus.
     * @param {(row: HTMLElement) => void} handler
     * @returns {import('./keys.js').Handler}
     */
    inRow: (handler) => (e) => {
      const row = focusedRow(e);
      if (!row) return false;
      handler(row);
    },
  };
}
