package storagetest

import (
	"fmt"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

func testArticles(d *desk) {
	d.must(step(workflow.Tx.AddPerson, person("amina")), step(workflow.Tx.AddPerson, person("luc")),
		step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}))
	want := workflow.Article{
		ID: "a1", Title: "الرباط وباريس", SourceLang: "ar", TargetLang: "fr", Publication: "p1",
		Origin: "a.docx", Fingerprint: "f", Due: at(9), Urgency: workflow.Flash, Note: "vite",
		Created: at(1), CreatedBy: "luc",
	}
	d.must(step(workflow.Tx.AddArticle, want))
	read := func() workflow.Article {
		return view(d, func(tx workflow.Tx) (workflow.Article, error) { return tx.Article("a1") })
	}
	checkEqual(d, "Article", read(), want)

	want.Title, want.SourceLang, want.TargetLang, want.Publication = "Paris", "fr", "ar", ""
	want.Origin, want.Fingerprint, want.Due, want.Urgency = "pasted", "g", at(0), workflow.Normal
	want.Note, want.SignedOff, want.SignedOffBy = "", at(5), "amina"
	want.Published, want.PublishedBy, want.Retracted = at(6), "luc", "faux"
	d.must(step(workflow.Tx.UpdateArticle, want))
	checkEqual(d, "Article after UpdateArticle", read(), want)
}

// An article without Created is not there for anybody until it is finished, and can be removed.
func testUnfinishedArticles(d *desk) {
	d.basics()
	unfinished := article("a2")
	unfinished.Created = time.Time{}
	work := workflow.Assignment{ID: "x1", Article: "a2", Person: "amina", Role: workflow.Translator}
	d.must(step(workflow.Tx.AddArticle, unfinished), step(workflow.Tx.AddAssignment, work))
	for i := range 5 {
		b, s := fmt.Sprint("u", i), segment(fmt.Sprint("v", i), "a2", fmt.Sprint("u", i), 1)
		s.Assignment, s.Updated = "x1", at(i)
		d.must(add(workflow.Tx.AddBlocks, block(b, "a2", int64(i))), add(workflow.Tx.AddSegments, s),
			add(workflow.Tx.AddChanges, workflow.Change{ID: s.ID, Segment: s.ID, Article: "a2", Version: 1}))
	}
	d.must(step(workflow.Tx.AddComment, workflow.Comment{ID: "n1", Article: "a2", Segment: "v0", MadeOn: "v0", By: "amina"}))
	read := func(tx workflow.Tx) error { _, err := tx.Article("a2"); return err }
	checkKind(d, "Article", d.try(read), workflow.NotFound)
	counted := func(tx workflow.Tx) error { _, err := tx.Counted("a2"); return err }
	checkKind(d, "Counted", d.try(counted), workflow.NotFound)
	checkEqual(d, "Articles", articleIDs(d, workflow.ArticleFilter{}), []string{"a1"})
	loads := func() []workflow.Load {
		return view(d, func(tx workflow.Tx) ([]workflow.Load, error) { return tx.Loads(0, 0) })
	}
	checkEqual(d, "Loads", loads(), []workflow.Load{})
	list := func(since int) []string {
		return view(d, func(tx workflow.Tx) ([]string, error) { return tx.UnfinishedArticles(at(since)) })
	}
	checkEqual(d, "UnfinishedArticles", list(5), []string{"a2"})
	checkEqual(d, "UnfinishedArticles that something was added to", list(4), []string{})

	remove := func(article string) (n int) {
		d.Helper()
		d.must(func(tx workflow.Tx) (err error) {
			n, err = tx.RemoveUnfinished(article, 3)
			return err
		})
		return n
	}
	finish := func(id string) func(workflow.Tx) error {
		return func(tx workflow.Tx) error { return tx.FinishArticle(id, at(3)) }
	}
	d.must(step(workflow.Tx.AddArticle, func() workflow.Article {
		a := article("a3")
		a.Created = time.Time{}
		return a
	}()), finish("a3"))
	checkEqual(d, "a finished article", view(d, func(tx workflow.Tx) (time.Time, error) {
		a, err := tx.Article("a3")
		return a.Created, err
	}), at(3))
	checkKind(d, "FinishArticle of a finished one", d.try(finish("a3")), workflow.NotFound)
	checkEqual(d, "removed of a finished one", remove("a1"), 0)
	checkEqual(d, "segments of a finished one", len(readSegments(d, "a1")), 2)
	var got []int
	for range 5 {
		got = append(got, remove("a2"))
	}
	checkEqual(d, "RemoveUnfinished", got, []int{3, 2, 3, 2, 0})
	checkKind(d, "its segment", d.try(func(tx workflow.Tx) error { _, err := tx.Segment("v0"); return err }),
		workflow.NotFound)
	checkKind(d, "its block", d.try(func(tx workflow.Tx) error { _, err := tx.Block("u0"); return err }),
		workflow.NotFound)
	checkKind(d, "its assignment", d.try(func(tx workflow.Tx) error { _, err := tx.Assignment("x1"); return err }),
		workflow.NotFound)
	checkEqual(d, "its changes", view(d, func(tx workflow.Tx) ([]workflow.Change, error) {
		return tx.Changes("v0")
	}), []workflow.Change{})
	checkEqual(d, "UnfinishedArticles after it", list(9), []string{})
}

