// Package xlz reads the packages that translation tools send: XLIFF in a ZIP archive, as WorldServer (.xlz) and memoQ
// (.mqxlz) make them.
package xlz

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff"
	"truchement/workflow/lang"
)

// Read reads the XLIFF files of a package, in the order of their names, as one document in the languages of the first.
// Those in other languages are told as oddities, and so are pictures and whatever else is in it that has no text.
//
// The error is that of limit.OpenZip or of xliff.Read; a package without XLIFF is a *limit.Error of Kind Empty.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	parts, err := limit.OpenZip(data)
	if err != nil {
		return nil, err
	}
	var doc *bitext.Document
	for _, name := range xliffNames(parts) {
		text, err := parts.Read(name)
		if err != nil {
			return nil, err
		}
		one, err := xliff.Read(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("part %s: %w", name, err)
		}
		switch {
		case doc == nil:
			doc = one
		case lang.Base(one.SourceLang) != lang.Base(doc.SourceLang) || lang.Base(one.TargetLang) != lang.Base(doc.TargetLang):
			doc.Odd(bitext.OddLanguage, 0, name)
		default:
			doc.Blocks = append(doc.Blocks, one.Blocks...)
			doc.Oddities = append(doc.Oddities, one.Oddities...)
		}
		if len(doc.Blocks) > limit.Blocks {
			return nil, &limit.Error{Kind: limit.TooMany, Max: limit.Blocks}
		}
	}
	if doc == nil {
		return nil, &limit.Error{Kind: limit.Empty}
	}
	return doc, nil
}

// xliffNames are the names of the parts that are XLIFF, sorted.
func xliffNames(parts *limit.Archive) []string {
	names := slices.DeleteFunc(parts.Names(), func(name string) bool {
		ends := []string{".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"}
		return !slices.Contains(ends, strings.ToLower(path.Ext(name)))
	})
	slices.Sort(names)
	return names
}
