package termbase_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/story"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// concept is one of these terms, a line each: "ar ministre" is preferred, "fr! Ministre" forbidden,
// "fr? Ministre" admitted.
func concept(lines ...string) term.Concept {
	c := term.Concept{Type: term.General}
	for _, line := range lines {
		tag, text, _ := strings.Cut(line, " ")
		t := term.Term{Lang: tag[:2], Text: text, Status: term.Preferred}
		switch tag[2:] {
		case "!":
			t.Status = term.Deprecated
		case "?":
			t.Status = term.Admitted
		}
		c.Terms = append(c.Terms, t)
	}
	return c
}

func add(r *story.Runner, lines ...string) workflow.Concept {
	r.T.Helper()
	c, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: concept(lines...)})
	r.Check("add "+strings.Join(lines, ", "), err)
	return c
}

// texts are the terms of all concepts that a query lists.
func texts(r *story.Runner, q termbase.Query) []string {
	r.T.Helper()
	all := []string{}
	for {
		list, err := r.Termbase.List(r.Ctx(), r.People["amina"], q)
		r.CheckNow("list", err)
		for _, c := range list.Concepts {
			var terms []string
			for _, t := range c.Terms {
				terms = append(terms, t.Text)
			}
			all = append(all, strings.Join(terms, "="))
		}
		if q.After = list.Next; q.After == "" {
			return all
		}
	}
}

