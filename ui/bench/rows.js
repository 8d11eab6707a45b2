// @ts-check
// Opens rows without the server, from data of the page, and shows texts that wait in this browser:
// an article that was opened before a train ride can be translated to its end.
import { newID } from '../js/core/id.js';
import { copyOf, fillForm, stamp } from '../js/field/blankform.js';
import { tagsOf } from '../js/field/tags.js';

const PLACEHOLDER = '_segment_';

/** @type {Map<string, HTMLFormElement>} forms of closed rows, by segment */
const closedForms = new Map();

/**
 * The row before or after another one. Rows are in lists of a hundred: after the last one of a
 * list comes the first one of the next list.
 * @param {Element|null} row
 * @param {1|-1} step
 * @returns {HTMLElement|null}
 */
export function adjacentRow(row, step) {
  const sibling = (/** @type {Element|null|undefined} */ e) =>
    (step > 0 ? e?.nextElementSibling : e?.previousElementSibling) ?? null;
  const list = sibling(row?.parentElement);
  const found = sibling(row) ?? (step > 0 ? list?.firstElementChild : list?.lastElementChild) ?? null;
  return /** @type {HTMLElement|null} */ (found);
}

/** Whether a row may be written in. @param {HTMLElement} row */
const isWritable = (row) => row.classList.contains('seg') && !('locked' in row.dataset);

/**
 * The row that a confirmation leads to: the next one that is this person's or free. It is a colleague's
 * only when the row that was confirmed is.
 * @param {HTMLElement} row
 * @returns {HTMLElement|null}
 */
export function nextToWrite(row) {
  for (let to = adjacentRow(row, 1); to; to = adjacentRow(to, 1)) {
    if (isWritable(to) && (to.dataset.holder !== 'other' || row.dataset.holder === 'other')) return to;
  }
  return null;
}

/**
 * The next row that this person has something left to write in, going on from the start after the end.
 * @param {HTMLElement|null} row
 * @returns {HTMLElement|null}
 */
export function nextUnfinished(row) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.seg')]);
  const at = row ? all.indexOf(row) : -1;
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((to) => isWritable(to) &&
    'unfinished' in to.dataset && (to.dataset.holder !== 'other' || row?.dataset.holder === 'other')) ?? null;
}

/** The markup of a row that is not open. @param {HTMLElement} row */
export function markupOf(row) {
  if (row.dataset.target !== undefined) return row.dataset.target;
  return row.querySelector('.trg > .text')?.textContent ?? '';
}

/**
 * Closes the open row.
 * @param {HTMLElement} row
 * @param {string} text the markup to show
 */
export function closeRow(row, text) {
  const form = /** @type {HTMLFormElement|null} */ (row.querySelector('form[data-edit]'));
  row.classList.remove('on');
  row.querySelector('.num')?.removeAttribute('aria-current');
  if (!form) return;
  if (!form.querySelector('.clash, .err')) closedForms.set(row.dataset.segment ?? '', form);
  row.dataset.target = text;
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  const target = document.createElement('div');
  target.className = 'trg';
  target.append(paragraphOf(text, area));
  form.replaceWith(target);
}

/**
 * Opens a row.
 * @param {HTMLElement} row
 * @returns {boolean} whether it can be written in
 */
export function openRow(row) {
  document.getElementById('range-end')?.remove();
  row.classList.add('on');
  row.querySelector('.num')?.setAttribute('aria-current', 'true');
  if (row.querySelector('form[data-edit]')) return true;
  const form = 'locked' in row.dataset ? null : formOf(row);
  if (!form) return false;
  const tagged = row.querySelector('.src template');
  if (tagged instanceof HTMLTemplateElement) row.querySelector('.src > .text')?.replaceChildren(tagged.content.cloneNode(true));
  row.querySelector(':scope > .trg')?.replaceWith(form);
  return true;
}

/** @param {HTMLElement} row @returns {HTMLFormElement|null} */
function formOf(row) {
  const id = row.dataset.segment ?? '';
  const text = markupOf(row);
  const form = closedForms.get(id) ?? blankEditor(row, id);
  if (!form) return null;
  closedForms.delete(id);
  stamp(form, row.dataset.version ?? '', newID());
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  area.value = text;
  area.defaultValue = text;
  return form;
}

/**
 * A copy of the page's blank editor, filled in for a row.
 * @param {HTMLElement} row
 * @param {string} id
 */
function blankEditor(row, id) {
  const form = copyOf('editor-new', { [PLACEHOLDER]: id });
  if (!(form instanceof HTMLFormElement)) return null;
  fillForm(form, { number: row.querySelector('.num')?.lastChild?.textContent?.trim() ?? '',
    source: row.dataset.original ?? row.querySelector('.src > .text')?.textContent ?? '', text: '',
    codes: row.dataset.codes ?? '' });
  return form;
}

/**
 * A text as a closed row shows it, without formatting until the server renders the row again.
 * @param {string} text markup
 * @param {HTMLElement} sample has the language and direction
 */
export function paragraphOf(text, sample) {
  const p = document.createElement('p');
  p.className = 'text';
  p.lang = sample.lang;
  p.dir = sample.dir;
  let at = 0;
  for (const t of tagsOf(text)) {
    p.append(text.slice(at, t.start).replaceAll('⟦⟦', '⟦'));
    at = t.end;
  }
  p.append(text.slice(at).replaceAll('⟦⟦', '⟦'));
  return p;
}

/**
 * Shows on the rows of an article the texts that are newer in this browser than in the page: unsent
 * ones, and those that were sent after the page was cached.
 * @param {import('../js/kept/store.js').Stored} kept
 * @param {string} article
 */
export function showLocalTexts({ items, done }, article) {
  for (const save of done) {
    const row = rowOf(save, article);
    if (!row || Number(row.dataset.version) >= Number(save.version)) continue;
    row.dataset.version = save.version;
    showText(row, save.text, false);
  }
  for (const item of items) {
    const row = rowOf(item, article);
    if (row && item.state !== 'refused') showText(row, item.text, true);
  }
}

/** @param {{article: string, segment: string}} of @param {string} article */
function rowOf(of, article) {
  return of.article === article ? document.getElementById(`r-${of.segment}`) : null;
}

/**
 * Shows a text in a row, in its field too unless it waits to be sent.
 * @param {HTMLElement} row
 * @param {string} text
 * @param {boolean} isWaiting
 */
export function showText(row, text, isWaiting) {
  const form = /** @type {HTMLFormElement|null} */ (row.querySelector('form[data-edit]'));
  const area = /** @type {HTMLTextAreaElement|null} */ (form?.elements.namedItem('target') ?? null);
  const template = /** @type {HTMLTemplateElement|null} */ (document.getElementById('editor-new'));
  const sample = template?.content.querySelector('textarea');
  if (!form && sample) {
    row.dataset.target = text;
    row.querySelector('.trg > :is(.text, .none)')?.replaceWith(paragraphOf(text, sample));
  } else if (form && area && !isWaiting) {
    area.value = text;
    /** @type {HTMLInputElement} */ (form.elements.namedItem('version')).value = row.dataset.version ?? '';
  }
  if (isWaiting) markWaiting(row);
}

/** Marks a row whose text waits to be sent. @param {HTMLElement} row */
export function markWaiting(row) {
  const template = /** @type {HTMLTemplateElement|null} */ (document.getElementById('waiting'));
  if (template) row.querySelector('.st > .state')?.replaceWith(template.content.cloneNode(true));
}
