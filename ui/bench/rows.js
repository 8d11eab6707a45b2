// @ts-check
// Opens rows without the server, from what the page has of them, and shows on rows what waits in
// this browser: so an article that was opened before a train ride can be translated to its end.
import { newID } from '../js/core/id.js';
import { tagsOf } from '../js/field/tags.js';

const BLANK = '_segment_';

/** @type {Map<string, HTMLFormElement>} forms of rows that were closed here */
const closed = new Map();

/**
 * The row before or after another one. Rows stand in lists of a hundred: after the last one of a
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

/** The text of a row that is not open, as markup. @param {HTMLElement} row */
export function textOf(row) {
  if (row.dataset.target !== undefined) return row.dataset.target;
  return row.querySelector('.trg > .text')?.textContent ?? '';
}

/**
 * Makes the open row a plain one that shows a text.
 * @param {HTMLElement} row
 * @param {string} text its markup
 */
export function closeRow(row, text) {
  const form = /** @type {HTMLFormElement|null} */ (row.querySelector('form[data-edit]'));
  row.classList.remove('on');
  row.querySelector('.num')?.removeAttribute('aria-current');
  if (!form) return;
  closed.set(row.dataset.segment ?? '', form);
  row.dataset.target = text;
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  const trg = document.createElement('div');
  trg.className = 'trg';
  trg.append(plain(text, area));
  form.replaceWith(trg);
}

/**
 * Makes a row the open one.
 * @param {HTMLElement} row
 * @returns {boolean} whether it can be written in
 */
export function openRow(row) {
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
  const text = textOf(row);
  const form = closed.get(id) ?? blank(row, id);
  if (!form) return null;
  closed.delete(id);
  const set = (/** @type {string} */ name, /** @type {string} */ v) => {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) input.value = v;
  };
  set('version', row.dataset.version ?? '');
  set('op', newID());
  set('target', text);
  /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target')).defaultValue = text;
  return form;
}

/**
 * A copy of the page's blank editor for a row.
 * @param {HTMLElement} row
 * @param {string} id
 */
function blank(row, id) {
  const pattern = /** @type {HTMLTemplateElement|null} */ (document.getElementById('editor-new'));
  const form = pattern?.content.querySelector('form')?.cloneNode(true);
  if (!(form instanceof HTMLFormElement)) return null;
  for (const e of [form, ...form.querySelectorAll('*')]) {
    for (const a of [...e.attributes]) if (a.value.includes(BLANK)) e.setAttribute(a.name, a.value.replaceAll(BLANK, id));
  }
  const label = form.querySelector('label');
  const number = row.querySelector('.num')?.lastChild?.textContent?.trim() ?? '';
  if (label) label.textContent = (label.textContent ?? '').replace(/[0٠]/, number);
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  area.dataset.source = row.dataset.original ?? row.querySelector('.src > .text')?.textContent ?? '';
  area.rows = Math.min(Math.max(Math.ceil(area.dataset.source.length / 44) + 1, 2), 14);
  fillCodes(form, JSON.parse(row.dataset.codes ?? '[]'));
  return form;
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>[]} codes
 */
function fillCodes(form, codes) {
  const first = /** @type {HTMLElement|null} */ (form.querySelector('button.coded'));
  const group = first?.parentElement;
  if (!first || !group) return;
  group.replaceChildren(...codes.map((c) => {
    const b = /** @type {HTMLElement} */ (first.cloneNode(true));
    Object.assign(b.dataset, { id: c.ID, type: c.Type, label: c.Label, open: c.Open, end: c.End });
    const put = (/** @type {string} */ part, /** @type {string} */ text) => { const e = b.querySelector(part); if (e) e.textContent = text; };
    put('.code-tag', c.Open + c.End);
    put('[data-word]', c.Word);
    return b;
  }));
  if (codes.length === 0) group.remove();
}

/**
 * A text as a closed row shows it. Its formatting comes back with the network.
 * @param {string} text markup
 * @param {HTMLElement} like what has its language and direction
 */
function plain(text, like) {
  const p = document.createElement('p');
  p.className = 'text';
  p.lang = like.lang;
  p.dir = like.dir;
  let at = 0;
  for (const t of tagsOf(text)) {
    p.append(text.slice(at, t.start).replaceAll('⟦⟦', '⟦'));
    at = t.end;
  }
  p.append(text.slice(at).replaceAll('⟦⟦', '⟦'));
  return p;
}

/**
 * Shows on the rows of an article what this browser knows that the page does not: texts on their
 * way, and those that were sent after the page was kept.
 * @param {import('../js/kept/store.js').Kept} kept
 * @param {string} article
 */
export function overlay({ items, done }, article) {
  for (const made of done) {
    const row = rowOf(made, article);
    if (!row || Number(row.dataset.version) >= Number(made.version)) continue;
    row.dataset.version = made.version;
    show(row, made.text, false);
  }
  for (const item of items) {
    const row = rowOf(item, article);
    if (row && item.state !== 'refused') show(row, item.text, true);
  }
}

/** @param {{article: string, segment: string}} of @param {string} article */
function rowOf(of, article) {
  return of.article === article ? document.getElementById(`r-${of.segment}`) : null;
}

/** @param {HTMLElement} row @param {string} text @param {boolean} waits */
function show(row, text, waits) {
  const form = /** @type {HTMLFormElement|null} */ (row.querySelector('form[data-edit]'));
  const area = /** @type {HTMLTextAreaElement|null} */ (form?.elements.namedItem('target') ?? null);
  const pattern = /** @type {HTMLTemplateElement|null} */ (document.getElementById('editor-new'));
  const like = pattern?.content.querySelector('textarea');
  if (!form && like) {
    row.dataset.target = text;
    row.querySelector('.trg > :is(.text, .none)')?.replaceWith(plain(text, like));
  } else if (form && area && !waits) {
    area.value = text;
    /** @type {HTMLInputElement} */ (form.elements.namedItem('version')).value = row.dataset.version ?? '';
  }
  if (waits) mark(row);
}

/** Says on a row that its text is on its way. @param {HTMLElement} row */
export function mark(row) {
  const pattern = /** @type {HTMLTemplateElement|null} */ (document.getElementById('waiting'));
  if (pattern) row.querySelector('.st > .state')?.replaceWith(pattern.content.cloneNode(true));
}
