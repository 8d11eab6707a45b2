// What is made of typed and pasted text, by profile; | is the caret.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Typist, emptyQuotesAround, quotesAround } from './autocorrect.js';

const N = '\u202f';
const B = '\u00a0';
/** @type {Record<string, any>} */
const profiles = {
  'fr-FR': { ';': N, '!': N, '?': N, ':': B, '»': B, '«': B, '%': B },
  'fr-CH': { ';': N, '!': N, '?': N, ':': N, '»': N, '«': N },
  'fr-CA': { ':': B, '»': B, '«': B, '%': B },
  eu: { '%': B },
};
profiles['fr-MA'] = profiles['fr-FR'];
/** @param {string} style @returns {any} */
const rulesOf = (style) => (style === 'ar' ? { lang: 'ar', spaces: {} } : { lang: 'fr', spaces: profiles[style] });

/**
 * Puts a text in at the caret, and what the field makes of it.
 * @param {Typist} typist
 * @param {string[]} around the text before and after the caret
 * @param {string} text
 */
function put(typist, [before, after], text) {
  const typed = before + text + after;
  const fix = typist.correct(typed, before.length, before.length + text.length);
  if (!fix) return [before + text, after];
  let now = typed;
  for (const { from, to, text: insert } of fix.edits.toReversed()) now = now.slice(0, from) + insert + now.slice(to);
  return [now.slice(0, fix.caret), now.slice(fix.caret)];
}

/** Types a text key by key; ← and → move the caret. */
function type(/** @type {string} */ keys, /** @type {any} */ rules, /** @type {string} */ start = '|') {
  const typist = new Typist(rules);
  let around = start.split('|');
  for (const sign of keys) {
    if (sign === '←' || sign === '→') {
      const text = around.join('');
      const at = around[0].length + (sign === '←' ? -1 : 1);
      around = [text.slice(0, at), text.slice(at)];
      typist.moved();
    } else around = put(typist, around, sign);
  }
  return around.join('|');
}

/** Pastes a text at once. */
function paste(/** @type {string} */ text, /** @type {any} */ rules, /** @type {string} */ start = '|') {
  return put(new Typist(rules), start.split('|'), text).join('|');
}

