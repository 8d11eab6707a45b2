// Which actions of the writing field run, at the workbench and in the review's touch-up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerFieldActions } from './fieldactions.js';
import { actions } from '../core/keys.js';

/** @param {boolean} focused */
function fieldOf(focused) {
  /** @type {string[]} */
  const done = [];
  const field = /** @type {any} */ ({ done, focused: () => focused,
    toggleFormat: (/** @type {string} */ kind) => { done.push(kind); return kind !== 'link'; } });
  for (const name of ['insertNextCode', 'toggleDirection', 'toggleInvisibles', 'openCharacters', 'insertNarrowSpace']) {
    field[name] = () => { done.push(name); };
  }
  return field;
}

const always = ['next-code', 'turn', 'signs-show', 'signs'];
const within = ['bold', 'italic', 'narrow-space', 'leave'];

for (const [what, field, does] of /** @type {[string, any, string[]][]} */ ([
  ['no field', null, []],
  ['a field without the focus', fieldOf(false), always],
  ['a field with the focus', fieldOf(true), [...always, ...within]],
])) {
  test(what, () => {
    registerFieldActions(() => field, () => null);
    for (const name of [...always, ...within]) {
      assert.equal(actions.run(name), does.includes(name), name);
    }
  });
}

test('a format that the source lacks leaves the key to the browser', () => {
  const field = fieldOf(true);
  registerFieldActions(() => field, () => null);
  assert.equal(actions.run('link'), false);
  assert.deepEqual(field.done, ['link']);
});
