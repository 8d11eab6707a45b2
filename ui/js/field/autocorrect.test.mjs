// What is made of a typed sign, by profile; | is the caret before the sign.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autocorrect } from './autocorrect.js';

const N = '\u202f';
const B = '\u00a0';
/** @type {Record<string, any>} */
const profiles = {
  'fr-FR': { ';': N, '!': N, '?': N, ':': B, '»': B, '«': B, '%': B },
  'fr-CH': { ';': N, '!': N, '?': N, ':': N, '»': N, '«': N },
  'fr-CA': { ':': B, '»': B, '«': B, '%': B },
  eu: { '%': B },
};

/** Types a text key by key, each key corrected as the field does. */
function type(/** @type {string} */ keys, /** @type {any} */ rules, /** @type {string} */ start = '|') {
  let [before, after] = start.split('|');
  /** @type {string|undefined} */
  let was;
  for (const sign of keys) {
    const fix = autocorrect({ before, sign, after, was }, rules);
    before += sign;
    was = sign === '-' ? was : fix?.was;
    if (!fix) continue;
    for (const { at, remove, insert } of fix.edits) {
      const i = before.length + at;
      before = before.slice(0, i) + insert + before.slice(i + remove);
    }
    after = (fix.tail ?? '') + after;
    before += after.slice(0, fix.skip ?? 0);
    after = after.slice(fix.skip ?? 0);
  }
  return `${before}|${after}`;
}

const french = [
  ['a space before the high signs', 'Quoi ? Non! Si; voici: fin', `Quoi${N}? Non${N}! Si${N}; voici${B}: fin|`],
  ['percent after a number only', '98 % et 50% de a%', `98${B}% et 50${B}% de a%|`],
  ['several signs', 'Quoi ?! Non!!!', `Quoi${N}?! Non${N}!!!|`],
  ['times', 'à 14:05 ou 9:30:12', 'à 14:05 ou 9:30:12|'],
  ['a number before a colon', 'En 2024: oui', `En 2024${B}: oui|`],
  ['addresses', 'https://a.fr/b?c=1;d%20 et www.x.org:80 et ftp://x', 'https://a.fr/b?c=1;d%20 et www.x.org:80 et ftp://x|'],
  ['mail', 'mailto:a.b@c.fr?x et a@b:c', 'mailto:a.b@c.fr?x et a@b:c|'],
  ['smileys', 'salut :) ou salut:-( ou ;) bien', 'salut :) ou salut:-( ou ;) bien|'],
  ['a colon before a bracket is no smiley', 'voici : (un)', `voici${B}: (un)|`],
  ['an entity', '&nbsp;', '&nbsp;|'],
  ['the apostrophe', "l'accord d'aujourd'hui '68 5'", 'l’accord d’aujourd’hui \'68 5\'|'],
  ['no apostrophe in an address', "www.l'a", "www.l'a|"],
  ['quotes as a pair', '«oui', `«${B}oui|${B}»`],
  ['quotes typed over', '«oui» fin', `«${B}oui${B}» fin|`],
  ['a pair closed by a straight quote', '«oui"', `«${B}oui${B}»|`],
  ['straight quotes', '"oui" dit "non"', `«${B}oui${B}» dit «${B}non${B}»|`],
  ['quotes in quotes', '"le "vrai" nom"', `«${B}le “vrai” nom${B}»|`],
  ['inches', 'un 15" neuf', 'un 15" neuf|'],
  ['two spaces stay', 'a  ?', 'a  ?|'],
  ['at the beginning', '?!', '?!|'],
  ['an Arabic word in French', 'قال ؟ نعم?', 'قال ؟ نعم?|'],
  ['ellipsis and brackets', 'ah…! (oui)?', `ah…${N}! (oui)${N}?|`],
  ['abbreviations', 'etc.? M. X.: a', `etc.${N}? M. X.${B}: a|`],
];
for (const [name, keys, want] of french) {
  test(`French: ${name}`, () => assert.equal(type(keys, { lang: 'fr', spaces: profiles['fr-FR'] }), want));
}

test('French: before a word only the opening quote', () => {
  assert.equal(type('«', { lang: 'fr', spaces: profiles['fr-FR'] }, 'a |mot'), `a «${B}|mot`);
});

const styles = [
  ['fr-CH', `a${N}: b${N}; «${N}c${N}» 5%|`],
  ['fr-CA', `a${B}: b; «${B}c${B}» 5${B}%|`],
  ['eu', `a: b; «c» 5${B}%|`],
];
for (const [style, want] of styles) {
  test(`French of ${style}`, () => assert.equal(type('a: b; «c» 5%', { lang: 'fr', spaces: profiles[style] }), want));
}

const arabic = [
  ['the three signs', 'نعم, لا; متى?', 'نعم، لا؛ متى؟|'],
  ['a decimal comma', 'بلغ 1,5 مليون', 'بلغ 1,5 مليون|'],
  ['a year before a comma', 'عام 2024, ثم', 'عام 2024، ثم|'],
  ['a question after a number', 'عام 2024?', 'عام 2024؟|'],
  ['a Latin run', 'قال ONU, ثم why? نعم', 'قال ONU, ثم why? نعم|'],
  ['an address', 'انظر www.a.ma/x?y,z', 'انظر www.a.ma/x?y,z|'],
  ['a smiley', 'نعم;) وا', 'نعم;) وا|'],
  ['nothing to go by', '?', '?|'],
  ['quotes and apostrophes stay', 'قال "نعم"', 'قال "نعم"|'],
];
for (const [name, keys, want] of arabic) {
  test(`Arabic: ${name}`, () => assert.equal(type(keys, { lang: 'ar', spaces: {} }), want));
}

test('text inserted at once stays as it is', () => {
  assert.equal(autocorrect({ before: 'Quoi', sign: ' ? oui', after: '' }, { lang: 'fr', spaces: profiles['fr-FR'] }), null);
});
