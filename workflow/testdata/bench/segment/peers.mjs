// Sentences of Intl.Segmenter (the ICU of node) and of Wikimedia's sentencex, as
// `truchement segment` gives them: node peers.mjs intl|sentencex LANG <paragraphs
import { readFileSync } from 'node:fs';

const [, , which, lang] = process.argv;
let cut;
if (which === 'intl') {
  const icu = new Intl.Segmenter(lang, { granularity: 'sentence' });
  cut = (line) => Array.from(icu.segment(line), (s) => s.segment);
} else {
  const { segment } = await import('sentencex');
  cut = (line) => segment(lang, line);
}
const out = [];
for (const line of readFileSync(0, 'utf8').replace(/\n$/, '').split('\n')) {
  if (line.trim() === '') out.push('');
  else for (const s of cut(line)) if (s.trim() !== '') out.push(s.trim().replace(/\n+/g, ' '));
}
process.stdout.write(out.join('\n') + '\n');
