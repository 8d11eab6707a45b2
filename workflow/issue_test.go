package workflow_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/mqm"
)

func TestVerdictIsOfTheTypology(t *testing.T) {
	for _, c := range []struct {
		name string
		v    workflow.Verdict
		note string
		want string
	}{
		{"a type and a severity", workflow.Verdict{Type: "mistranslation", Severity: mqm.Minor}, "", ""},
		{"a dimension as type", workflow.Verdict{Type: "accuracy", Severity: mqm.Neutral}, "", ""},
		{"no type", workflow.Verdict{Severity: mqm.Minor}, "", "issue.no-type"},
		{"an unknown type", workflow.Verdict{Type: "kerning", Severity: mqm.Minor}, "",
			"issue.no-type"},
		{"no severity", workflow.Verdict{Type: "accuracy"}, "", "issue.no-severity"},
		{"an unknown severity", workflow.Verdict{Type: "accuracy", Severity: "fatal"}, "",
			"issue.no-severity"},
		{"a note that is trimmed", workflow.Verdict{Type: "accuracy", Severity: mqm.Minor,
			Note: "  espace\r\nfine "}, "espace\nfine", ""},
		{"a note with an override", workflow.Verdict{Type: "accuracy", Severity: mqm.Minor,
			Note: "a\u202eb"}, "a\u202eb", "text.override"},
		{"a note that is too long", workflow.Verdict{Type: "accuracy", Severity: mqm.Minor,
			Note: strings.Repeat("a", workflow.MaxRemark+1)},
			strings.Repeat("a", workflow.MaxRemark+1), "text.too-long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := c.v
			if got := idOf(v.Clean()); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
			if v.Note != c.note {
				t.Errorf("note %q, want %q", v.Note, c.note)
			}
		})
	}
}

func TestIssueIsOpenUntilItEnds(t *testing.T) {
	if !(workflow.Issue{}).Open() {
		t.Error("an issue that has not ended is not open")
	}
	if (workflow.Issue{Ended: noon}).Open() {
		t.Error("an issue that has ended is open")
	}
}

func TestAuthorOfATarget(t *testing.T) {
	for _, c := range []struct {
		name       string
		translator string
		authors    []string
		want       string
	}{
		{"the translator, who wrote first", "amina", []string{"amina", "luc"}, "amina"},
		{"the translator, who wrote in it later", "amina", []string{"luc", "amina"}, "amina"},
		{"who began it, where the translator wrote nothing", "amina", []string{"luc", "salma"},
			"luc"},
		{"who began it, where it was given to nobody", "", []string{"luc", "salma"}, "luc"},
		{"nobody wrote in it", "amina", nil, ""},
		{"nobody at all", "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := workflow.AuthorOf(c.translator, c.authors); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
