package desk_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

const one, two, three = story.One, story.Two, story.Three

func TestAnArticleGoesAllTheWay(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two).Want("initial initial")
	r.As("luc").Assign("amina", workflow.Translator, 0, 0).Assign("luc", workflow.Editor, 0, 0)
	r.As("amina").Draft(1, "Le ministre").Want("draft initial")
	r.Translate(1, "Le ministre est arrivé ce matin à Rabat.")
	r.Translate(2, "Les deux parties ont signé un nouvel accord.").Want("translated translated")
	r.As("luc").Approve(1).Return(2, "« convention », pas « accord »").Want("reviewed returned")
	r.Refused("publish.gaps").SignOff()
	r.As("amina").Translate(2, "Les deux parties ont signé une nouvelle convention.")
	r.As("luc").Approve(2).Refused("publish.unsigned").Publish()
	r.SignOff().Publish().Want("final final").Whole()
	if got := r.View().Stage(); got != workflow.Published {
		t.Errorf("stage %s, want published", got)
	}
	r.As("luc").Draft(1, "Le ministre est arrivé à Rabat.").Want("translated final")
	if v := r.View(); v.SignedOff.IsZero() == false || v.Published.IsZero() {
		t.Error("an edit must take back the sign-off and leave the publication")
	}
}

func TestFourEyes(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	r.As("luc").Translate(1, "Texte de Luc.").Refused("review.four-eyes").Approve(1)
	r.As("salma").Approve(1).Want("reviewed initial")
	r.As("amina").Translate(2, "Texte d’Amina.")
	r.As("luc").Draft(2, "Texte d’Amina, retouché.").Refused("review.four-eyes").Approve(2)
	r.Override(2, "seul au desk ce soir").Want("reviewed reviewed")
	if s := r.Segment(2); s.Override != "seul au desk ce soir" {
		t.Errorf("override %q is not kept", s.Override)
	}
	r.As("amina").Refused("error.forbidden").Approve(1)
}

