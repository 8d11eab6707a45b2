// @ts-check
// The workbench: opens rows without loading the page again, each with an editor. A move never waits:
// the next row is in the page, the text of the last one is sent behind, and the server is asked about
// the open row when the person has come to rest on it.

/**
 * @typedef {import('./saves.js').SaveResult} SaveResult
 * @typedef {import('./saves.js').Item} Item
 */
import { announce, faultText, load, swap } from '../js/core/fragment.js';
import { actions, showKeyNames } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { awaitField } from './awaited.js';
import { Checks } from './checks.js';
import { CutPlace } from './cutplace.js';
import { Editor } from './editor.js';
import { registerFieldActions } from '../js/field/fieldactions.js';
import { wireFilter } from './filter.js';
import { openDrafts } from '../js/kept/drafts.js';
import { showPresence, sendPresence, lockHolder } from '../js/live/presence.js';
import { gapsOf } from '../js/field/gaps.js';
import { charsOf } from '../js/field/tags.js';
import { Matches } from './matches.js';
import { Panels } from './panels.js';
import { PENDING, Recut } from './recut.js';
import { adjacentRow, closeRow, markWaiting, markupOf, nextToWrite, nextUnfinished, openRow, showLocalTexts } from './rows.js';
import { Refusals } from './refusals.js';
import { Saves } from './saves.js';
import { keepScrollPosition, revealRow, scrollToRow } from './scrollanchor.js';
import { showStatus } from '../js/kept/statusbar.js';
import { isDecision } from '../js/kept/store.js';
import { parsePage } from '../js/core/trustedtypes.js';
import { Terms } from './terms.js';
import { hideLock, showLock, isLocked } from './typinglock.js';
import { pageChanged } from '../js/kept/registerworker.js';

const MAX_ROWS = 100; // rows of one request: their names are sent in a header, whose length is limited
const ROW_TIMEOUT = 4000; // ms for the answer about some rows
const LIST_TIMEOUT = 40000; // ms for the whole list
const MAX_LEARNT = 300; // rows whose words are learnt as the page is opened
const SETTLED = 1000; // ms after which the memory has what was confirmed
const REST = 150; // ms without another move after which the server is asked about the open row

const bench = /** @type {HTMLElement} */ (document.querySelector('[data-bench]'));
const me = bench.dataset.me ?? '';
/** @type {Editor|null} */
let editor = null;
/** @type {ReturnType<typeof sendPresence>|null} */
let presence = null;
/** @type {import('../js/live/feed.js').Presence|null} */
let others = null;
/** @type {CutPlace|null} of the open row */
let cutPlace = null;
/** @type {Recut|null} a split or a merge that the server has not answered */
let pending = null;

const split = /** @type {HTMLElement} */ (bench.querySelector('.split'));
const isPanelQuiet = () => document.getElementById('panel')?.hasAttribute('data-quiet') ?? true;
split.dataset.panel = isPanelQuiet() ? 'quiet' : 'open';

/** The active row. */
const active = () => /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'));
/** @param {string|undefined} id */
const row = (id) => /** @type {HTMLElement|null} */ (id ? document.getElementById(`r-${id}`) : null);

const saves = new Saves({ article: bench.dataset.article ?? '',
  policy: /** @type {import('../js/kept/store.js').Policy} */ (bench.dataset.policy ?? '') }, showResult);

const refusals = new Refusals({ row, moveTo: (to) => moveTo(to, 'key'),
  isWriting: () => editor !== null && (!editor.pristine || editor.isRefused),
  refused: bench.dataset.refused ?? '%', back: bench.dataset.back ?? '' });

const checks = new Checks(() => (isLocked(active()) ? null : editor), bench.dataset);
new Terms(() => (isLocked(active()) ? null : editor), bench.dataset, () => setPanel('open'));
const matches = new Matches(() => (isLocked(active()) ? null : editor), bench.dataset, () => setPanel('open'));
const panels = new Panels(bench.dataset.article ?? '', { active, shown: panelShown, kept: (panel) => matches.learn(panel) });

/** Unfolds the panel for the first row that has something to say in it. */
function panelShown() {
  if (split.dataset.panel === 'quiet' && !isPanelQuiet()) setPanel('open');
  matches.panelShown();
  checks.panelShown();
}

