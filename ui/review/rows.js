// @ts-check
// The rows of the review: opens one without the server, and takes changed ones out of an answer while
// what is typed stays.
import { announce, faultText, swap } from '../js/core/fragment.js';
import { showKeyNames } from '../js/core/keys.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { openField } from '../js/field/field.js';
import { showStatus } from '../js/kept/statusbar.js';
import { sendPresence } from '../js/live/presence.js';
import { keepChosen, showChosen } from './bulk.js';
import { hasInput, restoreInputs, saveInputs } from './forminputs.js';
import { enableTextSelection } from './issueform.js';
import { keepReviewDrafts } from './reviewdrafts.js';
import { closeRow, openRow } from './rowtools.js';

export const review = /** @type {HTMLElement} */ (document.querySelector('[data-review]'));
/** The fields of touch-ups. @type {Map<HTMLFormElement, import('../js/field/field.js').Field>} */
export const fields = new Map();
export const drafts = keepReviewDrafts(review, (form, text) => fields.get(form)?.setText(text));

export const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
/** @param {string|undefined} segment */
export const rowOf = (segment) => document.getElementById(`r-${segment}`);
/** @param {string} selector */
export const formIn = (selector) => /** @type {HTMLFormElement|null} */ (active()?.querySelector(selector) ?? null);

const presence = sendPresence(review.dataset.article ?? '', () => active()?.dataset.segment ?? '');
/** Called after rows are new. */
let rowsAreNew = () => {};

/** @param {() => void} f is called whenever rows are new */
export function onRows(f) { rowsAreNew = f; }

/** Wires new rows of the page. */
export function wireRows() {
  showKeyNames();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-edit]'))) {
    if (!fields.has(form)) fields.set(form, openField(form));
  }
  for (const [form, field] of fields) if (!form.isConnected) { field.destroy(); fields.delete(form); }
  // The menu is sent when it changes.
  for (const b of document.querySelectorAll('[data-quiet]')) /** @type {HTMLElement} */ (b).hidden = true;
  enableTextSelection();
  showChosen();
  rowsAreNew();
  drafts.restore(active());
}

/**
 * Fetches the rows that a step changes: the active one, its own and the next.
 * @param {Request} request
 * @param {string[]} ids
 * @returns {Promise<{page: Document, ok: boolean}|null>} null: no answer, and the page says so
 */
export async function fetchRows(request, ids) {
  const rows = [...new Set([active()?.id, ...ids])].filter(Boolean);
  request.headers.set('Fx-Target', `review-part ${rows.join(' ')}`);
  try {
    const answer = await fetch(request);
    const page = parsePage(await answer.text());
    if (page.getElementById('review-bar')) return { page, ok: answer.ok };
    const fault = faultText(page);
    if (fault) announce(fault, true);
    else location.assign(answer.url);
  } catch {
    announce(document.body.dataset.offline ?? '', true);
  }
  return null;
}

/**
 * Replaces rows, the bar and the end by those of an answer, and keeps unsent input. The row that is
 * open stays the open one, whatever the server has opened.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
export function updatePage(page, wanted = () => true) {
  const open = active()?.id;
  const unfolded = ['gaps', 'view-menu'].filter((id) => /** @type {HTMLDetailsElement|null} */ (document.getElementById(id))?.open);
  const top = active()?.getBoundingClientRect().top;
  saveInputs(review);
  const rows = [...page.querySelectorAll('.rev')].filter((r) => wanted(r.id));
  for (const row of rows) {
    if (row.id !== open) closeRow(row);
    else openRow(/** @type {HTMLElement} */ (row));
  }
  // What was done is said at the foot of the page: at its top it would move the rows.
  const notice = page.getElementById('notice');
  const said = notice?.textContent?.trim() ?? '';
  if (!notice?.querySelector('[data-kind="error"]')) notice?.remove();
  const caret = rememberCaret();
  keepChosen(() => swap(['review-bar', 'review-end', ...rows.map((r) => r.id)], page));
  for (const id of unfolded) document.getElementById(id)?.setAttribute('open', '');
  restoreInputs(review);
  wireRows();
  caret();
  const moved = (active()?.getBoundingClientRect().top ?? 0) - (top ?? 0);
  if (top !== undefined && moved) scrollBy({ top: moved, behavior: 'instant' });
  if (said) { announce(said); showStatus('saved', said); }
}

/** @returns {() => void} puts the caret back where it was in a box that was replaced */
function rememberCaret() {
  const box = document.activeElement;
  if (!(box instanceof HTMLInputElement) || box.type !== 'text' || !box.id) return () => {};
  const [from, to] = [box.selectionStart, box.selectionEnd];
  return () => {
    const now = document.getElementById(box.id);
    if (now === box || !(now instanceof HTMLInputElement)) return;
    now.focus({ preventScroll: true });
    now.setSelectionRange(from, to);
  };
}

/** Whether a person writes in a box, so that another row must not take the focus. */
export function isWriting() {
  const e = document.activeElement;
  return e instanceof HTMLTextAreaElement || e instanceof HTMLInputElement && e.type === 'text' ||
    e instanceof HTMLElement && e.isContentEditable;
}

/** @param {HTMLElement} row */
export function isBusy(row) {
  return [...row.querySelectorAll('form')].some((f) => hasInput(f));
}

/**
 * Opens a row of the page, without the server.
 * @param {HTMLElement} row
 */
export function open(row) {
  const old = active();
  if (row !== old) {
    saveInputs(review);
    if (old) closeRow(old);
    openRow(row);
    restoreInputs(review);
    wireRows();
    if ('faults' in row.dataset) loadIssues(row);
  }
  const link = /** @type {HTMLAnchorElement} */ (row.querySelector('.num a'));
  history.replaceState(null, '', link.href);
  layRow(row);
  link.focus({ preventScroll: true });
  presence.moved();
}

/** Scrolls once to a row that does not show whole, so that it begins at a third of the height. @param {HTMLElement} row */
function layRow(row) {
  const { top, bottom } = row.getBoundingClientRect();
  const [above, below] = [document.querySelector('header.top'), document.querySelector('footer.foot')];
  const from = above && getComputedStyle(above).position === 'sticky' ? above.getBoundingClientRect().bottom : 0;
  const to = below ? Math.min(below.getBoundingClientRect().top, innerHeight) : innerHeight;
  if (top < from || bottom > to) scrollBy({ top: top - Math.max(from, innerHeight / 3), behavior: 'instant' });
}

/** Fetches the issues of a row that was opened without the server. @param {HTMLElement} row */
async function loadIssues(row) {
  const { href } = /** @type {HTMLAnchorElement} */ (row.querySelector('.num a'));
  try {
    const answer = await fetch(href, { headers: { 'Fx-Target': `review-part ${row.id}` } });
    const page = parsePage(await answer.text());
    page.getElementById('notice')?.remove();
    if (answer.ok) swap([`i-${row.dataset.segment}`], page);
  } catch { /* the marks in the text show without them */ }
}
