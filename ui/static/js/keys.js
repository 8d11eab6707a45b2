// @ts-check
// Keyboard shortcuts that hold on every layout. A letter is matched by what is printed where that
// is Latin; on an Arabic layout by the key's code number, and last by its place. Digits go by
// place: on AZERTY the unshifted key says "&".

/**
 * The name of a key press: "ctrl+shift+s", "ctrl+enter", "f9". On a Mac Command counts as Ctrl.
 * @param {KeyboardEvent} e
 * @returns {string} empty while a word is being composed
 */
export function chord(e) {
  if (e.isComposing || e.keyCode === 229) return '';
  // Ctrl and Alt together are AltGr, which types characters.
  if (e.altKey || e.getModifierState?.('AltGraph')) return '';
  const held = [];
  if (e.ctrlKey || e.metaKey) held.push('ctrl');
  if (e.shiftKey) held.push('shift');
  return [...held, keyName(e)].join('+');
}

/** @param {KeyboardEvent} e */
export function keyName(e) {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(e.code);
  if (digit) return digit[1];
  if (/^[ -~]$/.test(e.key)) return e.key.toLowerCase();
  if (e.key.length > 1) return e.key.toLowerCase();
  if (e.keyCode >= 65 && e.keyCode <= 90) return String.fromCharCode(e.keyCode).toLowerCase();
  return /^Key([A-Z])$/.exec(e.code)?.[1].toLowerCase() ?? e.key;
}

/**
 * Runs the action of a chord; an action that returns false lets the browser have the key.
 * @param {Record<string, (e: KeyboardEvent) => unknown>} actions
 * @param {EventTarget} [target]
 */
export function bind(actions, target = document) {
  target.addEventListener('keydown', (event) => {
    const e = /** @type {KeyboardEvent} */ (event);
    const act = e.defaultPrevented ? undefined : actions[chord(e)];
    if (act && act(e) !== false) e.preventDefault();
  });
}

/** Shows the key names beside the buttons that have one. */
export function showKeys(root = document) {
  for (const k of root.querySelectorAll('[data-keys]')) /** @type {HTMLElement} */ (k).hidden = false;
}
