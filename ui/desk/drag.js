// @ts-check
// Moves articles across the board: by the menu on each card, and by dragging with a mouse or pen.
// Both fetch the possible moves from the server, with its sentences; an impossible move is refused
// before the drop. A move is a form of the server's page, so that nothing is decided here.
import { announce, faultText, load } from '../js/core/fragment.js';
import { parsePage } from '../js/core/trustedtypes.js';

/** How far the pointer goes before a press becomes a drag, in pixels. */
const DRAG_THRESHOLD = 6;

/**
 * @typedef {{tile: HTMLElement, link: HTMLAnchorElement, x: number, y: number, pointer: number,
 *   moves: Document|null, fetched: Promise<Document|null>, lane: HTMLElement|null}} Drag
 */
/** @type {Drag|null} */
let drag = null;
/** A press that may become a drag. @type {{tile: HTMLElement, x: number, y: number}|null} */
let press = null;

const dialog = document.createElement('dialog');
dialog.className = 'mover-dialog';
dialog.setAttribute('aria-labelledby', 'mover-title');

/** Whether a card is dragged or a menu open, so that the board must not be replaced. */
export const isMoving = () => drag !== null || dialog.open;

/**
 * @param {string} href
 * @returns {Promise<Document|null>} null: no answer, and the alert says so
 */
async function fetchMoves(href) {
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
 * Shows the moves of an article, to one column only when it is given.
 * @param {HTMLAnchorElement} link
 * @param {Document} page
 * @param {string} [to]
 */
function showMenu(link, page, to) {
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
  const page = await fetchMoves(link.href);
  if (page) showMenu(link, page);
});

// A move closes its menu, and its notice is announced to screen readers.
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

// The browser would drag a link as an address.
document.addEventListener('dragstart', (event) => {
  if (event.target instanceof Element && event.target.closest('.tile')) event.preventDefault();
});

document.addEventListener('pointermove', (event) => {
  if (press && !drag && Math.hypot(event.clientX - press.x, event.clientY - press.y) > DRAG_THRESHOLD) startDrag(event);
  if (!drag) return;
  event.preventDefault();
  drag.tile.style.translate = `${event.clientX - drag.x}px ${event.clientY - drag.y}px`;
  highlightLane(laneAt(event));
});

/** @param {PointerEvent} event */
function startDrag(event) {
  const tile = /** @type {{tile: HTMLElement, x: number, y: number}} */ (press).tile;
  const link = tile.querySelector('a[data-move]');
  if (!(link instanceof HTMLAnchorElement)) { press = null; return; }
  const fetched = fetchMoves(link.href);
  drag = { tile, link, x: event.clientX, y: event.clientY, pointer: event.pointerId, moves: null,
    fetched, lane: null };
  getSelection()?.removeAllRanges();
  tile.setPointerCapture(event.pointerId);
  tile.classList.add('lifted');
  for (const lane of lanes()) lane.dataset.drop = lane.contains(tile) ? 'home' : 'wait';
  const started = drag;
  fetched.then((page) => {
    if (drag !== started) return;
    if (!page) { endDrag(); return; }
    started.moves = page;
    showMoves(page);
  });
}

const lanes = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.lane')]);

/** @param {PointerEvent} event */
function laneAt(event) {
  const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest('.lane');
  return lane instanceof HTMLElement ? lane : null;
}

/** Shows in every column the move of a drop there, or why it is refused. @param {Document} page */
function showMoves(page) {
  for (const lane of lanes()) {
    const move = moveOf(page, lane);
    if (!move) continue;
    lane.dataset.drop = move.querySelector('form') ? 'yes' : 'no';
    const sentence = document.createElement('p');
    sentence.className = 'lane-says';
    sentence.textContent = move.querySelector('[data-says]')?.textContent ?? '';
    lane.querySelector('h2')?.after(sentence);
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
function highlightLane(lane) {
  if (!drag || drag.lane === lane) return;
  drag.lane?.removeAttribute('data-over');
  lane?.setAttribute('data-over', '');
  drag.lane = lane;
}

/** Ends a drag: the board looks as before. */
function endDrag() {
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
  const { lane, link, fetched } = drag;
  swallowClick();
  endDrag();
  if (!lane || lane.contains(link)) return;
  const page = await fetched;
  const move = page && moveOf(page, lane);
  if (page && move) drop(link, page, /** @type {HTMLElement} */ (move));
});

/** Suppresses the click that follows a drop on the card's own link. */
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
    showMenu(link, page, move.dataset.to);
  } else {
    load(form, new Request(new URL(form.getAttribute('action') ?? '', location.href),
      { method: 'POST', body: new URLSearchParams(/** @type {any} */ (new FormData(form))) }));
  }
}

addEventListener('pointercancel', endDrag);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !drag) return;
  event.preventDefault();
  endDrag();
});
