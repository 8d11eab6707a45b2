package desk

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/lang"
)

// TargetCut proposes where the target of a segment is to be cut when its source is cut at a
// character: by the words of both parts. It is -1 where there is nothing to cut.
func (u *UseCases) TargetCut(ctx context.Context, who workflow.Actor, segment string, at int) (int, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return -1, err
	}
	var s workflow.Segment
	var a workflow.Article
	err := u.View(ctx, func(tx *txn) error {
		var err error
		if s, err = tx.Segment(segment); err != nil {
			return err
		}
		a, err = tx.Article(s.Article)
		return err
	})
	if err != nil || s.Target.Empty() {
		return -1, err
	}
	aligner, err := u.memory.Aligner(ctx, a.SourceLang, a.TargetLang)
	if err != nil {
		return -1, err
	}
	cut, err := u.CutterOf(ctx, a.Publication)
	if err != nil {
		return -1, err
	}
	source, target := s.Source.Flat(), s.Target.Flat()
	cutAt := lang.ByteOffset(source, at)
	ends, err := cut(a.TargetLang, target)
	if err != nil {
		return -1, err
	}
	places := cutPlaces(target, ends)
	offset := aligner.Cut(source[:cutAt], source[cutAt:], target, places)
	if offset < 0 {
		return -1, nil
	}
	return utf8.RuneCountInString(target[:offset]), nil
}

// How much more natural than between words a cut is at the end of a sentence, and after a comma.
const (
	sentencePlace = 2.5
	commaPlace    = 0.8
)

// cutPlaces lists where a target may be cut: before its words, and best where its sentences end.
func cutPlaces(flat string, ends []int) []align.Place {
	var places []align.Place
	for _, at := range wordStarts(flat) {
		p := align.Place{Offset: at}
		before := strings.TrimRight(flat[:at], " \u00A0\u202F\n")
		switch {
		case slices.Contains(ends, at):
			p.Weight = sentencePlace
		case strings.HasSuffix(before, ",") || strings.HasSuffix(before, "،") ||
			strings.HasSuffix(before, ";") || strings.HasSuffix(before, "؛") ||
			strings.HasSuffix(before, ":"):
			p.Weight = commaPlace
		}
		places = append(places, p)
	}
	return places
}
