// @ts-check
// Fragment loader. A link or form with data-fx="id id…" is fetched instead of followed; each
// named element of the answer replaces the one on the page. The answer may be the whole page or
// only the fragments. When the network fails, the form keeps all that was typed in it.
//
//   <a href="?state=draft" data-fx="rows" data-fx-url>       fetch, swap #rows, change the URL
//   <form method="post" action="…" data-fx="s12 panel">      post, swap #s12 and #panel
//
// Events on document: fx:swap {ids, status} right after elements were replaced; fx:fail {status}
// when none was.
import { showProgress } from './progress.js';
import { parsePage } from './trustedtypes.js';

/** @type {Map<string, AbortController>} the newest request for the same elements, by their ids */
const running = new Map();

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
 * The request that a browser would make from a form.
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
 * Fetches and swaps. A newer request for the same elements aborts an older GET; a POST is never
 * aborted, since the server may already have it.
 * @param {HTMLElement} from the link or form that makes the request
 * @param {Request} request
 */
export async function load(from, request) {
  const ids = (from.dataset.fx ?? '').split(/\s+/).filter(Boolean);
  const end = new AbortController();
  const target = ids.join(' ');
  running.get(target)?.abort();
  running.set(target, end);
  const about = /** @type {HTMLElement|null} */ (from.closest('[data-of]'));
  markBusy(ids, true);
  const endProgress = showProgress();
  const alarm = alarmText(); // what is said after this is not over with the answer
  try {
    request.headers.set('Fx-Target', target);
    const answer = await fetch(request, request.method === 'GET' ? { signal: end.signal } : {});
    const page = parsePage(await answer.text());
    if (request.method === 'GET' && isOver(about)) return;
    if (!swap(ids, page)) return openInstead(request, answer, page);
    if (alarmText() === alarm) announce('', true);
    if (from.hasAttribute('data-fx-url') && answer.ok) pushURL(answer.url);
    dispatch(answer.ok ? 'fx:swap' : 'fx:fail', { ids, status: answer.status, from });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) {
      announce(document.body.dataset.offline ?? '', true);
      dispatch('fx:fail', { ids, status: 0, from });
    }
  } finally {
    endProgress();
    if (running.get(target) === end) { running.delete(target); markBusy(ids, false); }
  }
}

/**
 * Whether an element that is of something (data-of) is of something else by now: what was asked from inside
 * it is no longer wanted.
 * @param {HTMLElement|null} about
 */
const isOver = (about) => about !== null && document.getElementById(about.id)?.dataset.of !== about.dataset.of;

/**
 * Replaces the named elements by those of an answer, and keeps focus and caret by id.
 * @param {string[]} ids
 * @param {Document} page
 * @returns {boolean} whether the answer has at least one of them
 */
export function swap(ids, page) {
  const restoreFocus = rememberFocus();
  const wrong = takeWrongField(page);
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
  wrong?.focus();
  if (!wrong || document.activeElement !== wrong) restoreFocus();
  return true;
}

/**
 * The first field of an answer that is wrong, where the caret goes. A browser does so itself only as
 * a page is loaded, and complains of the attribute later.
 * @param {Document} page
 */
function takeWrongField(page) {
  const fields = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[autofocus]')]);
  for (const field of fields) field.removeAttribute('autofocus');
  return fields.find((field) => field.matches('[aria-invalid="true"]'));
}

/**
 * Handles an answer that has none of the ids: the sentence of an error page is announced and our
 * page stays; any other page (a sign-in page, another article) is opened.
 * @param {Request} request
 * @param {Response} answer
 * @param {Document} page
 */
function openInstead(request, answer, page) {
  if (page.querySelector('[data-fault]')) {
    announce(faultText(page), true);
    offerSignIn(page);
    dispatch('fx:fail', { ids: [], status: answer.status });
    return;
  }
  // A POST that was answered is never sent again.
  if (answer.redirected || request.method === 'GET') location.assign(answer.url);
  else location.reload();
}

/** The sentence of an error page in one line; empty where there is none. @param {Document} page */
export function faultText(page) {
  return page.querySelector('[data-fault]')?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
}

/**
 * Offers to sign in in another tab when the session has ended: this tab keeps the work.
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

/** @returns {() => void} restores focus and caret */
function rememberFocus() {
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
 * Says of elements that what they are to have is on its way.
 * @param {string[]} ids
 * @param {boolean} busy
 */
function markBusy(ids, busy) {
  for (const id of ids) {
    if (busy) document.getElementById(id)?.setAttribute('aria-busy', 'true');
    else document.getElementById(id)?.removeAttribute('aria-busy');
  }
}

/**
 * Announces a sentence in the page's polite live region; an alarm in its alert, which is visible
 * until what is asked for next is answered, or Escape.
 * @param {string} text
 * @param {boolean} [alarm]
 */
export function announce(text, alarm = false) {
  const region = document.getElementById(alarm ? 'alarm' : 'live');
  if (region) region.textContent = text;
}

const alarmText = () => document.getElementById('alarm')?.textContent ?? '';

/**
 * @param {string} name
 * @param {object} detail
 */
function dispatch(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') announce('', true);
});

let currentURL = location.pathname + location.search;

/** @param {string} url */
function pushURL(url) {
  history.pushState({}, '', url);
  currentURL = location.pathname + location.search;
}

// Going back over a swap reloads; a jump to an anchor fires popstate too, and must not.
addEventListener('popstate', () => {
  if (location.pathname + location.search !== currentURL) location.reload();
});
