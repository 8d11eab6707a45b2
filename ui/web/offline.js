// @ts-check
// The page that is shown without network: lists the cached pages, which can be opened.
import { parsePage } from '../js/core/trustedtypes.js';

document.querySelector('[data-again]')?.addEventListener('click', () => location.reload());
addEventListener('online', () => location.reload());

async function listCachedPages() {
  const section = /** @type {HTMLElement|null} */ (document.querySelector('[data-kept]'));
  const list = section?.querySelector('ul');
  if (!section || !list || !('caches' in globalThis)) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith('pages-')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await fetch(request.url).catch(() => null); // only the worker opens what it sealed
      if (!answer) continue;
      const title = parsePage(await answer.text()).querySelector('h1');
      const link = document.createElement('a');
      const words = document.createElement('bdi');
      link.href = request.url;
      words.textContent = title?.textContent?.trim() || new URL(request.url).pathname;
      link.append(words);
      const li = document.createElement('li');
      li.append(link);
      list.append(li);
    }
  }
  section.hidden = list.children.length === 0;
}
listCachedPages();
