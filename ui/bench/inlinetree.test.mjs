// Texts as they are being typed, with tags that are not whole yet.
import assert from 'node:assert/strict';
import test from 'node:test';
import { piecesOf } from './inlinetree.js';

const codes = { 1: ['b', ''], 2: ['br', ''], 3: ['linked', ''] };

test('codes become what they are', () => {
  assert.deepEqual(piecesOf('Le ⟦1⟧mi⟦3⟧ni⟦/3⟧stre⟦/1⟧⟦2/⟧.', codes), [{ text: 'Le ' },
    { element: 'b', inner: [{ text: 'mi' }, { element: 'linked', inner: [{ text: 'ni' }] }, { text: 'stre' }] },
    { lone: 'br', word: '' }, { text: '.' }]);
});

test('what is not whole yet loses no text', () => {
  assert.deepEqual(piecesOf('a ⟦1⟧b', codes), [{ text: 'a ' }, { text: 'b' }]);
  assert.deepEqual(piecesOf('a⟦/1⟧b ⟦9⟧ ⟦', codes),
    [{ text: 'a' }, { text: '⟦/1⟧' }, { text: 'b ' }, { text: '⟦9⟧' }, { text: ' ⟦' }]);
  assert.deepEqual(piecesOf('⟦⟦1⟧⟧', codes), [{ text: '⟦1⟧⟧' }]);
});
