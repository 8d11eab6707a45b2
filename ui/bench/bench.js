// @ts-check
// The workbench: opens rows without loading the page anew, and hands the active one to the editor.
import { announce, load, swap } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { Editor } from './editor.js';
import { registerFieldActions } from '../js/field/fieldactions.js';
import { wireFilter } from './filter.js';
import { keeper } from '../js/kept/drafts.js';
import { showPresence, tellPresence, writer } from '../js/live/presence.js';
import { adjacentRow, closeRow, mark, openRow, overlay } from './rows.js';
import { steady } from './scrollanchor.js';
import { showStrip } from '../js/kept/statusbar.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { unveil, veil, veiled } from './typinglock.js';
import { keepPage } from '../js/kept/registerworker.js';

const SLOW = 4000; // ms after which a row opens from what the page has
const SLOW_BOOK = 40000; // ms that a whole list may take

const bench = /** @type {HTMLElement} */ (document.querySelector('[data-bench]'));
const me = bench.dataset.me ?? '';
/** @type {Editor|null} */
let editor = null;
/** @type {ReturnType<typeof tellPresence>|null} */
let presence = null;
/** @type {import('../js/live/feed.js').Presence|null} */
let others = null;

/** The active row. */
const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
/** @param {string|undefined} id */
const row = (id) => /** @type {HTMLElement|null} */ (id ? document.getElementById(`r-${id}`) : null);

const ours = { article: bench.dataset.article ?? '', refused, adopt,
  policy: /** @type {import('../js/kept/store.js').Policy} */ (bench.dataset.policy ?? '') };

/** Makes the active row's editor live. @param {boolean} [focus] */
function mount(focus = false) {
  const form = active()?.querySelector('form[data-edit]');
  editor?.leave();
  editor = form instanceof HTMLFormElement ? new Editor(form, ours) : null;
  editor?.field.onInput(() => presence?.wrote());
  showKeyNames();
  presence?.moved();
  watchHand();
  if (!focus) return;
  active()?.scrollIntoView({ block: 'nearest' });
  if (!editor) /** @type {HTMLElement|null} */ (active()?.querySelector('.num'))?.focus();
  else if (!editor.field.focused()) editor.focus();
}

/**
 * Puts the parts of an answer in place; the editor starts anew if its row was among them.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
function adopt(page, wanted = () => true) {
  const ids = [...page.querySelectorAll('[data-part][id]')].map((e) => e.id)
    .filter((id) => document.getElementById(id) && wanted(id));
  const parts = ids.filter((id) => !ids.some((o) => o !== id &&
    page.getElementById(o)?.contains(page.getElementById(id))));
  // The notice says here, in the strip, what on the whole page stands above.
  const notice = page.getElementById('notice');
  const said = notice?.textContent?.trim() ?? '';
  notice?.remove();
  steady(() => swap(parts, page));
  showKeyNames();
  if (others) showPresence(others, me, bench.dataset.here ?? '%');
  if (said) { showStrip('saved', said); announce(said); }
  return parts;
}

/**
 * Shows a save that was refused: the row with what is wrong, or both texts of a conflict.
 * @param {Document} page
 * @param {string} id
 * @param {string|null} typed what was typed since, which the field keeps
 */
function refused(page, id, typed) {
  if (active()?.dataset.segment !== id) return false;
  const parts = adopt(page, (p) => p === `r-${id}`);
  if (!parts.length) return false;
  mount(true);
  if (typed !== null) editor?.field.setText(typed);
  return true;
}

/**
 * Makes another row the active one without the server.
 * @param {HTMLElement} to
 */
function openHere(to) {
  const old = active();
  const text = editor?.field.text() ?? '';
  const waits = (editor?.ahead.length ?? 0) > 0;
  editor?.leave();
  editor = null;
  if (old) closeRow(old, text);
  if (old && waits) mark(old);
  openRow(to);
  history.replaceState(null, '', /** @type {HTMLAnchorElement} */ (to.querySelector('a.num')).href);
  mount(true);
}

