package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

// published is an article of two segments that was published; amina translated it for luc.
func published(t *testing.T) *story.Runner {
	t.Helper()
	r := story.New(t)
	publication := r.AddPublication()
	r.As("amina")
	a, err := r.Intake.AddArticle(r.Ctx(), r.Who, intake.NewArticle{SourceLang: "ar",
		Document: story.Paragraphs(story.One, story.Two), TargetLang: "fr",
		Publication: publication, Note: "deux colonnes"})
	r.Check("add", err)
	r.ArticleID = a.ID
	r.As("luc").Assign("amina", workflow.Translator, 0, 0).Assign("luc", workflow.Editor, 0, 0)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	_, err = r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, r.Segment(1).ID, "à vérifier")
	r.Check("comment", err)
	r.As("luc").Override(1, "urgent").Approve(2).SignOff().Publish()
	return r
}

// read is the article as a person reads it.
func read(r *story.Runner, who workflow.Actor, id string) (workflow.ArticleView, error) {
	var v workflow.ArticleView
	err := r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		v, err = workflow.ReadArticle(tx, who, id)
		return err
	})
	return v, err
}

func TestReaderSeesNothingBeforePublication(t *testing.T) {
	r := story.New(t).As("amina").Add(story.One).Translate(1, "Un.")
	r.As("luc").Approve(1).SignOff()
	_, err := read(r, r.People["lea"], r.ArticleID)
	if workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("signed off: %v, want not found", err)
	}
	r.Publish()
	_, err = read(r, r.People["lea"], r.ArticleID)
	r.Check("published", err)
	_, err = read(r, r.People["lea"], "no-such-article")
	if workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("no such article: %v, want not found", err)
	}
}

func TestReaderSeesNothingOfARetractedArticle(t *testing.T) {
	r := published(t)
	r.Correct(1, "", workflow.Retraction)
	_, err := read(r, r.People["lea"], r.ArticleID)
	r.Refused("article.retracted").Check("a reader", err)
	v, err := read(r, r.People["amina"], r.ArticleID)
	r.Check("a translator", err)
	if len(v.Segments) != 2 || v.Retracted != "dépêche corrigée" {
		t.Errorf("a translator sees %d segments and %q", len(v.Segments), v.Retracted)
	}
}

func TestReaderSeesTextsAndNamesAlone(t *testing.T) {
	r := published(t)
	full, err := read(r, r.People["amina"], r.ArticleID)
	r.Check("a translator", err)
	if full.Note == "" || len(full.Assignments) != 2 || len(full.Translators) != 1 ||
		len(full.Editors) != 1 || full.Comments != 1 || full.Head == 0 ||
		full.Segments[0].Comments != 1 || full.Segments[0].Translator == "" {
		t.Fatalf("the desk sees too little: %+v", full.Summary)
	}
	v, err := read(r, r.People["lea"], r.ArticleID)
	r.Check("a reader", err)
	if v.Note != "" || v.Assignments != nil || v.Translators != nil || v.Editors != nil ||
		v.Comments != 0 || v.Head != 0 {
		t.Errorf("a reader sees note %q, %v, %v, %v, %d comments, head %d", v.Note, v.Assignments,
			v.Translators, v.Editors, v.Comments, v.Head)
	}
	for _, s := range v.Segments {
		if s.Assignment != "" || s.Review != "" || s.Translator != "" || s.Editor != "" ||
			s.Comments != 0 {
			t.Errorf("segment %d tells who works on it: %+v", s.Position, s)
		}
		if s.Target.Empty() || len(s.Authors) == 0 {
			t.Errorf("segment %d has no approved target or no authors for the credits", s.Position)
		}
	}
	for id, p := range v.People {
		if diff := cmp.Diff(workflow.Person{ID: id, Name: full.People[id].Name}, p); diff != "" {
			t.Errorf("more than the name of a person: %s", diff)
		}
	}
	if full.People[r.People["amina"].ID].Email == "" {
		t.Error("the view of a reader took the addresses from the desk's")
	}
}

