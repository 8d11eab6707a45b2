package intake

import (
	"context"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Given counts what a file brings beside its sources.
type Given struct {
	Confirmed int // targets that the file says are translated
	Approved  int // of these, those that it says are approved, which an editor of the desk has yet to do
	Drafts    int
	Suggested int // targets that come from a memory or a machine
	Notes     int // comments
}

// isPair reports whether a block has targets. Such a block keeps the segments of its file.
func isPair(b bitext.Block) bool {
	return slices.ContainsFunc(b.Segments, func(s bitext.Segment) bool { return !s.Target.Empty() })
}

// cleanBlocks passes a document through the gate, see workflow.CleanBlocks. Blocks with targets keep their segments, and
// all keep their notes.
func cleanBlocks(doc *bitext.Document) (blocks []bitext.Block, text string, given Given, err error) {
	if doc == nil {
		return nil, "", given, workflow.Fail(workflow.Invalid, "intake.empty")
	}
	whole := *doc
	whole.Blocks = slices.DeleteFunc(slices.Clone(doc.Blocks), hasNoText)
	if blocks, text, err = workflow.CleanBlocks(&whole); err != nil {
		return nil, "", given, err
	}
	size := 0
	for i, b := range whole.Blocks {
		if isPair(b) {
			blocks[i].Segments, err = cleanPairs(b.Segments)
		} else {
			blocks[i].Segments[0].Notes, err = cleanNotes(b.Segments)
		}
		if err != nil {
			return nil, "", given, err
		}
		for _, s := range blocks[i].Segments {
			size += len(s.Target.Flat())
			given.count(s)
		}
	}
	if size > workflow.MaxArticle {
		return nil, "", given, workflow.Fail(workflow.TooLarge, "intake.too-large", "Limit", workflow.MaxArticle>>20)
	}
	return blocks, text, given, nil
}

// hasNoText reports whether workflow.CleanBlocks would drop a block, or its reader proposes to leave it out.
func hasNoText(b bitext.Block) bool {
	source, err := workflow.CleanText(b.Source())
	return b.IsLeft() || err == nil && source.Trim().Empty()
}

// cleanNotes passes the notes of segments through the gate, and cuts those that are longer than a comment may be.
func cleanNotes(of []bitext.Segment) (out []bitext.Remark, err error) {
	for _, s := range of {
		for _, n := range s.Notes {
			for rest := remarkText(n); strings.TrimSpace(rest) != ""; {
				text := strings.ToValidUTF8(rest[:min(len(rest), workflow.MaxRemark)], "")
				rest = rest[max(len(text), 1):]
				if text, err = workflow.CleanRemark(text); err != nil {
					return nil, err
				}
				out = append(out, bitext.Remark{Text: text})
			}
		}
	}
	return out, nil
}

// remarkText is the text of a comment made of a note. It begins with the name of the note's author, who has no account.
func remarkText(n bitext.Remark) string {
	if n.Author == "" {
		return n.Text
	}
	return n.Author + ": " + n.Text
}

// cleanPairs cleans the segments of a block with targets. Those without a source are left out; their notes go to the
// segment before, or to the first.
func cleanPairs(all []bitext.Segment) (out []bitext.Segment, err error) {
	var early []bitext.Remark
	for _, s := range all {
		to, err := cleanPair(s)
		switch n := len(out); {
		case err != nil:
			return nil, err
		case !to.Source.Empty():
			to.Notes = append(early, to.Notes...)
			out, early = append(out, to), nil
		case n > 0:
			out[n-1].Notes = append(out[n-1].Notes, to.Notes...)
		default:
			early = append(early, to.Notes...)
		}
	}
	if len(out) == 0 { // what is visible in the block is between its segments
		return nil, workflow.Fail(workflow.Invalid, "intake.torn")
	}
	out[len(out)-1].After = nil
	return out, nil
}

func cleanPair(s bitext.Segment) (to bitext.Segment, err error) {
	to.State, to.SubState = s.State, s.SubState
	if to.Source, err = workflow.CleanText(s.Source); err != nil {
		return to, err
	}
	if to.After, err = workflow.CleanText(s.After); err != nil {
		return to, err
	}
	if to.Target, err = workflow.CleanText(withCodesOf(s.Target, s.Source)); err != nil {
		return to, err
	}
	if len(to.Target.Markup()) > workflow.MaxSegment {
		return to, workflow.Fail(workflow.TooLarge, "segment.too-large", "Limit", workflow.MaxSegment/1024)
	}
	to.Source, to.Target = to.Source.Trim(), to.Target.Trim()
	if len(to.After) == 0 {
		to.After = bitext.Plain(" ")
	}
	to.Notes, err = cleanNotes([]bitext.Segment{s})
	return to, err
}

// withCodesOf is a target with those of its codes that its source has, as they are there.
func withCodesOf(target, source bitext.Text) bitext.Text {
	codes := map[string]bitext.Code{}
	for _, c := range source.Codes() {
		codes[c.ID] = c
	}
	var out bitext.Text
	for _, r := range target {
		c, known := codes[r.Code.ID]
		switch {
		case r.Kind == bitext.Chars:
		case !known || (r.Kind == bitext.Lone) != c.Type.Standalone():
			continue
		default:
			r.Code = c
		}
		out = append(out, r)
	}
	return out
}

func (g *Given) count(s bitext.Segment) {
	g.Notes += len(s.Notes)
	switch state, sub := StateGiven(s); {
	case s.Target.Empty():
	case state == bitext.Translated:
		g.Confirmed++
		if s.State.Rank() > bitext.Translated.Rank() {
			g.Approved++
		}
	case sub == bitext.Draft:
		g.Drafts++
	default:
		g.Suggested++
	}
}

// StateGiven is the state in which a segment of a file comes to the desk. What the file says was approved is translated
// here: the desk approves by itself. What was returned or is outdated there has to be confirmed again.
func StateGiven(s bitext.Segment) (bitext.State, bitext.SubState) {
	switch {
	case s.Target.Empty():
		return bitext.Initial, bitext.None
	case s.State.Rank() >= bitext.Translated.Rank() && s.SubState == bitext.None:
		return bitext.Translated, bitext.None
	case s.SubState == bitext.FromMemory, s.SubState == bitext.FromMachine:
		return bitext.Initial, s.SubState
	}
	return bitext.Initial, bitext.Draft
}

// snapshotGiven is the first state of a segment of a new article. Of a target that a person translated, the author is
// the person who adds the article.
func snapshotGiven(s bitext.Segment, block string, place int64, who string) workflow.Snapshot {
	to := workflow.Snapshot{Block: block, Place: place, Source: s.Source, Target: s.Target, After: s.After}
	to.State, to.SubState = StateGiven(s)
	if to.State == bitext.Translated || to.SubState == bitext.Draft {
		to.Authors = []string{who}
	}
	return to
}

// targetLanguage is the language that a document says its targets are in, if it says one.
func targetLanguage(doc *bitext.Document) string {
	if tag := strings.TrimSpace(doc.TargetLang); lang.Valid(tag) {
		return tag
	}
	return ""
}

// addNotes adds the notes of a file on a segment as comments.
func (t *txn) addNotes(s workflow.Segment, notes []bitext.Remark) error {
	for _, n := range notes {
		c := workflow.Comment{ID: t.NewID(), Article: s.Article, Segment: s.ID, MadeOn: s.ID, By: t.Who.ID, At: t.Now,
			Text: n.Text}
		if err := t.AddComment(c); err != nil {
			return err
		}
	}
	return nil
}

// finishPairs finishes an article some of whose targets are translated. A target with a finding that blocks its
// confirmation becomes a draft, as it would on the bench.
func (u *UseCases) finishPairs(ctx context.Context, who workflow.Actor, a *addition) error {
	held, err := u.held(ctx, a)
	if err != nil {
		return err
	}
	_, err = u.UpdateWhile(ctx, who, func(t *txn, i int) (more bool, err error) {
		if i == len(held) {
			return false, a.finish(t)
		}
		s := held[i]
		to := s.Snapshot
		to.State, to.SubState = bitext.Initial, bitext.Draft
		return true, t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeImported, Origin: workflow.FromFile})
	})
	return err
}

// held lists the translated segments that have a blocking finding.
func (u *UseCases) held(ctx context.Context, a *addition) (held []workflow.Segment, err error) {
	v := workflow.ArticleView{Summary: workflow.Summary{Article: a.Article}}
	v.Created = a.began
	if a.Publication != "" {
		err := u.View(ctx, func(t *txn) (err error) {
			v.Publisher, err = t.Publication(a.Publication)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, s := range a.segments {
		if s.made.State == bitext.Translated {
			v.Segments = append(v.Segments, s.made)
		}
		if s.First {
			v.Blocks = append(v.Blocks, s.block)
		}
	}
	found, err := u.checks.BlockingNew(ctx, v)
	for i, s := range v.Segments {
		if err == nil && len(found[i]) > 0 {
			held = append(held, s)
		}
	}
	return held, err
}
