// @ts-check
// The settings of the keyboard map: in a field for a shortcut, pressing the keys writes them.
import { chord } from '../js/core/keys.js';

const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-chords]'));

/** @type {Record<string, string>} */
const words = JSON.parse(form?.dataset.chords ?? '{}');

// Before the page's own shortcuts: here F1 is a key to choose. Tab, Escape and whatever types or
// deletes stay what they are, so that nobody is caught in a field.
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
