// Package object writes the objects of a PDF file (ISO 32000-1, version 1.7): object streams, fonts
// cut to the glyphs that are used, pictures, and the tree that says what each piece of a page is.
// It knows nothing of articles. A file of the same objects has the same bytes.
package object
