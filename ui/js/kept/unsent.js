// @ts-check
// The list of what is not at the desk yet: waiting, in conflict, refused. Each can be opened,
// copied, taken along as a file, and deleted by its writer alone. Signing out asks first.
import { forget, keeper } from './drafts.js';
import { counted } from './statusbar.js';

/** @typedef {import('./store.js').Item} Item */
/** @typedef {import('./store.js').Draft} Draft */

const dialog = /** @type {HTMLDialogElement|null} */ (document.getElementById('unsent'));
const words = () => JSON.parse(document.getElementById('strip')?.dataset.words ?? '{"states":{},"counts":{}}');

/** @param {string} selector */
const strip = (selector) => /** @type {HTMLElement|null} */ (document.querySelector(`[data-strip="${selector}"]`));

keeper();
strip('retry')?.addEventListener('click', async () => (await keeper())?.outbox.drain());
strip('list')?.addEventListener('click', show);
dialog?.querySelector('[data-file]')?.addEventListener('click', takeAlong);

async function show() {
  await fill();
  dialog?.showModal();
}

async function fill() {
  const self = await keeper();
  const list = dialog?.querySelector('[data-list]');
  const pattern = dialog?.querySelector('template')?.content.firstElementChild;
  if (!self || !list || !pattern) return;
  await self.outbox.look();
  const { items, review } = self.outbox;
  list.replaceChildren(...[...items, ...review].map((item) => line(item, pattern, self.tab)));
}

/**
 * @param {Item|Draft} item
 * @param {Element} pattern
 * @param {string} tab this one: what is being typed in it is deleted in its field
 */
function line(item, pattern, tab) {
  const { states } = words();
  const li = /** @type {HTMLElement} */ (pattern.cloneNode(true));
  const part = (/** @type {string} */ s) => /** @type {HTMLElement} */ (li.querySelector(s));
  part('[data-where]').textContent = item.position && states.position.replace('%', item.position);
  part('[data-why]').textContent = !('op' in item) ? states.local
    : item.state === 'waiting' ? states.wait
      : item.state === 'conflict' ? states.conflict : item.why || states.failed;
  part('[data-text]').textContent = item.text;
  /** @type {HTMLAnchorElement} */ (part('[data-go]')).href = placeOf(item);
  part('[data-copy-text]').addEventListener('click', () => navigator.clipboard?.writeText(item.text));
  part('[data-copy-text]').hidden = !navigator.clipboard;
  part('[data-drop]').hidden = !('op' in item) && item.tab === tab;
  part('[data-drop]').addEventListener('click', async () => {
    const self = await keeper();
    if ('op' in item) await self?.outbox.drop(item);
    else await self?.store.dropDraft(item.id);
    await self?.outbox.look();
    li.remove();
  });
  return li;
}

/** Where a text is gone on with. @param {Item|Draft} item */
function placeOf(item) {
  if ('op' in item) return `/articles/${item.article}/bench?s=${item.segment}`;
  if (item.field !== 'comment') return `/articles/${item.article}/review?s=${item.segment}`;
  return item.segment ? `/segments/${item.segment}/comments` : `/articles/${item.article}/comments`;
}

async function takeAlong() {
  const self = await keeper();
  const { states } = words();
  const { items, drafts } = await self?.store.all() ?? { items: [], drafts: [] };
  const text = [...items, ...drafts].map((i) => `${i.position && states.position.replace('%', i.position)}\n${i.text}\n`).join('\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/plain' }));
  link.download = 'truchement.txt';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Signing out: what can be sent is sent first, what cannot is named.
document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.getAttribute('action') !== '/signout' || form.dataset.ready) return;
  event.preventDefault();
  const self = await keeper();
  if (self) {
    await Promise.race([self.outbox.drain(), new Promise((r) => setTimeout(r, 4000))]);
    const { items, drafts } = await self.store.all();
    const lost = [...items, ...drafts].filter((i) => i.policy !== 'on').length;
    const { counts, tag, states } = words();
    if (lost && !confirm(counted({ tag, states, counts }, 'lost', lost))) return;
    if (await forget(false)) addKeep(form);
  }
  form.dataset.ready = 'yes';
  form.submit();
});

/** Has the server leave what the publication lets stay. @param {HTMLFormElement} form */
function addKeep(form) {
  const keep = document.createElement('input');
  keep.type = 'hidden';
  keep.name = 'keep';
  keep.value = 'yes';
  form.append(keep);
}
