// @ts-check
// Reads a segment's markup into a ProseMirror document and serializes it: ⟦1⟧…⟦/1⟧ is a mark on the
// text, ⟦2/⟧ a chip. Any string is serialized as it was read, with any mistakes in its tags: a tag
// that is incomplete, crosses a pair or names no code of the source is kept as a stray one.
import { Fragment, Schema } from './prosemirror.js';

/**
 * A code of the source.
 * The label represents a standalone code in the text, as the number of a note.
 * @typedef {{id: string, type: string, word: string, lone: boolean, label?: string}} SourceCode
 */

/** @typedef {{chars?: string, open?: string, close?: string, lone?: string, raw?: string}} Part */

/** Elements that show a paired code; none is a box, which would separate joined Arabic letters. */
const ELEMENTS = { bold: 'b', italic: 'i', underline: 'u', strike: 's', sup: 'sup', sub: 'sub', code: 'code' };

/**
 * Parses markup as the server does, but refuses none.
 * @param {string} text
 * @returns {Part[]}
 */
export function parseMarkup(text) {
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
    parts.push(parseTag(text.slice(at, end + 1)));
    i = end + 1;
  }
  flush();
  return parts;
}

/** @param {string} tag @returns {Part} */
function parseTag(tag) {
  const m = /^⟦(\/?)([^/⟦⟧\s]+)(\/?)⟧$/.exec(tag);
  if (!m || (m[1] && m[3])) return { raw: tag };
  if (m[3]) return { lone: m[2] };
  return m[1] ? { close: m[2] } : { open: m[2] };
}

/** @param {Part} p */
function textOfTag(p) {
  if (p.open !== undefined) return `⟦${p.open}⟧`;
  if (p.close !== undefined) return `⟦/${p.close}⟧`;
  return p.lone !== undefined ? `⟦${p.lone}/⟧` : p.raw ?? '';
}

/**
 * Pairs the tags: an opening one and its closing one get the same number. A tag without a partner,
 * or that crosses another pair, gets none.
 * @param {Part[]} parts
 * @param {(id: string) => SourceCode|undefined} codeOf
 * @returns {Map<Part, number>}
 */
function pairTags(parts, codeOf) {
  /** @type {Map<Part, number>} */
  const pairs = new Map();
  /** @type {Part[]} */
  const open = [];
  for (const p of parts) {
    if (p.open !== undefined && codeOf(p.open)?.lone === false) open.push(p);
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
 * The schema of a segment, and the reader and serializer of its markup.
 * @param {SourceCode[]} codes of the source
 */
export function markupCodec(codes) {
  const byId = new Map(codes.map((c) => [c.id, c]));
  const codeOf = (/** @type {string} */ id) => byId.get(id);
  const schema = schemaOf(codeOf);
  let last = 0; // numbers pairs, so that two of the same code differ
  const pair = (/** @type {string} */ id) => schema.marks.pair.create({ id, n: ++last });

  /** @param {string} text */
  function fragment(text) {
    const parts = parseMarkup(text);
    const pairs = pairTags(parts, codeOf);
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
      else if (p.lone !== undefined && codeOf(p.lone)?.lone && !seen.has(p.lone)) {
        seen.add(p.lone);
        out.push(schema.nodes.chip.create({ id: p.lone }, null, marks));
      } else out.push(schema.nodes.stray.create({ tag: textOfTag(p) }, null, marks));
    });
    return Fragment.fromArray(out);
  }

  return {
    schema, codeOf, pair, fragment,
    /** @param {string} text */
    parse: (text) => schema.topNodeType.create(null, fragment(text)),
    serialize,
  };
}

/**
 * The markup of a document or of a part of one.
 * @param {any} doc
 * @returns {string}
 */
