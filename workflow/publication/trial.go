package publication

import (
	"context"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// What a trial of rules looks at, and how long it may take.
const (
	trialArticles = 100
	trialBytes    = 8 << 20
	trialExamples = 20
	trialTime     = 10 * time.Second
)

// Trial is what new rules would do to the last articles of a publication. It changes nothing.
type Trial struct {
	Articles int // looked at
	Before   int // segments as the rules that hold cut them
	After    int // as the new ones would
	Changed  int // of Before: those that would be cut otherwise
	Examples []Recutting
	Took     time.Duration // to cut them all by the new rules
}

// Recutting is a stretch of text that new rules cut otherwise.
type Recutting struct {
	Article, Title, Lang string
	Before, After        []string
}

// passage is a block of an article, as it came in.
type passage struct {
	article, title, lang, text string
}

// TryRules cuts the last articles of a publication by the rules that hold and by new ones.
func (u *UseCases) TryRules(ctx context.Context, who workflow.Actor, publication, srx string) (Trial, error) {
	var out Trial
	if err := who.May(workflow.ManagePublication); err != nil {
		return out, err
	}
	old, err := u.CutterOf(ctx, publication)
	if err != nil {
		return out, err
	}
	fresh := u.CutterBy(srx)
	// The rules must hold for both languages even where there is no article to try them on.
	for _, tag := range []string{"ar", "fr"} {
		if _, err := fresh(tag, "."); err != nil {
			return out, err
		}
	}
	texts, n, err := u.passages(ctx, publication)
	if err != nil {
		return out, err
	}
	out.Articles = n
	for _, p := range texts {
		if err := out.try(ctx, p, old, fresh); err != nil {
			return out, err
		}
	}
	return out, nil
}

// passages reads the last articles of a publication, or as much of them as a trial looks at.
func (u *UseCases) passages(ctx context.Context, publication string) ([]passage, int, error) {
	var out []passage
	n := 0
	err := u.View(ctx, func(tx *txn) error {
		if _, err := tx.Publication(publication); err != nil {
			return err
		}
		all, err := tx.Articles(workflow.ArticleFilter{Publication: publication, Limit: trialArticles})
		if err != nil {
			return err
		}
		out, n = nil, 0
		size := 0
		for _, a := range all {
			if size > trialBytes {
				break
			}
			segments, err := tx.Segments(a.ID)
			if err != nil {
				return err
			}
			for _, text := range blockTexts(segments) {
				size += len(text)
				out = append(out, passage{a.ID, a.Title, a.SourceLang, text})
			}
			n++
		}
		return nil
	})
	return out, n, err
}

// blockTexts puts the sources of segments together by block.
func blockTexts(segments []workflow.Segment) []string {
	var out []string
	var b bitext.Block
	last := ""
	flush := func() {
		if len(b.Segments) > 0 {
			out = append(out, b.Source().Flat())
		}
		b.Segments = nil
	}
	for _, s := range segments {
		if s.Block != last {
			flush()
			last = s.Block
		}
		b.Segments = append(b.Segments, bitext.Segment{Source: s.Source, After: s.After})
	}
	flush()
	return out
}

// trialPiece is how much is cut at a time, so that slow rules are noticed.
const trialPiece = 64 << 10

// try cuts one passage both ways.
func (t *Trial) try(ctx context.Context, p passage, old, fresh workflow.Cutter) error {
	text := p.text
	for len(text) > 0 {
		n := len(text)
		if n > trialPiece {
			n = lang.ByteOffset(text[:trialPiece], trialPiece/4)
		}
		part := p
		part.text, text = text[:n], text[n:]
		before, err := old(p.lang, part.text)
		if err != nil {
			return err
		}
		start := time.Now()
		after, err := fresh(p.lang, part.text)
		if err != nil {
			return err
		}
		t.Took += time.Since(start)
		if t.Took > trialTime {
			return workflow.Fail(workflow.Invalid, "rules.too-slow", "Seconds", int(trialTime.Seconds()))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		t.Before, t.After = t.Before+len(before), t.After+len(after)
		t.compare(part, before, after)
	}
	return nil
}

// compare counts the segments between two ends that both have, where they differ within.
func (t *Trial) compare(p passage, before, after []int) {
	from, i, j := 0, 0, 0
	for i < len(before) && j < len(after) {
		i0, j0 := i, j
		for before[i] != after[j] {
			if before[i] < after[j] {
				i++
			} else {
				j++
			}
		}
		end := before[i]
		i, j = i+1, j+1
		if i-i0 > 1 || j-j0 > 1 {
			t.Changed += i - i0
			if len(t.Examples) < trialExamples {
				t.Examples = append(t.Examples, Recutting{p.article, p.title, p.lang,
					stretch(p.text, from, before[i0:i]), stretch(p.text, from, after[j0:j])})
			}
		}
		from = end
	}
}

func stretch(text string, from int, ends []int) []string {
	out := make([]string, 0, len(ends))
	for _, end := range ends {
		out = append(out, text[from:end])
		from = end
	}
	return out
}
