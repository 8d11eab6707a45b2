// @ts-check
// Ranks short labels by how well they match a query, in French and in Arabic.

/**
 * The search key of a short label, much as Fold of workflow/lang makes it: no marks, no case, one
 * alef, European digits.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize('NFKD').replace(/[\p{Mn}\p{Cf}ـ]/gu, '').toLowerCase()
    .replace(/ٱ/g, 'ا').replace(/[ىی]/g, 'ي').replace(/ة/g, 'ه').replace(/œ/g, 'oe')
    .replace(/[’‘ʼ]/g, "'").replace(/[٠-٩۰-۹]/g, (d) => String((d.codePointAt(0) ?? 0) & 15))
    .replace(/\s+/g, ' ').trim();
}

/**
 * How well a label matches a query: 5 equal, 4 same beginning, 3 beginnings of words (with or
 * without the Arabic article), 2 anywhere, 0 not at all.
 * @param {string} query
 * @param {string} label
 */
function score(query, label) {
  const wanted = fold(query);
  const text = fold(label);
  if (wanted === '') return 1;
  if (text === wanted) return 5;
  if (text.startsWith(wanted)) return 4;
  const words = text.split(/[^\p{L}\p{N}]+/u).flatMap((w) => [w, w.replace(/^(?:وال|بال|ال)/, '')]);
  if (wanted.split(' ').every((part) => words.some((w) => w.startsWith(part)))) return 3;
  if (wanted.split(' ').every((part) => text.includes(part))) return 2;
  return 0;
}

/**
 * The items whose labels match a query, best first; equally good ones keep their order. An item may be
 * found by other words than its label's, which count a little less.
 * @template T
 * @param {string} query
 * @param {T[]} items
 * @param {(item: T) => string} label
 * @param {(item: T) => string} [others]
 */
export function rank(query, items, label, others = () => '') {
  return items.map((item) => ({ item, score: Math.max(score(query, label(item)), score(query, others(item)) - 0.5) }))
    .filter((x) => x.score > 0).sort((a, b) => b.score - a.score).map((x) => x.item);
}
