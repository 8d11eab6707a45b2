package format

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// Rows says what a row of an edition is.
type Rows string

// The rows: a segment as it was worked on, each sentence within it that is
// matched with its translation, or a whole block.
const (
	BySegment   Rows = "segment"
	BySentence  Rows = "sentence"
	ByParagraph Rows = "paragraph"
)

// AllRows lists the rows; the first is the usual one.
func AllRows() []Rows { return []Rows{BySegment, BySentence, ByParagraph} }

// Of returns d with these rows.
func (r Rows) Of(d *bitext.Document) *bitext.Document {
	switch r {
	case BySentence:
		return d.BySentence()
	case ByParagraph:
		return mergeBlocks(d)
	}
	return d
}

// mergeBlocks merges the segments of each block of d into one, for editions
// whose rows are paragraphs. All that an edition shows is kept: where a segment
// of a translated paragraph has no target, the word for a missing translation
// takes its place; the credits name all who translated or approved a part; and
// every reason of an override is kept.
func mergeBlocks(d *bitext.Document) *bitext.Document {
	filled := *d
	filled.Credits = edition.People(d)
	filled.Blocks = make([]bitext.Block, len(d.Blocks))
	missing := "[" + edition.Word(d, d.TargetLang, edition.Missing) + "]"
	for i, b := range d.Blocks {
		b.Segments = slices.Clone(b.Segments)
		if !b.Target().Empty() {
			for j, s := range b.Segments {
				if s.Target.Empty() && !s.Source.Empty() {
					b.Segments[j].Target = bitext.Plain(missing)
				}
			}
		}
		filled.Blocks[i] = b
	}
	out := filled.ByBlock()
	edition.ByParagraph(out)
	at := 0
	for _, b := range d.Blocks {
		if len(b.Segments) == 0 {
			continue
		}
		carryOverrides(&out.Blocks[at].Segments[0], b.Segments)
		at++
	}
	return out
}

// carryOverrides names in a merged segment all who approved their own work in
// one of its parts, and their reasons.
func carryOverrides(whole *bitext.Segment, parts []bitext.Segment) {
	var reviewers, reasons []string
	for _, s := range parts {
		if s.Override == "" || s.Target.Empty() {
			continue
		}
		if !slices.Contains(reviewers, s.Reviewer) {
			reviewers = append(reviewers, s.Reviewer)
		}
		if !slices.Contains(reasons, s.Override) {
			reasons = append(reasons, s.Override)
		}
	}
	whole.Override = strings.Join(reasons, "; ")
	if reasons != nil {
		whole.Reviewer = strings.Join(reviewers, ", ")
	}
}
