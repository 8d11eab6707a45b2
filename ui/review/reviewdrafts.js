// @ts-check
// Keeps drafts of the review's forms in this browser: of a touch-up, a reason, the note of an issue.
// Unlike drafts of the workbench they are never sent by themselves, since a decision is its editor's.
// After a tab was closed or crashed, any page with the segment open restores them.
import { openDrafts, draftsOfClosedTabs } from '../js/kept/drafts.js';
import { showStatus } from '../js/kept/statusbar.js';

/** @typedef {import('../js/kept/store.js').Draft} Draft */
/** @typedef {HTMLInputElement|HTMLTextAreaElement} Control */

/** The forms of the fields that are kept. @type {Record<string, string>} */
const FIELDS = { target: 'form[data-edit]', reason: '.tooled form[data-decide="return"]',
  override: '.tooled form[data-decide="approve"]', note: 'form[data-mark]' };
const FORMS = Object.values(FIELDS).join();

/** @param {HTMLFormElement} form @param {string} name @returns {Control|null} */
function control(form, name) {
  const e = form.elements.namedItem(name);
  return e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement ? e : null;
}

/**
 * Keeps drafts of the forms in the rows of a review.
 * @param {HTMLElement} review
 * @param {(form: HTMLFormElement, text: string) => void} setText sets the text of a touch-up's field
 */
export function keepReviewDrafts(review, setText) {
  const policy = /** @type {Draft['policy']} */ (review.dataset.policy ?? '');
  /** @type {import('../js/kept/drafts.js').Drafts|null} */
  let self = null;
  /** @type {Set<string>} ids of this page's drafts that are not sent */
  const unsent = new Set();

  /** @param {Control} c @returns {Draft} */
  const draftOf = (c) => {
    const form = /** @type {HTMLFormElement} */ (c.form);
    // The form of a row that was closed meanwhile is in no row any more.
    const { segment = '' } = /** @type {HTMLElement} */ (form.closest('[data-segment]')).dataset;
    const row = document.getElementById(`r-${segment}`);
    const [person, tab] = [self?.person ?? '', self?.tab ?? ''];
    return { id: `${person} ${segment} ${tab} ${c.name}`, tab, person, segment, field: c.name, policy,
      article: review.dataset.article ?? '', version: control(form, 'version')?.value ?? '', after: '',
      position: row?.querySelector('.num a')?.lastChild?.textContent?.trim() ?? '', time: Date.now(), text: c.value };
  };

  const showDraftStatus = () => {
    if (unsent.size === 0) showStatus('idle');
    else showStatus(self?.store.writesToDisk(policy) && !self.store.diskFault ? 'local' : 'typing');
    self?.outbox.refresh();
  };

  /** @param {Control} c */
  const keepDraft = async (c) => {
    if (!self) return;
    const draft = draftOf(c);
    const changed = c.value !== c.defaultValue && c.value.trim() !== '';
    if (changed) unsent.add(draft.id);
    else unsent.delete(draft.id);
    await (changed ? self.store.keepDraft(draft) : self.store.dropDraft(draft.id));
    showDraftStatus();
  };

  /** @param {Draft} d left by a closed tab @param {HTMLElement} row */
  const restoreDraft = async (d, row) => {
    const selector = FIELDS[d.field ?? ''];
    const form = selector ? /** @type {HTMLFormElement|null} */ (row.querySelector(selector)) : null;
    const c = form && control(form, d.field ?? '');
    // Text typed in this page takes precedence; the draft stays in the list of unsent texts.
    if (!self || !form || !c || form.querySelector('.clash')) return;
    if (c.value !== d.text && c.value !== c.defaultValue) return;
    if (c.value !== d.text && d.field === 'target') {
      setText(form, d.text);
      // Based on the version of its time: a later change by another person is a conflict.
      /** @type {Control} */ (control(form, 'version')).value = d.version;
    } else c.value = d.text;
    const box = form.closest('details');
    if (box) box.open = true;
    await keepDraft(c);
    await self.store.dropDraft(d.id);
  };

  /** Restores drafts of closed tabs in a row, the newest of each field. @param {HTMLElement|null} row */
  const restore = async (row) => {
    self ??= await openDrafts();
    if (!self || !row) return;
    for (const form of row.querySelectorAll(FORMS)) {
      // Typed before the store was open, or restored after a swap.
      const controls = Object.keys(FIELDS).map((name) => control(/** @type {HTMLFormElement} */ (form), name));
      for (const c of controls) if (c && c.value !== c.defaultValue && !unsent.has(draftOf(c).id)) await keepDraft(c);
    }
    const drafts = await draftsOfClosedTabs(self);
    for (const d of drafts.reverse()) {
      if (d.field && d.segment === row.dataset.segment && row.isConnected) await restoreDraft(d, row);
    }
    showDraftStatus();
  };

  review.addEventListener('input', (e) => {
    const c = e.target;
    if (!(c instanceof HTMLInputElement || c instanceof HTMLTextAreaElement)) return;
    if (c.name in FIELDS && c.form?.matches(FORMS) && c.closest('.seg')) keepDraft(c);
  });
  addEventListener('beforeunload', (e) => {
    if (unsent.size > 0 && !self?.store.writesToDisk(policy)) e.preventDefault();
  });

  return {
    restore,
    /** Deletes the drafts of a form that the server has accepted. @param {HTMLFormElement} form */
    async formSent(form) {
      if (!self || !form.matches(FORMS)) return;
      for (const name of Object.keys(FIELDS)) {
        const c = control(form, name);
        if (!c) continue;
        const { id } = draftOf(c);
        unsent.delete(id);
        await self.store.dropDraft(id);
      }
      showDraftStatus();
    },
  };
}
