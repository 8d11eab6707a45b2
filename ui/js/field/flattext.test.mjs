// Corrections of a text, made in its markup.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Typist } from './autocorrect.js';
import { flatAt, flatten, rewrite } from './flattext.js';

const N = '\u202f';
const B = '\u00a0';
const codes = [{ id: '1', type: 'bold', word: '', lone: false }, { id: '2', type: 'note', word: '', lone: true },
  { id: '3', type: 'code', word: '', lone: false }, { id: '4', type: 'break', word: '', lone: true }];
const rules = /** @type {any} */ ({ lang: 'fr', spaces: { ';': N, '!': N, '?': N, ':': B, '»': B, '«': B, '%': B } });

test('a chip is one character, a tag none', () => {
  const flat = flatten('a⟦1⟧b⟦2/⟧⟦/1⟧⟦⟦⟦3⟧x?⟦/3⟧⟦4/⟧', codes);
  assert.equal(flat.text, 'ab\ufffc⟦\ufffc\ufffc\n');
  assert.deepEqual(flat.starts, [0, 4, 5, 13, 18, 19, 24]);
  assert.deepEqual(flat.ends, [1, 5, 9, 15, 19, 20, 28]);
  assert.equal(flatAt(flat, 4), 1);
  assert.equal(flatAt(flat, 28), 7);
});

// What is typed is between brackets; | is the caret after the correction.
const cases = [
  ['the space before the sign, after a tag', '⟦1⟧oui⟦/1⟧[?]', `⟦1⟧oui⟦/1⟧${N}?|`],
  ['in a pair', '⟦1⟧oui[?]⟦/1⟧ non', `⟦1⟧oui${N}?|⟦/1⟧ non`],
  ['a space in a pair before it', '⟦1⟧oui ⟦/1⟧[?]', `⟦1⟧oui${N}⟦/1⟧?|`],
  ['quotes in an empty pair', '⟦1⟧["]⟦/1⟧', `⟦1⟧«${B}|${B}»⟦/1⟧`],
  ['over a closing quote beside a tag', `«${B}⟦1⟧oui⟦/1⟧["]${B}»`, `«${B}⟦1⟧oui⟦/1⟧${B}»|`],
  ['after a chip', 'mot⟦2/⟧[!]', `mot⟦2/⟧${N}!|`],
  ['after a break', 'a⟦4/⟧["] b', `a⟦4/⟧«${B}|${B}» b`],
  ['not in code', '⟦3⟧a[?]⟦/3⟧', null],
  ['a paste', 'a ⟦1⟧[" b " ?]⟦/1⟧', `a ⟦1⟧«${B}b${B}»${N}?|⟦/1⟧`],
];
for (const [name, typed, want] of cases) {
  test(`correcting ${name}`, () => {
    const [before, inside, after] = /** @type {string} */ (typed).split(/[[\]]/);
    const markup = before + inside + after;
    const to = before.length + inside.length;
    const flat = flatten(markup, codes);
    const fix = new Typist(rules).correct(flat.text, flatAt(flat, before.length), flatAt(flat, to));
    const made = fix && rewrite(markup, flat, fix, to, codes);
    const text = made && markup.slice(0, made.from) + made.text + markup.slice(made.to);
    assert.equal(made && text && `${text.slice(0, made.caret)}|${text.slice(made.caret)}`, want);
  });
}
