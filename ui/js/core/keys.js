// @ts-check
// Keyboard shortcuts that hold on every layout. Modules register what can be done by its name in
// the table of workflow/keymap; the page says which keys each name has for its reader.
//
// A letter is matched by what is printed where that is Latin; on an Arabic layout by the key's
// code number, and last by its place. Digits go by place: on AZERTY the unshifted key says "&".
// Shift does not count with a sign: on AZERTY the slash needs it, on QWERTY it does not.

/** @typedef {(e?: Event) => unknown} Act false: nothing was done, the browser may have the key */

/**
 * The name of a key press: "ctrl+shift+s", "ctrl+enter", "f9". On a Mac Command counts as Ctrl.
 * @param {KeyboardEvent} e
 * @returns {string} empty while a word is being composed
 */
export function chord(e) {
  if (e.isComposing || e.keyCode === 229) return '';
  const key = keyName(e);
  if (e.altKey && !e.ctrlKey && !e.metaKey && !e.shiftKey && /^arrow(up|down)$/.test(key)) return `alt+${key}`;
  // Ctrl and Alt together are AltGr, which types characters.
  if (e.altKey || e.getModifierState?.('AltGraph')) return '';
  const held = [];
  if (e.ctrlKey || e.metaKey) held.push('ctrl');
  if (e.shiftKey && !/^[^a-z0-9]$/.test(key)) held.push('shift');
  return [...held, key].join('+');
}

/** The sign a key has on the American board, for boards on which it has none. */
const SIGNS = /** @type {Record<string, string>} */ ({ Slash: '/', Comma: ',', Period: '.',
  Semicolon: ';', Quote: "'", BracketLeft: '[', BracketRight: ']', Backslash: '\\', Minus: '-',
  Equal: '=', Backquote: '`' });

/** @param {KeyboardEvent} e */
export function keyName(e) {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(e.code);
  if (digit) return digit[1];
  if (e.key === ' ') return 'space';
  if (/^[!-~]$/.test(e.key)) return e.key.toLowerCase();
  if (e.key.length > 1) return e.key.toLowerCase();
  if (e.keyCode >= 65 && e.keyCode <= 90) return String.fromCharCode(e.keyCode).toLowerCase();
  return /^Key([A-Z])$/.exec(e.code)?.[1].toLowerCase() ?? SIGNS[e.code] ?? e.key;
}

/** @type {Map<string, Act>} */
const acts = new Map();

export const actions = {
  /**
   * Says how something is done. A later module's way takes the place of an earlier one's.
   * @param {string} name in the table of workflow/keymap
   * @param {Act} act
   */
  register(name, act) { acts.set(name, act); },

  /**
   * Does it.
   * @param {string} name
   * @param {Event} [e]
   * @returns {boolean} whether there was something to do
   */
  run(name, e) {
    const act = acts.get(name);
    return act !== undefined && act(e) !== false;
  },

  /** @param {string} name */
  has: (name) => acts.has(name),
};

/**
 * Which actions a chord may be for: the same keys do one thing at the workbench and another in
 * the review.
 * @param {Record<string, string[]>} map chords by action
 * @returns {Map<string, string[]>} actions by chord
 */
export function byChord(map) {
  const names = new Map();
  for (const [name, chords] of Object.entries(map)) {
    for (const c of chords) names.set(c, [...names.get(c) ?? [], name]);
  }
  return names;
}

/**
 * Does what a key press is for.
 * @param {Map<string, string[]>} names
 * @param {KeyboardEvent} e
 */
export function press(names, e) {
  if (e.defaultPrevented) return;
  for (const name of names.get(chord(e)) ?? []) {
    if (actions.run(name, e)) { e.preventDefault(); return; }
  }
}

/** Shows the key names beside the buttons that have one. */
export function showKeys(root = document) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  for (const e of root.querySelectorAll('[data-keys]')) {
    const k = /** @type {HTMLElement} */ (e);
    if (apple) k.textContent = k.textContent?.replace(/^Ctrl\b/, '⌘') ?? '';
    k.hidden = false;
  }
}

// Without a page, as in the unit tests, there is nothing to listen to.
if (typeof document !== 'undefined') {
  const names = byChord(JSON.parse(document.body.dataset.keymap ?? '{}'));
  // An open dialog has the keyboard to itself.
  document.addEventListener('keydown', (e) => {
    if (!document.querySelector('dialog:modal')) press(names, e);
  });
}
