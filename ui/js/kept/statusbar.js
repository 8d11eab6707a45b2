// @ts-check
// The status strip: one sentence that is true. What the editor does and what the outbox holds
// come together here; the words stand in the page, in the reader's language, with their plurals.

/**
 * @typedef {import('./outbox.js').State} Box
 * @typedef {Record<string, string>} Plural by CLDR category, % where the number goes
 * @typedef {{tag: string, states: Record<string, string>, counts: Record<string, Plural>}} Words
 * @typedef {{state: string, said?: string}} Own what the editor does: idle, typing, local, empty,
 *   saving, saved, later, failed, conflict
 */

/** @type {Box} */
const EMPTY = { waiting: [], conflicts: [], refused: [], review: [], trouble: '', lacks: '' };

/**
 * A number of things in words.
 * @param {Words} words
 * @param {string} name
 * @param {number} n
 */
export function counted(words, name, n) {
  const plural = words.counts[name] ?? {};
  const form = plural[new Intl.PluralRules(words.tag).select(n)] ?? plural.other ?? '';
  return form.replace('%', new Intl.NumberFormat(words.tag).format(n));
}

/**
 * What the strip says: first what waits for the reader, then what the wire is doing, then what
 * the editor does. Nothing is said to be saved while anything is not.
 * @param {Own} own
 * @param {Box} box
 * @param {Words} words
 * @returns {{state: string, text: string}}
 */
export function sentence(own, box, words) {
  const waits = box.waiting.length;
  const tail = waits ? `${words.states.comma}${counted(words, 'waiting', waits)}` : '';
  if (box.conflicts.length || own.state === 'conflict') {
    return { state: 'conflict', text: counted(words, 'conflict', Math.max(box.conflicts.length, 1)) + tail };
  }
  if (box.trouble === 'signin') return { state: 'signin', text: words.states.signin + tail };
  if (box.trouble === 'offline') return { state: 'offline', text: words.states.offline + tail };
  if (box.trouble === 'failed') return { state: 'failed', text: words.states.failed + tail };
  if (box.refused.length) return { state: 'refused', text: counted(words, 'refused', box.refused.length) + tail };
  if (own.state === 'failed') return { state: 'failed', text: own.said || words.states.failed };
  if (waits || own.state === 'saving') return { state: 'saving', text: words.states.saving };
  return { state: own.state, text: own.said ?? words.states[own.state] ?? '' };
}

/** @type {Own} */
let own = { state: 'idle' };
let box = EMPTY;
let note = '';

/** Says when the page was kept that is shown without network. @param {number} at ms */
export function showKept(at) {
  const words = wordsOf();
  if (!words) return;
  note = words.states.kept.replace('%', new Intl.DateTimeFormat(words.tag, { timeStyle: 'short' }).format(at));
  render();
}

/** @returns {Words|null} */
function wordsOf() {
  const text = document.getElementById('strip')?.dataset.words;
  return text ? JSON.parse(text) : null;
}

/**
 * Says what the editor does.
 * @param {string} state
 * @param {string} [said]
 */
export function showStrip(state, said) {
  own = { state, said };
  render();
}

/** Says that another row is open: what was so of the one before is no more. */
export function calmStrip() {
  if (own.state !== 'saved') own = { state: 'idle' };
  render();
}

/** Says what the outbox holds. @param {Box} state */
export function showBox(state) {
  box = state;
  render();
}

function render() {
  const strip = document.getElementById('strip');
  const words = wordsOf();
  if (!strip || !words) return;
  const said = /** @type {HTMLElement} */ (strip.querySelector('[data-said]'));
  strip.dataset.rest ??= said.textContent ?? '';
  const now = sentence(own, box, words);
  // Where nobody writes, nothing to save is nothing to say.
  if (now.state === 'idle' && !document.querySelector('[data-bench]')) now.text = strip.dataset.rest;
  strip.dataset.state = now.state;
  // A live region that is written again is read out again.
  if (said.textContent !== now.text) said.textContent = now.text;
  const lacks = /** @type {HTMLElement} */ (strip.querySelector('[data-lacks]'));
  const lack = box.lacks ? words.states[`lacks-${box.lacks}`] ?? '' : note;
  if (lacks.textContent !== lack) lacks.textContent = lack;
  const show = (/** @type {string} */ name, /** @type {boolean} */ on) => {
    const e = /** @type {HTMLElement|null} */ (document.querySelector(`[data-strip="${name}"]`));
    if (e) e.hidden = !on;
  };
  const held = box.waiting.length + box.conflicts.length + box.refused.length;
  show('retry', ['offline', 'failed', 'signin'].includes(now.state));
  show('enter', now.state === 'signin');
  show('list', box.review.length > 0 || box.conflicts.length + box.refused.length > 0 || held > 0 && box.trouble !== '');
  show('tools', held + box.review.length > 0 || now.state === 'failed');
}
