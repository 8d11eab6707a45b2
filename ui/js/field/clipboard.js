// @ts-check
// Reads pasted or dropped data of another program: its text, and only the formatting that a segment
// can have.
import { tokenize } from './htmltokens.js';
import { oneLine } from './tags.js';

/**
 * A run of text with its formatting: types of codes, and, from a segment, ids of codes.
 * @typedef {{text: string, types: Set<string>, ids: Set<string>, chip?: string, kind?: string}} Run
 * Kind is the type of a chip's code.
 */

const MAX_HTML = 1 << 20; // characters of HTML; longer data is read as plain text

/** @type {Record<string, string>} */
const TYPES = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', cite: 'italic', u: 'underline', ins: 'underline',
  s: 'strike', strike: 'strike', del: 'strike', sup: 'sup', sub: 'sub', code: 'code', tt: 'code', kbd: 'code', samp: 'code',
};
const BLOCKS = /^(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|section|article|header|footer|pre|br|hr|dl|dt|dd|figure|figcaption|main|aside|nav|address)$/;

/**
 * The runs of a clipboard or a drop; none when it has no text.
 * @param {DataTransfer} data
 * @param {(text: string) => string} decode decodes character references
 * @returns {Run[]}
 */
export function readRuns(data, decode) {
  const html = data.getData('text/html');
  const runs = html && html.length <= MAX_HTML ? parseRuns(html, decode) : [];
  if (runs.some((r) => r.text || r.chip)) return runs;
  const text = oneLine(data.getData('text/plain')).replace(/^ (?=\S)|(?<=\S) $/g, (s) => (html ? '' : s));
  return text ? [{ text, types: new Set(), ids: new Set() }] : [];
}

/**
 * The open element around a text, with the formatting of all its ancestors.
 * @typedef {{name: string, types: Set<string>, ids: Set<string>, hidden: boolean, spaces: boolean}} Context
 */

/**
 * @param {string} html
 * @param {(text: string) => string} decode
 * @returns {Run[]}
 */
export function parseRuns(html, decode) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Context[]} */
  const open = [{ name: '', types: new Set(), ids: new Set(), hidden: false, spaces: false }];
  for (const t of tokenize(html, decode)) {
    const context = /** @type {Context} */ (open.at(-1));
    if ('text' in t) {
      const { types, ids, hidden, spaces } = context;
      if (!hidden) runs.push({ text: spaces ? t.text.replaceAll('\u00a0', ' ') : t.text, types, ids });
    } else if ('open' in t) {
      const chip = t.attributes['data-chip'];
      if (chip && !context.hidden) runs.push({ ...context, text: '', chip, kind: t.attributes['data-type'] });
      else if (BLOCKS.test(t.open)) runs.push(blockBreak());
      open.push(contextOf(context, t.open, t.attributes));
    } else {
      if (BLOCKS.test(t.close) && t.close !== 'br') runs.push(blockBreak());
      const at = open.findLastIndex((o) => o.name === t.close);
      if (at > 0) open.length = at;
    }
  }
  return collapseSpaces(runs);
}

/** The space between two blocks. @returns {Run} */
function blockBreak() { return { text: '\n', types: new Set(), ids: new Set() }; }

/**
 * @param {Context} outer
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @returns {Context}
 */
