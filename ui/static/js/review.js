// @ts-check
// The review: shortcuts, choosing many, and rows that others change.
import { openField } from './field.js';
import { swap } from './fx.js';
import { bind, showKeys } from './keys.js';
import { follow } from './live.js';
import { showPresence } from './presence.js';
import { parsePage } from './trust.js';

/** @type {Set<string>} */
const chosen = new Set();
/** @type {Map<HTMLFormElement, import('./field.js').Field>} */
const fields = new Map();

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[name="seg"]')]);

function begin() {
  showKeys();
  const all = /** @type {HTMLInputElement|null} */ (document.getElementById('all'));
  const label = /** @type {HTMLElement|null} */ (document.querySelector('[data-all]'));
  if (label) label.hidden = false;
  for (const b of boxes()) if (chosen.has(b.value)) b.checked = true;
  all?.addEventListener('change', () => {
    for (const b of boxes()) b.checked = all.checked;
    count();
  });
  openFields();
  count();
}

/** Makes the fields for touching up live, those that are new on the page. */
function openFields() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-edit]'))) {
    if (!fields.has(form)) fields.set(form, openField(form));
  }
  for (const [form, field] of fields) if (!form.isConnected) { field.leave(); fields.delete(form); }
}

function count() {
  chosen.clear();
  for (const b of boxes()) if (b.checked) chosen.add(b.value);
  const said = document.getElementById('chosen');
  if (said && chosen.size) said.textContent = `${said.dataset.said} ${chosen.size}`;
}

document.addEventListener('change', (e) => {
  if (e.target instanceof HTMLInputElement && e.target.name === 'seg') count();
});
document.addEventListener('fx:swap', () => {
  begin();
  const row = document.querySelector('.seg.on');
  row?.scrollIntoView({ block: 'nearest' });
  /** @type {HTMLElement|null} */ (row?.querySelector('.num a'))?.focus({ preventScroll: true });
});

/** @param {string} decision */
function decide(decision) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-decide]'));
  const button = form?.querySelector(`button[value="${decision}"]`);
  if (!form || !(button instanceof HTMLButtonElement)) return;
  const reason = /** @type {HTMLInputElement} */ (form.elements.namedItem('reason'));
  const kind = /** @type {HTMLSelectElement} */ (form.elements.namedItem('kind'));
  if (decision === 'return' && !reason.value.trim() && !kind.value) { reason.focus(); return; }
  form.requestSubmit(button);
}

bind({
  'ctrl+enter': () => decide('approve'),
  'ctrl+shift+backspace': () => decide('return'),
  'ctrl+arrowdown': () => step(1),
  'ctrl+arrowup': () => step(-1),
});

/** @param {number} by */
function step(by) {
  const rows = [...document.querySelectorAll('.seg')];
  const to = rows[rows.findIndex((r) => r.classList.contains('on')) + by];
  const link = /** @type {HTMLAnchorElement|null} */ (to?.querySelector('a[data-fx="review"]') ?? to?.querySelector('.num a'));
  link?.click();
}

begin();

const review = /** @type {HTMLElement} */ (document.querySelector('[data-review]'));
/** @type {Set<string>} */
const changed = new Set();
let timer = 0;

follow({
  after: Number(review.dataset.head),
  entry: (e) => {
    if (e.article !== review.dataset.article || !e.segment) return;
    changed.add(e.segment);
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  },
  presence: (p) => {
    if (p.article === review.dataset.article) showPresence(p, review.dataset.me ?? '', review.dataset.here ?? '%');
  },
});

/** Takes over rows that others changed, but not the one being decided on. */
async function refresh() {
  const ids = [...changed].map((s) => `r-${s}`).filter((id) => {
    const row = document.getElementById(id);
    return row && !row.classList.contains('on');
  });
  changed.clear();
  if (ids.length === 0) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = parsePage(await answer.text());
    page.getElementById('notice')?.remove();
    swap(ids, page);
    begin();
  } catch { /* the next event tries again */ }
}
