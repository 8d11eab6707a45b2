// Texts while they are typed, with incomplete tags.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseInline } from './inlinetree.js';

const codes = { 1: ['b', ''], 2: ['br', ''], 3: ['linked', ''] };

test('codes become elements', () => {
  assert.deepEqual(parseInline('Le ⟦1⟧mi⟦3⟧ni⟦/3⟧stre⟦/1⟧⟦2/⟧.', codes), [{ text: 'Le ' },
    { element: 'b', inner: [{ text: 'mi' }, { element: 'linked', inner: [{ text: 'ni' }] }, { text: 'stre' }] },
    { lone: 'br', word: '' }, { text: '.' }]);
});

test('incomplete tags lose no text', () => {
  assert.deepEqual(parseInline('a ⟦1⟧b', codes), [{ text: 'a ' }, { text: 'b' }]);
  assert.deepEqual(parseInline('a⟦/1⟧b ⟦9⟧ ⟦', codes),
    [{ text: 'a' }, { text: '⟦/1⟧' }, { text: 'b ' }, { text: '⟦9⟧' }, { text: ' ⟦' }]);
  assert.deepEqual(parseInline('⟦⟦1⟧⟧', codes), [{ text: '⟦1⟧⟧' }]);
});
