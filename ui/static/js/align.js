// @ts-check
// The page of an alignment by keys: they hold while a row has the focus, so no letter is taken
// from anybody. The form does the same without this module.
import { load } from './fx.js';
import { keyName, showKeys } from './keys.js';

const acts = /** @type {Record<string, string>} */ ({
  space: 'accept', j: 'take-source', u: 'take-target', g: 'join', s: 'split',
  delete: 'drop', 'alt+arrowup': 'shift-up', 'alt+arrowdown': 'shift-down',
});
let last = 0;

/** @returns {HTMLElement[]} */
const rows = () => [...document.querySelectorAll('.bead')].map((r) => /** @type {HTMLElement} */ (r));

/** @param {number} step */
function move(step) {
  const all = rows();
  const at = all.findIndex((r) => r === document.activeElement);
  all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
}

/** @param {string} selector */
const press = (selector) =>
  /** @type {HTMLButtonElement|null} */ (document.querySelector(selector))?.click();

document.addEventListener('keydown', (e) => {
  const row = e.target instanceof HTMLElement && e.target.matches('.bead') ? e.target : null;
  if (!row || e.isComposing) return;
  const name = keyName(e);
  if ((e.ctrlKey || e.metaKey) && name === 'z') {
    e.preventDefault();
    return press('[data-undo]:not(:disabled)');
  }
  if (e.ctrlKey || e.metaKey || e.shiftKey) return;
  const act = acts[(e.altKey ? 'alt+' : '') + name];
  if (act) {
    e.preventDefault();
    last = Number(row.dataset.index);
    return press(`#${row.id} [data-do="${act}"]`);
  }
  if (!e.altKey && (name === 'arrowdown' || name === 'arrowup')) {
    e.preventDefault();
    move(name === 'arrowdown' ? 1 : -1);
  }
});

// A row that was settled leaves the list of doubtful ones: the next one takes the focus.
document.addEventListener('fx:swap', () => {
  if (document.activeElement?.matches('.bead')) return;
  const all = rows();
  (all.find((r) => Number(r.dataset.index) >= last) ?? all.at(-1))?.focus();
});

document.getElementById('align')?.addEventListener('submit', () => {
  const bar = document.getElementById('align-progress');
  if (bar) bar.hidden = false;
});

// A folder on its way: ask again after each answer, more seldom when none comes.
let pause = 1000;
function watch() {
  const folder = document.getElementById('folder');
  if (!folder?.hasAttribute('data-wait')) return;
  setTimeout(() => load(folder, new Request(location.href)), pause);
}
document.addEventListener('fx:swap', () => { pause = 1000; watch(); });
document.addEventListener('fx:fail', (e) => {
  if (/** @type {CustomEvent} */ (e).detail.status === 404) return;
  pause = Math.min(pause * 2, 30_000);
  watch();
});
watch();

showKeys();
