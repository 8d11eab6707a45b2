// @ts-check
// What is pasted or dropped from another program: its text and the formatting a segment can have,
// and nothing else.
import { tokens } from './htmltokens.js';
import { oneLine } from './tags.js';

/**
 * A stretch of text with its formatting: types of codes, and, from a segment, ids of codes.
 * @typedef {{text: string, types: Set<string>, ids: Set<string>, chip?: string, kind?: string}} Run
 * Kind is the type of a chip's code.
 */

const MOST = 1 << 20; // characters of markup that are read; longer ones go as plain text

/** @type {Record<string, string>} */
const TYPES = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', cite: 'italic', u: 'underline', ins: 'underline',
  s: 'strike', strike: 'strike', del: 'strike', sup: 'sup', sub: 'sub', code: 'code', tt: 'code', kbd: 'code', samp: 'code',
};
const BLOCKS = /^(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|section|article|header|footer|pre|br|hr|dl|dt|dd|figure|figcaption|main|aside|nav|address)$/;

/**
 * The runs of what a clipboard or a drop holds; none when there is no text in it.
 * @param {DataTransfer} data
 * @param {(text: string) => string} decode replaces character references
 * @returns {Run[]}
 */
export function runsOf(data, decode) {
  const html = data.getData('text/html');
  const runs = html && html.length <= MOST ? htmlRuns(html, decode) : [];
  if (runs.some((r) => r.text || r.chip)) return runs;
  const text = oneLine(data.getData('text/plain')).replace(/^ (?=\S)|(?<=\S) $/g, (s) => (html ? '' : s));
  return text ? [{ text, types: new Set(), ids: new Set() }] : [];
}

/**
 * What is open around a text: an element, or for a lost one nothing.
 * @typedef {{name: string, types: Set<string>, ids: Set<string>, hidden: boolean, spaces: boolean}} Around
 */

/**
 * @param {string} html
 * @param {(text: string) => string} decode
 * @returns {Run[]}
 */
export function htmlRuns(html, decode) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Around[]} */
  const open = [{ name: '', types: new Set(), ids: new Set(), hidden: false, spaces: false }];
  for (const t of tokens(html, decode)) {
    const around = /** @type {Around} */ (open.at(-1));
    if ('text' in t) {
      const { types, ids, hidden, spaces } = around;
      if (!hidden) runs.push({ text: spaces ? t.text.replaceAll('\u00a0', ' ') : t.text, types, ids });
    } else if ('open' in t) {
      const chip = t.attributes['data-chip'];
      if (chip && !around.hidden) runs.push({ ...around, text: '', chip, kind: t.attributes['data-type'] });
      else if (BLOCKS.test(t.open)) runs.push(gap());
      open.push(inside(around, t.open, t.attributes));
    } else {
      if (BLOCKS.test(t.close) && t.close !== 'br') runs.push(gap());
      const at = open.findLastIndex((o) => o.name === t.close);
      if (at > 0) open.length = at;
    }
  }
  return tidy(runs);
}

/** @returns {Run} what stands between two blocks */
function gap() { return { text: '\n', types: new Set(), ids: new Set() }; }

/**
 * @param {Around} outer
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @returns {Around}
 */
function inside(outer, name, attributes) {
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
  // A segment's own element says what it is; its styles are the page's.
  if (attributes['data-pair']) return types.add(attributes['data-type'] ?? '');
  if (TYPES[name]) types.add(TYPES[name]);
  if (name === 'a' && attributes.href) types.add('link');
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(style)?.[1];
  if (weight) turn(types, 'bold', weight === 'bold' || weight === 'bolder' || Number(weight) >= 600);
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(style)?.[1];
  if (slant) turn(types, 'italic', slant !== 'normal');
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
function turn(types, type, on) { if (on) types.add(type); else types.delete(type); }

/** White space as a page shows it, in one line. @param {Run[]} runs @returns {Run[]} */
function tidy(runs) {
  let at = true; // a space here would be the second one, or the first of the text
  const out = [];
  for (const r of runs) {
    let text = r.text.replace(/[ \t\r\n\f]+/g, ' ');
    if (at && text.startsWith(' ')) text = text.slice(1);
    if (text) at = text.endsWith(' ');
    if (r.chip) at = false;
    if (text || r.chip) out.push({ ...r, text });
  }
  const whole = runs.map((r) => r.text).join('');
  // A word taken with the space beside it keeps that; the line breaks around a block go.
  if (/^ +\S/.test(whole) && out[0] && !out[0].chip) out[0].text = ` ${out[0].text}`;
  const last = out.at(-1);
  if (last && !/\S +$/.test(whole)) last.text = last.text.replace(/ $/, '');
  return out.filter((r) => (r.text.replace(/\u00a0/g, ' ').trim() || r.text === ' ' || r.chip) || out.length > 1);
}

/**
 * Which codes of the source the runs get: those not used, of the type; a segment's own by id.
 * @param {Run[]} all
 * @param {{id: string, type: string, lone: boolean}[]} free
 * @returns {{text: string, ids: string[], chip?: string}[]}
 */
export function fit(all, free) {
  const runs = all.map((r) => ({ ...r, types: new Set(r.types) }));
  const left = [...free];
  const out = runs.map((r) => ({ text: r.text, ids: /** @type {string[]} */ ([]),
    chip: takeChip(r, left) }));
  const pairs = left.filter((c) => !c.lone);
  for (const code of pairs) {
    const has = (/** @type {Run|undefined} */ r) => r?.ids.has(code.id) === true && r.types.has(code.type);
    if (!runs.some(has)) continue;
    mark(runs, out, code.id, has);
    for (const r of runs) if (has(r)) r.types.delete(code.type);
    left.splice(left.indexOf(code), 1);
  }
  for (const type of ['link', 'bold', 'italic', 'underline', 'strike', 'sup', 'sub', 'code']) {
    for (const [from, to] of stretches(runs, type)) {
      const at = left.findIndex((c) => c.type === type && !c.lone);
      if (at < 0) break;
      for (let i = from; i < to; i++) out[i].ids.push(left[at].id);
      left.splice(at, 1);
    }
  }
  return out.filter((r) => r.text || r.chip);
}

/**
 * @param {Run[]} runs
 * @param {{ids: string[]}[]} out
 * @param {string} id
 * @param {(r: Run) => boolean} has
 */
function mark(runs, out, id, has) {
  runs.forEach((r, i) => { if (has(r)) out[i].ids.push(id); });
}

/**
 * The chip itself, or one of its type.
 * @param {Run} run
 * @param {{id: string, type: string, lone: boolean}[]} left
 */
function takeChip({ chip, kind }, left) {
  if (chip === undefined) return undefined;
  const mine = left.filter((c) => c.lone && c.type === kind);
  const code = mine.find((c) => c.id === chip) ?? mine[0];
  if (code) left.splice(left.indexOf(code), 1);
  return code?.id;
}

/**
 * Where a formatting begins and ends; a space between two stretches of it belongs to it.
 * @param {Run[]} runs
 * @param {string} type
 * @returns {[number, number][]}
 */
function stretches(runs, type) {
  /** @type {[number, number][]} */
  const out = [];
  let from = -1;
  let to = -1;
  runs.forEach((r, i) => {
    if (r.types.has(type)) { if (from < 0) from = i; to = i + 1; return; }
    if (from >= 0 && r.text.trim() !== '') { out.push([from, to]); from = -1; }
  });
  if (from >= 0) out.push([from, to]);
  return out;
}
