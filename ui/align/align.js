// @ts-check
// The keys of the page of an alignment: they work while a row has the focus, never in a text field.
// The form does the same without this module.
import { announce } from '../js/core/fragment.js';
import { waitForJob } from '../js/core/jobwait.js';
import { actions, keyName, showKeyNames } from '../js/core/keys.js';
import { rowKeys } from '../js/core/rowkeys.js';

const { rows, rowOf, focusRow, inRow } = rowKeys('.bead');

let lastIndex = 0;

/** @param {string} id */
const click = (id) => /** @type {HTMLButtonElement|null} */ (document.getElementById(id))?.click();

/** @param {string} act */
const clicking = (act) => inRow((row) => click(`do-${act}-${row.dataset.index}`));

actions.register('bead-next', inRow((row) => focusRow(row, 1)));
actions.register('bead-prev', inRow((row) => focusRow(row, -1)));
/**
 * The handler of an action after which a row is settled and leaves the list of doubtful ones: the next
 * row takes the focus at once, so that the next key is about that one.
 * @param {string} act
 */
const settling = (act) => inRow((row) => {
  const next = rows()[rows().indexOf(row) + 1];
  click(`do-${act}-${row.dataset.index}`);
  next?.focus();
});

actions.register('bead-accept', settling('accept'));
actions.register('bead-take-source', clicking('take-source'));
actions.register('bead-take-target', clicking('take-target'));
actions.register('bead-join', clicking('join'));
actions.register('bead-split', clicking('split'));
actions.register('bead-shift-up', clicking('shift-up'));
actions.register('bead-shift-down', clicking('shift-down'));
actions.register('bead-drop', settling('drop'));
document.addEventListener('keydown', (e) => {
  if (!(e.target instanceof Element) || !e.target.closest('#beads') || e.isComposing) return;
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || keyName(e) !== 'z') return;
  e.preventDefault();
  click('do-undo');
});

/**
 * One edit at a time: each is based on the version of the alignment that the one before makes. A button
 * pressed meanwhile is queued with where its row begins: the edit in progress may renumber the rows.
 * @typedef {{button: string, first: string}} Press
 * @type {Press[]}
 */
let queued = [];
let inProgress = '';
let movedTo = ''; // where the row begins that took the focus while the edit was in progress

document.addEventListener('submit', (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target);
  if (form.id !== 'beads') return;
  const by = e instanceof SubmitEvent ? e.submitter : null;
  if (form.hasAttribute('aria-busy')) {
    e.preventDefault();
    if (by?.id) queued.push({ button: by.id, first: rowOf(by)?.dataset.first ?? '' });
    return;
  }
  inProgress = by?.id ?? '';
  lastIndex = Number(rowOf(by)?.dataset.index ?? lastIndex);
}, true);

document.addEventListener('focusin', (e) => {
  if (document.querySelector('#beads[aria-busy]')) movedTo = rowOf(e.target)?.dataset.first ?? '';
});

/** @param {string} first */
const rowFrom = (first) => /** @type {HTMLElement|null} */ (first && document.querySelector(`.bead[data-first="${first}"]`) || null);

/** The number of the row of a button. @param {string} id */
const numberOf = (id) => /\d*$/.exec(id)?.[0] ?? '';

/**
 * The button of a press that was queued, as the rows are now; none when its row is gone. An edit of one
 * row keeps the number of that row.
 * @param {Press} press
 */
function buttonOf({ button, first }) {
  const number = numberOf(button);
  if (!first || number === numberOf(inProgress)) return document.getElementById(button);
  const row = rowFrom(first);
  return row && document.getElementById(button.slice(0, -number.length) + row.dataset.index);
}

// An accepted row leaves the list of doubtful ones: the row after it takes the focus, and after the last
// one the next button. Who has gone on to another row stays in it.
function restoreFocus() {
  const moved = rowFrom(movedTo);
  movedTo = '';
  if (moved) { moved.focus(); return; }
  const at = document.activeElement;
  if (at && at !== document.body && at.isConnected) return;
  const all = rows();
  const to = all.find((r) => Number(r.dataset.index) >= lastIndex) ?? all.at(-1) ??
    document.querySelector('#do-keep:enabled') ?? document.querySelector('#do-undo:enabled');
  /** @type {HTMLElement|null} */ (to)?.focus();
}

document.addEventListener('fx:swap', (e) => {
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('beads')) return;
  restoreFocus();
  const next = queued.shift();
  if (!next) return;
  const button = buttonOf(next);
  if (button instanceof HTMLButtonElement && !button.disabled) {
    queueMicrotask(() => button.click()); // after all listeners of this swap
    return;
  }
  queued = [];
  announce(/** @type {HTMLElement|null} */ (document.getElementById('beads'))?.dataset.gone ?? '', true);
});

document.addEventListener('fx:fail', (e) => {
  queued = [];
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('beads')) return;
  restoreFocus();
  // The reader may not see the head of the form.
  const problem = document.querySelector('#beads > [role="alert"]');
  if (!problem) return;
  announce(problem.textContent ?? '', true);
  problem.remove();
});

// The form for new pairs: when the server refuses it, the chosen files are set again.
const sides = ['sources', 'targets'];
/** @type {(FileList|null)[]} */
let chosenFiles = [];

/** @param {string} id */
const fileField = (id) => /** @type {HTMLInputElement|null} */ (document.getElementById(id));

/** @param {boolean} on */
function showProgress(on) {
  const bar = document.getElementById('align-progress');
  if (bar) bar.hidden = !on;
}

document.addEventListener('submit', (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target);
  if (form.id !== 'align') return;
  if (form.hasAttribute('aria-busy')) return e.preventDefault(); // in progress
  chosenFiles = sides.map((id) => fileField(id)?.files ?? null);
  showProgress(true);
}, true);

document.addEventListener('fx:fail', (e) => {
  showProgress(false);
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('align')) return;
  sides.forEach((id, i) => {
    const field = fileField(id);
    if (field && chosenFiles[i]) field.files = chosenFiles[i];
  });
  document.querySelector('#align > [role="alert"]')?.scrollIntoView({ block: 'center' });
  const wrong = document.querySelector('#align [aria-invalid="true"]');
  /** @type {HTMLElement|null} */ (wrong)?.focus();
});

waitForJob('folder');

showKeyNames();
document.querySelector('[data-by-keys]')?.removeAttribute('hidden');
