package intake

import (
	"context"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Comparison lays a corrected version of a source beside the current text of the article.
type Comparison struct {
	Article workflow.ArticleView
	Rows    []Compared // in the order of the texts
}

// ComparedKind says what a corrected version does to a place of an article.
type ComparedKind string

// What a corrected version does. Only what is Changed can be taken over by itself: the others
// need segments split or merged, and a text that is not cut into segments.
const (
	Same    ComparedKind = "same"
	Changed ComparedKind = "changed"
	Added   ComparedKind = "added"   // a sentence that the article has not
	Dropped ComparedKind = "dropped" // a segment that the new version has not
	Recast  ComparedKind = "recast"  // sentences went together otherwise than segments do
)

// Compared is one place of a comparison.
type Compared struct {
	Kind     ComparedKind
	Segments []workflow.Segment // as they are now; one where it is Changed, none where it is Added
	Source   bitext.Text        // of a Changed one, corrected, with the codes it has now
	Text     string             // what the new version says there
	Grade    workflow.Grade     // proposed for a Changed one
	Doubtful bool               // it may not be the same sentence
}

// CompareSource cuts a corrected version of an article's source by its publication's rules and
// matches it with the segments that stand. It changes nothing: CorrectAll does.
func (u *UseCases) CompareSource(
	ctx context.Context, who workflow.Actor, article string, doc *bitext.Document,
) (Comparison, error) {
	var out Comparison
	if err := who.May(workflow.CorrectSource); err != nil {
		return out, err
	}
	err := u.View(ctx, func(tx *txn) error {
		var err error
		out.Article, err = workflow.LoadArticle(tx, article)
		return err
	})
	if err != nil {
		return out, err
	}
	v := &out.Article
	if v.Retracted != "" {
		return out, workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", v.Retracted)
	}
	cut, err := u.CutterOf(ctx, v.Publication)
	if err != nil {
		return out, err
	}
	after, err := newVersion(doc, v.Article, cut)
	if err != nil {
		return out, err
	}
	before := standing(v)
	if max(len(before), len(after)) > workflow.MaxAlignedSentences {
		return out, workflow.Fail(workflow.TooLarge, "align.long", "Limit", workflow.MaxAlignedSentences)
	}
	out.Rows = compareVersions(before, after, v.SourceLang)
	return out, nil
}

// sentence is a sentence of either version; only those of the current one have a segment.
type sentence struct {
	text, after bitext.Text
	block       int
	start       bool
	heading     bool
	segment     workflow.Segment
}

// standing is the article as it is cut now.
func standing(v *workflow.ArticleView) []sentence {
	kinds := map[string]int{}
	for i, b := range v.Blocks {
		kinds[b.ID] = i
	}
	var out []sentence
	for i, s := range v.Segments {
		at := kinds[s.Block]
		kind := v.Blocks[at].Kind
		out = append(out, sentence{text: s.Source, after: s.After, block: at, segment: s,
			start:   i == 0 || v.Segments[i-1].Block != s.Block,
			heading: kind == bitext.Headline || kind == bitext.Heading})
	}
	return out
}

// newVersion cuts the new version. One that is in the language of the translation is refused:
// the wrong text was chosen.
func newVersion(doc *bitext.Document, a workflow.Article, cut workflow.Cutter) ([]sentence, error) {
	blocks, text, err := workflow.CleanBlocks(doc)
	if err != nil {
		return nil, err
	}
	if tag, _ := lang.Detect(text); tag != "" && lang.Base(tag) == lang.Base(a.TargetLang) {
		return nil, workflow.Fail(workflow.Invalid, "compare.language")
	}
	bitext.RecogniseKinds(blocks)
	var out []sentence
	for i, b := range blocks {
		ends, err := cut(a.SourceLang, b.Source().Flat())
		if err != nil {
			return nil, err
		}
		for j, s := range b.Cut(ends).Segments {
			out = append(out, sentence{text: s.Source, after: s.After, block: i, start: j == 0,
				heading: b.Kind == bitext.Headline || b.Kind == bitext.Heading})
		}
	}
	return out, nil
}

// compared is what a bead of two versions says of its segments.
func compared(old, now []sentence, confidence float64, tag string) []Compared {
	was, text := joinSentences(old), joinSentences(now)
	all := Compared{Text: plainOf(text), Segments: segmentsOf(old), Doubtful: confidence < workflow.SureBead}
	switch {
	case len(old) == 0:
		all.Kind = Added
		return []Compared{all}
	case len(now) == 0:
		all.Kind = Dropped
		return []Compared{all}
	case plainOf(was) == all.Text:
		all.Kind, all.Doubtful = Same, false
		return []Compared{all}
	}
	parts := partsOf(old, was, text)
	if parts == nil || old[0].block != old[len(old)-1].block ||
		now[0].block != now[len(now)-1].block {
		all.Kind = Recast
		return []Compared{all}
	}
	var out []Compared
	for i, o := range old {
		c := Compared{Kind: Same, Segments: all.Segments[i : i+1], Text: plainOf(parts[i])}
		if c.Text != plainOf(o.text) {
			c.Kind, c.Source = Changed, parts[i]
			share := inCommon(plainOf(o.text), c.Text)
			c.Doubtful = share < enough || all.Doubtful && share < plenty
			c.Grade = proposedGrade(plainOf(o.text), c.Text, tag)
		}
		out = append(out, c)
	}
	return out
}

// partsOf cuts a new text where segments were cut before; nil where that place has changed.
func partsOf(old []sentence, was, text bitext.Text) []bitext.Text {
	var places []int
	at := 0
	for _, o := range old[:len(old)-1] {
		at += len(o.text.Flat()) + len(o.after.Flat())
		places = append(places, at)
	}
	whole, places := replaceText(was, text.Flat(), places)
	pieces := whole.Pieces(places)
	if len(pieces) != len(old) {
		return nil
	}
	var parts []bitext.Text
	for _, p := range pieces {
		part := p.Text.Trim()
		if part.Empty() || plainOf(part) == "" {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

func joinSentences(list []sentence) bitext.Text {
	var parts []bitext.Text
	for i, s := range list {
		parts = append(parts, s.text)
		if i+1 == len(list) {
			continue
		}
		parts = append(parts, s.after)
		if s.after.Flat() == "" && list[i+1].block != s.block {
			parts = append(parts, bitext.Plain(" "))
		}
	}
	return bitext.Join(parts...)
}

func segmentsOf(list []sentence) []workflow.Segment {
	var out []workflow.Segment
	for _, s := range list {
		out = append(out, s.segment)
	}
	return out
}

// plainOf is the text alone, with one space wherever there is any: how a file breaks its lines
// is no correction.
func plainOf(t bitext.Text) string { return strings.Join(strings.Fields(t.String()), " ") }

// Two versions of a sentence have enough in common, or one may have gone and another come in its
// place; with plenty they are the same even where the aligner sees other ways.
const enough, plenty = 0.4, 0.7

// inCommon is the share of two texts that both contain, by words.
func inCommon(old, now string) float64 {
	both := 0
	for _, e := range lang.Diff(old, now) {
		if e.Op == lang.Equal {
			both += 2 * len(strings.Join(strings.Fields(e.Text), ""))
		}
	}
	all := len(strings.Join(strings.Fields(old+" "+now), ""))
	return float64(both) / float64(max(all, 1))
}

// proposedGrade is a guess for an editor to look at. Only what changes no letter is proposed as a
// typo, since a typo leaves the translation approved.
func proposedGrade(old, now, tag string) workflow.Grade {
	digits := func(text string) string {
		return strings.Join(strings.FieldsFunc(lang.Fold(text, tag),
			func(r rune) bool { return !unicode.IsDigit(r) }), " ")
	}
	switch {
	case digits(old) != digits(now):
		return workflow.Fact
	case lettersOf(old, tag) == lettersOf(now, tag):
		return workflow.Typo
	}
	return workflow.Wording
}
