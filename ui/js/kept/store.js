// @ts-check
// What this browser keeps of a person's work until the desk has it: drafts, and the outbox of
// saves. Texts are sealed with a key that no script can read out and that goes with the session.
// What may not or cannot be kept on disk is held in this tab, and `lacks` says why.
//
// IndexedDB by hand, not by a library: three stores and five kinds of access are less code than
// the glue, and the durability of each write is the point of it.

const NAME = 'truchement';
const SYNC = 200; // ms after which a write that only the system has is forced to disk
const DONE = 3 * 24 * 3600e3; // ms for which a version is remembered that a save made

/**
 * What a publication lets devices keep: 'on' also after signing out and also unsealed, '' sealed
 * until the person signs out, 'off' nothing.
 * @typedef {''|'on'|'off'} Policy
 *
 * A text typed and not yet handed to the outbox. Its id names the tab too: two tabs that write
 * one segment do not overwrite each other. With a field, the name of one in the review's forms
 * or a comment, it is sent by its writer alone, and never by itself.
 * @typedef {{id: string, tab: string, person: string, article: string, segment: string,
 *   position: string, version: string, after: string, time: number, policy: Policy,
 *   field?: string, text: string}} Draft
 *
 * A save on its way. after is the op of the save it follows in the same tab, whose version it is
 * based on; solves the op of a conflict that it settles.
 * @typedef {{seq?: number, op: string, person: string, article: string, segment: string,
 *   position: string, path: string, version: string, after: string, solves: string, do: string,
 *   view: string, from: string, want: string, time: number, policy: Policy, state: 'waiting'|'conflict'|'refused',
 *   why: string, text: string}} Item
 *
 * A save that was made, and the version it made.
 * @typedef {{id: string, op: string, person: string, article: string, segment: string,
 *   version: string, time: number, policy: Policy, text: string}} Done
 *
 * @typedef {{drafts: Draft[], items: Item[], done: Done[]}} Kept
 * @typedef {''|'http'|'refused'|'full'} Lack why nothing is kept on disk
 */

export class Store {
  /** @param {string} person @param {IDBDatabase|null} db @param {CryptoKey|null} key @param {Lack} lacks */
  constructor(person, db, key, lacks) {
    this.person = person;
    this.db = db;
    this.key = key;
    this.lacks = lacks;
    /** @type {Kept} what is in this tab only */
    this.here = { drafts: [], items: [], done: [] };
    this.seq = 1e15; // of items that have none from the disk: after all others
    /** @type {Promise<unknown>} writes go one after the other */
    this.chain = Promise.resolve();
    /** @type {Map<string, Draft>} drafts to be written, by their ids */
    this.next = new Map();
    this.timer = 0;
  }

  /** Whether what has this policy is on disk. @param {Policy} policy */
  keeps(policy) {
    return this.db !== null && policy !== 'off' && (this.key !== null || policy === 'on');
  }

  /**
   * Keeps a draft: the write starts at once, and a newer one with the same id that comes while
   * it runs replaces what has not started. The system has it then, which a killed browser does not
   * undo; at most SYNC later it is forced to the disk, which a power cut does not undo.
   * @param {Draft} draft
   * @returns {Promise<unknown>}
   */
  keep(draft) {
    const comes = this.next.has(draft.id);
    this.next.set(draft.id, draft);
    if (comes) return this.chain;
    return this.queue(async () => {
      const last = /** @type {Draft} */ (this.next.get(draft.id));
      this.next.delete(draft.id);
      await this.put('drafts', last, 'relaxed');
      if (this.timer || !this.keeps(last.policy)) return;
      this.timer = setTimeout(() => { this.timer = 0; this.sync(); }, SYNC);
    });
  }

  sync() { return this.queue(() => this.write(['marks'], 'strict', (tx) => { tx.objectStore('marks').put({ id: 'sync', time: Date.now() }); })); }

  /** @param {string} id */
  dropDraft(id) { return this.queue(() => this.remove('drafts', id)); }

