package memory_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/story"
)

// texts is a pair of short texts.
func texts() memory.NewAlignment {
	return memory.NewAlignment{Name: "a.txt", SourceLang: "ar", TargetLang: "fr",
		Source: story.Paragraphs("وصل الوزير إلى الرباط."),
		Target: story.Paragraphs("Le ministre est à Rabat.")}
}

func TestAlignTextsRefusesWhatItCannotAlign(t *testing.T) {
	r := story.New(t).As("amina")
	long := strings.Repeat("a", workflow.MaxRemark+1)
	for _, c := range []struct {
		name   string
		change func(*memory.NewAlignment)
		want   string
	}{
		{"a pair", func(*memory.NewAlignment) {}, ""},
		{"a year", func(n *memory.NewAlignment) { n.Date = "2024" }, ""},
		{"a month", func(n *memory.NewAlignment) { n.Date = "2024-05" }, ""},
		{"a day", func(n *memory.NewAlignment) { n.Date = " 2024-05-12 " }, ""},
		{"a day that does not exist", func(n *memory.NewAlignment) { n.Date = "2024-02-30" },
			"align.date"},
		{"a day as people write it", func(n *memory.NewAlignment) { n.Date = "12/05/2024" },
			"align.date"},
		{"one language", func(n *memory.NewAlignment) { n.TargetLang = "ar" }, "align.languages"},
		{"no source language", func(n *memory.NewAlignment) { n.SourceLang = "" }, "align.languages"},
		{"no target language", func(n *memory.NewAlignment) { n.TargetLang = "?" },
			"align.languages"},
		{"no source", func(n *memory.NewAlignment) { n.Source = nil }, "intake.empty"},
		{"an empty source", func(n *memory.NewAlignment) { n.Source = story.Paragraphs(" ") },
			"intake.empty"},
		{"no target", func(n *memory.NewAlignment) { n.Target = nil }, "intake.empty"},
		{"a target with an override", func(n *memory.NewAlignment) {
			n.Target = story.Paragraphs("a\u202eb.")
		}, "text.override"},
		{"a name with an override", func(n *memory.NewAlignment) { n.Name = "\u202e" },
			"text.override"},
		{"a name that is too long", func(n *memory.NewAlignment) { n.Name = long }, "text.too-long"},
		{"a licence that is too long", func(n *memory.NewAlignment) { n.Licence = long },
			"text.too-long"},
		{"an article that does not exist", func(n *memory.NewAlignment) {
			n.Source, n.Article = nil, "none"
		}, "error.not-found"},
		{"more sentences than it takes", func(n *memory.NewAlignment) {
			n.Source = story.OneBlock(strings.Repeat("ذهب. ", workflow.MaxAlignedSentences+1))
		}, "align.long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			n := texts()
			c.change(&n)
			a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, n)
			r.Refused(c.want).Check("align", err)
			if (a.ID == "") != (c.want != "") {
				t.Errorf("the alignment has the id %q", a.ID)
			}
		})
	}
	r.T = t
	all, err := r.Memory.Alignments(r.Ctx(), r.Who, 100, 0)
	r.Check("list", err)
	if len(all) != 4 {
		t.Errorf("%d alignments are kept, want the four that were made", len(all))
	}
}

func TestAlignTextsKeepsWhatIsKnown(t *testing.T) {
	r := story.New(t).As("amina")
	n := texts()
	n.Name, n.Date, n.Licence, n.Publication = " a.txt ", " 2024 ", "CC BY\r\n", r.AddPublication()
	n.Source = &bitext.Document{Blocks: []bitext.Block{
		bitext.NewBlock(bitext.Heading, bitext.Plain("عنوان")),
		bitext.NewBlock(bitext.Paragraph, bitext.Plain("وصل \u00a0الوزير\tإلى الرباط. ثم غادر.")),
	}}
	a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, n)
	r.Check("align", err)
	if a.Name != "a.txt" || a.Date != "2024" || a.Licence != "CC BY" ||
		a.Publication != n.Publication || a.By != r.Who.ID || a.Version != 1 || a.At.IsZero() ||
		a.Updated != a.At || a.Kept != 0 || len(a.Before) != 0 || a.Count != len(a.Beads) {
		t.Errorf("kept %+v", a)
	}
	want := []workflow.AlignedSentence{{Text: "عنوان", Start: true, Heading: true},
		{Text: "وصل الوزير إلى الرباط.", Start: true}, {Text: "ثم غادر."}}
	if diff := cmp.Diff(want, a.Source); diff != "" {
		t.Error(diff)
	}
	stored, err := r.Memory.Alignment(r.Ctx(), r.People["youssef"], a.ID)
	r.Check("read", err)
	if diff := cmp.Diff(a, stored); diff != "" {
		t.Errorf("the stored alignment is another: %s", diff)
	}
	_, err = r.Memory.Alignment(r.Ctx(), r.People["lea"], a.ID)
	r.Refused("error.forbidden").Check("read, by a reader", err)
	_, err = r.Memory.Alignment(r.Ctx(), r.Who, "none")
	r.Refused("error.not-found").Check("read no alignment", err)
}

