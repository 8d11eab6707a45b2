// @ts-check
// The preview follows the options. Without this module a button loads the page with another preview.
const form = /** @type {HTMLFormElement|null} */ (document.getElementById('export'));
const AFTER = 250; // ms: who walks through a group of radio buttons by arrow keys sees the last one

const WIDE = '#navpanes=0&view=FitH'; // a browser's reader shows the pages, as wide as they may be

/** @type {number|undefined} */
let timer;

function show() {
  const frame = /** @type {HTMLIFrameElement|null} */ (document.getElementById('pages'));
  if (!form || !frame) return;
  const options = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const format = /** @type {HTMLInputElement|null} */ (form.querySelector('[name="format"]:checked'));
  const note = document.getElementById('preview-as');
  if (note) note.hidden = !format?.hasAttribute('data-elsewhere');
  // Neither a new frame nor the options make an entry that Back would lead through.
  history.replaceState(null, '', `?${options}`);
  const next = /** @type {HTMLIFrameElement} */ (frame.cloneNode());
  next.src = `${form.dataset.preview}?${options}${format?.value === 'pdf' ? WIDE : ''}`;
  frame.replaceWith(next);
}

form?.addEventListener('change', () => {
  clearTimeout(timer);
  timer = setTimeout(show, AFTER);
});