function contextOf(outer, name, attributes) {
  const style = attributes.style ?? '';
  const pair = attributes['data-pair'];
  return { name, types: typesIn(name, attributes, style, outer.types),
    ids: pair ? new Set([...outer.ids, pair]) : outer.ids,
    hidden: outer.hidden || 'hidden' in attributes || 'data-chip' in attributes ||
      /display:\s*none|mso-hide:\s*all|mso-list:\s*Ignore/i.test(style),
    spaces: outer.spaces || /Apple-converted-space/.test(attributes.class ?? '') };
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {string} style
 * @param {Set<string>} outer
 */
function typesIn(name, attributes, style, outer) {
  const types = new Set(outer);
  // An element of a segment names its type; its styles are those of the page.
  if (attributes['data-pair']) return types.add(attributes['data-type'] ?? '');
  if (TYPES[name]) types.add(TYPES[name]);
  if (name === 'a' && attributes.href) types.add('link');
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(style)?.[1];
  if (weight) setType(types, 'bold', weight === 'bold' || weight === 'bolder' || Number(weight) >= 600);
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(style)?.[1];
  if (slant) setType(types, 'italic', slant !== 'normal');
  const line = /(?<![\w-])text-decoration(?:-line)?:\s*([\w -]+)/i.exec(style)?.[1];
  if (line?.includes('underline') && name !== 'a') types.add('underline');
  if (line?.includes('line-through')) types.add('strike');
  const rise = /(?<![\w-])vertical-align:\s*(\w+)/i.exec(style)?.[1];
  if (rise === 'super' || rise === 'sub') types.add(rise === 'super' ? 'sup' : 'sub');
  return types;
}

/**
 * @param {Set<string>} types
 * @param {string} type
 * @param {boolean} on
 */
function setType(types, type, on) { if (on) types.add(type); else types.delete(type); }

/** Collapses white space as a page does, into one line. @param {Run[]} runs @returns {Run[]} */
function collapseSpaces(runs) {
  let afterSpace = true; // or at the beginning of the text
  const result = [];
  for (const r of runs) {
    let text = r.text.replace(/[ \t\r\n\f]+/g, ' ');
    if (afterSpace && text.startsWith(' ')) text = text.slice(1);
    if (text) afterSpace = text.endsWith(' ');
    if (r.chip) afterSpace = false;
    if (text || r.chip) result.push({ ...r, text });
  }
  const whole = runs.map((r) => r.text).join('');
  // A word copied with the space beside it keeps it; line breaks around a block are dropped.
  if (/^ +\S/.test(whole) && result[0] && !result[0].chip) result[0].text = ` ${result[0].text}`;
  const last = result.at(-1);
  if (last && !/\S +$/.test(whole)) last.text = last.text.replace(/ $/, '');
  // An empty paragraph is a no-break space in some programs; one outside a paragraph was copied.
  const words = (/** @type {string} */ text) => (whole.includes('\n') ? text.replace(/\u00a0/g, ' ').trim() : text);
  return result.some((r) => words(r.text) || r.text === ' ' || r.chip) ? result : [];
}

/**
 * Assigns codes of the source to runs: unused ones of their type; to runs of a segment by id.
 * @param {Run[]} all
 * @param {{id: string, type: string, lone: boolean}[]} free
 * @returns {{text: string, ids: string[], chip?: string}[]}
 */
export function assignCodes(all, free) {
  const runs = all.map((r) => ({ ...r, types: new Set(r.types) }));
  const left = [...free];
  const result = runs.map((r) => ({ text: r.text, ids: /** @type {string[]} */ ([]),
    chip: takeChip(r, left) }));
  const pairs = left.filter((c) => !c.lone);
  for (const code of pairs) {
    const has = (/** @type {Run|undefined} */ r) => r?.ids.has(code.id) === true && r.types.has(code.type);
    if (!runs.some(has)) continue;
    assignCode(runs, result, code.id, has);
    for (const r of runs) if (has(r)) r.types.delete(code.type);
    left.splice(left.indexOf(code), 1);
  }
  for (const type of ['link', 'bold', 'italic', 'underline', 'strike', 'sup', 'sub', 'code']) {
    for (const [from, to] of spansOf(runs, type)) {
      const at = left.findIndex((c) => c.type === type && !c.lone);
      if (at < 0) break;
      for (let i = from; i < to; i++) result[i].ids.push(left[at].id);
      left.splice(at, 1);
    }
  }
  return result.filter((r) => r.text || r.chip);
}

/**
 * @param {Run[]} runs
 * @param {{ids: string[]}[]} result
 * @param {string} id
 * @param {(r: Run) => boolean} has
 */
function assignCode(runs, result, id, has) {
  runs.forEach((r, i) => { if (has(r)) result[i].ids.push(id); });
}

/**
 * Takes the code of a chip: the same one if it is free, else one of its type.
 * @param {Run} run
 * @param {{id: string, type: string, lone: boolean}[]} left
 */
function takeChip({ chip, kind }, left) {
  if (chip === undefined) return undefined;
  const candidates = left.filter((c) => c.lone && c.type === kind);
  const code = candidates.find((c) => c.id === chip) ?? candidates[0];
  if (code) left.splice(left.indexOf(code), 1);
  return code?.id;
}

/**
 * The spans of a formatting; a space between two spans of it belongs to it.
 * @param {Run[]} runs
 * @param {string} type
 * @returns {[number, number][]}
 */
function spansOf(runs, type) {
  /** @type {[number, number][]} */
  const result = [];
  let from = -1;
  let to = -1;
  runs.forEach((r, i) => {
    if (r.types.has(type)) { if (from < 0) from = i; to = i + 1; return; }
    if (from >= 0 && r.text.trim() !== '') { result.push([from, to]); from = -1; }
  });
  if (from >= 0) result.push([from, to]);
  return result;
}
