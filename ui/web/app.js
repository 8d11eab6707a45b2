// @ts-check
// The module of every page. Further modules are named by the page's "head" template.
import '../js/core/due.js';
import '../js/core/filebox.js';
import '../js/core/fragment.js';
import { actions } from '../js/core/keys.js';
import '../js/core/palette.js';
import '../js/core/navigation.js';
import '../js/core/notice.js';
import { watchForms, watchNetwork } from '../js/core/progress.js';

watchForms();
watchNetwork();

// On any page, a person who is signed in may have texts that were not sent yet.
if (document.body.dataset.person) {
  import('../js/kept/unsent.js');
  import('../js/kept/registerworker.js');
  import('../js/live/bell.js');
  import('../js/live/mention.js');
}

// A password field gets a button that shows what was typed.
for (const button of document.querySelectorAll('button[data-reveal]')) {
  const input = document.getElementById(button.getAttribute('data-reveal') ?? '');
  if (!(input instanceof HTMLInputElement)) continue;
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
  });
}

// The sheet of shortcuts.
const sheet = /** @type {HTMLDialogElement|null} */ (document.getElementById('keys'));
if (sheet) {
  // A focused button at the end would scroll a long sheet down: the heading takes the focus.
  const open = () => { sheet.showModal(); document.getElementById('keys-title')?.focus(); };
  actions.register('help', open);
  for (const button of document.querySelectorAll('button[data-help]')) {
    /** @type {HTMLElement} */ (button).hidden = false;
    button.addEventListener('click', open);
  }
}

// A menu that opens below the window's end is scrolled to.
document.addEventListener('toggle', (event) => {
  const menu = event.target;
  if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.matches('.menu')) return;
  menu.lastElementChild?.scrollIntoView({ block: 'nearest' });
}, true);

// Leaving a page with unsent input asks first.
for (const form of document.querySelectorAll('form[data-keep]')) {
  let dirty = false;
  form.addEventListener('input', () => { dirty = true; });
  form.addEventListener('submit', () => { dirty = false; });
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  const source = document.getElementById(button.getAttribute('data-copy') ?? '');
  if (!source || !navigator.clipboard) continue;
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.textContent?.trim() ?? '');
    button.setAttribute('data-done', '');
  });
}
