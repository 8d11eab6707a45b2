// What a tab keeps of what is typed, and what becomes of the drafts of closed ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopt } from './drafts.js';
import { Store } from './store.js';

/** @param {string} id @param {string} text @param {string} [field] */
const draft = (id, text, field) => /** @type {any} */ ({ id, text, field, tab: 'gone', person: 'p',
  segment: 's', version: '1', time: 0, policy: '' });

test('two fields that are typed in at once do not push each other out', async () => {
  const store = new Store('p', null, null, '');
  store.keep(draft('reason', 'too'));
  store.keep(draft('target', 'La r'));
  store.keep(draft('reason', 'too long'));
  await store.keep(draft('target', 'La ministre'));
  assert.deepEqual((await store.all()).drafts.map((d) => `${d.id}: ${d.text}`).sort(),
    ['reason: too long', 'target: La ministre']);
});

test('a closed tab’s text of the workbench is sent, that of the review waits', async () => {
  const store = new Store('p', null, null, '');
  await store.keep(draft('bench', 'Un'));
  await store.keep(draft('review', 'Deux', 'target'));
  /** @type {string[]} */
  const sent = [];
  await adopt({ store, outbox: /** @type {any} */ ({ add: (/** @type {any} */ i) => sent.push(i.text) }) });
  assert.deepEqual(sent, ['Un']);
});
