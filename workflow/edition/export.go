package edition

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	style "truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Options choose what an edition holds.
type Options struct {
	// States that may go out; a segment in another state has no target in the
	// edition. Empty: reviewed and final.
	States []bitext.State
	Notes  bool // comments travel with their segments
	Seams  bool // the sentences within segments are matched
	First  int  // only the blocks of about the first so many segments, for a preview; 0: all
}

// Export makes the document of an article's edition and lists what is missing
// in it. A Reader may export what is published.
func (u *UseCases) Export(ctx context.Context, who workflow.Actor, article string, o Options) (
	*bitext.Document, []workflow.Gap, error,
) {
	var v workflow.ArticleView
	var doc *bitext.Document
	if len(o.States) == 0 {
		o.States = []bitext.State{bitext.Reviewed, bitext.Final}
	}
	err := u.View(ctx, func(tx *txn) error {
		var err error
		if v, err = workflow.ReadArticle(tx, who, article); err != nil {
			return err
		}
		notes := map[string][]bitext.Remark{}
		if o.Notes && who.Can(workflow.ReadDesk) {
			if notes, err = tx.remarks(v); err != nil {
				return err
			}
		}
		others, err := tx.outsiders(v)
		if err != nil {
			return err
		}
		doc = document(v, o.States, notes, others)
		return tx.addHistory(doc, v)
	})
	if err != nil {
		return nil, nil, err
	}
	if err := checkExport(v.Article, who); err != nil {
		return nil, nil, err
	}
	if o.First > 0 {
		doc.Blocks = firstBlocks(doc.Blocks, o.First)
	}
	if o.Seams {
		err = u.findSeams(ctx, doc, v.Publication)
	}
	return doc, workflow.GapsOf(v), err
}

// firstBlocks are the first blocks that have n segments together, or all.
func firstBlocks(blocks []bitext.Block, n int) []bitext.Block {
	for i, b := range blocks {
		if n -= len(b.Segments); n <= 0 {
			return blocks[:i+1]
		}
	}
	return blocks
}

// remarks are the comments of an article by segment.
func (t *txn) remarks(v workflow.ArticleView) (map[string][]bitext.Remark, error) {
	comments, err := t.Comments(v.ID)
	notes := map[string][]bitext.Remark{}
	for _, c := range comments {
		r := bitext.Remark{Author: v.People[c.By].Name, Time: c.At, Text: c.Text}
		notes[c.Segment] = append(notes[c.Segment], r)
	}
	return notes, err
}

// document turns a view into what writers take. Who reviewed a text in a file is credited with the review,
// and who only accepted that is not with the translation.
func document(v workflow.ArticleView, states []bitext.State, notes map[string][]bitext.Remark, others outsiders,
) *bitext.Document {
	doc := &bitext.Document{
		ID: v.ID, Title: v.Title, SourceLang: v.SourceLang, TargetLang: v.TargetLang,
		Date: v.Created, Origin: v.Origin, HiddenFacts: v.Publisher.Style.Hidden,
		Locales: map[string]*lang.Locale{v.SourceLang: v.Publisher.Style.Locale(v.SourceLang),
			v.TargetLang: v.Publisher.Style.Locale(v.TargetLang)},
	}
	if !v.Published.IsZero() {
		doc.Date = v.Published
	}
	credits := map[string][]string{}
	credit := func(role, name string) {
		if name != "" {
			credits[role] = workflow.AppendUnique(credits[role], name)
		}
	}
	byBlock := map[string][]bitext.Segment{}
	for _, s := range v.Segments {
		out := bitext.Segment{
			ID: s.ID, Source: s.Source, After: s.After, State: s.State, SubState: s.SubState,
			Version: s.Version, Notes: notes[s.ID],
		}
		if slices.Contains(states, s.State) {
			out.Target, out.Override = s.Target, s.Override
			out.Reviewer = v.People[s.ApprovedBy].Name
			for _, p := range s.Authors {
				if slices.Contains(others[s.ID].accepted, p) {
					continue
				}
				credit("translator", v.People[p].Name)
				if out.Translator == "" {
					out.Translator = v.People[p].Name
				}
			}
			for _, name := range others[s.ID].names {
				credit("editor", name)
			}
			credit("editor", out.Reviewer)
		}
		byBlock[s.Block] = append(byBlock[s.Block], out)
	}
	for _, segments := range byBlock {
		hideNames(segments, doc.HiddenFacts)
	}
	for _, b := range v.Blocks {
		if len(byBlock[b.ID]) > 0 {
			doc.Blocks = append(doc.Blocks, bitext.Block{
				ID: b.ID, Kind: b.Kind, Level: b.Level, Segments: byBlock[b.ID],
			})
		}
	}
	if v.Publisher.Name != "" {
		credits["publication"] = []string{v.Publisher.Name}
	}
	for _, role := range []string{"publication", "translator", "editor"} {
		if names := credits[role]; len(names) > 0 {
			doc.Credits = append(doc.Credits, bitext.Credit{Role: role, Names: names})
		}
	}
	return doc
}

// hideNames removes from segments the names that the publication hides: files for programs have them beside
// each segment.
func hideNames(segments []bitext.Segment, hidden []string) {
	for i := range segments {
		s := &segments[i]
		if slices.Contains(hidden, style.Translator) {
			s.Translator = ""
		}
		if slices.Contains(hidden, style.Editor) && (s.Override == "" || slices.Contains(hidden, style.Override)) {
			s.Reviewer = ""
		}
	}
}
