package edition

import (
	"slices"

	"truchement/workflow/bitext"
)

// WithoutCredits is d without the names of those who worked on it, the origin and how its segments came
// about; its publication and its date stay, which are the masthead, and so do corrections.
func WithoutCredits(d *bitext.Document) *bitext.Document {
	out := *d
	out.Origin, out.Credits = "", nil
	for _, c := range d.Credits {
		if c.Role == Publication {
			out.Credits = append(out.Credits, c)
		}
	}
	out.HiddenFacts = append(slices.Clone(d.HiddenFacts), Publication, Unreviewed, Memory, Machine)
	out.Blocks = slices.Clone(d.Blocks)
	for i, b := range out.Blocks {
		out.Blocks[i].Segments = slices.Clone(b.Segments)
		for j := range b.Segments {
			s := &out.Blocks[i].Segments[j]
			s.Translator, s.Reviewer, s.Override = "", "", ""
		}
	}
	return &out
}

// HasCredits reports whether the end of an edition says more than its masthead does.
func HasCredits(d *bitext.Document) bool {
	return slices.ContainsFunc(Facts(d, d.TargetLang), func(f Fact) bool { return f.Key != Date })
}
