// @ts-check
// The service worker, served at /worker.js: has the desk's own files for every page, and the
// pages of articles that were opened here, for when the network is showProgress or away. It answers
// reads only, keeps what the server says may be kept, each person's apart, and never a form, an
// export, the feed or the API. The server puts self.desk before this text.

/** @typedef {{prefix: string, build: string, files: string[], languages: string[]}} Desk */

const SLOW = 6000; // ms after which a page that is kept is shown in place of one on its way

(() => {
  const worker = /** @type {any} */ (self);
  const desk = /** @type {Desk} */ (worker.desk);
  const files = `static-${desk.build}`;

  worker.addEventListener('install', (/** @type {any} */ event) => {
    worker.skipWaiting();
    event.waitUntil(install());
  });

  async function install() {
    const cache = await caches.open(files);
    await cache.addAll(desk.files.map((f) => desk.prefix + f));
    for (const tag of desk.languages) {
      // Without credentials: in this language, and nobody's.
      await cache.put(`/offline?lang=${tag}`, await fetch(`/offline?lang=${tag}`, { credentials: 'omit' }));
    }
  }

  worker.addEventListener('activate', (/** @type {any} */ event) => {
    event.waitUntil(tidy().then(() => worker.clients.claim()));
  });

  /** Keeps the files of the build before, which open tabs and kept pages still name. */
  async function tidy() {
    const old = (await caches.keys()).filter((n) => n.startsWith('static-') && n !== files);
    for (const name of old.slice(0, -1)) await caches.delete(name);
  }

  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin) return;
    if (request.headers.has('Fx-Target') || request.headers.has('Range')) return;
    if (url.pathname.startsWith('/static/')) event.respondWith(fileOf(request));
    else if (keyOf(url)) event.respondWith(pageOf(event, url));
    else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offline()));
  });

  /** @param {Request} request */
  async function fileOf(request) {
    return await caches.match(request) ?? fetch(request);
  }

  /**
   * What a page is kept under: the workbench and the page of an article, the desk. Which segment
   * is open is no other page; a filter is.
   * @param {URL} url
   */
  function keyOf(url) {
    if (url.pathname === '/') return url.search ? '' : '/';
    const bench = /^\/articles\/[\w-]+\/bench$/.test(url.pathname);
    if (!bench && !/^\/articles\/(?!new$)[\w-]+$/.test(url.pathname)) return '';
    const piece = bench ? url.searchParams.get('page') : '';
    return url.pathname + (piece ? `?page=${piece}` : '');
  }

  /** @param {URL} url whether it shows all of its page */
  function whole(url) {
    return [...url.searchParams.keys()].every((k) => ['s', 'go', 'seen', 'page'].includes(k));
  }

  /** @param {any} event @param {URL} url */
  async function pageOf(event, url) {
    const key = keyOf(url);
    const kept = await caches.match(key);
    const network = fetch(event.request).then(async (answer) => {
      if (whole(url)) await remember(key, answer.clone());
      return answer;
    });
    event.waitUntil(network.catch(() => {}));
    if (!kept) return network.catch(() => event.request.mode === 'navigate' ? offline() : Response.error());
    return Promise.race([network.catch(() => kept), wait(SLOW).then(() => kept)]);
  }

  /**
   * Keeps a page for the person whom the server names, or stops keeping it. Pages of anybody else
   * go: they are no longer at this browser.
   * @param {string} key
   * @param {Response} answer
   */
  async function remember(key, answer) {
    const person = answer.headers.get('Desk-Keep');
    const mine = `pages-${person}`;
    if (answer.ok && person && !answer.redirected) {
      for (const name of await caches.keys()) if (name.startsWith('pages-') && name !== mine) await caches.delete(name);
      const headers = new Headers(answer.headers);
      headers.set('Server-Timing', `kept;dur=${Date.now()}`); // so that the page can say how old it is
      await (await caches.open(mine)).put(key, new Response(await answer.blob(), { headers }));
    } else if (answer.ok || answer.status === 403 || answer.status === 404) {
      for (const name of await caches.keys()) if (name.startsWith('pages-')) await (await caches.open(name)).delete(key);
    }
  }

  /** The page that says so, in the language of the pages that are kept. */
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
  function wait(ms) { return new Promise((r) => setTimeout(r, ms)); }
})();
