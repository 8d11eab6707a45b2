// @ts-check
// The rows of the workbench stand in lists of a hundred.

/**
 * The row after another, or before it; in the list beside it at the end of one.
 * @param {Element|null} row
 * @param {1|-1} step
 * @returns {HTMLElement|null}
 */
export function rowBeside(row, step) {
  const next = (/** @type {Element|null|undefined} */ e) =>
    (step > 0 ? e?.nextElementSibling : e?.previousElementSibling) ?? null;
  const list = next(row?.parentElement);
  const beside = next(row) ?? (step > 0 ? list?.firstElementChild : list?.lastElementChild) ?? null;
  return /** @type {HTMLElement|null} */ (beside);
}
