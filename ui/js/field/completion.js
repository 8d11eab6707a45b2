// @ts-check
// What a text may go on with while it is typed: the next words of a match that has been followed so
// far, a term or a number of the source, or a word that the article has had after these words. All
// of it is in the page, and a key press asks no server.

/**
 * @typedef {{text: string, start: number, end: number, key: string, number: string}} Token
 * number: its digits as 0 to 9; empty: a word
 * @typedef {{source: string, matches: string[], terms?: string[], words: Words}} Ground
 * matches: plain target texts, the best first; terms: what the source's may be written as
 * @typedef {{text: string, word: string}} Proposal word is its first word
 */

const MOST_WORDS = 6; // of a proposal
const CONTEXT = 5; // words before the caret that are compared
const ENOUGH = 2; // characters that a word must have before it is completed out of no context
const SHORTEST = 2; // characters: a shorter proposal saves no key
const SURE = 4; // letters of the words before the caret that must agree: an article alone says little

/** What a word may begin after: no letter, but Arabic particles of one letter. */
const BEGINS = /(?:^|[^\p{L}\p{M}\p{Nd}])[وفبلك]?$/u;

const TOKEN = /\p{Nd}+(?:[.,٫٬\u202f\u00a0]\p{Nd}+)*|[\p{L}\p{M}\u0640]+/gu;
const ELIDED = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)$/iu; // before an apostrophe: one word with the next

/** @param {string} digits of any script */
function westernDigits(digits) {
  return digits.replace(/\p{Nd}/gu, (d) => {
    const c = /** @type {number} */ (d.codePointAt(0));
    return String(c < 0x660 ? c - 0x30 : c < 0x6f0 ? c - 0x660 : c < 0x700 ? c - 0x6f0 : d);
  });
}

/** What two spellings of a word have in common. @param {string} word */
function keyOf(word) {
  return word.normalize('NFC').toLowerCase().replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا').replaceAll('ى', 'ي');
}

/** The words and numbers of a text. @param {string} text @returns {Token[]} */
export function tokensOf(text) {
  return [...text.matchAll(TOKEN)].map((m) => ({ text: m[0], start: m.index, end: m.index + m[0].length,
    key: keyOf(m[0]), number: /^\p{Nd}/u.test(m[0]) ? westernDigits(m[0]) : '' }));
}

