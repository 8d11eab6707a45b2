// @ts-check
// The review: decisions that lead to the next segment, choosing many, and rows that other people
// change. The forms work without this module; with it only the changed rows are replaced.
import { openField } from '../js/field/field.js';
import { registerFieldActions } from '../js/field/fieldactions.js';
import { announce, faultText, swap } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { openIssueForm, enableTextSelection } from './issueform.js';
import { showPresence, sendPresence } from '../js/live/presence.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { keepReviewDrafts } from './reviewdrafts.js';
import { forgetInputs, saveInputs, restoreInputs, hasInput } from './forminputs.js';

const review = /** @type {HTMLElement} */ (document.querySelector('[data-review]'));
/** @type {Map<HTMLFormElement, import('../js/field/field.js').Field>} */
const fields = new Map();
const drafts = keepReviewDrafts(review, (form, text) => fields.get(form)?.setText(text));
let sendMoved = () => {};
let sending = false;
const MAX_ROWS = 100; // rows of one request: their names are sent in a header, whose length is limited

const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[name="seg"]')]);
/** @param {string} selector */
const formIn = (selector) => /** @type {HTMLFormElement|null} */ (active()?.querySelector(selector) ?? null);

/** Wires new rows of the page. */
function wireRows() {
  showKeyNames();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-edit]'))) {
    if (!fields.has(form)) fields.set(form, openField(form));
  }
  for (const [form, field] of fields) if (!form.isConnected) { field.destroy(); fields.delete(form); }
  const label = /** @type {HTMLElement|null} */ (document.querySelector('[data-all]'));
  if (label) label.hidden = false;
  // The menu is sent when it changes.
  for (const b of document.querySelectorAll('[data-quiet]')) /** @type {HTMLElement} */ (b).hidden = true;
  enableTextSelection();
  showChosen();
  drafts.restore(active());
}

document.addEventListener('tab:closed', () => drafts.restore(active()));

function showChosen() {
  const said = document.getElementById('chosen');
  const chosen = boxes().filter((b) => b.checked).length;
  if (!said) return;
  said.dataset.hint ??= said.textContent ?? '';
  said.textContent = chosen ? `${said.dataset.said} ${chosen}` : said.dataset.hint;
}

document.addEventListener('change', (e) => {
  const box = e.target;
  if (box instanceof HTMLInputElement && (box.id === 'all' || box.name === 'every')) {
    for (const b of boxes()) b.checked = box.checked;
  }
  if (box instanceof HTMLInputElement) showChosen();
  if (box instanceof HTMLSelectElement && box.id === 'base') box.form?.requestSubmit();
});

// A choice of all that the filter lets through is sent as such, with what was unticked of it: a book
// has more segments than a form may have fields.
document.getElementById('bulk')?.addEventListener('submit', (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target);
  const every = /** @type {HTMLInputElement|null} */ (form.querySelector('input[name="every"]'));
  const except = /** @type {HTMLInputElement|null} */ (form.querySelector('input[name="except"]'));
  if (!every?.checked || !except) return;
  except.value = boxes().filter((b) => !b.checked).map((b) => b.value.split(':')[0]).join(' ');
  for (const b of boxes()) b.disabled = true;
});
window.addEventListener('pageshow', () => { for (const b of boxes()) b.disabled = false; });

/** The form of an unsaved touch-up; null: there is none. */
function unsaved() {
  const form = formIn('form[data-edit]');
  if (!form) return null;
  const refused = form.querySelector('.clash, .err');
  return hasInput(form) || refused ? form : null;
}

/**
 * Fetches the rows that a step changes: the active one, its own and the next.
 * @param {Request} request
 * @param {string[]} ids
 * @returns {Promise<{page: Document, url: string, ok: boolean}|null>} null: no answer, and the page says so
 */
async function fetchRows(request, ids) {
  const rows = [...new Set([active()?.id, ...ids])].filter(Boolean);
  request.headers.set('Fx-Target', `review-part ${rows.join(' ')}`);
  try {
    const answer = await fetch(request);
    const page = parsePage(await answer.text());
    if (page.getElementById('review-bar')) return { page, url: answer.url, ok: answer.ok };
    const fault = faultText(page);
    if (fault) announce(fault, true);
    else location.assign(answer.url);
  } catch {
    announce(document.body.dataset.offline ?? '', true);
  }
  return null;
}

