// @ts-check
// Fragment loader. A link or form with data-fx="id id…" is fetched instead of followed; each
// named element of the answer takes the place of the one on the page. The answer may be the
// whole page or only the fragments. Whatever goes wrong with the wire, the form is still there
// with all that was typed in it.
//
//   <a href="?state=draft" data-fx="rows" data-fx-url>       fetch, swap #rows, change the URL
//   <form method="post" action="…" data-fx="s12 panel">      post, swap #s12 and #panel
//
// Events on document: fx:swap {ids, status}, before anything else may look at the new elements;
// fx:fail {status}, when nothing was swapped.
import { slow } from './progress.js';
import { parsePage } from './trustedtypes.js';

/** @type {WeakMap<Element, AbortController>} */
const running = new WeakMap();

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-fx]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  load(link, new Request(link.href));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-fx')) return;
  if (event.defaultPrevented) return;
  event.preventDefault();
  load(form, requestOf(form, /** @type {HTMLElement|null} */ (event.submitter)));
});

/**
 * The request a browser would make of a form.
 * @param {HTMLFormElement} form
 * @param {HTMLElement|null} submitter
 * @returns {Request}
 */
export function requestOf(form, submitter) {
  const data = new FormData(form, submitter);
  const url = new URL(submitter?.getAttribute('formaction') ?? form.action, location.href);
  if (form.method !== 'post') {
    url.search = new URLSearchParams(/** @type {any} */ (data)).toString();
    return new Request(url);
  }
  const body = form.enctype === 'multipart/form-data'
    ? data : new URLSearchParams(/** @type {any} */ (data));
  return new Request(url, { method: 'POST', body });
}

/**
 * Fetches and swaps. A newer request of the same element ends an older read; a save is never
 * ended, since the server may already have it.
 * @param {HTMLElement} from the link or form that asks
 * @param {Request} request
 */
export async function load(from, request) {
  const ids = (from.dataset.fx ?? '').split(/\s+/).filter(Boolean);
  const end = new AbortController();
  if (request.method === 'GET') {
    running.get(from)?.abort();
    running.set(from, end);
  }
  const done = busy(ids);
  try {
    request.headers.set('Fx-Target', ids.join(' '));
    const answer = await fetch(request, { signal: end.signal });
    const page = parsePage(await answer.text());
    if (!swap(ids, page)) return miss(request, answer, page);
    say('', true);
    if (from.hasAttribute('data-fx-url') && answer.ok) go(answer.url);
    tell(answer.ok ? 'fx:swap' : 'fx:fail', { ids, status: answer.status, from });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) {
      say(document.body.dataset.offline ?? '', true);
      tell('fx:fail', { ids, status: 0, from });
    }
  } finally {
    done();
  }
}

/**
 * Puts the named elements of page in place of ours and keeps focus and caret by id.
 * @param {string[]} ids
 * @param {Document} page
 * @returns {boolean} whether at least one was there
 */
export function swap(ids, page) {
  const focus = focusOf();
  let found = false;
  for (const id of ids) {
    const next = page.getElementById(id);
    const old = document.getElementById(id);
    if (!next || !old) continue;
    old.replaceWith(document.adoptNode(next));
    found = true;
  }
  if (!found) return false;
  const notice = page.getElementById('notice');
  if (notice && !ids.includes('notice')) document.getElementById('notice')?.replaceWith(notice);
  focus();
  return true;
}

/**
 * The answer holds none of the ids: an error page says why and nothing on our page changes;
 * anything else (a sign-in page, another article) is opened as the browser would have.
 * @param {Request} request
 * @param {Response} answer
 * @param {Document} page
 */
function miss(request, answer, page) {
  const fault = page.querySelector('[data-fault]');
  if (fault) {
    say(fault.textContent?.trim().replace(/\s+/g, ' ') ?? '', true);
    offerSignIn(page);
    tell('fx:fail', { ids: [], status: answer.status });
    return;
  }
  // A post that was answered is never sent twice.
  if (answer.redirected || request.method === 'GET') location.assign(answer.url);
  else location.reload();
}

/**
 * When the session is over, signing in happens in another tab: this one keeps the work.
 * @param {Document} page
 */
function offerSignIn(page) {
  const link = page.querySelector('a[data-signin]');
  if (!(link instanceof HTMLAnchorElement)) return;
  const copy = document.createElement('a');
  copy.href = new URL(link.getAttribute('href') ?? '', location.href).href;
  copy.textContent = link.textContent;
  copy.target = '_blank';
  document.getElementById('alarm')?.append(' ', copy);
}

/** @returns {() => void} puts focus and caret back where they were */
function focusOf() {
  const active = document.activeElement;
  const id = active?.id;
  const caret = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement
    ? [active.selectionStart, active.selectionEnd] : null;
  return () => {
    if (!id || document.activeElement?.id === id) return;
    const again = document.getElementById(id);
    again?.focus({ preventScroll: true });
    if (caret && caret[0] !== null && again && 'setSelectionRange' in again) {
      /** @type {HTMLTextAreaElement} */ (again).setSelectionRange(caret[0], caret[1]);
    }
  };
}

/**
 * Marks the elements busy at once and says so when it takes long.
 * @param {string[]} ids
 */
function busy(ids) {
  for (const id of ids) document.getElementById(id)?.setAttribute('aria-busy', 'true');
  const end = slow();
  return () => {
    end();
    for (const id of ids) document.getElementById(id)?.removeAttribute('aria-busy');
  };
}

/**
 * Speaks through the page's one polite live region, or, when it is an error, through its alert,
 * which everybody sees until the next answer or Escape.
 * @param {string} text
 * @param {boolean} [alarm]
 */
export function say(text, alarm = false) {
  const region = document.getElementById(alarm ? 'alarm' : 'live');
  if (region) region.textContent = text;
}

/**
 * @param {string} name
 * @param {object} detail
 */
function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') say('', true);
});

let here = location.pathname + location.search;

/** @param {string} url */
function go(url) {
  history.pushState({}, '', url);
  here = location.pathname + location.search;
}

// Going back over a swap loads that page anew; a jump to an anchor fires popstate too and does not.
addEventListener('popstate', () => {
  if (location.pathname + location.search !== here) location.reload();
});
