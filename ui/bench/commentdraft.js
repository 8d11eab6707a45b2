// @ts-check
// A comment that is being written is kept in this browser as the text beside it is: it is there
// again when another row was open meanwhile, when the tab was closed, when the browser died. It
// is sent by its writer alone.
import { keeper, leftDrafts } from '../js/kept/drafts.js';

/** @typedef {import('../js/kept/store.js').Draft} Draft */
/** @typedef {import('../js/kept/drafts.js').Keeper} Keeper */

const FIELD = 'comment';
let leaving = false; // the comment is on its way with the page
let onDisk = true; // what is written outlives the page

/** @returns {HTMLTextAreaElement|null} */
const box = () => document.querySelector('form[data-comment] textarea');

/** @param {Keeper} self @param {HTMLTextAreaElement} area @returns {Draft} */
function draftOf({ person, tab }, area) {
  const { article = '', segment = '', position = '', policy = '' } = /** @type {HTMLFormElement} */ (area.form).dataset;
  return { id: `${person} ${segment || article} ${tab} ${FIELD}`, tab, person, article, segment, position, field: FIELD,
    policy: /** @type {Draft['policy']} */ (policy), version: '', after: '', time: Date.now(), text: area.value };
}

/** @param {HTMLTextAreaElement} area */
async function keep(area) {
  const self = await keeper();
  if (!self) return;
  const draft = draftOf(self, area);
  onDisk = self.store.keeps(draft.policy);
  await (draft.text.trim() ? self.store.keep(draft) : self.store.dropDraft(draft.id));
  self.outbox.look();
}

/** Whether a text stands among the comments: the desk has it. @param {string} text */
function said(text) {
  const plain = (/** @type {string} */ s) => s.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('.said .body')].some((e) => plain(e.textContent ?? '') === plain(text));
}

/** Puts the comment back that was begun here, or in a tab that is closed, the newest. */
async function recall() {
  const self = await keeper();
  const area = box();
  if (!self || !area) return;
  leaving = false;
  const own = draftOf(self, area);
  const kept = [...await leftDrafts(self), ...(await self.store.all()).drafts.filter((d) => d.id === own.id)]
    .filter((d) => d.field === FIELD && d.article === own.article && d.segment === own.segment);
  const unsaid = kept.filter((d) => !said(d.text));
  for (const d of kept) if (!unsaid.includes(d)) await self.store.dropDraft(d.id);
  const last = unsaid.at(-1);
  if (last && area.value === '' && area.isConnected) area.value = last.text;
  if (area.value !== '') await keep(area);
  if (last && last.id !== own.id && last.text === area.value) await self.store.dropDraft(last.id);
  self.outbox.look();
}

document.addEventListener('input', (e) => { if (e.target === box()) keep(/** @type {HTMLTextAreaElement} */ (e.target)); });
document.addEventListener('submit', (e) => { leaving ||= e.target === box()?.form; });
document.addEventListener('tab:gone', recall);
addEventListener('beforeunload', (e) => { if (!onDisk && !leaving && box()?.value.trim()) e.preventDefault(); });
const panel = document.getElementById('panel')?.parentElement;
if (panel) new MutationObserver(recall).observe(panel, { childList: true });
recall();