/**
 * Starts the editor of the active row.
 * @param {''|'key'|'click'|'link'} [opened] how the person opened it: it takes the focus; empty: it
 *   was there
 */
function startEditor(opened = '') {
  const on = active();
  const form = on?.querySelector('form[data-edit]');
  editor?.destroy();
  cutPlace?.destroy();
  editor = form instanceof HTMLFormElement
    ? new Editor(form, saves, { refused: showRefused, adopt }, pending?.holds(on?.dataset.segment ?? '')) : null;
  cutPlace = on && editor && !editor.held ? placeOf(on, editor) : null;
  editor?.field.onInput(() => presence?.typed());
  matches.opened(editor);
  checks.opened(editor);
  // An empty field has the height that its text will need.
  on?.style.setProperty('--source-height', `${on.querySelector('.src .text')?.clientHeight ?? 0}px`);
  showKeyNames();
  offerRepeated(on);
  presence?.moved();
  updateLock();
  if (!opened || !on) return;
  if (!editor) /** @type {HTMLElement|null} */ (on.querySelector('.num'))?.focus({ preventScroll: true });
  else if (!editor.field.focused()) editor.focus();
  if (opened === 'key') scrollToRow(on);
  else if (opened === 'click') revealRow(on);
}

/**
 * The translation of the earlier row with the same source, as it is now; empty without one.
 * @param {HTMLElement|null|undefined} button
 */
function repeatedText(button) {
  const first = row(button?.dataset.again);
  return (first ? markupOf(first) : button?.dataset.text ?? '').trim();
}

/** Offers to take the translation of a repeated source over. @param {HTMLElement|null} on */
function offerRepeated(on) {
  const button = /** @type {HTMLElement|null|undefined} */ (on?.querySelector('[data-again]'));
  if (button) button.hidden = !editor || repeatedText(button) === '';
}

document.addEventListener('click', (e) => {
  const button = e.target instanceof Element ? /** @type {HTMLElement|null} */ (e.target.closest('[data-again]')) : null;
  if (!button || !editor || !active()?.contains(button) || isLocked(active())) return;
  editor.field.replaceText(repeatedText(button));
  editor.focus();
});

/**
 * Where the open segment may be cut.
 * @param {HTMLElement} on
 * @param {Editor} of
 */
function placeOf(on, of) {
  const { before = '%', start = '', end = '' } = bench.dataset;
  return new CutPlace(on, { before, start, end }, () => of.field.text(), (cut) => {
    if (cut) splitAt(of, cut);
    else of.focus();
  });
}

/**
 * Replaces the parts of the page that an answer has. A row whose text the server does not have yet
 * stays.
 * @param {Document} page
 * @param {(id: string) => boolean} [wanted]
 */
function adopt(page, wanted = () => true) {
  const ids = [...page.querySelectorAll('[data-part][id]')].map((e) => e.id)
    .filter((id) => document.getElementById(id) && wanted(id) && !(id.startsWith('r-') &&
      (saves.of(id.slice(2)).length || pending?.holds(id.slice(2)))));
  for (const id of ids) keepRepeated(document.getElementById(id), page.getElementById(id));
  const parts = ids.filter((id) => !ids.some((o) => o !== id &&
    page.getElementById(o)?.contains(page.getElementById(id))));
  // The text of a notice goes to the status bar, where a whole page would have it at the top.
  const notice = page.getElementById('notice');
  const said = notice?.textContent?.trim() ?? '';
  notice?.remove();
  keepScrollPosition(() => swap(parts, page));
  if (parts.includes('panel')) panelShown();
  else showKeyNames();
  if (others) showPresence(others, me, bench.dataset.here ?? '%');
  if (said) { showStatus('saved', said); announce(said); }
  return parts;
}

/**
 * A row that is answered alone does not know whether its source is repeated: the old one does.
 * @param {HTMLElement|null} old
 * @param {HTMLElement|null} next
 */
function keepRepeated(old, next) {
  const again = old?.matches('.seg') ? old.querySelector('.again') : null;
  const text = (/** @type {HTMLElement|null} */ of) => {
    const copy = /** @type {HTMLElement|undefined} */ (of?.querySelector('.src > .text')?.cloneNode(true));
    for (const tag of copy?.querySelectorAll('.code-tag') ?? []) tag.remove();
    return copy?.textContent;
  };
  if (again && next && !next.querySelector('.again') && text(old) === text(next)) {
    next.querySelector('.src')?.append(document.importNode(again, true));
  }
}

