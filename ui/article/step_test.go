package article_test

import (
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

var nextStep = regexp.MustCompile(`data-next="(\w*)"`)

// TestNextStepIsTheReaders follows an article from its arrival to its publication. At each stage the bar
// offers every person what waits for them, and nothing that waits for another.
func TestNextStepIsTheReaders(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	at := "/articles/" + v.ID
	translator, editor := n.As(workflow.Translator), n.As(workflow.Editor)
	segment := func(position int) workflow.Segment { return n.View(v.ID).Segments[position-1] }
	for _, stage := range []struct {
		name                      string
		do                        func()
		translator, editor, chief string
	}{
		{"arrived", func() {}, "claim", "assign", "assign"},
		{"two are claimed", func() { translator.Post(at+"/claim", "from", "1", "to", "2") }, "write", "assign", "assign"},
		{"all are claimed", func() { translator.Post(at + "/claim") }, "write", "", ""},
		{"translated", func() { n.Translate(v.ID, "Une traduction.") }, "", "review", "review"},
		{"the editor reviews all", func() {
			editor.Post(at+"/assignments", "assignee", n.People[workflow.Editor].ID, "role", "editor")
		}, "", "review", ""},
		{"one is returned", func() {
			_, err := n.Desk.Review(t.Context(), n.Actor(workflow.Editor), desk.Review{Segment: segment(2).ID,
				Version: segment(2).Version, Decision: workflow.Return, Reason: "le nom"})
			must(t, err)
		}, "write", "review", ""},
		{"mended and approved", func() { n.Translate(v.ID, "Une autre."); n.Approve(v.ID) }, "", "sign", "sign"},
		{"signed off", func() { editor.Post(at + "/sign") }, "", "publish", "publish"},
		{"published", func() { editor.Post(at + "/publish") }, "export", "export", "export"},
		{"retracted", func() { editor.Post(at+"/retract", "reason", "démenti") }, "", "", ""},
	} {
		stage.do()
		for role, want := range map[workflow.Role]string{workflow.Translator: stage.translator,
			workflow.Editor: stage.editor, workflow.Chief: stage.chief} {
			got := ""
			if m := nextStep.FindStringSubmatch(n.See(n.As(role).Get(at), 200)); m != nil {
				got = m[1]
			}
			if got != want {
				t.Errorf("%s: the %s is offered %q, want %q", stage.name, role, got, want)
			}
		}
	}
}

// TestTextGrowsByItsTextAlone compares a short article with a long one: the page of the long one has more
// text and no more forms, menus and tools.
func TestTextGrowsByItsTextAlone(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	short := n.See(chief.Get("/articles/"+n.AddArticle("عنوان\nجملة أولى.", 0).ID), 200)
	long := n.See(chief.Get("/articles/"+n.AddArticle("عنوان"+strings.Repeat("\nجملة أولى.", 40), 0).ID), 200)
	if got := strings.Count(long, `<section class="para"`); got != 41 {
		t.Fatalf("%d paragraphs, want 41", got)
	}
	for _, part := range []string{"<form", "<select", "<details", "/history", "/correct"} {
		if s, l := strings.Count(short, part), strings.Count(long, part); s != l || s == 0 {
			t.Errorf("%s: %d in 2 segments, %d in 41", part, s, l)
		}
	}
}