func TestFourEyesSurviveRestoreAndMerge(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	r.As("luc").Draft(1, "De Luc.")
	r.As("salma").Translate(1, "De Salma.")
	s := r.Segment(1)
	changes, err := r.Desk.History(r.Ctx(), r.Who, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	at := desk.SegmentVersion{Segment: s.ID, Version: s.Version}
	_, err = r.Desk.Restore(r.Ctx(), r.People["salma"], at, changes[1].ID)
	r.Check("restore", err)
	r.WantTarget(1, "De Luc.")
	r.As("luc").Refused("review.four-eyes").Approve(1)
	r.As("luc").Translate(2, "Deux.")
	r.As("salma").Approve(2).Want("translated reviewed")
	r.Merge(1).Want("translated")
	r.Refused("review.four-eyes").Approve(1)
	r.As("nadia").Approve(1)
}

func TestMergedApprovalsAreReadAgain(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	r.As("luc").Translate(1, "Un.")
	r.As("salma").Translate(2, "Deux.").Approve(1)
	r.As("luc").Approve(2).Want("reviewed reviewed")
	r.Merge(1).Want("translated").Undo(1).Want("reviewed reviewed").Whole()
}

func TestConflictKeepsBothTexts(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	s := r.Segment(1)
	r.As("amina").Draft(1, "Version d’Amina.")
	_, err := r.Desk.Save(r.Ctx(), r.People["youssef"], desk.Save{
		Segment: s.ID, Version: s.Version, Target: "Version de Youssef.", Op: "op-1",
	})
	var c *workflow.ConflictError
	if !errors.As(err, &c) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if !c.Base.Target.Empty() || c.Current.Target.String() != "Version d’Amina." ||
		c.Yours.Target.String() != "Version de Youssef." {
		t.Errorf("conflict carries %q, %q, %q", c.Base.Target, c.Current.Target, c.Yours.Target)
	}
	again := c.Change
	_, err = r.Desk.Save(r.Ctx(), r.People["youssef"], desk.Save{
		Segment: s.ID, Version: s.Version, Target: "Version de Youssef.", Op: "op-1",
	})
	if !errors.As(err, &c) || c.Change != again {
		t.Errorf("the same operation got another answer: %v", err)
	}
	s = r.Segment(1)
	at := desk.SegmentVersion{Segment: s.ID, Version: s.Version}
	_, err = r.Desk.Restore(r.Ctx(), r.People["amina"], at, again)
	r.Check("restore the refused text", err)
	r.WantTarget(1, "Version de Youssef.").Whole()
}

func TestSavingAgain(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	first := r.Segment(1)
	save := desk.Save{Segment: first.ID, Version: 1, Target: "Texte.", Op: "k"}
	a, err := r.Desk.Save(r.Ctx(), r.People["amina"], save)
	r.Check("save", err)
	b, err := r.Desk.Save(r.Ctx(), r.People["amina"], save)
	r.Check("the same operation", err)
	save.Op = ""
	c, err := r.Desk.Save(r.Ctx(), r.People["amina"], save)
	r.Check("the same text", err)
	if a.Version != 2 || b.Version != 2 || c.Version != 2 {
		t.Errorf("versions %d, %d, %d; want 2 each", a.Version, b.Version, c.Version)
	}
	save.Confirm = true
	d, err := r.Desk.Save(r.Ctx(), r.People["amina"], save)
	r.Check("confirming one's own last text", err)
	if d.State != bitext.Translated {
		t.Errorf("state %s, want translated", d.State)
	}
}

func TestCorrections(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Approve(1).Approve(2)
	r.Correct(1, "وصل الوزير الى الرباط صباح اليوم.", workflow.Typo)
	r.Correct(2, "وقع الطرفان اتفاقين جديدين.", workflow.Fact)
	r.Correct(3, "من المنتظر أن يعود بعد غد.", workflow.Wording)
	r.Want("reviewed stale initial")
	r.Refused("publish.gaps").SignOff()
	r.As("amina").Translate(2, "Deux accords.").Want("reviewed translated initial")
	r.As("luc").Correct(3, "", workflow.Retraction)
	r.As("amina").Refused("article.retracted").Translate(3, "Trois.")
	if got := r.View().Stage(); got != workflow.Blocked {
		t.Errorf("stage %s, want blocked", got)
	}
}

func TestDamagedTags(t *testing.T) {
	r := story.New(t)
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	source := bitext.Text{
		{Chars: "قال "}, {Kind: bitext.Open, Code: bold}, {Chars: "الوزير"},
		{Kind: bitext.Close, Code: bold}, {Chars: " كلمته."},
	}
	doc := &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, source)}}
	r.As("nadia").AddDocument(doc)
	r.As("amina").Translate(1, "Le ⟦1⟧ministre⟦/1⟧ a parlé.")
	r.Refused("markup.torn").Draft(1, "Le ⟦1⟧ministre a parlé.")
	r.Refused("markup.broken").Draft(1, "Le ⟦1ministre a parlé.")
	r.Refused("markup.unknown").Draft(1, "Le ⟦7⟧ministre⟦/7⟧ a parlé.")
	r.Refused("text.override").Draft(1, "Le \u202Eministre")
	r.Refused("segment.too-large").Draft(1, strings.Repeat("x", workflow.MaxSegment+1))
	r.WantTarget(1, "Le ⟦1⟧ministre⟦/1⟧ a parlé.")
	r.Draft(1, "Le ministre a parlé.")
	gaps := workflow.GapsOf(r.View())
	if !slices.ContainsFunc(gaps, func(g workflow.Gap) bool { return g.Kind == workflow.GapMissingCodes }) {
		t.Errorf("gaps %v do not name the missing code", gaps)
	}
}

