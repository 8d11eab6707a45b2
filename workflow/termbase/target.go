package termbase

import (
	"strings"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term/name"
)

const (
	longestTarget = 4 << 10 // bytes of a target in which the translation of a term is looked for
	mostSpellings = 3       // of a name that are proposed
)

// TargetOf proposes the target term for a stretch of the source of a segment: the piece of the target that
// translates it, where the aligner is sure, or else how a name may be spelt, the likeliest first. Target
// is what the segment is to have; empty: what it has.
func (u *UseCases) TargetOf(
	a *workflow.ArticleView, s workflow.Segment, stretch, target string,
) (piece string, spellings []string) {
	source := s.Source.String()
	if target == "" {
		target = s.Target.String()
	}
	if from := strings.Index(source, stretch); from >= 0 && target != "" && len(target) <= longestTarget {
		start, end, confidence := u.memory.Piece(a.SourceLang, a.TargetLang, source, target, from, from+len(stretch))
		if confidence >= leastConfidence {
			return target[start:end], nil
		}
	}
	var proposals []name.Proposal
	switch {
	case lang.Base(a.SourceLang) == "ar":
		proposals = name.Romanize(stretch, habitOf(a.Publisher.Style))
	case lang.Base(a.TargetLang) == "ar":
		proposals = name.Arabize(stretch)
	}
	for _, p := range proposals[:min(len(proposals), mostSpellings)] {
		spellings = append(spellings, p.Text)
	}
	return "", spellings
}

// habitOf is the habit of the press of a publication's country; Morocco's where none is known.
func habitOf(s workflow.HouseStyle) name.Habit {
	for _, tag := range []string{s.French, s.Arabic} {
		_, region, _ := strings.Cut(tag, "-")
		for _, h := range name.Habits {
			if strings.EqualFold(region, string(h)) {
				return h
			}
		}
	}
	return name.Morocco
}