/**
 * Replaces the rows and the bar by those of an answer, and keeps unsent input.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
function updatePage(page, wanted = () => true) {
  const checked = new Set(boxes().filter((b) => b.checked).map((b) => b.value.split(':')[0]));
  const gaps = /** @type {HTMLDetailsElement|null} */ (document.getElementById('gaps'))?.open;
  saveInputs(review);
  const ids = [...page.querySelectorAll('#review-bar, .rev')].map((e) => e.id).filter(wanted);
  const said = page.getElementById('notice')?.textContent?.trim() ?? '';
  swap(ids, page);
  for (const b of boxes()) if (checked.has(b.value.split(':')[0])) b.checked = true;
  const list = /** @type {HTMLDetailsElement|null} */ (document.getElementById('gaps'));
  if (list && gaps) list.open = true;
  restoreInputs(review);
  wireRows();
  if (said) announce(said);
}

/**
 * Sends a form of a row and shows the row to which its answer leads.
 * @param {HTMLFormElement} form
 * @param {HTMLElement|null} button
 */
async function send(form, button) {
  const touchUp = unsaved();
  if (touchUp && form !== touchUp && !form.matches('[data-mark]')) { warnUnsaved(touchUp); return; }
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  const here = form.closest('.seg')?.id ?? '';
  const answer = await fetchRows(new Request(form.action, { method: 'POST', body }), [here]);
  sending = false;
  if (!answer) return;
  if (answer.ok) await drafts.formSent(form);
  forgetInputs(form); // a refused one is in the answer with all its values
  showAnswer(answer, form.matches('[data-decide], .quick form') ? '.num a' : '[data-side="target"]');
}

/** @param {HTMLFormElement} touchUp */
function warnUnsaved(touchUp) {
  announce(review.dataset.unsaved ?? '', true);
  const box = touchUp.closest('details');
  if (box) box.open = true;
  fields.get(touchUp)?.focus();
}

/**
 * Shows an answer and focuses its active row.
 * @param {{page: Document, url: string, ok: boolean}} answer
 * @param {string} focus what of the row
 */
function showAnswer(answer, focus) {
  const next = answer.page.querySelector('.rev.on')?.id;
  const empty = answer.page.getElementById('review-empty');
  // The next segment is not on this page.
  if (next ? !document.getElementById(next) : !empty) { location.assign(answer.url); return; }
  document.getElementById('review-empty')?.remove();
  updatePage(answer.page);
  history.replaceState(null, '', answer.url);
  if (!next && empty) {
    document.getElementById('rows')?.before(document.adoptNode(empty));
    /** @type {HTMLElement|null} */ (empty.querySelector('a'))?.focus();
    return;
  }
  const row = active();
  row?.scrollIntoView({ block: 'nearest' });
  const wrong = answer.ok ? null : row?.querySelector('[aria-invalid="true"], .edit textarea');
  /** @type {HTMLElement|null|undefined} */ (wrong ?? row?.querySelector(focus))?.focus({ preventScroll: true });
  sendMoved();
}

/** @param {HTMLAnchorElement} link to another row */
async function open(link) {
  const row = link.closest('.seg')?.id ?? '';
  const answer = await fetchRows(new Request(link.href), [row]);
  if (answer) showAnswer(answer, '.num a');
}

document.addEventListener('submit', (e) => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || !form.closest('.seg') || e.defaultPrevented) return;
  e.preventDefault();
  send(form, /** @type {HTMLElement|null} */ (e.submitter));
});

