// The outbox over a store in memory and a fake server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, baseVersion, chainItem, retryDelay, outcomeOf, nextToSend, sendSave } from './outbox.js';
import { Store } from './store.js';

let count = 0;
const item = (/** @type {any} */ more = {}) => ({ op: `op${++count}`, person: 'p', article: 'a', segment: 's1',
  position: '1', path: '/segments/s1', version: '1', after: '', solves: '', do: 'save', view: '', from: '', want: '',
  time: count, policy: /** @type {const} */ (''), state: /** @type {const} */ ('waiting'), why: '', text: 'un', ...more });

/** A server with one text a segment, which answers a save based on an old version with a conflict. */
function fakeServer() {
  const segments = new Map();
  const answered = new Map();
  /** @type {any[]} */
  const requests = [];
  const server = { requests, segments, reachable: true,
    send: async (/** @type {any} */ i, /** @type {string} */ version) => {
      if (!server.reachable) return { kind: 'offline', status: 0, html: '', version: '', problem: '' };
      requests.push([i.segment, i.do, i.text, version]);
      if (answered.has(i.op)) return answered.get(i.op);
      const s = segments.get(i.segment) ?? { version: 1 };
      const out = Number(version) === s.version
        ? { kind: 'saved', status: 200, html: '', version: String(s.version + 1), problem: '' }
        : { kind: 'conflict', status: 409, html: '', version: '', problem: '' };
      if (out.kind === 'saved') segments.set(i.segment, { version: s.version + 1, text: i.text });
      answered.set(i.op, out);
      return out;
    } };
  return server;
}

function openOutbox() {
  const server = fakeServer();
  const store = new Store('p', null, null, 'refused');
  /** @type {any[]} */
  const results = [];
  const outbox = new Outbox(store, { send: /** @type {any} */ (server.send), lock: (work) => work(), onResult: (n) => results.push(n) });
  outbox.channel?.close();
  outbox.channel = null;
  return { server, store, outbox, results };
}

/** Adds a save as an editor does. */
async function addSave(/** @type {any} */ { outbox }, /** @type {any} */ more, /** @type {any[]} */ ahead) {
  const { item: it, items } = chainItem(/** @type {any} */ (item(more)), ahead);
  await outbox.add(it, { items });
  ahead.splice(0, items.length);
  ahead.unshift(it);
  return it;
}

test('saves are sent in order, once, each based on the version of the one before', async () => {
  const t = openOutbox();
  /** @type {any[]} */
  const ahead = [];
  t.server.reachable = false;
  await addSave(t, { text: 'un' }, ahead);
  await addSave(t, { text: 'un deux' }, ahead); // supersedes the draft before
  await addSave(t, { text: 'un deux trois', do: 'next' }, ahead);
  await addSave(t, { segment: 's2', text: 'autre', do: 'next' }, []);
  await addSave(t, { text: 'un deux quatre' }, ahead); // never supersedes a confirmation
  await t.outbox.drain();
  assert.equal(t.outbox.state().trouble, 'offline');
  assert.equal(t.outbox.state().waiting.length, 3);
  clearTimeout(t.outbox.timer);
  t.server.reachable = true;
  await t.outbox.drain();
  assert.deepEqual(t.server.requests, [['s1', 'next', 'un deux trois', '1'], ['s2', 'next', 'autre', '1'], ['s1', 'save', 'un deux quatre', '2']]);
  assert.equal(t.outbox.state().waiting.length, 0);
  assert.equal(t.results.length, 3);
});

test('a draft being sent while the next supersedes it', async () => {
  const t = openOutbox();
  const first = await addSave(t, { text: 'un' }, []);
  const send = t.outbox.send;
  t.outbox.send = /** @type {any} */ (async (/** @type {any} */ i, /** @type {string} */ v) => {
    t.outbox.send = send;
    await addSave(t, { text: 'un deux' }, [first]); // while the first is being sent
    return send(i, v);
  });
  await t.outbox.drain();
  assert.deepEqual(t.server.requests.map((g) => g.slice(2)), [['un', '1'], ['un deux', '2']]);
  assert.equal(t.server.segments.get('s1').text, 'un deux');
});

test('a conflict stops the saves of its segment only', async () => {
  const t = openOutbox();
  t.server.segments.set('s1', { version: 5, text: 'autre' });
  /** @type {any[]} */
  const ahead = [];
  await addSave(t, { text: 'un', do: 'next' }, ahead);
  await addSave(t, { text: 'un deux' }, ahead);
  await addSave(t, { segment: 's2', text: 'libre' }, []);
  await t.outbox.drain();
  const { conflicts, waiting } = t.outbox.state();
  assert.deepEqual(conflicts.map((c) => [c.text, c.version]), [['un deux', '1']]);
  assert.equal(waiting.length, 0);
  assert.equal(t.server.segments.get('s2').text, 'libre');
  // The save that resolves it replaces it.
  const { item: it } = chainItem(/** @type {any} */ (item({ text: 'réunis', version: '5', do: 'next' })), []);
  await t.outbox.add(it, { items: conflicts });
  await t.outbox.drain();
  assert.equal(t.server.segments.get('s1').text, 'réunis');
  assert.equal(t.outbox.state().conflicts.length, 0);
});