/**
 * Shows the open row of a save that was refused or in conflict.
 * @param {Document} page
 * @param {string} id
 * @param {string|null} typed the text typed since, for the field
 */
function showRefused(page, id, typed) {
  if (active()?.dataset.segment !== id) return false;
  if (!adopt(page, (p) => p === `r-${id}`).length) return false;
  startEditor('key');
  if (typed !== null) editor?.field.setText(typed);
  return true;
}

/**
 * Shows what became of a save, by whichever tab it was sent.
 * @param {SaveResult} result
 * @param {Item|undefined} own the save, when this page made it
 */
function showResult(result, own) {
  if (!row(result.segment)) return;
  if (isDecision(result)) { changedSegments.add(result.segment); refresh(); } // made in the review
  else if (result.kind === 'saved') showSaved(result, own);
  else if (own && active()?.dataset.segment === result.segment) showOpenRefusal(result, own);
  else if (own && !own.text.trim()) saves.dropRefused(own); // an empty field was left: nothing to correct
  else if (own) refusals.add(result, own);
}

/** @param {SaveResult} result @param {Item|undefined} own */
async function showSaved(result, own) {
  const { segment, version } = result;
  const page = parsePage(result.html);
  const { said, held } = page.getElementById('saved')?.dataset ?? {};
  const r = row(segment);
  if (own && r) {
    refusals.delete(segment);
    r.dataset.version = version;
    if (r === active()) editor?.setVersion(version);
  }
  adopt(page, (id) => id === 'meter' || id === (r === active() ? `v-${segment}` : `r-${segment}`));
  if (own && held !== undefined && r !== active()) refusals.add(result, own, said);
  if (!editor || editor.isSaved()) showStatus('saved', said);
  else if (!editor.isBlank()) showStatus('typing');
  pageChanged();
  countRange();
  if (own) return;
  const self = await openDrafts();
  const now = row(segment);
  if (self && now !== active()) showLocalTexts(await self.store.all(), bench.dataset.article ?? '');
  else if (now?.dataset.version !== version) { changedSegments.add(segment); refresh(); }
}

/**
 * Whether a conflict has an older text than the one that was typed and handed over since.
 * @param {SaveResult} result
 * @param {Item} item
 */
const isOutdated = (result, item) => result.kind === 'conflict' && result.op !== item.op;

/** @param {SaveResult} result @param {Item} item */
function showOpenRefusal(result, item) {
  if (isOutdated(result, item)) { editor?.restore(); return; }
  const page = parsePage(result.html);
  const typed = editor?.field.text() === item.text ? null : editor?.field.text() ?? null;
  if (result.kind === 'conflict') showRefused(page, result.segment, typed);
  else editor?.showRefusal(page, item, result);
}

/**
 * Shows the refusal of a row that was left and is open again.
 * @param {HTMLElement} on
 * @returns {boolean} false: there is none, or the editor asks for it
 */
function showStoredRefusal(on) {
  const stored = refusals.take(on.dataset.segment ?? '');
  if (!stored || stored.result.kind === 'saved' || isOutdated(stored.result, stored.item)) return false;
  const page = parsePage(stored.result.html);
  if (!adopt(page, (p) => p === on.id).length) return false;
  startEditor('key');
  if (stored.result.kind === 'refused') editor?.showRefusal(page, stored.item, stored.result);
  return true;
}

/** What the field of an open row had when it came. @param {HTMLElement} on */
const fieldText = (on) => /** @type {HTMLTextAreaElement|null} */ (on.querySelector('form[data-edit] textarea[name="target"]'))?.value ?? '';

/**
 * Opens another row, without the server. The text of the old one must have been handed over.
 * @param {HTMLElement} to
 * @param {''|'key'|'click'} how empty: the focus stays where it is
 */
function openLocally(to, how) {
  const old = active();
  leaveRow(old);
  if (old && saves.of(old.dataset.segment ?? '').length) markWaiting(old);
  openRow(to);
  panels.show(to.dataset.segment ?? '');
  history.replaceState(null, '', /** @type {HTMLAnchorElement} */ (to.querySelector('a.num')).href);
  if (!showStoredRefusal(to)) startEditor(how);
  clearTimeout(restTimer);
  restTimer = setTimeout(refreshOpenRow, REST);
}

