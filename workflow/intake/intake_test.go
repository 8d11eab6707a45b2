package intake_test

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

const one, two, three = story.One, story.Two, story.Three

func TestIntakeOfTheRealArticle(t *testing.T) {
	r := story.New(t)
	r.As("nadia").AddRealArticle()
	v := r.View()
	if v.Title != "الرباط وباريس تعززان شراكتهما في مجالي الأمن والهجرة في أفق تعاون استراتيجي شامل" {
		t.Errorf("title %q", v.Title)
	}
	if n := len(v.Segments); n != 14 {
		t.Errorf("%d segments, want 14: a headline, 12 sentences, a byline", n)
	}
	if v.Blocks[0].Kind != bitext.Headline || v.Blocks[len(v.Blocks)-1].Kind != bitext.Byline {
		t.Errorf("blocks %v", v.Blocks)
	}
}

func TestDraft(t *testing.T) {
	tests := []struct {
		name   string
		in     intake.NewArticle
		source string
		target string
		kinds  []bitext.BlockKind
	}{
		{"Arabic is detected", intake.NewArticle{Document: story.Paragraphs(one, two)},
			"ar", "fr", []bitext.BlockKind{bitext.Paragraph, bitext.Paragraph}},
		{"French goes to Arabic", intake.NewArticle{Document: story.Paragraphs(
			"Le port de Tanger s’agrandit", "Par Nadia El Fassi",
			"Le port de Tanger Med accueillera dès lundi un nouveau terminal, a annoncé la direction.")},
			"fr", "ar", []bitext.BlockKind{bitext.Headline, bitext.Byline, bitext.Paragraph}},
		{"kinds are corrected", intake.NewArticle{Document: story.Paragraphs("Titre court", "Un texte. Deux."),
			Kinds: []bitext.BlockKind{bitext.Caption, ""}},
			"fr", "ar", []bitext.BlockKind{bitext.Caption, bitext.Paragraph}},
		{"languages are corrected", intake.NewArticle{Document: story.Paragraphs(one), SourceLang: "ar-MA",
			TargetLang: "en"}, "ar-MA", "en", []bitext.BlockKind{bitext.Paragraph}},
	}
	r := story.New(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := r.Intake.Draft(r.Ctx(), r.People["amina"], tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if d.SourceLang != tt.source || d.TargetLang != tt.target {
				t.Errorf("pair %s-%s, want %s-%s", d.SourceLang, d.TargetLang, tt.source, tt.target)
			}
			for i, b := range d.Blocks {
				if b.Kind != tt.kinds[i] {
					t.Errorf("block %d is a %s, want %s", i, b.Kind, tt.kinds[i])
				}
			}
		})
	}
}

func TestIntakeRefusals(t *testing.T) {
	r := story.New(t)
	for name, tt := range map[string]struct {
		in   intake.NewArticle
		want string
	}{
		"nothing":       {intake.NewArticle{}, "intake.empty"},
		"white space":   {intake.NewArticle{Document: story.Paragraphs(" \n", "\u00a0")}, "intake.empty"},
		"same language": {intake.NewArticle{Document: story.Paragraphs(one), SourceLang: "ar", TargetLang: "ar-MA"}, "intake.same-language"},
		"a bad note":    {intake.NewArticle{Document: story.Paragraphs(one), Note: "a\u202Eb"}, "text.override"},
		"no language":   {intake.NewArticle{Document: story.Paragraphs(one), SourceLang: "x!"}, "intake.language"},
		"not UTF-8":     {intake.NewArticle{Document: story.Paragraphs("a\xff")}, "text.encoding"},
		"override":      {intake.NewArticle{Document: story.Paragraphs("a\u202Eb")}, "text.override"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := r.Intake.AddArticle(r.Ctx(), r.People["amina"], tt.in)
			r.T = t
			r.Refused(tt.want).Check("add", err)
		})
	}
}

func TestTheSameTextIsPointedOut(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(three)
	r.Add(one, two)
	d, err := r.Intake.Draft(r.Ctx(), r.Who, intake.NewArticle{Document: story.Paragraphs(one + "\u00a0" + two)})
	if err != nil || len(d.Same) != 1 || d.Same[0].ID != r.ArticleID {
		t.Errorf("same %v (%v), want the first article", d.Same, err)
	}
}

