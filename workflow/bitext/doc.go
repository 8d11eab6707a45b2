// Package bitext is the narrow waist of the program: text with inline codes,
// segments that pair a source with its target, and documents made of blocks
// of segments. Every reader makes a Document, every writer takes one, and the
// engines work on its texts.
//
// The inline model is XLIFF 2.1's: a code is paired (bold, italic, link) or
// standalone (break, image, note mark), and is known by an id that is unique
// in its block. Within one Text, codes are always well nested; a pair that a
// cut would tear is closed in the first part and opened again in the second,
// and Join heals it.
package bitext
