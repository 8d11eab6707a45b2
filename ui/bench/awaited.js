// @ts-check
// A field of the panel that a key asks for, and that the server has yet to send: what is typed until it
// comes goes into a box in its place, and not into the translation.

/**
 * @typedef {object} Awaited
 * @property {string} id of the field
 * @property {string} of the segment whose panel has it
 * @property {HTMLInputElement|HTMLTextAreaElement} box
 * @property {boolean} enter it was to be sent with what was typed
 */

/** @type {Awaited|null} */
let awaited = null;

const panel = () => document.getElementById('panel');
const field = (/** @type {string} */ id) => /** @type {HTMLInputElement|HTMLTextAreaElement|null} */ (document.getElementById(id));

/**
 * Puts the caret into a field of the panel of a segment, as soon as it is there. Its request must be on
 * the way, or the field be on the page.
 * @param {string} id
 * @param {string} of
 * @param {{tag?: 'input'|'textarea', label: string, leave: () => void}} box what takes
 *   its place; leave is called when the person leaves it by Escape
 */
export function awaitField(id, of, { tag = 'input', label, leave }) {
  drop();
  const there = field(id);
  if (there && panel()?.dataset.of === of) { there.focus(); return; }
  const box = /** @type {HTMLInputElement|HTMLTextAreaElement} */ (document.createElement(tag));
  box.className = 'in awaited';
  box.dir = 'auto';
  box.setAttribute('aria-label', label);
  box.setAttribute('aria-busy', 'true');
  awaited = { id, of, box, enter: false };
  box.addEventListener('keydown', (e) => {
    const key = /** @type {KeyboardEvent} */ (e);
    if (key.key === 'Escape') { drop(); leave(); }
    else if (key.key === 'Enter' && tag === 'input' && awaited) awaited.enter = true;
    // No key of the workbench means the row while this is written in.
    if (key.key !== 'Tab') e.stopPropagation();
  });
  box.addEventListener('blur', () => { if (awaited?.box === box && document.hasFocus()) drop(); });
  panel()?.before(box);
  box.focus();
}

function drop() {
  const { box } = awaited ?? {};
  awaited = null;
  box?.remove();
}

document.addEventListener('fx:swap', () => {
  const to = awaited && field(awaited.id);
  if (!awaited || !to) return;
  const { box, of, enter } = awaited;
  awaited = null;
  if (panel()?.dataset.of === of) {
    to.value += box.value;
    to.focus();
    to.setSelectionRange(to.value.length, to.value.length);
    if (box.value) to.dispatchEvent(new Event('input', { bubbles: true }));
    if (enter && to.value) to.form?.requestSubmit();
  }
  box.remove();
});

// The field does not come: what was typed is shown still, and can be copied.
document.addEventListener('fx:fail', () => awaited?.box.removeAttribute('aria-busy'));
