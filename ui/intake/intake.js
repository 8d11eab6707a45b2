// @ts-check
// Previews the intake: a pasted, chosen or dropped text is shown in segments at once. The buttons do
// the same without this module.
import { announce, load } from '../js/core/fragment.js';

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

/** Loads the preview of the form; one request at a time. */
function preview() {
  if (!form || !text || !file) return;
  const drop = document.querySelector('input[name="doc"]');
  if (!text.value.trim() && !file.files?.length && !drop) return;
  const data = new FormData(form);
  data.set('do', 'preview');
  const request = new Request(form.action, { method: 'POST', body: data });
  running = running.then(() => load(loader, request));
}

function previewLater() {
  clearTimeout(timer);
  timer = setTimeout(preview, PREVIEW_AFTER);
}

text?.addEventListener('input', previewLater);
file?.addEventListener('change', preview);
for (const id of ['source-lang', 'target-lang', 'publication']) {
  document.getElementById(id)?.addEventListener('change', preview);
}

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