const french = [
  ['a space before the high signs', 'Quoi ? Non! Si; voici: fin', `Quoi${N}? Non${N}! Si${N}; voici${B}: fin|`],
  ['percent after a number only', '98 % et 50% de a%', `98${B}% et 50${B}% de a%|`],
  ['several signs', 'Quoi ?! Non!!!', `Quoi${N}?! Non${N}!!!|`],
  ['times', 'à 14:05 ou 9:30:12', 'à 14:05 ou 9:30:12|'],
  ['a number before a colon', 'Le 12: oui', `Le 12${B}: oui|`],
  ['a year before a colon, at the end too', 'En 2024:', `En 2024${B}:|`],
  ['a port is no year', 'le port 8080:80', 'le port 8080:80|'],
  ['numbers with spaces', `1 000 et 1${N}000 et 1${B}000 dirhams`, `1 000 et 1${N}000 et 1${B}000 dirhams|`],
  ['addresses', 'https://a.fr/b?c=1;d%20 et www.x.org:80 et ftp://x', 'https://a.fr/b?c=1;d%20 et www.x.org:80 et ftp://x|'],
  ['mail', 'mailto:a.b@c.fr?x et a@b:c', 'mailto:a.b@c.fr?x et a@b:c|'],
  ['smileys', 'salut :) ou salut:-( ou ;) bien', 'salut :) ou salut:-( ou ;) bien|'],
  ['a colon before a bracket is no smiley', 'voici : (un)', `voici${B}: (un)|`],
  ['an entity', '&nbsp;', '&nbsp;|'],
  ['the apostrophe', "l'accord d'aujourd'hui '68 5'", 'l’accord d’aujourd’hui \'68 5\'|'],
  ['the typographic apostrophe', 'l’accord', 'l’accord|'],
  ['no apostrophe in an address', "www.l'a", "www.l'a|"],
  ['quotes as a pair', '«oui', `«${B}oui|${B}»`],
  ['a pair of straight quotes', '"oui', `«${B}oui|${B}»`],
  ['a pair of angle signs', '<<oui', `«${B}oui|${B}»`],
  ['a quote before a comma', '"oui", dit-il', `«${B}oui${B}», dit-il|`],
  ['a quote after an apostrophe', "l'\"affaire\"", `l’«${B}affaire${B}»|`],
  ['a quote in brackets', '("oui")', `(«${B}oui${B}»)|`],
  ['a quote after a colon without a space', 'dit:"oui"', `dit${B}:«${B}oui${B}»|`],
  ['a question in quotes', '"Quoi?"', `«${B}Quoi${N}?${B}»|`],
  ['a question after quotes', '"oui"?', `«${B}oui${B}»${N}?|`],
  ['a spaced question after quotes', '« oui » ?', `«${B}oui${B}»${N}?|`],
  ['two quotes', '" oui " dit " non "', `«${B}oui${B}» dit «${B}non${B}»|`],
  ['two quotes without spaces', '"oui" dit "non"', `«${B}oui${B}» dit «${B}non${B}»|`],
  ['quotes in quotes', '"le "vrai" nom"', `«${B}le “vrai” nom${B}»|`],
  ['guillemets in guillemets', '«le «vrai» nom»', `«${B}le “vrai” nom${B}»|`],
  ['spaced guillemets in guillemets', '« le « vrai » nom »', `«${B}le “vrai” nom${B}»|`],
  ['angle signs in angle signs', '<<le <<vrai>> nom>>', `«${B}le “vrai” nom${B}»|`],
  ['straight quotes in guillemets', '« le "vrai" nom »', `«${B}le “vrai” nom${B}»|`],
  ['straight quotes in guillemets after spaced ones', '" a " « le "vrai" nom »', `«${B}a${B}» «${B}le “vrai” nom${B}»|`],
  ['curly quotes', '“ oui ”', '“oui”|'],
  ['a quote that began in another segment', 'et fin."', `et fin.${B}»|`],
  ['a spaced quote that began in another segment', 'et fin. »', `et fin.${B}»|`],
  ['a closing space after an opening without', '"oui " dit', `«${B}oui${B}» dit|`],
  ['and before a sign', '"oui "? Non', `«${B}oui${B}»${N}? Non|`],
  ['a quote after one that began in another segment', 'fin », dit-il. « Oui »', `fin${B}», dit-il. «${B}Oui${B}»|`],
  ['inches', 'un 15" neuf', 'un 15" neuf|'],
  ['two spaces', 'a  ? « b  »', `a${N}? «${B}b${B}»|`],
  ['no-break spaces of the keyboard', `a${B}? b${N}: «${N}c${N}» 5${N}%`, `a${N}? b${B}: «${B}c${B}» 5${B}%|`],
  ['a no-break space beside that of the house', `«${B}oui`, `«${B}oui|${B}»`],
  ['at the beginning', '?!', '?!|'],
  ['an Arabic word in French', 'قال ؟ نعم?', 'قال ؟ نعم?|'],
  ['ellipsis and brackets', 'ah…! (oui)?', `ah…${N}! (oui)${N}?|`],
  ['abbreviations', 'etc.? M. X.: a', `etc.${N}? M. X.${B}: a|`],
  ['comparisons', 'a < b > c', 'a < b > c|'],
];
for (const [name, keys, want] of french) {
  test(`French: ${name}`, () => assert.equal(type(keys, rulesOf('fr-FR')), want));
}

