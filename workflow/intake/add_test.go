package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/story"
)

func TestArticleIsKeptAsItWasMade(t *testing.T) {
	r := story.New(t)
	publication := r.AddPublication()
	doc := story.Paragraphs(one+" "+two, three)
	doc.Blocks[1].Kind, doc.Blocks[1].Level = bitext.Heading, 3
	doc.Blocks[0].Kind = ""
	doc.Origin = "depeche.txt"
	var a workflow.Article
	entries := r.Appended(func() {
		var err error
		a, err = r.Intake.AddArticle(r.Ctx(), r.People["amina"], intake.NewArticle{Document: doc,
			Title: " Le  titre ", Publication: publication, Urgency: workflow.Urgent, Note: " vite ",
			Due: time.Date(2026, 3, 2, 18, 30, 45, 0, time.FixedZone("", 3600))})
		r.Check("add", err)
	})
	r.ArticleID = a.ID
	v := r.View()
	want := workflow.Article{ID: a.ID, Title: "Le titre", SourceLang: "ar", TargetLang: "fr",
		Publication: publication, Origin: "depeche.txt", Fingerprint: a.Fingerprint,
		Due: time.Date(2026, 3, 2, 17, 30, 0, 0, time.UTC), Urgency: workflow.Urgent, Note: "vite",
		Created: a.Created, CreatedBy: r.People["amina"].ID}
	if d := cmp.Diff(want, v.Article); d != "" || a != want || a.Fingerprint == "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	blocks := []workflow.Block{
		{Article: a.ID, Place: workflow.PlaceGap, Kind: bitext.Paragraph},
		{Article: a.ID, Place: 2 * workflow.PlaceGap, Kind: bitext.Heading, Level: 3},
	}
	if d := cmp.Diff(blocks, v.Blocks, cmpopts.IgnoreFields(workflow.Block{}, "ID")); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
	var sources []string
	for i, s := range v.Segments {
		sources = append(sources, s.Source.String()+"|"+s.After.String())
		if s.Version != 1 || s.State != bitext.Initial || len(s.Authors) > 0 || s.Words == 0 ||
			s.Place != []int64{1, 2, 1}[i]*workflow.PlaceGap || s.Assignment != "" {
			t.Errorf("segment %d begins as %+v", i+1, s)
		}
	}
	if d := cmp.Diff([]string{one + "| ", two + "|", three + "|"}, sources); d != "" {
		t.Errorf("segments (-want +got):\n%s", d)
	}
	history, err := r.Desk.History(r.Ctx(), r.People["amina"], v.Segments[0].ID)
	r.Check("history", err)
	if len(history) != 1 || history[0].Kind != workflow.ChangeCreated ||
		history[0].Origin != workflow.FromFile || history[0].By != r.People["amina"].ID {
		t.Errorf("history %+v, want one change that made it", history)
	}
	r.Whole()
	if len(entries) != 1 || entries[0].Kind != workflow.ArticleAdded || entries[0].Article != a.ID ||
		string(entries[0].Payload) != `{"title":"Le titre"}` {
		t.Errorf("feed %+v, want one article", entries)
	}
}

func TestIntakeIsOfTheDesk(t *testing.T) {
	r := story.New(t)
	in := intake.NewArticle{Document: story.Paragraphs(one)}
	token := r.People["amina"]
	token.Scope = workflow.ReadScope
	for name, tt := range map[string]struct {
		who  workflow.Actor
		want string
	}{"a reader": {r.People["lea"], "error.forbidden"}, "a token that reads": {token, "error.forbidden"},
		"signed out": {workflow.Actor{}, "error.signed-out"}, "a translator": {r.People["amina"], ""}} {
		_, err := r.Intake.Draft(r.Ctx(), tt.who, in)
		r.Refused(tt.want).Check("draft by "+name, err)
		_, err = r.Intake.AddArticle(r.Ctx(), tt.who, in)
		r.Refused(tt.want).Check("add by "+name, err)
	}
}

