// @ts-check
// What the house style does to the sign just typed: French spaces, quotes and apostrophes,
// Arabic commas and question marks. It only looks and answers; the field makes the change a step
// of its own, so that one undo leaves the text as it was typed.

/**
 * The rules of a segment's language, as the server sends them. Spaces are what stands before
 * ; : ! ? % » and after «; a sign that is not there has none.
 * @typedef {{lang: 'fr'|'ar', spaces: Record<string, string>}} Rules
 */

/**
 * A sign that was typed: the text before it and after it, chips as U+FFFC.
 * @typedef {{before: string, sign: string, after: string, was?: string}} Typed
 * was is what the correction that has just been made here replaced.
 */

/**
 * Changes around the caret, which stands after the sign. At counts from the caret and is never
 * above 0; tail is put after the caret; skip moves it on.
 * @typedef {{edits: {at: number, cut: number, put: string}[], tail?: string, skip?: number, was?: string}} Correction
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
export function correct(typed, rules) {
  if ([...typed.sign].length !== 1) return null;
  const restored = restore(typed);
  if (restored) return restored;
  const word = lastWord(typed.before);
  if (ADDRESS.test(word)) return null;
  return rules.lang === 'ar' ? arabic(typed) : french(typed, word, rules.spaces);
}

/** Takes a correction back when what follows shows a smiley or an address. @param {Typed} t */
function restore({ before, sign, was }) {
  if (was === undefined) return null;
  const space = /[\u00a0\u202f]([:;]-?)$/.exec(before);
  if (space && '()/\\'.includes(sign) && (space[1][0] === ':' || '()'.includes(sign))) {
    return one(-space[0].length - 1, 1, was);
  }
  if (/؛-?$/.test(before) && '()'.includes(sign)) {
    return one(before.endsWith('-') ? -3 : -2, 1, was);
  }
  return null;
}

/** @param {string} before what stands between the last space or bracket and the caret */
function lastWord(before) {
  return /[^\s\u00a0\u202f«»“”"()[\]\ufffc]*$/.exec(before)?.[0] ?? '';
}

/**
 * @param {number} at
 * @param {number} cut
 * @param {string} put
 * @param {Omit<Correction, 'edits'>} [more]
 * @returns {Correction}
 */
function one(at, cut, put, more = {}) { return { edits: [{ at, cut, put }], ...more }; }

/**
 * @param {Typed} typed
 * @param {string} word
 * @param {Record<string, string>} spaces
 */
function french(typed, word, spaces) {
  const { before, sign, after } = typed;
  const last = lastOf(before);
  if (ARABIC.test(last)) return null;
  if (sign === '«' || sign === '"') return quote(typed, spaces['«'] ?? '');
  if (sign === '»' && closes(after)) return skipOver(after);
  if (sign === "'") return LETTER.test(last) ? one(-1, 1, '’', { was: "'" }) : null;
  // "2024:" may have become a time; after the space it has not.
  if (sign === ' ' && spaces[':'] && /(?:^|[^\d:.,])\d+:$/.test(before)) return one(-2, 0, spaces[':']);
  const space = SIGNS.includes(sign) ? spaces[sign] : undefined;
  return space ? spaced(before, sign, word, space) : null;
}

/**
 * The space before a sign: a plain one is made the right one, none is put in.
 * @param {string} before
 * @param {string} sign
 * @param {string} word
 * @param {string} space
 */
function spaced(before, sign, word, space) {
  const last = lastOf(before);
  const gap = last === ' ';
  const base = gap ? lastOf(before.slice(0, -1)) : last;
  if (!base || /\s/.test(base) || NO_BREAK.test(base) || ARABIC.test(base)) return null;
  if (sign === '%' && !/[\d)]/.test(base)) return null;
  if (gap) return one(-2, 1, space, { was: ' ' });
  if (/[!?;:%]/.test(last) || !/[\p{L}\p{M}\p{N})\]»”’"'….°%\ufffc]/u.test(last)) return null;
  if (sign === ':' && (/\d/.test(last) || SCHEME.test(word))) return null;
  return one(-1, 0, space, { was: '' });
}

/**
 * Opens or closes quotes; an opened pair gets its end at once. Quotes in quotes are “ ”.
 * @param {Typed} typed
 * @param {string} space
 */
function quote({ before, sign, after }, space) {
  const depth = count(before, '«') - count(before, '»');
  if (sign === '"' && before && !/[\s\u00a0\u202f([—–-]$/.test(before)) {
    if (/\d$/.test(before) && depth <= 0) return null; // inches
    if (count(before, '“') > count(before, '”')) return after.startsWith('”') ? skipOver(after) : one(-1, 1, '”');
    if (closes(after)) return skipOver(after);
    return depth > 0 ? one(-1, 1, `${space}»`) : null;
  }
  const whole = /^[\s.,;:!?)»\u00a0\u202f]|^$/.test(after);
  if (sign === '"' && depth > 0) return one(-1, 1, '“', whole ? { tail: '”' } : {});
  return one(-1, 1, `«${space}`, whole ? { tail: `${space}»` } : {});
}

/** @param {string} after whether a closing quote comes next */
function closes(after) { return /^[ \u00a0\u202f]?»/.test(after); }

/** Types over the quote that is there. @param {string} after */
function skipOver(after) {
  return one(-1, 1, '', { skip: after.search(/[»”]/) + 1 });
}

/** @param {Typed} typed */
function arabic({ before, sign, after }) {
  const digit = /[\d\u0660-\u0669]$/;
  const context = strong(before, -1) ?? strong(after, 1);
  if (context !== 'ar') return null;
  if (sign === ' ' && before.endsWith(',') && digit.test(before.slice(0, -1))) return one(-2, 1, '،');
  const mine = /** @type {Record<string, string>} */ ({ ',': '،', ';': '؛', '?': '؟' })[sign];
  if (!mine || sign === ',' && digit.test(before)) return null;
  return one(-1, 1, mine, { was: sign });
}

/**
 * The script of the nearest letter before or after.
 * @param {string} text
 * @param {number} way
 */
function strong(text, way) {
  const letters = [...text].filter((c) => LETTER.test(c));
  const letter = letters.at(way < 0 ? -1 : 0);
  if (!letter) return null;
  return ARABIC.test(letter) ? 'ar' : 'other';
}

/** @param {string} text its last character */
function lastOf(text) { return [...text.slice(-2)].at(-1) ?? ''; }

/**
 * @param {string} text
 * @param {string} sign
 */
function count(text, sign) { return text.split(sign).length - 1; }
