// Package font holds the faces that editions are set in: a Family for each edition.Typeface, which
// covers French, Arabic with the letters of the Maghreb, Latin with accents, and Tifinagh. A face
// is decompressed when a Family first needs it and is forgotten with it, so that a server that
// writes no edition pays for none. A PDF takes a Subset of a face, and a page or a book that a
// browser shapes takes Web faces, which keep the layout tables.
package font
