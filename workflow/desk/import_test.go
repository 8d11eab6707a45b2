package desk_test

import (
	"fmt"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
	"truchement/workflow/story"
)

// file is what a file says of one segment.
type file struct {
	target string
	state  bitext.State
	sub    bitext.SubState
}

// bring imports a file that says something of the segments as pages shows them.
func bring(r *story.Runner, pages []workflow.Segment, says ...file) desk.ImportReport {
	r.T.Helper()
	doc := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Blocks: make([]bitext.Block, 1)}
	for i, f := range says {
		doc.Blocks[0].Segments = append(doc.Blocks[0].Segments, bitext.Segment{ID: pages[i].ID,
			Source: pages[i].Source, Target: bitext.Plain(f.target), State: f.state,
			SubState: f.sub, Version: pages[i].Version})
	}
	rep, err := r.Desk.ImportTargets(r.Ctx(), r.Who, r.ArticleID, doc)
	r.Check("import", err)
	return rep
}

// outcome writes how many segments an import updated, left, refused and could not take.
func outcome(rep desk.ImportReport) string {
	return fmt.Sprintf("%d updated, %d same, %d conflicts, %d unknown, %d damaged",
		len(rep.Updated), rep.Same, len(rep.Conflicts), len(rep.Unknown), len(rep.Damaged))
}

const updated, same = "1 updated, 0 same, 0 conflicts, 0 unknown, 0 damaged",
	"0 updated, 1 same, 0 conflicts, 0 unknown, 0 damaged"

func TestImportOfOneSegment(t *testing.T) {
	initial := func(*story.Runner) {}
	draft := func(r *story.Runner) { r.As("amina").Draft(1, "Un.") }
	translated := func(r *story.Runner) { r.As("amina").Translate(1, "Un.") }
	reviewed := func(r *story.Runner) { translated(r); r.As("salma").Approve(1) }
	for _, c := range []struct {
		name    string
		before  func(*story.Runner)
		says    file
		outcome string
		want    string
		target  string
		authors []string
	}{
		{"a target for an initial one", initial, file{"Un.", bitext.Translated, ""}, updated,
			"translated", "Un.", []string{"luc"}},
		{"a draft for an initial one", initial, file{"Un.", bitext.Initial, bitext.Draft}, updated,
			"draft", "Un.", []string{"luc"}},
		{"a returned text for an initial one", initial,
			file{"Un.", bitext.Translated, bitext.Returned}, updated, "translated", "Un.",
			[]string{"luc"}},
		{"an approved text for an initial one, by its importer", initial,
			file{"Un.", bitext.Reviewed, ""}, updated, "translated", "Un.", []string{"luc"}},
		{"no target", initial, file{"", bitext.Initial, ""}, same, "initial", "", nil},
		{"no target for a draft", draft, file{"", bitext.Initial, ""}, same, "draft", "Un.",
			[]string{"amina"}},
		{"the same text", translated, file{"Un.", bitext.Translated, ""}, same, "translated", "Un.",
			[]string{"amina"}},
		{"the same text, confirmed", draft, file{"Un.", bitext.Translated, ""}, updated,
			"translated", "Un.", []string{"amina"}},
		{"the same text, approved", translated, file{"Un.", bitext.Reviewed, ""}, updated,
			"reviewed", "Un.", []string{"amina"}},
		{"a draft of another, approved", draft, file{"Un.", bitext.Reviewed, ""}, updated,
			"reviewed", "Un.", []string{"amina"}},
		{"the same text, final", translated, file{"Un.", bitext.Final, ""}, updated, "reviewed",
			"Un.", []string{"amina"}},
		{"the same text, in a lower state", reviewed, file{"Un.", bitext.Translated, ""}, same,
			"reviewed", "Un.", []string{"amina"}},
		{"another text", translated, file{"Deux.", bitext.Translated, ""}, updated, "translated",
			"Deux.", []string{"amina", "luc"}},
		{"another text, approved by its importer", translated, file{"Deux.", bitext.Reviewed, ""},
			updated, "translated", "Deux.", []string{"amina", "luc"}},
		{"another text for an approved one", reviewed, file{"Deux.", bitext.Translated, ""}, updated,
			"translated", "Deux.", []string{"amina", "luc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("nadia").Add(one)
			c.before(r)
			rep := bring(r.As("luc"), []workflow.Segment{r.Segment(1)}, c.says)
			if got := outcome(rep); got != c.outcome {
				t.Errorf("got %s, want %s", got, c.outcome)
			}
			r.Want(c.want).WantTarget(1, c.target).WantAuthors(1, c.authors...).Whole()
			for _, s := range rep.Updated {
				if s.ID != r.Segment(1).ID || s.Version != r.Segment(1).Version {
					t.Errorf("reported version %d, want %d", s.Version, r.Segment(1).Version)
				}
			}
			if s := r.Segment(1); c.want == "reviewed" && s.ApprovedBy == "" {
				t.Error("approved by nobody")
			}
		})
	}
}

