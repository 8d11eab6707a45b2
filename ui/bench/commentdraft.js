// @ts-check
// Keeps the draft of a comment in this browser, as that of the segment: it is restored after another
// row was open, after the tab was closed and after a crash. It is only sent by its form.
import { openDrafts, draftsOfClosedTabs } from '../js/kept/drafts.js';

/** @typedef {import('../js/kept/store.js').Draft} Draft */
/** @typedef {import('../js/kept/drafts.js').Drafts} Drafts */

const FIELD = 'comment';
let submitted = false; // the form is being sent
let stored = true; // the draft is on disk

/** @returns {HTMLTextAreaElement|null} */
const commentField = () => document.querySelector('form[data-comment] textarea');

/** @param {Drafts} self @param {HTMLTextAreaElement} area @returns {Draft} */
function draftOf({ person, tab }, area) {
  const { article = '', segment = '', position = '', policy = '' } = /** @type {HTMLFormElement} */ (area.form).dataset;
  return { id: `${person} ${segment || article} ${tab} ${FIELD}`, tab, person, article, segment, position, field: FIELD,
    policy: /** @type {Draft['policy']} */ (policy), version: '', after: '', time: Date.now(), text: area.value };
}

/** @param {HTMLTextAreaElement} area */
async function keepDraft(area) {
  const self = await openDrafts();
  if (!self) return;
  const draft = draftOf(self, area);
  stored = self.store.writesToDisk(draft.policy);
  await (draft.text.trim() ? self.store.keepDraft(draft) : self.store.dropDraft(draft.id));
  self.outbox.refresh();
}

/** Whether a text is among the comments of the page. @param {string} text */
function isPublished(text) {
  const plain = (/** @type {string} */ s) => s.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('.said .body')].some((e) => plain(e.textContent ?? '') === plain(text));
}

/** Restores the newest draft of this tab or of a closed one. */
async function restore() {
  const self = await openDrafts();
  const area = commentField();
  if (!self || !area) return;
  submitted = false;
  const ownDraft = draftOf(self, area);
  const candidates = [...await draftsOfClosedTabs(self), ...(await self.store.all()).drafts.filter((d) => d.id === ownDraft.id)]
    .filter((d) => d.field === FIELD && d.article === ownDraft.article && d.segment === ownDraft.segment);
  const unpublished = candidates.filter((d) => !isPublished(d.text));
  for (const d of candidates) if (!unpublished.includes(d)) await self.store.dropDraft(d.id);
  const last = unpublished.at(-1);
  if (last && area.value === '' && area.isConnected) area.value = last.text;
  if (area.value !== '') await keepDraft(area);
  if (last && last.id !== ownDraft.id && last.text === area.value) await self.store.dropDraft(last.id);
  self.outbox.refresh();
}

document.addEventListener('input', (e) => { if (e.target === commentField()) keepDraft(/** @type {HTMLTextAreaElement} */ (e.target)); });
document.addEventListener('submit', (e) => { submitted ||= e.target === commentField()?.form; });
document.addEventListener('tab:closed', restore);
addEventListener('beforeunload', (e) => { if (!stored && !submitted && commentField()?.value.trim()) e.preventDefault(); });
const panel = document.getElementById('panel')?.parentElement;
if (panel) new MutationObserver(restore).observe(panel, { childList: true });
restore();
