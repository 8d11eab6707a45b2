// @ts-check
// Previews the intake: a pasted, chosen or dropped text is shown in segments at once. The buttons do
// the same without this module.
import { announce, load } from '../js/core/fragment.js';
import { gapButton, gapsOf, removeGaps } from '../js/field/gaps.js';

const form = /** @type {HTMLFormElement|null} */ (document.getElementById('intake'));
const text = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('text'));
const file = /** @type {HTMLInputElement|null} */ (document.getElementById('file'));
const PREVIEW_AFTER = 700;
// The form itself has no data-fx: its buttons load a page.
const loader = document.createElement('div');
loader.dataset.fx = 'preview found';
/** @type {number|undefined} */
let timer;
/** @type {Promise<void>} */
let running = Promise.resolve();

/** Loads the preview of the form; one request at a time. @param {string} [what] button that was pressed */
function preview(what = 'preview') {
  if (!form || !text || !file) return;
  const drop = document.querySelector('input[name="doc"]');
  if (!text.value.trim() && !file.files?.length && !drop) return;
  const data = new FormData(form);
  data.set('do', what);
  const request = new Request(form.action, { method: 'POST', body: data });
  running = running.then(() => load(loader, request));
}

function previewLater() {
  clearTimeout(timer);
  timer = setTimeout(preview, PREVIEW_AFTER);
}

text?.addEventListener('input', previewLater);
file?.addEventListener('change', () => preview());
for (const id of ['source-lang', 'target-lang', 'publication']) {
  document.getElementById(id)?.addEventListener('change', () => preview());
}

// A block that surrounds the article, taken in or left out again.
form?.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.name.startsWith('take-')) preview();
});

// The buttons that cut and join.
form?.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || !/^(?:cut|join|open|close)\b/.test(button.value)) return;
  event.preventDefault();
  // A text that was typed a moment ago is shown first: its cuts are others.
  const what = button.value;
  clearTimeout(timer);
  running = running.then(() => preview(what));
});

// A click between two words shows a button that cuts there.
form?.addEventListener('click', (event) => {
  const part = event.target instanceof Element ? /** @type {HTMLElement|null} */ (event.target.closest('[data-from]')) : null;
  const selection = getSelection();
  if (!part || !selection?.isCollapsed || !selection.anchorNode || !part.contains(selection.anchorNode)) return;
  if (event.target instanceof Element && event.target.closest('.gap')) return;
  const before = document.createElement('p');
  const range = document.createRange();
  range.setStart(part, 0);
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  before.append(range.cloneContents());
  const { length } = gapsOf(before);
  removeGaps(/** @type {HTMLElement} */ (document.getElementById('preview')), '.gap.caret');
  const gap = gapsOf(part).gaps.toSorted((a, b) => Math.abs(a.at - length) - Math.abs(b.at - length))[0];
  if (!gap) return;
  const at = Number(part.dataset.from) + gap.at;
  const button = gapButton(gap, { kind: 'caret', label: (form?.dataset.before ?? '%').replace('%', gap.word) });
  Object.assign(button, { type: 'submit', name: 'do', value: `cut:${part.dataset.block}:${at}`, id: `g-${part.dataset.block}-${at}` });
});

// A file may be dropped anywhere on the page.
addEventListener('dragover', (event) => {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  form?.setAttribute('data-over', '');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) form?.removeAttribute('data-over');
});
addEventListener('drop', (event) => {
  if (!event.dataTransfer?.files.length || !file) return;
  event.preventDefault();
  form?.removeAttribute('data-over');
  file.files = event.dataTransfer.files;
  announce(event.dataTransfer.files[0].name);
  file.dispatchEvent(new Event('change')); // its name is shown, and the text previewed
});
