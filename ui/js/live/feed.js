// @ts-check
// The live feed in the browser: one EventSource for all tabs, held by the tab that has a Web Lock; in
// browsers without locks one for each visible tab. Six streams would take all connections that a
// browser opens to one server over HTTP/1.1.

/**
 * @typedef {{seq: number, actor?: string, kind: string, article?: string, segment?: string,
 *   payload?: any}} Entry
 * @typedef {{article: string, people: {person: string, name: string, segment: string,
 *   writes?: boolean}[]}} Presence
 */

const MAX_ENTRIES = 300; // that a tab can send to another
const ASK_EVERY = 20000; // ms between questions of a visible tab to the leader
const LEADER_TIMEOUT = 4000; // ms without an answer after which the leader is asleep

/**
 * Calls back for every entry after a sequence, once and in order.
 * @param {{after: number, entry: (e: Entry) => void, presence?: (p: Presence) => void}} ask
 */
export function follow({ after, entry, presence }) {
  if (navigator.locks && 'BroadcastChannel' in window) {
    new Tab(after, entry, presence).start();
    return;
  }
  let last = after;
  followAlone(() => last, (e) => {
    if (e.seq <= last) return;
    last = e.seq;
    entry(e);
  }, (p) => presence?.(p));
}

/**
 * A tab among others. One of them, the leader, holds the lock and the stream and sends its entries
 * to the others. When it is closed another tab gets the lock, opens the stream after its own last
 * entry, and sends the others the entries they miss; older ones the server streams again.
 */
class Tab {
  /**
   * @param {number} after
   * @param {(e: Entry) => void} entry
   * @param {((p: Presence) => void)|undefined} presence
   */
  constructor(after, entry, presence) {
    this.last = after;
    this.entry = entry;
    this.presence = presence ?? (() => {});
    this.channel = new BroadcastChannel('truchement-live');
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Map<string, Presence>} */
    this.presences = new Map();
    /** @type {(() => void)|null} */
    this.close = null; // closes the stream, while this tab leads
    this.streamedTo = after; // the last sequence of the stream
    this.leaderSeenAt = performance.now(); // by performance.now
  }

  start() {
    this.channel.onmessage = ({ data }) => this.receive(data);
    this.channel.postMessage({ ask: this.last });
    this.requestLead(false);
    setInterval(() => this.checkLeader(), ASK_EVERY);
    document.addEventListener('visibilitychange', () => this.checkLeader());
  }

  /** @param {any} data */
  receive(data) {
    if (data.entry) this.addEntry(data.entry);
    if (data.presence) this.setPresence(data.presence);
    if (data.lead !== undefined) {
      this.leaderSeenAt = performance.now();
      // The leader is ahead: ask for the entries in between.
      if (data.lead > this.last && !this.close) this.channel.postMessage({ ask: this.last });
    }
    if (data.ask !== undefined && this.close) this.sendMissing(data.ask);
  }

  /** @param {Entry} e */
  addEntry(e) {
    if (e.seq <= this.last) return;
    this.last = e.seq;
    this.entries.push(e);
    if (this.entries.length > MAX_ENTRIES) this.entries.shift();
    this.entry(e);
  }

  /** @param {Presence} p */
  setPresence(p) {
    this.presences.set(p.article, p);
    this.presence(p);
  }

  /**
   * Sends a tab the entries it misses. Sequences have no gaps: when the first of our entries is later
   * than the tab needs, the stream is opened again from there; tabs skip entries that they have.
   * @param {number} after
   */
  sendMissing(after) {
    this.channel.postMessage({ lead: this.last });
    for (const p of this.presences.values()) this.channel.postMessage({ presence: p });
    if (after >= this.last) return;
    const missing = missedEntries(this.entries, after, this.last);
    if (missing) for (const e of missing) this.channel.postMessage({ entry: e });
    else this.openStream(Math.min(after, this.streamedTo)); // another tab may be waiting for even earlier ones
  }

  /**
   * Waits for the lock, or steals it from a sleeping leader.
   * @param {boolean} steal
   */
  requestLead(steal) {
    navigator.locks.request('truchement-live', steal ? { steal } : {}, () => {
      this.openStream(this.last);
      this.channel.postMessage({ lead: this.last });
      return new Promise(() => {});
    }).catch(() => {
      // Another tab stole the lock while this one was asleep: wait for it again.
      this.close?.();
      this.close = null;
      this.leaderSeenAt = performance.now();
      this.requestLead(false);
    });
  }

  /** Opens the stream after a sequence, as the leader. @param {number} after */
  openStream(after) {
    this.close?.();
    this.streamedTo = after;
    this.close = openSource(() => this.streamedTo, (e) => {
      this.streamedTo = Math.max(this.streamedTo, e.seq);
      this.channel.postMessage({ entry: e });
      this.addEntry(e);
    }, (p) => {
      this.channel.postMessage({ presence: p });
      this.setPresence(p);
    });
  }

  /** Asks the leader whether it is awake: a browser may put the tab that holds the lock to sleep. */
  checkLeader() {
    if (document.hidden || this.close) return;
    const since = performance.now();
    this.channel.postMessage({ ask: this.last });
    setTimeout(() => {
      if (!document.hidden && !this.close && this.leaderSeenAt < since) this.requestLead(true);
    }, LEADER_TIMEOUT);
  }
}

/**
 * The entries after a sequence up to another; null when not all of them are there.
 * @param {Entry[]} entries in order
 * @param {number} after
 * @param {number} last
 * @returns {Entry[]|null}
 */
export function missedEntries(entries, after, last) {
  const found = entries.filter((e) => e.seq > after && e.seq <= last);
  return found.length === last - after ? found : null;
}

/**
 * @param {() => number} last
 * @param {(e: Entry) => void} entry
 * @param {(p: Presence) => void} presence
 * @returns {() => void} closes it
 */
function openSource(last, entry, presence) {
  const source = new EventSource(`/live?after=${last()}`);
  let timer = 0;
  let close = () => { clearTimeout(timer); source.close(); };
  source.onmessage = (m) => entry(JSON.parse(m.data));
  source.addEventListener('presence', (m) => presence(JSON.parse(/** @type {MessageEvent} */ (m).data)));
  // The browser resumes a broken stream, but not a refused one, as after the end of the session.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    timer = setTimeout(() => { close = openSource(last, entry, presence); }, 15000);
  };
  return () => close();
}

/**
 * Follows the feed without other tabs, while this one is visible.
 * @param {() => number} last
 * @param {(e: Entry) => void} entry
 * @param {(p: Presence) => void} presence
 */
function followAlone(last, entry, presence) {
  /** @type {(() => void)|null} */
  let close = null;
  const look = () => {
    if (document.hidden) {
      close?.();
      close = null;
    } else {
      close ??= openSource(last, entry, presence);
    }
  };
  document.addEventListener('visibilitychange', look);
  look();
}
