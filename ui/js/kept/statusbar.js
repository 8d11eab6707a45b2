// @ts-check
// The status bar: one true sentence from the editor's status and the state of the outbox. Its words
// are in the page, in the reader's language, with their plurals.

/**
 * @typedef {import('./outbox.js').State} OutboxState
 * @typedef {Record<string, string>} Plural by CLDR category, % where the number goes
 * @typedef {{tag: string, states: Record<string, string>, counts: Record<string, Plural>}} Words
 * @typedef {{state: string, text?: string}} EditorStatus state: idle, typing, local,
 *   empty, saving, saved, later, failed, conflict
 */

/** @type {OutboxState} */
const EMPTY_OUTBOX = { waiting: [], conflicts: [], refused: [], review: [], trouble: '', diskFault: '' };

/**
 * A number of things in words.
 * @param {Words} words
 * @param {string} name
 * @param {number} n
 */
export function pluralOf(words, name, n) {
  const plural = words.counts[name] ?? {};
  const form = plural[new Intl.PluralRules(words.tag).select(n)] ?? plural.other ?? '';
  return form.replace('%', new Intl.NumberFormat(words.tag).format(n));
}

/**
 * The state and sentence of the status bar: conflicts and refusals first, then a problem of the
 * connection, then the editor's status. It says "saved" only when everything is.
 * @param {EditorStatus} editor
 * @param {OutboxState} outbox
 * @param {Words} words
 * @returns {{state: string, text: string}}
 */
export function statusOf(editor, outbox, words) {
  const waits = outbox.waiting.length;
  const tail = waits ? `${words.states.comma}${pluralOf(words, 'waiting', waits)}` : '';
  if (outbox.conflicts.length || editor.state === 'conflict') {
    return { state: 'conflict', text: pluralOf(words, 'conflict', Math.max(outbox.conflicts.length, 1)) + tail };
  }
  if (outbox.trouble === 'signin') return { state: 'signin', text: words.states.signin + tail };
  if (outbox.trouble === 'offline') return { state: 'offline', text: words.states.offline + tail };
  if (outbox.trouble === 'failed') return { state: 'failed', text: words.states.failed + tail };
  if (outbox.refused.length) return { state: 'refused', text: pluralOf(words, 'refused', outbox.refused.length) + tail };
  if (editor.state === 'failed') return { state: 'failed', text: editor.text || words.states.failed };
  if (waits || editor.state === 'saving') return { state: 'saving', text: words.states.saving };
  return { state: editor.state, text: editor.text ?? words.states[editor.state] ?? '' };
}

/** @type {EditorStatus} */
let editorStatus = { state: 'idle' };
let outboxState = EMPTY_OUTBOX;
let cachedNote = '';

/** Shows when a page from the cache was stored. @param {number} at ms */
export function showCachedAt(at) {
  const words = readWords();
  if (!words) return;
  cachedNote = words.states.kept.replace('%', new Intl.DateTimeFormat(words.tag, { timeStyle: 'short' }).format(at));
  render();
}

/** @returns {Words|null} */
function readWords() {
  const text = document.getElementById('strip')?.dataset.words;
  return text ? JSON.parse(text) : null;
}

/**
 * Shows the status of the editor.
 * @param {string} state
 * @param {string} [text]
 */
export function showStatus(state, text) {
  editorStatus = { state, text };
  render();
}

/** Resets the status when another row is opened; "saved" stays. */
export function resetStatus() {
  if (editorStatus.state !== 'saved') editorStatus = { state: 'idle' };
  render();
}

/** Shows the state of the outbox. @param {OutboxState} state */
export function showOutbox(state) {
  outboxState = state;
  render();
}

function render() {
  const strip = document.getElementById('strip');
  const words = readWords();
  if (!strip || !words) return;
  const place = /** @type {HTMLElement} */ (strip.querySelector('[data-said]'));
  strip.dataset.rest ??= place.textContent ?? '';
  const status = statusOf(editorStatus, outboxState, words);
  // Outside the workbench an idle status is the text of the page.
  if (status.state === 'idle' && !document.querySelector('[data-bench]')) status.text = strip.dataset.rest;
  strip.dataset.state = status.state;
  // Screen readers read a live region again whenever it is written.
  if (place.textContent !== status.text) place.textContent = status.text;
  const notePlace = /** @type {HTMLElement} */ (strip.querySelector('[data-lacks]'));
  const note = outboxState.diskFault ? words.states[`lacks-${outboxState.diskFault}`] ?? '' : cachedNote;
  if (notePlace.textContent !== note) notePlace.textContent = note;
  const show = (/** @type {string} */ name, /** @type {boolean} */ on) => {
    const e = /** @type {HTMLElement|null} */ (document.querySelector(`[data-strip="${name}"]`));
    if (e) e.hidden = !on;
  };
  const { waiting, conflicts, refused, review, trouble } = outboxState;
  const unsent = waiting.length + conflicts.length + refused.length;
  show('retry', ['offline', 'failed', 'signin'].includes(status.state));
  show('enter', status.state === 'signin');
  show('list', review.length > 0 || conflicts.length + refused.length > 0 || unsent > 0 && trouble !== '');
  show('tools', unsent + review.length > 0 || status.state === 'failed');
}
