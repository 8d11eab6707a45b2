package checking

import (
	"context"
	"maps"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/lang"
	"truchement/workflow/remote/grammar"
	"truchement/workflow/term"
)

// Finding is something that a check found in a segment.
type Finding struct {
	check.Finding
	Key       string              // by which it is dismissed: findings of a check that say the same have one
	Dismissed *workflow.Dismissal // nil: it is open
}

// Blocks reports whether the finding keeps its segment from being confirmed.
func (f Finding) Blocks() bool { return f.Dismissed == nil && f.Severity == check.Error }

// Checked is a segment with what was found in it.
type Checked struct {
	Segment  workflow.Segment
	Target   bitext.Text // that was looked at: what is typed, or the segment's own
	Findings []Finding
	Grammar  grammar.State // of the server that looks at the text too; where one segment was asked for
}

// Open is how many findings are not dismissed.
func (c Checked) Open() (n int) {
	for _, f := range c.Findings {
		if f.Dismissed == nil {
			n++
		}
	}
	return n
}

// Blocking is how many findings keep the segment from being confirmed.
func (c Checked) Blocking() (n int) {
	for _, f := range c.Findings {
		if f.Blocks() {
			n++
		}
	}
	return n
}

// Article looks at an article that was read: at each of its segments that has a target, and at what contradicts itself
// between them. It returns the segments in which something was found or dismissed.
func (u *UseCases) Article(ctx context.Context, who workflow.Actor, v *workflow.ArticleView) (all []Checked, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	around, err := u.settingOf(ctx, v)
	if err != nil {
		return nil, err
	}
	pairs, err := u.pairs(ctx, v, around)
	if err != nil {
		return nil, err
	}
	for i, found := range u.checkerOf(v).Article(pairs) {
		if len(found) > 0 {
			all = append(all, newChecked(v.Segments[i], pairs[i], found, around.dismissed))
		}
	}
	return all, nil
}

// Segment looks at a segment with a target as it was typed, in markup; nil: with its own.
func (u *UseCases) Segment(
	ctx context.Context, who workflow.Actor, v *workflow.ArticleView, s workflow.Segment, typed *string,
) (out Checked, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	target := s.Target
	if typed != nil {
		if target, err = workflow.ParseMarkup(*typed, s.Source.Codes()); err != nil {
			return out, err
		}
	}
	if target.Empty() {
		return Checked{Segment: s}, nil
	}
	only, looked := *v, s
	looked.Target = target
	only.Segments = []workflow.Segment{looked}
	around, err := u.settingOf(ctx, &only)
	if err != nil {
		return out, err
	}
	state := u.askGrammar(v, s.ID, target)
	pairs, err := u.pairs(ctx, &only, around)
	if err != nil {
		return out, err
	}
	out = newChecked(s, pairs[0], u.checkerOf(v).Pair(pairs[0]), around.dismissed)
	out.Grammar = state
	return out, nil
}

// checkerOf looks at texts by the rules of an article's publication.
func (u *UseCases) checkerOf(v *workflow.ArticleView) *check.Checker {
	style := v.Publisher.Style
	modes := map[check.ID]check.Mode{}
	for id, mode := range style.Checks {
		modes[check.ID(id)] = check.Mode(mode)
	}
	if u.off {
		for _, k := range check.Checks() {
			modes[k.ID] = check.Off
		}
	}
	c := check.New(check.Rules{Modes: modes, French: style.French, Digits: style.Digits,
		Headline: style.Headline, Caption: style.Caption})
	if u.speller == nil || style.Checks["spelling"] == "" {
		return c
	}
	return c.WithSpeller(u.speller)
}

// pairs are the segments of a view as checks look at them, with the terms that both texts have.
func (u *UseCases) pairs(ctx context.Context, v *workflow.ArticleView, around setting) ([]check.Pair, error) {
	kinds := map[string]bitext.BlockKind{}
	for _, b := range v.Blocks {
		kinds[b.ID] = b.Kind
	}
	pairs := make([]check.Pair, len(v.Segments))
	found := map[string]bool{} // concepts, by their ids
	for i, s := range v.Segments {
		p := &pairs[i]
		*p = check.Pair{SourceLang: v.SourceLang, TargetLang: v.TargetLang, Source: s.Source, Target: s.Target,
			Kind: kinds[s.Block], SourceDay: around.days.source, TargetDay: around.days.target,
			Filling: around.fillings[s.ID]}
		if p.Target.Empty() {
			continue
		}
		p.Grammar = u.mistakes(v, p.Target)
		p.SourceTerms = u.terms.Places(p.Source.Flat(), v.SourceLang, v.Publication)
		p.TargetTerms = u.terms.Places(p.Target.Flat(), v.TargetLang, v.Publication)
		for _, hits := range [][]term.Hit{p.SourceTerms, p.TargetTerms} {
			for _, h := range hits {
				found[h.Concept] = true
			}
		}
	}
	if len(found) == 0 {
		return pairs, nil
	}
	concepts, err := u.terms.Settled(ctx, slices.Collect(maps.Keys(found)))
	for i := range pairs {
		pairs[i].Concepts = concepts
	}
	return pairs, err
}

