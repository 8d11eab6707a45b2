// @ts-check
// Articles move across the board: by the menu on each card, and by dragging with a mouse or pen.
// Both ask the server where the article can go and say its words; what cannot be done is refused
// before the drop. A move is a form of the server's page, so that nothing is decided here.
import { announce, faultText, load } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';

/** How far the pointer goes before a press becomes a drag, in pixels. */
const FAR = 6;

/**
 * @typedef {{tile: HTMLElement, link: HTMLAnchorElement, x: number, y: number, pointer: number,
 *   moves: Document|null, asked: Promise<Document|null>, lane: HTMLElement|null}} Drag
 */
/** @type {Drag|null} */
let drag = null;
/** A press that may become a drag. @type {{tile: HTMLElement, x: number, y: number}|null} */
let press = null;

const dialog = document.createElement('dialog');
dialog.className = 'mover-dialog';
dialog.setAttribute('aria-labelledby', 'mover-title');

/** Whether a card is in the air or a menu is open, so that the board must stay as it is. */
export const moving = () => drag !== null || dialog.open;

/**
 * @param {string} href
 * @returns {Promise<Document|null>} null: nothing came, and the alert says so
 */
async function ask(href) {
  try {
    const answer = await fetch(href, { headers: { 'Fx-Target': 'move' } });
    const page = parsePage(await answer.text());
    if (page.getElementById('move')) return page;
    announce(faultText(page), true);
  } catch {
    announce(document.body.dataset.offline ?? '', true);
  }
  return null;
}

/**
 * Shows where an article can go; of one column only when it is known which.
 * @param {HTMLAnchorElement} link
 * @param {Document} page
 * @param {string} [to]
 */
function show(link, page, to) {
  const moves = page.getElementById('move');
  if (!moves) return;
  const title = document.createElement('h2');
  title.id = 'mover-title';
  title.textContent = link.title;
  const close = document.createElement('form');
  close.method = 'dialog';
  const button = document.createElement('button');
  button.className = 'btn';
  button.textContent = document.querySelector('main [data-cancel]')?.getAttribute('data-cancel') ?? '×';
  close.append(button);
  for (const item of moves.querySelectorAll('li')) {
    /** @type {HTMLElement} */ (item).hidden = to !== undefined && item.dataset.to !== to;
  }
  dialog.replaceChildren(title, document.adoptNode(moves), close);
  dialog.dataset.from = link.id;
  document.body.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement|null} */ (dialog.querySelector('li:not([hidden]) :is(select, .btn)'))?.focus();
}

dialog.addEventListener('close', () => {
  document.getElementById(dialog.dataset.from ?? '')?.focus();
  dialog.replaceChildren();
});

document.addEventListener('click', async (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-move]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const page = await ask(link.href);
  if (page) show(link, page);
});

// A move that was made closes its menu; the notice, which others read, is said to those who listen.
document.addEventListener('fx:swap', (event) => {
  const { from, ids } = /** @type {CustomEvent} */ (event).detail;
  if (!ids.includes('board') || !(from instanceof HTMLFormElement)) return;
  if (dialog.open) dialog.close();
  announce(document.querySelector('#notice .notice')?.textContent ?? '');
});

document.addEventListener('pointerdown', (event) => {
  press = null;
  if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
  const tile = event.target.closest('.tile');
  if (!(tile instanceof HTMLElement) || event.target.closest('button, summary, a[data-move]')) return;
  press = { tile, x: event.clientX, y: event.clientY };
});

// A link would be dragged as an address.
document.addEventListener('dragstart', (event) => {
  if (event.target instanceof Element && event.target.closest('.tile')) event.preventDefault();
});

document.addEventListener('pointermove', (event) => {
  if (press && !drag && Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR) lift(event);
  if (!drag) return;
  event.preventDefault();
  drag.tile.style.translate = `${event.clientX - drag.x}px ${event.clientY - drag.y}px`;
  over(laneAt(event));
});

/** @param {PointerEvent} event */
function lift(event) {
  const tile = /** @type {{tile: HTMLElement, x: number, y: number}} */ (press).tile;
  const link = tile.querySelector('a[data-move]');
  if (!(link instanceof HTMLAnchorElement)) { press = null; return; }
  const asked = ask(link.href);
  drag = { tile, link, x: event.clientX, y: event.clientY, pointer: event.pointerId, moves: null,
    asked, lane: null };
  getSelection()?.removeAllRanges();
  tile.setPointerCapture(event.pointerId);
  tile.classList.add('lifted');
  for (const lane of lanes()) lane.dataset.drop = lane.contains(tile) ? 'home' : 'wait';
  const mine = drag;
  asked.then((page) => {
    if (drag !== mine) return;
    if (!page) { land(); return; }
    mine.moves = page;
    mark(page);
  });
}

const lanes = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.lane')]);

/** @param {PointerEvent} event */
function laneAt(event) {
  const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest('.lane');
  return lane instanceof HTMLElement ? lane : null;
}

/** Says in every column what a drop there would do, or why it is refused. @param {Document} page */
function mark(page) {
  for (const lane of lanes()) {
    const move = moveOf(page, lane);
    if (!move) continue;
    lane.dataset.drop = move.querySelector('form') ? 'yes' : 'no';
    const says = document.createElement('p');
    says.className = 'lane-says';
    says.textContent = move.querySelector('[data-says]')?.textContent ?? '';
    lane.querySelector('h2')?.after(says);
  }
}

/**
 * @param {Document} page
 * @param {HTMLElement} lane
 */
function moveOf(page, lane) {
  return [...page.querySelectorAll('#move li')].find((li) =>
    /** @type {HTMLElement} */ (li).dataset.to === lane.dataset.stage);
}

/** @param {HTMLElement|null} lane */
function over(lane) {
  if (!drag || drag.lane === lane) return;
  drag.lane?.removeAttribute('data-over');
  lane?.setAttribute('data-over', '');
  drag.lane = lane;
}

/** Puts the board as it was before the drag. */
function land() {
  if (!drag) return;
  const { tile, pointer } = drag;
  drag = null;
  press = null;
  if (tile.hasPointerCapture(pointer)) tile.releasePointerCapture(pointer);
  tile.style.translate = '';
  tile.classList.remove('lifted');
  for (const lane of lanes()) {
    delete lane.dataset.drop;
    lane.removeAttribute('data-over');
    lane.querySelector('.lane-says')?.remove();
  }
}

document.addEventListener('pointerup', async () => {
  press = null;
  if (!drag) return;
  const { lane, link, asked } = drag;
  swallowClick();
  land();
  if (!lane || lane.contains(link)) return;
  const page = await asked;
  const move = page && moveOf(page, lane);
  if (page && move) drop(link, page, /** @type {HTMLElement} */ (move));
});

/** The click that a browser makes of a drop on the card's own link leads nowhere. */
function swallowClick() {
  const end = new AbortController();
  document.addEventListener('click', (event) => { event.preventDefault(); event.stopPropagation(); },
    { capture: true, signal: end.signal });
  setTimeout(() => end.abort());
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Document} page
 * @param {HTMLElement} move
 */
function drop(link, page, move) {
  const form = move.querySelector('form');
  if (!form) {
    announce(move.querySelector('[data-says]')?.textContent ?? '', true);
  } else if (move.hasAttribute('data-asks')) {
    show(link, page, move.dataset.to);
  } else {
    load(form, new Request(new URL(form.getAttribute('action') ?? '', location.href),
      { method: 'POST', body: new URLSearchParams(/** @type {any} */ (new FormData(form))) }));
  }
}

addEventListener('pointercancel', land);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !drag) return;
  event.preventDefault();
  land();
});
