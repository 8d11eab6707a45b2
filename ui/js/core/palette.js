// @ts-check
// The command palette (F1): the actions of this page, the pages of the desk, and, from the server,
// articles and people. Actions and pages are found without the network.
import { actions } from './keys.js';
import { rank } from './rank.js';
import { parsePage } from './trustedtypes.js';

const WAIT = 120; // ms without a key before the server is asked

/** @param {HTMLDialogElement} dialog */
function wirePalette(dialog) {
  const query = /** @type {HTMLInputElement} */ (document.getElementById('palette-q'));
  const status = /** @type {HTMLElement} */ (document.getElementById('palette-said'));
  const [actionList, pageList] = ['[data-actions]', '[data-pages]'].map((s) =>
    /** @type {HTMLElement} */ (dialog.querySelector(s)));
  const pageOptions = /** @type {HTMLElement[]} */ ([...pageList.children]);
  /** @type {HTMLElement[]} */
  let actionOptions = [];
  let selected = /** @type {HTMLElement|null} */ (null);
  let timer = 0;
  let request = new AbortController();

  const options = () => /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll('[role="option"]')]);

  /** @param {HTMLElement|null|undefined} option */
  const select = (option) => {
    selected?.setAttribute('aria-selected', 'false');
    selected = option ?? null;
    selected?.setAttribute('aria-selected', 'true');
    selected?.scrollIntoView({ block: 'nearest' });
    if (selected) query.setAttribute('aria-activedescendant', selected.id);
    else query.removeAttribute('aria-activedescendant');
  };

  /** @param {HTMLElement} list @param {HTMLElement[]} items */
  const fill = (list, items) => {
    list.replaceChildren(...rank(query.value, items, (i) => i.textContent ?? '', (i) => i.dataset.find ?? ''));
    list.hidden = list.childElementCount === 0;
  };

  const filter = () => {
    fill(actionList, actionOptions);
    fill(pageList, pageOptions);
    select(options()[0]);
    clearTimeout(timer);
    timer = setTimeout(fetchResults, WAIT);
  };

  const fetchResults = async () => {
    request.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`/palette?q=${encodeURIComponent(query.value)}`,
        { headers: { 'Fx-Target': 'palette-found' }, signal: request.signal });
      const found = parsePage(await answer.text()).getElementById('palette-found');
      if (!answer.ok || !found) throw new TypeError('no answer');
      document.getElementById('palette-found')?.replaceWith(document.adoptNode(found));
      status.textContent = options().length ? '' : status.dataset.none ?? '';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      document.getElementById('palette-found')?.replaceChildren();
      status.textContent = status.dataset.offline ?? '';
    }
    select(selected?.isConnected ? selected : options()[0]);
  };

  const open = () => {
    actionOptions = availableActions();
    query.value = '';
    dialog.showModal();
    filter();
  };

  /** @param {HTMLElement|null} option */
  const run = (option) => {
    if (!option) return;
    dialog.close();
    const { action, href } = option.dataset;
    if (action) actions.run(action);
    else if (href) location.assign(href);
  };

  query.addEventListener('input', filter);
  query.form?.addEventListener('submit', (e) => { e.preventDefault(); run(selected); });
  query.addEventListener('keydown', (e) => {
    // In a search field the first Escape only empties it.
    if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); dialog.close(); return; }
    if (e.isComposing || !['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].includes(e.key)) return;
    e.preventDefault();
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key] ?? 0;
    const here = selected ? all.indexOf(selected) : -1;
    if (Math.abs(step) === 1) select(all[(here + step + all.length) % all.length]);
    else select(all[Math.max(0, Math.min(all.length - 1, here + step))]);
  });
  dialog.addEventListener('click', (e) => {
    if (e.target === dialog) { dialog.close(); return; }
    run(e.target instanceof Element ? e.target.closest('[role="option"]') : null);
  });
  pageOptions.forEach((option, i) => { option.id = `pp-${i}`; });
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

/** The actions of this page as options; the sheet of shortcuts has their words and keys. */
function availableActions() {
  /** @type {HTMLElement[]} */
  const options = [];
  for (const line of document.querySelectorAll('#keys [data-action]')) {
    const name = /** @type {HTMLElement} */ (line).dataset.action ?? '';
    if (!actions.has(name) || name === 'palette') continue;
    const option = document.createElement('li');
    option.id = `pa-${name}`;
    option.dataset.action = name;
    option.dataset.find = /** @type {HTMLElement} */ (line).dataset.find ?? '';
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