/** Closes the open row, whose text was handed over. @param {HTMLElement|null} old */
function leaveRow(old) {
  const text = editor?.field.text() ?? (old ? fieldText(old) : '');
  if (old) panels.left(old);
  if (editor) pending?.leave(editor);
  cutPlace?.destroy();
  cutPlace = null;
  editor?.destroy();
  editor = null;
  if (old) closeRow(old, text);
  matches.words.learn(charsOf(text));
}

/**
 * Moves to another row, once the text of this one is handed over.
 * @param {HTMLElement} to
 * @param {'key'|'click'} how
 */
function moveTo(to, how) {
  if (!editor || editor.flush()) openLocally(to, how);
}

/**
 * Opens another row, or the page that has it.
 * @param {string} href
 * @param {string|undefined} id of the segment, when its row is here
 * @param {'key'|'click'} [how]
 */
function open(href, id, how = 'click') {
  const to = row(id);
  if (to) moveTo(to, how);
  else if (!editor || editor.flush()) location.assign(href);
}

let restTimer = 0;

/** Asks the server about a row that was opened without it: changes by others, and the panel. */
async function refreshOpenRow() {
  const on = active();
  const id = on?.dataset.segment;
  if (!on || !id || pending) return;
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.set('s', id);
  url.searchParams.set('seen', on.dataset.version ?? '');
  const page = await fetchPage(url.href, `bench r-${id}`);
  if (!page || active()?.dataset.segment !== id) return;
  updateRows(page, [id], id);
  // A panel of this row may have been opened by the person since, at a tab of their choice.
  const outdated = panels.isOutdated(id);
  adopt(page, (part) => part === 'panel' && outdated);
  if (outdated && panels.mayChange(on)) restTimer = setTimeout(refreshOpenRow, SETTLED);
  panels.renew();
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
  if (onward instanceof HTMLAnchorElement && (!editor || editor.flush())) {
    const to = nextUnfinished(active()) ?? row(new URL(onward.href).searchParams.get('s') ?? undefined);
    if (!to) return;
    e.preventDefault();
    openLocally(to, 'key');
    return;
  }
  const named = row(/** @type {HTMLElement|null} */ (e.target.closest('a[data-row]'))?.dataset.row);
  if (named) {
    e.preventDefault();
    moveTo(named, 'key');
    return;
  }
  if (!seg || seg.classList.contains('on')) return;
  const link = /** @type {HTMLAnchorElement|null} */ (seg.querySelector('a.num'));
  const other = e.target.closest('a, button, input, summary');
  if (!link || (other && other !== link) || (!other && String(getSelection()))) return;
  e.preventDefault();
  open(link.href, seg.dataset.segment);
});

// Replacing is on a page of its own, which must have what is typed here.
document.addEventListener('click', async (e) => {
  const link = e.target instanceof Element ? /** @type {HTMLAnchorElement|null} */ (e.target.closest('a[data-replace]')) : null;
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  e.preventDefault();
  if (editor && !editor.flush()) return;
  const selected = String(getSelection()).trim();
  if (editor && !await saves.settled(editor.id)) return; // the status bar says what is waited for
  const url = new URL(link.href);
  if (selected && selected.length < 100) url.searchParams.set('find', selected);
  location.assign(url);
});

// A link into the panel unfolds it; where the window has no room for it, the link opens a page.
document.addEventListener('click', (e) => {
  if (!(e.target instanceof Element)) return;
  if (e.target.closest('[data-fold]')) { setPanel('folded'); editor?.focus(); }
  if (e.target.closest('[data-unfold]')) { setPanel('open'); editor?.focus(); }
  const link = e.target.closest('a[data-panel]');
  if (!link) return;
  const room = matchMedia('(min-width: 70rem)').matches;
  link.toggleAttribute('data-fx', room);
  if (!room) return;
  link.setAttribute('data-fx', 'panel');
  setPanel('open');
}, true);

/**
 * The panel is unfolded by the first row that has something to say in it, and then stays until the
 * person folds it: the columns of text do not jump from row to row.
 * @param {'open'|'folded'} state
 */
function setPanel(state) {
  keepScrollPosition(() => { split.dataset.panel = state; });
}

