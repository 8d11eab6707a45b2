// @ts-check
// The preview of the target beside the rows: it follows typing, and saves of this and other people;
// a click opens a segment, and the active segment is marked. In windows below 70 rem the preview is a
// page by itself, without this module.
import { announce, faultText } from '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import { follow } from '../js/live/feed.js';
import { parseInline } from './inlinetree.js';
import { parsePage } from '../js/core/trustedtypes.js';

/** @typedef {import('./inlinetree.js').Inline} Inline */

/**
 * @param {Inline[]} nodes
 * @returns {Node[]}
 */
function nodesOf(nodes) {
  return nodes.map((p) => {
    if ('text' in p) return document.createTextNode(p.text);
    if ('lone' in p) return standaloneNode(p.lone, p.word);
    const linked = p.element === 'linked';
    const e = document.createElement(linked ? 'span' : p.element);
    if (linked) e.className = 'linked';
    e.append(...nodesOf(p.inner));
    return e;
  });
}

/**
 * @param {string} kind
 * @param {string} word
 */
function standaloneNode(kind, word) {
  if (kind === 'br') return document.createElement('br');
  const e = document.createElement(kind === 'note' ? 'sup' : 'span');
  if (kind === 'pic') e.className = 'pic';
  const bdi = document.createElement('bdi');
  bdi.textContent = word || '▢';
  e.append(bdi);
  return e;
}

/**
 * The content of a row's text without the names of codes and the marks of issues and spaces.
 * @param {Element} text
 * @returns {Node[]}
 */
function contentOf(text) {
  const copy = /** @type {Element} */ (text.cloneNode(true));
  for (const tag of copy.querySelectorAll('.code-tag')) tag.remove();
  for (const mark of copy.querySelectorAll('mark, .sp')) mark.replaceWith(...mark.childNodes);
  return [...copy.childNodes];
}

/** The workbench's preview. */
class Preview {
  /**
   * @param {HTMLElement} side the panel that holds it
   * @param {HTMLAnchorElement} button
   * @param {{article: string, head: number}} bench
   */
  constructor(side, button, bench) {
    this.side = side;
    this.button = button;
    this.bench = bench;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    button.setAttribute('role', 'button');
    button.addEventListener('click', (e) => this.toggle(e));
    button.addEventListener('keydown', (e) => { if (e.key === ' ') { e.preventDefault(); button.click(); } });
    side.addEventListener('click', (e) => this.openSegment(e));
    side.addEventListener('keydown', (e) => this.moveFocus(e));
    document.addEventListener('input', (e) => this.handleInput(e.target));
    new MutationObserver((list) => this.handleRows(list)).observe(
      /** @type {Node} */ (document.querySelector('.sheet')), { childList: true, subtree: true });
    follow({ after: bench.head, entry: (e) => this.handleEntry(e) });
    if (this.hasRoom() && localStorage.getItem('truchement-preview') === 'on') this.open();
    else button.setAttribute('aria-pressed', 'false');
  }

  /** @returns {HTMLElement|null} */
  get sheet() { return document.querySelector('#preview.preview'); }

  get shown() { return this.side.dataset.shows === 'preview'; }

  hasRoom() { return matchMedia('(min-width: 70rem)').matches; }

  /** @param {MouseEvent} e */
  toggle(e) {
    if (!this.hasRoom() || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    localStorage.setItem('truchement-preview', this.shown ? 'off' : 'on');
    if (this.shown) this.close();
    else this.open();
  }

  close() {
    delete this.side.dataset.shows;
    this.button.setAttribute('aria-pressed', 'false');
    const sheet = document.getElementById('preview');
    if (sheet) sheet.hidden = true;
  }

  async open() {
    this.button.setAttribute('aria-pressed', 'true');
    if (!this.sheet && !(await this.load())) { this.button.setAttribute('aria-pressed', 'false'); return; }
    const sheet = this.sheet;
    if (!sheet) return;
    sheet.hidden = false;
    this.side.dataset.shows = 'preview';
    for (const row of document.querySelectorAll('.seg')) this.update(/** @type {HTMLElement} */ (row));
    this.markActive();
  }

  /** Loads the preview of the whole article. */
  async load() {
    try {
      const answer = await fetch(this.button.href, { headers: { 'Fx-Target': 'preview' } });
      const page = parsePage(await answer.text());
      const next = page.getElementById('preview');
      if (answer.ok && next) {
        next.hidden = !this.shown;
        document.getElementById('preview')?.replaceWith(document.adoptNode(next));
        return true;
      }
      announce(faultText(page), true);
    } catch {
      announce(document.body.dataset.offline ?? '', true);
    }
    return false;
  }

  /** @param {string|undefined} id */
  sentence(id) { return id && this.shown ? document.getElementById(`pv-${id}`) : null; }

  /** @param {EventTarget|null} field */
  handleInput(field) {
    if (!(field instanceof HTMLTextAreaElement) || field.name !== 'target') return;
    const row = field.closest('.seg');
    if (row instanceof HTMLElement) this.showMarkup(row, field.value);
  }

  /** Updates the sentences of added rows. @param {MutationRecord[]} list */
  handleRows(list) {
    if (!this.shown) return;
    const rows = new Set();
    for (const { addedNodes, target } of list) {
      if (target instanceof Element && target.closest('textarea, .ProseMirror')) continue;
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        if (node.matches('.seg')) rows.add(node);
        for (const row of node.querySelectorAll('.seg')) rows.add(row);
      }
    }
    for (const row of rows) this.update(row);
    if (rows.size) this.markActive();
  }

