// @ts-check
// The workbench: opens rows without loading the page again, each with an editor.
import { announce, faultText, load, swap } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { Editor } from './editor.js';
import { registerFieldActions } from '../js/field/fieldactions.js';
import { wireFilter } from './filter.js';
import { openDrafts } from '../js/kept/drafts.js';
import { showPresence, sendPresence, lockHolder } from '../js/live/presence.js';
import { adjacentRow, closeRow, markWaiting, openRow, showLocalTexts } from './rows.js';
import { keepScrollPosition } from './scrollanchor.js';
import { showStatus } from '../js/kept/statusbar.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { hideLock, showLock, isLocked } from './typinglock.js';
import { pageChanged } from '../js/kept/registerworker.js';

const MAX_ROWS = 100; // rows of one request: their names are sent in a header, whose length is limited
const ROW_TIMEOUT = 4000; // ms after which a row is opened from data of the page
const LIST_TIMEOUT = 40000; // ms

const bench = /** @type {HTMLElement} */ (document.querySelector('[data-bench]'));
const me = bench.dataset.me ?? '';
/** @type {Editor|null} */
let editor = null;
/** @type {ReturnType<typeof sendPresence>|null} */
let presence = null;
/** @type {import('../js/live/feed.js').Presence|null} */
let others = null;

/** The active row. */
const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
/** @param {string|undefined} id */
const row = (id) => /** @type {HTMLElement|null} */ (id ? document.getElementById(`r-${id}`) : null);

const editorPage = { article: bench.dataset.article ?? '', refused: showRefused, adopt,
  policy: /** @type {import('../js/kept/store.js').Policy} */ (bench.dataset.policy ?? '') };

/** Starts the editor of the active row. @param {boolean} [focus] */
function startEditor(focus = false) {
  const form = active()?.querySelector('form[data-edit]');
  editor?.destroy();
  editor = form instanceof HTMLFormElement ? new Editor(form, editorPage) : null;
  editor?.field.onInput(() => presence?.typed());
  showKeyNames();
  presence?.moved();
  updateLock();
  if (!focus) return;
  active()?.scrollIntoView({ block: 'nearest' });
  if (!editor) /** @type {HTMLElement|null} */ (active()?.querySelector('.num'))?.focus();
  else if (!editor.field.focused()) editor.focus();
}

/**
 * Replaces the parts of the page that an answer has.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
function adopt(page, wanted = () => true) {
  const ids = [...page.querySelectorAll('[data-part][id]')].map((e) => e.id)
    .filter((id) => document.getElementById(id) && wanted(id));
  const parts = ids.filter((id) => !ids.some((o) => o !== id &&
    page.getElementById(o)?.contains(page.getElementById(id))));
  // The text of a notice goes to the status bar, where a whole page would have it at the top.
  const notice = page.getElementById('notice');
  const said = notice?.textContent?.trim() ?? '';
  notice?.remove();
  keepScrollPosition(() => swap(parts, page));
  showKeyNames();
  if (others) showPresence(others, me, bench.dataset.here ?? '%');
  if (said) { showStatus('saved', said); announce(said); }
  return parts;
}

/**
 * Shows the row of a save that was refused or in conflict.
 * @param {Document} page
 * @param {string} id
 * @param {string|null} typed the text typed since, for the field
 */
function showRefused(page, id, typed) {
  if (active()?.dataset.segment !== id) return false;
  const parts = adopt(page, (p) => p === `r-${id}`);
  if (!parts.length) return false;
  startEditor(true);
  if (typed !== null) editor?.field.setText(typed);
  return true;
}

/**
 * Opens another row without the server.
 * @param {HTMLElement} to
 */
function openLocally(to) {
  const old = active();
  const text = editor?.field.text() ?? '';
  const waits = (editor?.unanswered.length ?? 0) > 0;
  editor?.destroy();
  editor = null;
  if (old) closeRow(old, text);
  if (old && waits) markWaiting(old);
  openRow(to);
  history.replaceState(null, '', /** @type {HTMLAnchorElement} */ (to.querySelector('a.num')).href);
  startEditor(true);
}

/**
 * Opens another row.
 * @param {string} href
 * @param {string|undefined} id of the segment, when its row is here
 */
async function open(href, id) {
  if (editor && !(await editor.flush())) return;
  const old = active()?.dataset.segment;
  if (!id || !row(id)) { location.assign(href); return; }
  const page = await fetchPage(href, `bench r-${old} r-${id}`);
  const to = row(id);
  if (!page && to) openLocally(to);
  if (!page) return;
  adopt(page);
  history.replaceState(null, '', href);
  startEditor(true);
}

/**
 * @param {string} href
 * @param {string} target
 * @returns {Promise<Document|null>} null: no answer, and the status bar says so
 */
async function fetchPage(href, target) {
  try {
    const answer = await fetch(href, { headers: target ? { 'Fx-Target': target } : {},
      signal: AbortSignal.timeout(target ? ROW_TIMEOUT : LIST_TIMEOUT) });
    if (answer.ok) return parsePage(await answer.text());
    if (answer.status === 401) showStatus('signin');
    else announce(faultText(parsePage(await answer.text())), true);
  } catch {
    showStatus('offline');
  }
  return null;
}