document.addEventListener('submit', (e) => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-edit') || !editor) return;
  e.preventDefault();
  const name = /** @type {HTMLButtonElement|null} */ (e.submitter)?.value ?? 'save';
  if (name === 'split' && canRecut()) { startSplit(); return; }
  if (name === 'merge' && mergeWithNext()) return;
  if (['merge', 'undo', 'split', 'clear'].includes(name)) { carryOut(name); return; }
  const confirms = name === 'next' || name === 'stay';
  const refusedHere = confirms && editor.isBlank(); // the server says why
  if (confirms && !refusedHere && !checks.mayConfirm(editor)) return;
  editor.save(name);
  if (confirms && !refusedHere) delete active()?.dataset.unfinished;
  if (refusedHere || !moveOn(name)) editor.focus();
});

/**
 * Goes where a button leads, before its save is answered.
 * @param {string} name
 * @returns {boolean} false: the person stays
 */
function moveOn(name) {
  const here = active();
  if (name !== 'next' && name !== 'prev' || !here) return false;
  const to = refusals.next(here) ?? (name === 'next' ? nextToWrite(here) : adjacentRow(here, -1));
  if (to) openLocally(to, 'key');
  else if (name === 'next') showRangeEnd(here);
  return to !== null || name === 'next';
}

/** Whether the open segment can be split or merged in the page. A filtered list may not have the rest. */
function canRecut() {
  return editor !== null && !editor.held && !editor.inConflict && !pending &&
    document.getElementById('unfilter')?.hidden === true && !isLocked(active());
}

function startSplit() {
  const caret = editor?.field.sourceCaret() ?? -1;
  active()?.querySelector('details[open]')?.removeAttribute('open');
  cutPlace?.start(caret);
}

/** @param {Editor} of @param {import('./cutplace.js').Cut} cut */
function splitAt(of, cut) {
  if (of !== editor || !canRecut() || !of.flush()) return;
  cutPlace?.destroy();
  cutPlace = null;
  const source = /** @type {HTMLElement} */ (of.row.querySelector('.src > .text'));
  const gap = gapsOf(source).gaps.find((g) => g.at === cut.at);
  if (!gap) return;
  pending = new Recut(of, saves, recutBench);
  pending.split(of, cut, gap.node, gap.offset).finally(recutAnswered);
  showStatus('saving');
  of.focus();
}

/** @returns {boolean} false: the page does not have what it needs */
function mergeWithNext() {
  const here = active();
  const next = here && adjacentRow(here, 1);
  const at = (/** @type {Element|null} */ r) => Number(r?.querySelector('a.num')?.id.slice(1));
  if (!here || !next || !canRecut() || at(next) !== at(here) + 1 || 'locked' in next.dataset) return false;
  if (!editor?.flush()) return true;
  here.querySelector('details[open]')?.removeAttribute('open');
  cutPlace?.destroy();
  cutPlace = null;
  pending = new Recut(editor, saves, recutBench);
  pending.merge(editor, next, markupOf(next)).finally(recutAnswered);
  showStatus('saving');
  editor.focus();
  return true;
}

/** @type {import('./recut.js').Bench} */
const recutBench = {
  editor: () => editor,
  active,
  open: openLocally,
  start: startEditor,
  replace(page) {
    editor?.destroy();
    editor = null;
    const head = /** @type {HTMLElement|null} */ (page.querySelector('[data-bench]'))?.dataset.head;
    const notice = page.getElementById('notice');
    const said = notice?.textContent?.trim() ?? '';
    notice?.remove();
    if (!keepScrollPosition(() => swap(['list'], page))) return false;
    seen = Math.max(seen, Number(head));
    if (recut <= seen) recut = 0;
    adopt(page, (p) => p === 'meter' || p === 'onward' || p === 'panel');
    if (said) { showStatus('saved', said); announce(said); }
    return true;
  },
  refuse: (message) => showStatus('failed', message),
};

function recutAnswered() {
  pending = null;
  const on = active();
  if (on && editor && !cutPlace) cutPlace = placeOf(on, editor);
  pageChanged();
  refresh();
}

/**
 * Carries out an action that only the server can do. What is typed meanwhile stays.
 * @param {string} name
 */