// The same text by every hand; the spaces are those of the style.
const hands = [
  ['«oui»', '« oui »', '"oui"', '" oui "', '<<oui>>', '<< oui >>', `«${B}oui${B}»`, `«${N}oui${N}»`, '« oui»', '«oui »', '"oui »', '«oui"', '<<oui »'],
  ['a: b', 'a : b', `a${B}: b`, `a${N}: b`, 'a  : b'],
  ['a; b', 'a ; b', `a${B}; b`, `a${N}; b`],
  ['a? b', 'a ? b', `a${B}? b`, `a${N}? b`],
  ['a! b', 'a ! b', `a${B}! b`, `a${N}! b`],
  ['5% b', '5 % b', `5${B}% b`, `5${N}% b`],
  ["l'eau", 'l’eau'],
];
/** @type {Record<string, string[]>} */
const results = {
  'fr-FR': [`«${B}oui${B}»`, `a${B}: b`, `a${N}; b`, `a${N}? b`, `a${N}! b`, `5${B}% b`, 'l’eau'],
  'fr-CH': [`«${N}oui${N}»`, `a${N}: b`, `a${N}; b`, `a${N}? b`, `a${N}! b`, '5% b', 'l’eau'],
  'fr-CA': [`«${B}oui${B}»`, `a${B}: b`, 'a; b', 'a? b', 'a! b', `5${B}% b`, 'l’eau'],
  eu: ['«oui»', 'a: b', 'a; b', 'a? b', 'a! b', `5${B}% b`, 'l’eau'],
};
results['fr-MA'] = results['fr-FR'];
for (const [style, wanted] of Object.entries(results)) {
  hands.forEach((ways, i) => ways.forEach((way) => {
    const want = wanted[i];
    test(`${style}: ${way}, key by key`, () => assert.equal(type(way, rulesOf(style)), `${want}|`));
    test(`${style}: ${way} at once`, () => assert.equal(paste(way, rulesOf(style)), `${want}|`));
    test(`${style}: ${way} in a text`, () => assert.equal(type(way, rulesOf(style), 'Il dit |, enfin.'), `Il dit ${want}|, enfin.`));
    test(`${style}: ${want} stays`, () => assert.equal(paste(want, rulesOf(style)), `${want}|`));
  }));
}

const places = [
  ['before a word only the opening quote', '«', 'a |mot', `a «${B}|mot`],
  ['a space before a sign that is there', ' ', 'oui|?', `oui${N}|?`],
  ['and a word after it', ' non', 'oui|?', 'oui non|?'],
  ['a second space before a sign', ' ', `oui${N}|?`, `oui${N}|?`],
  ['a space after that of a quote', ' ', `«${B}|oui${B}»`, `«${B}|oui${B}»`],
  ['a space before the closing quote, and a word', ' non', `«${B}oui|${B}»`, `«${B}oui non|${B}»`],
  ['over a closing quote with the wrong space', '»', '« oui| »', `« oui${B}»|`],
  ['after a chip', '?', 'mot\ufffc|', `mot\ufffc${N}?|`],
  ['a quote after a chip at the beginning', '"oui"', '\ufffc|', `\ufffc«${B}oui${B}»|`],
  ['a quote after a break', '"oui"', 'a\n|', `a\n«${B}oui${B}»|`],
  ['a straight quote that the person kept', 'oui"', '"|', '"oui"|'],
  ['a sign where the person removed the space', '←←' , `oui${N}?|`, `oui|${N}?`],
  ['a time that is there', ' ', '14|:05', '14 |:05'],
  ['another sign after a removed one', '!', `oui${N}|`, `oui${N}!|`],
];
for (const [name, keys, start, want] of places) {
  test(`French: ${name}`, () => assert.equal(type(keys, rulesOf('fr-FR'), start), want));
}

