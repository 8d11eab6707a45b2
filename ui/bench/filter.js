// @ts-check
// The workbench's filter and the jump to a segment: the list and the address change without a new
// page. Without this module both are plain forms.
import { announce, load, requestOf } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';

const SUBMIT_AFTER = 300; // ms after the last key
const PARTS = 'list shown unfilter onward meter panel';

/**
 * @param {{mayLeave: () => Promise<boolean>, listChanged: () => void, active: () => string,
 *   open: (href: string, id: string|undefined) => void, focusList: () => void}} bench mayLeave
 *   saves the open row and returns whether it may be closed
 */
export function wireFilter(bench) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-filter]'));
  const jump = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-jump]'));
  if (!form || !jump) return;
  const details = /** @type {HTMLDetailsElement} */ (form.closest('details'));

  /** @param {HTMLElement} from @param {Request} request */
  const fetchList = async (from, request) => {
    if (!(await bench.mayLeave())) return;
    const url = new URL(request.url);
    for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name, value);
    from.dataset.fx = PARTS;
    from.toggleAttribute('data-fx-url', true);
    await load(from, new Request(url));
    delete from.dataset.fx; // fragment.js must not load the next one
  };
  document.addEventListener('fx:swap', (e) => {
    if (!/** @type {CustomEvent} */ (e).detail.ids.includes('list')) return;
    bench.listChanged();
    const shown = document.getElementById('shown')?.textContent?.trim();
    if (shown) announce(shown);
  });

  let timer = 0;
  const submitAfter = (/** @type {number} */ wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), wait);
  };
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    clearTimeout(timer);
    const request = requestOf(form, null);
    const url = new URL(request.url);
    url.searchParams.set('s', bench.active());
    fetchList(form, new Request(url));
  });
  form.addEventListener('change', () => submitAfter(0));
  form.addEventListener('input', (e) => {
    if (!(/** @type {InputEvent} */ (e).isComposing)) submitAfter(SUBMIT_AFTER);
  });
  document.addEventListener('click', (e) => {
    const link = e.target instanceof Element ? e.target.closest('#unfilter, a[data-unfilter]') : null;
    if (!(link instanceof HTMLAnchorElement) || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    for (const f of form.querySelectorAll('input, select')) {
      const field = /** @type {HTMLInputElement|HTMLSelectElement} */ (f);
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = false;
      else field.value = '';
    }
    form.requestSubmit();
  });

  jump.addEventListener('submit', (e) => {
    e.preventDefault();
    const field = /** @type {HTMLInputElement} */ (jump.elements.namedItem('go'));
    const row = document.getElementById(`s${europeanDigits(field.value.trim())}`);
    if (row instanceof HTMLAnchorElement) {
      bench.open(row.href, /** @type {HTMLElement|null} */ (row.closest('.seg'))?.dataset.segment);
    } else {
      const request = requestOf(jump, null);
      fetchList(jump, request);
    }
    field.value = '';
  });

  /** @param {string} id */
  const focusField = (id) => {
    details.open = true;
    const field = /** @type {HTMLInputElement|null} */ (document.getElementById(id));
    field?.focus();
    field?.select();
  };
  actions.register('filter', () => focusField('f-q'));
  actions.register('jump', () => focusField('f-go'));
  details.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); bench.focusList(); }
  });
}

/** European digits for Arabic ones. @param {string} text */
function europeanDigits(text) {
  return text.replace(/[٠-٩۰-۹]/g, (d) => String((d.codePointAt(0) ?? 0) & 15));
}