func TestReaderSeesNoTextThatWasChangedSince(t *testing.T) {
	r := published(t)
	r.As("amina").Draft(1, "Un, corrigé.")
	r.As("luc").Return(2, "à revoir")
	v, err := read(r, r.People["lea"], r.ArticleID)
	r.Check("a reader", err)
	for _, s := range v.Segments {
		if !s.Target.Empty() || s.Authors != nil || s.Reason != "" {
			t.Errorf("segment %d: target %q, authors %v, reason %q", s.Position, s.Target, s.Authors,
				s.Reason)
		}
	}
	r.WantTarget(1, "Un, corrigé.").WantTarget(2, "Deux.")
}

func TestReadArticleAsksThePermissionTable(t *testing.T) {
	r := published(t)
	disabled := r.People["amina"]
	disabled.Disabled = true
	for _, c := range []struct {
		name string
		who  workflow.Actor
		want string
	}{
		{"signed out", workflow.Actor{}, "error.signed-out"},
		{"disabled", disabled, "error.forbidden"},
		{"a reader", r.People["lea"], ""},
		{"the operator", workflow.Operator(), ""},
	} {
		_, err := read(r, c.who, r.ArticleID)
		if got := idOf(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestViewCountsItsSegments(t *testing.T) {
	r := story.New(t).As("nadia").Add(story.One, story.Two, story.Three, story.One, story.Two,
		story.Three)
	r.As("luc").Assign("amina", workflow.Translator, 2, 3).Assign("youssef", workflow.Translator, 4, 4).
		Assign("amina", workflow.Translator, 5, 5).Assign("salma", workflow.Editor, 0, 0)
	r.As("youssef").Draft(1, "Un.")
	r.As("amina").Translate(2, "Deux.").Translate(3, "Trois.").Translate(5, "Deux.")
	r.As("youssef").Translate(4, "Un.")
	r.As("luc").Approve(3).Return(4, "à revoir").Approve(5)
	r.Correct(5, story.Three, workflow.Fact)
	_, err := r.Desk.Comment(r.Ctx(), r.Who, r.ArticleID, r.Segment(2).ID, "?")
	r.Check("comment", err)
	v := r.View()
	want := workflow.Counts{Initial: 1, Draft: 1, Translated: 1, Returned: 2, Reviewed: 1}
	if diff := cmp.Diff(want, v.Summary.Segments); diff != "" {
		t.Error(diff)
	}
	words := func(positions ...int) (n int) {
		for _, p := range positions {
			n += v.Segments[p-1].Words
		}
		return n
	}
	want = workflow.Counts{Initial: words(6), Draft: words(1), Translated: words(2),
		Returned: words(4, 5), Reviewed: words(3)}
	if diff := cmp.Diff(want, v.Words); diff != "" {
		t.Errorf("words: %s", diff)
	}
	if v.Stale != 1 || v.Comments != 1 || v.Unassigned != 2 {
		t.Errorf("%d stale, %d comments, %d without a translator; want 1, 1 and 2", v.Stale,
			v.Comments, v.Unassigned)
	}
	people := []string{r.People["amina"].ID, r.People["youssef"].ID}
	if diff := cmp.Diff(people, v.Translators); diff != "" {
		t.Errorf("translators, each once: %s", diff)
	}
	if diff := cmp.Diff([]string{r.People["salma"].ID}, v.Editors); diff != "" {
		t.Errorf("editors: %s", diff)
	}
}

func TestViewCountsFinalSegments(t *testing.T) {
	r := published(t)
	if got := r.View().Summary.Segments; got != (workflow.Counts{Final: 2}) {
		t.Errorf("got %+v, want two final", got)
	}
}

func TestViewHoldsThePublicationAndNoPasswords(t *testing.T) {
	r := published(t)
	p := r.People["amina"].Person
	err := r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		p.Password = "$argon2id$secret"
		return tx.UpdatePerson(p)
	})
	r.Check("set a password", err)
	v := r.View()
	if v.Publisher.Name != "L’Écho" || !v.Proposals {
		t.Errorf("publication %q, proposals %v", v.Publisher.Name, v.Proposals)
	}
	if len(v.People) != len(r.People) {
		t.Errorf("%d people, want %d", len(v.People), len(r.People))
	}
	for _, p := range v.People {
		if p.Password != "" {
			t.Errorf("the view holds the password of %s", p.Name)
		}
	}
	var head int64
	err = r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		head, err = tx.FeedHead()
		return err
	})
	r.Check("head", err)
	if v.Head != head {
		t.Errorf("head %d, want %d", v.Head, head)
	}
	bare := story.New(t).As("amina").Add(story.One).View()
	if bare.Publisher.ID != "" || !bare.Proposals {
		t.Errorf("without a publication: %+v, proposals %v", bare.Publisher, bare.Proposals)
	}
}