export function serialize(doc) {
  /** @type {any[]} */
  const nodes = [];
  doc.forEach((/** @type {any} */ n) => nodes.push(n));
  /** @type {any[]} */
  const open = [];
  let out = '';
  const closeTo = (/** @type {number} */ to) => { while (open.length > to) out += `⟦/${open.pop().attrs.id}⟧`; };
  nodes.forEach((node, i) => {
    const marks = node.marks;
    const firstEnded = open.findIndex((m) => !m.isInSet(marks));
    closeTo(firstEnded < 0 ? open.length : firstEnded);
    const started = marks.filter((/** @type {any} */ m) => !m.isInSet(open));
    // A mark that ends later is opened first, so that pairs nest.
    started.sort((/** @type {any} */ a, /** @type {any} */ b) => endOf(nodes, i, b) - endOf(nodes, i, a));
    for (const m of started) { open.push(m); out += `⟦${m.attrs.id}⟧`; }
    out += textOfNode(node);
  });
  closeTo(0);
  return out;
}

/**
 * The index after the last of the nodes that have a mark.
 * @param {any[]} nodes
 * @param {number} i
 * @param {any} mark
 */
function endOf(nodes, i, mark) {
  while (i < nodes.length && mark.isInSet(nodes[i].marks)) i++;
  return i;
}

/** @param {any} node */
function textOfNode(node) {
  if (node.isText) return node.text.replaceAll('⟦', '⟦⟦');
  const { id, tag } = node.attrs;
  if (node.type.name === 'chip') return `⟦${id}/⟧`;
  return node.type.name === 'hollow' ? `⟦${id}⟧⟦/${id}⟧` : tag;
}

/** @param {(id: string) => SourceCode|undefined} codeOf */
function schemaOf(codeOf) {
  const atom = { group: 'inline', inline: true, atom: true };
  const element = (/** @type {string} */ id) =>
    /** @type {Record<string, string>} */ (ELEMENTS)[codeOf(id)?.type ?? ''] ?? 'span';
  return new Schema({
    nodes: {
      doc: { content: 'inline*', whitespace: 'pre' },
      text: { group: 'inline' },
      chip: { ...atom, attrs: { id: {} }, leafText: () => '\ufffc',
        toDOM: (/** @type {any} */ n) => chipDOM('data-chip', n.attrs.id, ...namesOfChip(codeOf(n.attrs.id)), codeOf(n.attrs.id)?.type),
        parseDOM: [{ tag: '[data-chip]', getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.chip }) }] },
      // An empty pair.
      hollow: { ...atom, attrs: { id: {} }, leafText: () => '',
        toDOM: (/** @type {any} */ n) => chipDOM('data-hollow', n.attrs.id, `${codeOf(n.attrs.id)?.word ?? ''} ∅`),
        parseDOM: [{ tag: '[data-hollow]', getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.hollow }) }] },
      // A tag that is no code of the source.
      stray: { ...atom, attrs: { tag: {} }, leafText: (/** @type {any} */ n) => n.attrs.tag,
        toDOM: (/** @type {any} */ n) => chipDOM('data-stray', n.attrs.tag, n.attrs.tag),
        parseDOM: [{ tag: '[data-stray]', getAttrs: (/** @type {any} */ e) => ({ tag: e.dataset.stray }) }] },
    },
    marks: {
      pair: { attrs: { id: {}, n: { default: 0 } }, excludes: '',
        toDOM: (/** @type {any} */ m) => [element(m.attrs.id),
          { 'data-pair': m.attrs.id, 'data-type': codeOf(m.attrs.id)?.type ?? null, 'data-n': String(m.attrs.n), class: element(m.attrs.id) === 'span' ? 'linked' : null,
            title: codeOf(m.attrs.id)?.word ?? null }, 0],
        parseDOM: [{ tag: '[data-pair]',
          getAttrs: (/** @type {any} */ e) => ({ id: e.dataset.pair, n: Number(e.dataset.n) }) }] },
    },
  });
}

/**
 * The name of a chip, and the text that it shows.
 * @param {SourceCode|undefined} code
 * @returns {[string, string]}
 */
function namesOfChip(code) {
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

