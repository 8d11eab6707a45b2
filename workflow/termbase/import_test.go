package termbase_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/terms"
	"truchement/workflow/story"
	"truchement/workflow/termbase"
)

func importFile(r *story.Runner, in termbase.NewImport, trial bool, file string) *termbase.ImportReport {
	r.T.Helper()
	if trial {
		report, err := r.Termbase.Try(r.Ctx(), r.Who, in, strings.NewReader(file))
		r.CheckNow("try", err)
		return report
	}
	report, err := r.Termbase.Import(r.Ctx(), r.Who, in, r.Termbase.NewID(), strings.NewReader(file), func(int, int) {})
	r.CheckNow("import", err)
	return report
}

func counts(r *termbase.ImportReport) string {
	return fmt.Sprintf("%d: %d new, %d same, %d changed, %d twice, %d contradict, %d bad, %d written", r.Concepts, r.New, r.Same,
		r.Changed, r.Duplicate, r.Contradict, r.Bad, r.Written)
}

const glossary = "ar,fr,fr forbidden,domain\nلفتيت,Laftit,Lefteet,\nوزير,ministre,,cour\nملك,roi,,\nملك,roi,,\n,,,\nرئيس,président,,\n"

func TestFileIsTriedThenTakenIn(t *testing.T) {
	r := story.New(t).As("luc")
	add(r, "ar وزير", "fr ministre")
	add(r, "ar رئيس", "fr chef")
	add(r, "ar ملك", "fr roi")
	in := termbase.NewImport{Name: "g.csv", Format: terms.CSV, SourceLang: "ar", TargetLang: "fr"}
	trial := importFile(r, in, true, glossary)
	want := "5: 2 new, 1 same, 1 changed, 1 twice, 1 contradict, 0 bad, 0 written"
	if got := counts(trial); got != want {
		t.Errorf("trial: %s, want %s", got, want)
	}
	if len(trial.Rows) != 2 || trial.Rows[0].Changes[0].New != "cour" || trial.Rows[1].Contradict[0].Kind != terms.OtherTarget {
		t.Errorf("rows: %+v", trial.Rows)
	}
	wantTexts(r, "a trial writes nothing", termbase.Query{}, "رئيس=chef", "ملك=roi", "وزير=ministre")
	in.Agreeing = true
	taken := importFile(r, in, false, glossary)
	wantTexts(r, "taken in", termbase.Query{}, "رئيس=chef", "لفتيت=Laftit=Lefteet", "ملك=roi", "وزير=ministre")
	again := importFile(r, in, true, glossary)
	if taken.Written != 2 || again.New+again.Changed != 1 {
		t.Errorf("taken: %s\nagain: %s", counts(taken), counts(again))
	}
	undone, err := r.Termbase.Undo(r.Ctx(), r.Who, taken.Batch)
	r.CheckNow("undo", err)
	wantTexts(r, "after the undo", termbase.Query{}, "رئيس=chef", "ملك=roi", "وزير=ministre")
	if undone.Done != 2 {
		t.Errorf("%+v", undone)
	}
	_, err = r.Termbase.Try(r.Ctx(), r.People["amina"], in, strings.NewReader(glossary))
	r.Refused("error.forbidden").Check("a translator brings in", err)
	_, err = r.Termbase.Try(r.Ctx(), r.Who, termbase.NewImport{Format: terms.TBX}, strings.NewReader("<tbx><body>"))
	r.Refused("memory.damaged-byte").Check("a damaged file", err)
}

