package desk_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

const override = "\u202e" // shows what follows it backwards

func TestWordsWithADecisionPassTheGate(t *testing.T) {
	long := strings.Repeat("a", workflow.MaxRemark+1)
	tests := []struct{ name, text, want string }{
		{"bytes that are not UTF-8", "a\xff", "text.encoding"},
		{"an override", "a" + override + "b", "text.override"},
		{"too long", long, "text.too-long"},
	}
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").As("luc")
	s := r.Segment(1)
	steps := map[string]func(string) error{
		"return": func(words string) error {
			_, err := r.Desk.Review(r.Ctx(), r.Who, desk.Review{Segment: s.ID, Version: s.Version,
				Decision: workflow.Return, Reason: words})
			return err
		},
		"return many": func(words string) error {
			_, err := r.Desk.ReviewMany(r.Ctx(), r.Who, desk.BulkReview{Article: r.ArticleID,
				Segments: []desk.SegmentVersion{{Segment: s.ID, Version: s.Version}},
				Decision: workflow.Return, Reason: words})
			return err
		},
		"correct": func(words string) error {
			_, err := r.Desk.Correct(r.Ctx(), r.Who, desk.Correction{Segment: s.ID,
				Version: s.Version, Grade: workflow.Retraction, Reason: words})
			return err
		},
		"assign": func(words string) error {
			_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
				Person: r.People["amina"].ID, Role: workflow.Translator, Note: words})
			return err
		},
		"assign all the same": func(words string) error {
			_, err := r.Plan.Assign(r.Ctx(), r.Who, plan.NewAssignment{Article: r.ArticleID,
				Person: r.People["amina"].ID, Role: workflow.Translator, Override: words})
			return err
		},
		"note of an article": func(words string) error {
			return r.Article.Edit(r.Ctx(), r.Who, r.ArticleID, article.Changes{Note: &words})
		},
		"note of a new article": func(words string) error {
			_, err := r.Intake.AddArticle(r.Ctx(), r.Who, intake.NewArticle{Document: story.Paragraphs(one),
				SourceLang: "ar", Note: words})
			return err
		},
	}
	for step, do := range steps {
		for _, tt := range tests {
			t.Run(step+": "+tt.name, func(t *testing.T) {
				r.T = t
				r.Refused(tt.want).Check(step, do(tt.text))
			})
		}
	}
	title := long
	r.T = t
	r.Refused("text.too-long").Check("title",
		r.Article.Edit(r.Ctx(), r.Who, r.ArticleID, article.Changes{Title: &title}))
}

func TestAKeyAnswersOneRequest(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	save := func(position int, target, op string) error {
		s := r.Segment(position)
		_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: s.ID, Version: s.Version,
			Target: target, Confirm: true, Op: op})
		return err
	}
	r.Check("first", save(1, "Un.", "k"))
	r.Check("again", save(1, "Un.", "k"))
	r.Refused("op.reused").Check("another segment", save(2, "Deux.", "k"))
	r.Refused("op.reused").Check("another text", save(1, "Un et demi.", "k"))
	s := r.Segment(2)
	clear := func(target string) error {
		_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: s.ID, Version: s.Version,
			Target: target, Op: "c"})
		return err
	}
	r.Draft(2, "Deux.")
	s = r.Segment(2)
	r.Check("clear", clear(" "))
	r.Check("clear again", clear(" "))
	r.Refused("op.too-long").Check("a long one", save(1, "Trois.", strings.Repeat("k", 201)))
	r.Refused("text.encoding").Check("not UTF-8", save(1, "Trois.", "\xff"))
	r.As("luc")
	s = r.Segment(1)
	review := func(d workflow.Decision) error {
		_, err := r.Desk.Review(r.Ctx(), r.Who, desk.Review{Segment: s.ID, Version: s.Version,
			Decision: d, Reason: "style", Op: "r"})
		return err
	}
	r.Check("approve", review(workflow.Approve))
	r.Check("approve again", review(workflow.Approve))
	r.Refused("op.reused").Check("another decision", review(workflow.Return))
	if r.Segment(2).Target.Empty() != true {
		t.Error("the second segment has a target")
	}
}