// ids lists the articles a filter chooses.
func articleIDs(d *desk, f workflow.ArticleFilter) []string {
	d.Helper()
	got := []string{}
	for _, s := range view(d, func(tx workflow.Tx) ([]workflow.Summary, error) {
		return tx.Articles(f)
	}) {
		got = append(got, s.ID)
	}
	return got
}

func testArticleFilters(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddPublication, workflow.Publication{ID: "p1", Name: "P"}))
	variant := func(id string, change func(*workflow.Article)) {
		a := article(id)
		change(&a)
		d.must(step(workflow.Tx.AddArticle, a))
	}
	variant("a2", func(a *workflow.Article) { a.Publication, a.Fingerprint = "p1", "same" })
	variant("a3", func(a *workflow.Article) { a.SourceLang, a.TargetLang = "fr", "en" })
	variant("a4", func(a *workflow.Article) { a.Title = "مُحادثات الأُمم المتّحدة" })
	variant("a5", func(a *workflow.Article) { a.Title = "L’Œuvre_d’Été 100 %" })
	variant("a6", func(a *workflow.Article) { a.Published = at(4) })
	d.must(step(workflow.Tx.AddAssignment, workflow.Assignment{
		ID: "x1", Article: "a3", Person: "amina", Role: workflow.Editor,
	}), step(workflow.Tx.AddAssignment, workflow.Assignment{
		ID: "x2", Article: "a4", Person: "amina", Role: workflow.Translator, Ended: at(2),
	}))
	for _, test := range []struct {
		name   string
		filter workflow.ArticleFilter
		want   []string
	}{
		{"all", workflow.ArticleFilter{}, []string{"a6", "a5", "a4", "a3", "a2", "a1"}},
		{"person", workflow.ArticleFilter{Person: "amina"}, []string{"a3"}},
		{"publication", workflow.ArticleFilter{Publication: "p1"}, []string{"a2"}},
		{"language, either side", workflow.ArticleFilter{Language: "en"}, []string{"a3"}},
		{"language", workflow.ArticleFilter{Language: "ar"}, []string{"a6", "a5", "a4", "a2", "a1"}},
		{"fingerprint", workflow.ArticleFilter{Fingerprint: "same"}, []string{"a2"}},
		{"published", workflow.ArticleFilter{Published: true}, []string{"a6"}},
		{"search without marks", workflow.ArticleFilter{Search: " الامم المتحده"}, []string{"a4"}},
		{"search without accents", workflow.ArticleFilter{Search: "OEUVRE"}, []string{"a5"}},
		{"search for wildcards", workflow.ArticleFilter{Search: "100 %"}, []string{"a5"}},
		{"search for _", workflow.ArticleFilter{Search: "e_d"}, []string{"a5"}},
		{"_ is no wildcard", workflow.ArticleFilter{Search: "T_a"}, []string{}},
		{"search for white space", workflow.ArticleFilter{Search: " "},
			[]string{"a6", "a5", "a4", "a3", "a2", "a1"}},
		{"both", workflow.ArticleFilter{Language: "ar", Search: "t a"}, []string{"a6", "a2", "a1"}},
		{"none", workflow.ArticleFilter{Person: "nobody"}, []string{}},
	} {
		checkEqual(d, test.name, articleIDs(d, test.filter), test.want)
	}
	variant("a7", func(a *workflow.Article) { a.Published, a.Retracted = at(4), "faux" })
	checkEqual(d, "published, one retracted", articleIDs(d, workflow.ArticleFilter{Published: true}), []string{"a6"})
}

