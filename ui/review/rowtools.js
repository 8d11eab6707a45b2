// @ts-check
// Opens and closes rows of the review without the server: the row has its data, and the page a blank
// copy of the controls of an open row.
import { newID } from '../js/core/id.js';

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
  const template = /** @type {HTMLTemplateElement|null} */ (document.getElementById('tools-new'));
  const tools = template?.content.firstElementChild?.cloneNode(true);
  if (!(tools instanceof HTMLElement)) return null;
  for (const e of [tools, ...tools.querySelectorAll('*')]) {
    for (const a of [...e.attributes]) {
      if (a.value.includes(SEGMENT) || a.value.includes(COPY)) {
        e.setAttribute(a.name, a.value.replaceAll(SEGMENT, row.dataset.segment ?? '').replaceAll(COPY, ''));
      }
    }
  }
  const lacks = (/** @type {string} */ name, /** @type {string} */ selector) => {
    if (!(name in row.dataset)) for (const e of tools.querySelectorAll(selector)) e.remove();
  };
  lacks('decides', 'form[data-decide], .returning, .marking, .own-notice');
  lacks('waits', 'form[data-decide="approve"], .own-notice');
  lacks('own', '.own-field, .own-notice, form[data-decide="approve"] > button:disabled');
  lacks('target', '.touch');
  for (const form of tools.querySelectorAll('form')) {
    for (const [name, value] of [['version', row.dataset.version ?? ''], ['op', newID()]]) {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
  }
  const touchUp = tools.querySelector('form[data-edit]');
  if (touchUp instanceof HTMLFormElement) fillTouchUp(touchUp, row);
  return tools;
}

/** @param {HTMLFormElement} form @param {HTMLElement} row */
function fillTouchUp(form, row) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  area.defaultValue = row.dataset.target ?? '';
  area.dataset.source = row.dataset.original ?? '';
  area.rows = Math.min(Math.max(Math.ceil(area.defaultValue.length / 44) + 1, 2), 14);
  const label = form.querySelector('label');
  if (label) label.textContent = (label.textContent ?? '').replace(/[0٠]/, numberOf(row));
  const sample = /** @type {HTMLElement|null} */ (form.querySelector('button.coded'));
  const group = sample?.parentElement;
  const codes = /** @type {Record<string, string>[]} */ (JSON.parse(row.dataset.codes || '[]'));
  if (!sample || !group) return;
  if (codes.length === 0) { group.remove(); return; }
  group.replaceChildren(...codes.map((c) => {
    const button = /** @type {HTMLElement} */ (sample.cloneNode(true));
    Object.assign(button.dataset, { id: c.ID, type: c.Type, label: c.Label, open: c.Open, end: c.End });
    const setText = (/** @type {string} */ part, /** @type {string} */ text) => {
      const e = button.querySelector(part);
      if (e) e.textContent = text;
    };
    setText('.code-tag', c.Open + c.End);
    setText('[data-word]', c.Word);
    return button;
  }));
}
