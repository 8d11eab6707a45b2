// Drafts in the store, and drafts of closed tabs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendDraftsOfClosedTabs } from './drafts.js';
import { Store } from './store.js';

/** @param {string} id @param {string} text @param {string} [field] */
const draft = (id, text, field) => /** @type {any} */ ({ id, text, field, tab: 'gone', person: 'p',
  segment: 's', version: '1', time: 0, policy: '' });

test('drafts of two fields do not replace each other', async () => {
  const store = new Store('p', null, null, '');
  store.keepDraft(draft('reason', 'too'));
  store.keepDraft(draft('target', 'La r'));
  store.keepDraft(draft('reason', 'too long'));
  await store.keepDraft(draft('target', 'La ministre'));
  assert.deepEqual((await store.all()).drafts.map((d) => `${d.id}: ${d.text}`).sort(),
    ['reason: too long', 'target: La ministre']);
});

test('drafts of a closed tab are sent from the workbench, not from the review', async () => {
  const store = new Store('p', null, null, '');
  await store.keepDraft(draft('bench', 'Un'));
  await store.keepDraft(draft('review', 'Deux', 'target'));
  /** @type {string[]} */
  const sent = [];
  await sendDraftsOfClosedTabs({ store, outbox: /** @type {any} */ ({ add: (/** @type {any} */ i) => sent.push(i.text) }) });
  assert.deepEqual(sent, ['Un']);
});

test('a draft is unwritten until its write has ended', async () => {
  const store = new Store('p', null, null, '');
  const first = store.keepDraft(draft('bench', 'L'));
  store.keepDraft(draft('bench', 'La'));
  assert.equal(store.hasUnwrittenDraft(), true);
  await first;
  assert.equal(store.hasUnwrittenDraft(), false);
});