/** White space and quotes are typed in several ways, and corrected later. @param {string} gap */
const foldGap = (gap) => gap.replace(/\s/gu, ' ').replace(/[’']/g, '’');

/** Words of the target language by how often they were seen, and by the words that they followed. */
export class Words {
  constructor() {
    /** @type {Map<string, Map<string, number>>} by the keys of two words, of one, and of none ('') */
    this.after = new Map();
    /** @type {Set<string>} texts that were read */
    this.read = new Set();
  }

  /** Reads a text, once. @param {string} text */
  learn(text) {
    if (this.read.has(text)) return;
    this.read.add(text);
    const tokens = tokensOf(text);
    tokens.forEach(({ text: own, number, start }, i) => {
      if (number) return;
      // The first word of a sentence may have its capital from there.
      const lower = own.toLowerCase();
      const word = i === 0 && this.after.get('')?.has(lower) ? lower : own;
      this.count('', word);
      const before = contextBefore(text, tokens, i, start);
      if (before.length > 0) this.count(before[0], word);
      if (before.length > 1) this.count(`${before[1]} ${before[0]}`, word);
    });
  }

  /** @param {string} context @param {string} word */
  count(context, word) {
    const seen = this.after.get(context) ?? new Map();
    seen.set(word, (seen.get(word) ?? 0) + 1);
    this.after.set(context, seen);
  }

  /**
   * The word that was seen most often after a context, of those that begin so.
   * @param {string} context
   * @param {string} start
   */
  likely(context, start) {
    let best = '';
    let most = 0;
    for (const [word, count] of this.after.get(context) ?? []) {
      if (count > most && word.length > lengthOf(word, start) && (word.startsWith(start) || lengthAs(word, start))) {
        [best, most] = [word, count];
      }
    }
    return best;
  }
}

/**
 * The keys of the two words before a place, the nearer first, as far as nothing but spaces and apostrophes
 * is between them.
 * @param {string} text
 * @param {Token[]} tokens
 * @param {number} i the token after them
 * @param {number} end the place
 */
function contextBefore(text, tokens, i, end) {
  const keys = [];
  for (let at = end; keys.length < 2 && i > 0; at = tokens[i].start) {
    i--;
    if (!/^[\s’']*$/u.test(text.slice(tokens[i].end, at))) break;
    keys.push(tokens[i].key);
  }
  return keys;
}

export class Completer {
  /** @param {Ground} ground */
  constructor({ source, matches, terms = [], words }) {
    this.words = words;
    this.terms = terms;
    this.numbers = tokensOf(source).filter((t) => t.number);
    this.matches = matches.map((text) => ({ text, tokens: tokensOf(text) }));
  }

  /**
   * What to propose at the end of a text; null: nothing.
   * @param {string} before the text up to the caret
   * @returns {Proposal|null}
   */
  propose(before) {
    if (!before.trim()) return null;
    const typed = tokensOf(before);
    const last = typed.at(-1);
    const partial = last && last.end === before.length ? last : null;
    const found = this.fromMatches(before, typed, partial) ?? this.fromTerms(before) ??
      (partial?.number ? this.fromNumbers(typed, partial) : this.fromWords(before, typed, partial));
    return found && found.text.trim().length >= SHORTEST ? found : null;
  }

  /**
   * The next word of the first match that a text follows, or its first word.
   * @param {string} before
   * @param {number} [n] the match
   */
  nextWord(before, n = 0) {
    const match = this.matches[n];
    if (!match) return '';
    const typed = tokensOf(before);
    const last = typed.at(-1);
    const partial = last && last.end === before.length ? last : null;
    const found = this.bestIn(match, before, typed, partial);
    if (found) return this.phrase(match, found.at, found.skip, 1, typed)?.text ?? '';
    const first = match.tokens[0];
    return first && !typed.length ? match.text.slice(0, first.end) : '';
  }

  /**
   * @param {string} before
   * @param {Token[]} typed
   * @param {Token|null} partial the word being typed
   * @returns {Proposal|null}
   */
  fromMatches(before, typed, partial) {
    /** @type {{value: number, proposal: Proposal}|null} */
    let best = null;
    this.matches.forEach((match, rank) => {
      const found = this.bestIn(match, before, typed, partial);
      if (!found) return;
      const value = found.context * 10 - rank;
      if (best && best.value >= value) return;
      const words = found.context ? Math.min(MOST_WORDS, found.context + 1) : 1;
      const proposal = this.phrase(match, found.at, found.skip, words, typed);
      if (proposal) best = { value, proposal };
    });
    return /** @type {{proposal: Proposal}|null} */ (best)?.proposal ?? null;
  }

  /**
   * The place in a match where a text goes on best: at is the token to begin with, skip the characters
   * of it and of the gap before it that are typed already, context the words that agree.
   * @param {{text: string, tokens: Token[]}} match
   * @param {string} before
   * @param {Token[]} typed
   * @param {Token|null} partial
   * @returns {{at: number, skip: number, context: number}|null}
   */
  bestIn({ text, tokens }, before, typed, partial) {
    const done = partial ? typed.slice(0, -1) : typed;
    const tail = before.slice(done.at(-1)?.end ?? 0, partial?.start);
    const alone = partial && !partial.number && partial.text.length >= ENOUGH;
    /** @type {{at: number, skip: number, context: number, way: number}|null} */
    let best = null;
    for (const [i, token] of tokens.entries()) {
      const gap = text.slice(tokens[i - 1]?.end ?? 0, token.start);
      if (partial ? !startsAs(token, partial, done.length + i === 0) : !foldGap(gap).startsWith(foldGap(tail))) continue;
      // How much of the token is typed, in its own characters.
      const length = partial && (token.text.startsWith(partial.text) ? partial.text.length : lengthAs(token.text, partial.text) || partial.text.length);
      const whole = partial !== null && length === token.text.length;
      const at = whole ? i + 1 : i;
      const context = whole ? agreement(typed, tokens, at) : agreement(done, tokens, at);
      if (at >= tokens.length || !context && (!alone || whole)) continue;
      // Where a text says the same twice, the place that is as far from its beginning.
      const way = Math.abs(i - done.length);
      if (best && (best.context > context || best.context === context && best.way <= way)) continue;
      best = { at, skip: whole ? 0 : partial ? gap.length + (length ?? 0) : tail.length, context, way };
    }
    return best;
  }

  /**
   * Words of a match from a token on. It ends before a number that the source does not have, which is
   * replaced where the source has one number that is not in the text.
   * @param {{text: string, tokens: Token[]}} match
   * @param {number} at
   * @param {number} skip
   * @param {number} count
   * @param {Token[]} typed
   * @returns {Proposal|null}
   */
  phrase({ text, tokens }, at, skip, count, typed) {
    const missing = this.missing(typed);
    let out = '';
    let word = '';
    let end = Math.min(at + count, tokens.length);
    for (let i = at; i < end; i++) {
      const { text: own, number, start } = tokens[i];
      const gap = text.slice(tokens[i - 1]?.end ?? 0, start);
      if (i > at && /[.!?؟…]/.test(gap)) break;
      let form = own;
      if (number) {
        const same = missing.findIndex((m) => m.number === number);
        const known = same >= 0 || this.numbers.some((m) => m.number === number);
        if (same < 0 && (known || missing.length !== 1 || i === at && skip > gap.length)) break;
        const [taken] = missing.splice(Math.max(same, 0), 1);
        if (same < 0) form = inDigitsOf(taken.number, own);
      }
      out += gap + form;
      const elides = ELIDED.test(own) && /^[’']$/.test(text.slice(tokens[i].end, tokens[i + 1]?.start));
      if (elides) end = Math.max(end, i + 2);
      else if (!word) word = out.slice(skip);
    }
    if (!word) word = out.slice(skip);
    out = out.slice(skip);
    return word ? { text: out, word } : null;
  }

  /** The numbers of the source that a text does not have. @param {Token[]} typed */
  missing(typed) {
    const there = typed.map((t) => t.number);
    return this.numbers.filter(({ number }) => {
      const i = there.indexOf(number);
      if (i >= 0) there.splice(i, 1);
      return i < 0;
    });
  }

  /**
   * The rest of a term that is begun, with two characters at least, and is not in the text yet.
   * @param {string} before
   * @returns {Proposal|null}
   */
  fromTerms(before) {
    const typed = foldGap(before).toLowerCase();
    for (const term of this.terms) {
      const key = foldGap(term).toLowerCase();
      if (typed.includes(key)) continue;
      for (let n = Math.min(key.length - 1, typed.length); n >= ENOUGH; n--) {
        if (!typed.endsWith(key.slice(0, n)) || !BEGINS.test(before.slice(0, -n))) continue;
        const text = term.slice(n);
        return { text, word: /^\s*\S+/u.exec(text)?.[0] ?? text };
      }
    }
    return null;
  }

  /** @param {Token[]} typed @param {Token} partial @returns {Proposal|null} */
  fromNumbers(typed, partial) {
    const found = this.missing(typed.slice(0, -1)).find(({ number }) => number !== partial.number && number.startsWith(partial.number));
    const text = found ? inDigitsOf(found.number.slice(partial.number.length), partial.text) : '';
    return text ? { text, word: text } : null;
  }

  /**
   * A word of the article: after two words that it has followed, after one when it is begun, and after
   * any when enough of it is typed. One word only: of two, the second is wrong too often.
   * @param {string} before
   * @param {Token[]} typed
   * @param {Token|null} partial
   * @returns {Proposal|null}
   */
  fromWords(before, typed, partial) {
    const start = partial?.text ?? '';
    const count = typed.length - (partial ? 1 : 0);
    if (!partial && !/[\s’']$/u.test(before)) return null;
    const [near, far] = contextBefore(before, typed, count, partial?.start ?? before.length);
    const { words } = this;
    const word = far !== undefined && words.likely(`${far} ${near}`, start) ||
      near !== undefined && start && words.likely(near, start) ||
      start.length >= ENOUGH && words.likely('', start);
    const rest = word ? word.slice(lengthOf(word, start)) : '';
    if (rest) return { text: rest, word: rest };
    const next = near !== undefined && start.length > 1 && words.likely(`${near} ${keyOf(start)}`, '');
    return next ? { text: ` ${next}`, word: ` ${next}` } : null;
  }
}

/**
 * Whether a token of a match may be the word being typed. The first word of a text may have another
 * case than in the match.
 * @param {Token} token
 * @param {Token} partial
 * @param {boolean} first
 */
function startsAs(token, partial, first) {
  if (partial.number) return token.number.startsWith(partial.number) && token.text.startsWith(partial.text);
  return token.text.startsWith(partial.text) || lengthAs(token.text, partial.text) > 0 ||
    first && token.text.toLowerCase().startsWith(partial.text.toLowerCase());
}

/** How much of a word that begins as what was typed is typed. @param {string} word @param {string} start */
const lengthOf = (word, start) => (word.startsWith(start) ? start.length : lengthAs(word, start) || start.length);

const MARKS = /[\u064b-\u065f\u0670\u0640]/;

/**
 * How many characters of an Arabic word are those of its beginning as it was typed, with other vowel marks or
 * another spelling of alif and ya; 0: it does not begin so. Marks that follow its last letter are among them.
 * @param {string} word
 * @param {string} typed
 */
function lengthAs(word, typed) {
  const want = keyOf(typed);
  if (!/\p{Script=Arabic}/u.test(typed) || !want) return 0;
  let have = '';
  let i = 0;
  while (i < word.length && have.length < want.length) have = keyOf(word.slice(0, ++i));
  if (have !== want) return 0;
  while (i < word.length && MARKS.test(word[i])) i++;
  return i;
}

/**
 * How many words before a place of a match are those that were typed; the beginning counts as one.
 * @param {Token[]} done
 * @param {Token[]} tokens
 * @param {number} at
 * @returns {number} 0 also where so little agrees that it may be chance
 */
function agreement(done, tokens, at) {
  let letters = 0;
  for (let n = 0; n < CONTEXT; n++) {
    const typed = done.at(-1 - n);
    const there = tokens[at - 1 - n];
    if (!typed && !there) return n + 1;
    if (!typed || !there || typed.key !== there.key) return letters < SURE ? 0 : n;
    letters += typed.key.length;
  }
  return CONTEXT;
}

/**
 * A number in the digits that a sample has.
 * @param {string} number
 * @param {string} sample
 */
function inDigitsOf(number, sample) {
  const zero = /[٠-٩]/.test(sample) ? 0x660 : /[۰-۹]/.test(sample) ? 0x6f0 : 0x30;
  return number.replace(/[0-9]/g, (d) => String.fromCharCode(zero + Number(d)));
}
