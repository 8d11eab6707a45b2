package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/publication"
	"truchement/workflow/story"
)

// rowsOf writes a comparison as words: kind, positions and the grade proposed.
func rowsOf(c intake.Comparison) []string {
	var out []string
	for _, row := range c.Rows {
		line := string(row.Kind)
		for _, s := range row.Segments {
			line += " " + string(rune('0'+s.Position))
		}
		if row.Kind == intake.Changed {
			line += " " + string(row.Grade)
			if row.Doubtful {
				line += " doubtful"
			}
		}
		out = append(out, line)
	}
	return out
}

const (
	corrected = "وصل وزيرُ الخارجية إلى الرباط مساء الاثنين. ووقع اتفاقا بقيمة 350 مليون درهم مع نظيره.\n" +
		"لم تعلق أحزاب المعارضة على القرار حتى الآن. وقال المتحدث إن الزيارة تستمر يومين."
)

func TestCorrectedVersionIsTakenOver(t *testing.T) {
	r := story.New(t).AddWire()
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.").Translate(3, "Trois.").Translate(4, "Quatre.")
	r.As("luc").Approve(1).Approve(2).Approve(3).Approve(4).SignOff()
	c := r.Compare(corrected)
	want := []string{"changed 1 typo", "changed 2 fact", "changed 3 wording", "same 4"}
	if d := cmp.Diff(want, rowsOf(c)); d != "" {
		t.Fatalf("comparison (-want +got):\n%s", d)
	}
	batch := r.Take(c)
	r.Want("reviewed stale stale reviewed").WantTarget(2, "Deux.").Whole()
	if got := r.Segment(2).Source.String(); !strings.Contains(got, "350") {
		t.Errorf("source 2 is %q", got)
	}
	if !r.View().SignedOff.IsZero() {
		t.Error("the article is still signed off")
	}
	if d := cmp.Diff([]string{"same 1", "same 2", "same 3", "same 4"}, rowsOf(r.Compare(corrected))); d != "" {
		t.Errorf("compared again (-want +got):\n%s", d)
	}
	if _, err := r.Desk.Undo(r.Ctx(), r.Who, batch); err != nil {
		t.Fatal(err)
	}
	r.Want("reviewed reviewed reviewed reviewed").Whole()
	if got := r.Segment(2).Source.String(); !strings.Contains(got, "300") {
		t.Errorf("source 2 is %q after undoing", got)
	}
}

func TestCorrectedVersionIsAllOrNothing(t *testing.T) {
	r := story.New(t).AddWire()
	c := r.Compare(corrected)
	r.As("amina").Draft(3, "Trois.")
	r.As("luc").Refused("compare.moved").Take(c)
	if got := r.Segment(1).Version; got != 1 {
		t.Errorf("segment 1 is at version %d, want 1", got)
	}
	r.Take(r.Compare(corrected))
	c = r.WantTarget(3, "Trois.").Compare(corrected)
	r.Refused("compare.none").Take(c)
	r.As("amina").Refused("error.forbidden").Compare(corrected)
	r.Refused("error.forbidden").Take(c)
	r.As("luc").Refused("compare.language").Compare("Le ministre est arrivé lundi soir à Rabat pour " +
		"une visite de deux jours, a indiqué le porte-parole.")
	other := r.ArticleID
	r.AddWire()
	r.ArticleID = other
	c = r.Compare(story.Wire)
	c.Rows[0].Kind, c.Rows[0].Segments[0].Article = intake.Changed, ""
	r.ArticleID = r.As("luc").Add("نص آخر.").ArticleID
	r.Refused("error.not-found").Take(c)
}

func TestWhatCannotBeTakenOverIsSaid(t *testing.T) {
	r := story.New(t).AddWire()
	lines, more := strings.Split(corrected, "\n"), " وحضر حفل التوقيع عدد كبير من رجال الأعمال."
	for name, test := range map[string]struct{ text, want string }{
		"added":   {lines[0] + more + "\n" + lines[1], "changed 1 typo, changed 2 fact, added, changed 3 wording, same 4"},
		"dropped": {lines[0] + "\nوقال المتحدث إن الزيارة تستمر يومين.", "changed 1 typo, changed 2 fact, dropped 3, same 4"},
		"replaced": {lines[0] + "\n" + more + " وقال المتحدث إن الزيارة تستمر يومين.",
			"changed 1 typo, changed 2 fact, changed 3 wording doubtful, same 4"},
		"moved up": {lines[0] + "\nوقال المتحدث إن الزيارة تستمر يومين." + more,
			"changed 1 typo, changed 2 fact, dropped 3, same 4, added"},
		"paragraphs joined": {strings.Replace(lines[0], "نظيره.", "نظيره و", 1) + strings.TrimPrefix(lines[1], "لم "),
			"changed 1 typo, recast 2 3, same 4"},
	} {
		t.Run(name, func(t *testing.T) {
			r.T = t
			if got := strings.Join(rowsOf(r.Compare(test.text)), ", "); got != test.want {
				t.Errorf("comparison %q, want %q", got, test.want)
			}
		})
	}
}