func TestImportApprovesInTheNameOfItsImporter(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("luc")
	bring(r, []workflow.Segment{r.Segment(1)}, file{"Un.", bitext.Reviewed, ""})
	if s := r.Segment(1); s.ApprovedBy != r.Who.ID || s.Override != "" {
		t.Errorf("approved by %q with override %q", s.ApprovedBy, s.Override)
	}
	r.WantChange(1, workflow.ChangeApproved)
}

// TestImportOfWhatMovedOn: what changed in the file alone is taken, what changed on the desk alone
// is left, what changed in both is a conflict.
func TestImportOfWhatMovedOn(t *testing.T) {
	for _, c := range []struct {
		name, desk, says string
		outcome, target  string
	}{
		{"on the desk alone", "Bureau.", "Un.", same, "Bureau."},
		{"in both", "Bureau.", "Fichier.", "0 updated, 0 same, 1 conflicts, 0 unknown, 0 damaged",
			"Bureau."},
		{"in both, alike", "Pareil.", "Pareil.", same, "Pareil."},
		{"in the file alone", "Un.", "Fichier.", updated, "Fichier."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := story.New(t).As("amina").Add(one).Draft(1, "Un.")
			exported := []workflow.Segment{r.Segment(1)}
			r.Translate(1, c.desk).As("luc")
			var rep desk.ImportReport
			kinds := r.Kinds(func() { rep = bring(r, exported, file{c.says, bitext.Translated, ""}) })
			if got := outcome(rep); got != c.outcome {
				t.Errorf("got %s, want %s", got, c.outcome)
			}
			r.WantTarget(1, c.target).Whole()
			if len(rep.Conflicts) == 0 {
				return
			}
			conflict, kept := rep.Conflicts[0], r.LastChange(1)
			if kinds != "segment.refused" || kept.Kind != workflow.ChangeRefused ||
				kept.Origin != workflow.FromFile || kept.ID != conflict.Change ||
				conflict.Theirs.String() != c.says || conflict.Segment.Target.String() != c.desk {
				t.Errorf("the feed says %s, kept %s of %s, reported %q beside %q", kinds, kept.Kind,
					kept.Origin, conflict.Theirs, conflict.Segment.Target)
			}
			r.Restore(r.Segment(1), conflict.Change).WantTarget(1, c.says).
				WantAuthors(1, "amina", "luc")
		})
	}
}

// TestImportWithoutAVersion cannot know what the file was made of: its text is taken.
func TestImportWithoutAVersion(t *testing.T) {
	for _, version := range []int64{0, 99} {
		r := story.New(t).As("amina").Add(one).Draft(1, "Un.").Translate(1, "Deux.").As("luc")
		page := r.Segment(1)
		page.Version = version
		rep := bring(r, []workflow.Segment{page}, file{"Trois.", bitext.Translated, ""})
		if got := outcome(rep); got != updated {
			t.Errorf("version %d: %s", version, got)
		}
		r.WantTarget(1, "Trois.").Whole()
	}
}

func TestImportIsOneBatchAndIsTold(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two, three).Translate(3, "Trois.")
	r.As("salma").Approve(3).As("luc")
	var rep desk.ImportReport
	kinds := r.Kinds(func() {
		rep = bring(r, r.View().Segments, file{"Un.", bitext.Translated, ""},
			file{"Deux.", bitext.Initial, bitext.Draft}, file{"Autre.", bitext.Translated, ""})
	})
	if kinds != "segment.confirmed segment.confirmed segment.confirmed" {
		t.Errorf("the feed says %s", kinds)
	}
	r.Want("translated draft translated")
	for p := 1; p <= 3; p++ {
		if c := r.LastChange(p); c.Batch != rep.Batch || c.Kind != workflow.ChangeImported ||
			c.Origin != workflow.FromFile {
			t.Errorf("segment %d: %s from %s in batch %s", p, c.Kind, c.Origin, c.Batch)
		}
	}
	r.UndoBatch(rep.Batch).Want("initial initial reviewed").Whole()
}

