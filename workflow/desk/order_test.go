package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

// The clock of the machine is set back by an hour in the middle of the work: what was done later stays later.
func TestOrderIsNotThatOfTheClock(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("نص أول.", "نص ثان.")
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	r.Comment(1, "avant")
	r.As("luc").Mark(1, "Un", mqm.Type("wrong-term"), mqm.Minor)
	r.Clock = r.Clock.Add(-time.Hour)
	r.Mark(1, "Un.", mqm.Type("wrong-term"), mqm.Minor)
	r.As("amina").Translate(1, "Un encore.")
	r.Comment(1, "après")
	var versions []int64
	for _, c := range r.History(1) {
		versions = append(versions, c.Version)
	}
	if !slices.IsSorted(versions) || len(versions) != 3 {
		t.Errorf("versions in the order %v", versions)
	}
	if all, err := r.Desk.Comments(r.Ctx(), r.Who, r.ArticleID); err != nil || len(all) != 2 || all[1].Text != "après" {
		t.Errorf("comments %+v, %v", all, err)
	}
	if got := r.Issue(2).Text[r.Issue(2).From:r.Issue(2).To]; got != "Un." {
		t.Errorf("the second issue marks %q", got)
	}
	r.Undo(1).WantTarget(1, "Un.")
}

// Readers see an article as it was when it was published, and nothing that was written after the clock was set back.
func TestPublicationIsNotOfTheClock(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("نص أول.")
	r.As("amina").Translate(1, "Ce qui est public.")
	r.As("luc").Approve(1).SignOff().Publish()
	r.Clock = r.Clock.Add(-time.Hour)
	r.As("amina").Translate(1, "Un brouillon.")
	doc, err := r.Edition.Published(r.Ctx(), r.People["lea"], r.ArticleID)
	r.Check("published", err)
	text := ""
	for _, b := range doc.Blocks {
		for _, s := range b.Segments {
			text += s.Target.String()
		}
	}
	if !strings.Contains(text, "public") || strings.Contains(text, "brouillon") {
		t.Errorf("readers see %q", text)
	}
}
