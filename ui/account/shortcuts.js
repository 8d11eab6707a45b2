// @ts-check
// The settings of the shortcuts: a key press in the field of a shortcut enters its name.
import { chord } from '../js/core/keys.js';

const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-chords]'));

/** @type {Record<string, string>} */
const words = JSON.parse(form?.dataset.chords ?? '{}');

// Handled before the page's own shortcuts, so that F1 can be chosen. Tab, Escape and keys that type
// or delete keep their meaning, so that the keyboard can leave the field.
form?.addEventListener('keydown', (e) => {
  const field = e.target;
  if (!(field instanceof HTMLInputElement) || !('chord' in field.dataset)) return;
  const pressed = chord(e);
  const key = pressed.split('+').pop() ?? '';
  if (!/^ctrl\+|^alt\+|^(shift\+)?f\d/.test(pressed) || ['control', 'shift', 'meta', 'os'].includes(key)) return;
  // Copying, pasting and undoing work in the field.
  if (/^ctrl\+[acvxzy]$/.test(pressed)) return;
  e.preventDefault();
  e.stopPropagation();
  field.value = pressed.split('+').map((name) => words[name] ?? name.toUpperCase()).join('+');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, true);