func TestImportReopensASignedArticle(t *testing.T) {
	r := story.New(t).As("amina").Add(one).Translate(1, "Un.").As("salma").Approve(1).SignOff()
	kinds := r.Kinds(func() {
		bring(r.As("luc"), []workflow.Segment{r.Segment(1)}, file{"Deux.", bitext.Translated, ""})
	})
	if kinds != "article.reopened segment.confirmed" || !r.View().SignedOff.IsZero() {
		t.Errorf("the feed says %s", kinds)
	}
}

// TestImportLeavesASegmentWithACriticalIssueUnapproved and takes the others.
func TestImportLeavesASegmentWithACriticalIssueUnapproved(t *testing.T) {
	r := story.New(t).As("amina").Add(one, two).Translate(1, "Un.").Translate(2, "Deux.")
	r.As("luc").Mark(1, "Un", "omission", mqm.Critical)
	rep := bring(r, r.View().Segments, file{"Un.", bitext.Reviewed, ""},
		file{"Deux.", bitext.Reviewed, ""})
	if got := outcome(rep); got != "1 updated, 1 same, 0 conflicts, 0 unknown, 0 damaged" {
		t.Errorf("got %s", got)
	}
	r.Want("translated reviewed")
}

func TestImportRefuses(t *testing.T) {
	r := story.New(t).As("luc").Add(one)
	s := r.Segment(1)
	run := func(who, article, source, target, id string) error {
		_, err := r.Desk.ImportTargets(r.Ctx(), r.People[who], article, &bitext.Document{
			SourceLang: source, TargetLang: target, Blocks: []bitext.Block{{Segments: []bitext.Segment{
				{ID: id, Target: bitext.Plain("Un."), State: bitext.Translated, Version: 1}}}}})
		return err
	}
	for _, c := range []struct{ name, who, article, source, target, id, want string }{
		{"by a reader", "lea", r.ArticleID, "ar", "fr", s.ID, "error.forbidden"},
		{"into no article", "luc", "none", "ar", "fr", s.ID, "error.not-found"},
		{"from another language", "luc", r.ArticleID, "en", "fr", s.ID, "import.languages"},
		{"into another language", "luc", r.ArticleID, "ar", "en", s.ID, "import.languages"},
		{"without a segment of ours", "luc", r.ArticleID, "ar", "fr", "x1", "import.not-ours"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.T = t
			r.Refused(c.want).Check("import", run(c.who, c.article, c.source, c.target, c.id))
		})
	}
	r.T = t
	r.Want("initial")
	r.Check("languages of another region", run("luc", r.ArticleID, "ar-MA", "fr-CH", s.ID))
	r.Want("translated")
	r.Check("no target language", run("luc", r.ArticleID, "ar", "", s.ID))
}

// A translator's own file fills what the translator may write: segments of others are told, and nothing is approved.
func TestImportByATranslator(t *testing.T) {
	r := story.New(t).As("luc").Add(one, two, three)
	r.Assign("amina", workflow.Translator, 1, 1).Assign("youssef", workflow.Translator, 2, 2)
	var all []bitext.Segment
	for n, s := range r.View().Segments {
		all = append(all, bitext.Segment{ID: s.ID, Target: bitext.Plain("Texte " + string(rune('1'+n)) + "."),
			State: bitext.Final, Version: s.Version})
	}
	rep, err := r.As("amina").Desk.ImportTargets(r.Ctx(), r.Who, r.ArticleID,
		&bitext.Document{SourceLang: "ar", TargetLang: "fr", Blocks: []bitext.Block{{Segments: all}}})
	r.CheckNow("import", err)
	r.Want("translated initial translated").WantTarget(2, "")
	if len(rep.Updated) != 2 || len(rep.Others) != 1 || rep.Others[0].ID != all[1].ID {
		t.Errorf("report %+v", rep)
	}
}

func TestImportListsWhatItDoesNotKnow(t *testing.T) {
	r := story.New(t).As("luc").Add(one)
	pages := []workflow.Segment{{ID: "x1"}, r.Segment(1), {ID: "x2"}}
	says := file{"Un.", bitext.Translated, ""}
	rep := bring(r, pages, says, says, says)
	if len(rep.Unknown) != 2 || rep.Unknown[0] != "x1" || rep.Unknown[1] != "x2" {
		t.Errorf("unknown %v", rep.Unknown)
	}
	r.Want("translated")
}
