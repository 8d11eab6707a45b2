// @ts-check
// The page of the checks of the desk waits for a look at it, and shows then what was found.
import { load } from '../js/core/fragment.js';
import { waitForJob } from '../js/core/jobwait.js';

waitForJob('look');

document.addEventListener('fx:swap', (e) => {
  if (!/** @type {CustomEvent} */ (e).detail.ids.includes('look')) return;
  const found = document.getElementById('found');
  if (found && !document.querySelector('#look[data-wait]')) load(found, new Request(location.href));
});