document.addEventListener('click', (e) => {
  if (!(e.target instanceof Element) || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  const onward = e.target.closest('a[data-onward]');
  const seg = /** @type {HTMLElement|null} */ (e.target.closest('.seg'));
  if (onward instanceof HTMLAnchorElement) {
    e.preventDefault();
    open(onward.href, new URL(onward.href).searchParams.get('s') ?? undefined);
    return;
  }
  if (!seg || seg.classList.contains('on')) return;
  const link = /** @type {HTMLAnchorElement|null} */ (seg.querySelector('a.num'));
  const other = e.target.closest('a, button, input, summary');
  if (!link || (other && other !== link) || (!other && String(getSelection()))) return;
  e.preventDefault();
  open(link.href, seg.dataset.segment);
});

// Without room for the panel a link into it opens a page.
document.addEventListener('click', (e) => {
  const link = e.target instanceof Element ? e.target.closest('a[data-panel]') : null;
  if (!link) return;
  link.toggleAttribute('data-fx', panelShows());
  if (panelShows()) link.setAttribute('data-fx', 'panel');
}, true);

function panelShows() {
  return /** @type {HTMLElement|null} */ (document.querySelector('.side'))?.offsetParent !== null;
}

document.addEventListener('submit', async (e) => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-edit') || !editor) return;
  e.preventDefault();
  const button = /** @type {HTMLButtonElement|null} */ (e.submitter);
  const name = button?.value ?? 'save';
  const answer = await editor.send(name);
  if (!answer) return;
  if (answer === 'later') { moveOn(name); return; }
  if (new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
  const before = active()?.dataset.segment;
  const parts = adopt(answer.page);
  const next = new URL(answer.url).searchParams.get('s');
  if (!parts.some((id) => id === `r-${next}`) && !row(next ?? undefined)) { location.assign(answer.url); return; }
  history.replaceState(null, '', answer.url);
  startEditor(true);
  if (before === active()?.dataset.segment) editor?.focus();
});

/** Opens the row to which a button leads before its save is answered. @param {string} name */
function moveOn(name) {
  const here = active();
  const to = name === 'next' ? adjacentRow(here, 1) : name === 'prev' ? adjacentRow(here, -1) : null;
  if (to) openLocally(to);
  else if (here) markWaiting(here);
}

/** @param {1|-1} step */
function openAdjacent(step) {
  const to = adjacentRow(active(), step);
  const link = /** @type {HTMLAnchorElement|null} */ (to?.querySelector('a.num') ?? null);
  if (link) open(link.href, to?.dataset.segment);
}

function openComments() {
  const link = /** @type {HTMLElement|null} */ (active()?.querySelector('a[data-panel][href$="/comments"]'));
  link?.click();
  const focus = () => document.getElementById('comment-text')?.focus();
  document.addEventListener('fx:swap', focus, { once: true });
}

actions.register('confirm-next', () => !isLocked(active()) && editor?.press('next'));
actions.register('confirm-stay', () => !isLocked(active()) && editor?.press('stay'));
actions.register('next', () => openAdjacent(1));
actions.register('prev', () => openAdjacent(-1));
actions.register('next-open', () =>
  /** @type {HTMLElement|null} */ (document.querySelector('a[data-onward]'))?.click());
actions.register('copy-source', () => editor?.field.copySource());
actions.register('comment', openComments);
registerFieldActions(() => editor?.field, () => active());

/** @type {Set<string>} */
const changedSegments = new Set();
let recut = false;
let timer = 0;

follow({
  after: Number(bench.dataset.head),
  entry: (e) => {
    if (e.article !== bench.dataset.article) return;
    if (e.kind === 'segment.recut' || e.kind === 'segment.undone' && !row(e.segment)) recut = true;
    if (e.segment) changedSegments.add(e.segment);
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  },
  presence: (p) => {
    if (p.article !== bench.dataset.article) return;
    others = p;
    showPresence(p, me, bench.dataset.here ?? '%');
    updateLock();
  },
});

let lockTimer = 0;

/** Locks the active row while another person types in it; a text typed here is saved first. */
function updateLock() {
  clearTimeout(lockTimer);
  const on = active();
  if (!on) return;
  const other = lockHolder(others, on.dataset.segment ?? '', me);
  if (!other || !editor) {
    if (hideLock(on)) editor?.focus();
    return;
  }
  if (!editor.isSaved()) {
    lockTimer = setTimeout(updateLock, 1000);
    return;
  }
  const { writes: pattern = '%', take: takeOver = '', taken = '' } = bench.dataset;
  showLock(on, { name: other.name, pattern, takeOver }, () => {
    hideLock(on);
    presence?.takeOver();
    editor?.focus();
    announce(taken);
  });
}

async function refresh() {
  await editor?.idle();
  const id = active()?.dataset.segment;
  const ids = [...changedSegments].filter((s) => row(s));
  changedSegments.clear();
  if (!recut && ids.length === 0) return;
  const url = new URL(location.href);
  url.hash = '';
  if (id) url.searchParams.set('s', id);
  if (id && ids.includes(id)) url.searchParams.set('seen', row(id)?.dataset.version ?? '');
  if (recut) {
    recut = false;
    editor?.keepDraft();
    const whole = await fetchPage(url.href, '');
    if (whole && keepScrollPosition(() => swap(['list'], whole))) { adopt(whole, (p) => p === 'meter' || p === 'onward'); startEditor(); }
    return;
  }
  // The open row is in the first request: `seen` asks who changed it.
  ids.sort((a, b) => Number(b === id) - Number(a === id));
  for (let i = 0; i < ids.length; i += MAX_ROWS) {
    const some = ids.slice(i, i + MAX_ROWS);
    const page = await fetchPage(url.href, `bench ${some.map((s) => `r-${s}`).join(' ')}`);
    const moved = active()?.dataset.segment !== id; // another row is open: it may have unsaved text
    if (!page || moved) {
      for (const s of ids.slice(i)) changedSegments.add(s);
      if (moved) timer = setTimeout(refresh, 150);
      return;
    }
    updateRows(page, some, id);
    url.searchParams.delete('seen');
  }
}

/**
 * Replaces changed rows. The open row stays while it has an unsaved text: a notice in it names the
 * person who changed it.
 * @param {Document} page
 * @param {string[]} ids
 * @param {string|undefined} id
 */
function updateRows(page, ids, id) {
  const old = row(id)?.dataset.version;
  const now = id ? page.getElementById(`r-${id}`)?.dataset.version : undefined;
  const clean = !editor || editor.isSaved();
  const take = id !== undefined && ids.includes(id) && old !== now && clean;
  adopt(page, (p) => p === 'meter' || p === 'onward' || ids.some((s) => p === `r-${s}` && (s !== id || take)));
  if (take) {
    startEditor();
    // The field has the new text: the notice would offer a choice that is none.
    document.querySelector(`#x-${id} .small`)?.remove();
  }
  else if (id && ids.includes(id)) {
    swap(old === now ? [`v-${id}`] : [`x-${id}`], page);
  }
  const panel = document.getElementById('panel');
  const writing = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('comment-text'))?.value;
  if (id && ids.includes(id) && panel?.dataset.of === id && !writing) {
    const here = /** @type {HTMLAnchorElement|null} */ (panel.querySelector('nav [aria-current]'));
    if (here) load(here, new Request(here.href));
  }
}

