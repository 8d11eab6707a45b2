// Replays the translation of articles as they were translated, by a person who takes what is proposed
// whenever it is what they were about to type. Reads from the standard input
// [{known: [target], segments: [{source, target, matches: [target]}]}], and writes for each article
// {chars, arrow, words}: the characters of the targets; the keys pressed with the arrow alone; and with
// the key that takes one word too.
import { readFileSync } from 'node:fs';
import { Completer, Words } from '../../js/field/completion.js';

/** @param {Completer} completer @param {string} target @param {boolean} byWords */
function keysOf(completer, target, byWords) {
  let keys = 0;
  for (let at = 0; at < target.length; keys++) {
    const found = completer.propose(target.slice(0, at));
    const goes = (/** @type {string|undefined} */ text) => text && target.startsWith(text, at) ? text.length : 0;
    at += goes(found?.text) || byWords && goes(found?.word) || 1;
  }
  return keys;
}

const articles = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(articles.map(({ known, segments }) => {
  const words = new Words();
  for (const text of [...known, ...segments.flatMap((s) => s.matches)]) words.learn(text);
  const sum = { chars: 0, arrow: 0, words: 0 };
  for (const { source, target, matches } of segments) {
    const completer = new Completer({ source, matches, words });
    sum.chars += target.length;
    sum.arrow += keysOf(completer, target, false);
    sum.words += keysOf(completer, target, true);
    words.learn(target);
  }
  return sum;
})));
