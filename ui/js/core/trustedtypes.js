// @ts-check
// The page's only Trusted Types policy. All text that becomes markup or a script URL passes through
// this file, so that it alone has to be audited.

/** @type {any} */
const types = /** @type {any} */ (window).trustedTypes;

const policy = types
  ? types.createPolicy('app', { createHTML: unchanged, createScriptURL: onlyWorker })
  : { createHTML: unchanged, createScriptURL: onlyWorker };

/**
 * The result is parsed into a separate document, where nothing loads or runs. Only nodes that our
 * own server has sent, and so escaped, are moved from there into the page.
 * @param {string} html
 */
function unchanged(html) {
  return html;
}

/**
 * Lets one script URL through: the service worker of this origin.
 * @param {string} url
 */
function onlyWorker(url) {
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
 * Decodes character references such as &eacute;; tags in the text stay text.
 * @param {string} text
 * @returns {string}
 */
export function decodeEntities(text) {
  if (!text.includes('&')) return text;
  const html = policy.createHTML(`<!doctype html><body><pre>\n${text.replaceAll('<', '&lt;')}`);
  return new DOMParser().parseFromString(html, 'text/html').body.firstChild?.textContent ?? text;
}

/**
 * The URL as the browser demands it of a script.
 * @param {string} url
 * @returns {string}
 */
export function workerURL(url) {
  return policy.createScriptURL(url);
}