func testArticlePages(d *desk) {
	for i := range 7 {
		a := article(fmt.Sprintf("a%d", 9-i)) // the order of ids is not that of times
		a.Created = at(i / 2)
		d.must(step(workflow.Tx.AddArticle, a))
	}
	want := []string{"a3", "a5", "a4", "a7", "a6", "a9", "a8"}
	checkEqual(d, "all", articleIDs(d, workflow.ArticleFilter{}), want)
	var got []string
	f := workflow.ArticleFilter{Limit: 2}
	for range 4 {
		page := articleIDs(d, f)
		got = append(got, page...)
		f.Before = page[len(page)-1]
	}
	checkEqual(d, "pages", got, want)
	checkEqual(d, "after the last", articleIDs(d, f), []string{})
	f.Before = "no such article"
	checkEqual(d, "before what is not there", articleIDs(d, f), []string{})
}

func testSummariesCountByState(d *desk) {
	d.basics()
	d.must(step(workflow.Tx.AddArticle, article("a2")))
	states := []struct {
		state bitext.State
		sub   bitext.SubState
		words int
	}{
		{bitext.Initial, bitext.FromMemory, 10}, {bitext.Initial, bitext.FromMachine, 20},
		{bitext.Initial, bitext.Draft, 30}, {bitext.Translated, bitext.None, 40},
		{bitext.Translated, bitext.Returned, 50}, {bitext.Translated, bitext.Stale, 60},
		{bitext.Reviewed, bitext.None, 70}, {bitext.Final, bitext.None, 80},
	}
	for i, s := range states {
		g := segment(fmt.Sprintf("t%d", i), "a1", "b1", int64(10+i))
		g.State, g.SubState, g.Words = s.state, s.sub, s.words
		d.must(add(workflow.Tx.AddSegments, g))
	}
	gone := segment("gone", "a1", "b1", 3)
	gone.Gone = true
	d.must(add(workflow.Tx.AddSegments, gone))
	for i, a := range []workflow.Assignment{
		{ID: "x1", Person: "luc", Role: workflow.Translator},
		{ID: "x2", Person: "amina", Role: workflow.Translator},
		{ID: "x3", Person: "luc", Role: workflow.Translator},
		{ID: "x4", Person: "amina", Role: workflow.Editor},
		{ID: "x5", Person: "luc", Role: workflow.Editor, Ended: at(9)},
	} {
		a.Article, a.Created = "a1", at(i)
		d.must(step(workflow.Tx.AddAssignment, a))
	}
	d.must(func(tx workflow.Tx) error {
		a := workflow.Assignment{ID: "x1", Article: "a1", Role: workflow.Translator}
		return tx.AssignSegments(a, []string{"s1", "t3"})
	}, step(workflow.Tx.AddComment, workflow.Comment{ID: "c1", Article: "a1", At: at(1)}),
		step(workflow.Tx.AddComment, workflow.Comment{ID: "c2", Article: "a1", Segment: "s1"}),
		step(workflow.Tx.AddComment, workflow.Comment{ID: "c3", Article: "a1", Resolved: at(2)}))

	got := view(d, func(tx workflow.Tx) ([]workflow.Summary, error) {
		return tx.Articles(workflow.ArticleFilter{})
	})
	checkEqual(d, "Articles", got, []workflow.Summary{
		{Article: article("a2")},
		{
			Article: article("a1"),
			Segments: workflow.Counts{
				Initial: 4, Draft: 1, Translated: 1, Returned: 2, Reviewed: 1, Final: 1,
			},
			Words: workflow.Counts{
				Initial: 36, Draft: 30, Translated: 40, Returned: 110, Reviewed: 70, Final: 80,
			},
			Stale: 1, Comments: 2, Unassigned: 8,
			Translators: []string{"luc", "amina"}, Editors: []string{"amina"},
		},
	})
	for _, want := range got {
		counted := view(d, func(tx workflow.Tx) (workflow.Summary, error) { return tx.Counted(want.ID) })
		checkEqual(d, "Counted "+want.ID, counted, want)
	}
}

