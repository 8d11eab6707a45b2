// @ts-check
// The outbox: saves, confirmations and decisions are sent in the order they were made, one at a time. Each is
// repeated until it is answered, and applied once, since it keeps its idempotency key. The tab that
// holds the lock sends the saves of all tabs, and reports the results to them.
import { isDecision } from './store.js';

/**
 * @typedef {import('./store.js').Item} Item
 * @typedef {import('./store.js').Done} Done
 * @typedef {import('./store.js').Store} Store
 *
 * The outcome of sending an item. Saved, it is done; in conflict or refused, it waits for a person;
 * else it will be sent again.
 * @typedef {{kind: 'saved'|'conflict'|'refused'|'offline'|'signin'|'failed', status: number,
 *   html: string, version: string, problem: string}} Outcome
 * @typedef {Outcome & {op: string, segment: string, position: string, do: string}} SaveResult
 * @typedef {{waiting: Item[], conflicts: Item[], refused: Item[],
 *   review: import('./store.js').Draft[], trouble: ''|Outcome['kind'], diskFault: string}} State
 *   review: drafts of the review's forms and of comments
 */

const TIMEOUT = 20000; // ms for one answer
const RETRY_AFTER = [1500, 3000, 6000, 10000]; // ms until the next try, by failures in a row

/** The wait after a number of failures in a row, in ms. @param {number} failures */
export function retryDelay(failures) {
  return RETRY_AFTER[Math.min(failures, RETRY_AFTER.length) - 1] ?? RETRY_AFTER[0];
}

/**
 * The item to send next: the oldest one whose segment has no open conflict.
 * @param {Item[]} items oldest first
 * @returns {Item|undefined}
 */
export function nextToSend(items) {
  const stuck = new Set(items.filter((i) => i.state === 'conflict').map((i) => i.segment));
  return items.find((i) => i.state === 'waiting' && !stuck.has(i.segment));
}

/**
 * The version that a save is based on: the one made by the newest save before it in its tab, else
 * the one that its page showed.
 * @param {Item} item
 * @param {Done[]} done
 */
export function baseVersion(item, done) {
  for (const op of item.after.split(' ')) {
    const made = done.find((d) => d.op === op);
    if (made) return made.version;
  }
  return item.version;
}

/**
 * Chains a save to those before it. Unsent drafts of the same tab are superseded; if one is being
 * sent nevertheless, the new save is based on the version that it makes. Confirmations are never
 * superseded.
 * @param {Item} item
 * @param {Item[]} before of the same tab and segment, newest first
 * @returns {{item: Item, items: Item[]}} the save, and those that it supersedes
 */
export function chainItem(item, before) {
  const after = before.flatMap((i) => [i.op, ...i.after.split(' ')]).filter(Boolean);
  const items = [];
  for (const i of before) {
    if (i.do !== 'save' || i.state !== 'waiting') break;
    items.push(i);
  }
  return { item: { ...item, after: [...new Set(after)].slice(0, 32).join(' ') }, items };
}

/**
 * The outcome that an answer of the server means. It is in headers: Desk-Save and Desk-Version of
 * what the desk decided, Desk-Problem (percent-encoded) of why it refused. An answer without them
 * is not the desk's.
 * @param {number} status
 * @param {{get(name: string): string | null}} headers
 * @param {string} html
 * @returns {Outcome}
 */
export function outcomeOf(status, headers, html) {
  const save = headers.get('Desk-Save');
  const kind = status === 401 ? 'signin'
    : status === 408 || status === 429 || status >= 500 ? 'failed'
      : save === 'saved' || save === 'conflict' ? save : 'refused';
  return { kind, status, html, version: headers.get('Desk-Version') ?? '',
    problem: decodeURIComponent(headers.get('Desk-Problem') ?? '') };
}

/**
 * Sends one save.
 * @param {Item} item
 * @param {string} version
 * @returns {Promise<Outcome>}
 */
export async function sendSave(item, version) {
  const { person, op, view } = item;
  const body = new URLSearchParams({ person, version, op, view, ...(isDecision(item)
    ? { decision: item.do, kind: item.kind ?? '', [item.do === 'return' ? 'reason' : 'override']: item.text }
    : { from: item.from, target: item.text, do: item.do, unit: item.unit ?? '' }) });
  try {
    const answer = await fetch(item.path, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT),
      keepalive: globalThis.document?.hidden && item.text.length < 15000,
      headers: { 'Fx-Target': `v-${item.segment} bench r-${item.segment} ${item.want}` } });
    return outcomeOf(answer.status, answer.headers, await answer.text());
  } catch {
    return { kind: 'offline', status: 0, html: '', version: '', problem: '' };
  }
}

export class Outbox {
  /**
   * @param {Store} store
   * @param {{send?: typeof sendSave, lock?: (work: () => Promise<void>) => Promise<unknown>,
   *   onResult?: (result: SaveResult) => void, onChange?: (state: State) => void}} [hooks]
   */
  constructor(store, { send = sendSave, lock = withLock, onResult = () => {}, onChange = () => {} } = {}) {
    this.store = store;
    this.send = send;
    this.lock = lock;
    this.onResult = onResult;
    this.onChange = onChange;
    /** @type {Item[]} saves as last seen */
    this.items = [];
    /** @type {Item[]} decisions as last seen */
    this.decisions = [];
    /** @type {State['review']} as last seen */
    this.review = [];
    /** @type {State['trouble']} */
    this.trouble = '';
    this.failures = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** @type {Promise<unknown>} */
    this.running = Promise.resolve();
    /** @type {Map<string, (result: SaveResult) => void>} callbacks by op */
    this.waiters = new Map();
    /** @type {BroadcastChannel|null} */
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('truchement-outbox') : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.receive(data);
  }

