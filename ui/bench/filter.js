// @ts-check
// The workbench's filter and the jump to a segment: the list changes in place and the address
// with it. Without this module both are plain forms.
import { announce, load, requestOf } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';

const WAIT = 300; // ms without a key before the list is asked for
const PARTS = 'list shown unfilter onward meter panel';

/**
 * @param {{leave: () => Promise<boolean>, arrived: () => void, active: () => string,
 *   open: (href: string, id: string|undefined) => void, back: () => void}} bench leave saves what
 *   is open and answers whether it may be closed; back puts the focus in the list
 */
export function wireFilter(bench) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-filter]'));
  const jump = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-jump]'));
  if (!form || !jump) return;
  const fold = /** @type {HTMLDetailsElement} */ (form.closest('details'));

  /** @param {HTMLElement} from @param {Request} request */
  const ask = async (from, request) => {
    if (!(await bench.leave())) return;
    const url = new URL(request.url);
    for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name, value);
    from.dataset.fx = PARTS;
    from.toggleAttribute('data-fx-url', true);
    await load(from, new Request(url));
    delete from.dataset.fx; // fx.js must not answer the next one by itself
  };
  document.addEventListener('fx:swap', (e) => {
    if (!/** @type {CustomEvent} */ (e).detail.ids.includes('list')) return;
    bench.arrived();
    const shown = document.getElementById('shown')?.textContent?.trim();
    if (shown) announce(shown);
  });

  let timer = 0;
  const soon = (/** @type {number} */ wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), wait);
  };
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    clearTimeout(timer);
    const request = requestOf(form, null);
    const url = new URL(request.url);
    url.searchParams.set('s', bench.active());
    ask(form, new Request(url));
  });
  form.addEventListener('change', () => soon(0));
  form.addEventListener('input', (e) => {
    if (!(/** @type {InputEvent} */ (e).isComposing)) soon(WAIT);
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
    const row = document.getElementById(`s${western(field.value.trim())}`);
    if (row instanceof HTMLAnchorElement) {
      bench.open(row.href, /** @type {HTMLElement|null} */ (row.closest('.seg'))?.dataset.segment);
    } else {
      const request = requestOf(jump, null);
      ask(jump, request);
    }
    field.value = '';
  });

  /** @param {string} id */
  const reach = (id) => {
    fold.open = true;
    const field = /** @type {HTMLInputElement|null} */ (document.getElementById(id));
    field?.focus();
    field?.select();
  };
  actions.register('filter', () => reach('f-q'));
  actions.register('jump', () => reach('f-go'));
  fold.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); bench.back(); }
  });
}

/** European digits for Arabic ones. @param {string} text */
function western(text) {
  return text.replace(/[٠-٩۰-۹]/g, (d) => String((d.codePointAt(0) ?? 0) & 15));
}
