// @ts-check
// The look of a publication's editions while it is chosen: a frame shows it, the picker and the text of the
// colour follow each other, and the contrast is said in words. Without this module the frame shows the look
// that is kept.
const look = document.getElementById('look');
const lookForm = look?.closest('form');
const accent = /** @type {HTMLInputElement|null} */ (document.getElementById('accent'));
const swatch = /** @type {HTMLInputElement|null} */ (document.getElementById('swatch'));
const said = document.getElementById('accent-said');
const USUAL = '#0b5f5a';
const LEAST = 4.5; // WCAG 2.2, 1.4.3
const PAUSE = 300; // ms without a key

/** @type {number|undefined} */
let waiting;

/** How far a colour is from white, as WCAG 2.2 counts it. @param {string} colour "#rrggbb" */
function contrastOnWhite(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const v = parseInt(colour.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/** Says the contrast of the colour, and gives the picker the colour. */
function judge() {
  if (!accent || !swatch || !said) return;
  const colour = accent.value.trim() || USUAL;
  if (!/^#[0-9a-f]{6}$/i.test(colour)) {
    said.textContent = said.dataset.wrong ?? '';
    said.dataset.kind = 'error';
    return;
  }
  swatch.value = colour;
  const ratio = contrastOnWhite(colour);
  // Down to what it is at least: what is said to be enough is enough.
  const tag = document.documentElement.lang === 'ar' ? 'ar-MA' : document.documentElement.lang;
  const words = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(Math.floor(ratio * 10) / 10);
  said.textContent = ((ratio < LEAST ? said.dataset.pale : said.dataset.good) ?? '').replace('%', words);
  said.dataset.kind = ratio < LEAST ? 'error' : 'ok';
}

function show() {
  const frame = /** @type {HTMLIFrameElement|null} */ (document.getElementById('look-frame'));
  if (!lookForm || !look || !frame) return;
  const query = new URLSearchParams(look.dataset.frame?.split('?')[1]);
  for (const name of ['name', 'source-lang', 'target-lang', 'typeface', 'accent']) {
    query.set(name, String(new FormData(lookForm).get(name) ?? ''));
  }
  const next = /** @type {HTMLIFrameElement} */ (frame.cloneNode()); // no entry that Back would lead through
  next.src = `/publications/look?${query}`;
  frame.replaceWith(next);
}

lookForm?.addEventListener('input', (e) => {
  if (accent && e.target === swatch) accent.value = swatch?.value ?? '';
  judge();
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE);
});
if (swatch) swatch.hidden = false;
judge();
