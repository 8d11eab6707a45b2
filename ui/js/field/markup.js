// @ts-check
// A segment's text as the rich field holds it, and the way from and to markup: ⟦1⟧…⟦/1⟧ is a
// mark on the text, ⟦2/⟧ a chip. Every string of markup comes back as it was, whatever is wrong
// with its tags: a tag that is torn, crossed or of no code of the source stands as it is.
import { Fragment, Schema } from './prosemirror.js';

/**
 * A code of the source.
 * Label is what stands for a standalone one in the text, as the mark of a note.
 * @typedef {{id: string, type: string, word: string, lone: boolean, label?: string}} SourceCode
 */

/** @typedef {{chars?: string, open?: string, close?: string, lone?: string, raw?: string}} Part */

/** Elements that show a paired code; none is a box, which would part the letters of a word. */
const ELEMENTS = { bold: 'b', italic: 'i', underline: 'u', strike: 's', sup: 'sup', sub: 'sub', code: 'code' };

/**
 * Reads markup as the server does, without refusing any.
 * @param {string} text
 * @returns {Part[]}
 */
export function partsOf(text) {
  /** @type {Part[]} */
  const parts = [];
  let chars = '';
  const flush = () => { if (chars) parts.push({ chars }); chars = ''; };
  for (let i = 0; i < text.length;) {
    const at = text.indexOf('⟦', i);
    chars += text.slice(i, at < 0 ? text.length : at);
    if (at < 0) break;
    if (text[at + 1] === '⟦') { chars += '⟦'; i = at + 2; continue; }
    const end = text.indexOf('⟧', at);
    flush();
    if (end < 0) { parts.push({ raw: '⟦' }); i = at + 1; continue; }
    parts.push(tagPart(text.slice(at, end + 1)));
    i = end + 1;
  }
  flush();
  return parts;
}

/** @param {string} tag @returns {Part} */
function tagPart(tag) {
  const m = /^⟦(\/?)([^/⟦⟧\s]+)(\/?)⟧$/.exec(tag);
  if (!m || (m[1] && m[3])) return { raw: tag };
  if (m[3]) return { lone: m[2] };
  return m[1] ? { close: m[2] } : { open: m[2] };
}

/** @param {Part} p */
function tagText(p) {
  if (p.open !== undefined) return `⟦${p.open}⟧`;
  if (p.close !== undefined) return `⟦/${p.close}⟧`;
  return p.lone !== undefined ? `⟦${p.lone}/⟧` : p.raw ?? '';
}

/**
 * Pairs the tags: an open one and its close one get the same number. Those without a partner, or
 * across another pair, get none.
 * @param {Part[]} parts
 * @param {(id: string) => SourceCode|undefined} known
 * @returns {Map<Part, number>}
 */
function pairsOf(parts, known) {
  /** @type {Map<Part, number>} */
  const pairs = new Map();
  /** @type {Part[]} */
  const open = [];
  for (const p of parts) {
    if (p.open !== undefined && known(p.open)?.lone === false) open.push(p);
    if (p.close === undefined) continue;
    const at = open.findLastIndex((o) => o.open === p.close);
    if (at < 0) continue;
    pairs.set(open[at], pairs.size);
    pairs.set(p, /** @type {number} */ (pairs.get(open[at])));
    open.length = at;
  }
  return pairs;
}

/**
 * The schema of a segment and the way between its documents and markup.
 * @param {SourceCode[]} codes those of the source
 */
export function language(codes) {
  const byId = new Map(codes.map((c) => [c.id, c]));
  const known = (/** @type {string} */ id) => byId.get(id);
  const schema = schemaOf(known);
  let last = 0; // tells two pairs of the same code apart
  const pair = (/** @type {string} */ id) => schema.marks.pair.create({ id, n: ++last });

  /** @param {string} text */
  function fragment(text) {
    const parts = partsOf(text);
    const pairs = pairsOf(parts, known);
    /** @type {any[]} */
    const out = [];
    /** @type {any[]} */
    let marks = [];
    const seen = new Set();
    parts.forEach((p, i) => {
      const paired = pairs.has(p);
      if (p.chars) out.push(schema.text(p.chars, marks));
      else if (p.open !== undefined && paired) {
        const next = parts[i + 1];
        if (next && pairs.get(next) === pairs.get(p)) out.push(schema.nodes.hollow.create({ id: p.open }, null, marks));
        marks = [...marks, pair(p.open)];
      } else if (p.close !== undefined && paired) marks = marks.slice(0, -1);
      else if (p.lone !== undefined && known(p.lone)?.lone && !seen.has(p.lone)) {
        seen.add(p.lone);
        out.push(schema.nodes.chip.create({ id: p.lone }, null, marks));
      } else out.push(schema.nodes.stray.create({ tag: tagText(p) }, null, marks));
    });
    return Fragment.fromArray(out);
  }

  return {
    schema, known, pair, fragment,
    /** @param {string} text */
    parse: (text) => schema.topNodeType.create(null, fragment(text)),
    write,
  };
}