func TestProposalsAreThePublicationsChoice(t *testing.T) {
	r := published(t)
	v := r.View()
	core := workflow.NewCore(r.Store, workflow.CoreOptions{})
	err := core.Update(r.Ctx(), r.Who, func(tx workflow.Tx, t workflow.Txn) error {
		return tx.AddRuleEdit(workflow.RuleEdit{ID: t.NewID(), Publication: v.Publication, By: t.Who.ID,
			At: t.Now})
	})
	r.Check("edit the rules", err)
	if r.View().Proposals {
		t.Error("long sentences get proposals though the rules say none")
	}
}

// TestViewFollowsTheCut keeps blocks, and positions from 1, after a merge across blocks.
func TestViewFollowsTheCut(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One, story.Two, story.Three).Merge(1)
	v := r.View()
	if len(v.Blocks) != 3 || len(v.Segments) != 2 {
		t.Fatalf("%d blocks and %d segments, want 3 and 2", len(v.Blocks), len(v.Segments))
	}
	for i, s := range v.Segments {
		if s.Position != i+1 {
			t.Errorf("segment %d has the position %d", i+1, s.Position)
		}
	}
	if v.Segments[1].Block != v.Blocks[2].ID || v.Segments[0].State != bitext.Initial {
		t.Errorf("the last segment is of block %s", v.Segments[1].Block)
	}
	if _, err := r.Desk.Save(r.Ctx(), r.Who, desk.Save{Segment: v.Segments[1].ID, Version: 1,
		Target: "Trois."}); err != nil {
		t.Errorf("the segment after a merge cannot be saved: %v", err)
	}
}

// TestWaitingFor has one segment of each kind, and asks for two people.
func TestWaitingFor(t *testing.T) {
	state := func(s bitext.State, sub bitext.SubState) workflow.Snapshot {
		return workflow.Snapshot{State: s, SubState: sub, Target: bitext.Plain("نص")}
	}
	waits := state(bitext.Translated, bitext.None)
	v := workflow.ArticleView{Segments: []workflow.Segment{
		{ID: "free", Snapshot: state(bitext.Initial, bitext.None)},
		{ID: "hers", Translator: "amina", Assignment: "1", Snapshot: state(bitext.Initial, bitext.None)},
		{ID: "her draft", Translator: "amina", Assignment: "1", Snapshot: state(bitext.Initial, bitext.Draft)},
		{ID: "back to her", Translator: "amina", Assignment: "1", Snapshot: state(bitext.Translated, bitext.Returned)},
		{ID: "another's", Translator: "youssef", Assignment: "2"},
		{ID: "open to all editors", Translator: "amina", Snapshot: waits},
		{ID: "for luc", Translator: "amina", Editor: "luc", Snapshot: waits},
		{ID: "for salma", Translator: "amina", Editor: "salma", Snapshot: waits},
		{ID: "written by luc", Snapshot: workflow.Snapshot{State: bitext.Translated,
			Target: bitext.Plain("نص"), Authors: []string{"luc"}}},
		{ID: "approved", Translator: "amina", Snapshot: state(bitext.Reviewed, bitext.None)},
	}}
	for person, want := range map[string]string{
		"amina": "own: hers, her draft, back to her; to review: written by luc; free: 1",
		"luc":   "own: ; to review: open to all editors, for luc; free: 1",
	} {
		ids := func(all []workflow.Segment) string {
			var names []string
			for _, s := range all {
				names = append(names, s.ID)
			}
			return strings.Join(names, ", ")
		}
		w := v.WaitingFor(person)
		got := fmt.Sprintf("own: %s; to review: %s; free: %d", ids(w.Own), ids(w.ToReview), w.Free)
		if got != want {
			t.Errorf("%s: %s, want %s", person, got, want)
		}
	}
}
