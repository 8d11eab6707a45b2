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

const KEPT = 300;

/**
 * Calls back for whatever happens after a sequence, each entry once and in order.
 * @param {{after: number, entry: (e: Entry) => void, presence?: (p: Presence) => void}} ask
 */
export function follow({ after, entry, presence }) {
  let last = after;
  const take = (/** @type {Entry} */ e) => {
    if (e.seq <= last) return;
    last = e.seq;
    entry(e);
  };
  const place = (/** @type {Presence} */ p) => presence?.(p);
  if (!navigator.locks || !('BroadcastChannel' in window)) {
    alone(() => last, take, place);
    return;
  }
  const channel = new BroadcastChannel('truchement-live');
  /** @type {Entry[]} */
  const kept = [];
  /** @type {Map<string, Presence>} */
  const places = new Map();
  let leads = false;
  channel.onmessage = ({ data }) => {
    if (data.entry) take(data.entry);
    if (data.presence) place(data.presence);
    // A tab that opens late asks for what was told between its page and its script.
    if (data.ask !== undefined && leads) {
      for (const e of kept) if (e.seq > data.ask) channel.postMessage({ entry: e });
      for (const p of places.values()) channel.postMessage({ presence: p });
    }
  };
  channel.postMessage({ ask: after });
  navigator.locks.request('truchement-live', () => new Promise(() => {
    leads = true;
    open(() => last, (e) => {
      kept.push(e);
      if (kept.length > KEPT) kept.shift();
      channel.postMessage({ entry: e });
      take(e);
    }, (p) => {
      places.set(p.article, p);
      channel.postMessage({ presence: p });
      place(p);
    });
  }));
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
