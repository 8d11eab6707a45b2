// @ts-check
// The page for when there is no network: what can be opened all the same.
import { parsePage } from '../js/core/trustedtypes.js';

document.querySelector('[data-again]')?.addEventListener('click', () => location.reload());
addEventListener('online', () => location.reload());

async function list() {
  const section = /** @type {HTMLElement|null} */ (document.querySelector('[data-kept]'));
  const ul = section?.querySelector('ul');
  if (!section || !ul || !('caches' in globalThis)) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith('pages-')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const title = parsePage(await answer?.text() ?? '').querySelector('h1');
      const link = document.createElement('a');
      const words = document.createElement('bdi');
      link.href = request.url;
      words.textContent = title?.textContent?.trim() || new URL(request.url).pathname;
      link.append(words);
      const li = document.createElement('li');
      li.append(link);
      ul.append(li);
    }
  }
  section.hidden = ul.children.length === 0;
}
list();
