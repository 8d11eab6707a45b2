// @ts-check
// Buttons in the gaps between the words of a text. They have no text of their own and are isolated, so
// that the text around them reads, and is read out of the page, as it did.

/**
 * A gap between two words.
 * @typedef {object} Gap
 * @property {number} at characters before it, as the desk counts them
 * @property {string} word that follows it
 * @property {Node} node the text or element that begins with the word
 * @property {number} offset in a text node
 */

/**
 * The gaps of a text, before each of its words but the first and lone signs, and its length.
 * @param {HTMLElement} text
 * @returns {{gaps: Gap[], length: number}}
 */
export function gapsOf(text) {
  const gaps = /** @type {Gap[]} */ ([]);
  let length = 0;
  let words = 0;
  let word = /** @type {Gap|null} */ (null);
  const end = () => {
    if (word && words > 0 && /[\p{L}\p{N}]/u.test(word.word)) gaps.push(word);
    if (word) words += 1;
    word = null;
  };
  /** @param {string} char @param {Node} node @param {number} offset */
  const add = (char, node, offset) => {
    if (/[\s\u0085]/u.test(char)) end();
    else if (word) word.word += char;
    else word = { at: length, word: char, node, offset };
    length += 1;
  };
  /** @param {Node} node */
  const visit = (node) => {
    if (node instanceof Text) {
      let offset = 0;
      for (const char of node.data) { add(char, node, offset); offset += char.length; }
    } else if (node instanceof HTMLElement) {
      if (node.matches('.code-tag, .gap, .vh')) return;
      if (node.matches('br')) add('\n', node, -1);
      else if (node.matches('.lone, .pic')) add('▫', node, -1);
      else for (const child of node.childNodes) visit(child);
    }
  };
  for (const child of text.childNodes) visit(child);
  end();
  return { gaps, length };
}

/**
 * Puts a button into a gap.
 * @param {Gap} gap
 * @param {{kind: string, label: string}} as
 * @returns {HTMLButtonElement}
 */
export function gapButton(gap, { kind, label }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `gap ${kind}`;
  button.dataset.at = String(gap.at);
  // The label is in the language of the page, whatever the text's is.
  button.lang = document.documentElement.lang;
  button.dir = document.documentElement.dir;
  button.setAttribute('aria-label', label);
  button.title = label;
  const before = gap.node instanceof Text && gap.offset > 0 ? gap.node.splitText(gap.offset) : gap.node;
  /** @type {ParentNode} */ (before.parentNode).insertBefore(button, before);
  return button;
}

/** Removes the buttons of a text. @param {ParentNode} text @param {string} [selector] */
export function removeGaps(text, selector = '.gap') {
  for (const button of text.querySelectorAll(selector)) {
    const parent = button.parentNode;
    button.remove();
    parent?.normalize();
  }
}

/**
 * The next button that an arrow leads to, the way the eye goes.
 * @param {HTMLElement[]} buttons
 * @param {number} here
 * @param {KeyboardEvent} e
 * @param {string} dir of the text
 * @returns {HTMLElement|undefined}
 */
export function gapAfterKey(buttons, here, e, dir) {
  const forth = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const to = { [forth]: here + 1, [back]: here - 1, Home: 0, End: buttons.length - 1 }[e.key];
  if (to === undefined || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return undefined;
  return buttons[Math.max(0, Math.min(buttons.length - 1, to))];
}
