// @ts-check
// The live feed in the browser: one EventSource for all tabs where the browser can agree on who
// holds it (Web Locks), else one for each tab that is looked at. Six streams would otherwise take
// all connections a browser opens to one server over HTTP/1.1.

/**
 * @typedef {{seq: number, actor?: string, kind: string, article?: string, segment?: string,
 *   payload?: any}} Entry
 * @typedef {{article: string, people: {person: string, name: string, segment: string,
 *   writes?: boolean}[]}} Presence
 */

const KEPT = 300; // entries a tab can give to another
const ASK = 20000; // ms between questions of a tab that is looked at
const SILENT = 4000; // ms without an answer after which the leader is asleep

/**
 * Calls back for whatever happens after a sequence, each entry once and in order.
 * @param {{after: number, entry: (e: Entry) => void, presence?: (p: Presence) => void}} ask
 */
export function follow({ after, entry, presence }) {
  if (navigator.locks && 'BroadcastChannel' in window) {
    new Tab(after, entry, presence).begin();
    return;
  }
  let last = after;
  alone(() => last, (e) => {
    if (e.seq <= last) return;
    last = e.seq;
    entry(e);
  }, (p) => presence?.(p));
}

/**
 * A tab among others. One of them leads: it holds the lock and the stream, and tells the others.
 * When it closes another gets the lock, goes on from what it has itself, and gives those that
 * are behind what they lack; what nobody has any more the server tells again.
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
    this.kept = [];
    /** @type {Map<string, Presence>} */
    this.places = new Map();
    /** @type {(() => void)|null} */
    this.close = null; // of the stream, while this tab leads
    this.from = after; // how far the stream has told
    this.heard = performance.now(); // of the leader
  }

  begin() {
    this.channel.onmessage = ({ data }) => this.told(data);
    this.channel.postMessage({ ask: this.last });
    this.queue(false);
    setInterval(() => this.knock(), ASK);
    document.addEventListener('visibilitychange', () => this.knock());
  }

  /** @param {any} data */
  told(data) {
    if (data.entry) this.take(data.entry);
    if (data.presence) this.see(data.presence);
    if (data.lead !== undefined) {
      this.heard = performance.now();
      // Behind the one that leads now: it is asked for the rest.
      if (data.lead > this.last && !this.close) this.channel.postMessage({ ask: this.last });
    }
    if (data.ask !== undefined && this.close) this.answer(data.ask);
  }

  /** @param {Entry} e */
  take(e) {
    if (e.seq <= this.last) return;
    this.last = e.seq;
    this.kept.push(e);
    if (this.kept.length > KEPT) this.kept.shift();
    this.entry(e);
  }

  /** @param {Presence} p */
  see(p) {
    this.places.set(p.article, p);
    this.presence(p);
  }

  /**
   * Gives a tab what it lacks. Sequences have no gaps: when what is kept begins later than the
   * tab needs, the stream is opened again from there, and everybody skips what they have.
   * @param {number} after
   */
  answer(after) {
    this.channel.postMessage({ lead: this.last });
    for (const p of this.places.values()) this.channel.postMessage({ presence: p });
    if (after >= this.last) return;
    const missing = missed(this.kept, after, this.last);
    if (missing) for (const e of missing) this.channel.postMessage({ entry: e });
    else this.lead(Math.min(after, this.from)); // which may be telling another just now
  }

  /**
   * Waits for the lock, or takes it from a leader that sleeps.
   * @param {boolean} steal
   */
  queue(steal) {
    navigator.locks.request('truchement-live', steal ? { steal } : {}, () => {
      this.lead(this.last);
      this.channel.postMessage({ lead: this.last });
      return new Promise(() => {});
    }).catch(() => {
      // Another tab took the lock: this one was asleep, and waits its turn.
      this.close?.();
      this.close = null;
      this.heard = performance.now();
      this.queue(false);
    });
  }

  /** @param {number} after */
  lead(after) {
    this.close?.();
    this.from = after;
    this.close = open(() => this.from, (e) => {
      this.from = Math.max(this.from, e.seq);
      this.channel.postMessage({ entry: e });
      this.take(e);
    }, (p) => {
      this.channel.postMessage({ presence: p });
      this.see(p);
    });
  }

  /** Asks the leader whether it is awake: a browser may put a tab to sleep that holds the lock. */
  knock() {
    if (document.hidden || this.close) return;
    const since = performance.now();
    this.channel.postMessage({ ask: this.last });
    setTimeout(() => {
      if (!document.hidden && !this.close && this.heard < since) this.queue(true);
    }, SILENT);
  }
}

/**
 * The entries after a sequence up to another, when all of them are kept; else null.
 * @param {Entry[]} kept in order
 * @param {number} after
 * @param {number} last
 * @returns {Entry[]|null}
 */
export function missed(kept, after, last) {
  const found = kept.filter((e) => e.seq > after && e.seq <= last);
  return found.length === last - after ? found : null;
}

/**
 * @param {() => number} last
 * @param {(e: Entry) => void} entry
 * @param {(p: Presence) => void} presence
 * @returns {() => void} closes it
 */
function open(last, entry, presence) {
  const source = new EventSource(`/live?after=${last()}`);
  let timer = 0;
  let close = () => { clearTimeout(timer); source.close(); };
  source.onmessage = (m) => entry(JSON.parse(m.data));
  source.addEventListener('presence', (m) => presence(JSON.parse(/** @type {MessageEvent} */ (m).data)));
  // The browser resumes a broken stream itself; one that was refused, as when the session is
  // over, it gives up.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    timer = setTimeout(() => { close = open(last, entry, presence); }, 15000);
  };
  return () => close();
}

/**
 * @param {() => number} last
 * @param {(e: Entry) => void} entry
 * @param {(p: Presence) => void} presence
 */
function alone(last, entry, presence) {
  /** @type {(() => void)|null} */
  let close = null;
  const look = () => {
    if (document.hidden) {
      close?.();
      close = null;
    } else {
      close ??= open(last, entry, presence);
    }
  };
  document.addEventListener('visibilitychange', look);
  look();
}