/**
 * Makes another row the active one.
 * @param {string} href
 * @param {string|undefined} id of the segment, when its row is here
 */
async function open(href, id) {
  if (editor && !(await editor.flush())) return;
  const old = active()?.dataset.segment;
  if (!id || !row(id)) { location.assign(href); return; }
  const page = await get(href, `bench r-${old} r-${id}`);
  const to = row(id);
  if (!page && to) openHere(to);
  if (!page) return;
  adopt(page);
  history.replaceState(null, '', href);
  mount(true);
}

/**
 * @param {string} href
 * @param {string} target
 * @returns {Promise<Document|null>} null: nothing came, and the strip says so
 */
async function get(href, target) {
  try {
    const answer = await fetch(href, { headers: target ? { 'Fx-Target': target } : {},
      signal: AbortSignal.timeout(target ? SLOW : SLOW_BOOK) });
    if (answer.ok) return parsePage(await answer.text());
    if (answer.status === 401) showStrip('signin');
    else showStrip('failed');
  } catch {
    showStrip('offline');
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

// A link into the panel is followed as a page where the panel has no room.
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
  if (answer === 'later') { goOn(name); return; }
  if (new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
  const before = active()?.dataset.segment;
  const parts = adopt(answer.page);
  const next = new URL(answer.url).searchParams.get('s');
  if (!parts.some((id) => id === `r-${next}`) && !row(next ?? undefined)) { location.assign(answer.url); return; }
  history.replaceState(null, '', answer.url);
  mount(true);
  if (before === active()?.dataset.segment) editor?.focus();
});

/** Goes on where a button leads while its save is on its way. @param {string} name */
function goOn(name) {
  const here = active();
  const to = name === 'next' ? adjacentRow(here, 1) : name === 'prev' ? adjacentRow(here, -1) : null;
  if (to) openHere(to);
  else if (here) mark(here);
}

/** @param {1|-1} step */
function neighbour(step) {
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

actions.register('confirm-next', () => !veiled(active()) && editor?.press('next'));
actions.register('confirm-stay', () => !veiled(active()) && editor?.press('stay'));
actions.register('next', () => neighbour(1));
actions.register('prev', () => neighbour(-1));
actions.register('next-open', () =>
  /** @type {HTMLElement|null} */ (document.querySelector('a[data-onward]'))?.click());
actions.register('copy-source', () => editor?.field.copySource());
actions.register('comment', openComments);
registerFieldActions(() => editor?.field, () => active());

// What others do.

/** @type {Set<string>} */
const changed = new Set();
let recut = false;
let timer = 0;

follow({
  after: Number(bench.dataset.head),
  entry: (e) => {
    if (e.article !== bench.dataset.article) return;
    if (e.kind === 'segment.recut' || e.kind === 'segment.undone' && !row(e.segment)) recut = true;
    if (e.segment) changed.add(e.segment);
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  },
  presence: (p) => {
    if (p.article !== bench.dataset.article) return;
    others = p;
    showPresence(p, me, bench.dataset.here ?? '%');
    watchHand();
  },
});

let waiting = 0;

/** Veils the active row while somebody else's hand is on it. Typing of one's own is saved first. */
function watchHand() {
  clearTimeout(waiting);
  const on = active();
  if (!on) return;
  const other = writer(others, on.dataset.segment ?? '', me);
  if (!other || !editor) {
    if (unveil(on)) editor?.focus();
    return;
  }
  if (!editor.clean()) {
    waiting = setTimeout(watchHand, 1000);
    return;
  }
  const { writes = '%', take = '', taken = '' } = bench.dataset;
  veil(on, { name: other.name, writes, take }, () => {
    unveil(on);
    presence?.takes();
    editor?.focus();
    announce(taken);
  });
}

async function refresh() {
  await editor?.idle();
  const id = active()?.dataset.segment;
  const ids = [...changed].filter((s) => row(s));
  changed.clear();
  if (!recut && ids.length === 0) return;
  const url = new URL(location.href);
  url.hash = '';
  if (id) url.searchParams.set('s', id);
  if (id && ids.includes(id)) url.searchParams.set('seen', row(id)?.dataset.version ?? '');
  if (recut) {
    recut = false;
    editor?.keep();
    const whole = await get(url.href, '');
    if (whole && steady(() => swap(['list'], whole))) { adopt(whole, (p) => p === 'meter' || p === 'onward'); mount(); }
    return;
  }
  const page = await get(url.href, `bench ${ids.map((s) => `r-${s}`).join(' ')}`);
  if (page) place(page, ids, id);
}

/**
 * Puts rows in place that changed. The row being edited stays: when somebody else changed it, a
 * strip in it says so; when nothing was typed in it, it is taken over.
 * @param {Document} page
 * @param {string[]} ids
 * @param {string|undefined} id
 */
function place(page, ids, id) {
  const mine = row(id)?.dataset.version;
  const now = id ? page.getElementById(`r-${id}`)?.dataset.version : undefined;
  const clean = !editor || editor.clean();
  const take = id !== undefined && ids.includes(id) && mine !== now && clean;
  adopt(page, (p) => p === 'meter' || p === 'onward' || ids.some((s) => p === `r-${s}` && (s !== id || take)));
  if (take) {
    mount();
    // Nothing was typed: the field has the new text, and there is nothing to choose.
    document.querySelector(`#x-${id} .small`)?.remove();
  }
  else if (id && ids.includes(id)) {
    swap(mine === now ? [`v-${id}`] : [`x-${id}`], page);
  }
  const panel = document.getElementById('panel');
  const writing = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('comment-text'))?.value;
  if (id && ids.includes(id) && panel?.dataset.of === id && !writing) {
    const here = /** @type {HTMLAnchorElement|null} */ (panel.querySelector('nav [aria-current]'));
    if (here) load(here, new Request(here.href));
  }
}

/** Brings the page up to what this browser knows, as when it was kept on the disk. */
async function catchUp() {
  const self = await keeper();
  if (!self) return;
  await self.settled;
  overlay(await self.store.all(), ours.article);
  const asked = row(new URLSearchParams(location.search).get('s') ?? undefined);
  if (asked && asked !== active() && (!editor || editor.clean())) openHere(asked);
}

// What others' tabs and later times have made of a save shows on its row.
document.addEventListener('outbox:news', async (e) => {
  const news = /** @type {CustomEvent<import('../js/kept/outbox.js').News>} */ (e).detail;
  if (news.kind !== 'saved' || !row(news.segment)) return;
  const page = parsePage(news.html);
  const said = page.getElementById('saved')?.dataset.said;
  adopt(page, (id) => id === `v-${news.segment}` || id === 'meter');
  if (!editor || editor.clean()) showStrip('saved', said);
  keepPage();
  const self = await keeper(); // the editor has heard of its own by then
  const r = row(news.segment);
  if (self && r !== active()) overlay(await self.store.all(), ours.article);
  else if (r?.dataset.version !== news.version) { changed.add(news.segment); refresh(); }
});

wireFilter({
  leave: async () => !editor || editor.flush(),
  arrived: () => mount(),
  active: () => active()?.dataset.segment ?? '',
  open,
  back: () => {
    if (editor) editor.focus();
    else /** @type {HTMLElement|null} */ (active()?.querySelector('.num'))?.focus();
  },
});
mount(location.search.includes('s=') && !location.hash.includes('panel'));
catchUp();
if (!location.hash) active()?.scrollIntoView({ block: 'nearest' });
if (bench.dataset.article) {
  presence = tellPresence(bench.dataset.article, () => active()?.dataset.segment ?? '');
}