  /**
   * Puts a save into the outbox. What it replaces goes with the same write: the draft it was made
   * of, an unsent draft of the same text, a conflict it settles.
   * @param {Item} item
   * @param {{draft?: string, items?: Item[]}} instead
   */
  add(item, { draft = '', items = [] } = {}) {
    return this.queue(async () => {
      this.here.drafts = this.here.drafts.filter((d) => d.id !== draft);
      this.here.items = this.here.items.filter((i) => !items.some((o) => o.op === i.op));
      if (!this.keeps(item.policy)) {
        item.seq = this.seq++;
        this.here.items.push(item);
      }
      if (!this.db) return;
      const sealed = this.keeps(item.policy) ? await this.seal(item) : null;
      await this.write(['items', 'drafts'], 'strict', (tx) => {
        if (sealed) delete sealed.seq;
        if (sealed) tx.objectStore('items').add(sealed);
        for (const i of items) if (i.seq !== undefined && i.seq < 1e15) tx.objectStore('items').delete(i.seq);
        if (draft) tx.objectStore('drafts').delete(draft);
      }, () => { item.seq = this.seq++; this.here.items.push(item); });
    });
  }

  /** Writes a changed item. @param {Item} item */
  change(item) { return this.queue(() => this.put('items', item, 'strict')); }

  /** Takes an item out, and remembers what it made. @param {Item} item @param {Done} [done] */
  finish(item, done) {
    return this.queue(async () => {
      await this.remove('items', item.seq ?? 0);
      if (done) await this.put('done', done, 'relaxed');
    });
  }

  /** All that is kept of this person, oldest first. @returns {Promise<Kept>} */
  async all() {
    await this.chain;
    /** @type {Kept} */
    const kept = { drafts: [...this.here.drafts], items: [...this.here.items], done: [...this.here.done] };
    if (!this.db) return kept;
    const rows = await this.rows(this.db);
    const [drafts, items, done] = await Promise.all(rows.map((r) => this.open(r)));
    kept.drafts.unshift(...drafts);
    kept.items.unshift(...items);
    kept.done.unshift(...done);
    kept.drafts.sort((a, b) => a.time - b.time);
    kept.items.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
    return kept;
  }

  /** @param {IDBDatabase} db @returns {Promise<any[][]>} */
  async rows(db) {
    const stores = ['drafts', 'items', 'done'];
    try {
      const tx = db.transaction(stores);
      return await Promise.all(stores.map((s) => asked(tx.objectStore(s).index('person').getAll(this.person))));
    } catch {
      this.lacks = 'refused';
      return [[], [], []];
    }
  }

  /**
   * Forgets what is kept of this person, as when they sign out. What a publication lets stay does,
   * unless everything is to go.
   * @param {boolean} everything
   */
  forget(everything) {
    this.here = { drafts: [], items: [], done: [] };
    const stays = (/** @type {any} */ r) => r.person !== this.person || !everything && r.policy === 'on';
    return this.queue(() => this.sweep(stays));
  }

  /** Forgets what is kept of anybody else: they no longer are at this browser. */
  forgetOthers() {
    return this.queue(() => this.sweep((r) => r.person === this.person || r.policy === 'on'));
  }

  /** Forgets done saves nobody will ask for. */
  prune() {
    return this.queue(() => this.sweep((r) => !r.id?.startsWith('done ') || r.time > Date.now() - DONE));
  }

  /** @param {(record: any) => boolean} stays */
  async sweep(stays) {
    if (!this.db) return;
    await this.write(['drafts', 'items', 'done', 'keys'], 'strict', async (tx) => {
      const people = new Set();
      for (const name of ['drafts', 'items', 'done']) {
        for (const r of await asked(tx.objectStore(name).getAll())) {
          if (stays(r)) people.add(r.person);
          else tx.objectStore(name).delete(r.seq ?? r.id);
        }
      }
      for (const k of await asked(tx.objectStore('keys').getAll())) {
        if (!people.has(k.person) && !stays({ person: k.person })) tx.objectStore('keys').delete(k.person);
      }
    });
  }