func TestAButtonPressedTwice(t *testing.T) {
	english := func(in *intake.NewArticle) { in.TargetLang = "en" }
	for name, tt := range map[string]struct {
		who   string
		later time.Duration
		edit  func(*intake.NewArticle)
		same  bool
	}{
		"at once":               {who: "nadia", same: true},
		"nine seconds later":    {who: "nadia", later: 9 * time.Second, same: true},
		"ten and a half later":  {who: "nadia", later: 10500 * time.Millisecond},
		"by another person":     {who: "luc"},
		"into another language": {who: "nadia", edit: english},
		"with another title":    {who: "nadia", edit: func(in *intake.NewArticle) { in.Title = "Autre" }},
		"with another note":     {who: "nadia", edit: func(in *intake.NewArticle) { in.Note = "Vite." }},
		"due at another time":   {who: "nadia", edit: func(in *intake.NewArticle) { in.Due = time.Unix(1e9, 0) }},
		"more urgent":           {who: "nadia", edit: func(in *intake.NewArticle) { in.Urgency = workflow.Urgent }},
		"cut in another way":    {who: "nadia", edit: func(in *intake.NewArticle) { in.Ends = map[int][]int{0: {3}} }},
		"of other parts": {who: "nadia", edit: func(in *intake.NewArticle) {
			in.Kinds = []bitext.BlockKind{bitext.Headline, bitext.Paragraph}
		}},
		"with a key": {who: "nadia", edit: func(in *intake.NewArticle) { in.Op = "k1" }},
	} {
		t.Run(name, func(t *testing.T) {
			r := story.New(t)
			add := func(who string, edit func(*intake.NewArticle)) string {
				in := intake.NewArticle{Document: story.Paragraphs(one, two), SourceLang: "ar", TargetLang: "fr"}
				if edit != nil {
					edit(&in)
				}
				a, err := r.Intake.AddArticle(r.Ctx(), r.People[who], in)
				r.Check("add", err)
				return a.ID
			}
			first := add("nadia", nil)
			r.Clock = r.Clock.Add(tt.later)
			if again := add(tt.who, tt.edit); (again == first) != tt.same {
				t.Errorf("two clicks made %s and %s", first, again)
			}
		})
	}
}

// A key gives the article that it made however late it comes back, makes another where the same text comes with
// another key, and is refused with another request.
func TestAKeyMakesOneArticle(t *testing.T) {
	r := story.New(t)
	add := func(who, op, title string) (string, error) {
		a, err := r.Intake.AddArticle(r.Ctx(), r.People[who], intake.NewArticle{
			Document: story.Paragraphs(one, two), SourceLang: "ar", TargetLang: "fr", Title: title, Op: op})
		return a.ID, err
	}
	first, err := add("nadia", "k1", "T")
	r.Check("first", err)
	r.Clock = r.Clock.Add(48 * time.Hour)
	again, err := add("nadia", "k1", "T")
	r.Check("again", err)
	if again != first {
		t.Errorf("the same key made %s and %s", first, again)
	}
	for who, op := range map[string]string{"nadia": "k2", "luc": "k1"} {
		other, err := add(who, op, "T")
		r.Check("another", err)
		if other == first {
			t.Errorf("key %s of %s gives the article of another", op, who)
		}
	}
	_, err = add("nadia", "k1", "U")
	r.Refused("op.reused").Check("another request", err)
	_, err = add("nadia", strings.Repeat("k", workflow.MaxOp+1), "T")
	r.Refused("op.too-long").Check("a long key", err)
}

// A block without a kind is a paragraph.
func TestBlocksWithoutAKindAreParagraphs(t *testing.T) {
	r := story.New(t).As("nadia")
	doc := story.Paragraphs(one, two+" "+three, one)
	for i := range doc.Blocks {
		doc.Blocks[i].Kind = ""
	}
	r.AddDocument(doc)
	if got := r.View().Blocks[1].Kind; got != bitext.Paragraph {
		t.Errorf("the second block is a %q", got)
	}
}

func TestExportAndImport(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one, two, three)
	r.As("amina").Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Approve(1)
	all := []bitext.State{bitext.Initial, bitext.Translated, bitext.Reviewed}
	doc, gaps, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{States: all})
	if err != nil || len(gaps) == 0 {
		t.Fatalf("export: %v, gaps %v", err, gaps)
	}
	approved, _, err := r.Edition.Export(r.Ctx(), r.Who, r.ArticleID, edition.Options{})
	if err != nil || !approved.Segments()[1].Target.Empty() || approved.Segments()[0].Target.Empty() {
		t.Fatalf("only what is approved may go out: %v (%v)", approved.Segments(), err)
	}
	r.As("amina").Draft(2, "Deux, revu.")
	doc.Blocks[1].Segments[0].Target = bitext.Plain("Deux, ailleurs.")
	doc.Blocks[2].Segments[0].Target = bitext.Plain("Trois, ailleurs.")
	doc.Blocks[2].Segments[0].State = bitext.Translated
	doc.Blocks = append(doc.Blocks, bitext.Block{Segments: []bitext.Segment{{ID: "nowhere"}}})
	rep, err := r.Desk.ImportTargets(r.Ctx(), r.People["salma"], r.ArticleID, doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Updated) != 1 || len(rep.Conflicts) != 1 || len(rep.Unknown) != 1 || rep.Same != 1 {
		t.Errorf("report %+v", rep)
	}
	r.WantTarget(2, "Deux, revu.").WantTarget(3, "Trois, ailleurs.").Whole()
	changes, err := r.Desk.History(r.Ctx(), r.Who, r.Segment(2).ID)
	if err != nil || changes[len(changes)-1].To.Target.String() != "Deux, ailleurs." {
		t.Errorf("the file's text is not in the history (%v)", err)
	}
}
