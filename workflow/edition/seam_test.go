package edition_test

import (
	"strings"
	"testing"

	"truchement/workflow"
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

// TestSeamsFollowTheRulesOfThePublication has two sentences that only the publication's own rules
// part, after a semicolon.
func TestSeamsFollowTheRulesOfThePublication(t *testing.T) {
	const srx = `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/>
<body><languagerules><languagerule languagerulename="All">
<rule break="yes"><beforebreak>[;؛]</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="All"/></maprules></body></srx>`
	r := story.New(t)
	publication := r.AddPublication()
	r.AddTo(publication, "وصل الوزير إلى الرباط يوم الاثنين 12 مايو؛ التقى نظيره الفرنسي برونو روتايو")
	r.As("amina").Translate(1, "Le ministre est arrivé à Rabat lundi 12 mai; il a rencontré son homologue "+
		"français, Bruno Retailleau")
	r.As("luc").Approve(1)
	seams := func(o edition.Options) int {
		t.Helper()
		doc, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, o)
		r.Check("export", err)
		return len(doc.Segments()[0].Seams)
	}
	if n := seams(edition.Options{Seams: true}); n != 0 {
		t.Fatalf("%d seams by the rules of the program, want none", n)
	}
	r.Behind(func(tx workflow.Tx) error {
		return tx.AddRuleEdit(workflow.RuleEdit{ID: "e1", Publication: publication, SRX: srx,
			By: r.Who.ID, At: r.Clock})
	})
	if n := seams(edition.Options{Seams: true}); n != 1 {
		t.Errorf("%d seams by the rules of the publication, want one", n)
	}
	if n := seams(edition.Options{}); n != 0 {
		t.Errorf("%d seams that nobody asked for", n)
	}
}