// setting is what is known of an article beside its texts.
type setting struct {
	dismissed []workflow.Dismissal // that hold in it
	days      days
	fillings  map[string]check.Filling // of the targets of its segments, by their ids
}

// settingOf reads the setting of an article whose segments have the targets that are looked at.
func (u *UseCases) settingOf(ctx context.Context, v *workflow.ArticleView) (out setting, err error) {
	if u.off {
		return out, nil
	}
	err = u.View(ctx, func(t *txn) error {
		if out.days, err = u.daysOf(t, v.Article); err != nil {
			return err
		}
		if out.fillings, err = t.fillings(v); err != nil {
			return err
		}
		out.dismissed, err = t.Dismissals(workflow.DismissalFilter{Article: v.ID, Publication: v.Publication})
		return err
	})
	return out, err
}

func newChecked(s workflow.Segment, p check.Pair, found []check.Finding, dismissed []workflow.Dismissal) Checked {
	c := Checked{Segment: s, Target: p.Target}
	for _, f := range found {
		one := Finding{Finding: f, Key: keyOf(f, p.TargetLang)}
		for i := range dismissed {
			if isDismissed(dismissed[i], one, s) {
				one.Dismissed = &dismissed[i]
				break
			}
		}
		c.Findings = append(c.Findings, one)
	}
	return c
}

// maxKey is the longest key, in bytes.
const maxKey = 600

// keyOf is what a finding says, folded. A page sends it back, so that it is cut between characters.
func keyOf(f check.Finding, tag string) string {
	key := f.Message + "|" + lang.Fold(f.Found, tag) + "|" + lang.Fold(f.Expected, tag)
	return strings.ToValidUTF8(key[:min(len(key), maxKey)], "")
}

func isDismissed(d workflow.Dismissal, f Finding, s workflow.Segment) bool {
	if d.Check != string(f.Check) || d.Word != f.Key {
		return false
	}
	switch d.Scope {
	case workflow.DismissOnce:
		return d.Segment == s.ID
	case workflow.DismissArticle:
		return d.Article == s.Article
	}
	return true
}

// fewSegments is how many segments of an article are read one by one.
const fewSegments = 10

// Blocking are, for each of some segments of an article, the findings that keep its target from being confirmed: see
// desk.Checks.
func (u *UseCases) Blocking(ctx context.Context, article string, segments []workflow.Segment) ([][]check.Finding, error) {
	v, err := u.read(ctx, article, segments)
	if err != nil {
		return nil, err
	}
	return u.BlockingNew(ctx, v)
}

// BlockingNew is Blocking for the segments of an article that is not on the desk yet, and of which v has the rest.
func (u *UseCases) BlockingNew(ctx context.Context, v workflow.ArticleView) ([][]check.Finding, error) {
	around, err := u.settingOf(ctx, &v)
	if err != nil {
		return nil, err
	}
	pairs, err := u.pairs(ctx, &v, around)
	if err != nil {
		return nil, err
	}
	checker := u.checkerOf(&v)
	found := make([][]check.Finding, len(v.Segments))
	for i, s := range v.Segments {
		for _, f := range newChecked(s, pairs[i], checker.Pair(pairs[i]), around.dismissed).Findings {
			if f.Blocks() {
				found[i] = append(found[i], f.Finding)
			}
		}
	}
	return found, nil
}

// read reads an article of which only some segments matter, which are as they are given.
func (u *UseCases) read(ctx context.Context, article string, segments []workflow.Segment) (v workflow.ArticleView, err error) {
	err = u.View(ctx, func(t *txn) error {
		if len(segments) > fewSegments {
			v, err = workflow.LoadArticle(t, article)
			return err
		}
		ids := make([]string, len(segments))
		for i, s := range segments {
			ids[i] = s.ID
		}
		v, err = workflow.LoadSegments(t, article, ids...)
		return err
	})
	v.Segments = segments
	return v, err
}
