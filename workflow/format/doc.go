// Package format lists the file formats the desk reads and writes. Each has a
// package of its own below this one, which makes a bitext.Document of a file
// or a file of a Document; this package knows them by name and by extension.
//
// # How to add a format
//
// A package below this one, with Read, Write or both, and an entry in format.go: with it pages, API
// and command line have the format. Then its words, "format.<name>" and "format.<name>-hint", in
// ui/word/locales and a line in ui/edition/format.go; its name in the description of the export in
// ui/api/openapi.json; a case in TestExportOfEveryFormat of ui/edition; and its row in README.md.
// An entry with Target, whose file can be the target alone, is read back by a test if it has a Read.
//
// What formats share: edition (words, credits, front matter, look), hypertext (inline codes as elements),
// font, archive (ZIP), limit (reading what others send); for tests edition/editiontest has documents and
// golden files, and workflow/outside the programs that judge a file.
package format
