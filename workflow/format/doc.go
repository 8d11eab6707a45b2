// Package format lists the file formats the desk reads and writes. Each has a
// package of its own below this one, which makes a bitext.Document of a file
// or a file of a Document; this package knows them by name and by extension.
package format
