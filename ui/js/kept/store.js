// @ts-check
// The local store of a person's work until the server has it: drafts, and the items of the outbox.
// Texts are encrypted with a key that no script can read out and that ends with the session. Texts
// that may not or cannot be written to disk are held in memory, and diskFault says why.
//
// IndexedDB without a library: three stores and five kinds of access are less code than the glue,
// and each write chooses its durability.

const NAME = 'truchement';
const SYNC_AFTER = 200; // ms after which a write that the system has is forced to disk
const DONE_FOR = 3 * 24 * 3600e3; // ms for which the version made by a save is remembered

/**
 * What a publication lets devices keep: 'on' also after signing out and also unencrypted, ''
 * encrypted until the person signs out, 'off' nothing.
 * @typedef {''|'on'|'off'} Policy
 *
 * A typed text that is not in the outbox yet. Its id contains the tab: two tabs that write one
 * segment do not overwrite each other. A draft with a field, of a form of the review or a comment,
 * is only sent by that form.
 * @typedef {{id: string, tab: string, person: string, article: string, segment: string,
 *   position: string, version: string, after: string, time: number, policy: Policy,
 *   field?: string, unit?: string, text: string}} Draft unit is the one of the memory whose text it is
 *
 * A save to be sent. after has the ops of the saves before it in the same tab, on whose version it
 * is based; solves the op of a conflict that it resolves.
 * @typedef {{seq?: number, op: string, person: string, article: string, segment: string,
 *   position: string, path: string, version: string, after: string, solves: string, do: string,
 *   view: string, from: string, want: string, time: number, policy: Policy, state: 'waiting'|'conflict'|'refused',
 *   why: string, kind?: string, unit?: string, text: string}} Item An editor's decision is an item too: do is approve or
 *   return, text the reason and kind its template.
 *
 * A save that the server has taken, and the version it made.
 * @typedef {{id: string, op: string, person: string, article: string, segment: string,
 *   version: string, time: number, policy: Policy, decided?: boolean, text: string}} Done
 *
 * @typedef {{drafts: Draft[], items: Item[], decisions: Item[], done: Done[], decided: Done[]}} Stored
 *   items and done are saves
 * @typedef {''|'http'|'refused'|'full'} DiskFault why nothing is written to disk
 */

/** Whether an item is an editor's decision and no save. @param {{do: string}} item */
export function isDecision(item) {
  return item.do === 'approve' || item.do === 'return';
}

export class Store {
  /** @param {string} person @param {IDBDatabase|null} db @param {CryptoKey|null} key @param {DiskFault} diskFault */
  constructor(person, db, key, diskFault) {
    this.person = person;
    this.db = db;
    this.key = key;
    this.diskFault = diskFault;
    /** @type {Pick<Stored, 'drafts'|'items'|'done'>} records of this tab that are not on disk */
    this.inMemory = { drafts: [], items: [], done: [] };
    this.seq = 1e15; // of items in memory: after all those on disk
    /** @type {Promise<unknown>} settles after the last write: writes run one after the other */
    this.lastWrite = Promise.resolve();
    /** @type {Map<string, Draft>} drafts to be written, by id */
    this.pendingDrafts = new Map();
    this.isWritingDraft = false;
    this.timer = 0;
  }

  /** Whether records with a policy are written to disk. @param {Policy} policy */
  writesToDisk(policy) {
    return this.db !== null && policy !== 'off' && (this.key !== null || policy === 'on');
  }

  /**
   * Writes a draft. The write starts at once; a newer draft of the same id replaces one that waits
   * for its turn. After it the draft outlives a killed browser; at most SYNC_AFTER later it is
   * forced to disk and outlives a power cut.
   * @param {Draft} draft
   * @returns {Promise<unknown>}
   */
  keepDraft(draft) {
    const queued = this.pendingDrafts.has(draft.id);
    this.pendingDrafts.set(draft.id, draft);
    if (queued) return this.lastWrite;
    return this.enqueue(async () => {
      const last = /** @type {Draft} */ (this.pendingDrafts.get(draft.id));
      this.pendingDrafts.delete(draft.id);
      this.isWritingDraft = true;
      await this.put('drafts', last, 'relaxed').finally(() => { this.isWritingDraft = false; });
      if (this.timer || !this.writesToDisk(last.policy)) return;
      this.timer = setTimeout(() => { this.timer = 0; this.sync(); }, SYNC_AFTER);
    });
  }

