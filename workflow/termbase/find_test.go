package termbase_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/story"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// found are the terms of a text and what is offered and forbidden for them: "ministre: وزير !وزيرة".
func found(r *story.Runner, q termbase.TextQuery) (all []string) {
	r.T.Helper()
	list, err := r.Termbase.Terms(r.Ctx(), r.People["amina"], q)
	r.CheckNow("terms", err)
	for _, f := range list {
		line := q.Text[f.Hits[0].Start:f.Hits[0].End] + ":"
		for _, o := range f.Offers {
			line += " " + o.Written
		}
		for _, t := range f.Forbidden {
			line += " !" + t.Text
		}
		all = append(all, line)
	}
	return all
}

func TestTermsAreFoundAtOnce(t *testing.T) {
	r := story.New(t).As("luc")
	want := func(what, text string, lines ...string) {
		t.Helper()
		q := termbase.TextQuery{SourceLang: "ar", TargetLang: "fr", Text: text}
		if diff := cmp.Diff(lines, found(r, q)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	c := add(r, "ar لفتيت", "fr Laftit", "fr? M. Laftit", "fr! Lefteet")
	want("what was added", "قال لفتيت إن", "لفتيت: Laftit M. Laftit !Lefteet")
	c.Terms[1].Text = "Abdelouafi Laftit"
	c, _, err := r.Termbase.Edit(r.Ctx(), r.Who, c.Concept, c.Seq)
	r.CheckNow("edit", err)
	want("what was edited", "قال لفتيت إن", "لفتيت: Abdelouafi Laftit M. Laftit !Lefteet")
	_, _, err = r.Termbase.Remove(r.Ctx(), r.Who, []string{c.ID})
	r.CheckNow("remove", err)
	want("what was removed", "قال لفتيت إن")
}

func TestTermsAreThoseOfThePublication(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	r.As("luc").AddTo(p, "جمع اللقاء لفتيت وروتايو.")
	own := concept("ar لفتيت", "fr Laftit")
	own.Publication = p
	other := concept("ar روتايو", "fr Retailleau")
	other.Publication = r.As("nadia").AddPublication()
	for _, c := range []term.Concept{own, other} {
		_, _, err := r.As("luc").Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: c})
		r.CheckNow("add", err)
	}
	q := termbase.TextQuery{SourceLang: "ar", TargetLang: "fr", Text: r.Segment(1).Source.String(), Publication: p}
	if got := strings.Join(found(r, q), "; "); got != "لفتيت: Laftit" {
		t.Errorf("found %s", got)
	}
}

// What is offered has the number of the term in the text, and its short form where the text has that.
func TestOffersFitTheirPlace(t *testing.T) {
	r := story.New(t).As("luc")
	add(r, "ar وزير", "fr ministre")
	c := concept("ar عبد الوافي لفتيت", "fr Abdelouafi Laftit")
	c.Type, c.Terms[0].Short, c.Terms[1].Short = term.Person, "لفتيت", "Laftit"
	_, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: c})
	r.CheckNow("add", err)
	for _, tt := range []struct{ from, to, text, want string }{
		{"ar", "fr", "وصل الوزير.", "وزير: ministre"},
		{"ar", "fr", "وصل وزراء.", "وزراء: ministres"},
		{"fr", "ar", "Deux ministres sont là.", "ministres: وزراء"},
		{"ar", "fr", "قال عبد الوافي لفتيت.", "عبد الوافي لفتيت: Abdelouafi Laftit"},
		{"ar", "fr", "وأضاف لفتيت.", "لفتيت: Laftit"},
	} {
		got := strings.Join(found(r, termbase.TextQuery{SourceLang: tt.from, TargetLang: tt.to, Text: tt.text}), "; ")
		if got != tt.want {
			t.Errorf("%s: %s; want %s", tt.text, got, tt.want)
		}
	}
}

// Nodes hear of a change from the feed.
func TestOtherNodesFindWhatWasAdded(t *testing.T) {
	r := story.New(t).As("luc")
	other := termbase.New(workflow.NewCore(r.Store, workflow.CoreOptions{}), r.Memory)
	hits := func() int {
		r.CheckNow("current", other.Current(r.Ctx()))
		return len(other.Places("قال لفتيت", "ar", ""))
	}
	if n := hits(); n != 0 {
		t.Errorf("%d hits before", n)
	}
	c := add(r, "ar لفتيت", "fr Laftit")
	if n := hits(); n != 1 {
		t.Errorf("%d hits after", n)
	}
	_, _, err := r.Termbase.Remove(r.Ctx(), r.Who, []string{c.ID})
	r.CheckNow("remove", err)
	if n := hits(); n != 0 {
		t.Errorf("%d hits after the removal", n)
	}
}

// A name that is spelt otherwise from now on is found in what was published before.
func TestUsageFindsWhatIsOutdated(t *testing.T) {
	r := story.New(t).As("luc")
	c := add(r, "ar لفتيت", "fr Lefteet")
	r.As("amina").Add("قال لفتيت نعم.", "غادر لفتيت الرباط.", "لا أحد.").Translate(1, "M. Lefteet a dit oui.").
		Translate(2, "Laftit a quitté Rabat.").Translate(3, "Personne.")
	r.As("salma").Approve(1).Approve(2).Approve(3).SignOff().Publish()
	r.CheckNow("memory", r.Memory.Current(r.Ctx()))
	c.Terms[1].Text = "Laftit"
	_, _, err := r.Termbase.Edit(r.Ctx(), r.As("luc").Who, c.Concept, c.Seq)
	r.CheckNow("edit", err)
	usage, err := r.Termbase.Usage(r.Ctx(), r.People["amina"], c.ID)
	r.CheckNow("usage", err)
	want := map[string]int{"لفتيت": 2, "Laftit": 1, "Lefteet": 1}
	if diff := cmp.Diff(want, usage.Terms); diff != "" || usage.Units != 2 || usage.Articles != 1 {
		t.Errorf("%d units, %d articles\n%s", usage.Units, usage.Articles, diff)
	}
	if len(usage.Outdated) != 1 || usage.Outdated[0].Position != 1 || usage.Outdated[0].Term.Text != "Lefteet" {
		t.Errorf("outdated: %+v", usage.Outdated)
	}
}

