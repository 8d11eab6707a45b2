// @ts-check
// The service worker, served at /worker.js: caches the static files, and the pages of articles that
// were opened in this browser, for use when the network is slow or missing. It answers GET requests
// only, and caches pages that the server allows, in one cache a person; never an export, the feed
// or the API. Pages are sealed as drafts are (store.js), with a key that ends with the session. The
// server puts self.desk before this text.

/** @typedef {{prefix: string, build: string, files: string[], languages: string[]}} Desk */

const NETWORK_TIMEOUT = 6000; // ms after which a cached page is shown instead
const SEALED = 'Desk-Sealed'; // the header of a sealed page, with its person
const PAGES_KEY = 'pages'; // the name of the key that pages are sealed with

(() => {
  const worker = /** @type {any} */ (self);
  const desk = /** @type {Desk} */ (worker.desk);
  const filesCache = `static-${desk.build}`;

  worker.addEventListener('install', (/** @type {any} */ event) => {
    worker.skipWaiting();
    event.waitUntil(install());
  });

  async function install() {
    const cache = await caches.open(filesCache);
    await cache.addAll(desk.files.map((f) => desk.prefix + f));
    for (const tag of desk.languages) {
      // Without credentials, so that the page is in this language and names no person.
      await cache.put(`/offline?lang=${tag}`, await fetch(`/offline?lang=${tag}`, { credentials: 'omit' }));
    }
  }

  worker.addEventListener('activate', (/** @type {any} */ event) => {
    event.waitUntil(deleteOldCaches().then(() => worker.clients.claim()));
  });

  /** Deletes old caches, but for that of the build before, which open tabs and cached pages use. */
  async function deleteOldCaches() {
    const old = (await caches.keys()).filter((n) => n.startsWith('static-') && n !== filesCache);
    for (const name of old.slice(0, -1)) await caches.delete(name);
    for (const name of await caches.keys()) if (name.startsWith('pages-')) await deleteUnsealed(await caches.open(name));
  }

  /** Deletes the pages that an older build has cached as they came. @param {Cache} cache */
  async function deleteUnsealed(cache) {
    for (const request of await cache.keys()) {
      if (!(await cache.match(request))?.headers.has(SEALED)) await cache.delete(request);
    }
  }

  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin) return;
    if (request.headers.has('Fx-Target') || request.headers.has('Range')) return;
    if (url.pathname.startsWith('/static/')) event.respondWith(respondWithFile(request));
    else if (cacheKey(url)) event.respondWith(respondWithPage(event, url));
    else if (request.mode === 'navigate') event.respondWith(fetch(request).then(forgetWithoutSession).catch(() => offline()));
  });

  /** @param {Request} request */
  async function respondWithFile(request) {
    return await caches.match(request) ?? fetch(request);
  }

  /**
   * The cache key of a page: the workbench with the panels of its rows, and the page of an article, the
   * desk. It does not depend on the open segment; a filtered page has none.
   * @param {URL} url
   */
  function cacheKey(url) {
    if (url.pathname === '/') return url.search ? '' : '/';
    const bench = /^\/articles\/[\w-]+\/(?:bench|panels)$/.test(url.pathname);
    if (!bench && !/^\/articles\/(?!new$)[\w-]+$/.test(url.pathname)) return '';
    const listPage = bench ? url.searchParams.get('page') : '';
    return url.pathname + (listPage ? `?page=${listPage}` : '');
  }

  /** Whether an address shows its page without a filter. @param {URL} url */
  function isWholePage(url) {
    return [...url.searchParams.keys()].every((k) => ['s', 'go', 'seen', 'page', 'of'].includes(k));
  }

  /** @param {any} event @param {URL} url */
  async function respondWithPage(event, url) {
    const key = cacheKey(url);
    const cached = await open(await caches.match(key)).catch(() => undefined);
    const network = fetch(event.request).then(async (answer) => {
      await forgetWithoutSession(answer);
      if (isWholePage(url)) await updateCache(key, answer.clone()).catch(() => {}); // a full disk keeps no page away
      return answer;
    });
    event.waitUntil(network.catch(() => {}));
    if (!cached) return network.catch(() => event.request.mode === 'navigate' ? offline() : Response.error());
    return Promise.race([network.catch(() => cached), timeout(NETWORK_TIMEOUT).then(() => cached)]);
  }

  /**
   * Caches a page for the person whom the server names, or removes it from the cache. Pages of other
   * people are deleted: they have left this browser.
   * @param {string} key
   * @param {Response} answer
   */
  async function updateCache(key, answer) {
    const person = answer.headers.get('Desk-Keep');
    const own = `pages-${person}`;
    if (answer.ok && person && !answer.redirected) {
      for (const name of await caches.keys()) if (name.startsWith('pages-') && name !== own) await caches.delete(name);
      const headers = new Headers(answer.headers);
      headers.set('Server-Timing', `kept;dur=${Date.now()}`); // read by registerworker.js
      await (await caches.open(own)).put(key, await seal(person, await answer.arrayBuffer(), headers));
    } else if (answer.ok || answer.status === 403 || answer.status === 404) {
      for (const name of await caches.keys()) if (name.startsWith('pages-')) await (await caches.open(name)).delete(key);
    }
  }

  /**
   * Deletes all pages when an answer says that no person is signed in any more: the account may be closed, and what is
   * not published must not stay. Drafts that were not sent stay, sealed.
   * @param {Response} answer
   */
  async function forgetWithoutSession(answer) {
    if (answer.headers.get('Desk-Session') !== 'none') return answer;
    await withKeys('readwrite', (keys) => keys.delete(PAGES_KEY)).catch(() => {});
    for (const name of await caches.keys()) if (name.startsWith('pages-')) await caches.delete(name);
    return answer;
  }

  /** A page that only the key of the person's session opens. @param {string} person @param {ArrayBuffer} body @param {Headers} headers */
  async function seal(person, body, headers) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(person), body);
    headers.set(SEALED, person);
    return new Response(new Blob([iv, data]), { headers });
  }

  /** A cached page as it came; nothing without its key. @param {Response|undefined} page */
  async function open(page) {
    const person = page?.headers.get(SEALED);
    const kept = person && await withKeys('readonly', (keys) => keys.get(PAGES_KEY));
    if (!page || !kept || kept.of !== person) return undefined;
    const bytes = new Uint8Array(await page.arrayBuffer());
    const body = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, kept.key, bytes.slice(12));
    return new Response(body, { headers: page.headers });
  }

  /** Settles when no key is being made: pages that come at once share one. @type {Promise<unknown>} */
  let made = Promise.resolve();

  /** The key of the person's pages, which no script can read out. @param {string} person @returns {Promise<CryptoKey>} */
  function keyOf(person) {
    const key = made.then(async () => {
      const kept = await withKeys('readonly', (keys) => keys.get(PAGES_KEY));
      if (kept?.of === person) return kept.key;
      const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      await withKeys('readwrite', (keys) => keys.put({ person: PAGES_KEY, of: person, key: fresh }));
      return fresh;
    });
    made = key.catch(() => {});
    return key;
  }

  /**
   * Asks the keys of the pages' own store (store.js), which is there once a page was open.
   * @param {IDBTransactionMode} mode
   * @param {(keys: IDBObjectStore) => IDBRequest} ask
   * @returns {Promise<any>}
   */
  function withKeys(mode, ask) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open('truchement', 1);
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const db = opening.result;
        const tx = db.transaction(['keys'], mode);
        const request = ask(tx.objectStore('keys'));
        tx.oncomplete = () => { db.close(); resolve(request.result); };
        tx.onabort = () => { db.close(); reject(tx.error); };
      };
    });
  }

  /** The offline page, in the language of the cached pages. */
  async function offline() {
    const tags = [navigator.language];
    for (const name of await caches.keys()) {
      if (!name.startsWith('pages-')) continue;
      const cache = await caches.open(name);
      const [first] = await cache.keys();
      tags.unshift((first && (await cache.match(first))?.headers.get('Content-Language')) || '');
    }
    const tag = tags.map((t) => t.slice(0, 2)).find((t) => desk.languages.includes(t)) ?? desk.languages[0];
    return await caches.match(`/offline?lang=${tag}`) ?? Response.error();
  }

  /** @param {number} ms */
  function timeout(ms) { return new Promise((r) => setTimeout(r, ms)); }
})();
