// @ts-check
// The tools of a paragraph. They are in the page once, in #tools, and are shown in the paragraph that
// the reader is in: under the mouse, by a tap, or with the keyboard in it. Where a person has pressed in a
// paragraph the mouse takes them nowhere else.

const HOVER_FOR = 120;
/** @type {HTMLElement|null} */
let shown = document.querySelector('.para[data-tools]');
let held = shown !== null;
/** @type {number|undefined} */
let timer;

/** @param {EventTarget|null} target @param {string} selector */
const around = (target, selector) => /** @type {HTMLElement|null} */ (
  target instanceof Element ? target.closest(selector) : null);

/**
 * A copy of some of the tools, for a segment and its block.
 * @param {string} selector
 * @param {Record<string, string>} names what the copy says for each name of the original
 */
function copy(selector, names) {
  const original = /** @type {HTMLTemplateElement|null} */ (document.getElementById('tools'))
    ?.content.querySelector(selector);
  if (!original) return null;
  const tools = /** @type {HTMLElement} */ (original.cloneNode(true));
  for (const e of [tools, ...tools.querySelectorAll('[href], [action], [id], [for]')]) {
    for (const attribute of ['href', 'action', 'id', 'for']) {
      const value = e.getAttribute(attribute);
      if (value) e.setAttribute(attribute, value.replace(/SEGMENT|POSITION|BLOCK/g, (n) => names[n] ?? n));
    }
  }
  return tools;
}

/** @param {HTMLElement} para */
function show(para) {
  clearTimeout(timer);
  if (para === shown) return;
  hide();
  shown = para;
  const block = para.id.slice(2);
  for (const mark of para.querySelectorAll('li[data-segment]')) {
    const tools = copy('.acts', { SEGMENT: mark.getAttribute('data-segment') ?? '',
      POSITION: mark.getAttribute('data-s') ?? '' });
    if (tools) mark.append(tools);
  }
  const kind = copy('.kind-menu', { BLOCK: block });
  if (kind) {
    const summary = kind.querySelector('summary');
    if (summary) summary.textContent = para.dataset.word ?? '';
    const choice = kind.querySelector('select');
    if (choice) choice.value = para.dataset.kind ?? '';
    para.querySelector('.marks')?.append(kind);
  }
  para.dataset.tools = '';
  para.querySelector('.more')?.setAttribute('aria-expanded', 'true');
}

function hide() {
  clearTimeout(timer);
  held = false;
  if (!shown) return;
  for (const tools of shown.querySelectorAll('.acts, .kind-menu')) tools.remove();
  delete shown.dataset.tools;
  shown.querySelector('.more')?.setAttribute('aria-expanded', 'false');
  shown = null;
  document.dispatchEvent(new CustomEvent('tools:hide'));
}

/** Whether the tools stay where they are, wherever the mouse goes. */
const stays = () => held || shown?.contains(document.activeElement);

/** Marks a segment in both texts and in the margin; null marks none. @param {HTMLElement|null} segment */
function light(segment) {
  for (const e of document.querySelectorAll('.lit')) e.classList.remove('lit');
  const at = segment?.dataset.s;
  if (!at) return;
  for (const e of segment?.closest('.para')?.querySelectorAll(`[data-s="${at}"]`) ?? []) e.classList.add('lit');
}

document.addEventListener('pointerover', (e) => {
  if (e.pointerType !== 'mouse') return;
  light(around(e.target, '[data-s]'));
  const para = around(e.target, '.para');
  clearTimeout(timer);
  if (para === shown || stays()) return;
  timer = setTimeout(() => { if (!stays()) para ? show(para) : hide(); }, HOVER_FOR);
});

document.addEventListener('focusin', (e) => {
  light(around(e.target, '[data-s]'));
  const para = around(e.target, '.para');
  if (para) show(para);
  else if (!held) hide();
});

document.addEventListener('click', (e) => {
  const para = around(e.target, '.para');
  if (around(e.target, '.more') && !(e.ctrlKey || e.metaKey || e.shiftKey)) {
    e.preventDefault();
    if (held && para === shown) { hide(); return; }
  }
  if (!para) { if (!around(e.target, 'details')) hide(); return; }
  show(para);
  held = true;
});

document.addEventListener('keydown', (e) => {
  const para = around(e.target, '.para');
  if (!para || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
  if (e.key === 'Escape' && shown) {
    const back = /** @type {HTMLElement|null} */ (para.querySelector('.num'));
    back?.focus();
    hide();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (!step || !around(e.target, '.num')) return;
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#text .num')]);
  const next = all[all.findIndex((n) => n === e.target) + step];
  if (!next) return;
  e.preventDefault();
  next.focus();
});

export {}; // a module of its own for the type check
