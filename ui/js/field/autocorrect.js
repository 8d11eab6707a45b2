// @ts-check
// Corrects what was just typed by the house style: French spaces, quotes and apostrophes, Arabic
// commas, question marks and quotes. However a hand types it, with spaces or without, the text is
// the same. The field applies a correction as an undo step by itself, so that one undo restores the
// text as it was typed.
import { Line } from './line.js';

/**
 * The rules of a segment's language, as the server sends them. Spaces are those before
 * ; : ! ? % » and after «; a sign that is not in it has none.
 * @typedef {{lang: 'fr'|'ar', spaces: Record<string, string>}} Rules
 */

/**
 * What the last key corrected: now is the end of the text, was what stood there. A smiley, a number
 * or a word typed after it takes it back.
 * @typedef {{kind: 'sign'|'number'|'gap', now: string, was: string}} Last
 */

const SPACE = /[ \u00a0\u202f]/;
const GAP = /[ \u00a0\u202f]*$/;
const SCHEME = /(?:^|\P{L})(?:https?|ftps?|sftp|mailto|tel|file|data|urn|doi)$/iu;
const ADDRESS = /:\/\/|@|^www\.|^&|^[/\\~]|[\p{L}\d]\.\p{Ll}{2,}(?:[/:?#].*)?$/iu;
const ARABIC = /\p{Script=Arabic}/u;
const LETTER = /\p{L}/u;
const BEFORE_SIGN = /[\p{L}\p{M}\p{N})\]»”’"'….°%\ufffc]/u;
const OPENS = /[«“([]/;
const BEFORE_QUOTE = /[\s\u00a0\u202f([«“’'—–/-]$/;
const SIGNS = ';:!?%';
/** The characters that can be corrected, or decide about the quote before them. */
const CHECKED = /[ \u00a0\u202f;:!?%»«“”"'<>,.)،؛؟٪]/;

/** Corrects the keys of one person in one field, and knows how this hand types. */
export class Typist {
  /** @param {Rules} rules */
  constructor(rules) {
    this.rules = rules;
    /** @type {Last|undefined} */
    this.last = undefined;
    /** The sign by which the last key opened a quote. */
    this.opener = '';
    /** Whether this hand types spaces inside straight quotes. */
    this.spaced = false;
  }

  /** Forgets the last key, after an undo or when the caret was moved. */
  moved() {
    this.last = undefined;
    this.opener = '';
  }

  /**
   * The correction of a text of which [from, to) has just come in: by a key, a paste, dictation or an
   * input method. Chips are U+FFFC, breaks a newline.
   * @param {string} text
   * @param {number} from
   * @param {number} to
   * @returns {import('./line.js').Correction|null} null: the text stays as it is
   */
  correct(text, from, to) {
    const line = new Line(text, from, to);
    while (line.type()) this.correctKey(line);
    return line.correction();
  }

  /** @param {Line} line after a character of it was typed */
  correctKey(line) {
    const { last, opener } = this;
    this.moved();
    const { sign } = line;
    if (last?.kind === 'sign' && sign === '-') {
      this.last = { ...last, now: `${last.now}-`, was: `${last.was}-` };
      return;
    }
    if (last && restore(line, last)) return;
    if (opener === '"') this.spaced = SPACE.test(sign);
    if (!CHECKED.test(sign)) return;
    if (opener === '"') this.closeMistaken(line);
    if (ADDRESS.test(lastWord(line.before))) return;
    if (SPACE.test(sign) && this.correctSpaceInQuote(line)) return;
    if (this.rules.lang === 'ar') this.correctArabic(line);
    else if (!ARABIC.test(lastChar(line.before.replace(GAP, '')))) this.correctFrench(line);
  }

  /** @param {Line} line */
  correctFrench(line) {
    const { sign, before } = line;
    if (SPACE.test(sign)) this.correctSpace(line);
    else if (sign === '"') this.correctStraightQuote(line);
    else if (sign === '«') this.openQuote(line, 1);
    else if (sign === '»') this.closeQuote(line, 1);
    else if (sign === '<' && /(?:^|[^<])<$/.test(before)) this.openQuote(line, 2);
    else if (sign === '>' && /[^-=<>]>$/.test(before)) this.closeQuote(line, 2);
    else if (sign === '”' && line.openQuotes().at(-1) === '“') this.closeQuote(line, 1);
    else if (sign === "'" && LETTER.test(lastChar(before))) line.rewrite(1, '’');
    else if (SIGNS.includes(sign)) this.correctSign(line);
  }

  /**
   * The space before a sign is that of the house style, whether it was typed, typed otherwise or not.
   * @param {Line} line
   */
  correctSign(line) {
    const { sign, before } = line;
    const gap = GAP.exec(before)?.[0] ?? '';
    const base = lastChar(before.slice(0, before.length - gap.length));
    const space = this.rules.spaces[sign] ?? '';
    if (!base || base === '\n' || OPENS.test(base) || gap === space) return;
    if (sign === '%' && !/[\d)]/.test(base)) return;
    let kind = /** @type {Last['kind']} */ ('sign');
    if (!gap) {
      if (/[!?;:%]/.test(base) || !BEFORE_SIGN.test(base)) return;
      const word = lastWord(before);
      if (sign === ':' && SCHEME.test(word)) return;
      if (sign === ':' && /\d/.test(base)) {
        if (!/^\d{3,}$/.test(word)) return; // it may become a time
        kind = 'number';
      }
    }
    line.rewrite(gap.length + 1, space + sign);
    this.last = { kind, now: space + sign, was: gap + sign };
  }

  /** @param {Line} line after a space */
  correctSpace(line) {
    const { before, after, alone } = line;
    const { spaces } = this.rules;
    // "14:" could have become a time until the space.
    if (spaces[':'] && /(?:^|[^\d:.,])\d{1,2}:$/.test(before)) {
      line.rewrite(2, `${spaces[':']}: `);
      return;
    }
    const next = after[0] ?? '';
    const space = `${SIGNS}»`.includes(next) ? spaces[next] : '';
    if (!alone || !space || next === ':' && /^:[\d/]/.test(after)) return;
    if (/[\u00a0\u202f]$/.test(before)) line.rewrite(1, '');
    else if (BEFORE_SIGN.test(lastChar(before)) && (next !== '%' || /\d$/.test(before))) {
      line.rewrite(1, space);
      this.last = { kind: 'gap', now: space, was: ' ' };
    }
  }

  /**
   * A space after an opening quote is the one that the house style has there.
   * @param {Line} line after a space
   */
  correctSpaceInQuote(line) {
    const inner = /([«“])[ \u00a0\u202f]*$/.exec(line.before);
    if (!inner) return false;
    const closes = this.rules.lang === 'ar' && /\S$/.test(line.before.slice(0, inner.index)) && line.hasReversedQuote();
    if (closes) return false;
    const space = inner[1] === '«' && this.rules.lang === 'fr' ? this.rules.spaces['«'] ?? '' : '';
    line.rewrite(inner[0].length + 1, inner[1] + space);
    return true;
  }

  /**
   * A straight quote opens or closes by what is before it. After a space both can be meant: a hand
   * that types spaces inside its quotes closes.
   * @param {Line} line
   */
  correctStraightQuote(line) {
    const { before } = line;
    const open = line.openQuotes();
    const afterSpace = SPACE.test(lastChar(before));
    if (open.length === 0) {
      if (line.hasOddStraightQuotes() || /\d$/.test(before)) return; // undone by the person; inches
      if (!before || BEFORE_QUOTE.test(before) || /[:,;]$|(?:^|\s)\ufffc$/.test(before)) this.openQuote(line, 1);
      else if (/[\p{L}\p{M}.…!?)\]\ufffc]$/u.test(before)) this.closeQuote(line, 1);
      return;
    }
    const empty = /[«“][ \u00a0\u202f]*$/.test(before);
    const closes = empty ? false : afterSpace ? this.spaced || open.at(-1) === '“' : !BEFORE_QUOTE.test(before);
    if (closes) this.closeQuote(line, 1);
    else this.openQuote(line, 1);
  }

  /**
   * Closes the quote that a straight one after a space was meant to close: nothing of a quote in the
   * quote follows it.
   * @param {Line} line
   */
  closeMistaken(line) {
    const { before, after, sign } = line;
    if (!/[ \u00a0\u202f,;:!?).]/.test(sign) || !/[^«“ \u00a0\u202f][ \u00a0\u202f]+“$/.test(before)) return;
    if (after.startsWith('”')) line.drop(1);
    line.rewrite(2, '');
    this.closeQuote(line, 0);
    line.rewrite(0, sign);
  }

  /**
   * Opens a quote; the closing one is inserted with it. A quote in a quote has “ ”.
   * @param {Line} line
   * @param {number} typed the characters of the typed quote
   */
  openQuote(line, typed) {
    const inner = line.openQuotes(typed - 1).includes('«');
    const space = inner ? '' : this.rules.spaces['«'] ?? '';
    const whole = /^[\s.,;:!?)\]»”\u00a0\u202f]|^$/.test(line.after);
    this.opener = line.sign;
    this.spaced = false;
    line.rewrite(typed, inner ? '“' : `«${space}`);
    if (whole && line.alone && this.rules.lang === 'fr') line.tail = inner ? '”' : `${space}»`;
  }

  /**
   * Closes a quote, or moves over the closing quote that is there.
   * @param {Line} line
   * @param {number} typed the characters of the typed quote
   */
  closeQuote(line, typed) {
    const before = line.typedBefore(typed);
    const open = line.openQuotes(typed - 1);
    const gap = GAP.exec(before)?.[0].length ?? 0;
    const base = lastChar(before.slice(0, before.length - gap));
    const inner = open.at(-1) === '“' && (line.sign !== '»' && line.sign !== '>' || open.includes('«'));
    const sign = inner ? '”' : '»';
    const space = inner || this.rules.lang === 'ar' ? '' : this.rules.spaces['»'] ?? '';
    const found = new RegExp(`^([ \u00a0\u202f]{0,2})${sign}`).exec(line.after);
    if (found) {
      const right = found[1] === space;
      line.rewrite(gap + typed, '');
      if (!right) { line.drop(found[1].length); line.rewrite(0, space); }
      line.skip(right ? found[0].length : 1);
    } else if (base && base !== '\n' && !OPENS.test(base)) line.rewrite(gap + typed, space + sign);
  }

  /** @param {Line} line */
  correctArabic(line) {
    const { sign, before, after } = line;
    const open = line.openQuotes();
    if (sign === '»' && open.at(-1) === '«' || sign === '”' && open.at(-1) === '“') { this.closeQuote(line, 1); return; }
    if (sign === '<' && /(?:^|[^<])<$/.test(before) && !/>>[^<]/.test(before)) { this.openQuote(line, 2); return; }
    if (sign === '>' && /[^-=<>]>$/.test(before) && open.includes('«')) { this.closeQuote(line, 2); return; }
    if ((nearestScript(before, -1) ?? nearestScript(after, 1)) !== 'ar') return;
    const digit = /[\d\u0660-\u0669]$/;
    if (SPACE.test(sign)) {
      if (before.endsWith(',') && digit.test(before.slice(0, -1))) line.rewrite(2, `،${sign}`);
      return;
    }
    const gap = GAP.exec(before)?.[0] ?? '';
    const base = before.slice(0, before.length - gap.length);
    const right = /** @type {Record<string, string>} */ ({ ',': '،', ';': '؛', '?': '؟' })[sign] ?? sign;
    if (!base || OPENS.test(lastChar(base)) || !/[،؛؟!:%٪]/.test(right)) return;
    if (/[%٪]/.test(sign) && !digit.test(base) || sign === ',' && digit.test(before)) return;
    if (right === sign && !gap) return;
    line.rewrite(gap.length + 1, right);
    this.last = { kind: 'sign', now: right, was: gap + sign };
  }
}

/**
 * Takes a correction back that the next sign shows to be wrong: a smiley, a time, or a word typed
 * where only the space before a sign seemed to be missing.
 * @param {Line} line
 * @param {Last} last
 */
function restore(line, { kind, now, was }) {
  const { before, sign } = line;
  if (!before.endsWith(now)) return false;
  const eyes = now.replace(/-$/, '').at(-1) ?? '';
  const wrong = {
    sign: '()/\\'.includes(sign) && (eyes === ':' || ';؛'.includes(eyes) && '()'.includes(sign)),
    number: /\d/.test(sign),
    gap: !CHECKED.test(sign),
  }[kind];
  if (wrong) line.rewrite(now.length + 1, was + sign);
  return wrong;
}

/**
 * The quotes that a hand puts around the selection when it types one over it: around its words, not
 * around the spaces at its ends.
 * @param {string} text the whole text
 * @param {number} from
 * @param {number} to
 * @param {string} sign
 * @param {Rules} rules
 * @returns {{from: number, to: number, open: string, close: string}|null} null: it is replaced
 */
export function quotesAround(text, from, to, sign, rules) {
  const selected = text.slice(from, to);
  if (!(rules.lang === 'fr' ? '«"' : '«').includes(sign) || !selected.trim()) return null;
  const inner = new Line(text, from, from).openQuotes(-1).includes('«');
  const space = rules.lang === 'fr' && !inner ? rules.spaces['«'] ?? '' : '';
  return { from: from + selected.length - selected.trimStart().length,
    to: to - selected.length + selected.trimEnd().length,
    open: inner ? '“' : `«${space}`, close: inner ? '”' : `${space}»` };
}

/**
 * The empty quotes around a caret, which Backspace removes together, as one key inserted them.
 * @param {string} text
 * @param {number} at
 * @returns {{from: number, to: number}|null}
 */
export function emptyQuotesAround(text, at) {
  const before = /«[ \u00a0\u202f]?$|“$/.exec(text.slice(Math.max(0, at - 2), at))?.[0];
  const after = before && (before === '“' ? /^”/ : /^[ \u00a0\u202f]?»/).exec(text.slice(at, at + 2))?.[0];
  return before && after ? { from: at - before.length, to: at + after.length } : null;
}

/** The text between the last space or bracket and the caret. @param {string} before */
function lastWord(before) {
  return /[^\s\u00a0\u202f«»“”"()[\]\ufffc]*$/.exec(before.slice(-300))?.[0] ?? '';
}

/**
 * The script of the nearest letter before or after.
 * @param {string} text
 * @param {number} step
 */
function nearestScript(text, step) {
  for (let i = step < 0 ? text.length - 1 : 0; i >= 0 && i < text.length; i += step) {
    if (LETTER.test(text[i])) return ARABIC.test(text[i]) ? 'ar' : 'other';
  }
  return null;
}

/** The last character of a text. @param {string} text */
function lastChar(text) { return [...text.slice(-2)].at(-1) ?? ''; }
