package workflow_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

const (
	override = "\u202e" // shows what follows it backwards
	arabic   = "وصل الوزير إلى الرباط صباح اليوم."
)

// linked is a paragraph whose one link has the code c.
func linked(c bitext.Code) *bitext.Document {
	return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Text{
		{Kind: bitext.Open, Code: c}, {Chars: arabic}, {Kind: bitext.Close, Code: c}})}}
}

func TestIntakeBelievesNoCode(t *testing.T) {
	lone := func(c bitext.Code) *bitext.Document {
		return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Text{
			{Chars: arabic}, {Kind: bitext.Lone, Code: c}})}}
	}
	level := linked(bitext.Code{ID: "1", Type: bitext.Bold})
	level.Blocks[0].Level = 99
	kind := linked(bitext.Code{ID: "1", Type: bitext.Bold})
	kind.Blocks[0].Kind = `x"><script>`
	tests := []struct {
		name string
		doc  *bitext.Document
		want string
	}{
		{"a type nobody knows", linked(bitext.Code{ID: "1", Type: "script"}), "intake.torn"},
		{"an id with a bracket", linked(bitext.Code{ID: "1\u27e7x\u27e61", Type: bitext.Bold}), "intake.torn"},
		{"an empty id", linked(bitext.Code{Type: bitext.Bold}), "intake.torn"},
		{"a standalone type as a pair", linked(bitext.Code{ID: "1", Type: bitext.Break}), "intake.torn"},
		{"a pair's type alone", lone(bitext.Code{ID: "1", Type: bitext.Bold}), "intake.torn"},
		{"an override in the address", linked(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://a.test/" + override}), "text.override"},
		{"an override in the text of a picture", lone(bitext.Code{ID: "1", Type: bitext.Image,
			Equiv: override + "gnp"}), "text.override"},
		{"bytes that are not UTF-8 in a note mark", lone(bitext.Code{ID: "1",
			Type: bitext.NoteMark, Equiv: "\xff"}), "text.encoding"},
		{"a level no heading has", level, "intake.torn"},
		{"a kind no block has", kind, "intake.torn"},
		{"a code that is right", linked(bitext.Code{ID: "1", Type: bitext.Link,
			Data: "https://a.test/"}), ""},
	}
	r := story.New(t).As("amina")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r.T = t
			_, err := r.Desk.AddArticle(r.Ctx(), r.Who, workflow.NewArticle{
				Document: tt.doc, SourceLang: "ar", TargetLang: "fr"})
			r.Refused(tt.want).Check("add", err)
		})
	}
}

func TestIntakeLeavesOutAddressesOfOtherSchemes(t *testing.T) {
	for _, bad := range []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
		"vbscript:x", "file:///etc/passwd", " java\tscript:alert(1)"} {
		r := story.New(t).As("amina").AddDocument(linked(bitext.Code{ID: "1", Type: bitext.Link, Data: bad}))
		if got := r.Segment(1).Source.Codes(); len(got) != 1 || got[0].Data != "" {
			t.Errorf("address %q is kept: %+v", bad, got)
		}
	}
}

