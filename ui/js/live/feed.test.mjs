// What one tab can give another, and when the server must be asked again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missed } from './feed.js';

const entries = (/** @type {number[]} */ ...seqs) => seqs.map((seq) => ({ seq, kind: 'x' }));

for (const [name, kept, after, last, want] of /** @type {[string, any[], number, number, number[]|null][]} */ ([
  ['nothing lacks', entries(3, 4), 4, 4, []],
  ['the last two', entries(3, 4, 5), 3, 5, [4, 5]],
  ['more than is kept', entries(4, 5), 2, 5, null],
  ['a tab that leads anew has kept nothing', [], 2, 5, null],
])) {
  test(name, () => assert.deepEqual(missed(kept, after, last)?.map((e) => e.seq) ?? null, want));
}
