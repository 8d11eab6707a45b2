package memory_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/story"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// addUnits keeps units of source, target and languages, in that order of time, and brings the index up
// to them.
func addUnits(r *story.Runner, units ...[4]string) {
	r.T.Helper()
	for i, u := range units {
		r.Behind(func(tx workflow.Tx) error {
			return tx.AddUnits(workflow.Unit{ID: fmt.Sprintf("01a22a92-0000-7000-8000-%012d", i), Source: bitext.Plain(u[0]),
				Target: bitext.Plain(u[1]), SourceLang: u[2], TargetLang: u[3], Seq: int64(i), At: r.Clock.Add(time.Duration(i) * time.Minute),
				State: workflow.UnitApproved})
		})
	}
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
}

// Words are found in any of their forms, in both languages and directions: phrases first.
func TestConcordance(t *testing.T) {
	r := story.New(t).As("amina")
	addUnits(r, [4]string{"وصل وزير الخارجية إلى الرباط.", "Le ministre des Affaires étrangères est à Rabat.", "ar", "fr"},
		[4]string{"الخارجية تعلن سفر الوزير.", "Les Affaires étrangères annoncent le voyage du ministre.", "ar", "fr"},
		[4]string{"Un ministre parle.", "تكلم وزير الخارجية.", "fr", "ar"},
		[4]string{"بيع 12 كتابا.", "On a vendu 12 livres.", "ar", "fr"},
		[4]string{"بيع 15 كتابا.", "On a vendu 15 livres.", "ar", "fr"},
		[4]string{"شيء آخر.", "Autre chose.", "ar", "fr"})
	find := func(text, tag string, f workflow.UnitFilter) (all []string) {
		t.Helper()
		f.SourceLang, f.TargetLang = "ar", "fr"
		found, err := r.Memory.Concordance(r.Ctx(), r.Who, memory.ConcordanceQuery{Text: text, Lang: tag, Filter: f})
		r.Check("concordance", err)
		for _, h := range found.Found {
			all = append(all, h.Unit.Source.String()+" | "+h.Unit.Target.String())
		}
		return all
	}
	const (
		arrived = "وصل وزير الخارجية إلى الرباط. | Le ministre des Affaires étrangères est à Rabat."
		travels = "الخارجية تعلن سفر الوزير. | Les Affaires étrangères annoncent le voyage du ministre."
		speaks  = "Un ministre parle. | تكلم وزير الخارجية."
	)
	for name, test := range map[string]struct{ got, want []string }{
		"a phrase, then its words": {find("وزير الخارجية", "ar", workflow.UnitFilter{}), []string{speaks, arrived, travels}},
		"of the target": {find("ministres", "fr", workflow.UnitFilter{}), []string{
			"Un ministre parle. | تكلم وزير الخارجية.",
			"الخارجية تعلن سفر الوزير. | Les Affaires étrangères annoncent le voyage du ministre.",
			"وصل وزير الخارجية إلى الرباط. | Le ministre des Affaires étrangères est à Rabat."}},
		"the first":                    {find("وزير الخارجية", "ar", workflow.UnitFilter{Limit: 1}), []string{speaks}},
		"in the letters of the target": {find("ministre voyage", "", workflow.UnitFilter{}), []string{travels}},
		"in those of the source":       {find("سفر الوزير", "", workflow.UnitFilter{}), []string{travels}},
		"a number":                     {find("vendu 12 livres", "fr", workflow.UnitFilter{}), []string{"بيع 12 كتابا. | On a vendu 12 livres."}},
		"nothing":                      {find("سمكة", "ar", workflow.UnitFilter{}), nil},
		"no words":                     {find(" … ", "ar", workflow.UnitFilter{}), nil},
		"translated":                   {find("وزير", "ar", workflow.UnitFilter{State: workflow.UnitTranslated}), nil},
	} {
		if diff := cmp.Diff(test.want, test.got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	ask := func(q memory.ConcordanceQuery, who workflow.Actor) error {
		_, err := r.Memory.Concordance(r.Ctx(), who, q)
		return err
	}
	pair := workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"}
	r.Refused("align.languages").Check("third language", ask(memory.ConcordanceQuery{Text: "x", Lang: "en", Filter: pair}, r.Who))
	r.Refused("memory.query-long").Check("long", ask(memory.ConcordanceQuery{Text: strings.Repeat("x ", 300), Lang: "ar", Filter: pair}, r.Who))
	r.Refused("error.forbidden").Check("reader", ask(memory.ConcordanceQuery{Text: "x", Lang: "ar", Filter: pair}, r.People["lea"]))
}

// The filter is asked of every unit that has the words, not of the newest 500 alone.
func TestConcordanceLooksPastOtherUnits(t *testing.T) {
	r := story.New(t).As("amina").Add("الوزير هنا.").Translate(1, "Le ministre est là.")
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	var file strings.Builder
	for i := range 700 {
		fmt.Fprintf(&file, "الوزير رقم %d\tLe ministre numéro %d\n", i, i)
	}
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	_, err := r.Units.Import(r.Ctx(), r.People["luc"], in, r.Memory.NewID(), strings.NewReader(file.String()), func(int) {})
	r.CheckNow("import", err)
	r.CheckNow("current", r.Memory.Current(r.Ctx()))
	find := func(text string, f workflow.UnitFilter) memory.FoundList {
		t.Helper()
		f.SourceLang, f.TargetLang = "ar", "fr"
		list, err := r.Memory.Concordance(r.Ctx(), r.Who, memory.ConcordanceQuery{Text: text, Filter: f})
		r.CheckNow("concordance", err)
		return list
	}
	for _, text := range []string{"الوزير", "ministre"} {
		list := find(text, workflow.UnitFilter{Kind: workflow.FromSegment})
		if len(list.Found) != 1 || list.Looked != 0 {
			t.Errorf("%s: %d units of segments after %d", text, len(list.Found), list.Looked)
		}
		if list = find(text, workflow.UnitFilter{Limit: 701}); len(list.Found) != 701 {
			t.Errorf("%s: %d units of 701", text, len(list.Found))
		}
	}
}

// A stretch that no whole unit has comes with the piece of the target that translates it.
func TestFragmentsOf(t *testing.T) {
	r := story.New(t).As("amina")
	units := [][4]string{{"أعلن وزير الخارجية الفرنسي جان نويل بارو في باريس أن الاجتماع سيعقد غدا.",
		"Le ministre français des Affaires étrangères Jean-Noël Barrot a annoncé à Paris que la réunion se tiendra demain.", "ar", "fr"}}
	for i := range 70 { // so that the words of a fragment are rare
		units = append(units, [4]string{fmt.Sprintf("نص رقم %d للاختبار.", i), fmt.Sprint("Texte ", i), "ar", "fr"})
	}
	addUnits(r, units...)
	r.Add("ومن المنتظر أن يصل صباح اليوم وزير الخارجية الفرنسي جان نويل بارو على رأس وفد كبير يضم عددا من رجال الأعمال.")
	s := r.Segment(1)
	found, err := r.Memory.FragmentsOf(r.Ctx(), r.Who, s.ID)
	r.Check("fragments", err)
	if len(found) != 1 {
		t.Fatalf("%d fragments", len(found))
	}
	f := found[0]
	if got := s.Source.String()[f.From:f.To]; got != "وزير الخارجية الفرنسي جان نويل بارو" {
		t.Errorf("the stretch is %q", got)
	}
	if got := f.Unit.Source.String()[f.Source.From:f.Source.To]; got != "وزير الخارجية الفرنسي جان نويل بارو" {
		t.Errorf("the unit's is %q", got)
	}
	if got := f.Unit.Target.String()[f.Target.From:f.Target.To]; got != "ministre français des Affaires étrangères Jean-Noël Barrot" {
		t.Errorf("the piece is %q (%.2f)", got, f.Confidence)
	}
	_, err = r.Memory.FragmentsOf(r.Ctx(), r.People["lea"], s.ID)
	r.Refused("error.forbidden").Check("reader", err)
}

// A fragment has the numbers of the text in place of the unit's, or is not offered where that is not certain.
func TestFragmentsHaveTheNumbersOfTheText(t *testing.T) {
	r := story.New(t).As("amina")
	units := [][4]string{{"وقد شارك في التظاهرة نحو 1200 أستاذ من مدينة الدار البيضاء حسب النقابة.",
		"Selon le syndicat, environ 1200 enseignants de la ville de Casablanca ont participé à la manifestation.", "ar", "fr"}}
	for i := range 70 {
		units = append(units, [4]string{fmt.Sprintf("نص رقم %d للاختبار.", i), fmt.Sprint("Texte ", i), "ar", "fr"})
	}
	addUnits(r, units...)
	for query, want := range map[string]string{
		"ثم أعلن المنظمون أمس أن الشرطة قد أوقفت صباحا 3400 أستاذ من مدينة الدار البيضاء خلال مسيرة أخرى.": "3400 enseignants",
		"ثم أعلن المنظمون أمس أن الشرطة قد أوقفت صباحا 2 أستاذ من مدينة الدار البيضاء خلال مسيرة أخرى.":    "",
	} {
		r.Add(query)
		found, err := r.Memory.FragmentsOf(r.Ctx(), r.Who, r.Segment(1).ID)
		r.Check("fragments", err)
		got := ""
		for _, f := range found {
			got += f.Piece
		}
		if strings.Contains(got, "1200") || !strings.Contains(got, want) {
			t.Errorf("%s\nhas %q, want %q", query, got, want)
		}
	}
}

// The words that were looked up are laid to what translates them, where that is sure.
func TestConcordanceLaysWordsToTheirTranslation(t *testing.T) {
	r := story.New(t).As("amina")
	addUnits(r, [4]string{"أعلن وزير الخارجية الفرنسي جان نويل بارو في باريس أن الاجتماع سيعقد غدا.",
		"Le ministre français des Affaires étrangères Jean-Noël Barrot a annoncé à Paris que la réunion se tiendra demain.", "ar", "fr"})
	list, err := r.Memory.Concordance(r.Ctx(), r.Who, memory.ConcordanceQuery{Text: "وزير الخارجية",
		Filter: workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"}})
	r.Check("concordance", err)
	found := list.Found
	if len(found) != 1 || found[0].InTarget {
		t.Fatalf("found %+v", found)
	}
	p := found[0].Piece
	if got := found[0].Unit.Target.String()[p.From:p.To]; !strings.Contains(got, "Affaires étrangères") || len(got) > 60 {
		t.Errorf("the piece is %q", got)
	}
}