  /** @param {() => Promise<unknown>} work */
  queue(work) {
    this.chain = this.chain.then(work);
    return this.chain;
  }

  /** @param {'drafts'|'items'|'done'} name @param {any} record @param {'relaxed'|'strict'} durability */
  async put(name, record, durability) {
    const same = (/** @type {any} */ r) => name === 'items' ? r.op === record.op : r.id === record.id;
    const list = /** @type {any[]} */ (this.here[name]);
    const stay = () => {
      const at = list.findIndex(same);
      if (at >= 0) list[at] = record;
      else list.push(record);
    };
    if (!this.keeps(record.policy)) { stay(); return; }
    const sealed = await this.seal(record);
    await this.write([name], durability, (tx) => { tx.objectStore(name).put(sealed); }, stay);
  }

  /** @param {'drafts'|'items'|'done'} name @param {string|number} key */
  async remove(name, key) {
    this.here[name] = /** @type {any} */ (this.here[name].filter((/** @type {any} */ r) => (r.seq ?? r.id) !== key));
    await this.write([name], 'relaxed', (tx) => { tx.objectStore(name).delete(key); });
  }

  /**
   * One transaction. When the disk refuses it, what it was for stays in this tab.
   * @param {string[]} stores
   * @param {'relaxed'|'strict'} durability
   * @param {(tx: IDBTransaction) => unknown} work
   * @param {() => void} [instead]
   */
  async write(stores, durability, work, instead) {
    if (!this.db) { instead?.(); return; }
    try {
      const tx = this.db.transaction(stores, 'readwrite', { durability });
      const end = over(tx);
      end.catch(() => {}); // told below when the work itself fails first
      await work(tx);
      await end;
    } catch (error) {
      this.lacks = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused';
      instead?.();
    }
  }

  /** @param {any} record */
  async seal(record) {
    const { text, ...open } = record;
    if (!this.key) return { ...open, text };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, new TextEncoder().encode(text));
    return { ...open, iv, data };
  }

  /** What a lost key has sealed cannot be read by anybody, and is left out. @param {any[]} records */
  async open(records) {
    const read = await Promise.all(records.map(async ({ iv, data, ...open }) => {
      if (!data) return open;
      if (!this.key) return null;
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, this.key, data);
        return { ...open, text: new TextDecoder().decode(plain) };
      } catch { return null; }
    }));
    return /** @type {any[]} */ (read.filter(Boolean));
  }
}

/**
 * Opens what this browser keeps of a person. Nothing stops it: where the disk or the cipher is
 * refused, the store says so in `lacks` and holds everything in this tab.
 * @param {string} person
 * @returns {Promise<Store>}
 */
export async function openStore(person) {
  /** @type {IDBDatabase|null} */
  let db = null;
  try {
    db = await opened();
    if (!globalThis.crypto?.subtle) return new Store(person, db, null, 'http');
    return new Store(person, db, await keyOf(db, person), '');
  } catch {
    return new Store(person, db, null, globalThis.crypto?.subtle ? 'refused' : 'http');
  }
}

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('keys', { keyPath: 'person' });
      db.createObjectStore('marks', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('person', 'person');
      db.createObjectStore('done', { keyPath: 'id' }).createIndex('person', 'person');
      db.createObjectStore('items', { keyPath: 'seq', autoIncrement: true }).createIndex('person', 'person');
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(request.error);
  });
}

/** The person's key, made at the first visit. @param {IDBDatabase} db @param {string} person */
async function keyOf(db, person) {
  const kept = await asked(db.transaction(['keys']).objectStore('keys').get(person));
  if (kept) return /** @type {CryptoKey} */ (kept.key);
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const tx = db.transaction(['keys'], 'readwrite', { durability: 'strict' });
  const end = over(tx);
  const keys = tx.objectStore('keys');
  const found = await asked(keys.get(person));
  if (!found) keys.put({ person, key: fresh });
  await end;
  return /** @type {CryptoKey} */ (found?.key ?? fresh);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} tx @returns {Promise<void>} */
function over(tx) {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
    tx.onerror = () => reject(tx.error);
  });
}
