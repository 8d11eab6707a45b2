// Package storagetest holds the promises of workflow.Store as a suite of
// tests, which every engine must pass.
package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Store is what an engine is tested as.
type Store interface {
	workflow.Store
	workflow.Watcher
}

// Run runs the suite. open gives an empty desk, closed when its test ends.
func Run(t *testing.T, open func(*testing.T) Store) {
	tests := []struct {
		name string
		run  func(*desk)
	}{
		{"people", testPeople},
		{"ledger", testLedger},
		{"people are sorted by name", testPeopleAreSortedByName},
		{"ids are sorted by their bytes", testIDsAreSortedByBytes},
		{"grants", testGrants},
		{"publications", testPublications},
		{"rule edits", testRuleEdits},
		{"articles", testArticles},
		{"unfinished articles", testUnfinishedArticles},
		{"article filters", testArticleFilters},
		{"article pages", testArticlePages},
		{"articles by what is left to do", testArticlesByWhatIsLeft},
		{"conflicts are counted until a save", testConflictsUntilASave},
		{"summaries count by state", testSummariesCountByState},
		{"blocks", testBlocks},
		{"segments", testSegments},
		{"many at once", testManyAtOnce},
		{"segment order", testSegmentOrder},
		{"a segment's versions follow each other", testSegmentVersionsFollow},
		{"unknown states are invalid", testUnknownStatesAreInvalid},
		{"assigned segments", testAssignedSegments},
		{"changes", testChanges},
		{"a version has one change", testVersionHasOneChange},
		{"an operation is done once", testOperationIsDoneOnce},
		{"comments", testComments},
		{"issues", testIssues},
		{"milestones", testMilestones},
		{"judged segments", testJudgedSegments},
		{"alignments", testAlignments},
		{"bead undos", testBeadUndos},
		{"memory units", testUnits},
		{"choices of units", testUnitFilters},
		{"units by their ids", testUnitsInRange},
		{"units that are written again", testUnitsSince},
		{"units of an alignment are removed", testRemoveUnits},
		{"edits of units", testUnitEdits},
		{"the memory's place in the feed", testMemoryPosition},
		{"concepts", testConcepts},
		{"choices of concepts", testConceptFilters},
		{"proposals that were declined", testDeclinedConcepts},
		{"concepts that are written again", testConceptsSince},
		{"edits of concepts", testConceptEdits},
		{"assignments", testAssignments},
		{"unused assignments", testUnusedAssignments},
		{"loads", testLoads},
		{"tasks", testTasks},
		{"jobs", testJobs},
		{"links to editions", testShares},
		{"dismissals", testDismissals},
		{"an article as it was", testSnapshotsAt},
		{"corrections", testCorrections},
		{"what the memory and machines gave", testGiven},
		{"segments with the same source", testUntranslatedAs},
		{"accepted proposals", testAcceptedProposals},
		{"logos", testLogos},
		{"feed", testFeed},
		{"visits", testVisits},
		{"missed changes", testMissedChanges},
		{"notices", testNotices},
		{"notices of readers", testNoticesOfReaders},
		{"old notices", testOldNotices},
		{"the notices' place in the feed", testNoticePosition},
		{"contributors", testContributors},
		{"what is missing is not found", testNotFound},
		{"empty lists are not nil", testEmptyListsAreNotNil},
		{"missing references are not found", testMissingReferences},
		{"times are milliseconds in UTC", testTimesAreMillisecondsInUTC},
		{"forbidden text is invalid", testForbiddenTextIsInvalid},
		{"a refused Update keeps nothing", testRefusedUpdateKeepsNothing},
		{"a refused Update is undone alone", testRefusedUpdateIsUndoneAlone},
		{"an ignored error refuses the Update", testIgnoredErrorRefusesUpdate},
		{"an engine error ends the transaction", testEngineErrorEndsTransaction},
		{"a panic undoes the Update", testPanicUndoesUpdate},
		{"Goexit refuses the Update", testGoexitRefusesUpdate},
		{"an Update cancelled before it began", testUpdateCancelledBeforeItBegan},
		{"an Update cancelled after it began", testUpdateCancelledAfterItBegan},
		{"a Tx is refused after its end", testTxIsRefusedAfterItsEnd},
		{"a View cannot write", testViewCannotWrite},
		{"a View is one state", testViewIsOneState},
		{"a View sees acknowledged Updates", testViewSeesAcknowledgedUpdates},
		{"Updates run one by one", testUpdatesRunOneByOne},
		{"lists have default limits", testDefaultLimits},
		{"the feed is in order", testFeedIsInOrder},
		{"Watch reports commits", testWatchReportsCommits},
		{"Watch ends with its context", testWatchEndsWithItsContext},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // most of a test is waiting for the disk
			test.run(&desk{T: t, Store: open(t)})
		})
	}
}

