// @ts-check
// The review: decisions that lead to the next segment, and rows that other people change. The forms
// work without this module; with it the next row opens before a decision is sent, and only changed
// rows are replaced.
import { registerFieldActions } from '../js/field/fieldactions.js';
import { announce } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { Decisions } from './decisions.js';
import { followFindings } from './findings.js';
import { forgetInputs, hasInput } from './forminputs.js';
import { openIssueForm } from './issueform.js';
import { followOthers } from './others.js';
import { active, drafts, fetchRows, fields, formIn, isBusy, isWriting, onRows, open, review, rowOf, updatePage, wireRows } from './rows.js';
import { closeRow, numberOf } from './rowtools.js';

/** @type {Set<HTMLFormElement>} forms that are sent and not answered: not decisions, which the outbox sends */
const inFlight = new Set();
const decisions = new Decisions(review, { saved: showSaved, refused: handleRefusal, restored: handleRestored });
let atEnd = false; // the last row of the page is decided, and the answer is to say what comes then
let takenBack = -Infinity; // when the editor was last taken back to a segment
let refusal = ''; // why
const AIMED_ELSEWHERE = 1500; // ms after that in which a key was meant for the row before

followFindings(review.dataset.noFinding ?? '');
document.addEventListener('tab:closed', () => drafts.restore(active()));

document.addEventListener('change', (e) => {
  const menu = e.target;
  if (menu instanceof HTMLSelectElement && menu.id === 'base') menu.form?.requestSubmit();
});

/** The form of an unsaved touch-up; null: there is none. */
function unsaved() {
  const form = formIn('form[data-edit]');
  if (!form) return null;
  const refused = form.querySelector('.clash, .err');
  return hasInput(form) || refused ? form : null;
}

/** Marks the rows whose decision is not answered. */
function showSending() {
  for (const [segment, decision] of decisions.unanswered()) {
    const row = rowOf(segment);
    const mark = /** @type {HTMLTemplateElement|null} */ (document.getElementById(`sending-${decision}`));
    if (!row || !mark || row.dataset.sending === decision) continue;
    row.dataset.sending = decision;
    row.querySelector('.st > .state')?.replaceWith(mark.content.cloneNode(true));
  }
}

/** The next row after another one on which a decision is to be made. @param {Element} row @returns {HTMLElement|null} */
function nextRow(row) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.rev')]);
  const at = rows.findIndex((r) => r === row);
  return [...rows.slice(at + 1), ...rows.slice(0, at)].find((r) => 'listed' in r.dataset && !('sending' in r.dataset)) ?? null;
}

/**
 * Makes a decision, and opens the next row at once.
 * @param {HTMLFormElement} form
 * @param {string} decision
 */
function decide(form, decision) {
  const row = /** @type {HTMLElement} */ (form.closest('.seg'));
  const touchUp = row === active() ? unsaved() : null;
  if (touchUp) { warnUnsaved(touchUp); return; }
  if (lacksReason(row, form, decision)) return;
  const stored = decisions.add(row, form, decision);
  for (const f of /** @type {NodeListOf<HTMLFormElement>} */ (row.querySelectorAll('form[data-decide]'))) {
    forgetInputs(f);
    stored.then(() => drafts.formSent(f));
  }
  announce('', true);
  showSending();
  if (row !== active()) { /** @type {HTMLElement|null} */ (row.querySelector('.num a'))?.focus(); return; }
  if (takeBack()) return;
  const next = nextRow(row);
  if (next) { open(next); return; }
  atEnd = true;
  closeRow(row);
  focusEnd();
}

/**
 * Whether a decision lacks its reason, or would lose one; the box of the reason has the focus then.
 * @param {HTMLElement} row
 * @param {HTMLFormElement} form
 * @param {string} decision
 */
function lacksReason(row, form, decision) {
  const box = (/** @type {string} */ name) => /** @type {HTMLInputElement|null} */ (row.querySelector(`.tooled [name="${name}"]`));
  const [reason, override] = [box('reason'), decision === 'approve' ? box('override') : null];
  const kind = /** @type {HTMLSelectElement|null} */ (row.querySelector('.tooled [name="kind"]'));
  const { reasonLeft = '', noReason = '' } = review.dataset;
  if (decision === 'approve' && reason?.value.trim()) return ask(reason, reasonLeft);
  if (override && !override.value.trim()) return ask(override, ''); // the notice beside it says why
  const marked = row.querySelector('.fault-line') || [...inFlight].some((f) => f.matches('[data-mark]') && row.contains(f));
  return decision === 'return' && !reason?.value.trim() && !kind?.value && !marked &&
    ask(reason, reason?.closest('details')?.open ? noReason : ''); // to unfold the box asks enough
}

