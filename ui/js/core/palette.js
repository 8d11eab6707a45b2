// @ts-check
// The palette (F1): what can be done on this page, the pages there are, and, from the server,
// articles and people. What is on the page is found without the network.
import { actions } from './keys.js';
import { rank } from './rank.js';
import { parsePage } from './trustedtypes.js';

const WAIT = 120; // ms without a key before the server is asked

/** @param {HTMLDialogElement} dialog */
function wirePalette(dialog) {
  const query = /** @type {HTMLInputElement} */ (document.getElementById('palette-q'));
  const said = /** @type {HTMLElement} */ (document.getElementById('palette-said'));
  const [doing, pages] = ['[data-actions]', '[data-pages]'].map((s) =>
    /** @type {HTMLElement} */ (dialog.querySelector(s)));
  const going = /** @type {HTMLElement[]} */ ([...pages.children]);
  /** @type {HTMLElement[]} */
  let can = [];
  let at = /** @type {HTMLElement|null} */ (null);
  let timer = 0;
  let asked = new AbortController();

  const shown = () => /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll('[role="option"]')]);

  /** @param {HTMLElement|null|undefined} option */
  const choose = (option) => {
    at?.setAttribute('aria-selected', 'false');
    at = option ?? null;
    at?.setAttribute('aria-selected', 'true');
    at?.scrollIntoView({ block: 'nearest' });
    if (at) query.setAttribute('aria-activedescendant', at.id);
    else query.removeAttribute('aria-activedescendant');
  };

  /** @param {HTMLElement} list @param {HTMLElement[]} items */
  const fill = (list, items) => {
    list.replaceChildren(...rank(query.value, items, (i) => i.textContent ?? ''));
    list.hidden = list.childElementCount === 0;
  };

  const filter = () => {
    fill(doing, can);
    fill(pages, going);
    choose(shown()[0]);
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`/palette?q=${encodeURIComponent(query.value)}`,
        { headers: { 'Fx-Target': 'palette-found' }, signal: asked.signal });
      const found = parsePage(await answer.text()).getElementById('palette-found');
      if (!answer.ok || !found) throw new TypeError('no answer');
      document.getElementById('palette-found')?.replaceWith(document.adoptNode(found));
      said.textContent = shown().length ? '' : said.dataset.none ?? '';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      document.getElementById('palette-found')?.replaceChildren();
      said.textContent = said.dataset.offline ?? '';
    }
    choose(at?.isConnected ? at : shown()[0]);
  };

  const open = () => {
    can = offered();
    query.value = '';
    dialog.showModal();
    filter();
  };

  /** @param {HTMLElement|null} option */
  const take = (option) => {
    if (!option) return;
    dialog.close();
    const { action, href } = option.dataset;
    if (action) actions.run(action);
    else if (href) location.assign(href);
  };

  query.addEventListener('input', filter);
  query.form?.addEventListener('submit', (e) => { e.preventDefault(); take(at); });
  query.addEventListener('keydown', (e) => {
    // In a search field the first Escape only empties it.
    if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); dialog.close(); return; }
    if (e.isComposing || !['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].includes(e.key)) return;
    e.preventDefault();
    const all = shown();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key] ?? 0;
    const here = at ? all.indexOf(at) : -1;
    if (Math.abs(step) === 1) choose(all[(here + step + all.length) % all.length]);
    else choose(all[Math.max(0, Math.min(all.length - 1, here + step))]);
  });
  dialog.addEventListener('click', (e) => {
    if (e.target === dialog) { dialog.close(); return; }
    take(e.target instanceof Element ? e.target.closest('[role="option"]') : null);
  });
  going.forEach((option, i) => { option.id = `pp-${i}`; });
  actions.register('palette', open);
  for (const link of document.querySelectorAll('a[data-palette]')) {
    link.addEventListener('click', (e) => {
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (e);
      if (ctrlKey || metaKey || shiftKey) return;
      e.preventDefault();
      open();
    });
  }
}

/** What can be done on this page, as options: the sheet of shortcuts has the words and the keys. */
function offered() {
  /** @type {HTMLElement[]} */
  const options = [];
  for (const line of document.querySelectorAll('#keys [data-action]')) {
    const name = /** @type {HTMLElement} */ (line).dataset.action ?? '';
    if (!actions.has(name) || name === 'palette') continue;
    const option = document.createElement('li');
    option.id = `pa-${name}`;
    option.dataset.action = name;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    const word = document.createElement('span');
    word.textContent = line.querySelector('dt')?.textContent ?? '';
    option.append(word, ...[...line.querySelectorAll('kbd')].slice(0, 1).map((k) => k.cloneNode(true)));
    options.push(option);
  }
  return options;
}

const palette = document.getElementById('palette');
if (palette instanceof HTMLDialogElement) wirePalette(palette);