/** Shows texts of this browser that are newer than the page, as when it came from the cache. */
async function restoreLocalTexts() {
  const self = await openDrafts();
  if (!self) return;
  await self.draftsSent;
  showLocalTexts(await self.store.all(), editorPage.article);
  const asked = row(new URLSearchParams(location.search).get('s') ?? undefined);
  if (asked && asked !== active() && (!editor || editor.isSaved())) openLocally(asked);
}

// The result of a save, by whichever tab it was sent, is shown on its row.
document.addEventListener('outbox:result', async (e) => {
  const result = /** @type {CustomEvent<import('../js/kept/outbox.js').SaveResult>} */ (e).detail;
  if (result.kind !== 'saved' || !row(result.segment)) return;
  const page = parsePage(result.html);
  const said = page.getElementById('saved')?.dataset.said;
  adopt(page, (id) => id === `v-${result.segment}` || id === 'meter');
  if (!editor || editor.isSaved()) showStatus('saved', said);
  pageChanged();
  const self = await openDrafts(); // the editor has handled its own result by then
  const r = row(result.segment);
  if (self && r !== active()) showLocalTexts(await self.store.all(), editorPage.article);
  else if (r?.dataset.version !== result.version) { changedSegments.add(result.segment); refresh(); }
});

wireFilter({
  mayLeave: async () => !editor || editor.flush(),
  listChanged: () => startEditor(),
  active: () => active()?.dataset.segment ?? '',
  open,
  focusList: () => {
    if (editor) editor.focus();
    else /** @type {HTMLElement|null} */ (active()?.querySelector('.num'))?.focus();
  },
});
startEditor(location.search.includes('s=') && !location.hash.includes('panel'));
// The browser goes to the #s12 of the address when the page is whole, and gives the number of the
// row the focus; whoever has done nothing yet has come to write.
const keepCaret = (/** @type {FocusEvent} */ e) => {
  if (e.target instanceof Element && e.target.matches('.seg.on a.num')) editor?.focus();
};
if (editor && location.search.includes('s=')) document.addEventListener('focusin', keepCaret);
for (const act of ['keydown', 'pointerdown']) {
  addEventListener(act, () => document.removeEventListener('focusin', keepCaret), { capture: true, once: true });
}
restoreLocalTexts();
if (!location.hash) active()?.scrollIntoView({ block: 'nearest' });
if (bench.dataset.article) {
  presence = sendPresence(bench.dataset.article, () => active()?.dataset.segment ?? '');
}