const arabic = [
  ['the three signs', 'نعم, لا; متى?', 'نعم، لا؛ متى؟|'],
  ['the three signs after a space', 'نعم , لا ; متى ?', 'نعم، لا؛ متى؟|'],
  ['the signs of the Arabic board after a space', `نعم ، لا${B}؛ متى ؟ نعم ! قال : لا`, 'نعم، لا؛ متى؟ نعم! قال: لا|'],
  ['a decimal comma', 'بلغ 1,5 مليون', 'بلغ 1,5 مليون|'],
  ['numbers with spaces', 'بلغ 1 000 درهم', 'بلغ 1 000 درهم|'],
  ['percent', 'بلغ 50 % و50٪ و٥٠ ٪', 'بلغ 50% و50٪ و٥٠٪|'],
  ['a year before a comma', 'عام 2024, ثم', 'عام 2024، ثم|'],
  ['a question after a number', 'عام 2024?', 'عام 2024؟|'],
  ['a time', 'على 17:00 تماما', 'على 17:00 تماما|'],
  ['a Latin run', 'قال ONU, ثم why? نعم', 'قال ONU, ثم why? نعم|'],
  ['an address', 'انظر www.a.ma/x?y,z و https://a.ma', 'انظر www.a.ma/x?y,z و https://a.ma|'],
  ['a smiley', 'نعم;) وا :) لا ;)', 'نعم;) وا :) لا ;)|'],
  ['nothing to go by', '?', '?|'],
  ['straight quotes and apostrophes stay', 'قال "نعم"', 'قال "نعم"|'],
  ['guillemets', 'قال «نعم» ثم', 'قال «نعم» ثم|'],
  ['spaced guillemets', 'قال « نعم » ثم', 'قال «نعم» ثم|'],
  ['spaced guillemets at the beginning', '« نعم »', '«نعم»|'],
  ['a Latin word in guillemets', 'قال « ONU » ثم', 'قال «ONU» ثم|'],
  ['guillemets after a letter of their word', 'لـ« حماس »', 'لـ«حماس»|'],
  ['no-break spaces in guillemets', `«${B}نعم${B}»`, '«نعم»|'],
  ['angle signs', 'قال <<نعم>> ثم << لا >>', 'قال «نعم» ثم «لا»|'],
  ['curly quotes', 'قال “نعم” و“ لا ”', 'قال “نعم” و“لا”|'],
  ['curly quotes in guillemets', '« قال “ نعم ” »', '«قال “نعم”»|'],
  ['quotes that open with the closing sign stay', 'قال »نعم« ثم', 'قال »نعم« ثم|'],
  ['guillemets after those of another segment', 'نعم», قال « لا »', 'نعم»، قال «لا»|'],
  ['a question in quotes', 'قال « متى ? »', 'قال «متى؟»|'],
];
for (const [name, keys, want] of arabic) {
  test(`Arabic: ${name}`, () => assert.equal(type(keys, rulesOf('ar')), want));
  test(`Arabic at once: ${name}`, () => assert.equal(paste(keys, rulesOf('ar')), want));
}

const selections = [
  ['fr-FR', 'a [mot] b', '«', `a [«${B}mot${B}»] b`],
  ['fr-FR', 'a [mot ]b', '"', `a [«${B}mot${B}»] b`],
  ['fr-FR', `«${B}a [mot] b${B}»`, '"', `«${B}a [“mot”] b${B}»`],
  ['fr-CH', '[mot]', '«', `[«${N}mot${N}»]`],
  ['eu', '[mot]', '«', '[«mot»]'],
  ['fr-FR', 'a [ ] b', '«', null],
  ['fr-FR', 'a [mot] b', '?', null],
  ['ar', 'قال [نعم]', '«', 'قال [«نعم»]'],
  ['ar', 'قال [نعم]', '"', null],
];
for (const [style, text, sign, want] of selections) {
  test(`${style}: ${sign} over ${text}`, () => {
    const [from, to] = [/** @type {string} */ (text).indexOf('['), /** @type {string} */ (text).indexOf(']') - 1];
    const plain = /** @type {string} */ (text).replace(/[[\]]/g, '');
    const q = quotesAround(plain, from, to, /** @type {string} */ (sign), rulesOf(/** @type {string} */ (style)));
    const got = q && `${plain.slice(0, q.from)}[${q.open}${plain.slice(q.from, q.to)}${q.close}]${plain.slice(q.to)}`;
    assert.equal(got, want);
  });
}

test('Backspace in empty quotes takes both', () => {
  assert.deepEqual(emptyQuotesAround(`a «${B}${B}» b`, 4), { from: 2, to: 6 });
  assert.deepEqual(emptyQuotesAround('a “”', 3), { from: 2, to: 4 });
  assert.equal(emptyQuotesAround(`«${B}a${B}»`, 2), null);
  assert.equal(emptyQuotesAround(`«${B}a${B}»`, 3), null);
});

test('a long paste', () => {
  const made = paste('" Quoi ? " dit-il : « oui » ! '.repeat(2000), rulesOf('fr-FR'));
  assert.equal(made, `${`«${B}Quoi${N}?${B}» dit-il${B}: «${B}oui${B}»${N}! `.repeat(2000)}|`);
});
