// Markup is serialized as it was read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markupCodec, parseMarkup, serialize } from './markup.js';
import { EditorState, TextSelection } from '../../static/vendor/prosemirror.js';

const codes = [
  { id: '1', type: 'bold', word: 'Gras', lone: false },
  { id: '2', type: 'link', word: 'Lien', lone: false },
  { id: '3', type: 'break', word: 'Saut', lone: true },
  { id: '4', type: 'note', word: 'Note', lone: true },
];
const l = markupCodec(codes);

test('markup is serialized as it was read', () => {
  const cases = ['', 'a', 'قال ⟦1⟧ماكرون⟦/1⟧.', '⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧', '⟦2⟧⟦1⟧a⟦/1⟧⟦/2⟧', '⟦1⟧⟦/1⟧', '⟦1⟧⟦2⟧⟦/2⟧⟦/1⟧',
    '⟦1⟧a⟦/1⟧⟦1⟧b⟦/1⟧', '⟦1⟧a⟦1⟧b⟦/1⟧⟦/1⟧', 'x⟦3/⟧y⟦4/⟧', '⟦1⟧⟦3/⟧⟦/1⟧', '⟦⟦1⟧', '⟦⟦⟦1⟧⟦⟦⟦/1⟧', 'a⟦', '⟦⟦⟦', '⟧⟧',
    '⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧', '⟦/1⟧a⟦1⟧', '⟦9⟧a⟦/9⟧', '⟦3⟧', '⟦1/⟧', '⟦3/⟧⟦3/⟧', '⟦/1/⟧', '⟦⟧', '⟦a b⟧', 'tab\t\n  \u00a0\u202f\u200f'];
  for (const s of cases) assert.equal(serialize(l.parse(s)), s);
});

test('any string is serialized as it was read', () => {
  const bits = ['⟦1⟧', '⟦/1⟧', '⟦2⟧', '⟦/2⟧', '⟦3/⟧', '⟦4/⟧', '⟦⟦', '⟦', '⟧', '⟦9⟧', '/', 'a', 'ب', ' ', '\u202f', '😀', '1'];
  let seed = 20261126;
  const next = (/** @type {number} */ n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  for (let i = 0; i < 20000; i++) {
    const s = Array.from({ length: next(12) }, () => bits[(next(997) + i) % bits.length]).join('');
    assert.equal(serialize(l.parse(s)), s);
  }
});

test('tags are read as the server reads them', () => {
  assert.deepEqual(parseMarkup('a⟦⟦b⟦1⟧c⟦/1⟧⟦3/⟧⟦x'), [{ chars: 'a⟦b' }, { open: '1' }, { chars: 'c' },
    { close: '1' }, { lone: '3' }, { raw: '⟦' }, { chars: 'x' }]);
});

test('paired tags are formatting, other tags stay as they are', () => {
  const shape = (/** @type {string} */ s) => {
    /** @type {string[]} */
    const out = [];
    l.parse(s).forEach((n) => out.push(`${n.type.name}${n.isText ? ':' + n.text : ''}[${n.marks.map((m) => m.attrs.id)}]`));
    return out.join(' ');
  };
  assert.equal(shape('a⟦1⟧b⟦2⟧c⟦/2⟧⟦/1⟧'), 'text:a[] text:b[1] text:c[1,2]');
  assert.equal(shape('⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧'), 'text:a[1] stray[1] text:b[1] text:c[] stray[]');
  assert.equal(shape('⟦3/⟧⟦3/⟧⟦9⟧'), 'chip[] stray[] stray[]');
  assert.equal(shape('⟦1⟧⟦/1⟧'), 'hollow[]');
});

test('a pair put around another pair is the outer one', () => {
  const state = EditorState.create({ doc: l.parse('a⟦1⟧b⟦/1⟧c') });
  const all = state.apply(state.tr.addMark(0, 3, l.pair('2')));
  assert.equal(serialize(all.doc), '⟦2⟧a⟦1⟧b⟦/1⟧c⟦/2⟧');
  const across = state.apply(state.tr.addMark(1, 3, l.pair('2')));
  assert.equal(serialize(across.doc), 'a⟦2⟧⟦1⟧b⟦/1⟧c⟦/2⟧');
  const crossing = EditorState.create({ doc: l.parse('⟦1⟧ab⟦/1⟧c') });
  const cut = crossing.apply(crossing.tr.addMark(1, 3, l.pair('2')));
  assert.equal(serialize(cut.doc), '⟦1⟧a⟦2⟧b⟦/2⟧⟦/1⟧⟦2⟧c⟦/2⟧');
});

test('text typed at the end of a pair is in it', () => {
  const state = EditorState.create({ doc: l.parse('⟦1⟧a⟦/1⟧ b') });
  const at = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1)).insertText('x'));
  assert.equal(serialize(at.doc), '⟦1⟧ax⟦/1⟧ b');
});

test('after any edits the tags nest and the text is unchanged', () => {
  let seed = 42;
  const next = (/** @type {number} */ n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
  const edits = [
    (/** @type {any} */ tr, /** @type {number} */ a, /** @type {number} */ z) => tr.addMark(a, z, l.pair(String(1 + next(2)))),
    (/** @type {any} */ tr, /** @type {number} */ a, /** @type {number} */ z) => tr.removeMark(a, z),
    (/** @type {any} */ tr, /** @type {number} */ a, /** @type {number} */ z) => tr.delete(a, z),
    (/** @type {any} */ tr, /** @type {number} */ a) => tr.insertText('xy', a),
    (/** @type {any} */ tr, /** @type {number} */ a) => tr.insert(a, l.schema.nodes.chip.create({ id: '3' })),
  ];
  for (let i = 0; i < 400; i++) {
    let state = EditorState.create({ doc: l.parse('ab⟦1⟧cd⟦2⟧ef⟦/2⟧⟦/1⟧g⟦4/⟧⟦⟦h') });
    for (let k = 0; k < 12; k++) {
      const size = state.doc.content.size;
      const [a, z] = [next(size + 1), next(size + 1)].sort((x, y) => x - y);
      state = state.apply(edits[next(edits.length)](state.tr, a, z));
    }
    const markup = serialize(state.doc);
    /** @type {(string|undefined)[]} */
    const open = [];
    let text = '';
    for (const p of parseMarkup(markup)) {
      if (p.open) open.push(p.open);
      if (p.close) assert.equal(open.pop(), p.close, markup);
      text += p.chars ?? '';
    }
    assert.equal(open.length, 0, markup);
    assert.equal(text, state.doc.textBetween(0, state.doc.content.size, '', () => ''));
    assert.equal(serialize(l.parse(markup)), markup);
  }
});
