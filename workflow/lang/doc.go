// Package lang holds what the desk knows about written Arabic and French: the check of every text
// that comes in, direction, words and tokens, search keys, word-level differences, and the
// numbers, dates and lists of each locale.
//
// Offsets are bytes. Clean is the only function that changes the text of an article, and it
// removes only what is invisible.
package lang
