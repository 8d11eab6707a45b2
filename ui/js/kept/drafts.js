// @ts-check
// What this page's person keeps in this browser, on every page: opens the store, lets the outbox
// send what is left, takes over what a closed tab left unsaved, and forgets everything when the
// person goes or somebody else comes.
import { newID } from '../core/id.js';
import { Outbox } from './outbox.js';
import { openStore } from './store.js';
import { showBox } from './statusbar.js';

/**
 * @typedef {import('./store.js').Draft} Draft
 * @typedef {{store: import('./store.js').Store, outbox: Outbox, person: string, tab: string,
 *   settled: Promise<unknown>}} Keeper settled: what closed tabs left is in the outbox
 */

const TAB = 'truchement-tab-'; // the name of a tab's lock, with its id
const STALE = 30000; // ms after which a draft is a closed tab's, where tabs cannot be asked

/** @type {Promise<Keeper|null>|null} */
let started = null;

/** The keeper of the page's person; null where nobody is signed in. @returns {Promise<Keeper|null>} */
export function keeper() {
  started ??= start(document.body.dataset.person ?? '');
  return started;
}

/** @param {string} person */
async function start(person) {
  if (!person) return null;
  const tab = newID();
  const store = await openStore(person);
  // Held as long as the page lives: what a tab left behind is another's to send.
  if (navigator.locks) await new Promise((got) => { navigator.locks.request(TAB + tab, () => { got(null); return new Promise(() => {}); }); });
  const outbox = new Outbox(store, { changed: showBox,
    told: (news) => document.dispatchEvent(new CustomEvent('outbox:news', { detail: news })) });
  const self = { store, outbox, person, tab, settled: Promise.resolve() };
  store.forgetOthers();
  dropPages(`pages-${person}`);
  store.prune();
  watch(self);
  self.settled = adopt(self).then(() => outbox.look());
  outlive(self);
  self.settled.then(() => { if (outbox.items.length) outbox.drain(); });
  return self;
}

/** @param {Keeper} self */
function watch(self) {
  const { outbox, person } = self;
  const again = () => { if (outbox.items.length) outbox.drain(); };
  addEventListener('online', again);
  addEventListener('outbox:again', again);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) adopt(self).then(again);
  });
  if (!('BroadcastChannel' in globalThis)) return;
  const people = new BroadcastChannel('truchement-person');
  people.onmessage = ({ data }) => {
    outlive(self);
    if (data === person) again();
  };
  people.postMessage(person);
}

/** The names of the tabs' locks that are waited for. @type {Set<string>} */
const awaited = new Set();

/**
 * Takes over what each of the other tabs leaves, as soon as it is gone: a tab that is closed may
 * still be there when the page that comes after it looks for drafts.
 * @param {Keeper} self
 */
async function outlive(self) {
  const held = await navigator.locks?.query().then((locks) => locks.held ?? []) ?? [];
  for (const { name = '' } of held) {
    if (!name.startsWith(TAB) || name === TAB + self.tab || awaited.has(name)) continue;
    awaited.add(name);
    navigator.locks.request(name, async () => {
      await adopt(self, name);
      await self.outbox.look();
      if (self.outbox.items.length) self.outbox.drain(); // also what it handed over with its last breath
    }).then(() => document.dispatchEvent(new CustomEvent('tab:gone'))); // its lock is free: leftDrafts has its drafts
  }
}

/**
 * The drafts that closed tabs left, oldest first.
 * @param {Pick<Keeper, 'store'>} self
 * @param {string} [gone] the lock of a tab that this one has outlived and holds now
 */
export async function leftDrafts({ store }, gone) {
  const held = globalThis.navigator?.locks ? (await navigator.locks.query()).held?.map((l) => l.name) ?? [] : null;
  const { drafts } = await store.all();
  return drafts.filter((d) => held ? TAB + d.tab === gone || !held.includes(TAB + d.tab) : Date.now() - d.time > STALE);
}

/**
 * Puts the drafts of closed tabs into the outbox: each is sent, or comes up as a conflict. What
 * was typed in the review waits for its writer. One tab at a time: a draft leaves once.
 * @param {Pick<Keeper, 'store'|'outbox'>} self
 * @param {string} [gone] as for leftDrafts
 * @returns {Promise<void>}
 */
export async function adopt(self, gone) {
  const take = () => adoptHere(self, gone);
  return globalThis.navigator?.locks ? navigator.locks.request('truchement-adopt', take) : take();
}

/** @param {Pick<Keeper, 'store'|'outbox'>} self @param {string} [gone] */
async function adoptHere({ store, outbox }, gone) {
  const left = (await leftDrafts({ store }, gone)).filter((d) => !d.field);
  for (const d of left) {
    if (d.text.trim() === '') await store.dropDraft(d.id); // nobody meant to empty it
    else await outbox.add(itemOf(d, 'save'), { draft: d.id });
  }
}

/**
 * The save of a draft.
 * @param {Draft} d
 * @param {string} name
 * @returns {import('./store.js').Item}
 */
export function itemOf({ id, tab, ...draft }, name) {
  return { ...draft, op: newID(), solves: '', path: `/segments/${draft.segment}`, do: name, view: '',
    from: '', want: '', state: 'waiting', why: '' };
}

/** Forgets the pages that are kept, but for one cache. @param {string} mine */
async function dropPages(mine) {
  if (!('caches' in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith('pages-') && name !== mine) await caches.delete(name);
}

/**
 * Forgets what this browser keeps of the person: texts, key, pages. What a publication lets
 * stay is left unless everything is to go.
 * @param {boolean} everything
 * @returns {Promise<boolean>} whether something was left
 */
export async function forget(everything) {
  const self = await keeper();
  if (!self) return false;
  await self.store.forget(everything);
  await dropPages('');
  const { drafts, items } = await self.store.all();
  return drafts.length + items.length > 0;
}
