package storage

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/ledger"
	"truchement/workflow/mqm"
	"truchement/workflow/term"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// The sample is one row of every table, with a value in every field. The dumps of
// released schemas hold it, so it may only grow by fields that a migration fills.
var (
	sampleTime   = time.Date(2026, 11, 23, 8, 0, 0, 7e6, time.UTC)
	samplePerson = workflow.Person{
		ID: "p1", Email: "amina@example.org", Name: "أمينة", Role: workflow.Chief, Language: "ar",
		Digits: "arab", Password: "$argon2id$x", Disabled: true, Created: sampleTime,
	}
	sampleGrant = workflow.Grant{
		ID: "g1", Kind: workflow.TokenGrant, Person: "p1", Hash: []byte{0, 1, 255}, Name: "CMS",
		Scope: workflow.WriteScope, Agent: "curl", Address: "::1", Created: sampleTime,
		Used: sampleTime, Expires: sampleTime,
	}
	samplePublication = workflow.Publication{
		ID: "u1", Name: "L’Écho", SourceLang: "ar", TargetLang: "fr", Archived: true,
		Style: workflow.HouseStyle{French: "fr-MA"}, Created: sampleTime,
	}
	sampleLogo    = workflow.Logo{MIME: "image/png", Image: []byte{0, 137, 255}}
	sampleArticle = workflow.Article{
		ID: "a1", Title: "الرباط", SourceLang: "ar", TargetLang: "fr", Publication: "u1",
		Origin: "x.txt", Fingerprint: "f", Due: sampleTime, Urgency: workflow.Flash, Note: "vite",
		Created: sampleTime, CreatedBy: "p1", SignedOff: sampleTime, SignedOffBy: "p1",
		Published: sampleTime, PublishedBy: "p1", Retracted: "faux",
	}
	sampleBlock = workflow.Block{
		ID: "b1", Article: "a1", Place: 1, Kind: bitext.Heading, Level: 2,
	}
	sampleAssignment = workflow.Assignment{
		ID: "x1", Article: "a1", Person: "p1", Role: workflow.Translator, Due: sampleTime,
		Urgency: workflow.Urgent, Note: "n", By: "p1", Created: sampleTime,
	}
	sampleSegment = workflow.Segment{
		ID: "s1", Article: "a1", Position: 1, First: true, Version: 1, Words: 2, Updated: sampleTime,
		Hash: []byte{9}, Assignment: "x1", Translator: "p1",
		Snapshot: workflow.Snapshot{
			Block: "b1", Place: 3, Source: bitext.Plain("نص أول"), Target: bitext.Plain("Un texte"),
			After: bitext.Plain(" "), State: bitext.Translated, SubState: bitext.Stale,
			Authors: []string{"p1"}, ApprovedBy: "p1", Override: "seule", Reason: "à revoir",
		},
	}
	sampleChange = workflow.Change{
		ID: "c1", Segment: "s1", Article: "a1", Version: 1, Batch: "h", Kind: workflow.ChangeCreated,
		At: sampleTime, By: "p1", Origin: workflow.Typed, Reason: "r", Op: "op",
		To: sampleSegment.Snapshot, Hash: []byte{9},
	}
	sampleComment = workflow.Comment{
		ID: "m1", Article: "a1", Segment: "s1", MadeOn: "s1", By: "p1", At: sampleTime, Text: "؟",
		Resolved: sampleTime, ResolvedBy: "p1",
	}
	sampleIssue = workflow.Issue{
		ID: "i1", Article: "a1", Segment: "s1", MadeOn: "s1", By: "p1", At: sampleTime,
		Author: "p1", Ended: sampleTime, EndedBy: "p1",
		Passage: workflow.Passage{Side: workflow.TargetSide, Version: 1, Text: "Un texte", To: 2},
		Verdict: workflow.Verdict{Type: "grammar", Severity: mqm.Minor, Note: "؟"},
	}
	sampleUnit = workflow.Unit{ID: "t1", SourceLang: "ar", TargetLang: "fr",
		Source: bitext.Plain("نص"), Target: bitext.Plain("texte"), State: workflow.UnitTranslated,
		UnitOrigin: workflow.UnitOrigin{Article: "a1", Segment: "s1", Publication: "u1", Origin: "x.tmx",
			Bead: "0:0", Date: "2026", Licence: "CC0", Translator: "Amina", Approver: "Luc",
			Confidence: 0.5},
		Before: -1, After: 1 << 40, By: "p1", At: sampleTime, Seq: 7}
	sampleUnitEdit = workflow.UnitEdit{ID: "e1", Unit: "t1", Batch: "h", Kind: workflow.UnitEdited,
		At: sampleTime, By: "p1", Source: bitext.Plain("نص"), Target: bitext.Plain("Texte"), Gone: true}
	sampleConcept = workflow.Concept{State: workflow.ConceptProposed, By: "p1", At: sampleTime, Seq: 7,
		Concept: term.Concept{ID: "c1", Type: term.Person, Domain: "État", Note: "n", Source: "MAP", Publication: "u1",
			Terms: []term.Term{{Lang: "fr", Text: "Laftit", Status: term.Preferred, Gender: term.Masculine,
				Number: term.Singular, Plural: "Laftit", Short: "L.", Note: "ainsi"}}}}
	sampleConceptEdit = workflow.ConceptEdit{ID: "e1", Concept: "c1", Batch: "h", Kind: workflow.ConceptEdited,
		At: sampleTime, By: "p1", Reason: "non", Was: sampleConcept.Concept, State: workflow.ConceptSettled, Gone: true}
	sampleDismissal = workflow.Dismissal{ID: "d1", Scope: workflow.DismissWord, Check: "number", Word: "12|13",
		Publication: "u1", Article: "a1", Segment: "s1", Reason: "autre année", By: "p1", At: sampleTime}
	sampleLine = ledger.Line{Seq: 1, At: sampleTime, Actor: "p1", Address: "::1", Kind: ledger.PersonRole, Object: "p1",
		Was: "editor", Made: "chief"}
	sampleEntry = workflow.Entry{
		Seq: 1, At: sampleTime, Actor: "p1", Kind: workflow.SegmentSaved, Article: "a1",
		Segment: "s1", Payload: []byte(`{"version":1}`),
	}
)

