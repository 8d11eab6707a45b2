// @ts-check
// What was typed in a form and not sent yet outlives every swap of the fragment the form is in: it
// is kept by segment and field, and put back when the form is there again.

/** @type {Map<string, string>} */
const kept = new Map();

/** @param {Element} form */
const place = (form) => /** @type {HTMLElement|null} */ (form.closest('[data-segment]'))?.dataset.segment ?? '';

/** @param {HTMLFormElement} form */
function controls(form) {
  return [...form.elements].filter((e) => 'name' in e && e.name && !(e instanceof HTMLButtonElement) &&
    !(e instanceof HTMLInputElement && e.type === 'hidden') && !(e instanceof HTMLFieldSetElement));
}

/** @param {any} e a form's control */
function typedIn(e) {
  if (e instanceof HTMLSelectElement) {
    const first = [...e.options].find((o) => o.defaultSelected) ?? e.options[0];
    return e.value === first?.value ? null : e.value;
  }
  if (e.type === 'radio' || e.type === 'checkbox') return e.checked && !e.defaultChecked ? e.value : null;
  return e.value === e.defaultValue ? null : e.value;
}

/** The version of the text that a touch-up changes. @param {any} e a form's control @returns {any} */
function versioned(e) { return e.name === 'target' ? e.form.elements.namedItem('version') : null; }

/** @type {WeakSet<HTMLFormElement>} */
const sent = new WeakSet();

/** @param {HTMLFormElement} form */
function keep(form) {
  if (sent.has(form)) return;
  // What was emptied since is not kept any more.
  for (const e of controls(form)) kept.delete(`${place(form)} ${/** @type {any} */ (e).name}`);
  for (const e of controls(form)) {
    const value = typedIn(e);
    const key = `${place(form)} ${/** @type {any} */ (e).name}`;
    if (value !== null) kept.set(key, value);
    // A touch-up stays on the version it was written on: what others did since is a conflict.
    if (value !== null && versioned(e)) kept.set(`${place(form)} version`, versioned(e).value);
  }
}

/**
 * Keeps what was typed in the forms of a part of the page.
 * @param {ParentNode} root
 */
export function keepTyped(root) {
  for (const f of root.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')) keep(/** @type {HTMLFormElement} */ (f));
}

/**
 * Forgets what was typed in a form, since it was carried out.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  sent.add(form);
  for (const e of controls(form)) kept.delete(`${place(form)} ${/** @type {any} */ (e).name}`);
}

/**
 * Puts back what was kept into forms that do not have it.
 * @param {ParentNode} root
 */
export function putBack(root) {
  for (const f of root.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')) {
    const form = /** @type {HTMLFormElement} */ (f);
    let some = false;
    for (const e of controls(form)) {
      const value = kept.get(`${place(form)} ${/** @type {any} */ (e).name}`);
      if (value === undefined) continue;
      const control = /** @type {any} */ (e);
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
      else if (typedIn(control) === null) {
        control.value = value;
        if (versioned(e)) versioned(e).value = kept.get(`${place(form)} version`);
      }
      some = true;
    }
    const box = form.closest('details');
    if (some && box) box.open = true;
  }
}

/**
 * Whether something was typed in a form.
 * @param {HTMLFormElement} form
 */
export function typed(form) {
  return controls(form).some((e) => typedIn(e) !== null);
}
