// The outbox over a store that holds everything in memory, and a desk that answers as it is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, baseOf, chained, delay, judge, nextOf, reason } from './outbox.js';
import { Store } from './store.js';

let count = 0;
const item = (/** @type {any} */ more = {}) => ({ op: `op${++count}`, person: 'p', article: 'a', segment: 's1',
  position: '1', path: '/segments/s1', version: '1', after: '', solves: '', do: 'save', view: '', from: '', want: '',
  time: count, policy: /** @type {const} */ (''), state: /** @type {const} */ ('waiting'), why: '', text: 'un', ...more });

/** A desk with one text a segment, which refuses what is based on an old version. */
function desk() {
  const segments = new Map();
  const answered = new Map();
  /** @type {any[]} */
  const got = [];
  const self = { got, segments, up: true,
    send: async (/** @type {any} */ i, /** @type {string} */ version) => {
      if (!self.up) return { kind: 'offline', status: 0, html: '', version: '' };
      got.push([i.segment, i.do, i.text, version]);
      if (answered.has(i.op)) return answered.get(i.op);
      const s = segments.get(i.segment) ?? { version: 1 };
      const out = Number(version) === s.version
        ? { kind: 'saved', status: 200, html: '', version: String(s.version + 1) }
        : { kind: 'conflict', status: 409, html: '', version: '' };
      if (out.kind === 'saved') segments.set(i.segment, { version: s.version + 1, text: i.text });
      answered.set(i.op, out);
      return out;
    } };
  return self;
}

function opened() {
  const d = desk();
  const store = new Store('p', null, null, 'refused');
  /** @type {any[]} */
  const news = [];
  const box = new Outbox(store, { send: /** @type {any} */ (d.send), lock: (work) => work(), told: (n) => news.push(n) });
  box.channel?.close();
  box.channel = null;
  return { d, store, box, news };
}

/** Hands a save over as an editor does. */
async function hand(/** @type {any} */ { box }, /** @type {any} */ more, /** @type {any[]} */ ahead) {
  const { item: it, items } = chained(/** @type {any} */ (item(more)), ahead);
  await box.add(it, { items });
  ahead.splice(0, items.length);
  ahead.unshift(it);
  return it;
}

test('saves leave in order, once, each on the version the one before made', async () => {
  const o = opened();
  /** @type {any[]} */
  const ahead = [];
  o.d.up = false;
  await hand(o, { text: 'un' }, ahead);
  await hand(o, { text: 'un deux' }, ahead); // supersedes the draft before
  await hand(o, { text: 'un deux trois', do: 'next' }, ahead);
  await hand(o, { segment: 's2', text: 'autre', do: 'next' }, []);
  await hand(o, { text: 'un deux quatre' }, ahead); // never supersedes a confirmation
  await o.box.drain();
  assert.equal(o.box.state().trouble, 'offline');
  assert.equal(o.box.state().waiting.length, 3);
  clearTimeout(o.box.timer);
  o.d.up = true;
  await o.box.drain();
  assert.deepEqual(o.d.got, [['s1', 'next', 'un deux trois', '1'], ['s2', 'next', 'autre', '1'], ['s1', 'save', 'un deux quatre', '2']]);
  assert.equal(o.box.state().waiting.length, 0);
  assert.equal(o.news.length, 3);
});

test('a draft that was on its way when the next superseded it', async () => {
  const o = opened();
  const first = await hand(o, { text: 'un' }, []);
  const send = o.box.post;
  o.box.post = /** @type {any} */ (async (/** @type {any} */ i, /** @type {string} */ v) => {
    o.box.post = send;
    await hand(o, { text: 'un deux' }, [first]); // while the first is on the wire
    return send(i, v);
  });
  await o.box.drain();
  assert.deepEqual(o.d.got.map((g) => g.slice(2)), [['un', '1'], ['un deux', '2']]);
  assert.equal(o.d.segments.get('s1').text, 'un deux');
});

test('a conflict holds what was written on it, and no other segment', async () => {
  const o = opened();
  o.d.segments.set('s1', { version: 5, text: 'autre' });
  /** @type {any[]} */
  const ahead = [];
  await hand(o, { text: 'un', do: 'next' }, ahead);
  await hand(o, { text: 'un deux' }, ahead);
  await hand(o, { segment: 's2', text: 'libre' }, []);
  await o.box.drain();
  const { conflicts, waiting } = o.box.state();
  assert.deepEqual(conflicts.map((c) => [c.text, c.version]), [['un deux', '1']]);
  assert.equal(waiting.length, 0);
  assert.equal(o.d.segments.get('s2').text, 'libre');
  // What settles it takes its place.
  const { item: it } = chained(/** @type {any} */ (item({ text: 'réunis', version: '5', do: 'next' })), []);
  await o.box.add(it, { items: conflicts });
  await o.box.drain();
  assert.equal(o.d.segments.get('s1').text, 'réunis');
  assert.equal(o.box.state().conflicts.length, 0);
});

test('what nobody may save any more is kept with the reason', async () => {
  const o = opened();
  await hand(o, { text: 'un' }, []);
  o.box.post = async () => judge(403, '<section class="stack" data-fault><h1>Refusé</h1><p>À Salma &amp; co.</p></section>');
  await o.box.drain();
  assert.deepEqual(o.box.state().refused.map((r) => [r.text, r.why]), [['un', 'Refusé À Salma & co.']]);
});

test('a session that is over keeps everything, and asks nobody again and again', async () => {
  const o = opened();
  await hand(o, { text: 'un' }, []);
  const send = o.box.post;
  o.box.post = async () => judge(401, '');
  await o.box.drain();
  assert.equal(o.box.state().trouble, 'signin');
  assert.equal(o.box.state().waiting.length, 1);
  o.box.post = send;
  await o.box.drain();
  assert.equal(o.box.state().trouble, '');
  assert.equal(o.d.segments.get('s1').text, 'un');
});

test('answers', () => {
  for (const [status, html, kind] of /** @type {[number, string, string][]} */ ([
    [200, '<div id="saved" data-version="7"></div>', 'saved'], [200, 'a sign-in page of a proxy', 'refused'],
    [409, '<section class="clash">', 'conflict'], [409, 'gone', 'refused'], [422, '', 'refused'],
    [404, '', 'refused'], [401, '', 'signin'], [429, '', 'failed'], [500, '', 'failed'], [503, '', 'failed'],
  ])) assert.equal(judge(status, html).kind, kind, `${status} ${html}`);
  assert.equal(judge(200, '<div id="saved" data-version="7"></div>').version, '7');
});

test('orders, bases and pauses', () => {
  const a = item({ state: 'conflict' });
  const b = item();
  const c = item({ segment: 's2' });
  assert.equal(nextOf(/** @type {any} */ ([a, b, c])), c);
  assert.equal(baseOf(/** @type {any} */ (item({ after: 'x y' })), /** @type {any} */ ([{ op: 'y', version: '4' }])), '4');
  assert.equal(baseOf(/** @type {any} */ (item({ after: 'x' })), []), '1');
  assert.deepEqual([1, 2, 4, 99].map(delay), [1500, 3000, 10000, 10000]);
  assert.equal(reason('<p class="err" role="alert"><svg></svg><span>Balise &lt;1&gt; absente.</span></p>'), 'Balise <1> absente.');
});
