// @ts-check
// A field for a due time says what is typed in it: "today 17:00, in 2 h 10". The server reads the
// words; the field needs no answer to be typed in or sent. Buttons put the usual times there.

const SAY_AFTER = 250; // ms without a key

/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let asked = new AbortController();

document.addEventListener('input', (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.dataset.due) return;
  clearTimeout(timer);
  asked.abort();
  timer = setTimeout(() => say(field), SAY_AFTER);
});

// The buttons take the place of the browser's own list.
document.addEventListener('focusin', (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.dataset.due) field.removeAttribute('list');
});

document.addEventListener('click', (event) => {
  const pick = event.target instanceof Element ? event.target.closest('button[data-pick]') : null;
  const field = pick && document.getElementById(pick.getAttribute('data-pick') ?? '');
  if (!(field instanceof HTMLInputElement)) return;
  field.value = pick?.textContent?.trim() ?? '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
});

/** @param {HTMLInputElement} field */
async function say(field) {
  const said = document.getElementById(field.dataset.due ?? '');
  if (!said) return;
  const text = field.value;
  if (!text.trim()) {
    said.textContent = said.dataset.hint ?? '';
    delete said.dataset.wrong;
    return;
  }
  asked = new AbortController();
  try {
    const answer = await fetch(`/due?${new URLSearchParams({ text })}`, { signal: asked.signal });
    const { said: words, wrong } = await answer.json();
    if (field.value !== text) return;
    said.textContent = words;
    said.toggleAttribute('data-wrong', wrong);
  } catch {
    // Without an answer (or with a page that asks to sign in) nothing is said; the server reads the
    // field when the form is sent.
  }
}

export {}; // a module of its own for the type check
