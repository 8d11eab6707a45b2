// The entries that one tab can send another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missedEntries } from './feed.js';

const entries = (/** @type {number[]} */ ...seqs) => seqs.map((seq) => ({ seq, kind: 'x' }));

for (const [name, kept, after, last, want] of /** @type {[string, any[], number, number, number[]|null][]} */ ([
  ['none is missing', entries(3, 4), 4, 4, []],
  ['the last two', entries(3, 4, 5), 3, 5, [4, 5]],
  ['more than the tab has', entries(4, 5), 2, 5, null],
  ['a new leader has none', [], 2, 5, null],
])) {
  test(name, () => assert.deepEqual(missedEntries(kept, after, last)?.map((e) => e.seq) ?? null, want));
}
