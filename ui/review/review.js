// @ts-check
// The review: decisions that go on to the next segment, choosing many, and rows that others
// change. Every form works without this; here only the rows that changed are put in place.
import { openField } from '../js/field/field.js';
import { registerFieldActions } from '../js/field/fieldactions.js';
import { announce, faultText, swap } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { openMarking, openTexts } from './issueform.js';
import { showPresence, tellPresence } from '../js/live/presence.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { openKeep } from './reviewdrafts.js';
import { forget, keepTyped, putBack, typed } from './forminputs.js';

const review = /** @type {HTMLElement} */ (document.querySelector('[data-review]'));
/** @type {Map<HTMLFormElement, import('../js/field/field.js').Field>} */
const fields = new Map();
const kept = openKeep(review, (form, text) => fields.get(form)?.setText(text));
let moved = () => {};
let sending = false;

const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[name="seg"]')]);
/** @param {string} selector */
const formIn = (selector) => /** @type {HTMLFormElement|null} */ (active()?.querySelector(selector) ?? null);

/** Wires what is new on the page. */
function begin() {
  showKeyNames();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-edit]'))) {
    if (!fields.has(form)) fields.set(form, openField(form));
  }
  for (const [form, field] of fields) if (!form.isConnected) { field.destroy(); fields.delete(form); }
  const label = /** @type {HTMLElement|null} */ (document.querySelector('[data-all]'));
  if (label) label.hidden = false;
  // The menu is sent when it changes.
  for (const b of document.querySelectorAll('[data-quiet]')) /** @type {HTMLElement} */ (b).hidden = true;
  openTexts();
  count();
  kept.recall(active());
}

document.addEventListener('tab:gone', () => kept.recall(active()));

function count() {
  const said = document.getElementById('chosen');
  const chosen = boxes().filter((b) => b.checked).length;
  if (!said) return;
  said.dataset.hint ??= said.textContent ?? '';
  said.textContent = chosen ? `${said.dataset.said} ${chosen}` : said.dataset.hint;
}

document.addEventListener('change', (e) => {
  const box = e.target;
  if (box instanceof HTMLInputElement && box.id === 'all') for (const b of boxes()) b.checked = box.checked;
  if (box instanceof HTMLInputElement) count();
  if (box instanceof HTMLSelectElement && box.id === 'base') box.form?.requestSubmit();
});

/** The touch-up that is typed and not saved, if there is one. */
function unsaved() {
  const form = formIn('form[data-edit]');
  if (!form) return null;
  const refused = form.querySelector('.clash, .err');
  return typed(form) || refused ? form : null;
}

/**
 * Asks for the rows that a step changes: the active one, the one it is about and the next.
 * @param {Request} request
 * @param {string[]} ids
 * @returns {Promise<{page: Document, url: string, ok: boolean}|null>} null: nothing came, and the page says so
 */
