// @ts-check
// The outbox: saves and confirmations leave in the order they were made, one at a time, each as
// often as it takes and applied once, since it keeps its key. Whichever tab holds the lock sends,
// also what other tabs left; all of them hear what became of it.

/**
 * @typedef {import('./store.js').Item} Item
 * @typedef {import('./store.js').Done} Done
 * @typedef {import('./store.js').Store} Store
 *
 * What became of a sending. Of the first three the item is done with, of conflict and refused it
 * waits for a person, of the others for a better time.
 * @typedef {{kind: 'saved'|'conflict'|'refused'|'offline'|'signin'|'failed', status: number,
 *   html: string, version: string}} Outcome
 * @typedef {Outcome & {op: string, segment: string, position: string}} News
 * @typedef {{waiting: Item[], conflicts: Item[], refused: Item[],
 *   review: import('./store.js').Draft[], trouble: ''|Outcome['kind'], lacks: string}} State
 *   review: what was typed there, or as a comment, and not sent
 */

const PATIENCE = 20000; // ms for one answer; sent again, a save is the same save
const AGAIN = [1500, 3000, 6000, 10000]; // ms until what failed is tried again

/** How long to wait after so many failures in a row. @param {number} failures */
export function delay(failures) {
  return AGAIN[Math.min(failures, AGAIN.length) - 1] ?? AGAIN[0];
}

/**
 * The save that may leave next: the oldest whose segment has no open conflict.
 * @param {Item[]} items oldest first
 * @returns {Item|undefined}
 */
export function nextOf(items) {
  const stuck = new Set(items.filter((i) => i.state === 'conflict').map((i) => i.segment));
  return items.find((i) => i.state === 'waiting' && !stuck.has(i.segment));
}

/**
 * The version a save is based on: the one made by the newest save before it in its tab that
 * went through, else the one its page showed.
 * @param {Item} item
 * @param {Done[]} done
 */
export function baseOf(item, done) {
  for (const op of item.after.split(' ')) {
    const made = done.find((d) => d.op === op);
    if (made) return made.version;
  }
  return item.version;
}

/**
 * Puts a save behind the ones it follows. An unsent draft of the same tab is superseded; should
 * it be on its way all the same, the new one finds the version that it made. Confirmations are
 * never superseded.
 * @param {Item} item
 * @param {Item[]} before of the same tab and segment, newest first
 * @returns {{item: Item, items: Item[]}} the save, and those it replaces
 */
export function chained(item, before) {
  const after = before.flatMap((i) => [i.op, ...i.after.split(' ')]).filter(Boolean);
  const items = [];
  for (const i of before) {
    if (i.do !== 'save' || i.state !== 'waiting') break;
    items.push(i);
  }
  return { item: { ...item, after: [...new Set(after)].slice(0, 32).join(' ') }, items };
}

/**
 * What an answer means.
 * @param {number} status
 * @param {string} html
 * @returns {Outcome}
 */
export function judge(status, html) {
  const version = /id="saved" data-version="(\d+)"/.exec(html)?.[1] ?? '';
  const kind = status === 401 ? 'signin'
    : status === 408 || status === 429 || status >= 500 ? 'failed'
      : status === 409 && html.includes('class="clash"') ? 'conflict'
        : status >= 400 || !version ? 'refused' : 'saved';
  return { kind, status, html, version };
}

/**
 * Sends one save.
 * @param {Item} item
 * @param {string} version
 * @returns {Promise<Outcome>}
 */
export async function post(item, version) {
  const body = new URLSearchParams({ person: item.person, version, op: item.op, view: item.view,
    from: item.from, target: item.text, do: item.do });
  try {
    const answer = await fetch(item.path, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE),
      keepalive: globalThis.document?.hidden && item.text.length < 15000,
      headers: { 'Fx-Target': `v-${item.segment} bench r-${item.segment} ${item.want}` } });
    return judge(answer.status, await answer.text());
  } catch {
    return { kind: 'offline', status: 0, html: '', version: '' };
  }
}

export class Outbox {
  /**
   * @param {Store} store
   * @param {{send?: typeof post, lock?: (work: () => Promise<void>) => Promise<unknown>,
   *   told?: (news: News) => void, changed?: (state: State) => void}} [way]
   */
  constructor(store, { send = post, lock = locked, told = () => {}, changed = () => {} } = {}) {
    this.store = store;
    this.post = send;
    this.lock = lock;
    this.told = told;
    this.changed = changed;
    /** @type {Item[]} as last seen */
    this.items = [];
    /** @type {State['review']} as last seen */
    this.review = [];
    /** @type {State['trouble']} */
    this.trouble = '';
    this.failures = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** @type {Promise<unknown>} */
    this.running = Promise.resolve();
    /** @type {Map<string, (news: News) => void>} who waits for what became of a save */
    this.waiters = new Map();
    /** @type {BroadcastChannel|null} */
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('truchement-outbox') : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
  }

