// @ts-check
// The test box of the rules shows by itself how a text is cut, while it or a rule is being
// typed. The button does the same without this module.
import { load } from '../js/core/fragment.js';

const form = /** @type {HTMLFormElement|null} */ (document.getElementById('rules'));
const text = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('sample-text'));
const pause = 350;
// The form itself has no data-fx: its buttons are followed as the browser does.
const asker = document.createElement('div');
asker.dataset.fx = 'sample';
/** @type {number|undefined} */
let timer;
let asking = false;
let again = false;

/** Asks for the cuts of what is in the form now; one request at a time, the newest last. */
async function test() {
  if (!form || !text?.value.trim()) return;
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const data = new FormData(form);
  data.set('do', 'test');
  const body = new URLSearchParams(/** @type {any} */ (data));
  await load(asker, new Request(form.action, { method: 'POST', body }));
  asking = false;
  if (again) {
    again = false;
    await test();
  }
}

form?.addEventListener('input', (event) => {
  if (event.target instanceof HTMLElement && event.target.id === 'note') return;
  clearTimeout(timer);
  timer = setTimeout(test, pause);
});