func sample(tx workflow.Tx) error {
	for _, step := range []func() error{
		func() error { return tx.AddPerson(samplePerson) },
		func() error { return tx.AddGrant(sampleGrant) },
		func() error { return tx.AddPublication(samplePublication) },
		func() error { return tx.SetLogo("u1", sampleLogo) },
		func() error { return tx.AddArticle(sampleArticle) },
		func() error { return tx.AddBlocks(sampleBlock) },
		func() error { return tx.AddAssignment(sampleAssignment) },
		func() error { return tx.AddSegments(sampleSegment) },
		func() error { return tx.AddChanges(sampleChange) },
		func() error { return tx.AddComment(sampleComment) },
		func() error { return tx.AddIssue(sampleIssue) },
		func() error { return tx.AddUnits(sampleUnit) },
		func() error { return tx.AddUnitEdits(sampleUnitEdit) },
		func() error { return tx.AddConcepts(sampleConcept) },
		func() error { return tx.AddConceptEdits(sampleConceptEdit) },
		func() error { return tx.AddDismissal(sampleDismissal) },
		func() error { return tx.AddLine(sampleLine) },
		func() error { _, err := tx.Append(sampleEntry); return err },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkSample compares what a desk holds to the sample.
func checkSample(t *testing.T, db *DB) {
	t.Helper()
	compare := func(got any, err error) func(want any) {
		return func(want any) {
			t.Helper()
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		}
	}
	err := db.View(context.Background(), func(tx workflow.Tx) error {
		person, err := tx.PersonByEmail(samplePerson.Email)
		compare(person, err)(samplePerson)
		grant, _, err := tx.GrantByHash(sampleGrant.Kind, sampleGrant.Hash)
		compare(grant, err)(sampleGrant)
		publications, err := tx.Publications()
		compare(publications, err)([]workflow.Publication{samplePublication})
		if logo, err := tx.Logo("u1"); err == nil { // schemas before 10 had none
			compare(logo, err)(sampleLogo)
		}
		found, err := tx.Articles(workflow.ArticleFilter{Search: "الرباط"})
		compare(len(found), err)(1)
		article, err := tx.Article("a1")
		compare(article, err)(sampleArticle)
		blocks, err := tx.Blocks("a1")
		compare(blocks, err)([]workflow.Block{sampleBlock})
		assignments, err := tx.Assignments("a1")
		compare(assignments, err)([]workflow.Assignment{sampleAssignment})
		segments, err := tx.Segments("a1")
		compare(segments, err)([]workflow.Segment{sampleSegment})
		changes, err := tx.Changes("s1")
		compare(changes, err)([]workflow.Change{sampleChange})
		comments, err := tx.Comments("a1")
		compare(comments, err)([]workflow.Comment{sampleComment})
		issues, err := tx.Issues(workflow.IssueFilter{Article: "a1"})
		if len(issues) > 0 { // schema 1 had none
			compare(issues, err)([]workflow.Issue{sampleIssue})
		}
		if unit, err := tx.Unit("t1"); err == nil { // schemas before 11 did not fill it
			compare(unit, err)(sampleUnit)
			edits, err := tx.UnitEdits("t1")
			compare(edits, err)([]workflow.UnitEdit{sampleUnitEdit})
		}
		if concept, err := tx.Concept("c1"); err == nil { // schemas before 12 had none
			compare(concept, err)(sampleConcept)
			edits, err := tx.ConceptEdits("c1")
			compare(edits, err)([]workflow.ConceptEdit{sampleConceptEdit})
		}
		if d, err := tx.Dismissal("d1"); err == nil { // schemas before 14 had none
			compare(d, err)(sampleDismissal)
		}
		if lines, err := tx.Lines(ledger.Filter{}); err != nil || len(lines) > 0 { // schemas before 17 had none
			want := sampleLine
			want.Hash = want.Sum(nil)
			compare(lines, err)([]ledger.Line{want})
		}
		entries, err := tx.Feed(workflow.FeedFilter{})
		compare(entries, err)([]workflow.Entry{sampleEntry})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
