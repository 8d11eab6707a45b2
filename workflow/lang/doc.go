// Package lang holds what the desk knows about Arabic and French as writing: the gate every text
// passes on its way in, direction, words and tokens, search keys, word-level differences, and
// the numbers, dates and lists of each locale.
//
// Offsets are bytes. Nothing here changes an article's text but Clean, and Clean only takes out
// what no reader can see.
package lang
