// @ts-check
// A text into which characters come one after the other, and which remembers what is new in it.

/** [from, to) of the text is replaced. @typedef {{from: number, to: number, text: string}} Edit */

/**
 * Edits of a text, in its order, and the caret in the text after them.
 * @typedef {{edits: Edit[], caret: number}} Correction
 */

const QUOTES = /[«»“”"]/g;
const WINDOW = 400; // characters before the caret that a correction may look at and change

export class Line {
  /**
   * @param {string} text of which [from, to) is typed
   * @param {number} from
   * @param {number} to
   */
  constructor(text, from, to) {
    this.text = text;
    this.start = Math.max(0, from - WINDOW);
    /** The text from start up to the caret, and where each character was before; -1: it is new. */
    this.chars = text.slice(this.start, from).split('');
    this.origins = this.chars.map((_, i) => this.start + i);
    this.untyped = from;
    this.next = to; // the first character after the caret
    /** The quotes before start, and where those after it are in chars: a long text has few. */
    this.quotesBefore = (text.slice(0, this.start).match(QUOTES) ?? []).join('');
    /** @type {number[]} */
    this.quotes = [];
    this.chars.forEach((_, i) => this.addQuote(i));
    /** Whether one key typed all of it. */
    this.alone = to - from === 1;
    /** Text inserted after the caret. */
    this.tail = '';
    /** The character typed last. */
    this.sign = '';
    this.end = to;
  }

  /** Types the next character; false when all are typed. */
  type() {
    if (this.untyped >= this.end) return false;
    this.sign = this.text[this.untyped];
    this.chars.push(this.sign);
    this.origins.push(this.untyped++);
    this.addQuote(this.chars.length - 1);
    return true;
  }

  /** @param {number} i a new place in chars, after all others */
  addQuote(i) { if ('«»“”"'.includes(this.chars[i])) this.quotes.push(i); }

  /** The text before the sign typed last. */
  get before() { return this.typedBefore(1); }

  /** The text before the last characters. @param {number} n */
  typedBefore(n) { return this.chars.slice(-WINDOW - n, this.chars.length - n).join(''); }

  /** The text after the caret. */
  get after() { return this.text.slice(this.next, this.next + WINDOW); }

  /**
   * Makes another text of the last characters; what is the same in both stays.
   * @param {number} n
   * @param {string} text
   */
  rewrite(n, text) {
    const at = this.chars.length - n;
    const old = this.chars.slice(at).join('');
    let a = 0;
    while (a < Math.min(n, text.length) && old[a] === text[a]) a++;
    let z = 0;
    while (z < Math.min(n, text.length) - a && old.at(-1 - z) === text.at(-1 - z)) z++;
    const fresh = text.slice(a, text.length - z).split('');
    this.chars.splice(at + a, n - a - z, ...fresh);
    this.origins.splice(at + a, n - a - z, ...fresh.map(() => -1));
    while ((this.quotes.at(-1) ?? -1) >= at) this.quotes.pop();
    for (let i = at; i < this.chars.length; i++) this.addQuote(i);
  }

  /** Removes characters after the caret. @param {number} n */
  drop(n) { this.next += n; }

  /** Moves the caret over characters after it. @param {number} n */
  skip(n) {
    for (; n > 0; n--) {
      this.chars.push(this.text[this.next]);
      this.origins.push(this.next++);
      this.addQuote(this.chars.length - 1);
    }
  }

  /**
   * The quotes that are open before the sign typed last, the outermost first.
   * @param {number} [more] characters before it that are left out too
   */
  openQuotes(more = 0) {
    /** @type {string[]} */
    const open = [];
    for (const c of this.quotesUpTo(1 + more)) {
      if (c === '«' || c === '“') open.push(c);
      else if (c === '»' && open.includes('«')) open.length = open.lastIndexOf('«');
      else if (c === '”' && open.at(-1) === '“') open.pop();
    }
    return open;
  }

  /** Whether a quote was opened by the sign that closes one, as some hands do in Arabic. */
  hasReversedQuote() {
    let open = 0;
    for (const c of this.quotesUpTo(1)) {
      if (c === '«') open++;
      else if (c === '»' && --open < 0) return true;
    }
    return false;
  }

  /** Whether a straight quote before the sign has no partner. */
  hasOddStraightQuotes() { return this.quotesUpTo(1).split('"').length % 2 === 0; }

  /** The quotes of the text before the last characters. @param {number} n */
  quotesUpTo(n) {
    const end = this.chars.length - n;
    let quotes = this.quotesBefore;
    for (const i of this.quotes) if (i < end) quotes += this.chars[i];
    return quotes;
  }

  /** @returns {Correction|null} null: nothing was changed */
  correction() {
    /** @type {Edit[]} */
    const edits = [];
    let at = this.start;
    let text = '';
    const replaceTo = (/** @type {number} */ to) => {
      if (text !== this.text.slice(at, to)) edits.push({ from: at, to, text });
      text = '';
    };
    this.origins.forEach((origin, i) => {
      if (origin < 0) { text += this.chars[i]; return; }
      replaceTo(origin);
      at = origin + 1;
    });
    text += this.tail;
    replaceTo(this.next);
    return edits.length ? { edits, caret: this.start + this.chars.length } : null;
  }
}