  /** @param {any} data */
  receive(data) {
    if (data.result) this.report(data.result, false);
    if (data.trouble !== undefined) this.trouble = data.trouble;
    this.refresh();
  }

  /** Reads the store again, and reports its state. */
  async refresh() {
    const { items, decisions, drafts } = await this.store.all();
    this.items = items;
    this.decisions = decisions;
    this.review = drafts.filter((d) => d.field);
    this.onChange(this.state());
  }

  /** @returns {State} */
  state() {
    const of = (/** @type {Item['state']} */ s) => this.all().filter((i) => i.state === s);
    return { waiting: of('waiting'), conflicts: of('conflict'), refused: of('refused'),
      review: this.review, trouble: this.trouble, diskFault: this.store.diskFault };
  }

  /** All items, oldest first. */
  all() {
    return [...this.items, ...this.decisions].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  }

  /** The open conflict of a segment. @param {string} segment */
  conflictOf(segment) {
    return this.items.find((i) => i.segment === segment && i.state === 'conflict');
  }

  /**
   * Adds a save: once it is stored it will be sent, by this tab or another.
   * @param {Item} item
   * @param {{draft?: string, items?: Item[]}} replaces
   */
  async add(item, replaces) {
    await this.store.add(item, replaces);
    await this.refresh();
    this.channel?.postMessage({});
  }

  /**
   * Waits for the result of a save, at most a number of ms.
   * @param {string} op
   * @param {number} ms
   * @returns {Promise<SaveResult|null>} null: none yet, the save will be sent again
   */
  resultOf(op, ms) {
    return new Promise((resolve) => {
      const end = (/** @type {SaveResult|null} */ result) => { this.waiters.delete(op); clearTimeout(timer); resolve(result); };
      const timer = setTimeout(() => end(null), ms);
      this.waiters.set(op, end);
      this.drain().then(() => { if (this.trouble) end(null); });
    });
  }

  /** Sends all items that can be sent. */
  drain() {
    clearTimeout(this.timer);
    // Not skipped while another run is on: that one may have read the store before a new item.
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
        this.decisions = kept.decisions;
        const item = nextToSend(this.all());
        if (!item) { this.pause(''); return; }
        this.onChange(this.state());
        const version = baseVersion(item, [...kept.done, ...kept.decided]);
        const outcome = await this.send(item, version);
        if (['offline', 'signin', 'failed'].includes(outcome.kind)) { this.pause(outcome.kind); return; }
        await this.applyOutcome(item, version, outcome);
        this.failures = 0;
        this.trouble = '';
        this.report({ ...outcome, op: item.op, segment: item.segment, position: item.position, do: item.do }, true);
      }
    } finally {
      await this.refresh();
    }
  }

  /** Ends a run, and plans the next one. @param {State['trouble']} trouble */
  pause(trouble) {
    if (trouble !== this.trouble) this.channel?.postMessage({ trouble });
    this.trouble = trouble;
    if (!trouble) this.failures = 0;
    clearTimeout(this.timer);
    // After the end of the session a retry is of no use until the person signs in.
    if (trouble && trouble !== 'signin') {
      this.timer = setTimeout(() => { this.failures++; this.drain(); }, retryDelay(this.failures + 1));
    }
  }

  /**
   * @param {Item} item
   * @param {string} version it was sent with
   * @param {Outcome} outcome
   */
  async applyOutcome(item, version, outcome) {
    if (outcome.kind === 'saved') {
      const { op, person, article, segment, policy } = item;
      const decided = isDecision(item);
      await this.store.finish(item, { id: `done ${op}`, op, person, article, segment, policy, decided,
        text: decided ? '' : item.text, version: outcome.version, time: Date.now() });
      return;
    }
    if (outcome.kind === 'refused') {
      await this.store.update({ ...item, state: 'refused', why: outcome.problem });
      return;
    }
    // The saves chained to it contain its text: only the last one is to be merged.
    const same = (await this.store.all()).items.filter((i) => i.segment === item.segment && i.state === 'waiting'
      && i.after.split(' ').includes(item.op));
    const last = same.at(-1) ?? item;
    for (const i of [item, ...same]) if (i !== last) await this.store.finish(i);
    await this.store.update({ ...last, state: 'conflict', version, after: '' });
  }

  /** @param {Item} item */
  async remove(item) {
    await this.store.finish(item);
    await this.refresh();
    this.channel?.postMessage({});
  }

  /** @param {SaveResult} result @param {boolean} others */
  report(result, others) {
    if (others) this.channel?.postMessage({ result });
    this.waiters.get(result.op)?.(result);
    this.onResult(result);
  }
}

/** Runs work in one tab at a time, where the browser has locks. @param {() => Promise<void>} work */
function withLock(work) {
  return globalThis.navigator?.locks ? navigator.locks.request('truchement-outbox', work) : work();
}
