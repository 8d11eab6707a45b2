package edition_test

import (
	"strings"
	"testing"

	"truchement/workflow/edition"
	"truchement/workflow/story"
)

// TestSeamsOfMergedSegments merges four segments that are translated, and exports: the edition
// knows which sentence says what, also where the translator put two into one.
func TestSeamsOfMergedSegments(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add("وصل الوزير إلى الرباط يوم الاثنين. التقى نظيره الفرنسي برونو روتايو. " +
		"وقع الطرفان على 12 اتفاقية تشمل الوقاية المدنية وتدبير الأزمات. غادر المغرب مساء الثلاثاء.")
	r.As("amina").
		Translate(1, "Le ministre est arrivé à Rabat lundi.").
		Translate(2, "Il a rencontré son homologue français, Bruno Retailleau.").
		Translate(3, "Les deux parties ont signé 12 accords. Ils portent sur la protection civile et la gestion des crises.").
		Translate(4, "Il a quitté le Maroc mardi soir.")
	r.Merge(1).Merge(1).Merge(1)
	r.As("luc").Approve(1)
	doc, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{Seams: true})
	r.Check("export", err)
	segments := doc.Segments()
	if len(segments) != 1 {
		t.Fatalf("%d segments, want one", len(segments))
	}
	var got []string
	for _, m := range segments[0].Matches() {
		got = append(got, m.Source.Text.String()+" = "+m.Target.Text.String())
	}
	want := []string{
		"وصل الوزير إلى الرباط يوم الاثنين. = Le ministre est arrivé à Rabat lundi.",
		"التقى نظيره الفرنسي برونو روتايو. = Il a rencontré son homologue français, Bruno Retailleau.",
		"وقع الطرفان على 12 اتفاقية تشمل الوقاية المدنية وتدبير الأزمات. = Les deux parties ont signé 12 accords. Ils portent sur la protection civile et la gestion des crises.",
		"غادر المغرب مساء الثلاثاء. = Il a quitté le Maroc mardi soir.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(doc.BySentence().Segments()); n != len(want) {
		t.Errorf("%d rows by sentence, want %d", n, len(want))
	}
}

// TestNoSeamWhereNothingMatches has a target that says something else than its source.
func TestNoSeamWhereNothingMatches(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add("وصل الوزير إلى الرباط يوم الاثنين. التقى نظيره الفرنسي برونو روتايو.")
	r.As("amina").Merge(1).Translate(1, "Il pleut. On annonce une belle récolte d’olives dans la région de Fès, disent les producteurs.")
	r.As("luc").Approve(1)
	doc, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{Seams: true})
	r.Check("export", err)
	if seams := doc.Segments()[0].Seams; seams != nil {
		t.Errorf("seams %v, want none", seams)
	}
}