func TestSplitKeepsEverything(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one + " " + two)
	r.As("luc").Assign("amina", workflow.Translator, 0, 0)
	for len(r.View().Segments) > 1 {
		r.As("luc").Merge(1)
	}
	r.As("amina").Translate(1, "Le ministre est arrivé. Les parties ont signé.")
	r.As("luc").Approve(1)
	before := r.Segment(1)
	r.Split(1, len([]rune(one))+1).Want("reviewed reviewed")
	r.WantTarget(1, "Le ministre est arrivé.").WantTarget(2, "Les parties ont signé.")
	if s := r.Segment(2); s.Translator != r.People["amina"].ID {
		t.Error("the second part is not assigned like the first")
	}
	r.Undo(1).Want("reviewed")
	after := r.Segment(1)
	if !after.Source.Equal(before.Source) || !after.Target.Equal(before.Target) ||
		after.ID != before.ID || after.ApprovedBy != before.ApprovedBy {
		t.Errorf("undo made %+v of %+v", after, before)
	}
	r.Refused("recut.empty-part").Split(1, 0)
	r.Refused("recut.last").Merge(1)
}

func TestCommentsFollowAMerge(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two)
	second := r.Segment(2)
	_, err := r.Desk.Comment(r.Ctx(), r.People["amina"], r.ArticleID, second.ID, "Et la date ؟")
	r.Check("comment", err)
	r.As("luc").Merge(1)
	if s := r.Segment(1); s.Comments != 1 {
		t.Errorf("%d comments on the merged segment, want 1", s.Comments)
	}
	r.Undo(1)
	if s := r.Segment(2); s.ID != second.ID || s.Comments != 1 {
		t.Errorf("undo gave %s with %d comments back", s.ID, s.Comments)
	}
}

func TestMergeAcrossBlocksRenamesCodes(t *testing.T) {
	r := story.New(t)
	code := func(kind bitext.CodeType, s string) bitext.Text {
		c := bitext.Code{ID: "1", Type: kind}
		return bitext.Text{{Kind: bitext.Open, Code: c}, {Chars: s}, {Kind: bitext.Close, Code: c}}
	}
	r.As("nadia").AddDocument(&bitext.Document{Blocks: []bitext.Block{
		bitext.NewBlock(bitext.Paragraph, code(bitext.Bold, one)),
		bitext.NewBlock(bitext.Paragraph, code(bitext.Italic, two)),
	}})
	r.As("luc").Merge(1)
	s := r.Segment(1)
	if codes := s.Source.Codes(); len(codes) != 2 || codes[0].ID == codes[1].ID || !s.Source.Nested() {
		t.Errorf("merged source %q has codes %v", s.Source.Markup(), codes)
	}
}

// TestRecutAtRandom splits, merges, translates and undoes at random: the text
// of the article never changes, and every history stays whole.
func TestRecutAtRandom(t *testing.T) {
	r := story.New(t)
	r.As("nadia").AddRealArticle()
	want := sources(r.View())
	rnd := rand.New(rand.NewPCG(1, 2))
	r.As("luc")
	for range 120 {
		n := len(r.View().Segments)
		p := 1 + rnd.IntN(n)
		s := r.Segment(p)
		at := desk.Recut{Segment: s.ID, Version: s.Version, TargetAt: -1}
		var err error
		switch rnd.IntN(4) {
		case 0:
			at.At = rnd.IntN(s.Source.Len() + 1)
			_, err = r.Desk.Split(r.Ctx(), r.Who, at)
		case 1:
			_, err = r.Desk.Merge(r.Ctx(), r.Who, at)
		case 2:
			_, err = r.Desk.Save(r.Ctx(), r.Who, desk.Save{
				Segment: s.ID, Version: s.Version, Target: strings.Repeat("mot ", 1+rnd.IntN(9)),
			})
		case 3:
			_, err = r.Desk.UndoLast(r.Ctx(), r.Who, s.ID)
		}
		if err != nil && workflow.KindOf(err) == workflow.Internal {
			t.Fatal(err)
		}
		if got := sources(r.View()); got != want {
			t.Fatalf("the text changed: %q, want %q", got, want)
		}
	}
	r.Whole()
}

// sources is the text of an article without white space.
func sources(v workflow.ArticleView) string {
	var b strings.Builder
	for _, s := range v.Segments {
		b.WriteString(strings.Join(strings.Fields(s.Source.String()), ""))
	}
	return b.String()
}
