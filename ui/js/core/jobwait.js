// @ts-check
// A part of the page that waits for a job: its progress is fetched again after each answer, less often
// without one, and what it became is announced. The part has data-fx with its own id, data-wait as long as
// the job runs, and data-ready with what is said then: of a job that is no longer known too, whose answer has
// the part with a link to begin again.
import { announce, load } from './fragment.js';

const SOON = 1000; // ms
const LATE = 30_000;

/** @param {string} id of the part */
export function waitForJob(id) {
  let after = SOON;
  const poll = () => {
    const part = document.getElementById(id);
    if (!part?.hasAttribute('data-wait')) return;
    setTimeout(() => load(part, new Request(location.href)), after);
  };
  document.addEventListener('fx:swap', (e) => {
    if (!/** @type {CustomEvent} */ (e).detail.ids.includes(id)) return;
    after = SOON;
    poll();
    announce(document.getElementById(id)?.dataset.ready ?? '');
  });
  document.addEventListener('fx:fail', (e) => {
    const { ids, status } = /** @type {CustomEvent} */ (e).detail;
    if (ids.includes(id)) announce(document.getElementById(id)?.dataset.ready ?? '');
    if (status === 404) return;
    after = Math.min(after * 2, LATE);
    poll();
  });
  poll();
}
