package desk_test

import (
	"errors"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

func TestSaveAsksThePermissionTable(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	page := r.Segment(1)
	reading := r.People["amina"]
	reading.Scope = workflow.ReadScope
	for _, c := range []struct {
		name string
		who  workflow.Actor
		want string
	}{
		{"signed out", workflow.Actor{}, "error.signed-out"},
		{"a reader", r.People["lea"], "error.forbidden"},
		{"a token that only reads", reading, "error.forbidden"},
	} {
		r.Who = c.who
		r.Refused(c.want).Send(page, desk.Save{Target: "Un."})
	}
	r.WantVersion(1, 1)
}

// TestSaveMakesStates makes a state, saves, and looks at the state, the kind of the change and
// the authors.
func TestSaveMakesStates(t *testing.T) {
	initial := func(r *story.Runner) {}
	draft := func(r *story.Runner) { r.As("amina").Draft(1, "Un.") }
	translated := func(r *story.Runner) { r.As("amina").Translate(1, "Un.") }
	returned := func(r *story.Runner) { translated(r); r.As("luc").Return(1, "style") }
	stale := func(r *story.Runner) { translated(r); r.As("luc").Correct(1, two, workflow.Wording) }
	reviewed := func(r *story.Runner) { translated(r); r.As("luc").Approve(1) }
	final := func(r *story.Runner) { reviewed(r); r.SignOff().Publish() }
	const saved, confirmed, touched, cleared = workflow.ChangeSaved, workflow.ChangeConfirmed,
		workflow.ChangeTouched, workflow.ChangeCleared
	for _, c := range []struct {
		name    string
		before  func(*story.Runner)
		who     string
		target  string
		confirm bool
		want    string
		kind    workflow.ChangeKind // empty: nothing changes
		authors string
	}{
		{"initial, drafted", initial, "amina", "Un.", false, "draft", saved, "amina"},
		{"initial, confirmed", initial, "amina", "Un.", true, "translated", confirmed, "amina"},
		{"initial, drafted by an editor", initial, "luc", "Un.", false, "draft", saved, "luc"},
		{"initial, nothing written", initial, "amina", " ", false, "initial", "", ""},
		{"draft, drafted on", draft, "amina", "Un deux.", false, "draft", saved, "amina"},
		{"draft, drafted by another", draft, "youssef", "Un deux.", false, "draft", saved,
			"amina youssef"},
		{"draft, the same text", draft, "amina", "Un.", false, "draft", "", "amina"},
		{"draft, confirmed", draft, "amina", "Un.", true, "translated", confirmed, "amina"},
		{"draft, confirmed by another as it is", draft, "youssef", "Un.", true, "translated",
			confirmed, "amina"},
		{"draft, cleared", draft, "amina", "", false, "initial", cleared, ""},
		{"translated, drafted on", translated, "amina", "Un deux.", false, "translated", saved,
			"amina"},
		{"translated, confirmed again", translated, "amina", "Un.", true, "translated", "", "amina"},
		{"translated, touched up by an editor", translated, "luc", "Un deux.", false, "translated",
			touched, "amina luc"},
		{"translated, changed by another translator", translated, "youssef", "Un deux.", true,
			"translated", confirmed, "amina youssef"},
		{"translated, cleared", translated, "amina", "", false, "initial", cleared, ""},
		{"returned, drafted on", returned, "amina", "Un deux.", false, "returned", saved, "amina"},
		{"returned, confirmed", returned, "amina", "Un deux.", true, "translated", confirmed,
			"amina"},
		{"returned, confirmed as it is", returned, "amina", "Un.", true, "translated", confirmed,
			"amina"},
		{"returned, touched up", returned, "luc", "Un deux.", false, "returned", touched,
			"amina luc"},
		{"stale, drafted on", stale, "amina", "Un deux.", false, "stale", saved, "amina"},
		{"stale, confirmed as it is", stale, "amina", "Un.", true, "translated", confirmed, "amina"},
		{"reviewed, drafted on", reviewed, "amina", "Un deux.", false, "translated", saved, "amina"},
		{"reviewed, changed and confirmed", reviewed, "amina", "Un deux.", true, "translated",
			confirmed, "amina"},
		{"reviewed, confirmed as it is", reviewed, "amina", "Un.", true, "reviewed", "", "amina"},
		{"reviewed, saved as it is", reviewed, "amina", "Un.", false, "reviewed", "", "amina"},
		{"reviewed, cleared", reviewed, "amina", "", false, "initial", cleared, ""},
		{"final, changed", final, "amina", "Un deux.", false, "translated", saved, "amina"},
		{"final, confirmed as it is", final, "amina", "Un.", true, "final", "", "amina"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("nadia").Add(one)
			c.before(r)
			page := r.Segment(1)
			r.As(c.who).Save(1, c.target, c.confirm)
			r.Want(c.want).WantAuthors(1, strings.Fields(c.authors)...).Whole()
			if c.kind == "" {
				r.WantVersion(1, page.Version)
				return
			}
			r.WantVersion(1, page.Version+1).WantChange(1, c.kind)
			s := r.Segment(1)
			if s.ApprovedBy != "" || s.Override != "" {
				t.Errorf("still approved by %q for %q", s.ApprovedBy, s.Override)
			}
			if kept := s.SubState == bitext.Returned; (s.Reason != "") != kept {
				t.Errorf("the reason of the return is %q", s.Reason)
			}
		})
	}
}