  /** Whether a draft would be lost with the page, since its write has not ended. */
  hasUnwrittenDraft() { return this.isWritingDraft || this.pendingDrafts.size > 0; }

  sync() { return this.enqueue(() => this.write(['marks'], 'strict', (tx) => { tx.objectStore('marks').put({ id: 'sync', time: Date.now() }); })); }

  /** @param {string} id */
  dropDraft(id) { return this.enqueue(() => this.remove('drafts', id)); }

  /**
   * Adds a save to the outbox. The same write deletes what it replaces: the draft it was made of,
   * unsent saves of the same text, the conflict it resolves.
   * @param {Item} item
   * @param {{draft?: string, items?: Item[]}} fallback
   */
  add(item, { draft = '', items = [] } = {}) {
    return this.enqueue(async () => {
      this.inMemory.drafts = this.inMemory.drafts.filter((d) => d.id !== draft);
      this.inMemory.items = this.inMemory.items.filter((i) => !items.some((o) => o.op === i.op));
      if (!this.writesToDisk(item.policy)) {
        item.seq = this.seq++;
        this.inMemory.items.push(item);
      }
      if (!this.db) return;
      const encrypted = this.writesToDisk(item.policy) ? await this.encrypt(item) : null;
      await this.write(['items', 'drafts'], 'strict', (tx) => {
        if (encrypted) delete encrypted.seq;
        if (encrypted) tx.objectStore('items').add(encrypted);
        for (const i of items) if (i.seq !== undefined && i.seq < 1e15) tx.objectStore('items').delete(i.seq);
        if (draft) tx.objectStore('drafts').delete(draft);
      }, () => { item.seq = this.seq++; this.inMemory.items.push(item); });
    });
  }

  /** Updates an item of the outbox. @param {Item} item */
  update(item) { return this.enqueue(() => this.put('items', item, 'strict')); }

  /** Removes an item, and remembers the version that it made. @param {Item} item @param {Done} [done] */
  finish(item, done) {
    return this.enqueue(async () => {
      await this.remove('items', item.seq ?? 0);
      if (done) await this.put('done', done, 'relaxed');
    });
  }

  /** All records of this person, oldest first. @returns {Promise<Stored>} */
  async all() {
    await this.lastWrite;
    const stored = { drafts: [...this.inMemory.drafts], items: [...this.inMemory.items], done: [...this.inMemory.done] };
    const split = () => ({ ...stored, items: stored.items.filter((i) => !isDecision(i)), decisions: stored.items.filter(isDecision),
      done: stored.done.filter((d) => !d.decided), decided: stored.done.filter((d) => d.decided) });
    if (!this.db) return split();
    const readRecords = await this.readRecords(this.db);
    const [drafts, items, done] = await Promise.all(readRecords.map((r) => this.decrypt(r)));
    stored.drafts.unshift(...drafts);
    stored.items.unshift(...items);
    stored.done.unshift(...done);
    stored.drafts.sort((a, b) => a.time - b.time);
    stored.items.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
    return split();
  }

  /** @param {IDBDatabase} db @returns {Promise<any[][]>} */
  async readRecords(db) {
    const stores = ['drafts', 'items', 'done'];
    try {
      const tx = db.transaction(stores);
      return await Promise.all(stores.map((s) => resultOf(tx.objectStore(s).index('person').getAll(this.person))));
    } catch {
      this.diskFault = 'refused';
      return [[], [], []];
    }
  }

  /**
   * Deletes the records of this person, as when they sign out, but for those that a publication lets
   * devices keep, unless everything is to be deleted.
   * @param {boolean} everything
   */
  forget(everything) {
    this.inMemory = { drafts: [], items: [], done: [] };
    const keepsRecord = (/** @type {any} */ r) => r.person !== this.person || !everything && r.policy === 'on';
    return this.enqueue(() => this.deleteUnless(keepsRecord));
  }

  /** Deletes the records of other people, who have left this browser. */
  forgetOthers() {
    return this.enqueue(() => this.deleteUnless((r) => r.person === this.person || r.policy === 'on'));
  }

  /** Deletes old records of done saves. */
  prune() {
    return this.enqueue(() => this.deleteUnless((r) => !r.id?.startsWith('done ') || r.time > Date.now() - DONE_FOR));
  }

