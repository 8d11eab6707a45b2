// @ts-check
// Identifiers made in the browser: of saves (their idempotency keys), tabs and page views.

/** A random identifier; crypto.randomUUID is missing over plain http. */
export function newID() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