// TestSaveByTheAssignedEditorIsNoTouch: who was given the segment to translate translates it.
// The spaces of the house style are kept as they came, at the ends of a target too.
func TestSaveKeepsNoBreakSpaces(t *testing.T) {
	for _, target := range []string{"«\u00a0Oui\u00a0»", "Quoi\u202f?", "mot\u00a0", "\u202fmot\u202f", "mot ", "قال «نعم»\u00a0"} {
		r := story.New(t).As("nadia").Add(one).As("amina").Translate(1, target)
		if got := r.Segment(1).Target.String(); got != target {
			t.Errorf("kept %q, want %q", got, target)
		}
	}
}

func TestSaveByTheAssignedEditorIsNoTouch(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	r.As("nadia").Assign("luc", workflow.Translator, 0, 0)
	r.As("luc").Translate(1, "Un.").Draft(1, "Un deux.").WantChange(1, workflow.ChangeSaved)
	r.As("salma").Draft(1, "Un deux trois.").WantChange(1, workflow.ChangeTouched)
}

func TestSaveTakesBackAnOverride(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	r.As("luc").Translate(1, "Un.").Override(1, "seul au desk").Draft(1, "Un deux.")
	if s := r.Segment(1); s.ApprovedBy != "" || s.Override != "" || s.State != bitext.Translated {
		t.Errorf("%s, approved by %q for %q", s.State, s.ApprovedBy, s.Override)
	}
}

func TestClearedTargetForgetsItsAuthors(t *testing.T) {
	r := story.New(t).As("nadia").Add(one)
	r.As("luc").Translate(1, "De Luc.").Draft(1, "").Want("initial").WantTarget(1, "")
	r.As("amina").Translate(1, "D’Amina.").WantAuthors(1, "amina")
	r.As("luc").Approve(1).Want("reviewed")
}

func TestSaveOfAnAssignedSegment(t *testing.T) {
	r := story.New(t).As("nadia").Add(one, two).Assign("amina", workflow.Translator, 1, 1)
	r.As("youssef").Refused("segment.of-another").Draft(1, "Un.").Draft(2, "Deux.")
	_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: r.Segment(1).ID, Version: 1,
		Target: "Un."})
	var e *workflow.Error
	if !errors.As(err, &e) || e.Kind != workflow.Forbidden || e.Args["Name"] != "amina" {
		t.Errorf("got %v, want forbidden with the name of the translator", err)
	}
	r.As("amina").Draft(1, "Un.")
	r.As("luc").Draft(1, "Un deux.").WantAuthors(1, "amina", "luc")
}

func TestSaveRefusesWhatIsNoTarget(t *testing.T) {
	bold := bitext.Code{ID: "1", Type: bitext.Bold}
	italic := bitext.Code{ID: "2", Type: bitext.Italic}
	note := bitext.Code{ID: "3", Type: bitext.NoteMark, Equiv: "1"}
	source := bitext.Text{{Kind: bitext.Open, Code: bold}, {Chars: "قال "},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Open, Code: italic}, {Chars: "الوزير"},
		{Kind: bitext.Close, Code: italic}, {Kind: bitext.Lone, Code: note}}
	r := story.New(t).As("amina").AddDocument(&bitext.Document{
		Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, source)}})
	for _, c := range []struct{ name, target, want string }{
		{"a tag of no code", "⟦9⟧a⟦/9⟧", "markup.unknown"},
		{"a pair as a lone tag", "⟦1/⟧", "markup.unknown"},
		{"a tag without an end", "a ⟦1", "markup.broken"},
		{"a pair without its end", "⟦1⟧a", "markup.torn"},
		{"an end without its start", "a⟦/1⟧", "markup.torn"},
		{"pairs that cross", "⟦1⟧a⟦2⟧b⟦/1⟧c⟦/2⟧", "markup.crossed"},
		{"a note twice", "a⟦3/⟧b⟦3/⟧", "markup.repeated"},
		{"an override", "a\u202eb", "text.override"},
		{"bytes that are not UTF-8", "a\xff", "text.encoding"},
		{"a text that is too large", strings.Repeat("a", workflow.MaxSegment+1), "segment.too-large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			r.Refused(c.want).Draft(1, c.target)
		})
	}
	r.T = t
	r.Refused("segment.empty").Translate(1, " \u00a0")
	r.WantVersion(1, 1)
	r.Draft(1, strings.Repeat("a", workflow.MaxSegment)).WantVersion(1, 2)
	r.Draft(1, "⟦1⟧⟦2⟧a⟦/2⟧⟦/1⟧⟦3/⟧").WantTarget(1, "⟦1⟧⟦2⟧a⟦/2⟧⟦/1⟧⟦3/⟧")
}

