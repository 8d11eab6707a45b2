package ui_test

import (
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// The show must have what the pages are looked at for.
func TestShowHasEveryState(t *testing.T) {
	s := uitest.OpenShow(t, "fr")
	seen := map[string]bool{}
	for _, id := range []string{s.Main, s.Done} {
		for _, g := range s.View(id).Segments {
			seen[string(g.State)+" "+string(g.SubState)] = true
		}
	}
	for _, want := range []string{"initial ", "initial draft", "translated ", "translated returned",
		"translated stale", "reviewed ", "final "} {
		if !seen[want] {
			t.Errorf("no segment is %q: %v", want, seen)
		}
	}
	stages := map[workflow.Stage]bool{}
	all, err := s.Article.List(t.Context(), workflow.Operator(), workflow.ArticleFilter{})
	s.Must(all, err)
	for _, a := range all {
		stages[a.Stage()] = true
	}
	for _, want := range workflow.Stages() {
		if !stages[want] {
			t.Errorf("no article is %s", want)
		}
	}
	if len(s.View(s.Coded).Segments[0].Source.Codes()) == 0 {
		t.Error("the article with codes has none")
	}
}
