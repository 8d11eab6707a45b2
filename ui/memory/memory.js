// @ts-check
// The units of the memory: a row that is edited takes the focus into its form and back, and the page of
// a file waits for its job.
import { waitForJob } from '../js/core/jobwait.js';

document.addEventListener('fx:swap', (e) => {
  for (const id of /** @type {CustomEvent} */ (e).detail.ids) {
    if (!id.startsWith('u-')) continue;
    const row = document.getElementById(id);
    const to = row?.querySelector('textarea[name="target"]') ?? row?.querySelector(`[id="edit-${id.slice(2)}"]`);
    /** @type {HTMLElement|null|undefined} */ (to)?.focus();
  }
});

document.addEventListener('keydown', (e) => {
  if (e.key !== 'Escape' || e.isComposing || !(e.target instanceof Element)) return;
  const cancel = e.target.closest('.unit-edit')?.querySelector('a[data-fx]');
  /** @type {HTMLElement|null|undefined} */ (cancel)?.click();
});

waitForJob('import');