func TestSaveNamesTheBrokenTag(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	_, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: r.Segment(1).ID, Version: 1,
		Target: "a ⟦7⟧"})
	var e *workflow.Error
	if !errors.As(err, &e) || e.Kind != workflow.Invalid || e.Args["Tag"] != "⟦7⟧" {
		t.Errorf("got %v, want the tag named", err)
	}
}

// TestSaveMayUseTheCodesItWasWrittenAgainst: a correction took the code from the source while
// the target was written.
func TestSaveMayUseTheCodesItWasWrittenAgainst(t *testing.T) {
	r := story.New(t).As("luc").AddDocument(story.Linked(bitext.Code{ID: "1", Type: bitext.Bold}))
	r.As("amina").Draft(1, "⟦1⟧Un.⟦/1⟧")
	page := r.Segment(1)
	r.As("luc").Correct(1, two, workflow.Typo)
	r.As("amina").Refused("conflict").Send(page, desk.Save{Target: "⟦1⟧Un deux.⟦/1⟧"})
	if c := r.LastChange(1); c.Kind != workflow.ChangeRefused ||
		c.To.Target.Markup() != "⟦1⟧Un deux.⟦/1⟧" || c.To.Source.Markup() != page.Source.Markup() {
		t.Errorf("kept %s %q of %q, want the text and the source it was written against", c.Kind,
			c.To.Target.Markup(), c.To.Source.Markup())
	}
}

func TestSaveOfWhatIsNotThere(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two)
	first, second := r.Segment(1), r.Segment(2)
	ghost := first
	ghost.ID = "no-such-segment"
	r.Refused("error.not-found").Send(ghost, desk.Save{Target: "Un."})
	future := first
	future.Version = 7
	r.Refused("segment.no-version").Send(future, desk.Save{Target: "Un."})
	r.Merge(1).Refused("segment.gone").Send(second, desk.Save{Target: "Deux."})
}

func TestSaveIsToldInTheFeed(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	for _, c := range []struct {
		name, want string
		do         func()
	}{
		{"a draft", `segment.saved {"state":"initial","sub_state":"draft","version":2}`,
			func() { r.Draft(1, "Un.") }},
		{"a confirmation", `segment.confirmed {"state":"translated","sub_state":"","version":3}`,
			func() { r.Translate(1, "Un.") }},
		{"a cleared target", `segment.saved {"state":"initial","sub_state":"","version":4}`,
			func() { r.Draft(1, "") }},
	} {
		r.WantAppended(c.do, c.want)
	}
	r.WantAppended(func() { r.Draft(1, "") }) // nothing changes
	r.Translate(1, "Un.").As("luc").Approve(1).SignOff()
	if got := r.Kinds(func() { r.Draft(1, "Un deux.") }); got != "article.reopened segment.saved" {
		t.Errorf("an edit after the sign-off: %s", got)
	}
	if got := r.Kinds(func() { r.Draft(1, "Un deux trois.") }); got != "segment.saved" {
		t.Errorf("the next edit: %s", got)
	}
}

func TestSaveKeepsWhereTheTextCameFrom(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	r.Draft(1, "Un.")
	if got := r.LastChange(1).Origin; got != workflow.Typed {
		t.Errorf("origin %s, want typed", got)
	}
	r.Send(r.Segment(1), desk.Save{Target: "Deux.", Origin: workflow.FromUnit})
	if got := r.LastChange(1).Origin; got != workflow.FromUnit {
		t.Errorf("origin %s, want memory", got)
	}
}
