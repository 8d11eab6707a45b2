// @ts-check
// Saves unsent input of forms while the fragment they are in is replaced: by segment and field, and
// restores it in the new form.

/** @type {Map<string, string>} */
const inputs = new Map();

/** @param {Element} form */
const segmentOf = (form) => /** @type {HTMLElement|null} */ (form.closest('[data-segment]'))?.dataset.segment ?? '';

/** @param {HTMLFormElement} form */
function controls(form) {
  return [...form.elements].filter((e) => 'name' in e && e.name && !(e instanceof HTMLButtonElement) &&
    !(e instanceof HTMLInputElement && e.type === 'hidden') && !(e instanceof HTMLFieldSetElement));
}

/** The value of a control that the person has changed, else null. @param {any} e */
function changedValue(e) {
  if (e instanceof HTMLSelectElement) {
    const first = [...e.options].find((o) => o.defaultSelected) ?? e.options[0];
    return e.value === first?.value ? null : e.value;
  }
  if (e.type === 'radio' || e.type === 'checkbox') return e.checked && !e.defaultChecked ? e.value : null;
  return e.value === e.defaultValue ? null : e.value;
}

/** The version of the text that a touch-up changes. @param {any} e a form's control @returns {any} */
function versionField(e) { return e.name === 'target' ? e.form.elements.namedItem('version') : null; }

/** @type {WeakSet<HTMLFormElement>} */
const sent = new WeakSet();

/** @param {HTMLFormElement} form */
function save(form) {
  if (sent.has(form)) return;
  // A field that was emptied since is not restored.
  for (const e of controls(form)) inputs.delete(`${segmentOf(form)} ${/** @type {any} */ (e).name}`);
  for (const e of controls(form)) {
    const value = changedValue(e);
    const key = `${segmentOf(form)} ${/** @type {any} */ (e).name}`;
    if (value !== null) inputs.set(key, value);
    // A touch-up stays based on its version: a later change by another person is a conflict.
    if (value !== null && versionField(e)) inputs.set(`${segmentOf(form)} version`, versionField(e).value);
  }
}

/**
 * Saves the input of the forms in a part of the page.
 * @param {ParentNode} root
 */
export function saveInputs(root) {
  for (const f of root.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')) save(/** @type {HTMLFormElement} */ (f));
}

/**
 * Forgets the input of a form that was carried out.
 * @param {HTMLFormElement} form
 */
export function forgetInputs(form) {
  sent.add(form);
  for (const e of controls(form)) inputs.delete(`${segmentOf(form)} ${/** @type {any} */ (e).name}`);
}

/**
 * Restores saved input in forms that lack it.
 * @param {ParentNode} root
 */
export function restoreInputs(root) {
  for (const f of root.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')) {
    const form = /** @type {HTMLFormElement} */ (f);
    let restored = false;
    for (const e of controls(form)) {
      const value = inputs.get(`${segmentOf(form)} ${/** @type {any} */ (e).name}`);
      if (value === undefined) continue;
      const control = /** @type {any} */ (e);
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
      else if (changedValue(control) === null) {
        control.value = value;
        if (versionField(e)) versionField(e).value = inputs.get(`${segmentOf(form)} version`);
      }
      restored = true;
    }
    const box = form.closest('details');
    if (restored && box) box.open = true;
  }
}

/**
 * Whether a form has unsent input.
 * @param {HTMLFormElement} form
 */
export function hasInput(form) {
  return controls(form).some((e) => changedValue(e) !== null);
}