// manyUnits is a memory where as many units have any words.
type manyUnits struct {
	termbase.Memory
	n int
}

func (manyUnits) Languages() [][2]string { return [][2]string{{"ar", "fr"}} }

func (m manyUnits) UnitsHaving(string, string, string, string) []string { return make([]string, m.n) }

// A page of a frequent term does not read the whole memory, and says so.
func TestUsageOfAFrequentTermIsPartial(t *testing.T) {
	r := story.New(t).As("luc")
	c := add(r, "fr le")
	for n, want := range map[int]bool{500: false, 501: true} {
		u := termbase.New(workflow.NewCore(r.Store, workflow.CoreOptions{}), manyUnits{n: n})
		if out, err := u.Usage(r.Ctx(), r.Who, c.ID); err != nil || out.Partial != want {
			t.Errorf("of %d units: partial %v, %v", n, out.Partial, err)
		}
	}
}

// Pairs that the memory always has together are suggested, until they are settled either way.
func TestMemorySuggestsTerms(t *testing.T) {
	r := story.New(t).As("amina")
	people := []string{"Marie", "Paul", "Jeanne", "Luc", "Anne"}
	names := []string{"ماري", "بول", "جان", "لوك", "آن"}
	var sources, targets []string
	for i := range people {
		sources = append(sources, "زار "+names[i]+" مجلس الوزراء في الرباط.")
		targets = append(targets, people[i]+" a visité le conseil des ministres à Rabat.")
	}
	r.Add(sources...)
	for i, target := range targets {
		r.Translate(i+1, target)
	}
	r.CheckNow("memory", r.Memory.Current(r.Ctx()))
	suggested := func() (all []string) {
		found, err := r.Termbase.Suggest(r.Ctx(), r.Who, "ar", "fr")
		r.CheckNow("suggest", err)
		for _, s := range found {
			all = append(all, s.Source+"="+s.Target)
			if s.Units < 3 || len(s.Examples) == 0 || (s.Type == term.Place) != (s.Target == "Rabat") {
				t.Errorf("%+v", s)
			}
		}
		return all
	}
	first := strings.Join(suggested(), "; ")
	if !strings.Contains(first, "مجلس الوزراء=conseil des ministres") || strings.Contains(first, "في") {
		t.Errorf("suggested: %s", first)
	}
	r.As("luc")
	add(r, "ar مجلس الوزراء", "fr conseil des ministres")
	if again := strings.Join(suggested(), "; "); strings.Contains(again, "conseil") {
		t.Errorf("suggested again: %s", again)
	}
	rabat := termbase.Suggestion{SourceLang: "ar", TargetLang: "fr", Source: "الرباط", Target: "Rabat"}
	batch, err := r.Termbase.DeclineSuggestion(r.Ctx(), r.Who, rabat)
	r.CheckNow("decline", err)
	wantSuggested := func(when string, want bool) {
		t.Helper()
		if all := strings.Join(suggested(), "; "); strings.Contains(all, "الرباط=Rabat") != want {
			t.Errorf("suggested after %s: %s", when, all)
		}
	}
	wantSuggested("it was declined", false)
	undone, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo", err)
	wantSuggested("that was undone", true)
	wantTexts(r, "no concept comes of it", termbase.Query{}, "مجلس الوزراء=conseil des ministres")
	_, err = r.Termbase.Undo(r.Ctx(), r.Who, undone.Batch)
	r.CheckNow("undo of the undo", err)
	wantSuggested("it was declined again", false)
	_, err = r.Termbase.DeclineSuggestion(r.Ctx(), r.People["amina"], rabat)
	r.Refused("error.forbidden").Check("a translator declines", err)
}

// A translator who takes back what they proposed has not declined it, and may propose it again by undoing that.
func TestProposalIsTakenBack(t *testing.T) {
	r := story.New(t).As("amina")
	r.Add("في الرباط.", "من الرباط.", "إلى الرباط.").Translate(1, "À Rabat.").Translate(2, "De Rabat.").Translate(3, "Vers Rabat.")
	r.CheckNow("memory", r.Memory.Current(r.Ctx()))
	want := func(when string, n int) {
		t.Helper()
		found, err := r.Termbase.Suggest(r.Ctx(), r.Who, "ar", "fr")
		r.CheckNow("suggest", err)
		if len(found) != n {
			t.Errorf("%s: %+v", when, found)
		}
	}
	want("at first", 1)
	_, batch, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: concept("ar الرباط", "fr Rabat")})
	r.CheckNow("add", err)
	want("proposed", 0)
	_, err = r.Termbase.Undo(r.Ctx(), r.People["youssef"], batch)
	r.Refused("error.forbidden").Check("another translator takes it back", err)
	undone, err := r.Termbase.Undo(r.Ctx(), r.Who, batch)
	r.CheckNow("undo", err)
	want("taken back", 1)
	_, err = r.Termbase.Undo(r.Ctx(), r.Who, undone.Batch)
	r.CheckNow("undo of the undo", err)
	wantTexts(r, "proposed again", termbase.Query{ConceptFilter: workflow.ConceptFilter{State: workflow.ConceptProposed}}, "الرباط=Rabat")
}
