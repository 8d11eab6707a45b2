package workflow

import "truchement/workflow/bitext"

// GapKind says what an article lacks before it can go out.
type GapKind string

// The gaps, those that block a sign-off first.
const (
	GapRetracted    GapKind = "retracted"
	GapUntranslated GapKind = "untranslated"
	GapReturned     GapKind = "returned"
	GapStale        GapKind = "stale"
	GapUnreviewed   GapKind = "unreviewed"
	GapMissingCodes GapKind = "missing-codes"
	GapOpenComments GapKind = "open-comments"
	GapOwnApprovals GapKind = "own-approvals"
)

// Blocks reports whether an article with such a gap cannot be signed off. The other gaps are shown.
func (k GapKind) Blocks() bool {
	return k != GapMissingCodes && k != GapOpenComments && k != GapOwnApprovals
}

// Gap is one thing an article lacks, and the positions of the segments.
type Gap struct {
	Kind      GapKind
	Positions []int // of the segments; empty for a gap of the whole article
}

// GapsOf lists what a view of an article lacks, the blocking ones first.
func GapsOf(v ArticleView) []Gap {
	order := []GapKind{GapRetracted, GapUntranslated, GapReturned, GapStale, GapUnreviewed,
		GapMissingCodes, GapOpenComments, GapOwnApprovals}
	found := map[GapKind][]int{}
	for _, s := range v.Segments {
		for _, k := range gapsOfSegment(s) {
			found[k] = append(found[k], s.Position)
		}
	}
	var gaps []Gap
	for _, k := range order {
		if k == GapRetracted && v.Retracted != "" || len(found[k]) > 0 {
			gaps = append(gaps, Gap{Kind: k, Positions: found[k]})
		}
	}
	return gaps
}

func gapsOfSegment(s Segment) []GapKind {
	var kinds []GapKind
	switch {
	case s.State == bitext.Initial:
		kinds = append(kinds, GapUntranslated)
	case s.State == bitext.Translated && s.SubState == bitext.Returned:
		kinds = append(kinds, GapReturned)
	case s.State == bitext.Translated && s.SubState == bitext.Stale:
		kinds = append(kinds, GapStale)
	case s.State == bitext.Translated:
		kinds = append(kinds, GapUnreviewed)
	}
	if len(MissingCodes(s)) > 0 {
		kinds = append(kinds, GapMissingCodes)
	}
	if s.Comments > 0 {
		kinds = append(kinds, GapOpenComments)
	}
	if s.Override != "" {
		kinds = append(kinds, GapOwnApprovals)
	}
	return kinds
}

// MissingCode is a code of a segment's source that its target lacks.
type MissingCode struct {
	bitext.Code
	Words string // the source's text in it; empty for a standalone code
}

// MissingCodes lists the codes of the source that the target lacks, in the source's order. A segment
// without a target lacks none.
func MissingCodes(s Segment) []MissingCode {
	if s.Target.Empty() {
		return nil
	}
	var missing []MissingCode
	for _, c := range s.Source.Missing(s.Target) {
		missing = append(missing, MissingCode{Code: c, Words: s.Source.Inside(c.ID).String()})
	}
	return missing
}