// Two imports of one file at once, on any nodes, add each concept once; what a person adds, changes or removes
// meanwhile counts too.
func TestImportsAtOnceAddConceptsOnce(t *testing.T) {
	r := story.New(t).As("luc")
	in := termbase.NewImport{Name: "g.csv", Format: terms.CSV, SourceLang: "ar", TargetLang: "fr", Agreeing: true}
	table := func(n int) string {
		file := strings.Builder{}
		file.WriteString("ar,fr,domain\n")
		for i := range n {
			fmt.Fprintf(&file, "مصطلح %d,terme %d,essai\n", i, i)
		}
		return file.String()
	}
	removed := add(r, "ar مصطلح 130", "fr terme 130")
	slow := r.Sliced()
	slow.Before = func(n int) error {
		if n != 2 { // after the first 50 concepts
			return nil
		}
		second := importFile(r, in, false, table(100))
		if got, want := counts(second), "100: 50 new, 50 same, 0 changed, 0 twice, 0 contradict, 0 bad, 50 written"; got != want {
			t.Errorf("the second: %s, want %s", got, want)
		}
		add(r, "ar مصطلح 110", "fr terme 110")
		add(r, "ar مصطلح 120", "fr autre chose")
		_, _, err := r.Termbase.Remove(r.Ctx(), r.Who, []string{removed.ID})
		return err
	}
	first, err := slow.Termbase.Import(r.Ctx(), r.Who, in, "job1", strings.NewReader(table(140)), func(int, int) {})
	r.CheckNow("import", err)
	// 50 of the first are new and written, 50 of the second the same; the concept that was added is changed, and the
	// one that contradicts left out.
	if got, want := counts(first), "140: 89 new, 50 same, 1 changed, 0 twice, 1 contradict, 0 bad, 89 written"; got != want {
		t.Errorf("the first: %s, want %s", got, want)
	}
	all := texts(r, termbase.Query{})
	slices.Sort(all)
	if twice := len(all) - len(slices.Compact(slices.Clone(all))); twice > 0 || len(all) != 140 {
		t.Errorf("%d concepts, want 140; %d are there twice", len(all), twice)
	}
	undone, err := r.Termbase.Undo(r.Ctx(), r.Who, first.Batch)
	r.CheckNow("undo", err)
	if left := texts(r, termbase.Query{}); undone.Done != 89 || len(left) != 52 {
		t.Errorf("%+v, %d concepts left", undone, len(left))
	}
}

// A file that says which term is preferred is followed: the one before is admitted.
func TestImportKeepsOnePreferredTerm(t *testing.T) {
	r := story.New(t).As("luc")
	add(r, "ar لفتيت", "fr Lefteet")
	c := list(r)[0]
	file := "id,lang,term,status\n" + c.ID + ",ar,لفتيت,preferred\n" + c.ID + ",fr,Laftit,preferred\n"
	report := importFile(r, termbase.NewImport{Name: "g.csv", Format: terms.CSV}, false, file)
	c = list(r)[0]
	if report.Changed != 1 || len(c.Terms) != 3 || c.Preferred("fr").Text != "Laftit" || c.Terms[1].Status != "admitted" {
		t.Errorf("%s: %+v", counts(report), c.Terms)
	}
}

// What is wrong with a concept is said without the value, which the fault names beside it.
func TestImportNamesFaults(t *testing.T) {
	r := story.New(t).As("luc")
	file := "id,lang,term,status\n1,fr,…,\n2,fr,un,preferred\n2,fr,une,preferred\n3,fr,bon,\n4,12,mot,\n"
	report := importFile(r, termbase.NewImport{Name: "g.csv", Format: terms.CSV}, true, file)
	var got []string
	for _, f := range report.Faults {
		got = append(got, fmt.Sprint(f.Line, " ", f.What, " ", f.Reason))
	}
	want := []string{"2 … term.bad-no-word", "3 un term.bad-preferred", "6 12 term.bad-language"}
	if diff := cmp.Diff(want, got); diff != "" || report.New != 1 {
		t.Errorf("%s (-want +got):\n%s", counts(report), diff)
	}
}

// A publication that the desk does not have is no reason to hold for all.
func TestImportRefusesUnknownPublications(t *testing.T) {
	r := story.New(t).As("luc")
	file := "ar,fr,publication\nلفتيت,Laftit,Nulle part\n"
	in := termbase.NewImport{Name: "g.csv", Format: terms.CSV}
	report := importFile(r, in, false, file)
	if report.Bad != 1 || len(report.Unknown) != 1 || report.Written != 0 || report.Faults[0].Reason != "term.bad-publication" {
		t.Errorf("%+v", report)
	}
	in.Publication = r.As("nadia").AddPublication()
	if report = importFile(r, in, false, file); report.Written != 1 || list(r)[0].Publication != in.Publication {
		t.Errorf("%+v", report)
	}
}

func list(r *story.Runner) []workflow.Concept {
	r.T.Helper()
	found, err := r.Termbase.List(r.Ctx(), r.Who, termbase.Query{})
	r.CheckNow("list", err)
	return found.Concepts
}