/** @param {HTMLElement|null} box @param {string} words */
function ask(box, words) {
  const fold = box?.closest('details');
  if (words) announce(words, true);
  if (fold) fold.open = true;
  box?.focus();
  return true;
}

/** Moves the focus behind the last row. */
function focusEnd() {
  const end = document.getElementById('review-end');
  const button = /** @type {HTMLElement|null|undefined} */ (end?.querySelector('button:enabled') ?? end?.querySelector('a.btn'));
  button?.focus();
}

/** Shows that a decision is carried out. @param {import('../js/kept/outbox.js').SaveResult} result */
function showSaved({ segment, version, html }) {
  const page = parsePage(html);
  const row = rowOf(segment);
  if (row && !decisions.madeOn(segment)) delete row.dataset.sending;
  const next = page.querySelector('.rev.on');
  const link = /** @type {HTMLAnchorElement|null} */ (next?.querySelector('.num a') ?? null);
  const elsewhere = next && !document.getElementById(next.id);
  const busy = row !== null && row === active() && isBusy(row);
  if (busy) rebase(row, version);
  updatePage(page, (id) => id === row?.id && !busy);
  if (!atEnd || decisions.unanswered().length || takeBack()) return;
  atEnd = false;
  const here = document.activeElement === document.body || document.activeElement?.closest('#review-end');
  if (link && elsewhere) location.assign(link.href); // the next one is not on this page
  else if (next && here) open(/** @type {HTMLElement} */ (rowOf(/** @type {HTMLElement} */ (next).dataset.segment)));
  else if (here) focusEnd();
}

/** Bases what is typed in a row on the version that its own decision made. @param {HTMLElement} row @param {string} version */
function rebase(row, version) {
  const old = row.dataset.version;
  row.dataset.version = version;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('input[name="version"]'))) {
    if (input.value === old) input.value = version;
  }
}

/** Takes the editor back to a decision that was refused, once they do not write in another row. */
function handleRefusal() {
  const { item, problem } = decisions.refusals[0];
  if (!isWriting()) { takeBack(); return; }
  announce(refusalOf(item, problem), true);
  const button = document.createElement('button');
  button.className = 'btn';
  button.textContent = review.dataset.go ?? '';
  button.addEventListener('click', () => takeBack());
  document.getElementById('alarm')?.append(' ', button);
}

/** Opens the segment of the oldest refusal, with the reason as it was typed. @returns {boolean} false: there is none */
function takeBack() {
  const refused = decisions.refusals.shift();
  const row = rowOf(refused?.item.segment);
  if (!refused || !row) return false;
  const { item, problem, html } = refused;
  delete row.dataset.sending;
  atEnd = false;
  const page = html ? parsePage(html) : null;
  const fresh = page?.getElementById(row.id);
  if (page && fresh) {
    fresh.classList.remove('on'); // it takes the place of a closed row, and is opened as any
    updatePage(page, (id) => id === row.id);
  }
  const now = /** @type {HTMLElement} */ (rowOf(item.segment));
  open(now);
  const form = /** @type {HTMLFormElement|null} */ (now.querySelector(`.tooled form[data-decide="${item.do}"]`));
  const box = form?.elements.namedItem(item.do === 'return' ? 'reason' : 'override');
  const kind = form?.elements.namedItem('kind');
  if (box instanceof HTMLInputElement) { box.value = item.text; box.defaultValue = ''; }
  if (kind instanceof HTMLSelectElement) kind.value = item.kind ?? '';
  const fold = form?.closest('details');
  if (fold) fold.open = true;
  if (box || !item.text) decisions.drop(item);
  drafts.restore(now);
  takenBack = performance.now();
  refusal = refusalOf(item, problem);
  announce(refusal, true);
  return true;
}

/** @param {import('../js/kept/store.js').Item} item @param {string} problem */
function refusalOf(item, problem) {
  return `${(review.dataset.refused ?? '').replace('%', item.position)} ${problem}`;
}

/** Shows what an earlier page has decided: the row to decide on is another one then. */
function handleRestored() {
  showSending();
  if (decisions.refusals.length) { handleRefusal(); return; }
  const on = active();
  const next = on && 'sending' in on.dataset && !isWriting() ? nextRow(on) : null;
  if (next) open(next);
}

/** @param {HTMLFormElement} touchUp */
function warnUnsaved(touchUp) {
  announce(review.dataset.unsaved ?? '', true);
  const box = touchUp.closest('details');
  if (box) box.open = true;
  fields.get(touchUp)?.focus();
}

/**
 * Sends a form of a row that is no decision.
 * @param {HTMLFormElement} form
 * @param {HTMLElement|null} button
 */
