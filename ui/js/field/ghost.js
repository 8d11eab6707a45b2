// @ts-check
// What is proposed at the end of a field's text, in grey after the caret. It is no part of the text
// and no element in it: the caret, an input method, undo and a screen reader know nothing of it.

export class Ghost {
  /** @param {HTMLFormElement} form @param {AbortSignal} signal ends it */
  constructor(form, signal) {
    this.text = '';
    /** @type {HTMLElement|null} the field that shows it */
    this.field = null;
    /** @type {HTMLElement|null} over the text area, which has no place for it */
    this.layer = null;
    form.addEventListener('focusout', () => this.hide(), { signal });
    form.addEventListener('compositionstart', () => this.hide(), { signal });
    form.addEventListener('scroll', () => this.hide(), { signal, capture: true });
    signal.addEventListener('abort', () => this.hide());
  }

  hide() {
    if (!this.text) return;
    this.text = '';
    delete this.field?.dataset.ghost;
    this.layer?.remove();
    this.layer = null;
  }

  /**
   * @param {HTMLElement} field
   * @param {string} before the text of the field
   * @param {string} text
   */
  show(field, before, text) {
    this.hide();
    if (!text) return;
    this.text = text;
    this.field = field;
    if (field instanceof HTMLTextAreaElement) this.layer = layerOver(field, before, text);
    else field.dataset.ghost = text;
  }
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {string} before
 * @param {string} text
 */
function layerOver(area, before, text) {
  const layer = document.createElement('div');
  layer.className = `${area.className} ghost-layer`;
  layer.lang = area.lang;
  layer.dir = area.dir;
  layer.ariaHidden = 'true';
  const ghost = document.createElement('span');
  ghost.className = 'ghost';
  ghost.textContent = text;
  layer.append(before, ghost);
  area.after(layer);
  const { offsetTop, offsetLeft, offsetWidth, offsetHeight } = area;
  Object.assign(layer.style, { insetBlockStart: `${offsetTop}px`, left: `${offsetLeft}px`,
    inlineSize: `${offsetWidth}px`, blockSize: `${offsetHeight}px` });
  layer.scrollTop = area.scrollTop;
  return layer;
}