  /** @param {(record: any) => boolean} keepsRecord */
  async deleteUnless(keepsRecord) {
    if (!this.db) return;
    await this.write(['drafts', 'items', 'done', 'keys'], 'strict', async (tx) => {
      const people = new Set();
      for (const name of ['drafts', 'items', 'done']) {
        for (const r of await resultOf(tx.objectStore(name).getAll())) {
          if (keepsRecord(r)) people.add(r.person);
          else tx.objectStore(name).delete(r.seq ?? r.id);
        }
      }
      for (const k of await resultOf(tx.objectStore('keys').getAll())) {
        // That of pages, which worker.js makes, is named after them, and ends with the session of its person.
        if (!people.has(k.person) && !keepsRecord({ person: k.of ?? k.person })) tx.objectStore('keys').delete(k.person);
      }
    });
  }

  /** @param {() => Promise<unknown>} work */
  enqueue(work) {
    this.lastWrite = this.lastWrite.then(work);
    return this.lastWrite;
  }

  /** @param {'drafts'|'items'|'done'} name @param {any} record @param {'relaxed'|'strict'} durability */
  async put(name, record, durability) {
    const same = (/** @type {any} */ r) => name === 'items' ? r.op === record.op : r.id === record.id;
    const list = /** @type {any[]} */ (this.inMemory[name]);
    const keepInMemory = () => {
      const at = list.findIndex(same);
      if (at >= 0) list[at] = record;
      else list.push(record);
    };
    if (!this.writesToDisk(record.policy)) { keepInMemory(); return; }
    const encrypted = await this.encrypt(record);
    await this.write([name], durability, (tx) => { tx.objectStore(name).put(encrypted); }, keepInMemory);
  }

  /** @param {'drafts'|'items'|'done'} name @param {string|number} key */
  async remove(name, key) {
    this.inMemory[name] = /** @type {any} */ (this.inMemory[name].filter((/** @type {any} */ r) => (r.seq ?? r.id) !== key));
    await this.write([name], 'relaxed', (tx) => { tx.objectStore(name).delete(key); });
  }

  /**
   * Runs one transaction; when the disk refuses it, the fallback, which holds the record in memory.
   * @param {string[]} stores
   * @param {'relaxed'|'strict'} durability
   * @param {(tx: IDBTransaction) => unknown} work
   * @param {() => void} [fallback]
   */
  async write(stores, durability, work, fallback) {
    if (!this.db) { fallback?.(); return; }
    try {
      const tx = this.db.transaction(stores, 'readwrite', { durability });
      const end = completed(tx);
      end.catch(() => {}); // reported below when the work itself fails first
      // Committed at once, a write outlives the page that is being left; work that reads goes on until its end.
      const reading = work(tx);
      if (reading instanceof Promise) await reading;
      else tx.commit();
      await end;
    } catch (error) {
      this.diskFault = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused';
      fallback?.();
    }
  }

  /** @param {any} record */
  async encrypt(record) {
    const { text, ...plain } = record;
    if (!this.key) return { ...plain, text };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, new TextEncoder().encode(text));
    return { ...plain, iv, data };
  }

  /** Decrypts records; those of a lost key are left out. @param {any[]} records */
  async decrypt(records) {
    const read = await Promise.all(records.map(async ({ iv, data, ...plain }) => {
      if (!data) return plain;
      if (!this.key) return null;
      try {
        const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, this.key, data);
        return { ...plain, text: new TextDecoder().decode(text) };
      } catch { return null; }
    }));
    return /** @type {any[]} */ (read.filter(Boolean));
  }
}

/**
 * Opens the store of a person. Where the disk or the cipher is refused, the store holds everything
 * in memory and says so in diskFault.
 * @param {string} person
 * @returns {Promise<Store>}
 */
export async function openStore(person) {
  /** @type {IDBDatabase|null} */
  let db = null;
  try {
    db = await openDatabase();
    if (!globalThis.crypto?.subtle) return new Store(person, db, null, 'http');
    return new Store(person, db, await keyOf(db, person), '');
  } catch {
    return new Store(person, db, null, globalThis.crypto?.subtle ? 'refused' : 'http');
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
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
  const stored = await resultOf(db.transaction(['keys']).objectStore('keys').get(person));
  if (stored) return /** @type {CryptoKey} */ (stored.key);
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const tx = db.transaction(['keys'], 'readwrite', { durability: 'strict' });
  const end = completed(tx);
  const keys = tx.objectStore('keys');
  const found = await resultOf(keys.get(person));
  if (!found) keys.put({ person, key: fresh });
  await end;
  return /** @type {CryptoKey} */ (found?.key ?? fresh);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} tx @returns {Promise<void>} */
function completed(tx) {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
    tx.onerror = () => reject(tx.error);
  });
}