test('a refused save is kept with the reason', async () => {
  const t = openOutbox();
  await addSave(t, { text: 'un' }, []);
  t.outbox.send = async () => outcomeOf(403, new Headers({ 'Desk-Problem': encodeURIComponent('Refusé À Salma & co.') }), '');
  await t.outbox.drain();
  assert.deepEqual(t.outbox.state().refused.map((r) => [r.text, r.why]), [['un', 'Refusé À Salma & co.']]);
});

test('after the end of a session everything is kept, and not retried', async () => {
  const t = openOutbox();
  await addSave(t, { text: 'un' }, []);
  const send = t.outbox.send;
  t.outbox.send = async () => outcomeOf(401, new Headers(), '');
  await t.outbox.drain();
  assert.equal(t.outbox.state().trouble, 'signin');
  assert.equal(t.outbox.state().waiting.length, 1);
  t.outbox.send = send;
  await t.outbox.drain();
  assert.equal(t.outbox.state().trouble, '');
  assert.equal(t.server.segments.get('s1').text, 'un');
});

test('answers', () => {
  for (const [status, save, kind] of /** @type {[number, string, string][]} */ ([
    [200, 'saved', 'saved'], [200, '', 'refused'], [409, 'conflict', 'conflict'], [409, '', 'refused'],
    [422, '', 'refused'], [404, '', 'refused'], [401, '', 'signin'], [429, '', 'failed'], [500, '', 'failed'],
    [503, '', 'failed'],
  ])) assert.equal(outcomeOf(status, new Headers(save ? { 'Desk-Save': save } : {}), '').kind, kind, `${status} ${save}`);
  assert.equal(outcomeOf(200, new Headers({ 'Desk-Save': 'saved', 'Desk-Version': '7' }), '').version, '7');
});

test('order, base version and retry delay', () => {
  const a = item({ state: 'conflict' });
  const b = item();
  const c = item({ segment: 's2' });
  assert.equal(nextToSend(/** @type {any} */ ([a, b, c])), c);
  assert.equal(baseVersion(/** @type {any} */ (item({ after: 'x y' })), /** @type {any} */ ([{ op: 'y', version: '4' }])), '4');
  assert.equal(baseVersion(/** @type {any} */ (item({ after: 'x' })), []), '1');
  assert.deepEqual([1, 2, 4, 99].map(retryDelay), [1500, 3000, 10000, 10000]);
});

test('decisions are sent in order with saves, and none is taken for one', async () => {
  const t = openOutbox();
  t.server.reachable = false;
  await addSave(t, { text: 'un', do: 'next' }, []);
  const approved = await addSave(t, { segment: 's2', text: '', do: 'approve' }, []);
  const { item: again } = chainItem(/** @type {any} */ (item({ segment: 's2', text: 'sens', do: 'return' })), [approved]);
  await t.outbox.add(again, {});
  await t.outbox.drain();
  clearTimeout(t.outbox.timer);
  assert.deepEqual(t.outbox.items.map((i) => i.do), ['next']);
  assert.deepEqual(t.outbox.decisions.map((i) => i.do), ['approve', 'return']);
  assert.equal(t.outbox.state().waiting.length, 3);
  t.server.reachable = true;
  await t.outbox.drain();
  assert.deepEqual(t.server.requests, [['s1', 'next', 'un', '1'], ['s2', 'approve', '', '1'], ['s2', 'return', 'sens', '2']]);
  assert.deepEqual((await t.store.all()).done.map((d) => d.segment), ['s1']); // what the workbench may show
  assert.deepEqual(t.results.map((r) => r.do), ['next', 'approve', 'return']);
});

test('a decision is sent as its form is', async () => {
  const bodies = [];
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ path, /** @type {any} */ { body }) => {
    bodies.push(`${path} ${body}`);
    return { status: 200, headers: new Headers(), text: async () => '' };
  });
  const decision = { op: 'o', segment: 's', path: '/segments/s/review', view: 'show=all', want: 'review-part' };
  await sendSave(/** @type {any} */ (item({ ...decision, do: 'return', kind: 'name', text: 'Écrire « Rabat »' })), '4');
  await sendSave(/** @type {any} */ (item({ ...decision, do: 'approve', kind: '', text: 'seul de garde' })), '5');
  assert.deepEqual(bodies, [
    '/segments/s/review person=p&version=4&op=o&view=show%3Dall&decision=return&kind=name&reason=%C3%89crire+%C2%AB+Rabat+%C2%BB',
    '/segments/s/review person=p&version=5&op=o&view=show%3Dall&decision=approve&kind=&override=seul+de+garde']);
});