// TestAlignTextsTakesAnArticlesSource and its languages, title and publication.
func TestAlignTextsTakesAnArticlesSource(t *testing.T) {
	r := story.New(t).As("amina")
	publication := r.AddPublication()
	sources := r.AddTo(publication, story.One+" "+story.Two, story.Three)
	title := r.View().Title
	for _, c := range []struct {
		name, source, target string
		want                 [2]string
	}{
		{"the languages of the article", "ar", "fr", [2]string{"ar", "fr"}},
		{"the languages of the form, the wrong way round", "fr", "ar", [2]string{"ar", "fr"}},
		{"another target language", "ar", "en", [2]string{"ar", "en"}},
	} {
		n := memory.NewAlignment{Name: "autre", Article: r.ArticleID, SourceLang: c.source,
			TargetLang: c.target, Target: story.Paragraphs("Un. Deux.", "Trois.")}
		a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, n)
		r.Check(c.name, err)
		if a.SourceLang != c.want[0] || a.TargetLang != c.want[1] || a.Name != title ||
			a.Publication != publication || a.Article != r.ArticleID {
			t.Errorf("%s: %s into %s, %q for %s", c.name, a.SourceLang, a.TargetLang, a.Name,
				a.Publication)
		}
		for i, s := range a.Source {
			if s.Text != sources[i] || s.Start != (i != 1) {
				t.Errorf("%s: sentence %d is %+v", c.name, i, s)
			}
		}
		if len(a.Source) != 3 {
			t.Errorf("%s: %d sentences, want 3", c.name, len(a.Source))
		}
	}
	n := texts()
	n.Article = r.ArticleID
	a, err := r.Memory.AlignTexts(r.Ctx(), r.Who, n)
	r.Check("with a source of its own", err)
	if len(a.Source) != 1 || a.Name != "a.txt" || a.Article != r.ArticleID {
		t.Errorf("with a source of its own: %d sentences of %q", len(a.Source), a.Name)
	}
}

func TestAlignFolderTakesWhatItCan(t *testing.T) {
	r := story.New(t).As("amina")
	swapped, long := texts(), texts()
	swapped.SourceLang, swapped.TargetLang = "fr", "ar"
	long.Name = strings.Repeat("a", workflow.MaxRemark+1)
	folder := func(in ...memory.NewAlignment) ([]memory.AlignedPair, error) {
		return r.Memory.AlignFolder(r.Ctx(), r.Who, in, func(align.Progress) {})
	}
	out, err := folder(texts(), swapped, long, texts())
	r.Check("folder", err)
	for i, want := range []string{"", "align.languages", "text.too-long", ""} {
		if r.Refused(want).Check(fmt.Sprint("pair ", i), out[i].Err); (out[i].ID == "") != (want != "") {
			t.Errorf("pair %d has the id %q", i, out[i].ID)
		}
	}
	if out[0].ID == out[3].ID || len(out) != 4 {
		t.Errorf("%d pairs, the first and the last are %s and %s", len(out), out[0].ID, out[3].ID)
	}
	if out, err = folder(long, long); err != nil || len(out) != 2 || out[1].Err == nil {
		t.Errorf("none of them: %v and %v", out, err)
	}
	_, err = folder()
	r.Refused("align.empty").Check("no pair", err)
	var e *workflow.Error
	_, err = folder(make([]memory.NewAlignment, workflow.MaxAlignedPairs+1)...)
	if !errors.As(err, &e) || e.ID != "align.many" || e.Kind != workflow.TooLarge ||
		e.Args["Limit"] != 100 {
		t.Errorf("101 pairs: %v", err)
	}
	if _, err = folder(make([]memory.NewAlignment, workflow.MaxAlignedPairs)...); err != nil {
		t.Errorf("100 pairs: %v", err)
	}
	r.As("lea")
	_, err = folder(texts())
	r.Refused("error.forbidden").Check("by a reader", err)
}

