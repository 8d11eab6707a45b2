// What the palette finds, and in which order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, rank } from './rank.js';

const french = ['Confirmer et suivant', 'Segment suivant', 'À traduire suivant', 'Aller à un segment',
  'Copier la source', 'Relecture', 'L’œuvre'];
const arabic = ['تأكيد والانتقال إلى التالي', 'المقطع التالي', 'المقطع السابق', 'نسخ المصدر', 'الأعضاء',
  'اختصارات لوحة المفاتيح', 'المراجعة'];

for (const [name, labels, query, want] of /** @type {[string, string[], string, string[]]} */ ([
  ['nothing asked keeps the order', french, '', french],
  ['a beginning before a word', french, 'segment', ['Segment suivant', 'Aller à un segment']],
  ['without accents', french, 'a tra', ['À traduire suivant']],
  ['words in any order', french, 'sui conf', ['Confirmer et suivant']],
  ['a part of a word last', french, 'ect', ['Relecture']],
  ['a ligature', french, 'oeuvre', ['L’œuvre']],
  ['the apostrophe of the keyboard', french, "l'oeu", ['L’œuvre']],
  ['Arabic without the article', arabic, 'مقطع', ['المقطع التالي', 'المقطع السابق']],
  ['Arabic with tashkeel', arabic, 'مُرَاجعة', ['المراجعة']],
  ['Arabic without hamza', arabic, 'الاعضا', ['الأعضاء']],
  ['ta marbuta as ha', arabic, 'لوحه', ['اختصارات لوحة المفاتيح']],
  ['nothing there', arabic, 'ministre', []],
])) {
  test(name, () => assert.deepEqual(rank(query, labels, (l) => l), want));
}

test('folding', () => {
  assert.equal(fold('  ÉTÉ ٢٠٢٤\u00a0ٱلْوَزِيــر '), 'ete 2024 الوزير');
});

test('an action is found by other words, after those that say them', () => {
  const actions = [['Fusionner avec le suivant', 'joindre unir'], ['Joindre un fichier', '']];
  const find = (q) => rank(q, actions, (a) => a[0], (a) => a[1]).map((a) => a[0]);
  assert.deepEqual(find('joindre'), ['Joindre un fichier', 'Fusionner avec le suivant']);
  assert.deepEqual(find('unir'), ['Fusionner avec le suivant']);
  assert.deepEqual(find('rien'), []);
});
