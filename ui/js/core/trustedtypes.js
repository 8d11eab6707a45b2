// @ts-check
// The page's one Trusted Types policy. Everything that turns text into markup or into a script
// URL goes through here, so that this file is all there is to audit.

/** @type {any} */
const types = /** @type {any} */ (window).trustedTypes;

const policy = types
  ? types.createPolicy('app', { createHTML: keep, createScriptURL: ownWorker })
  : { createHTML: keep, createScriptURL: ownWorker };

/**
 * What comes of this is parsed into a document of its own, where nothing loads or runs. Nodes go
 * from there to the page when our own server has just sent and escaped them, and never otherwise.
 * @param {string} html
 */
function keep(html) {
  return html;
}

/**
 * Lets one script URL through: the service worker of this origin.
 * @param {string} url
 */
function ownWorker(url) {
  if (url === '/worker.js') return url;
  throw new TypeError('refused script URL');
}

/**
 * Parses a page or fragment from our server. Scripts in it never run.
 * @param {string} html
 * @returns {Document}
 */
export function parsePage(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
}

/**
 * Replaces the character references in a text, as &eacute;. No tag in it is one.
 * @param {string} text
 * @returns {string}
 */
export function decoded(text) {
  if (!text.includes('&')) return text;
  const html = policy.createHTML(`<!doctype html><body><pre>\n${text.replaceAll('<', '&lt;')}`);
  return new DOMParser().parseFromString(html, 'text/html').body.firstChild?.textContent ?? text;
}

/**
 * @param {string} url
 * @returns {string}
 */
export function workerURL(url) {
  return policy.createScriptURL(url);
}
