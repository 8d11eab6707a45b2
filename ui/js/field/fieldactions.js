// @ts-check
// What the keyboard does in the field a segment is written in, on every page that has one.
import { actions } from '../core/keys.js';

/** @typedef {import('./field.js').Field} Field */

/**
 * Registers the actions of the writing field. Where there is none their keys are the browser's.
 * @param {() => Field|null|undefined} current the field that is open
 * @param {() => HTMLElement|null} row the active row, whose number has the focus after Escape
 */
export function registerField(current, row) {
  /** @param {(field: Field) => unknown} act */
  const open = (act) => () => {
    const field = current();
    return field ? act(field) : false;
  };
  /** Some keys have another meaning outside the field. @param {(field: Field) => unknown} act */
  const inside = (act) => open((field) => (field.focused() ? act(field) : false));
  actions.register('next-code', open((field) => field.nextCode()));
  actions.register('turn', open((field) => field.turn()));
  actions.register('signs-show', open((field) => field.showSigns()));
  actions.register('signs', open((field) => field.palette()));
  actions.register('bold', inside((field) => field.format('bold')));
  actions.register('italic', inside((field) => field.format('italic')));
  actions.register('link', inside((field) => field.format('link')));
  actions.register('narrow-space', inside((field) => field.narrowSpace()));
  actions.register('leave', inside(() => leave(row())));
}

/** @param {HTMLElement|null} row */
function leave(row) {
  /** @type {HTMLElement|null} */ (row?.querySelector('a.num, .num a'))?.focus();
}