func wantTexts(r *story.Runner, what string, q termbase.Query, want ...string) {
	r.T.Helper()
	if diff := cmp.Diff(append([]string{}, want...), texts(r, q)); diff != "" {
		r.T.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// A translator proposes, an editor settles; what is settled, edited and removed is undone by its batch.
func TestProposalIsSettled(t *testing.T) {
	r := story.New(t).As("amina")
	a, b := add(r, "ar لفتيت", "fr Laftit"), add(r, "ar روتايو", "fr Rotayo")
	if a.State != workflow.ConceptProposed || a.By != r.Who.ID {
		t.Errorf("%+v", a)
	}
	_, _, err := r.Termbase.Accept(r.Ctx(), r.Who, a.Concept, a.Seq)
	r.Refused("error.forbidden").Check("a translator settles", err)
	_, err = r.Termbase.Decline(r.Ctx(), r.People["youssef"], a.ID, "", 0)
	r.Refused("error.forbidden").Check("another translator withdraws", err)

	r.As("luc")
	edited := b.Concept
	edited.Terms[1].Text = "Retailleau"
	_, _, err = r.Termbase.Accept(r.Ctx(), r.Who, edited, b.Seq)
	r.CheckNow("accept", err)
	_, _, err = r.Termbase.Accept(r.Ctx(), r.Who, edited, 0)
	r.Refused("term.settled").Check("accept again", err)
	batch, err := r.Termbase.Decline(r.Ctx(), r.Who, a.ID, "autre graphie", a.Seq)
	r.CheckNow("decline", err)
	wantTexts(r, "after both", termbase.Query{}, "روتايو=Retailleau")
	v, err := r.Termbase.Read(r.Ctx(), r.Who, a.ID)
	r.CheckNow("read", err)
	last := v.Edits[len(v.Edits)-1]
	if !v.Gone || last.Kind != workflow.ConceptDeclined || last.Reason != "autre graphie" || v.People[last.By] != "luc" {
		t.Errorf("%+v", v)
	}
	out, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo", err)
	wantTexts(r, "after the undo", termbase.Query{ConceptFilter: workflow.ConceptFilter{State: workflow.ConceptProposed}},
		"لفتيت=Laftit")
	_, err = r.Termbase.Undo(r.Ctx(), r.Who, out.Batch)
	r.CheckNow("undo of the undo", err)
	wantTexts(r, "declined again", termbase.Query{}, "روتايو=Retailleau")
	own, names, err := r.Termbase.Own(r.Ctx(), r.People["amina"])
	r.CheckNow("own", err)
	if len(own) != 2 || own[0].ID != a.ID || own[0].Declined == nil || own[0].Declined.Reason != "autre graphie" ||
		own[1].Declined != nil || own[1].State != workflow.ConceptSettled || names.People[own[0].Declined.By] != "luc" {
		t.Errorf("own proposals: %+v", own)
	}
	_, _, err = r.Termbase.Own(r.Ctx(), workflow.Actor{})
	r.Refused("error.signed-out").Check("own of nobody", err)
}

func TestQueryTextIsRefusedByName(t *testing.T) {
	for _, text := range []termbase.QueryText{{Type: "thing"}, {State: "new"}} {
		if _, err := text.Parse(); workflow.KindOf(err) != workflow.Invalid {
			t.Errorf("%+v: %v", text, err)
		}
	}
	q, err := termbase.QueryText{Text: "a", Type: "person", State: "proposed", Domain: "d", Publication: "p"}.Parse()
	want := termbase.Query{Text: "a", ConceptFilter: workflow.ConceptFilter{Type: term.Person, Domain: "d",
		State: workflow.ConceptProposed, Publication: "p"}}
	if err != nil || q != want {
		t.Errorf("%+v, %v", q, err)
	}
}

// A publication that the desk does not have is refused by name, wherever it is asked for.
func TestUnknownPublicationIsRefused(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	r.As("luc")
	there := add(r, "ar وزير", "fr ministre")
	of := func(id string) map[string]error {
		c := concept("fr a")
		c.Publication = id
		_, _, added := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: c})
		c.ID = there.ID
		_, _, edited := r.Termbase.Edit(r.Ctx(), r.Who, c, 0)
		q := termbase.Query{ConceptFilter: workflow.ConceptFilter{Publication: id}}
		_, listed := r.Termbase.List(r.Ctx(), r.Who, q)
		_, found := r.Termbase.Terms(r.Ctx(), r.Who,
			termbase.TextQuery{SourceLang: "ar", TargetLang: "fr", Publication: id, Text: "وزير"})
		_, tried := r.Termbase.Try(r.Ctx(), r.Who, termbase.NewImport{Format: terms.CSV, Publication: id},
			strings.NewReader("ar,fr\nملك,roi\n"))
		exported := r.Termbase.Export(r.Ctx(), r.Who, q, terms.CSV, "fr", io.Discard)
		return map[string]error{"add": added, "edit": edited, "list": listed, "terms": found, "try": tried, "export": exported}
	}
	for what, err := range of("none") {
		var e *workflow.Error
		if !errors.As(err, &e) || e.ID != "term.publication" || e.Args["Value"] != "none" || e.Args["Known"] != p {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, err := range of(p) {
		r.Check(what, err)
	}
}

func TestEditKeepsWhatWas(t *testing.T) {
	r := story.New(t).As("luc")
	c := add(r, "ar وزير", "fr ministre")
	stale := c
	c.Terms = append(slices.Clone(c.Terms), term.Term{Lang: "fr", Text: "secrétaire d’État", Status: term.Deprecated})
	out, batch, err := r.Termbase.Edit(r.Ctx(), r.Who, c.Concept, c.Seq)
	r.CheckNow("edit", err)
	_, again, err := r.Termbase.Edit(r.Ctx(), r.Who, c.Concept, out.Seq)
	r.CheckNow("edit nothing", err)
	if again != "" || batch == "" {
		t.Errorf("batches %q and %q", batch, again)
	}
	_, _, err = r.Termbase.Edit(r.Ctx(), r.People["salma"], stale.Concept, stale.Seq)
	r.Refused("term.changed").Check("an edit of what it was before", err)
	undone, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo", err)
	wantTexts(r, "after the undo", termbase.Query{}, "وزير=ministre")
	if undone.Done != 1 || undone.Left != 0 {
		t.Errorf("%+v", undone)
	}
	late, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo what is undone", err)
	if late != (termbase.Undone{Already: true}) {
		t.Errorf("%+v", late)
	}
}

func TestRemoveIsUndone(t *testing.T) {
	r := story.New(t).As("luc")
	var ids []string
	for _, letter := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") { // two pages, three steps
		for _, end := range []string{"1", "2", "3", "4", "5"} {
			ids = append(ids, add(r, "fr "+letter+end).ID)
		}
	}
	batch, n, err := r.Termbase.Remove(r.Ctx(), r.Who, append(ids[:120:120], "none"))
	r.CheckNow("remove", err)
	if left := texts(r, termbase.Query{}); n != 120 || len(left) != len(ids)-120 {
		t.Errorf("%d removed, %d left", n, len(left))
	}
	out, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo", err)
	if all := texts(r, termbase.Query{}); out.Done != 120 || len(all) != len(ids) || all[0] != "a1" {
		t.Errorf("%d restored, %d there", out.Done, len(all))
	}
	_, err = r.Termbase.Undo(r.Ctx(), r.Who, "none")
	r.Refused("term.no-undo").Check("undo of no batch", err)
	_, err = r.Termbase.Undo(r.Ctx(), r.People["amina"], batch)
	r.Refused("error.forbidden").Check("undo by a translator", err)
	_, _, err = r.Termbase.Remove(r.Ctx(), r.People["amina"], ids)
	r.Refused("error.forbidden").Check("removal by a translator", err)
}

func TestWrongConceptsAreRefused(t *testing.T) {
	r := story.New(t).As("luc")
	there := add(r, "fr Banque du Maroc", "ar بنك المغرب")
	for id, c := range map[string]term.Concept{
		"term.empty":         concept("fr  "),
		"term.type":          {Type: "x", Terms: concept("fr a").Terms},
		"term.language":      concept("12 a"),
		"term.two-preferred": concept("fr un", "fr deux"),
		"term.twice":         concept("fr un", "fr! un"),
		"term.no-word":       concept("fr …"),
		"term.status":        {Terms: []term.Term{{Lang: "fr", Text: "a", Status: "x"}}},
		"term.form":          {Terms: []term.Term{{Lang: "fr", Text: "a", Gender: "x"}}},
		"term.there":         concept("fr BANQUE du Maroc", "ar شيء"),
		"text.too-long":      concept("fr " + strings.Repeat("long ", 300)),
		"term.too-many":      {Terms: slices.Repeat(concept("fr! a").Terms, 1)},
	} {
		if id == "term.too-many" {
			for i := range 70 {
				c.Terms = append(c.Terms, term.Term{Lang: "fr", Status: term.Admitted, Text: strings.Repeat("b", i+1)})
			}
		}
		_, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: c})
		r.Refused(id).Check(id, err)
	}
	_, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: concept("fr banque du Maroc", "ar شيء"), Anyway: true})
	r.CheckNow("anyway", err)
	_, _, err = r.Termbase.Add(r.Ctx(), r.People["lea"], termbase.NewConcept{Concept: there.Concept})
	r.Refused("error.forbidden").Check("a reader", err)
	_, _, err = r.Termbase.Edit(r.Ctx(), r.Who, term.Concept{ID: "none", Terms: there.Terms}, 0)
	r.Refused("error.not-found").Check("an edit of none", err)
}
