import assert from 'node:assert/strict';
import test from 'node:test';
import { Completer, Words } from './completion.js';

/** @param {Partial<import('./completion.js').Ground>} ground */
const completer = (ground) => new Completer({ source: '', matches: [], words: new Words(), ...ground });

/** @param {Partial<import('./completion.js').Ground>} ground @param {string} before */
const proposed = (ground, before) => completer(ground).propose(before)?.text ?? null;

const minister = { matches: ['Le ministre est arrivé à Rabat lundi.', 'La ministre est partie.'] };

test('a match goes on where it was followed', () => {
  assert.equal(proposed(minister, 'Le min'), 'istre est arrivé');
  assert.equal(proposed(minister, 'Le ministre'), ' est arrivé à Rabat');
  assert.equal(proposed(minister, 'Le ministre '), 'est arrivé à Rabat');
  assert.equal(proposed(minister, 'La ministre est '), 'partie');
  assert.equal(proposed(minister, 'Puis le ministre est arr'), 'ivé à Rabat lundi');
});

test('nothing is proposed out of no context', () => {
  for (const before of ['', ' ', 'Un', 'Un ', 'Le roi x ', 'à', 'Le ministre est arrivé à Rabat lundi']) {
    assert.equal(proposed(minister, before), null, before);
  }
});

test('a word out of no context is completed alone, in its own case', () => {
  assert.equal(proposed(minister, 'Hier, le gouvernement de Rab'), 'at');
  assert.equal(proposed(minister, 'Hier, le gouvernement de rab'), null);
});

test('the first word has any case', () => {
  assert.equal(proposed({ matches: ['hier à Rabat'] }, 'Hi'), 'er à');
});

test('numbers of the source are completed once', () => {
  assert.equal(proposed({ source: 'سنة 2024' }, 'En 202'), null); // one digit saves no key
  assert.equal(proposed({ source: 'سنة 2024 و2030' }, 'En 2024 et 20'), '30');
  assert.equal(proposed({ source: 'سنة 2024' }, 'En 20'), '24');
  assert.equal(proposed({ source: 'سنة 2024' }, 'En 2024, en 20'), null);
  assert.equal(proposed({ source: 'en 2024' }, 'سنة ٢٠'), '٢٤');
  assert.equal(proposed({ source: 'سنة ٢٠٢٤' }, 'En 20'), '24');
});

test('a number of a match is the one of the source', () => {
  const match = { matches: ['Il y a 12 blessés et 3 morts'] };
  assert.equal(proposed({ ...match, source: '12 جريحا و3 قتلى' }, 'Il y a '), '12 blessés et 3 morts');
  assert.equal(proposed({ ...match, source: '15 جريحا و3 قتلى' }, 'Il y a '), null);
  assert.equal(proposed({ matches: ['Il y a 12 blessés'], source: '15 جريحا' }, 'Il y a '), '15 blessés');
  assert.equal(proposed({ matches: ['يوجد ١٢ جريحا'], source: '15 blessés' }, 'يوجد '), '١٥ جريحا');
});

test('words of the article are completed, the most frequent first', () => {
  const words = new Words();
  words.learn('Le partenariat et la parité. Un partenariat de partenaires');
  words.learn('Le partenariat et la parité. Un partenariat de partenaires');
  assert.equal(words.after.get('')?.get('partenariat'), 2);
  assert.equal(proposed({ words }, 'Un autre par'), 'tenariat');
  assert.equal(proposed({ words }, 'Un autre p'), null);
  words.learn('الشراكة المغربية');
  assert.equal(proposed({ words }, 'هذه الش'), 'راكة');
});

test('words are proposed after the words they have followed', () => {
  const words = new Words();
  words.learn('Toute personne a droit à la vie, à la liberté');
  words.learn('Tout homme a droit à une nationalité');
  words.learn('Tout homme a droit à une patrie');
  assert.equal(proposed({ words }, 'Nul a droit '), null); // one letter saves no key
  assert.equal(proposed({ words }, 'Il a d'), 'roit');
  assert.equal(proposed({ words }, 'Il a droit à '), 'une');
  assert.equal(proposed({ words }, 'Il a droit à. '), null);
  assert.equal(proposed({ words }, 'Rien, n'), null);
  assert.equal(proposed({ words }, 'à une p'), 'atrie');
});

test('Arabic is followed whatever its marks', () => {
  const match = { matches: ['وصل الوزيرُ إلى الرباط أمس'] };
  assert.equal(proposed(match, 'وصل الوزير إ'), 'لى الرباط أمس');
  assert.equal(proposed(match, 'وصل الوزير الى ا'), 'لرباط أمس');
});

test('apostrophes and spaces of any kind are the same', () => {
  assert.equal(proposed({ matches: ['Fin de l’accord de Rabat'] }, "Fin de l'"), 'accord de Rabat');
  assert.equal(proposed({ matches: ['le\u00a0ministre arrive'] }, 'le '), 'ministre arrive');
});

test('the first word of a proposal can be taken alone', () => {
  assert.equal(completer(minister).propose('Le ministre ')?.word, 'est');
});

test('a match is inserted word by word', () => {
  const c = completer(minister);
  let text = '';
  for (const want of ['Le', ' ministre', ' est', ' arrivé', ' à', ' Rabat', ' lundi']) {
    const word = c.nextWord(text);
    assert.equal(word, want);
    text += word;
  }
  assert.equal(c.nextWord(text), '');
  assert.equal(c.nextWord('La ministre ', 1), 'est');
});

test('an elided word and the next one are one', () => {
  const match = { matches: ['Le ministre de l’intérieur est arrivé. Il a dit qu’elle viendra.'] };
  assert.equal(proposed(match, 'Le mi'), 'nistre de l’intérieur');
  assert.equal(proposed({ matches: ['le plan de l\'eau'] }, 'le plan'), ' de l\'eau');
  assert.equal(completer(match).nextWord('Le ministre de '), 'l’intérieur');
});

test('vowel marks and the spelling of alif need not be typed', () => {
  const match = { matches: ['قدّم الوزير مشروعا أمام البرلمان.'] };
  assert.equal(proposed(match, 'قدم'), ' الوزير مشروعا أمام');
  assert.equal(proposed({ matches: ['مدّدت الحكومة'] }, 'مدد'), 'ت الحكومة');
  assert.equal(proposed(match, 'قدّم الوزير مشروعا ام'), 'ام البرلمان');
  const words = new Words();
  words.learn('المُعلِّمون. المُعلِّمون');
  assert.equal(proposed({ words }, 'قال المعل'), 'مون');
});
