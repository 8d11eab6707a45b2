package publication_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/publication"
	"truchement/workflow/segment"
	"truchement/workflow/story"
)

func keepRules(r *story.Runner, in publication.NewRules) workflow.RuleEdit {
	r.T.Helper()
	e, err := r.Publication.KeepRules(r.Ctx(), r.People["nadia"], in)
	r.Check("keep rules", err)
	return e
}

func TestRulesAreOfChiefs(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	edit := keepRules(r, publication.NewRules{Publication: p, SRX: colons})
	for _, name := range []string{"lea", "amina", "luc", ""} {
		who, want := r.People[name], "error.forbidden"
		if name == "" {
			want = "error.signed-out"
		}
		_, err := r.Publication.RuleSheet(r.Ctx(), who, p)
		r.Refused(want).Check("sheet by "+name, err)
		_, err = r.Publication.RuleEdit(r.Ctx(), who, p, edit.ID)
		r.Refused(want).Check("edit read by "+name, err)
		_, err = r.Publication.TryRules(r.Ctx(), who, p, colons)
		r.Refused(want).Check("trial by "+name, err)
		_, _, err = r.Publication.Sample(r.Ctx(), who, p, colons, workflow.SampleText{})
		r.Refused(want).Check("sample by "+name, err)
		_, err = r.Publication.KeepRules(r.Ctx(), who, publication.NewRules{Publication: p,
			Base: edit.ID})
		r.Refused(want).Check("kept by "+name, err)
	}
}

func TestRuleEditIsKeptAsItWasMade(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	var e workflow.RuleEdit
	r.WantAppended(func() {
		e = keepRules(r, publication.NewRules{Publication: p, SRX: colons, Proposals: true,
			Note: " \n deux-points\x00"})
	}, `publication.changed {"publication":"`+p+`"}`)
	want := workflow.RuleEdit{ID: e.ID, Publication: p, SRX: colons, Proposals: true,
		Note: "deux-points", At: e.At, By: r.People["nadia"].ID}
	got, err := r.Publication.RuleEdit(r.Ctx(), r.People["nadia"], p, e.ID)
	r.Check("read", err)
	if d := cmp.Diff(want, got); d != "" || e.ID == "" || e.At.IsZero() || e != want {
		t.Errorf("kept (-want +got):\n%s\nanswered %+v", d, e)
	}
}

// Edits follow one another: each names the one it was made on, and a refused one leaves no trace.
func TestRuleEditsAreAChain(t *testing.T) {
	r := story.New(t)
	p, other := r.AddPublication(), r.AddPublication()
	first := keepRules(r, publication.NewRules{Publication: p, SRX: colons, Note: "un"})
	second := keepRules(r, publication.NewRules{Publication: p, Base: first.ID, Note: "deux"})
	r.WantAppended(func() {
		for _, in := range []publication.NewRules{
			{Base: ""}, {Base: first.ID}, {Base: "none"},
		} {
			in.Publication, in.SRX = p, colons
			r.Refused("rules.changed")
			keepRules(r, in)
		}
		r.Refused("rules.not-srx")
		keepRules(r, publication.NewRules{Publication: p, Base: second.ID, SRX: "<html/>"})
		r.Refused("text.too-long")
		keepRules(r, publication.NewRules{Publication: p, Base: second.ID,
			Note: strings.Repeat("x", workflow.MaxRemark+1)})
	})
	sheet, err := r.Publication.RuleSheet(r.Ctx(), r.People["nadia"], p)
	r.Check("sheet", err)
	var notes []string
	for _, e := range sheet.Edits {
		notes = append(notes, e.Note)
	}
	if got := strings.Join(notes, " "); got != "deux un" || sheet.Now.ID != second.ID {
		t.Errorf("edits %q, the last %s; want the newest first", got, sheet.Now.ID)
	}
	if sheet.Publication.ID != p || sheet.People[second.By].Name != "nadia" {
		t.Errorf("sheet of %+v, people %+v", sheet.Publication, sheet.People)
	}
	_, err = r.Publication.RuleEdit(r.Ctx(), r.People["nadia"], other, first.ID)
	r.Refused("error.not-found").Check("an edit of another publication", err)
	sheet, err = r.Publication.RuleSheet(r.Ctx(), r.People["nadia"], other)
	r.Check("sheet of the other", err)
	if sheet.Now.ID != "" || len(sheet.Edits) != 0 || !sheet.Now.Proposals ||
		sheet.File() != segment.DefaultFile() {
		t.Errorf("sheet without an edit: %+v, want the program's rules", sheet.Now)
	}
	_, err = r.Publication.RuleSheet(r.Ctx(), r.People["nadia"], "none")
	r.Refused("error.not-found").Check("no publication", err)
}

func TestRuleSheetShowsTheFileThatHoldsAndNoHash(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	amina := r.People["amina"].Person
	amina.Password = "$argon2id$"
	r.CheckNow("password", r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		return tx.UpdatePerson(amina)
	}))
	keepRules(r, publication.NewRules{Publication: p, SRX: colons})
	sheet, err := r.Publication.RuleSheet(r.Ctx(), r.People["nadia"], p)
	r.Check("sheet", err)
	if sheet.File() != colons {
		t.Errorf("the file that holds is %q", sheet.File())
	}
	if got := sheet.People[amina.ID]; got.Name != "amina" || got.Password != "" {
		t.Errorf("the sheet has %+v, want amina without a hash", got)
	}
}

// New rules are tried for both languages, whatever the publication has articles in.
func TestRulesMustServeBothLanguages(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	for _, tag := range []string{"ar", "fr"} {
		srx := strings.Replace(strings.Replace(colons, `languagepattern="ar"`,
			`languagepattern="`+tag+`"`, 1), `[.:]\s`, `(`, 1)
		_, err := r.Publication.TryRules(r.Ctx(), r.Who, p, srx)
		r.Refused("rules.wrong").Check("a fault for "+tag, err)
	}
}

func TestSampleIsCutByBothRules(t *testing.T) {
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	keepRules(r, publication.NewRules{Publication: p, SRX: colons})
	sample := func(srx, text string) (before, after []string, err error) {
		return r.Publication.Sample(r.Ctx(), r.Who, p, srx, workflow.SampleText{Lang: "ar", Text: text})
	}
	before, after, err := sample("", speech)
	r.Check("sample", err)
	if len(before) != 3 || len(after) != 2 {
		t.Errorf("before %q, after %q; want the kept rules, then the program's", before, after)
	}
	_, _, err = sample("", strings.Repeat("ع", 20_000))
	r.Check("20,000 characters", err)
	_, _, err = sample("", strings.Repeat("ع", 20_001))
	r.Refused("rules.sample-long").Check("one more", err)
	_, _, err = sample("<html/>", speech)
	r.Refused("rules.not-srx").Check("no SRX", err)
}

// A trial looks at the articles of its publication, and at 8 MB of them.
func TestTrialIsBounded(t *testing.T) {
	r := story.New(t)
	p := r.AddPublication()
	long := strings.Repeat("x", 2<<20-100)
	for i := range 6 {
		r.AddTo(p, string(rune('a'+i))+long)
	}
	r.AddTo("", speech)
	trial, err := r.Publication.TryRules(r.Ctx(), r.People["nadia"], p, "")
	r.Check("try", err)
	if trial.Articles != 5 || trial.Changed != 0 {
		t.Errorf("looked at %d articles of 2 MB, want the 5 in which 8 MB end", trial.Articles)
	}
}