// desk is a store under test.
type desk struct {
	*testing.T
	Store
}

// try runs fn in an Update and returns its error.
func (d *desk) try(fn func(workflow.Tx) error) error {
	return d.Update(context.Background(), fn)
}

// must runs steps in one Update, which must succeed.
func (d *desk) must(steps ...func(workflow.Tx) error) {
	d.Helper()
	if err := d.try(inOrder(steps...)); err != nil {
		d.Fatalf("Update: %v", err)
	}
}

// inOrder makes one step of several, up to the first that is refused.
func inOrder(steps ...func(workflow.Tx) error) func(workflow.Tx) error {
	return func(tx workflow.Tx) error {
		for _, step := range steps {
			if err := step(tx); err != nil {
				return err
			}
		}
		return nil
	}
}

// step is a step of an Update: one call of a method with a value.
func step[T any](method func(workflow.Tx, T) error, v T) func(workflow.Tx) error {
	return func(tx workflow.Tx) error { return method(tx, v) }
}

// add is a step that adds values by one call of a method.
func add[T any](method func(workflow.Tx, ...T) error, all ...T) func(workflow.Tx) error {
	return func(tx workflow.Tx) error { return method(tx, all...) }
}

// view reads in a View, which must succeed.
func view[T any](d *desk, read func(workflow.Tx) (T, error)) T {
	d.Helper()
	var v T
	err := d.View(context.Background(), func(tx workflow.Tx) error {
		var err error
		v, err = read(tx)
		return err
	})
	if err != nil {
		d.Fatalf("View: %v", err)
	}
	return v
}

// checkEqual compares; a nil list equals an empty one.
func checkEqual(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// checkKind checks the kind of an error.
func checkKind(t testing.TB, what string, err error, want workflow.Kind) {
	t.Helper()
	if err == nil || !errors.Is(err, &workflow.Error{Kind: want}) {
		t.Errorf("%s: error %v, want one of kind %s", what, err, want)
	}
}

// at is a time n seconds into the test's day.
func at(n int) time.Time {
	return time.Date(2026, 11, 23, 8, 0, 0, 7e6, time.UTC).Add(time.Duration(n) * time.Second)
}

func person(id string) workflow.Person {
	return workflow.Person{
		ID: id, Email: id + "@example.org", Name: "P " + id, Role: workflow.Translator,
		Language: "fr", Created: at(0),
	}
}

func article(id string) workflow.Article {
	return workflow.Article{
		ID: id, Title: "T " + id, SourceLang: "ar", TargetLang: "fr", Created: at(0),
	}
}

func block(id, article string, place int64) workflow.Block {
	return workflow.Block{ID: id, Article: article, Place: place, Kind: bitext.Paragraph}
}

func segment(id, article, block string, place int64) workflow.Segment {
	return workflow.Segment{
		ID: id, Article: article, Version: 1, Words: 3, Updated: at(1),
		Snapshot: workflow.Snapshot{
			Block: block, Place: place, Source: bitext.Plain("نص " + id), State: bitext.Initial,
		},
	}
}

// basics gives a desk two people and an article of one block and two segments.
func (d *desk) basics() {
	d.Helper()
	d.must(
		step(workflow.Tx.AddPerson, person("amina")),
		step(workflow.Tx.AddPerson, person("luc")),
		step(workflow.Tx.AddArticle, article("a1")),
		add(workflow.Tx.AddBlocks, block("b1", "a1", 1)),
		add(workflow.Tx.AddSegments, segment("s1", "a1", "b1", 1)),
		add(workflow.Tx.AddSegments, segment("s2", "a1", "b1", 2)),
	)
}
