// Package epub reads EPUB books, and writes bilingual editions as EPUB 3 books: one article, or a collection of several
// with a cover and a table of contents in both languages.
//
// # What is in a book that is written
//
// package.opf lists the files, nav.xhtml and toc.ncx lead to the articles and their headings, and each
// article is one or more XHTML files of at most about 200 KB, since readers lay a whole file out. The
// same documents give the same bytes: no file has a time of its own, and the identifier of a book
// follows from what is in it.
package epub