async function carryOut(name) {
  const from = editor;
  if (!from) return;
  const sent = from.field.text();
  const answer = await from.submit(name);
  if (!answer) return;
  if (editor !== from) { recut = Infinity; refresh(); return; } // the person has gone on
  if (new URL(answer.url).pathname !== location.pathname) {
    if (from.flush()) location.assign(answer.url);
    return;
  }
  const typed = from.field.text();
  adopt(answer.page);
  history.replaceState(null, '', answer.url);
  startEditor('key');
  if (!editor || typed === sent) return;
  const now = editor.field.text(); // after a merge it begins with what was sent
  editor.field.replaceText(now.startsWith(sent) ? typed + now.slice(sent.length) : typed);
}

/** Shows that there is no more row for this person to write. @param {HTMLElement} last */
function showRangeEnd(last) {
  leaveRow(last);
  markWaiting(last);
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById('range-end-new'));
  const end = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
  last.after(end);
  // No answer may open the last row again, and a reload comes back here.
  history.replaceState(null, '', end.dataset.href);
  end.focus({ preventScroll: true });
  scrollToRow(end);
  countRange();
}

/** Says at the end of the range how much of it is done, as soon as the server has every text. */
async function countRange() {
  const end = document.getElementById('range-end');
  if (!end || saves.anyUnanswered()) return; // the next result asks again
  const page = await fetchPage(end.dataset.href ?? '', 'range-end');
  const counted = page?.getElementById('range-end');
  if (!end.isConnected) return;
  if (!counted) { setTimeout(countRange, ROW_TIMEOUT); return; }
  const focused = document.activeElement === end;
  const { top, bottom } = end.getBoundingClientRect();
  end.replaceWith(counted);
  if (focused) {
    counted.focus({ preventScroll: true });
    scrollToRow(counted);
  } else if (bottom > 0 && top < innerHeight) revealRow(counted); // it has more lines
}

/** @param {1|-1} step */
function openAdjacent(step) {
  const end = document.getElementById('range-end');
  const to = adjacentRow(active() ?? end, step);
  if (to) moveTo(to, 'key');
}

function openComments() {
  const link = /** @type {HTMLElement|null} */ (active()?.querySelector('a[data-panel][href$="/comments"]'));
  const of = active()?.dataset.segment;
  link?.click();
  if (link && of && link.hasAttribute('data-fx')) {
    awaitField('comment-text', of, { tag: 'textarea', label: bench.dataset.comment ?? '', leave: () => editor?.focus() });
  }
}

actions.register('confirm-next', () => !isLocked(active()) && editor?.press('next'));
actions.register('confirm-stay', () => !isLocked(active()) && editor?.press('stay'));
actions.register('next', () => openAdjacent(1));
actions.register('prev', () => openAdjacent(-1));
actions.register('next-open', () => {
  const to = nextUnfinished(active());
  if (to) moveTo(to, 'key');
});
actions.register('copy-source', () => editor?.field.copySource());
actions.register('comment', openComments);
actions.register('undo-last', () => (editor ? editor.press('undo') : false));
actions.register('replace', () => /** @type {HTMLElement|null} */ (document.querySelector('a[data-replace]'))?.click());
actions.register('split', () => (editor ? editor.press('split') : false));
actions.register('merge', () => (editor ? editor.press('merge') : false));
registerFieldActions(() => editor?.field, () => active());

/** @type {Set<string>} */
const changedSegments = new Set();
let recut = 0; // the entry of the feed since which the list is another; 0: it is not
let seen = Number(bench.dataset.head); // entries of the feed that the list has in it
let timer = 0;

