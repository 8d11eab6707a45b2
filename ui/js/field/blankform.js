// @ts-check
// The blank editor of a page, which is copied for a row that is opened without the server.

/**
 * A copy of what a template holds, with words in its attributes replaced.
 * @param {string} id of the template
 * @param {Record<string, string>} words
 * @returns {HTMLElement|null}
 */
export function copyOf(id, words) {
  const template = /** @type {HTMLTemplateElement|null} */ (document.getElementById(id));
  const copy = template?.content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return null;
  for (const e of [copy, ...copy.querySelectorAll('*')]) {
    for (const a of [...e.attributes]) {
      const value = Object.entries(words).reduce((text, [from, to]) => text.replaceAll(from, to), a.value);
      if (value !== a.value) e.setAttribute(a.name, value);
    }
  }
  return copy;
}

/**
 * Fills a copied editor in for a segment.
 * @param {HTMLFormElement} form
 * @param {{number: string, source: string, text: string, codes: string}} of number: as the reader writes
 *   it; source and text: markup; codes: the buttons of the source's codes, as JSON
 */
export function fillForm(form, { number, source, text, codes }) {
  const label = form.querySelector('label');
  if (label) label.textContent = (label.textContent ?? '').replace(/[0٠]/, number);
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('target'));
  area.dataset.source = source;
  area.defaultValue = text;
  area.rows = Math.min(Math.max(Math.ceil(Math.max(source.length, text.length) / 44) + 1, 2), 14);
  fillCodes(form, JSON.parse(codes || '[]'));
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>[]} codes
 */
function fillCodes(form, codes) {
  const sample = /** @type {HTMLElement|null} */ (form.querySelector('button.coded'));
  const group = sample?.parentElement;
  if (!sample || !group) return;
  group.replaceChildren(...codes.map((c) => {
    const button = /** @type {HTMLElement} */ (sample.cloneNode(true));
    Object.assign(button.dataset, { id: c.ID, type: c.Type, label: c.Label, open: c.Open, end: c.End });
    const setText = (/** @type {string} */ part, /** @type {string} */ text) => { const e = button.querySelector(part); if (e) e.textContent = text; };
    setText('.code-tag', c.Open + c.End);
    setText('[data-word]', c.Word);
    return button;
  }));
  if (codes.length === 0) group.remove();
}

/**
 * Gives a form the version of the row it is for, and a key of its own.
 * @param {HTMLFormElement} form
 * @param {string} version
 * @param {string} op
 */
export function stamp(form, version, op) {
  for (const [name, value] of [['version', version], ['op', op]]) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = value;
  }
}
