// @ts-check
// The list of unsent texts: waiting, in conflict, refused. Each can be opened, copied, downloaded
// and deleted. Signing out asks first.
import { forget, openDrafts } from './drafts.js';
import { isDecision } from './store.js';
import { pluralOf } from './statusbar.js';

/** @typedef {import('./store.js').Item} Item */
/** @typedef {import('./store.js').Draft} Draft */

const dialog = /** @type {HTMLDialogElement|null} */ (document.getElementById('unsent'));
const words = () => JSON.parse(document.getElementById('strip')?.dataset.words ?? '{"states":{},"counts":{}}');

/** @param {string} selector */
const stripPart = (selector) => /** @type {HTMLElement|null} */ (document.querySelector(`[data-strip="${selector}"]`));

openDrafts();
stripPart('retry')?.addEventListener('click', async () => (await openDrafts())?.outbox.drain());
stripPart('list')?.addEventListener('click', show);
dialog?.querySelector('[data-file]')?.addEventListener('click', downloadTexts);

async function show() {
  await fill();
  dialog?.showModal();
}

async function fill() {
  const self = await openDrafts();
  const list = dialog?.querySelector('[data-list]');
  const template = dialog?.querySelector('template')?.content.firstElementChild;
  if (!self || !list || !template) return;
  await self.outbox.refresh();
  list.replaceChildren(...[...self.outbox.all(), ...self.outbox.review].map((item) => listItem(item, template, self.tab)));
}

/**
 * @param {Item|Draft} item
 * @param {Element} template
 * @param {string} tab of this page: its drafts are deleted in their fields, not here
 */
function listItem(item, template, tab) {
  const { states } = words();
  const li = /** @type {HTMLElement} */ (template.cloneNode(true));
  const part = (/** @type {string} */ s) => /** @type {HTMLElement} */ (li.querySelector(s));
  part('[data-where]').textContent = item.position && states.position.replace('%', item.position);
  part('[data-why]').textContent = !('op' in item) ? states.local
    : item.state === 'waiting' ? states.wait
      : item.state === 'conflict' ? states.conflict : item.why || states.failed;
  part('[data-text]').textContent = textOf(item);
  /** @type {HTMLAnchorElement} */ (part('[data-go]')).href = urlOf(item);
  part('[data-copy-text]').addEventListener('click', () => navigator.clipboard?.writeText(item.text));
  part('[data-copy-text]').hidden = !navigator.clipboard;
  part('[data-drop]').hidden = !('op' in item) && item.tab === tab;
  part('[data-drop]').addEventListener('click', async () => {
    const self = await openDrafts();
    if ('op' in item) await self?.outbox.remove(item);
    else await self?.store.dropDraft(item.id);
    await self?.outbox.refresh();
    li.remove();
  });
  return li;
}

/** What an item says: a decision is a word of its own, with its reason. @param {Item|Draft} item */
function textOf(item) {
  if (!('op' in item) || !isDecision(item)) return item.text;
  const decision = words().states[item.do] ?? '';
  return item.text ? `${decision}${words().states.colon}${item.text}` : decision;
}

/** The page on which a text can be edited. @param {Item|Draft} item */
function urlOf(item) {
  if ('op' in item && !isDecision(item)) return `/articles/${item.article}/bench?s=${item.segment}`;
  if (!('field' in item) || item.field !== 'comment') return `/articles/${item.article}/review?s=${item.segment}`;
  return item.segment ? `/segments/${item.segment}/comments` : `/articles/${item.article}/comments`;
}

async function downloadTexts() {
  const self = await openDrafts();
  const { states } = words();
  const { items, decisions, drafts } = await self?.store.all() ?? { items: [], decisions: [], drafts: [] };
  const text = [...items, ...decisions, ...drafts]
    .map((i) => `${i.position && states.position.replace('%', i.position)}\n${textOf(i)}\n`).join('\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/plain' }));
  link.download = 'truchement.txt';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Signing out first sends what can be sent, and asks when unsent texts would be deleted.
document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.getAttribute('action') !== '/signout' || form.dataset.ready) return;
  event.preventDefault();
  const self = await openDrafts();
  if (self) {
    await Promise.race([self.outbox.drain(), new Promise((r) => setTimeout(r, 4000))]);
    const { items, decisions, drafts } = await self.store.all();
    const unsentCount = [...items, ...decisions, ...drafts].filter((i) => i.policy !== 'on').length;
    const { counts, tag, states } = words();
    if (unsentCount && !confirm(pluralOf({ tag, states, counts }, 'lost', unsentCount))) return;
    if (await forget(false)) requestKeep(form);
  }
  form.dataset.ready = 'yes';
  form.submit();
});

/** Tells the server not to clear texts that a publication lets devices keep. @param {HTMLFormElement} form */
function requestKeep(form) {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = 'keep';
  input.value = 'yes';
  form.append(input);
}
