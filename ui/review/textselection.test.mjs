// Selecting by words: forward is the order of reading, in Arabic as in French.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSelection, wordsOf } from './textselection.js';

test('words are counted in characters', () => {
  assert.deepEqual(wordsOf('L’été 🌧 fini', 'fr'), [{ from: 0, to: 5 }, { from: 8, to: 12 }]);
  assert.deepEqual(wordsOf('وصل الوزير، أمس', 'ar'),
    [{ from: 0, to: 3 }, { from: 4, to: 10 }, { from: 12, to: 15 }]);
});

const words = [{ from: 0, to: 3 }, { from: 4, to: 10 }, { from: 12, to: 15 }];

for (const [name, at, forward, extend, want] of /** @type {[string, [number, number]|null, boolean, boolean, [number, number]][]} */ ([
  ['the first word', null, true, false, [0, 3]],
  ['the last word', null, false, false, [12, 15]],
  ['the next word', [0, 3], true, false, [4, 10]],
  ['the word before', [12, 15], false, false, [4, 10]],
  ['no further', [12, 15], true, false, [12, 15]],
  ['one word more', [0, 3], true, true, [0, 10]],
  ['one word less', [0, 10], false, true, [0, 4]],
  ['backward over the anchor', [4, 10], false, true, [4, 10]],
  ['from a selection made backward', [10, 4], false, true, [10, 0]],
  ['within a word', [5, 7], true, true, [5, 10]],
])) {
  test(name, () => {
    const got = nextSelection(words, at && { anchor: at[0], focus: at[1] }, forward, extend);
    assert.deepEqual(got, { anchor: want[0], focus: want[1] });
  });
}

test('a text without words', () => assert.equal(nextSelection([], null, true, false), null));
