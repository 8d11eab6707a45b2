// @ts-check
// The page of an alignment by keys: they hold while the focus is in a row, so no letter is taken
// from anybody. The form does the same without this module.
import { announce, load } from '../js/core/fragment.js';
import { actions, keyName, showKeyNames } from '../js/core/keys.js';

let last = 0;

/** @returns {HTMLElement[]} */
const rows = () => [...document.querySelectorAll('.bead')].map((r) => /** @type {HTMLElement} */ (r));

/** @param {Element|EventTarget|null} e */
const rowOf = (e) => /** @type {HTMLElement|null} */ (e instanceof Element ? e.closest('.bead') : null);

/**
 * @param {HTMLElement} row
 * @param {number} step
 */
function move(row, step) {
  const all = rows();
  all[Math.min(Math.max(all.indexOf(row) + step, 0), all.length - 1)]?.focus();
}

/** @param {string} id */
const press = (id) => /** @type {HTMLButtonElement|null} */ (document.getElementById(id))?.click();

/**
 * The row that has the focus, when a key is for it: the space bar presses the button it is on.
 * @param {Event} [e]
 */
function rowFor(e) {
  const row = rowOf(document.activeElement);
  const presses = e instanceof KeyboardEvent && keyName(e) === 'space' && row !== document.activeElement;
  return presses ? null : row;
}

/**
 * Does something with the row that has the focus.
 * @param {(row: HTMLElement) => void} work
 * @returns {import('../js/core/keys.js').Handler}
 */
const inRow = (work) => (e) => {
  const row = rowFor(e);
  if (!row) return false;
  work(row);
};
/** @param {string} act */
const pressing = (act) => inRow((row) => press(`do-${act}-${row.dataset.index}`));

actions.register('bead-next', inRow((row) => move(row, 1)));
actions.register('bead-prev', inRow((row) => move(row, -1)));
actions.register('bead-accept', pressing('accept'));
actions.register('bead-take-source', pressing('take-source'));
actions.register('bead-take-target', pressing('take-target'));
actions.register('bead-join', pressing('join'));
actions.register('bead-split', pressing('split'));
actions.register('bead-shift-up', pressing('shift-up'));
actions.register('bead-shift-down', pressing('shift-down'));
actions.register('bead-drop', pressing('drop'));
document.addEventListener('keydown', (e) => {
  if (!(e.target instanceof Element) || !e.target.closest('#beads') || e.isComposing) return;
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || keyName(e) !== 'z') return;
  e.preventDefault();
  press('do-undo');
});

// One edit at a time: each is of the version of the alignment that the one before has made. What
// is pressed meanwhile waits, unless the edit on its way gives the row it is for another number.
/** @type {string[]} */
let waiting = [];
let asked = '';

document.addEventListener('submit', (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target);
  if (form.id !== 'beads') return;
  const by = e instanceof SubmitEvent ? e.submitter : null;
  if (form.hasAttribute('aria-busy')) {
    e.preventDefault();
    const settles = /^do-(accept|drop)-/.test(asked);
    if (by?.id && (settles || numberOf(by.id) === numberOf(asked))) waiting.push(by.id);
    return;
  }
  asked = by?.id ?? '';
  last = Number(rowOf(by)?.dataset.index ?? last);
}, true);

/** @param {string} id of a button */
const numberOf = (id) => /\d*$/.exec(id)?.[0];

// A row that was settled leaves the list of doubtful ones: the next one takes the focus, and after
// the last one the button that comes next.
function refocus() {
  const at = document.activeElement;
  if (at && at !== document.body && at.isConnected) return;
  const all = rows();
  const to = all.find((r) => Number(r.dataset.index) >= last) ?? all.at(-1) ??
    document.querySelector('#do-keep:enabled') ?? document.querySelector('#do-undo:enabled');
  /** @type {HTMLElement|null} */ (to)?.focus();
}

document.addEventListener('fx:swap', (e) => {
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('beads')) return;
  refocus();
  const next = waiting.shift();
  if (next) queueMicrotask(() => press(next)); // when the answer before is done with
});

document.addEventListener('fx:fail', (e) => {
  waiting = [];
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('beads')) return;
  refocus();
  // The reader may be far below the head of the form.
  const problem = document.querySelector('#beads > [role="alert"]');
  if (!problem) return;
  announce(problem.textContent ?? '', true);
  problem.remove();
});

// The form for new pairs: a server that refuses it cannot give the files back, the browser can.
const sides = ['sources', 'targets'];
/** @type {(FileList|null)[]} */
let chosen = [];

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
  if (form.hasAttribute('aria-busy')) return e.preventDefault(); // on its way
  chosen = sides.map((id) => fileField(id)?.files ?? null);
  showProgress(true);
}, true);

document.addEventListener('fx:fail', (e) => {
  showProgress(false);
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('align')) return;
  sides.forEach((id, i) => {
    const field = fileField(id);
    if (field && chosen[i]) field.files = chosen[i];
  });
  document.querySelector('#align > [role="alert"]')?.scrollIntoView({ block: 'center' });
  const wrong = document.querySelector('#align [aria-invalid="true"]');
  /** @type {HTMLElement|null} */ (wrong)?.focus();
});

// A folder on its way: ask again after each answer, more seldom when none comes.
let pause = 1000;
function watch() {
  const folder = document.getElementById('folder');
  if (!folder?.hasAttribute('data-wait')) return;
  setTimeout(() => load(folder, new Request(location.href)), pause);
}
document.addEventListener('fx:swap', (e) => {
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('folder')) return;
  pause = 1000;
  watch();
  announce(document.getElementById('folder')?.dataset.ready ?? '');
});
document.addEventListener('fx:fail', (e) => {
  if (/** @type {CustomEvent} */ (e).detail.status === 404) return;
  pause = Math.min(pause * 2, 30_000);
  watch();
});
watch();

showKeyNames();
document.querySelector('[data-by-keys]')?.removeAttribute('hidden');