/**
 * The markup of a document or of a part of one.
 * @param {any} doc
 * @returns {string}
 */
export function write(doc) {
  /** @type {any[]} */
  const nodes = [];
  doc.forEach((/** @type {any} */ n) => nodes.push(n));
  /** @type {any[]} */
  const open = [];
  let out = '';
  const shut = (/** @type {number} */ to) => { while (open.length > to) out += `⟦/${open.pop().attrs.id}⟧`; };
  nodes.forEach((node, i) => {
    const marks = node.marks;
    const kept = open.findIndex((m) => !m.isInSet(marks));
    shut(kept < 0 ? open.length : kept);
    const more = marks.filter((/** @type {any} */ m) => !m.isInSet(open));
    // What reaches further is opened first, so that pairs nest.
    more.sort((/** @type {any} */ a, /** @type {any} */ b) => reach(nodes, i, b) - reach(nodes, i, a));
    for (const m of more) { open.push(m); out += `⟦${m.attrs.id}⟧`; }
    out += nodeText(node);
  });
  shut(0);
  return out;
}

/**
 * @param {any[]} nodes
 * @param {number} i
 * @param {any} mark
 */
function reach(nodes, i, mark) {
  while (i < nodes.length && mark.isInSet(nodes[i].marks)) i++;
  return i;
}

/** @param {any} node */
function nodeText(node) {
  if (node.isText) return node.text.replaceAll('⟦', '⟦⟦');
  const { id, tag } = node.attrs;
  if (node.type.name === 'chip') return `⟦${id}/⟧`;
  return node.type.name === 'hollow' ? `⟦${id}⟧⟦/${id}⟧` : tag;
}

/** @param {(id: string) => SourceCode|undefined} known */
function schemaOf(known) {
  const atom = { group: 'inline', inline: true, atom: true };
  const element = (/** @type {string} */ id) =>
    /** @type {Record<string, string>} */ (ELEMENTS)[known(id)?.type ?? ''] ?? 'span';
  return new Schema({
    nodes: {
      doc: { content: 'inline*', whitespace: 'pre' },
      text: { group: 'inline' },
      chip: { ...atom, attrs: { id: {} }, leafText: () => '\ufffc',
        toDOM: (/** @type {any} */ n) => chipDOM('data-chip', n.attrs.id, ...chipWords(known(n.attrs.id)), known(n.attrs.id)?.type),
        parseDOM: [{ tag: '[data-chip]', getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.chip }) }] },
      // A pair with nothing in it.
      hollow: { ...atom, attrs: { id: {} }, leafText: () => '',
        toDOM: (/** @type {any} */ n) => chipDOM('data-hollow', n.attrs.id, `${known(n.attrs.id)?.word ?? ''} ∅`),
        parseDOM: [{ tag: '[data-hollow]', getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.hollow }) }] },
      // A tag that is no code here.
      stray: { ...atom, attrs: { tag: {} }, leafText: (/** @type {any} */ n) => n.attrs.tag,
        toDOM: (/** @type {any} */ n) => chipDOM('data-stray', n.attrs.tag, n.attrs.tag),
        parseDOM: [{ tag: '[data-stray]', getAttrs: (/** @type {any} */ e) => ({ tag: e.dataset.stray }) }] },
    },
    marks: {
      pair: { attrs: { id: {}, n: { default: 0 } }, excludes: '',
        toDOM: (/** @type {any} */ m) => [element(m.attrs.id),
          { 'data-pair': m.attrs.id, 'data-type': known(m.attrs.id)?.type ?? null, 'data-n': String(m.attrs.n), class: element(m.attrs.id) === 'span' ? 'linked' : null,
            title: known(m.attrs.id)?.word ?? null }, 0],
        parseDOM: [{ tag: '[data-pair]',
          getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.pair, n: Number(e.dataset.n) }) }] },
    },
  });
}

/**
 * What a chip is called, and what it shows.
 * @param {SourceCode|undefined} code
 * @returns {[string, string]}
 */
function chipWords(code) {
  const { word = '', label = '', type = '' } = code ?? {};
  const name = `${word} ${label}`.trim();
  if (type === 'break') return [name, '↵'];
  return [name, type === 'note' && label ? label : name];
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} word
 * @param {string} [shown]
 * @param {string} [type]
 */
function chipDOM(name, value, word, shown = word, type = undefined) {
  return ['bdi', { [name]: value, 'data-type': type ?? null, class: 'chip-code', role: 'img', 'aria-label': word, title: word }, shown];
}