func testArticlesByWhatIsLeft(d *desk) {
	d.basics()
	for id, change := range map[string]func(*workflow.Article){
		"a2": func(a *workflow.Article) { a.Retracted = "faux" },
		"a3": func(a *workflow.Article) { a.Published = at(4) },
		"a4": func(a *workflow.Article) { a.Published = at(4) },
	} {
		a := article(id)
		change(&a)
		d.must(step(workflow.Tx.AddArticle, a), add(workflow.Tx.AddBlocks, block("b"+id, id, 1)))
		g := segment("t"+id, id, "b"+id, 1)
		g.State, g.SubState = bitext.Final, bitext.None
		d.must(add(workflow.Tx.AddSegments, g))
	}
	reopened := segment("again", "a4", "ba4", 2)
	gone := segment("gone", "a3", "ba3", 2)
	gone.Gone = true
	d.must(add(workflow.Tx.AddSegments, reopened), add(workflow.Tx.AddSegments, gone))
	checkEqual(d, "something left", articleIDs(d, workflow.ArticleFilter{Left: workflow.Something}),
		[]string{"a4", "a1"})
	checkEqual(d, "nothing left", articleIDs(d, workflow.ArticleFilter{Left: workflow.Nothing}),
		[]string{"a3", "a2"})
}

// A refused text counts as a conflict until its segment is saved.
func testConflictsUntilASave(d *desk) {
	d.basics()
	for i, segment := range []string{"s1", "s1", "s2"} {
		c := change(fmt.Sprint("c", i), segment, 1)
		c.Kind, c.At = workflow.ChangeRefused, at(20)
		d.must(add(workflow.Tx.AddChanges, c))
	}
	conflicts := func() int {
		return view(d, func(tx workflow.Tx) ([]workflow.Summary, error) {
			return tx.Articles(workflow.ArticleFilter{})
		})[0].Conflicts
	}
	checkEqual(d, "conflicts", conflicts(), 2)
	g := view(d, func(tx workflow.Tx) (workflow.Segment, error) { return tx.Segment("s1") })
	g.Version, g.Updated = g.Version+1, at(21)
	d.must(step(workflow.Tx.UpdateSegment, g))
	checkEqual(d, "conflicts after a save", conflicts(), 1)
	g = view(d, func(tx workflow.Tx) (workflow.Segment, error) { return tx.Segment("s2") })
	g.Version, g.Gone = g.Version+1, true
	d.must(step(workflow.Tx.UpdateSegment, g))
	checkEqual(d, "conflicts of a segment that was merged away", conflicts(), 0)
}

func testBlocks(d *desk) {
	d.must(step(workflow.Tx.AddArticle, article("a1")), step(workflow.Tx.AddArticle, article("a2")))
	var want []workflow.Block
	for i, k := range bitext.Kinds() {
		b := workflow.Block{ID: fmt.Sprint("b", i), Article: "a1", Place: int64(100 - i), Kind: k}
		if k == bitext.Heading {
			b.Level = 3
		}
		d.must(add(workflow.Tx.AddBlocks, b))
		want = append([]workflow.Block{b}, want...)
	}
	d.must(add(workflow.Tx.AddBlocks, block("other", "a2", 1)))
	read := func() []workflow.Block {
		return view(d, func(tx workflow.Tx) ([]workflow.Block, error) { return tx.Blocks("a1") })
	}
	checkEqual(d, "Blocks", read(), want)
	checkEqual(d, "Block", view(d, func(tx workflow.Tx) (workflow.Block, error) { return tx.Block("b0") }),
		want[len(want)-1])
	b := want[0]
	b.Kind, b.Level, b.Place = bitext.Heading, 6, 1000
	d.must(step(workflow.Tx.UpdateBlock, b))
	checkEqual(d, "Blocks after UpdateBlock", read(), append(want[1:], b))
}
