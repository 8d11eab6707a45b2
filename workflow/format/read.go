package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
)

// Readable lists the formats that articles come in, in the order menus show them. It is the one list for pages, the API,
// the command line and README.
func Readable() []Format {
	return slices.DeleteFunc(All(), func(f Format) bool { return f.Read == nil })
}

// Refillable is the format of a file that targets are written back into, by the end of its name.
func Refillable(name string) (f Format, ok bool) {
	f, ok = ByFile(name)
	return f, ok && f.Refill != nil
}

// Extensions are the ends of the names of files that articles come in, each once.
func Extensions() []string {
	var ends []string
	for _, f := range Readable() {
		for _, end := range append([]string{f.Ext}, f.Also...) {
			if !slices.Contains(ends, end) {
				ends = append(ends, end)
			}
		}
	}
	return ends
}

// ReaderOf is the format of a file that an article may come in, by the end of its name.
func ReaderOf(name string) (f Format, ok bool) {
	f, ok = ByFile(name)
	return f, ok && f.Read != nil
}

// ReadFile reads an article from a file whose format ReaderOf knows. Name is what the document says it came from. A file
// that is of another kind than its name says is a *limit.Error of Kind Renamed; other errors are those of Read.
func (f Format) ReadFile(name string, r io.Reader) (*bitext.Document, error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if found := sniff(head[:n]); found != "" && found != strings.TrimSuffix(f.Name, "12") {
		return nil, &limit.Error{Kind: limit.Renamed, Found: found}
	}
	d, err := f.Read(io.MultiReader(bytes.NewReader(head[:n]), r))
	if err != nil {
		return nil, err
	}
	d.Origin = name
	return d, nil
}
