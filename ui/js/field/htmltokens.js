// @ts-check
// Tokenizes the HTML of another program without making elements of it: their styles and handlers
// would act on the page and break its content policy. One pass, with any mistakes in the markup.

/**
 * @typedef {{text: string}|{open: string, attributes: Record<string, string>}|{close: string}} Token
 */

/** Elements whose content is no text. */
const RAW = /^(?:script|style|title|textarea|template|noscript|object|iframe|svg|math|select|xml)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

/**
 * The texts and tags of a piece of HTML.
 * @param {string} html
 * @param {(text: string) => string} decode decodes character references
 * @returns {Token[]}
 */
export function tokenize(html, decode) {
  /** @type {Token[]} */
  const out = [];
  let i = 0;
  const text = (/** @type {number} */ to) => { if (to > i) out.push({ text: decode(html.slice(i, to)) }); };
  while (i < html.length) {
    const at = html.indexOf('<', i);
    if (at < 0) { text(html.length); break; }
    const end = tagEnd(html, at);
    if (end < 0) { text(at); i = at; out.push({ text: decode(html.slice(at)) }); break; }
    if (end === at) { text(at + 1); i = at + 1; continue; }
    text(at);
    i = end;
    const name = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(at, Math.min(end, at + 64)));
    if (!name) continue; // a comment, a declaration
    const tag = name[2].toLowerCase();
    if (name[1]) { out.push({ close: tag }); continue; }
    if (RAW.test(tag)) { i = rawEnd(html, i, tag); continue; }
    out.push({ open: tag, attributes: attributes(html.slice(at + name[0].length, end), decode) });
    if (VOID.test(tag)) out.push({ close: tag });
  }
  return out;
}

/**
 * The end of the tag or comment that begins at a "<": the index after it; the same index when it is
 * only a "<"; -1 when the markup ends first.
 * @param {string} html
 * @param {number} at
 */
function tagEnd(html, at) {
  if (html.startsWith('<!--', at)) return after(html, html.indexOf('-->', at + 4), 3);
  if (!/[a-z/!?]/i.test(html[at + 1] ?? '')) return at;
  let quote = '';
  for (let i = at + 1; i < html.length; i++) {
    const c = html[i];
    if (quote) { if (c === quote) quote = ''; } else if ((c === '"' || c === "'") && html[i - 1] === '=') quote = c;
    else if (c === '>') return i + 1;
  }
  return -1;
}

/** @param {string} html @param {number} at @param {number} length */
function after(html, at, length) { return at < 0 ? html.length : at + length; }

/** @param {string} html @param {number} from @param {string} tag */
function rawEnd(html, from, tag) {
  const end = new RegExp(`</${tag}[\\s/>]`, 'gi');
  end.lastIndex = from;
  const found = end.exec(html);
  return found ? found.index : html.length;
}

/** @param {string} text @param {(text: string) => string} decode */
function attributes(text, decode) {
  /** @type {Record<string, string>} */
  const out = {};
  for (const m of text.matchAll(/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    out[m[1].toLowerCase()] = decode(m[2] ?? m[3] ?? m[4] ?? '');
  }
  return out;
}