async function ask(request, ids) {
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
 * Puts the rows and the bar of an answer in place. What was typed stays.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
function place(page, wanted = () => true) {
  const checked = new Set(boxes().filter((b) => b.checked).map((b) => b.value.split(':')[0]));
  const gaps = /** @type {HTMLDetailsElement|null} */ (document.getElementById('gaps'))?.open;
  keepTyped(review);
  const ids = [...page.querySelectorAll('#review-bar, .rev')].map((e) => e.id).filter(wanted);
  const said = page.getElementById('notice')?.textContent?.trim() ?? '';
  swap(ids, page);
  for (const b of boxes()) if (checked.has(b.value.split(':')[0])) b.checked = true;
  const list = /** @type {HTMLDetailsElement|null} */ (document.getElementById('gaps'));
  if (list && gaps) list.open = true;
  putBack(review);
  begin();
  if (said) announce(said);
}

/**
 * Sends a form of a row and goes on to where its answer leads.
 * @param {HTMLFormElement} form
 * @param {HTMLElement|null} button
 */
async function send(form, button) {
  const touch = unsaved();
  if (touch && form !== touch && !form.matches('[data-mark]')) { warn(touch); return; }
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  const here = form.closest('.seg')?.id ?? '';
  const answer = await ask(new Request(form.action, { method: 'POST', body }), [here]);
  sending = false;
  if (!answer) return;
  if (answer.ok) await kept.sent(form);
  forget(form); // one that was refused comes back with all it held
  land(answer, form.matches('[data-decide], .quick form') ? '.num a' : '[data-side="target"]');
}

/** @param {HTMLFormElement} touch */
function warn(touch) {
  announce(review.dataset.unsaved ?? '', true);
  const box = touch.closest('details');
  if (box) box.open = true;
  fields.get(touch)?.focus();
}

/**
 * Shows an answer: its active row has the focus.
 * @param {{page: Document, url: string, ok: boolean}} answer
 * @param {string} focus what of the row
 */
function land(answer, focus) {
  const next = answer.page.querySelector('.rev.on')?.id;
  const empty = answer.page.getElementById('review-empty');
  // What comes next is not on this page.
  if (next ? !document.getElementById(next) : !empty) { location.assign(answer.url); return; }
  document.getElementById('review-empty')?.remove();
  place(answer.page);
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
  moved();
}

/** @param {HTMLAnchorElement} link to another row */
async function open(link) {
  const row = link.closest('.seg')?.id ?? '';
  const answer = await ask(new Request(link.href), [row]);
  if (answer) land(answer, '.num a');
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
 * What Ctrl+Enter sends: the form one is in, else the approval.
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
function step(by) {
  const rows = [...document.querySelectorAll('.seg')];
  const to = rows[rows.findIndex((r) => r.classList.contains('on')) + by];
  const link = to?.querySelector('.num a');
  if (link instanceof HTMLAnchorElement) open(link);
}

/** The field of the touch-up that is open. */
function touching() {
  const form = formIn('details[open] > form[data-edit]');
  return form ? fields.get(form) : undefined;
}

/** Opens the touch-up of the active row; false: there is none. */
function touch() {
  const form = formIn('form[data-edit]');
  const box = form?.closest('details');
  if (!form || !box) return false;
  box.open = true;
  fields.get(form)?.focus();
  return true;
}

actions.register('approve', () => decide('approve'));
actions.register('return', () => decide('return'));
actions.register('mark', () => openMarking());
actions.register('touch', touch);
actions.register('review-next', () => step(1));
actions.register('review-prev', () => step(-1));
registerFieldActions(touching, active);

// What others do.

/** @type {Set<string>} */
const changed = new Set();
let recut = false;
let timer = 0;

follow({
  after: Number(review.dataset.head),
  entry: (e) => {
    if (e.article !== review.dataset.article || !e.segment) return;
    recut ||= e.kind === 'segment.recut' || e.kind === 'segment.undone' && !document.getElementById(`r-${e.segment}`);
    changed.add(e.segment);
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  },
  presence: (p) => {
    if (p.article === review.dataset.article) showPresence(p, review.dataset.me ?? '', review.dataset.here ?? '%');
  },
});

/**
 * Takes over rows that others changed. The one being decided on stays as it is while something is
 * typed in it, and says what became of the segment.
 */
async function refresh() {
  if (sending) { timer = setTimeout(refresh, 250); return; }
  const ids = [...changed].map((s) => `r-${s}`).filter((id) => document.getElementById(id));
  changed.clear();
  if (recut) { await redraw(); return; }
  if (ids.length === 0) return;
  const on = active();
  const url = new URL(location.href);
  url.hash = '';
  if (on) { url.searchParams.set('s', on.dataset.segment ?? ''); url.searchParams.set('seen', on.dataset.version ?? ''); }
  const answer = await ask(new Request(url), ids);
  if (!answer?.ok || active() !== on) return;
  answer.page.getElementById('notice')?.remove();
  const now = on && answer.page.getElementById(on.id);
  const busy = on && [...on.querySelectorAll('form[data-decide], form[data-mark], form[data-edit]')]
    .some((f) => typed(/** @type {HTMLFormElement} */ (f)));
  const stays = on && (busy || now?.dataset.version === on.dataset.version && !ids.includes(on.id));
  if (stays && now?.dataset.version !== on.dataset.version) swap([`w-${on.dataset.segment}`], answer.page);
  place(answer.page, (id) => id === 'review-bar' || ids.includes(id) && !(stays && id === on.id));
}

/** Takes the whole list anew, when its cut has changed. */
async function redraw() {
  recut = false;
  try {
    const answer = await fetch(location.href);
    const page = parsePage(await answer.text());
    if (!answer.ok || !page.getElementById('rows')) return;
    keepTyped(review);
    swap(['review-bar', 'rows'], page);
    putBack(review);
    begin();
  } catch { /* the next event tries again */ }
}

begin();
moved = tellPresence(review.dataset.article ?? '', () => active()?.dataset.segment ?? '').moved;
