// @ts-check
// The unsent texts of the page's person, on every page: opens the store, has the outbox send its
// items, puts drafts of closed tabs into it, and deletes everything when the person signs out or
// another one signs in.
import { newID } from '../core/id.js';
import { Outbox } from './outbox.js';
import { openStore } from './store.js';
import { showOutbox } from './statusbar.js';

/**
 * @typedef {import('./store.js').Draft} Draft
 * @typedef {{store: import('./store.js').Store, outbox: Outbox, person: string, tab: string,
 *   draftsSent: Promise<unknown>}} Drafts draftsSent settles when the
 *   drafts of closed tabs are in the outbox
 */

const TAB_LOCK = 'truchement-tab-'; // the name of a tab's lock, with its id
const STALE = 30000; // ms after which a draft belongs to a closed tab, in browsers without locks

/** @type {Promise<Drafts|null>|null} */
let opening = null;

/** The unsent texts of the page's person; null without a signed-in person. @returns {Promise<Drafts|null>} */
export function openDrafts() {
  opening ??= open(document.body.dataset.person ?? '');
  return opening;
}

/** @param {string} person */
async function open(person) {
  if (!person) return null;
  const tab = newID();
  const store = await openStore(person);
  // Held as long as the page lives: another tab that gets the lock sends the drafts of this one.
  if (navigator.locks) await new Promise((got) => { navigator.locks.request(TAB_LOCK + tab, () => { got(null); return new Promise(() => {}); }); });
  const outbox = new Outbox(store, { onChange: showOutbox,
    onResult: (result) => document.dispatchEvent(new CustomEvent('outbox:result', { detail: result })) });
  const self = { store, outbox, person, tab, draftsSent: Promise.resolve() };
  askBeforeLosing(store);
  store.forgetOthers();
  deleteCachedPages(`pages-${person}`);
  store.prune();
  retryWhenPossible(self);
  self.draftsSent = sendDraftsOfClosedTabs(self).then(() => outbox.refresh());
  awaitClosedTabs(self);
  self.draftsSent.then(() => { if (outbox.all().length) outbox.drain(); });
  return self;
}

/**
 * Has the browser ask before the page is left while a draft is being written, which takes some
 * milliseconds. A form that is sent takes its text along.
 * @param {import('./store.js').Store} store
 */
function askBeforeLosing(store) {
  let isSent = false;
  document.addEventListener('submit', () => { isSent = true; });
  document.addEventListener('input', () => { isSent = false; });
  addEventListener('beforeunload', (e) => {
    const hasActed = navigator.userActivation?.hasBeenActive ?? true; // else a draft is only put back, and may not ask
    if (hasActed && !isSent && store.hasUnwrittenDraft()) e.preventDefault();
  });
}

/** @param {Drafts} self */
function retryWhenPossible(self) {
  const { outbox, person } = self;
  const retry = () => { if (outbox.all().length) outbox.drain(); };
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) sendDraftsOfClosedTabs(self).then(retry);
  });
  if (!('BroadcastChannel' in globalThis)) return;
  const people = new BroadcastChannel('truchement-person');
  people.onmessage = ({ data }) => {
    awaitClosedTabs(self);
    if (data === person) retry();
  };
  people.postMessage(person);
}

/** The names of the tab locks that are waited for. @type {Set<string>} */
const awaitedLocks = new Set();

/**
 * Sends the drafts of each other tab as soon as it is closed: a closed tab may still hold its lock
 * when the page opened after it looks for drafts.
 * @param {Drafts} self
 */
async function awaitClosedTabs(self) {
  const held = await navigator.locks?.query().then((locks) => locks.held ?? []) ?? [];
  for (const { name = '' } of held) {
    if (!name.startsWith(TAB_LOCK) || name === TAB_LOCK + self.tab || awaitedLocks.has(name)) continue;
    awaitedLocks.add(name);
    navigator.locks.request(name, async () => {
      await sendDraftsOfClosedTabs(self, name);
      await self.outbox.refresh();
      if (self.outbox.all().length) self.outbox.drain(); // also the items that it added while closing
    }).then(() => document.dispatchEvent(new CustomEvent('tab:closed'))); // its lock is free: draftsOfClosedTabs has its drafts
  }
}

/**
 * The drafts of closed tabs, oldest first.
 * @param {Pick<Drafts, 'store'>} self
 * @param {string} [lock] of a tab that was closed, which this one holds now
 */
export async function draftsOfClosedTabs({ store }, lock) {
  const held = globalThis.navigator?.locks ? (await navigator.locks.query()).held?.map((l) => l.name) ?? [] : null;
  const { drafts } = await store.all();
  return drafts.filter((d) => held ? TAB_LOCK + d.tab === lock || !held.includes(TAB_LOCK + d.tab) : Date.now() - d.time > STALE);
}

/**
 * Puts the drafts of closed tabs into the outbox: each is sent, or becomes a conflict. Drafts of the
 * review wait for their writer. One tab at a time, so that a draft is sent once.
 * @param {Pick<Drafts, 'store'|'outbox'>} self
 * @param {string} [lock] as for draftsOfClosedTabs
 * @returns {Promise<void>}
 */
export async function sendDraftsOfClosedTabs(self, lock) {
  const add = () => addDrafts(self, lock);
  return globalThis.navigator?.locks ? navigator.locks.request('truchement-adopt', add) : add();
}

/** @param {Pick<Drafts, 'store'|'outbox'>} self @param {string} [lock] */
async function addDrafts({ store, outbox }, lock) {
  const drafts = (await draftsOfClosedTabs({ store }, lock)).filter((d) => !d.field);
  for (const d of drafts) {
    if (d.text.trim() === '') await store.dropDraft(d.id); // a closed tab does not empty a segment
    else await outbox.add(itemOfDraft(d, 'save'), { draft: d.id });
  }
}

/**
 * The item of the outbox that saves a draft.
 * @param {Draft} d
 * @param {string} name
 * @returns {import('./store.js').Item}
 */
export function itemOfDraft({ id, tab, ...draft }, name) {
  return { ...draft, op: newID(), solves: '', path: `/segments/${draft.segment}`, do: name, view: '',
    from: '', want: '', state: 'waiting', why: '' };
}

/** Deletes the cached pages, but for one cache. @param {string} but */
async function deleteCachedPages(but) {
  if (!('caches' in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith('pages-') && name !== but) await caches.delete(name);
}

/**
 * Deletes the texts, the key and the pages of the person, but for texts that a publication lets
 * devices keep, unless everything is to be deleted.
 * @param {boolean} everything
 * @returns {Promise<boolean>} whether some texts remain
 */
export async function forget(everything) {
  const self = await openDrafts();
  if (!self) return false;
  await self.store.forget(everything);
  await deleteCachedPages('');
  const { drafts, items, decisions } = await self.store.all();
  return drafts.length + items.length + decisions.length > 0;
}
