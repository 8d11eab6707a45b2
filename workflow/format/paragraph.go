package format

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// Paragraphs merges the segments of each block of d into one, for editions
// whose rows are paragraphs. Nothing is lost on the way that an edition shows:
// a segment without a target in a paragraph that has one leaves the word for a
// missing translation in its place, everybody who translated or approved a
// part stays in the credits, and so does every reason of an override.
func Paragraphs(d *bitext.Document) *bitext.Document {
	filled := *d
	filled.Credits = edition.People(d)
	filled.Blocks = make([]bitext.Block, len(d.Blocks))
	word := "[" + edition.Word(d, d.TargetLang, edition.Missing) + "]"
	for i, b := range d.Blocks {
		b.Segments = slices.Clone(b.Segments)
		if !b.Target().Empty() {
			for j, s := range b.Segments {
				if s.Target.Empty() && !s.Source.Empty() {
					b.Segments[j].Target = bitext.Plain(word)
				}
			}
		}
		filled.Blocks[i] = b
	}
	out := filled.ByBlock()
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

// carryOverrides names in a merged segment who approved their own work in any
// of its parts, and all the reasons.
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
