package ui

import (
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format"
)

// articleFormats are the formats articles come in. Those of the others that can be read hold two
// languages and belong to an article that is there already.
func articleFormats() []string { return []string{"text", "markdown", "html", "docx"} }

// readerOf answers the reader for articles in files with this name; nil when there is none.
func readerOf(name string) func(io.Reader) (*bitext.Document, error) {
	f, ok := format.ByFile(name)
	if !ok || !slices.Contains(articleFormats(), f.Name) {
		return nil
	}
	return f.Read
}

// readableWords lists the usual end of each format's names, for people.
func readableWords() string {
	var ends []string
	for _, name := range articleFormats() {
		if f, ok := format.ByName(name); ok && f.Read != nil {
			ends = append(ends, f.Ext)
		}
	}
	return strings.Join(ends, " ")
}

// readable lists the ends of names that readerOf knows, as the accept attribute has them.
func readable() string {
	var ends []string
	for _, name := range articleFormats() {
		if f, ok := format.ByName(name); ok && f.Read != nil {
			ends = append(append(ends, f.Ext), f.Also...)
		}
	}
	return strings.Join(ends, ",")
}