  /** @param {any} data */
  hear(data) {
    if (data.news) this.tell(data.news, false);
    if (data.trouble !== undefined) this.trouble = data.trouble;
    this.look();
  }

  /** Reads what there is, for the strip. */
  async look() {
    const { items, drafts } = await this.store.all();
    this.items = items;
    this.review = drafts.filter((d) => d.field);
    this.changed(this.state());
  }

  /** @returns {State} */
  state() {
    const of = (/** @type {Item['state']} */ s) => this.items.filter((i) => i.state === s);
    return { waiting: of('waiting'), conflicts: of('conflict'), refused: of('refused'),
      review: this.review, trouble: this.trouble, lacks: this.store.lacks };
  }

  /** The conflict of a segment that waits for somebody. @param {string} segment */
  conflictOf(segment) {
    return this.items.find((i) => i.segment === segment && i.state === 'conflict');
  }

  /**
   * Takes a save over: once this is done it leaves sooner or later, whatever becomes of the tab.
   * @param {Item} item
   * @param {{draft?: string, items?: Item[]}} instead
   */
  async add(item, instead) {
    await this.store.add(item, instead);
    await this.look();
    this.channel?.postMessage({});
  }

  /**
   * Waits for what becomes of a save, for so long.
   * @param {string} op
   * @param {number} ms
   * @returns {Promise<News|null>} null: nothing yet, or it waits for a better time
   */
  answer(op, ms) {
    return new Promise((resolve) => {
      const end = (/** @type {News|null} */ news) => { this.waiters.delete(op); clearTimeout(timer); resolve(news); };
      const timer = setTimeout(() => end(null), ms);
      this.waiters.set(op, end);
      this.drain().then(() => { if (this.trouble) end(null); });
    });
  }

  /** Sends all that may leave. */
  drain() {
    clearTimeout(this.timer);
    // A call that comes while one is running may have brought something it has not seen.
    const before = this.running;
    const run = (async () => { await before; await this.lock(() => this.run()); })();
    this.running = run;
    return run;
  }

  async run() {
    try {
      for (;;) {
        const kept = await this.store.all();
        this.items = kept.items;
        const item = nextOf(kept.items);
        if (!item) { this.rest(''); return; }
        this.changed(this.state());
        const version = baseOf(item, kept.done);
        const outcome = await this.post(item, version);
        if (['offline', 'signin', 'failed'].includes(outcome.kind)) { this.rest(outcome.kind); return; }
        await this.settle(item, version, outcome);
        this.failures = 0;
        this.trouble = '';
        this.tell({ ...outcome, op: item.op, segment: item.segment, position: item.position }, true);
      }
    } finally {
      await this.look();
    }
  }

  /** Ends a run; what is left is tried again. @param {State['trouble']} trouble */
  rest(trouble) {
    if (trouble !== this.trouble) this.channel?.postMessage({ trouble });
    this.trouble = trouble;
    if (!trouble) this.failures = 0;
    clearTimeout(this.timer);
    // Where the session is over only somebody who signs in can help.
    if (trouble && trouble !== 'signin') {
      this.timer = setTimeout(() => { this.failures++; this.drain(); }, delay(this.failures + 1));
    }
  }

  /**
   * @param {Item} item
   * @param {string} version it was sent with
   * @param {Outcome} outcome
   */
  async settle(item, version, outcome) {
    if (outcome.kind === 'saved') {
      const { op, person, article, segment, policy, text } = item;
      await this.store.finish(item, { id: `done ${op}`, op, person, article, segment, policy, text,
        version: outcome.version, time: Date.now() });
      return;
    }
    if (outcome.kind === 'refused') {
      await this.store.change({ ...item, state: 'refused', why: reason(outcome.html) });
      return;
    }
    // What was written after it was written on it: the last text is the one to put together.
    const same = (await this.store.all()).items.filter((i) => i.segment === item.segment && i.state === 'waiting'
      && i.after.split(' ').includes(item.op));
    const last = same.at(-1) ?? item;
    for (const i of [item, ...same]) if (i !== last) await this.store.finish(i);
    await this.store.change({ ...last, state: 'conflict', version, after: '' });
  }

  /** @param {Item} item */
  async drop(item) {
    await this.store.finish(item);
    await this.look();
    this.channel?.postMessage({});
  }

  /** @param {News} news @param {boolean} others */
  tell(news, others) {
    if (others) this.channel?.postMessage({ news });
    this.waiters.get(news.op)?.(news);
    this.told(news);
  }
}

/** The sentence of a refusal, out of its page. @param {string} html */
export function reason(html) {
  const part = /<[^>]*(?:data-fault|class="err")[^>]*>([\s\S]*?)<\/(?:section|p)>/.exec(html)?.[1] ?? '';
  return part.replace(/<[^>]*>/g, ' ').replace(/&#34;/g, '"').replace(/&#39;/g, '’')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

/** One tab of the browser at a time, where it has locks. @param {() => Promise<void>} work */
function locked(work) {
  return globalThis.navigator?.locks ? navigator.locks.request('truchement-outbox', work) : work();
}
