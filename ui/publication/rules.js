// @ts-check
// The test of the sentence rules: shows how a text is cut while it or a rule is typed. The button
// does the same without this module.
import { load } from '../js/core/fragment.js';

const form = /** @type {HTMLFormElement|null} */ (document.getElementById('rules'));
const text = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('sample-text'));
const TEST_AFTER = 350;
// The form itself has no data-fx: its buttons load a page.
const loader = document.createElement('div');
loader.dataset.fx = 'sample';
/** @type {number|undefined} */
let timer;
let asking = false;
let outdated = false;

/** Loads the cuts of the test text; one request at a time, and one more after changes meanwhile. */
async function test() {
  if (!form || !text?.value.trim()) return;
  if (asking) {
    outdated = true;
    return;
  }
  asking = true;
  const data = new FormData(form);
  data.set('do', 'test');
  const body = new URLSearchParams(/** @type {any} */ (data));
  await load(loader, new Request(form.action, { method: 'POST', body }));
  asking = false;
  if (outdated) {
    outdated = false;
    await test();
  }
}

form?.addEventListener('input', (event) => {
  if (event.target instanceof HTMLElement && event.target.id === 'note') return;
  clearTimeout(timer);
  timer = setTimeout(test, TEST_AFTER);
});