document.addEventListener('click', (e) => {
  const link = e.target instanceof Element ? e.target.closest('.rev .num a, a[data-open], .late a') : null;
  if (!(link instanceof HTMLAnchorElement) || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  e.preventDefault();
  open(link);
});

/**
 * Sends a decision; an approval sends the form of the focus instead, where there is one.
 * @param {string} decision
 */
function decide(decision) {
  const on = /** @type {HTMLFormElement|null} */ (document.activeElement?.closest('form[data-mark], form[data-edit]') ?? null);
  if (on && decision === 'approve') {
    on.requestSubmit(on.querySelector('button.main, button[value="save"]'));
    return;
  }
  const form = formIn('form[data-decide]');
  const button = form?.querySelector(`button[value="${decision}"]`);
  if (!form || !(button instanceof HTMLButtonElement)) return;
  const reason = /** @type {HTMLInputElement} */ (form.elements.namedItem('reason'));
  const kind = /** @type {HTMLSelectElement} */ (form.elements.namedItem('kind'));
  const marked = active()?.querySelector('.fault-line');
  if (decision === 'return' && !reason.value.trim() && !kind.value && !marked) { reason.focus(); return; }
  form.requestSubmit(button);
}

/** @param {number} by */
function openAdjacent(by) {
  const rows = [...document.querySelectorAll('.seg')];
  const to = rows[rows.findIndex((r) => r.classList.contains('on')) + by];
  const link = to?.querySelector('.num a');
  if (link instanceof HTMLAnchorElement) open(link);
}

/** The field of the open touch-up. */
function touchUpField() {
  const form = formIn('details[open] > form[data-edit]');
  return form ? fields.get(form) : undefined;
}

/** Opens the touch-up of the active row; false: it has none. */
function editTouchUp() {
  const form = formIn('form[data-edit]');
  const box = form?.closest('details');
  if (!form || !box) return false;
  box.open = true;
  fields.get(form)?.focus();
  return true;
}

actions.register('approve', () => decide('approve'));
actions.register('return', () => decide('return'));
actions.register('mark', () => openIssueForm());
actions.register('touch', editTouchUp);
actions.register('review-next', () => openAdjacent(1));
actions.register('review-prev', () => openAdjacent(-1));
registerFieldActions(touchUpField, active);

/** @type {Set<string>} */
const changedSegments = new Set();
let recut = false;
let timer = 0;

follow({
  after: Number(review.dataset.head),
  entry: (e) => {
    if (e.article !== review.dataset.article || !e.segment) return;
    recut ||= e.kind === 'segment.recut' || e.kind === 'segment.undone' && !document.getElementById(`r-${e.segment}`);
    changedSegments.add(e.segment);
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  },
  presence: (p) => {
    if (p.article === review.dataset.article) showPresence(p, review.dataset.me ?? '', review.dataset.here ?? '%');
  },
});

/**
 * Replaces rows that other people changed. The active row stays while it has unsent input, and says
 * how the segment was changed.
 */
async function refresh() {
  if (sending) { timer = setTimeout(refresh, 250); return; }
  const ids = [...changedSegments].map((s) => `r-${s}`).filter((id) => document.getElementById(id));
  changedSegments.clear();
  if (recut && await reloadList()) return;
  if (ids.length === 0) return;
  const on = active();
  const url = new URL(location.href);
  url.hash = '';
  if (on) { url.searchParams.set('s', on.dataset.segment ?? ''); url.searchParams.set('seen', on.dataset.version ?? ''); }
  const later = ids.splice(MAX_ROWS);
  const answer = await fetchRows(new Request(url), ids);
  const moved = active() !== on; // another row is open, or its element was replaced
  for (const id of !answer?.ok || moved ? [...ids, ...later] : later) changedSegments.add(id.slice('r-'.length));
  if (answer?.ok && changedSegments.size > 0) {
    clearTimeout(timer);
    timer = setTimeout(refresh, moved ? 250 : 0);
  }
  if (!answer?.ok || moved) return;
  answer.page.getElementById('notice')?.remove();
  const now = on && answer.page.getElementById(on.id);
  const busy = on && [...on.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')]
    .some((f) => hasInput(/** @type {HTMLFormElement} */ (f)));
  const stays = on && (busy || now?.dataset.version === on.dataset.version && !ids.includes(on.id));
  if (stays && now?.dataset.version !== on.dataset.version) swap([`w-${on.dataset.segment}`], answer.page);
  updatePage(answer.page, (id) => id === 'review-bar' || ids.includes(id) && !(stays && id === on.id));
}

/**
 * Loads the whole list after segments were split or merged; after a failure the next event tries
 * again.
 * @returns {Promise<boolean>} false: the list is empty now, and the rows of this page are left to update
 */
async function reloadList() {
  try {
    const answer = await fetch(location.href);
    const page = parsePage(await answer.text());
    if (!answer.ok) return true;
    recut = false;
    if (!page.getElementById('rows')) return false;
    saveInputs(review);
    swap(['review-bar', 'rows'], page);
    restoreInputs(review);
    wireRows();
  } catch { /* recut is still set */ }
  return true;
}

wireRows();
sendMoved = sendPresence(review.dataset.article ?? '', () => active()?.dataset.segment ?? '').moved;