func TestAlignmentsAreListedLastWorkedOnFirst(t *testing.T) {
	r := story.New(t).As("amina")
	first, second, third := r.Align(), r.Align(), r.Align()
	edit(r, first, memory.AcceptBead, 0)
	for _, c := range []struct {
		limit, skip int
		want        []string
	}{
		{10, 0, []string{first.ID, third.ID, second.ID}},
		{2, 0, []string{first.ID, third.ID}},
		{2, 2, []string{second.ID}},
		{10, -3, []string{first.ID, third.ID, second.ID}},
		{10, 3, nil},
	} {
		all, err := r.Memory.Alignments(r.Ctx(), r.People["youssef"], c.limit, c.skip)
		r.Check("list", err)
		var ids []string
		for _, a := range all {
			ids = append(ids, a.ID)
			if a.Count != 3 || a.Source != nil || a.Beads != nil {
				t.Errorf("listed %d beads and the text %v", a.Count, a.Source)
			}
		}
		if diff := cmp.Diff(c.want, ids); diff != "" {
			t.Errorf("%d after %d: %s", c.limit, c.skip, diff)
		}
	}
	_, err := r.Memory.Alignments(r.Ctx(), r.People["lea"], 10, 0)
	r.Refused("error.forbidden").Check("list, by a reader", err)
}

func TestEditIsAVersionOfTheAlignment(t *testing.T) {
	r := story.New(t).As("amina")
	a := r.Align()
	doubtful := a.Doubtful
	r.As("youssef")
	b := edit(r, a, memory.SplitBead, 0)
	if b.Version != a.Version+1 || !b.Updated.After(a.Updated) || b.By != a.By || b.Count != 4 ||
		b.Doubtful < doubtful+1 {
		t.Errorf("version %d of %v by %s: %d beads, %d doubtful", b.Version, b.Updated, b.By, b.Count,
			b.Doubtful)
	}
	stored, err := r.Memory.Alignment(r.Ctx(), r.Who, a.ID)
	r.Check("read", err)
	if diff := cmp.Diff(b, stored); diff != "" {
		t.Errorf("the stored alignment is another: %s", diff)
	}
	_, err = r.Memory.EditBeads(r.Ctx(), r.Who, a.ID, memory.BeadChange{Version: a.Version,
		Edit: memory.JoinBeads})
	r.Refused("align.changed").Check("on an old version", err)
	_, err = r.Memory.EditBeads(r.Ctx(), r.People["lea"], a.ID, memory.BeadChange{
		Version: b.Version, Edit: memory.JoinBeads})
	r.Refused("error.forbidden").Check("by a reader", err)
	_, err = r.Memory.EditBeads(r.Ctx(), r.Who, "none", memory.BeadChange{Version: 1})
	r.Refused("error.not-found").Check("of no alignment", err)
}

// TestAlignerKnowsTheMemoryInEitherDirection has a text of invented words, of which only the
// memory says what they mean, and a translation with a sentence more.
func TestAlignerKnowsTheMemoryInEitherDirection(t *testing.T) {
	for _, swap := range []bool{false, true} {
		r := story.New(t).As("amina")
		first := func() int {
			t.Helper()
			aligner, err := r.Memory.Aligner(r.Ctx(), "ar", "fr")
			r.Check("aligner", err)
			beads := aligner.Align([]align.Pair{{
				Source: []align.Sentence{{Text: "زبلق خرفش طنجور مكسوح دغنوش قرمبيل شلفوط برطيس.", Start: true}},
				Target: []align.Sentence{{Text: "Quelques oiseaux volent ailleurs, loin des dernières îles.", Start: true},
					{Text: "Vodrux plimba cortez blanfi stralo mundrec gavotin quendal."}},
			}})[0]
			for _, b := range beads {
				if !b.Null() {
					return b.Target[0]*10 + b.Target[1]
				}
			}
			return -1
		}
		before := first()
		r.Behind(func(tx workflow.Tx) error {
			words := [][2]string{{"زبلق", "Vodrux"}, {"خرفش", "plimba"}, {"طنجور", "cortez"}, {"مكسوح", "blanfi"}}
			others := [][2]string{{"بشكل", "autrement"}, {"نلتقي", "rencontre"}, {"دغنوش", "stralo"},
				{"قرمبيل", "mundrec"}, {"شلفوط", "gavotin"}, {"برطيس", "quendal"}, {"هزمول", "tribosc"},
				{"فستاق", "lorvane"}}
			for i := range len(words) * len(others) { // each word eight times, with another beside it
				a, b := words[i%len(words)], others[i/len(words)]
				u := workflow.Unit{ID: fmt.Sprint("u", i), SourceLang: "ar", TargetLang: "fr",
					Source: bitext.Plain(a[0] + " " + b[0]), Target: bitext.Plain(a[1] + " " + b[1]),
					State: workflow.UnitApproved, At: r.Clock}
				if swap {
					u.SourceLang, u.TargetLang, u.Source, u.Target = "fr", "ar", u.Target, u.Source
				}
				if err := tx.AddUnits(u); err != nil {
					return err
				}
			}
			return nil
		})
		if after := first(); before != 1 || after != 12 {
			t.Errorf("swapped %v: the target is %d before and %d after, want 1 (the first sentence) and "+
				"12 (the second)", swap, before, after)
		}
	}
}
