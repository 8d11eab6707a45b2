// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingTime } from './notice.js';

test('a notice stays as long as it takes to hear it', () => {
  assert.ok(readingTime('') >= 5000);
  // A screen reader says some 15 letters a second.
  for (const length of [20, 80, 300]) assert.ok(readingTime('x'.repeat(length)) > (length / 15) * 1000);
});
