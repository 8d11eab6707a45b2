// Package bitext is the data model that readers, writers and engines share: text
// with inline codes, segments that pair a source with its target, and documents
// made of blocks of segments. Every reader of a format makes a Document, and
// every writer takes one.
//
// The inline model is that of XLIFF 2.1: a code is paired (bold, italic, link) or
// standalone (break, image, note mark), and has an id that is unique in its
// block. The codes of one Text are always well nested. If a cut falls inside a
// pair, the pair is closed in the first part and opened again in the second, and
// Join removes the two ends.
package bitext
