// The status bar says what is true, in the plurals of each language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pluralOf, statusOf } from './statusbar.js';

const words = { tag: 'ar-u-nu-arab', counts: {
  waiting: { zero: 'لا نص', one: 'نص واحد', two: 'نصان', few: '% نصوص', many: '% نصًا', other: '% نص' },
  conflict: { one: 'تعارض', other: '% تعارض' }, refused: { other: '%' } },
states: { comma: '، ', offline: 'دون اتصال', signin: 'انتهت الجلسة', failed: 'تعذّر الحفظ', saving: 'جارٍ الحفظ',
  idle: 'لا شيء', typing: 'عُدّل' } };
const outbox = (/** @type {any} */ more) => ({ waiting: [], conflicts: [], refused: [], trouble: '', diskFault: '', ...more });

test('plurals of Arabic, in its digits', () => {
  assert.deepEqual([1, 2, 3, 11, 100].map((n) => pluralOf(words, 'waiting', n)),
    ['نص واحد', 'نصان', '٣ نصوص', '١١ نصًا', '١٠٠ نص']);
});

for (const [name, editor, state, want, text] of /** @type {[string, any, any, string, string][]} */ ([
  ['saved', { state: 'saved', text: '14:05' }, {}, 'saved', '14:05'],
  ['saved here, something else on its way', { state: 'saved', text: '14:05' }, { waiting: [1] }, 'saving', 'جارٍ الحفظ'],
  ['offline', { state: 'typing' }, { waiting: [1, 2, 3], trouble: 'offline' }, 'offline', 'دون اتصال، ٣ نصوص'],
  ['the session is over', { state: 'saved' }, { waiting: [1], trouble: 'signin' }, 'signin', 'انتهت الجلسة، نص واحد'],
  ['the desk fails', { state: 'saved' }, { waiting: [1], trouble: 'failed' }, 'failed', 'تعذّر الحفظ، نص واحد'],
  ['a conflict before all else', { state: 'saved' }, { conflicts: [1], waiting: [1, 2], trouble: 'offline' }, 'conflict', 'تعارض، نصان'],
  ['refused', { state: 'saved' }, { refused: [1] }, 'refused', '١'],
  ['refused in the open field', { state: 'failed', text: 'وسم ناقص' }, {}, 'failed', 'وسم ناقص'],
])) {
  test(name, () => assert.deepEqual(statusOf(editor, outbox(state), /** @type {any} */ (words)), { state: want, text }));
}