func TestIntakeCountsSegments(t *testing.T) {
	r := story.New(t).As("amina")
	_, err := r.Desk.Draft(r.Ctx(), r.Who, workflow.NewArticle{SourceLang: "fr", TargetLang: "ar",
		Document: story.Paragraphs(strings.Repeat("Un mot. ", workflow.MaxSegments+1))})
	r.Refused("intake.too-many").Check("draft", err)
}

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
			_, err := r.Desk.Review(r.Ctx(), r.Who, workflow.Review{Segment: s.ID, Version: s.Version,
				Decision: workflow.Return, Reason: words})
			return err
		},
		"return many": func(words string) error {
			_, err := r.Desk.ReviewMany(r.Ctx(), r.Who, workflow.BulkReview{Article: r.ArticleID,
				Segments: []workflow.SegmentVersion{{Segment: s.ID, Version: s.Version}},
				Decision: workflow.Return, Reason: words})
			return err
		},
		"correct": func(words string) error {
			_, err := r.Desk.Correct(r.Ctx(), r.Who, workflow.Correction{Segment: s.ID,
				Version: s.Version, Grade: workflow.Retraction, Reason: words})
			return err
		},
		"assign": func(words string) error {
			_, err := r.Desk.Assign(r.Ctx(), r.Who, workflow.NewAssignment{Article: r.ArticleID,
				Person: r.People["amina"].ID, Role: workflow.Translator, Note: words})
			return err
		},
		"assign all the same": func(words string) error {
			_, err := r.Desk.Assign(r.Ctx(), r.Who, workflow.NewAssignment{Article: r.ArticleID,
				Person: r.People["amina"].ID, Role: workflow.Translator, Override: words})
			return err
		},
		"note of an article": func(words string) error {
			return r.Desk.EditArticle(r.Ctx(), r.Who, r.ArticleID, workflow.ArticleEdit{Note: &words})
		},
		"note of a new article": func(words string) error {
			_, err := r.Desk.AddArticle(r.Ctx(), r.Who, workflow.NewArticle{Document: story.Paragraphs(one),
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
		r.Desk.EditArticle(r.Ctx(), r.Who, r.ArticleID, workflow.ArticleEdit{Title: &title}))
}

func TestAKeyAnswersOneRequest(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	save := func(position int, target, op string) error {
		s := r.Segment(position)
		_, err := r.Desk.Save(r.Ctx(), r.Who, workflow.Save{Segment: s.ID, Version: s.Version,
			Target: target, Confirm: true, Op: op})
		return err
	}
	r.Check("first", save(1, "Un.", "k"))
	r.Check("again", save(1, "Un.", "k"))
	r.Refused("op.reused").Check("another segment", save(2, "Deux.", "k"))
	r.Refused("op.reused").Check("another text", save(1, "Un et demi.", "k"))
	s := r.Segment(2)
	clear := func(target string) error {
		_, err := r.Desk.Save(r.Ctx(), r.Who, workflow.Save{Segment: s.ID, Version: s.Version,
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
		_, err := r.Desk.Review(r.Ctx(), r.Who, workflow.Review{Segment: s.ID, Version: s.Version,
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
	r.Add(arabic).As("luc")
	_, err := r.Desk.ReviewMany(r.Ctx(), r.Who, workflow.BulkReview{Article: r.ArticleID,
		Segments: []workflow.SegmentVersion{{Segment: other.ID, Version: other.Version}},
		Decision: workflow.Approve})
	r.Refused("error.not-found").Check("approve", err)
}

// importing brings back one target for the segment at position 1.
func importing(r *story.Runner, target bitext.Text) workflow.ImportReport {
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
	r := story.New(t).As("luc").AddDocument(linked(own))
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

// readOnly is a store whose disk is full.
type readOnly struct{ workflow.Store }

// Update is refused.
func (readOnly) Update(context.Context, func(workflow.Tx) error) error {
	return workflow.Fail(workflow.Unavailable, "store.full")
}

func TestAFullDiskLetsPeopleRead(t *testing.T) {
	r := story.New(t)
	token, err := r.Desk.CreateToken(r.Ctx(), r.People["luc"], workflow.NewToken{Scope: workflow.ReadScope})
	r.Check("token", err)
	later := r.Clock.Add(time.Hour)
	full := workflow.NewDesk(readOnly{r.Store}, workflow.Options{
		Now: func() time.Time { return later }})
	who, err := full.Authenticate(r.Ctx(), workflow.TokenGrant, token, "10.0.0.1")
	if err != nil || who.ID != r.People["luc"].ID {
		t.Errorf("authenticated %q (%v), want luc", who.Name, err)
	}
}

func TestReadersSeeApprovedTextOnly(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.").
		As("luc").Approve(1).Approve(2).SignOff().Publish()
	note := "garder sous embargo"
	r.Check("note", r.Desk.EditArticle(r.Ctx(), r.Who, r.ArticleID, workflow.ArticleEdit{Note: &note}))
	r.Assign("amina", workflow.Translator, 0, 0)
	r.As("amina").Translate(1, "Un brouillon que personne n’a relu.")
	lea := r.People["lea"]
	v, err := r.Desk.Article(r.Ctx(), lea, r.ArticleID)
	r.Check("article", err)
	if !v.Segments[0].Target.Empty() || v.Segments[1].Target.Empty() {
		t.Errorf("targets %q and %q, want the approved one alone", v.Segments[0].Target, v.Segments[1].Target)
	}
	if v.Note != "" || len(v.Assignments) > 0 || v.Segments[0].Assignment != "" {
		t.Errorf("note %q, %d assignments: the desk's own", v.Note, len(v.Assignments))
	}
	for _, p := range v.People {
		if p.Email != "" {
			t.Errorf("a Reader sees the address of %s", p.Name)
		}
	}
	doc, _, err := r.Desk.Export(r.Ctx(), lea, r.ArticleID, workflow.ExportOptions{
		States: []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed, bitext.Final}})
	r.Check("export", err)
	if got := doc.Segments()[0].Target; !got.Empty() {
		t.Errorf("a Reader exports %q, which nobody approved", got)
	}
	r.As("luc").Correct(2, r.Segment(2).Source.Markup(), workflow.Retraction)
	_, err = r.Desk.Article(r.Ctx(), lea, r.ArticleID)
	r.Refused("article.retracted").Check("a withdrawn article", err)
}

func TestSetupAsksForTheLinkFirst(t *testing.T) {
	r := story.New(t)
	in := workflow.NewPerson{Email: "x@desk.example", Name: "x", Password: "court"}
	_, err := r.Desk.CompleteSetup(r.Ctx(), "guessed", in)
	r.Refused("grant.over").Check("a guessed link", err)
}

func TestNamesAreWhatTheyLook(t *testing.T) {
	r := story.New(t)
	for _, tt := range []struct{ name, email, person, want string }{
		{"override in the name", "a@desk.example", "Luc" + override, "person.name-marks"},
		{"mark in the address", "a\u200f@desk.example", "Luc", "person.no-email"},
		{"override in the address", "\"a" + override + "\"@desk.example", "Luc", "person.no-email"},
		{"NUL in the address", "\"a\x00\"@desk.example", "Luc", "person.no-email"},
		{"line end in the address", "\"a\nb\"@desk.example", "Luc", "person.no-email"},
	} {
		_, err := r.Desk.AddPerson(r.Ctx(), workflow.Operator(), workflow.NewPerson{
			Email: tt.email, Name: tt.person, Role: workflow.Reader})
		r.Refused(tt.want).Check(tt.name, err)
	}
	_, err := r.Desk.CreateToken(r.Ctx(), r.People["luc"], workflow.NewToken{
		Name: "cms" + override, Scope: workflow.ReadScope})
	r.Refused("person.name-marks").Check("token", err)
}

func TestAWrongBrowserNameSignsIn(t *testing.T) {
	r := story.New(t)
	link, err := r.Desk.ResetLink(r.Ctx(), r.People["nadia"], r.People["amina"].ID)
	r.Check("link", err)
	r.Check("reset", r.Desk.ResetPassword(r.Ctx(), link, secret))
	_, p, err := r.Desk.SignIn(r.Ctx(), workflow.Credentials{Email: "amina@desk.example",
		Password: secret, Address: "10.0.0.1", Agent: "Firefox\xff\u202e"})
	r.Check("sign in", err)
	all, err := r.Desk.Grants(r.Ctx(), workflow.Actor{Person: p, Scope: workflow.FullScope},
		workflow.SessionGrant)
	r.Check("grants", err)
	if len(all) != 1 || all[0].Agent != "Firefox" {
		t.Errorf("sessions %+v, want one of Firefox", all)
	}
}

func TestASuccessGivesOneAttemptBack(t *testing.T) {
	r := story.New(t)
	link, err := r.Desk.ResetLink(r.Ctx(), r.People["nadia"], r.People["lea"].ID)
	r.Check("link", err)
	r.Check("reset", r.Desk.ResetPassword(r.Ctx(), link, secret))
	try := func(email, password string) error {
		_, _, err := r.Desk.SignIn(context.Background(), workflow.Credentials{
			Email: email, Password: password, Address: "10.0.0.1"})
		return err
	}
	// A Reader who guesses the passwords of others signs in between guesses.
	limited := false
	for i := range 60 {
		err := try("stranger"+strings.Repeat("x", i)+"@desk.example", "a guess at it")
		limited = limited || errors.Is(err, &workflow.Error{Kind: workflow.TooMany})
		_ = try("lea@desk.example", secret) // refused or not, it must not open the door
	}
	if !limited {
		t.Error("60 guesses from one address, and none refused as too many")
	}
}
