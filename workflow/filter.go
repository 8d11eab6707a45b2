package workflow

import (
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// The states of a SegmentFilter that are no single state of a segment.
const (
	OpenState     = "open"     // a translator has something left to do
	WaitingState  = "waiting"  // for a review
	ApprovedState = "approved" // reviewed or final
)

// SegmentFilter chooses segments of an article; zero fields choose all.
type SegmentFilter struct {
	State    string          // a StateName, or one of the states above
	Person   string          // who was given it, to translate or to review
	Writer   string          // a translator: no other one was given it
	Comments bool            // it has open comments
	Among    map[string]bool // its id is one of these; nil: any
	Query    string          // in the source or the target, however it is spelt
}

// Matcher reports which segments of an article in these languages the filter chooses.
func (f SegmentFilter) Matcher(sourceLang, targetLang string) func(Segment) bool {
	wanted := lang.Fold(f.Query, "")
	return func(s Segment) bool {
		switch {
		case f.Person != "" && s.Translator != f.Person && s.Editor != f.Person,
			f.Writer != "" && s.Translator != "" && s.Translator != f.Writer,
			f.Comments && s.Comments == 0,
			f.Among != nil && !f.Among[s.ID],
			!f.matchesState(s):
			return false
		}
		return wanted == "" ||
			strings.Contains(lang.Fold(s.Source.String(), sourceLang), wanted) ||
			strings.Contains(lang.Fold(s.Target.String(), targetLang), wanted)
	}
}

// ForWriterOf limits the filter to where a confirmation of s leads who: never to a colleague's
// segment, unless s is one.
func (f SegmentFilter) ForWriterOf(s Segment, who Actor) SegmentFilter {
	if s.Translator == "" || s.Translator == who.ID {
		f.Writer = who.ID
	}
	return f
}

func (f SegmentFilter) matchesState(s Segment) bool {
	switch f.State {
	case "":
		return true
	case OpenState:
		return s.Unfinished()
	case WaitingState:
		return s.AwaitsReview()
	case ApprovedState:
		return s.State.Rank() >= bitext.Reviewed.Rank()
	case string(bitext.Draft):
		return s.State == bitext.Initial && s.SubState != bitext.None
	}
	return StateName(s.State, s.SubState) == f.State
}

// Unfinished reports whether a translator has something left to do on s.
func (s Segment) Unfinished() bool {
	return s.State == bitext.Initial || s.SubState == bitext.Returned || s.SubState == bitext.Stale
}

// AwaitsReview reports whether an editor has to decide on s.
func (s Segment) AwaitsReview() bool {
	return s.State == bitext.Translated && s.SubState != bitext.Returned && !s.Target.Empty()
}

// StateName is the one word for a state and its sub-state: the sub-state where there is one.
func StateName(state bitext.State, sub bitext.SubState) string {
	if sub != bitext.None {
		return string(sub)
	}
	return string(state)
}