// The cuts and joins that people made stay when their text is corrected around them.
func TestCorrectedVersionKeepsTheCut(t *testing.T) {
	r := story.New(t).AddWire()
	r.As("amina").Split(2, len([]rune("ووقع اتفاقا ")))
	r.Merge(4).As("luc")
	c := r.Compare(corrected)
	want := []string{"changed 1 typo", "same 2", "changed 3 fact", "changed 4 wording"}
	if d := cmp.Diff(want, rowsOf(c)); d != "" {
		t.Fatalf("comparison (-want +got):\n%s", d)
	}
	r.Take(c)
	for position, words := range map[int]string{2: "ووقع اتفاقا", 3: "350", 4: "أحزاب"} {
		if got := r.Segment(position).Source.String(); !strings.Contains(got, words) {
			t.Errorf("source %d is %q, want %q in it", position, got, words)
		}
	}
	c = r.Compare(strings.Replace(corrected, "ووقع اتفاقا بقيمة", "ووقّعا معًا اتفاقية تبلغ قيمتها", 1))
	if got := rowsOf(c)[1]; got != "recast 2 3" {
		t.Errorf("a cut whose words are gone: %q, want it to be done by hand", got)
	}
}

func TestCorrectedVersionKeepsCodes(t *testing.T) {
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org/"}
	mark := bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	for name, test := range map[string]struct{ old, text, want string }{
		"around":  {"قال ⟦1⟧الوزير⟦/1⟧ إنه مسافر.", "قال الوزير إنه سيسافر.", "قال ⟦1⟧الوزير⟦/1⟧ إنه سيسافر."},
		"inside":  {"قال ⟦1⟧الوزير⟦/1⟧ إنه مسافر.", "قال الرئيس إنه مسافر.", "قال ⟦1⟧الرئيس⟦/1⟧ إنه مسافر."},
		"after":   {"قال ⟦1⟧الوزير⟦/1⟧.", "قال الوزير أمس.", "قال ⟦1⟧الوزير⟦/1⟧ أمس."},
		"lone":    {"قال الوزير⟦2/⟧ إنه مسافر.", "قال الوزير إنه سيسافر.", "قال الوزير⟦2/⟧ إنه سيسافر."},
		"deleted": {"قال ⟦1⟧الوزير⟦/1⟧ إنه مسافر.", "قال إنه مسافر.", "قال إنه مسافر."},
	} {
		t.Run(name, func(t *testing.T) {
			source, err := bitext.Parse(test.old, []bitext.Code{link, mark})
			if err != nil {
				t.Fatal(err)
			}
			r := story.New(t).As("luc").AddDocument(&bitext.Document{Blocks: []bitext.Block{
				bitext.NewBlock(bitext.Paragraph, source)}})
			r.Take(r.Compare(test.text))
			if got := r.Segment(1).Source.Markup(); got != test.want {
				t.Errorf("source %q, want %q", got, test.want)
			}
		})
	}
}

func TestComparisonIsOfEditorsAndStandingArticles(t *testing.T) {
	r := story.New(t).AddWire()
	for name, want := range map[string]string{"lea": "error.forbidden", "amina": "error.forbidden",
		"luc": "", "nadia": ""} {
		r.As(name).Refused(want).Compare(corrected)
	}
	r.As("luc").Refused("intake.empty").Compare(" ")
	r.WantAppended(func() { r.Compare(corrected) })
	r.Want("initial initial initial initial")
	id := r.ArticleID
	r.ArticleID = "none"
	r.Refused("error.not-found").Compare(corrected)
	r.ArticleID = id
	r.Correct(1, "", workflow.Retraction).Refused("article.retracted").Compare(corrected)
}

// The new version is cut by the rules of the article's publication.
func TestComparisonCutsByThePublication(t *testing.T) {
	const colons = `<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>
<languagerules><languagerule languagerulename="Own">
<rule break="yes"><beforebreak>:\s</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="ar" languagerulename="Own"/></maprules></body></srx>`
	r := story.New(t).As("nadia")
	p := r.AddPublication()
	_, err := r.Publication.KeepRules(r.Ctx(), r.Who, publication.NewRules{Publication: p, SRX: colons})
	r.Check("keep", err)
	r.AddTo(p, "قال الوزير: انتهى الأمر. وغادر القاعة.")
	got := rowsOf(r.Compare("قال الوزير: انتهى الأمر. وغادر القاعة.\nوعاد: مساء."))
	if d := cmp.Diff([]string{"same 1", "same 2", "added", "added"}, got); d != "" {
		t.Errorf("comparison (-want +got):\n%s", d)
	}
}

func TestComparisonIsBounded(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("خبر.")
	r.Compare(strings.TrimSpace(strings.Repeat("خبر.\n", 3)))
	r.Refused("align.long").
		Compare(strings.TrimSpace(strings.Repeat("خبر.\n", workflow.MaxAlignedSentences+1)))
}

// A headline that was corrected is changed, and nothing else of a real article is.
func TestComparisonFindsAnEditedHeadline(t *testing.T) {
	r := story.New(t)
	r.As("luc").AddRealArticle()
	v := r.View()
	var lines []string
	for i, b := range v.Blocks {
		line := ""
		for _, s := range v.Segments {
			if s.Block == b.ID {
				line += s.Source.String() + " "
			}
		}
		if i == 0 {
			line = strings.Replace(line, "شراكتهما", "علاقاتهما", 1)
		}
		lines = append(lines, line)
	}
	rows := rowsOf(r.Compare(strings.Join(lines, "\n")))
	if rows[0] != "changed 1 wording" || len(rows) != len(v.Segments) {
		t.Errorf("comparison %q, want the headline changed alone", rows)
	}
	for _, row := range rows[1:] {
		if !strings.HasPrefix(row, "same ") {
			t.Errorf("comparison %q, want the headline changed alone", rows)
		}
	}
}
