package desk_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

func TestCommentPassesTheGate(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", " \n\t", "comment.empty"},
		{"an override", "a\u202eb", "text.override"},
		{"bytes that are not UTF-8", "\xff", "text.encoding"},
		{"a text that is too long", strings.Repeat("a", desk.MaxComment+1), "comment.too-large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			r.Refused(c.want).Comment(1, c.text)
		})
	}
	r.T = t
	r.Comment(1, strings.Repeat("a", desk.MaxComment))
	if c := r.Comment(1, " e\u0301te\u0301\r\n"); c.Text != "été" {
		t.Errorf("kept %q", c.Text)
	}
	if n := r.Segment(1).Comments; n != 2 {
		t.Errorf("%d comments, want 2", n)
	}
}

func TestCommentIsOnASegmentOrOnTheArticle(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	s := r.Segment(2)
	var on, whole workflow.Comment
	entries := r.Appended(func() { on, whole = r.Comment(2, "?"), r.Comment(0, "à midi") })
	if on.Segment != s.ID || on.MadeOn != s.ID || whole.Segment != "" ||
		on.By != r.Who.ID || on.Article != r.ArticleID || on.At.IsZero() {
		t.Errorf("comments %+v and %+v", on, whole)
	}
	for i, want := range []string{s.ID, ""} {
		id := []string{on.ID, whole.ID}[i]
		if e := entries[i]; e.Kind != workflow.CommentAdded || e.Segment != want ||
			string(e.Payload) != `{"comment":"`+id+`"}` {
			t.Errorf("entry %d: %+v %s", i, e, e.Payload)
		}
	}
	all, err := r.Desk.Comments(r.Ctx(), r.People["youssef"], r.ArticleID)
	r.Check("list", err)
	if len(all) != 2 || all[0].ID != on.ID || all[1].ID != whole.ID {
		t.Errorf("listed %+v", all)
	}
	if v := r.View(); v.Segments[0].Comments != 0 || v.Segments[1].Comments != 1 {
		t.Errorf("counted %d and %d", v.Segments[0].Comments, v.Segments[1].Comments)
	}
}

func TestCommentRefuses(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	gone := r.Segment(2)
	r.Merge(1)
	comment := func(who workflow.Actor, article, segment string) error {
		_, err := r.Desk.Comment(r.Ctx(), who, article, segment, "?")
		return err
	}
	r.Refused("error.forbidden").Check("a reader", comment(r.People["lea"], r.ArticleID, ""))
	r.Refused("segment.gone").Check("a merged segment", comment(r.Who, r.ArticleID, gone.ID))
	r.Refused("error.not-found").Check("no segment", comment(r.Who, r.ArticleID, "none"))
	r.Refused("error.not-found").Check("no article", comment(r.Who, "none", ""))
	first, here := r.ArticleID, r.Segment(1).ID
	r.Add(one)
	r.Refused("segment.gone").Check("of another article", comment(r.Who, r.ArticleID, here))
	r.ArticleID = first
	if n := r.View().Comments; n != 0 {
		t.Errorf("%d comments, want none", n)
	}
	_, err := r.Desk.Comments(r.Ctx(), r.People["lea"], first)
	r.Refused("error.forbidden").Check("list, by a reader", err)
}

func TestCommentIsResolvedAndOpenedAgain(t *testing.T) {
	r := story.New(t).As("amina").Add(one)
	c := r.Comment(1, "?")
	resolve := func(id string, resolved bool) workflow.Comment {
		c, err := r.Desk.ResolveComment(r.Ctx(), r.Who, id, resolved)
		r.Check("resolve", err)
		return c
	}
	r.As("luc")
	r.WantAppended(func() { resolve(c.ID, true) },
		`comment.resolved {"comment":"`+c.ID+`","resolved":true}`)
	r.WantAppended(func() { // a second time changes nothing
		if again := resolve(c.ID, true); again.ResolvedBy != r.Who.ID || again.Resolved.IsZero() {
			t.Errorf("resolved %v by %q", again.Resolved, again.ResolvedBy)
		}
	})
	if n := r.Segment(1).Comments; n != 0 {
		t.Errorf("%d open comments, want none", n)
	}
	r.As("youssef")
	r.WantAppended(func() {
		if open := resolve(c.ID, false); !open.Resolved.IsZero() || open.ResolvedBy != "" {
			t.Errorf("opened again: %v by %q", open.Resolved, open.ResolvedBy)
		}
	}, `comment.resolved {"comment":"`+c.ID+`","resolved":false}`)
	r.WantAppended(func() { resolve(c.ID, false) })
	if n := r.Segment(1).Comments; n != 1 {
		t.Errorf("%d open comments, want 1", n)
	}
	r.As("lea").Refused("error.forbidden")
	resolve(c.ID, true)
	r.As("luc").Refused("error.not-found")
	resolve("no-such-comment", true)
}

// TestCommentsOfBothPartsComeBack: only those that were made on the second part leave the first.
func TestCommentsOfBothPartsComeBack(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two)
	r.Comment(1, "du premier")
	r.Comment(2, "du second")
	r.Merge(1)
	if n := r.Segment(1).Comments; n != 2 {
		t.Errorf("merged: %d comments, want 2", n)
	}
	r.Comment(1, "des deux")
	r.Undo(1)
	if a, b := r.Segment(1).Comments, r.Segment(2).Comments; a != 2 || b != 1 {
		t.Errorf("undone: %d and %d comments, want 2 and 1", a, b)
	}
}
