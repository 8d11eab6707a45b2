// @ts-check
// What is typed in the review, a touch-up, a reason or the note of an issue, is kept in this
// browser as the workbench's drafts are, with one difference: a decision is its editor's, so
// nothing is sent by itself. When the tab was closed or the browser died, the next page that opens
// the segment puts it back, and so does one that has it open.
import { keeper, leftDrafts } from '../js/kept/drafts.js';
import { showStrip } from '../js/kept/statusbar.js';

/** @typedef {import('../js/kept/store.js').Draft} Draft */
/** @typedef {HTMLInputElement|HTMLTextAreaElement} Control */

/** The fields that are kept, each with its form. @type {Record<string, string>} */
const FIELDS = { target: 'form[data-edit]', reason: 'form[data-decide]', override: 'form[data-decide]', note: 'form[data-mark]' };
const FORMS = 'form[data-edit], form[data-decide], form[data-mark]';

/** @param {HTMLFormElement} form @param {string} name @returns {Control|null} */
function control(form, name) {
  const e = form.elements.namedItem(name);
  return e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement ? e : null;
}

/**
 * Keeps what is typed in the rows of a review.
 * @param {HTMLElement} review
 * @param {(form: HTMLFormElement, text: string) => void} write puts a text into a touch-up's field
 */
export function openKeep(review, write) {
  const policy = /** @type {Draft['policy']} */ (review.dataset.policy ?? '');
  /** @type {import('../js/kept/drafts.js').Keeper|null} */
  let self = null;
  /** @type {Set<string>} ids of what stands in this page and is not sent */
  const held = new Set();

  /** @param {Control} c @returns {Draft} */
  const draftOf = (c) => {
    const row = /** @type {HTMLElement} */ (c.closest('.seg'));
    const form = /** @type {HTMLFormElement} */ (c.form);
    const segment = row.dataset.segment ?? '';
    const [person, tab] = [self?.person ?? '', self?.tab ?? ''];
    return { id: `${person} ${segment} ${tab} ${c.name}`, tab, person, segment, field: c.name, policy,
      article: review.dataset.article ?? '', version: control(form, 'version')?.value ?? '', after: '',
      position: row.querySelector('.num a')?.lastChild?.textContent?.trim() ?? '', time: Date.now(), text: c.value };
  };

  const say = () => {
    if (held.size === 0) showStrip('idle');
    else showStrip(self?.store.keeps(policy) && !self.store.lacks ? 'local' : 'typing');
    self?.outbox.look();
  };

  /** @param {Control} c */
  const keep = async (c) => {
    if (!self) return;
    const draft = draftOf(c);
    const typed = c.value !== c.defaultValue && c.value.trim() !== '';
    if (typed) held.add(draft.id);
    else held.delete(draft.id);
    await (typed ? self.store.keep(draft) : self.store.dropDraft(draft.id));
    say();
  };

  /** @param {Draft} d left by a closed tab @param {HTMLElement} row */
  const putBack = async (d, row) => {
    const place = FIELDS[d.field ?? ''];
    const form = place ? /** @type {HTMLFormElement|null} */ (row.querySelector(place)) : null;
    const c = form && control(form, d.field ?? '');
    // What is typed here already goes first; the other stays in the list of the strip.
    if (!self || !form || !c || form.querySelector('.clash')) return;
    if (c.value !== d.text && c.value !== c.defaultValue) return;
    if (c.value !== d.text && d.field === 'target') {
      write(form, d.text);
      // Written on what stood there then: what others did since comes up as a conflict.
      /** @type {Control} */ (control(form, 'version')).value = d.version;
    } else c.value = d.text;
    const box = form.closest('details');
    if (box) box.open = true;
    await keep(c);
    await self.store.dropDraft(d.id);
  };

  /** Puts back what closed tabs left of a row, the newest of each field. @param {HTMLElement|null} row */
  const recall = async (row) => {
    self ??= await keeper();
    if (!self || !row) return;
    for (const form of row.querySelectorAll(FORMS)) {
      // What was typed before the store was open, or is back from before a swap.
      const typed = Object.keys(FIELDS).map((name) => control(/** @type {HTMLFormElement} */ (form), name));
      for (const c of typed) if (c && c.value !== c.defaultValue && !held.has(draftOf(c).id)) await keep(c);
    }
    const left = await leftDrafts(self);
    for (const d of left.reverse()) {
      if (d.field && d.segment === row.dataset.segment && row.isConnected) await putBack(d, row);
    }
    say();
  };

  review.addEventListener('input', (e) => {
    const c = e.target;
    if (!(c instanceof HTMLInputElement || c instanceof HTMLTextAreaElement)) return;
    if (c.name in FIELDS && c.form?.matches(FORMS) && c.closest('.seg')) keep(c);
  });
  addEventListener('beforeunload', (e) => {
    if (held.size > 0 && !self?.store.keeps(policy)) e.preventDefault();
  });

  return {
    recall,
    /** Forgets what the desk has taken. @param {HTMLFormElement} form */
    async sent(form) {
      if (!self || !form.matches(FORMS)) return;
      for (const name of Object.keys(FIELDS)) {
        const c = control(form, name);
        if (!c) continue;
        const { id } = draftOf(c);
        held.delete(id);
        await self.store.dropDraft(id);
      }
      say();
    },
  };
}
