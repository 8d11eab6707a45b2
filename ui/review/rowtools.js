// @ts-check
// Opens and closes rows of the review without the server: the row has its data, and the page a blank
// copy of the controls of an open row.
import { newID } from '../js/core/id.js';
import { copyOf, fillForm, stamp } from '../js/field/blankform.js';

const SEGMENT = '_segment_';
const COPY = '_copy_';

/** The number of a row, as its reader writes numbers. @param {Element} row */
export function numberOf(row) {
  return row.querySelector('.num a')?.lastChild?.textContent?.trim() ?? '';
}

/** Closes a row. What is typed in its forms is saved by saveInputs before. @param {Element} row */
export function closeRow(row) {
  row.classList.remove('on');
  row.querySelector('.num a')?.removeAttribute('aria-current');
  row.querySelector(':scope > .tooled')?.remove();
  row.querySelector(':scope > .late')?.replaceChildren();
  for (const text of row.querySelectorAll('[data-side]')) text.removeAttribute('tabindex');
}

/** Opens a row. @param {HTMLElement} row */
export function openRow(row) {
  row.classList.add('on');
  row.querySelector('.num a')?.setAttribute('aria-current', 'true');
  if (row.querySelector(':scope > .tooled')) return;
  const tools = toolsOf(row);
  if (tools) row.querySelector(':scope > .st')?.after(tools);
}

/** A copy of the blank controls, filled in for a row. @param {HTMLElement} row */
function toolsOf(row) {
  const tools = copyOf('tools-new', { [SEGMENT]: row.dataset.segment ?? '', [COPY]: '' });
  if (!tools) return null;
  const lacks = (/** @type {string} */ name, /** @type {string} */ selector) => {
    if (!(name in row.dataset)) for (const e of tools.querySelectorAll(selector)) e.remove();
  };
  lacks('decides', 'form[data-decide], .returning, .marking, .own-notice');
  lacks('waits', 'form[data-decide="approve"], .own-notice');
  lacks('own', '.own-field, .own-notice, form[data-decide="approve"] > button:disabled');
  lacks('target', '.touch');
  for (const form of tools.querySelectorAll('form')) stamp(form, row.dataset.version ?? '', newID());
  const touchUp = tools.querySelector('form[data-edit]');
  if (touchUp instanceof HTMLFormElement) {
    fillForm(touchUp, { number: numberOf(row), source: row.dataset.original ?? '', text: row.dataset.target ?? '',
      codes: row.dataset.codes ?? '' });
  }
  return tools;
}