// A draft makes nothing, and neither does an article that is refused.
func TestRefusedIntakeMakesNothing(t *testing.T) {
	r := story.New(t)
	amina := r.People["amina"]
	r.WantAppended(func() {
		_, err := r.Intake.Draft(r.Ctx(), amina, intake.NewArticle{Document: story.Paragraphs(one)})
		r.Check("draft", err)
		for name, tt := range map[string]struct {
			in   intake.NewArticle
			want string
		}{
			"no such publication": {intake.NewArticle{Publication: "none"}, "error.not-found"},
			"a note too long": {intake.NewArticle{Note: strings.Repeat("x", workflow.MaxRemark+1)},
				"text.too-long"},
			"a note with an override": {intake.NewArticle{Note: "a" + override}, "text.override"},
			"a kind of none":          {intake.NewArticle{Kinds: []bitext.BlockKind{"x"}}, "intake.torn"},
			"a title with an override": {intake.NewArticle{Title: "a" + override},
				"text.override"},
		} {
			tt.in.Document = story.Paragraphs(one)
			_, err := r.Intake.AddArticle(r.Ctx(), amina, tt.in)
			r.Refused(tt.want).Check(name, err)
		}
	})
	all, err := r.Article.List(r.Ctx(), amina, workflow.ArticleFilter{})
	if err != nil || len(all) > 0 {
		t.Errorf("%d articles were made (%v)", len(all), err)
	}
}

// Ten seconds part two clicks on a button from two articles that are meant.
func TestSameTextIsOneArticleForTenSeconds(t *testing.T) {
	tests := []struct {
		name  string
		who   string
		after time.Duration
		to    string
		same  bool
	}{
		{"at once", "amina", 0, "fr", true},
		{"nine seconds later", "amina", 9 * time.Second, "fr", true},
		{"ten seconds later", "amina", 10 * time.Second, "fr", false},
		{"by another", "luc", 0, "fr", false},
		{"into another language", "amina", 0, "en", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t)
			first := r.As("amina").Add(one, two).ArticleID
			r.Clock = r.Clock.Add(tt.after)
			entries := r.Appended(func() {
				again, err := r.Intake.AddArticle(r.Ctx(), r.People[tt.who], intake.NewArticle{
					Document: story.Paragraphs(one, two), SourceLang: "ar", TargetLang: tt.to})
				r.Check("again", err)
				if (again.ID == first) != tt.same || again.ID == "" {
					t.Errorf("article %s after %s, want the same: %v", again.ID, first, tt.same)
				}
			})
			if (len(entries) == 0) != tt.same {
				t.Errorf("feed %+v", entries)
			}
		})
	}
}

func TestDraftShowsWhatWouldBeMade(t *testing.T) {
	r := story.New(t)
	r.As("luc").Add("خبر آخر")
	d, err := r.Intake.Draft(r.Ctx(), r.People["amina"], intake.NewArticle{
		Document: story.Paragraphs(one+" "+two, three), Title: "Titre"})
	r.Check("draft", err)
	r.As("amina").Add(one+" "+two, three)
	words := 0
	for _, s := range r.View().Segments {
		words += s.Words
	}
	if d.Title != "Titre" || d.Detected != "ar" || d.Confidence <= 0.5 || d.Words != words ||
		len(d.Same) != 0 {
		t.Errorf("draft %+v, want %d words of Arabic and no other article", d, words)
	}
	if len(d.Blocks) != 2 || len(d.Blocks[0].Segments) != 2 || len(d.Blocks[1].Segments) != 1 {
		t.Errorf("blocks %+v, want two sentences and one", d.Blocks)
	}
}

func TestIntakeIsBoundedInBytesAndBlocks(t *testing.T) {
	r := story.New(t)
	add := func(doc *bitext.Document) error {
		_, err := r.Intake.Draft(r.Ctx(), r.People["amina"], intake.NewArticle{Document: doc,
			SourceLang: "fr"})
		return err
	}
	r.Check("2 MB", add(story.OneBlock(strings.Repeat("x", workflow.MaxArticle))))
	r.Refused("intake.too-large").Check("a byte more",
		add(story.OneBlock(strings.Repeat("x", workflow.MaxArticle+1))))
	lines := strings.Split(strings.Repeat("x\n", workflow.MaxBlocks+1), "\n")
	err := add(story.Paragraphs(lines[:workflow.MaxBlocks+1]...))
	if workflow.KindOf(err) != workflow.TooLarge {
		t.Errorf("%d blocks: %v, want them refused as too many", workflow.MaxBlocks+1, err)
	}
}