follow({
  after: Number(bench.dataset.head),
  entry: (e) => {
    if (e.article !== bench.dataset.article || e.seq <= seen) return;
    if (e.kind === 'segment.recut' || e.kind === 'segment.undone' && !row(e.segment)) recut = e.seq;
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
  if (pending) return; // it ends with a call of this
  const id = active()?.dataset.segment;
  if (id) await saves.settled(id);
  const ids = [...changedSegments].filter((s) => row(s));
  changedSegments.clear();
  if (!recut && ids.length === 0) return;
  const url = new URL(location.href);
  url.hash = '';
  if (id) url.searchParams.set('s', id);
  if (id && ids.includes(id)) url.searchParams.set('seen', row(id)?.dataset.version ?? '');
  if (recut) {
    const since = recut;
    recut = 0;
    const whole = await fetchPage(url.href, '');
    if (whole && !pending) replaceList(whole);
    else recut = Math.max(recut, since);
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
 * Replaces the list, as after a split by another person. An unsaved text is put back into its field;
 * where its segment is gone, it is handed to the outbox, which keeps it.
 * @param {Document} whole
 */
function replaceList(whole) {
  const id = active()?.dataset.segment;
  const typed = editor && !editor.isSaved() ? editor.field.text() : null;
  if (typed !== null && !whole.getElementById(`r-${id}`)) editor?.flush();
  const hadFocus = editor?.field.focused();
  const caret = editor?.field.caret();
  if (!keepScrollPosition(() => swap(['list'], whole))) return;
  adopt(whole, (p) => p === 'meter' || p === 'onward');
  startEditor();
  if (typed !== null && active()?.dataset.segment === id) editor?.field.replaceText(typed);
  if (hadFocus) editor?.focus(active()?.dataset.segment === id ? caret : undefined);
}

/** Whether a person writes in the panel, or has looked something up in it. @param {HTMLElement} panel */
function isWrittenIn(panel) {
  const fields = /** @type {NodeListOf<HTMLInputElement|HTMLTextAreaElement>} */ (
    panel.querySelectorAll('textarea, input:not([type="checkbox"], [type="hidden"])'));
  return [...fields].some((f) => f.value || f === document.activeElement);
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
  const opened = active();
  if (!id && opened) closeRow(opened, fieldText(opened)); // at the end of the range no row is open
  if (take) {
    startEditor();
    // The field has the new text: the notice would offer a choice that is none.
    document.querySelector(`#x-${id} .small`)?.remove();
  }
  else if (id && ids.includes(id)) {
    swap(old === now ? [`v-${id}`] : [`x-${id}`], page);
  }
  const panel = document.getElementById('panel');
  // An early panel has a tab that was right when it was fetched: the server is asked which one is now.
  if (id && ids.includes(id) && panel && !panels.isOutdated(id) && !panel.ariaBusy && !isWrittenIn(panel)) {
    const here = /** @type {HTMLAnchorElement|null} */ (panel.querySelector('nav [aria-current]'));
    if (here) load(here, new Request(here.href));
  }
}

/** Learns the words of the translations on the page, for what is typed next. */
function learnRows() {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.seg')].slice(0, MAX_LEARNT));
  for (const r of rows) if (r.querySelector('.trg > .text')) matches.words.learn(charsOf(markupOf(r)));
}

/** Shows texts of this browser that are newer than the page, as when it came from the cache. */
async function restoreLocalTexts() {
  const self = await openDrafts();
  if (!self) return;
  await self.draftsSent;
  showLocalTexts(await self.store.all(), bench.dataset.article ?? '');
  const asked = row(new URLSearchParams(location.search).get('s') ?? undefined);
  if (asked && asked !== active() && (!editor || editor.isSaved())) openLocally(asked, 'key');
}

function focusList() {
  if (editor) editor.focus();
  else /** @type {HTMLElement|null} */ (active()?.querySelector('.num'))?.focus();
}

// Escape leads from the panel back to the text; where names are offered it closes these first.
document.addEventListener('keydown', (e) => {
  if (e.key !== 'Escape' || e.isComposing || document.querySelector('.mentions')) return;
  if (!(e.target instanceof Element) || !e.target.closest('#panel')) return;
  e.preventDefault();
  focusList();
}, true);

wireFilter({
  mayLeave: async () => !editor || editor.flush() && await saves.settled(editor.id),
  listChanged: () => startEditor(),
  active: () => active()?.dataset.segment ?? '',
  open,
  focusList,
});
// A link to another row, or into the panel, has its own place on the page.
const linked = location.hash && location.hash !== `#${active()?.querySelector('.num')?.id}`;
// Else the browser would give the focus to the number of the row when the page has loaded.
if (!linked) history.replaceState(null, '', location.pathname + location.search);
startEditor(location.hash.includes('panel') ? '' : linked ? 'link' : 'key');
restoreLocalTexts();
matches.panelShown();
panels.start().then(learnRows);
if (bench.dataset.article) {
  presence = sendPresence(bench.dataset.article, () => (editor?.id === PENDING ? pending?.id : active()?.dataset.segment) ?? '');
}
