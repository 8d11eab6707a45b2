// Targets that are cut and joined as the desk does it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cutByShare, cutText, joinTexts } from './textcut.js';

test('a text is cut before a character', () => {
  assert.deepEqual(cutText('Un bus. Deux bus.', 8), ['Un bus.', 'Deux bus.']);
  assert.deepEqual(cutText('حافلة. ثم أخرى.', 7), ['حافلة.', 'ثم أخرى.']);
  assert.deepEqual(cutText('𝒜 b', 2), ['𝒜', 'b']);
  assert.deepEqual(cutText('Un bus.', 0), ['', 'Un bus.']);
  assert.deepEqual(cutText('Un bus.', 7), ['Un bus.', '']);
});

test('a pair around the cut is in both parts', () => {
  assert.deepEqual(cutText('Un ⟦1⟧bus deux⟦/1⟧ bus', 7), ['Un ⟦1⟧bus⟦/1⟧', '⟦1⟧deux⟦/1⟧ bus']);
  assert.deepEqual(cutText('Un ⟦1⟧bus⟦/1⟧ ⟦2⟧deux⟦/2⟧', 7), ['Un ⟦1⟧bus⟦/1⟧', '⟦2⟧deux⟦/2⟧']);
  assert.deepEqual(cutText('Un⟦3/⟧ bus ⟦⟦x', 8), ['Un⟦3/⟧ bus', '⟦⟦x']);
});

test('joining undoes a cut', () => {
  assert.equal(joinTexts('Un ⟦1⟧bus⟦/1⟧', '⟦1⟧deux⟦/1⟧ bus'), 'Un ⟦1⟧bus deux⟦/1⟧ bus');
  assert.equal(joinTexts('Un.', 'Deux.'), 'Un. Deux.');
  assert.equal(joinTexts('', 'Deux.'), 'Deux.');
  assert.equal(joinTexts('Un.', ' '), 'Un.');
});

test('the first guess is at the same share', () => {
  assert.equal(cutByShare([4, 9, 20], 30, 0.4), 9);
  assert.equal(cutByShare([], 30, 0.5), -1);
});
