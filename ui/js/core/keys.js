// @ts-check
// Keyboard shortcuts that work on every layout. Modules register handlers of actions by their names
// in the table of workflow/keymap; the page says which chords each action has for its reader.
//
// A key is matched by its letter where that is Latin; on an Arabic layout by its keyCode, and last
// by its position. Digits are matched by position: on AZERTY the unshifted key says "&". Shift is
// ignored with a punctuation sign: on AZERTY the slash needs it, on QWERTY it does not.

/** @typedef {(e?: Event) => unknown} Handler returns false to leave the key to the browser */

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
  const modifiers = [];
  if (e.ctrlKey || e.metaKey) modifiers.push('ctrl');
  if (e.shiftKey && !/^[^a-z0-9]$/.test(key)) modifiers.push('shift');
  return [...modifiers, key].join('+');
}

/** The sign of a key on the American layout, for layouts on which it has none. */
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

/** @type {Map<string, Handler>} */
const handlers = new Map();

export const actions = {
  /**
   * Registers the handler of an action, in place of one registered before.
   * @param {string} name in the table of workflow/keymap
   * @param {Handler} handler
   */
  register(name, handler) { handlers.set(name, handler); },

  /**
   * Runs an action.
   * @param {string} name
   * @param {Event} [e]
   * @returns {boolean} whether a handler did something
   */
  run(name, e) {
    const handler = handlers.get(name);
    return handler !== undefined && handler(e) !== false;
  },

  /** @param {string} name */
  has: (name) => handlers.has(name),
};

/**
 * The actions of each chord: one chord may have several, of which each page registers one.
 * @param {Record<string, string[]>} map chords by action
 * @returns {Map<string, string[]>} actions by chord
 */
export function actionsByChord(map) {
  const names = new Map();
  for (const [name, chords] of Object.entries(map)) {
    for (const c of chords) names.set(c, [...names.get(c) ?? [], name]);
  }
  return names;
}

/**
 * Runs the first action of a key press that does something.
 * @param {Map<string, string[]>} names
 * @param {KeyboardEvent} e
 */
export function runChord(names, e) {
  if (e.defaultPrevented) return;
  for (const name of names.get(chord(e)) ?? []) {
    if (actions.run(name, e)) { e.preventDefault(); return; }
  }
}

/** The actions that decide on a segment: in a text box of a form of its own their keys send that form. */
const DECIDING = ['confirm-next', 'confirm-stay', 'approve'];

/**
 * Sends the form of the text box that a key was pressed in, by its first button as Enter does, or by
 * that which a text area names in data-enter. The segment's own editor is no such form: there the
 * page's actions apply.
 * @param {EventTarget|null} box
 * @returns {boolean} whether the key was meant for a box
 */
function sendBox(box) {
  const isBox = box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement ||
    box instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'button', 'submit'].includes(box.type);
  const form = isBox ? box.form : null;
  if (!form || form.hasAttribute('data-edit')) return false;
  const own = /** @type {HTMLElement} */ (box).dataset.enter;
  const button = [...form.elements].find((e) => e instanceof HTMLButtonElement && e.type === 'submit' && (!own || e.value === own));
  if (!(button instanceof HTMLButtonElement)) form.requestSubmit();
  else if (!button.disabled) form.requestSubmit(button);
  return true;
}

/** Shows the names of keys beside their buttons, as the reader's system has them. */
export function showKeyNames(root = document) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  for (const e of root.querySelectorAll('[data-keys]')) {
    const k = /** @type {HTMLElement} */ (e);
    if (apple) k.textContent = k.textContent?.replace(/^Ctrl\b/, '⌘') ?? '';
    k.hidden = false;
  }
}

// The unit tests have no document.
if (typeof document !== 'undefined') {
  const names = actionsByChord(JSON.parse(document.body.dataset.keymap ?? '{}'));
  document.addEventListener('keydown', (e) => {
    const pressed = chord(e);
    const decides = pressed === 'ctrl+enter' || names.get(pressed)?.some((n) => DECIDING.includes(n));
    if (decides && !e.defaultPrevented && sendBox(e.target)) { e.preventDefault(); return; }
    // An open dialog has the keyboard to itself.
    if (!document.querySelector('dialog:modal')) runChord(names, e);
  });
}