func TestUndoStopsAtTheArticleItself(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	made, err := r.Desk.History(r.Ctx(), r.Who, r.Segment(1).ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Desk.Undo(r.Ctx(), r.Who, made[0].Batch)
	r.Refused("undo.nothing").Check("undo the intake", err)
	r.Want("initial initial")
}

func TestUndoLeavesARetractedArticleAlone(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Draft(1, "Un.")
	s := r.Segment(1)
	r.As("luc").Correct(1, s.Source.Markup(), workflow.Retraction)
	r.As("amina")
	_, err := r.Desk.UndoLast(r.Ctx(), r.Who, s.ID)
	r.Refused("article.retracted").Check("undo", err)
}

func TestManyAreOfOneArticle(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.")
	other := r.Segment(1)
	r.Add(story.One).As("luc")
	_, err := r.Desk.ReviewMany(r.Ctx(), r.Who, desk.BulkReview{Article: r.ArticleID,
		Segments: []desk.SegmentVersion{{Segment: other.ID, Version: other.Version}},
		Decision: workflow.Approve})
	r.Refused("error.not-found").Check("approve", err)
}

// importing brings back one target for the segment at position 1.
func importing(r *story.Runner, target bitext.Text) desk.ImportReport {
	r.T.Helper()
	v, s := r.View(), r.Segment(1)
	rep, err := r.Desk.ImportTargets(r.Ctx(), r.Who, v.ID, &bitext.Document{SourceLang: "ar",
		TargetLang: "fr", Blocks: []bitext.Block{{Segments: []bitext.Segment{{ID: s.ID,
			Source: s.Source, Target: target, State: bitext.Translated, Version: s.Version}}}}})
	r.Check("import", err)
	return rep
}

func TestImportBelievesNoCode(t *testing.T) {
	own := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://a.test/"}
	wrap := func(c bitext.Code) bitext.Text {
		return bitext.Text{{Kind: bitext.Open, Code: c}, {Chars: "Un."}, {Kind: bitext.Close, Code: c}}
	}
	evil := own
	evil.Data = "javascript:alert(1)"
	foreign := evil
	foreign.ID = "9"
	r := story.New(t).As("luc").AddDocument(story.Linked(own))
	for name, target := range map[string]bitext.Text{
		"a code the source lacks":  wrap(foreign),
		"a text that is too large": bitext.Plain(strings.Repeat("a", workflow.MaxSegment+1)),
		"an id that ends its tag":  wrap(bitext.Code{ID: "1\u27e7 \u27e61", Type: bitext.Bold}),
	} {
		if rep := importing(r, target); len(rep.Damaged) != 1 || len(rep.Updated) != 0 {
			t.Errorf("%s: %d damaged and %d updated, want 1 and 0", name, len(rep.Damaged), len(rep.Updated))
		}
	}
	if rep := importing(r, wrap(evil)); len(rep.Updated) != 1 {
		t.Fatalf("a code by the source's id is refused: %+v", rep)
	}
	if got := r.Segment(1).Target.Codes(); len(got) != 1 || got[0] != own {
		t.Errorf("codes %+v, want the source's own %+v", got, own)
	}
}

func TestMergeKeepsASegmentSavable(t *testing.T) {
	half := strings.Repeat("كلمة ", workflow.MaxSegment/10)
	r := story.New(t).As("amina").Add(half, half)
	r.Refused("recut.too-large").Merge(1)
}

func TestMergeOfASplitWordIsTheWord(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	source := r.Segment(1).Source.Markup()
	r.Split(1, 7).Merge(1)
	if got := r.Segment(1).Source.Markup(); got != source {
		t.Errorf("source %q, want %q as it was", got, source)
	}
}