// What is handed out comes back as the same, in every format that keeps all.
func TestExportComesBack(t *testing.T) {
	r := story.New(t).As("luc")
	c := concept("ar عبد الوافي لفتيت", "fr Abdelouafi Laftit", "fr! Abdelwafi Lefteet", "fr? Laftit")
	c.Type, c.Domain, c.Note, c.Source = "person", "gouvernement", "Ministre.\nDe l’Intérieur.", "MAP"
	c.Terms[1].Gender, c.Terms[1].Number, c.Terms[1].Short, c.Terms[2].Note = "masculine", "singular", "Laftit", "anglais"
	c.Publication = r.As("nadia").AddPublication()
	_, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: c})
	r.CheckNow("add", err)
	r.As("amina")
	add(r, "fr proposé")
	r.As("luc")
	for _, f := range []terms.Format{terms.TBX, terms.TBXDCT, terms.TBXV2, terms.XLSX, terms.CSV, terms.TSV} {
		var file bytes.Buffer
		r.CheckNow("export", r.Termbase.Export(r.Ctx(), r.Who, termbase.Query{}, f, "fr", &file))
		report, err := r.Termbase.Try(r.Ctx(), r.Who, termbase.NewImport{Format: f}, &file)
		r.CheckNow("try "+string(f), err)
		if report.Concepts != 1 || report.Same != 1 {
			t.Errorf("%s: %s %+v", f, counts(report), report)
		}
	}
	_, err = termbase.ParseFormat("doc")
	r.Refused("option.format").Check("a format", err)
	_, err = termbase.FormatOf("a.doc")
	r.Refused("term.format").Check("a file", err)
}

// A row that cannot be read is counted once, as what cannot be taken in, and the rows after it are read.
func TestUnreadableRowIsCountedOnce(t *testing.T) {
	r := story.New(t).As("luc")
	file := "ar\tfr\nوزير\t" + strings.Repeat("x", 1<<20) + "\nملك\tro\x01i\nرئيس\tprésident\n"
	report := importFile(r, termbase.NewImport{Name: "g.tsv", Format: terms.TSV}, true, file)
	var got []string
	for _, f := range report.Faults {
		got = append(got, fmt.Sprint(f.Line, " ", f.Reason))
	}
	want := []string{"2 term.bad-long", "3 term.bad-text"}
	if c := counts(report); c != "3: 1 new, 0 same, 0 changed, 0 twice, 0 contradict, 2 bad, 0 written" || !slices.Equal(got, want) {
		t.Errorf("%s, faults %q", c, got)
	}
}

// In a file that is on one line, concepts are found by their numbers.
func TestConceptsOfAFileOnOneLineHaveNumbersAlone(t *testing.T) {
	r := story.New(t).As("luc")
	entry := func(ar, fr string) string {
		return `<conceptEntry><langSec xml:lang="ar"><termSec><term>` + ar + `</term></termSec></langSec>` +
			`<langSec xml:lang="fr"><termSec><term>` + fr + `</term></termSec></langSec></conceptEntry>`
	}
	all := []string{`<tbx type="TBX-Basic" style="dct"><text><body>`, entry("ملك", "roi"), entry("وزير", "…"), entry("ملك", "souverain"), `</body></text></tbx>`}
	for sep, lines := range map[string][3]int{"": {0, 0, 0}, "\n": {2, 3, 4}} {
		got := importFile(r, termbase.NewImport{Name: "g.tbx", Format: terms.TBX}, true, strings.Join(all, sep))
		if len(got.First) != 2 || len(got.Faults) != 1 || len(got.Rows) != 1 {
			t.Fatalf("%q: %+v", sep, got)
		}
		places := []doubt.Place{got.First[0].Place, got.Faults[0].Place, got.Rows[0].Place}
		want := []doubt.Place{{Line: lines[0], Number: 1}, {Line: lines[1], Number: 2}, {Line: lines[2], Number: 3}}
		if diff := cmp.Diff(want, places); diff != "" {
			t.Errorf("%q (-want +got):\n%s", sep, diff)
		}
		if c := got.Rows[0].Contradict[0]; c.Line != lines[0] || c.Number != 1 || c.Concept != "" {
			t.Errorf("%q: it contradicts %+v", sep, c)
		}
	}
}
