// @ts-check
// The actions of the writing field, on every page that has one.
import { actions } from '../core/keys.js';

/** @typedef {import('./field.js').Field} Field */

/**
 * Registers the actions of the writing field. Without an open field their keys are the browser's.
 * @param {() => Field|null|undefined} current the open field
 * @param {() => HTMLElement|null} row the active row, whose number takes the focus after Escape
 */
export function registerFieldActions(current, row) {
  /** @param {(field: Field) => unknown} handler */
  const withField = (handler) => () => {
    const field = current();
    return field ? handler(field) : false;
  };
  /** Outside the field these keys have another meaning. @param {(field: Field) => unknown} handler */
  const withFocus = (handler) => withField((field) => (field.focused() ? handler(field) : false));
  actions.register('next-code', withField((field) => field.insertNextCode()));
  actions.register('turn', withField((field) => field.toggleDirection()));
  actions.register('signs-show', withField((field) => field.toggleInvisibles()));
  actions.register('signs', withField((field) => field.openCharacters()));
  actions.register('bold', withFocus((field) => field.toggleFormat('bold')));
  actions.register('italic', withFocus((field) => field.toggleFormat('italic')));
  actions.register('link', withFocus((field) => field.toggleFormat('link')));
  actions.register('narrow-space', withFocus((field) => field.insertNarrowSpace()));
  actions.register('leave', withFocus(() => focusRow(row())));
}

/** @param {HTMLElement|null} row */
function focusRow(row) {
  /** @type {HTMLElement|null} */ (row?.querySelector('a.num, .num a'))?.focus();
}