  /** Updates the sentence of a row. @param {HTMLElement} row */
  update(row) {
    const field = /** @type {HTMLTextAreaElement|null} */ (row.querySelector('textarea[name="target"]'));
    if (field) { this.showMarkup(row, field.value); return; }
    const at = this.sentence(row.dataset.segment);
    const text = row.querySelector('.trg > .text');
    if (!at) return;
    at.dataset.state = row.querySelector('.state')?.getAttribute('data-state') ?? '';
    if (text) this.showNodes(at, contentOf(text));
    else this.showSource(at, row);
  }

  /**
   * @param {HTMLElement} row
   * @param {string} markup
   */
  showMarkup(row, markup) {
    const at = this.sentence(row.dataset.segment);
    if (!at) return;
    if (markup.trim() === '') this.showSource(at, row);
    else this.showNodes(at, nodesOf(parseInline(markup, JSON.parse(at.dataset.codes || '{}'))));
  }

  /**
   * @param {HTMLElement} at
   * @param {Node[]} nodes
   */
  showNodes(at, nodes) {
    at.classList.remove('none');
    at.replaceChildren(...nodes);
    this.setBlockDirection(at);
  }

  /**
   * Gives a block without any translation the direction of its source.
   * @param {HTMLElement} at
   */
  setBlockDirection(at) {
    const block = at.parentElement;
    const source = at.querySelector('[lang][dir]:not(.vh)');
    if (!block) return;
    if (block.querySelector('.pv:not(.none)') || !(source instanceof HTMLElement)) {
      block.removeAttribute('lang');
      block.removeAttribute('dir');
    } else {
      block.lang = source.lang;
      block.dir = source.dir;
    }
  }

  /**
   * Shows the source of an untranslated sentence, in its own direction.
   * @param {HTMLElement} at
   * @param {HTMLElement} row
   */
  showSource(at, row) {
    const source = row.querySelector('.src .text');
    if (!(source instanceof HTMLElement)) return;
    const word = document.createElement('span');
    word.className = 'vh';
    word.lang = document.documentElement.lang;
    word.dir = document.documentElement.dir;
    word.textContent = `${this.sheet?.dataset.none ?? ''} `;
    const text = document.createElement('span');
    text.lang = source.lang;
    text.dir = source.dir;
    text.append(...contentOf(source));
    at.classList.add('none');
    at.replaceChildren(word, text);
    this.setBlockDirection(at);
  }

  /** Marks the active segment, scrolls to it, and makes it the one that Tab reaches. */
  markActive() {
    const id = /** @type {HTMLElement|null} */ (document.querySelector('.seg.on'))?.dataset.segment;
    const all = /** @type {HTMLElement[]} */ ([...(this.sheet?.querySelectorAll('a.pv') ?? [])]);
    const here = all.find((a) => a.dataset.segment === id) ?? all[0];
    for (const a of all) {
      a.tabIndex = a === here ? 0 : -1;
      a.toggleAttribute('data-here', a.dataset.segment === id);
      if (a.dataset.segment === id) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
    }
    if (here?.dataset.segment === id) this.reveal(here);
  }

  /** Scrolls the panel, never the page, to a sentence. @param {HTMLElement|undefined} at */
  reveal(at) {
    if (!at) return;
    const box = this.side.getBoundingClientRect();
    const r = at.getBoundingClientRect();
    if (r.top >= box.top && r.bottom <= box.bottom) return;
    this.side.scrollTop += r.top - box.top - box.height / 3;
  }

  /** @param {MouseEvent} e */
  openSegment(e) {
    const link = e.target instanceof Element ? e.target.closest('a.pv') : null;
    if (!(link instanceof HTMLElement) || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const row = document.getElementById(`r-${link.dataset.segment}`);
    if (!row) return;
    e.preventDefault();
    if (row.classList.contains('on')) {
      row.scrollIntoView({ block: 'nearest' });
      /** @type {HTMLElement|null} */ (row.querySelector('[role="textbox"], textarea:not([hidden])'))?.focus();
    } else /** @type {HTMLElement|null} */ (row.querySelector('a.num'))?.click();
  }

  /** Moves the focus by arrow keys from sentence to sentence. @param {KeyboardEvent} e */
  moveFocus(e) {
    const here = e.target instanceof Element ? e.target.closest('a.pv') : null;
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!here || e.ctrlKey || e.altKey || e.metaKey || by === undefined) return;
    const all = /** @type {HTMLElement[]} */ ([...(this.sheet?.querySelectorAll('a.pv') ?? [])]);
    const next = all[all.indexOf(/** @type {HTMLElement} */ (here)) + by];
    if (!next) return;
    e.preventDefault();
    next.focus({ preventScroll: true });
    this.reveal(next);
  }

  /** Loads the preview again when another person changes a segment without a row. @param {import('../js/live/feed.js').Entry} e */
  handleEntry(e) {
    if (!this.shown || e.article !== this.bench.article) return;
    if (e.segment && e.kind !== 'segment.recut' && document.getElementById(`r-${e.segment}`)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      if (await this.load()) this.open();
    }, 800);
  }
}

const side = document.querySelector('.side');
const button = document.querySelector('a[data-preview]');
const bench = document.querySelector('[data-bench]');
if (side instanceof HTMLElement && button instanceof HTMLAnchorElement && bench instanceof HTMLElement) {
  actions.register('preview', () => button.click());
  new Preview(side, button, { article: bench.dataset.article ?? '', head: Number(bench.dataset.head) });
}