async function send(form, button) {
  const touchUp = unsaved();
  if (touchUp && form !== touchUp && !form.matches('[data-mark]')) { warnUnsaved(touchUp); return; }
  if (inFlight.has(form)) return;
  inFlight.add(form);
  const row = /** @type {HTMLElement} */ (form.closest('.seg'));
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  const sent = fetchRows(new Request(form.action, { method: 'POST', body }), [row.id]);
  decisions.before = sent;
  const answer = await sent;
  inFlight.delete(form);
  if (!answer) return;
  if (answer.ok) await drafts.formSent(form);
  if (!answer.ok && active()?.id !== row.id && isWriting()) {
    // What was typed comes back when its row is opened again.
    announce(answer.page.querySelector('.rev.on .err')?.textContent?.trim() ?? '', true);
    return;
  }
  forgetInputs(form); // a refused one is in the answer with all its values
  showAnswer(answer, row.id, form);
}

/**
 * Shows the answer to a form of a row. Who has gone on to another row stays there.
 * @param {{page: Document, ok: boolean}} answer
 * @param {string} id of the row
 * @param {HTMLFormElement} form
 */
function showAnswer(answer, id, form) {
  const focus = document.activeElement;
  const stayed = form.contains(focus) || focus === document.body;
  const row = document.getElementById(id);
  if (row && row !== active()) {
    if (answer.ok) { updatePage(answer.page, (r) => r === id); return; }
    open(row);
  }
  updatePage(answer.page);
  if (!stayed && answer.ok) return;
  const wrong = answer.ok ? null : active()?.querySelector('[aria-invalid="true"], .edit textarea');
  /** @type {HTMLElement|null|undefined} */ (wrong ?? active()?.querySelector('[data-side="target"]'))?.focus({ preventScroll: true });
}

document.addEventListener('submit', (e) => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || !form.closest('.seg') || e.defaultPrevented) return;
  e.preventDefault();
  const button = /** @type {HTMLButtonElement|null} */ (e.submitter);
  if (form.dataset.decide) decide(form, form.dataset.decide);
  else send(form, button);
});

document.addEventListener('click', async (e) => {
  const link = e.target instanceof Element ? e.target.closest('.rev .num a, a[data-open], .late a') : null;
  if (!(link instanceof HTMLAnchorElement) || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  e.preventDefault();
  const row = /** @type {HTMLElement} */ (link.closest('.seg'));
  if (!link.closest('.late')) { open(row); return; }
  const answer = await fetchRows(new Request(link.href), [row.id]);
  if (answer) updatePage(answer.page);
});

// A form that unfolds has the focus.
document.addEventListener('click', (e) => {
  const fold = e.target instanceof Element ? e.target.closest('.fold > summary')?.parentElement : null;
  if (!(fold instanceof HTMLDetailsElement) || fold.open) return;
  e.preventDefault();
  fold.open = true;
  if (fold.matches('.touch')) editTouchUp();
  else if (fold.matches('.marking')) openIssueForm();
  else /** @type {HTMLElement|null} */ (fold.querySelector('input:not([type="hidden"])'))?.focus();
});

/**
 * Makes a decision on the active row; an approval sends the form of the focus instead, where there
 * is one.
 * @param {string} decision
 */
function press(decision) {
  if (performance.now() - takenBack < AIMED_ELSEWHERE) {
    const on = active();
    if (on) announce(`${refusal} ${(review.dataset.back ?? '').replace('%', numberOf(on))}`, true);
    return;
  }
  const on = /** @type {HTMLFormElement|null} */ (document.activeElement?.closest('form[data-mark], form[data-edit]') ?? null);
  if (on && decision === 'approve') {
    on.requestSubmit(on.querySelector('button.main, button[value="save"]'));
    return;
  }
  const form = formIn(`.tooled form[data-decide="${decision}"]`);
  if (form) decide(form, decision);
}

/** @param {number} by */
function openAdjacent(by) {
  if (takeBack()) return;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.rev')]);
  const at = rows.findIndex((r) => r.classList.contains('on'));
  const to = at < 0 ? rows.at(by > 0 ? 0 : -1) : rows[at + by];
  if (to) open(to);
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

actions.register('approve', () => press('approve'));
actions.register('return', () => press('return'));
actions.register('mark', () => openIssueForm());
actions.register('touch', editTouchUp);
actions.register('review-next', () => openAdjacent(1));
actions.register('review-prev', () => openAdjacent(-1));
registerFieldActions(touchUpField, active);

onRows(showSending);
wireRows();
// The browser itself goes where a form that was sent leads on.
if (document.activeElement === document.body && !review.querySelector('[autofocus]')) {
  const first = review.querySelector('[aria-invalid="true"]') ?? active()?.querySelector('.num a');
  if (first) /** @type {HTMLElement} */ (first).focus({ preventScroll: true });
  else focusEnd();
}
followOthers({ waits: () => inFlight.size > 0, isOwn: (segment) => decisions.madeOn(segment) !== '' });
