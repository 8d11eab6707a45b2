// Names of key presses on Arabic, French and American keyboards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, actionsByChord, chord, runChord } from './keys.js';

/** @param {Partial<KeyboardEvent>} e */
const chordWithCtrl = (e) => chord(/** @type {KeyboardEvent} */ ({ ctrlKey: true, ...e }));

for (const [board, event, want] of /** @type {[string, Partial<KeyboardEvent>, string][]} */ ([
  ['US U', { key: 'u', code: 'KeyU', keyCode: 85 }, 'ctrl+u'],
  ['Arabic U', { key: 'ع', code: 'KeyU', keyCode: 85 }, 'ctrl+u'],
  ['Arabic U without a key code', { key: 'ع', code: 'KeyU', keyCode: 0 }, 'ctrl+u'],
  // Pontoon asks for ev.key === 'F': on an Arabic board there is none.
  ['Arabic F with Shift', { key: 'ب', code: 'KeyF', keyCode: 70, shiftKey: true }, 'ctrl+shift+f'],
  ['AZERTY A, at the place of Q', { key: 'a', code: 'KeyQ', keyCode: 65 }, 'ctrl+a'],
  ['Caps Lock', { key: 'U', code: 'KeyU', keyCode: 85 }, 'ctrl+u'],
  ['AZERTY 1, which says &', { key: '&', code: 'Digit1', keyCode: 49 }, 'ctrl+1'],
  ['Arabic 1, which says ١', { key: '١', code: 'Digit1', keyCode: 49 }, 'ctrl+1'],
  ['US slash', { key: '/', code: 'Slash', keyCode: 191 }, 'ctrl+/'],
  ['AZERTY slash, with Shift', { key: '/', code: 'Period', keyCode: 191, shiftKey: true }, 'ctrl+/'],
  ['Arabic slash, which says ظ', { key: 'ظ', code: 'Slash', keyCode: 191 }, 'ctrl+/'],
  ['Shift+F6', { key: 'F6', code: 'F6', keyCode: 117, ctrlKey: false, shiftKey: true }, 'shift+f6'],
  ['space', { key: ' ', code: 'Space', keyCode: 32, shiftKey: true }, 'ctrl+shift+space'],
  ['a Mac’s Command', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: false, metaKey: true }, 'ctrl+enter'],
  ['a word being composed', { key: 'u', code: 'KeyU', keyCode: 229 }, ''],
  ['a word being composed, said so', { key: 'u', code: 'KeyU', keyCode: 85, isComposing: true }, ''],
  ['AltGr, which types', { key: '€', code: 'KeyE', keyCode: 69, altKey: true }, ''],
])) {
  test(board, () => assert.equal(chordWithCtrl(event), want));
}

test('a chord of several actions runs the one that the page has registered', () => {
  const names = actionsByChord({ approve: ['ctrl+enter'], 'confirm-next': ['ctrl+enter'], off: [] });
  let ran = '';
  let prevented = 0;
  const enter = () => /** @type {any} */ ({ ctrlKey: true, key: 'Enter', code: 'Enter',
    preventDefault: () => { prevented += 1; } });
  runChord(names, enter());
  assert.equal(prevented, 0, 'no action is registered');
  actions.register('confirm-next', () => { ran = 'confirm'; });
  runChord(names, enter());
  assert.equal(ran, 'confirm');
  assert.equal(prevented, 1);
  actions.register('confirm-next', () => false);
  runChord(names, enter());
  assert.equal(prevented, 1, 'an action that did nothing leaves the key to the browser');
});
