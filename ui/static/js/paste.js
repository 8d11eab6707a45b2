// @ts-check
// What is pasted or dropped from another program: its text and the formatting a segment can have,
// and nothing else. The other program's markup is read in a document that loads and runs nothing.

/**
 * A stretch of text with its formatting: types of codes, and, from a segment, ids of codes.
 * @typedef {{text: string, types: Set<string>, ids: Set<string>, chip?: string}} Run
 */

const MOST = 1 << 20; // characters of markup that are read; longer ones go as plain text

/** @type {Record<string, string>} */
const TYPES = {
  B: 'bold', STRONG: 'bold', I: 'italic', EM: 'italic', CITE: 'italic', U: 'underline', INS: 'underline',
  S: 'strike', STRIKE: 'strike', DEL: 'strike', SUP: 'sup', SUB: 'sub', CODE: 'code', TT: 'code', KBD: 'code', SAMP: 'code',
};
const DROPPED = 'SCRIPT STYLE TITLE META LINK TEMPLATE NOSCRIPT OBJECT IFRAME SVG MATH HEAD O:P TEXTAREA SELECT'.split(' ');
const BLOCKS = /^(?:P|DIV|LI|UL|OL|TR|TD|TH|TABLE|H[1-6]|BLOCKQUOTE|SECTION|ARTICLE|HEADER|FOOTER|PRE|BR|HR|DL|DT|DD|FIGURE|FIGCAPTION|MAIN|ASIDE|NAV|ADDRESS)$/;

/** A segment is one line. @param {string} text */
export function oneLine(text) {
  return text.replace(/[ \t]*[\r\n\v\f\u0085\u2028\u2029]+[ \t]*/g, ' ');
}

/**
 * The runs of what a clipboard or a drop holds; none when there is no text in it.
 * @param {DataTransfer} data
 * @param {(html: string) => Document} parse
 * @returns {Run[]}
 */
export function runsOf(data, parse) {
  const html = data.getData('text/html');
  const runs = html && html.length <= MOST ? htmlRuns(parse(html).body) : [];
  if (runs.some((r) => r.text || r.chip)) return runs;
  const text = oneLine(data.getData('text/plain')).replace(/^ (?=\S)|(?<=\S) $/g, (s) => (html ? '' : s));
  return text ? [{ text, types: new Set(), ids: new Set() }] : [];
}

/**
 * @param {Node} root
 * @returns {Run[]}
 */
export function htmlRuns(root) {
  /** @type {Run[]} */
  const runs = [];
  walk(root, new Set(), new Set(), runs);
  return tidy(runs);
}

/**
 * @param {Node} node
 * @param {Set<string>} types
 * @param {Set<string>} ids
 * @param {Run[]} runs
 */
function walk(node, types, ids, runs) {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) { runs.push({ text: child.nodeValue ?? '', types, ids }); continue; }
    if (child.nodeType !== 1) continue;
    const e = /** @type {HTMLElement} */ (child);
    const name = e.nodeName.toUpperCase();
    if (DROPPED.includes(name) || unseen(e)) continue;
    if (e.dataset.chip) { runs.push({ text: '', types, ids, chip: e.dataset.chip }); continue; }
    if (BLOCKS.test(name)) runs.push(gap());
    if (e.classList.contains('Apple-converted-space')) runs.push({ text: ' '.repeat(e.textContent?.length ?? 0), types, ids });
    else walk(e, typesIn(e, name, types), e.dataset.pair ? new Set([...ids, e.dataset.pair]) : ids, runs);
    if (BLOCKS.test(name)) runs.push(gap());
  }
}

/** @returns {Run} what stands between two blocks */
function gap() { return { text: '\n', types: new Set(), ids: new Set() }; }

/** What Word and pages keep for themselves. @param {HTMLElement} e */
function unseen(e) {
  const style = e.getAttribute('style') ?? '';
  return e.hidden || /display:\s*none|mso-hide:\s*all|mso-list:\s*Ignore/i.test(style);
}

/**
 * @param {HTMLElement} e
 * @param {string} name
 * @param {Set<string>} outer
 */
function typesIn(e, name, outer) {
  const types = new Set(outer);
  const style = e.getAttribute('style') ?? '';
  if (TYPES[name]) types.add(TYPES[name]);
  if (name === 'A' && e.hasAttribute('href')) types.add('link');
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1];
  if (weight) turn(types, 'bold', weight === 'bold' || weight === 'bolder' || Number(weight) >= 600);
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1];
  if (slant) turn(types, 'italic', slant !== 'normal');
  const line = /text-decoration(?:-line)?:\s*([\w -]+)/i.exec(style)?.[1];
  if (line?.includes('underline') && name !== 'A') types.add('underline');
  if (line?.includes('line-through')) types.add('strike');
  const rise = /vertical-align:\s*(\w+)/i.exec(style)?.[1];
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
    chip: takeChip(r.chip, left) }));
  const pairs = left.filter((c) => !c.lone);
  for (const code of pairs) {
    const has = (/** @type {Run|undefined} */ r) => Boolean(r) && /** @type {Run} */ (r).ids.has(code.id);
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
 * @param {string|undefined} id
 * @param {{id: string, lone: boolean}[]} left
 */
function takeChip(id, left) {
  const at = id === undefined ? -1 : left.findIndex((c) => c.lone && c.id === id);
  if (at >= 0) left.splice(at, 1);
  return at >= 0 ? id : undefined;
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
