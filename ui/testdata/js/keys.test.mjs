// The name of a key press on the boards of a Moroccan, a French and an American desk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chord } from '../../static/js/keys.js';

/** @param {Partial<KeyboardEvent>} e */
const press = (e) => chord(/** @type {KeyboardEvent} */ ({ ctrlKey: true, ...e }));

for (const [board, event, want] of /** @type {[string, Partial<KeyboardEvent>, string][]} */ ([
  ['US U', { key: 'u', code: 'KeyU', keyCode: 85 }, 'ctrl+u'],
  ['Arabic U', { key: 'ع', code: 'KeyU', keyCode: 85 }, 'ctrl+u'],
  ['Arabic U without a key code', { key: 'ع', code: 'KeyU', keyCode: 0 }, 'ctrl+u'],
  ['AZERTY A, at the place of Q', { key: 'a', code: 'KeyQ', keyCode: 65 }, 'ctrl+a'],
  ['AZERTY 1, which says &', { key: '&', code: 'Digit1', keyCode: 49 }, 'ctrl+1'],
  ['Arabic 1, which says ١', { key: '١', code: 'Digit1', keyCode: 49 }, 'ctrl+1'],
  ['a Mac’s Command', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: false, metaKey: true }, 'ctrl+enter'],
  ['a word being composed', { key: 'u', code: 'KeyU', keyCode: 229 }, ''],
  ['AltGr, which types', { key: '€', code: 'KeyE', keyCode: 69, altKey: true }, ''],
])) {
  test(board, () => assert.equal(press(event), want));
}
