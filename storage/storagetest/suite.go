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
		{"people by name", testPeopleByName},
		{"grants", testGrants},
		{"publications", testPublications},
		{"rule edits", testRuleEdits},
		{"articles", testArticles},
		{"article filters", testArticleFilters},
		{"article pages", testArticlePages},
		{"articles left", testArticlesLeft},
		{"conflicts counted", testConflictsCounted},
		{"summaries", testSummaries},
		{"blocks", testBlocks},
		{"segments", testSegments},
		{"segment order", testSegmentOrder},
		{"segment versions", testSegmentVersions},
		{"segment states", testSegmentStates},
		{"assigned segments", testAssignedSegments},
		{"changes", testChanges},
		{"one change a version", testChangeVersions},
		{"operations", testOperations},
		{"comments", testComments},
		{"issues", testIssues},
		{"milestones", testMilestones},
		{"judged segments", testJudged},
		{"alignments", testAlignments},
		{"memory units", testUnits},
		{"assignments", testAssignments},
		{"loads", testLoads},
		{"feed", testFeed},
		{"visits", testVisits},
		{"jobs", testJobs},
		{"missed changes", testMissed},
		{"missing things", testMissing},
		{"empty lists", testEmptyLists},
		{"dangling references", testDangling},
		{"times", testTimes},
		{"forbidden text", testForbiddenText},
		{"all or nothing", testAllOrNothing},
		{"a refused Update alone", testNeighbours},
		{"an error passed over", testPassedOver},
		{"panic", testPanic},
		{"end of the goroutine", testGoexit},
		{"cancelled before", testCancelledBefore},
		{"cancelled after", testCancelledAfter},
		{"kept transaction", testKeptTx},
		{"View cannot write", testReadOnly},
		{"View is one state", testSnapshot},
		{"View sees Updates", testReadYourWrites},
		{"Updates one by one", testSerial},
		{"feed order", testFeedOrder},
		{"watch", testWatch},
		{"watch ends", testWatchEnds},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(&desk{T: t, Store: open(t)}) })
	}
}

// desk is a store under test.
type desk struct {
	*testing.T
	Store
}

// update runs fn, which must succeed.
func (d *desk) update(fn func(workflow.Tx) error) {
	d.Helper()
	if err := d.Update(context.Background(), fn); err != nil {
		d.Fatalf("Update: %v", err)
	}
}

// try runs fn in an Update and returns its error.
func (d *desk) try(fn func(workflow.Tx) error) error {
	return d.Update(context.Background(), fn)
}

// do makes an Update of steps, which must succeed.
func (d *desk) do(steps ...func(workflow.Tx) error) {
	d.Helper()
	d.update(all(steps...))
}

func all(steps ...func(workflow.Tx) error) func(workflow.Tx) error {
	return func(tx workflow.Tx) error {
		for _, step := range steps {
			if err := step(tx); err != nil {
				return err
			}
		}
		return nil
	}
}

// add is a step that adds one thing.
func add[T any](method func(workflow.Tx, T) error, v T) func(workflow.Tx) error {
	return func(tx workflow.Tx) error { return method(tx, v) }
}

// get reads in a View, which must succeed.
func get[T any](d *desk, read func(workflow.Tx) (T, error)) T {
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

// same compares; lists that are nil and lists that are empty are alike.
func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// kind checks the kind of an error.
func kind(t testing.TB, what string, err error, want workflow.Kind) {
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
	d.do(
		add(workflow.Tx.AddPerson, person("amina")),
		add(workflow.Tx.AddPerson, person("luc")),
		add(workflow.Tx.AddArticle, article("a1")),
		add(workflow.Tx.AddBlock, block("b1", "a1", 1)),
		add(workflow.Tx.AddSegment, segment("s1", "a1", "b1", 1)),
		add(workflow.Tx.AddSegment, segment("s2", "a1", "b1", 2)),
	)
}
