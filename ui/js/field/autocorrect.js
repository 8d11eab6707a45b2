// @ts-check
// Corrects a sign just typed by the house style: French spaces, quotes and apostrophes, Arabic
// commas and question marks. The field applies the correction as an undo step by itself, so that
// one undo restores the text as it was typed.

/**
 * The rules of a segment's language, as the server sends them. Spaces are those before
 * ; : ! ? % » and after «; a sign that is not in it has none.
 * @typedef {{lang: 'fr'|'ar', spaces: Record<string, string>}} Rules
 */

/**
 * A typed sign with the text before and after it, chips as U+FFFC; was is the text that the last
 * correction here replaced.
 * @typedef {{before: string, sign: string, after: string, was?: string}} Typed
 */

/**
 * Edits around the caret, which is after the sign. At is relative to the caret and at most 0; tail
 * is inserted after the caret; skip moves the caret forward.
 * @typedef {{edits: {at: number, remove: number, insert: string}[], tail?: string, skip?: number, was?: string}} Correction
 */

const NO_BREAK = /[\u00a0\u202f]/;
const SCHEME = /(?:^|\P{L})(?:https?|ftps?|sftp|mailto|tel|file|data|urn|doi)$/iu;
const ADDRESS = /:\/\/|@|^www\.|^&|^[/\\~]|[\p{L}\d]\.\p{Ll}{2,}(?:[/:?#].*)?$/iu;
const ARABIC = /\p{Script=Arabic}/u;
const LETTER = /\p{L}/u;
const SIGNS = ';:!?%»';

/**
 * @param {Typed} typed
 * @param {Rules} rules
 * @returns {Correction|null} null: the text stays as typed
 */
export function autocorrect(typed, rules) {
  if ([...typed.sign].length !== 1) return null;
  const restored = restore(typed);
  if (restored) return restored;
  const word = lastWord(typed.before);
  if (ADDRESS.test(word)) return null;
  return rules.lang === 'ar' ? correctArabic(typed) : correctFrench(typed, word, rules.spaces);
}

/** Undoes a correction when the sign after it makes a smiley or an address. @param {Typed} t */
function restore({ before, sign, was }) {
  if (was === undefined) return null;
  const space = /[\u00a0\u202f]([:;]-?)$/.exec(before);
  if (space && '()/\\'.includes(sign) && (space[1][0] === ':' || '()'.includes(sign))) {
    return edit(-space[0].length - 1, 1, was);
  }
  if (/؛-?$/.test(before) && '()'.includes(sign)) {
    return edit(before.endsWith('-') ? -3 : -2, 1, was);
  }
  return null;
}

/** The text between the last space or bracket and the caret. @param {string} before */
function lastWord(before) {
  return /[^\s\u00a0\u202f«»“”"()[\]\ufffc]*$/.exec(before)?.[0] ?? '';
}

/**
 * @param {number} at
 * @param {number} remove
 * @param {string} insert
 * @param {Omit<Correction, 'edits'>} [more]
 * @returns {Correction}
 */
function edit(at, remove, insert, more = {}) { return { edits: [{ at, remove, insert }], ...more }; }

/**
 * @param {Typed} typed
 * @param {string} word
 * @param {Record<string, string>} spaces
 */
function correctFrench(typed, word, spaces) {
  const { before, sign, after } = typed;
  const last = lastChar(before);
  if (ARABIC.test(last)) return null;
  if (sign === '«' || sign === '"') return correctQuote(typed, spaces['«'] ?? '');
  if (sign === '»' && closesQuote(after)) return moveOver(after);
  if (sign === "'") return LETTER.test(last) ? edit(-1, 1, '’', { was: "'" }) : null;
  // "2024:" could have become a time until the space.
  if (sign === ' ' && spaces[':'] && /(?:^|[^\d:.,])\d+:$/.test(before)) return edit(-2, 0, spaces[':']);
  const space = SIGNS.includes(sign) ? spaces[sign] : undefined;
  return space ? correctSpace(before, sign, word, space) : null;
}

/**
 * Corrects the space before a sign: a plain one is replaced, a missing one inserted.
 * @param {string} before
 * @param {string} sign
 * @param {string} word
 * @param {string} space
 */
function correctSpace(before, sign, word, space) {
  const last = lastChar(before);
  const gap = last === ' ';
  const base = gap ? lastChar(before.slice(0, -1)) : last;
  if (!base || /\s/.test(base) || NO_BREAK.test(base) || ARABIC.test(base)) return null;
  if (sign === '%' && !/[\d)]/.test(base)) return null;
  if (gap) return edit(-2, 1, space, { was: ' ' });
  if (/[!?;:%]/.test(last) || !/[\p{L}\p{M}\p{N})\]»”’"'….°%\ufffc]/u.test(last)) return null;
  if (sign === ':' && (/\d/.test(last) || SCHEME.test(word))) return null;
  return edit(-1, 0, space, { was: '' });
}

/**
 * Opens or closes quotes; the closing quote is inserted with the opening one. Quotes in quotes are
 * “ ”.
 * @param {Typed} typed
 * @param {string} space
 */
function correctQuote({ before, sign, after }, space) {
  const depth = count(before, '«') - count(before, '»');
  if (sign === '"' && before && !/[\s\u00a0\u202f([—–-]$/.test(before)) {
    if (/\d$/.test(before) && depth <= 0) return null; // inches
    if (count(before, '“') > count(before, '”')) return after.startsWith('”') ? moveOver(after) : edit(-1, 1, '”');
    if (closesQuote(after)) return moveOver(after);
    return depth > 0 ? edit(-1, 1, `${space}»`) : null;
  }
  const whole = /^[\s.,;:!?)»\u00a0\u202f]|^$/.test(after);
  if (sign === '"' && depth > 0) return edit(-1, 1, '“', whole ? { tail: '”' } : {});
  return edit(-1, 1, `«${space}`, whole ? { tail: `${space}»` } : {});
}

/** Whether a closing quote follows. @param {string} after */
function closesQuote(after) { return /^[ \u00a0\u202f]?»/.test(after); }

/** Removes the typed quote and moves the caret over the existing one. @param {string} after */
function moveOver(after) {
  return edit(-1, 1, '', { skip: after.search(/[»”]/) + 1 });
}

/** @param {Typed} typed */
function correctArabic({ before, sign, after }) {
  const digit = /[\d\u0660-\u0669]$/;
  const context = nearestScript(before, -1) ?? nearestScript(after, 1);
  if (context !== 'ar') return null;
  if (sign === ' ' && before.endsWith(',') && digit.test(before.slice(0, -1))) return edit(-2, 1, '،');
  const arabicSign = /** @type {Record<string, string>} */ ({ ',': '،', ';': '؛', '?': '؟' })[sign];
  if (!arabicSign || sign === ',' && digit.test(before)) return null;
  return edit(-1, 1, arabicSign, { was: sign });
}

/**
 * The script of the nearest letter before or after.
 * @param {string} text
 * @param {number} step
 */
function nearestScript(text, step) {
  const letters = [...text].filter((c) => LETTER.test(c));
  const letter = letters.at(step < 0 ? -1 : 0);
  if (!letter) return null;
  return ARABIC.test(letter) ? 'ar' : 'other';
}

/** The last character of a text. @param {string} text */
function lastChar(text) { return [...text.slice(-2)].at(-1) ?? ''; }

/**
 * @param {string} text
 * @param {string} sign
 */
function count(text, sign) { return text.split(sign).length - 1; }
