package storagetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

func testNotFound(d *desk) {
	read := func(f func(workflow.Tx) error) func(workflow.Tx) error { return f }
	for name, f := range map[string]func(workflow.Tx) error{
		"Person":           read(func(tx workflow.Tx) error { _, err := tx.Person("x"); return err }),
		"PersonByEmail":    read(func(tx workflow.Tx) error { _, err := tx.PersonByEmail("x"); return err }),
		"Publication":      read(func(tx workflow.Tx) error { _, err := tx.Publication("x"); return err }),
		"RuleEdit":         read(func(tx workflow.Tx) error { _, err := tx.RuleEdit("x"); return err }),
		"RulesOf":          read(func(tx workflow.Tx) error { _, err := tx.RulesOf("x"); return err }),
		"Article":          read(func(tx workflow.Tx) error { _, err := tx.Article("x"); return err }),
		"Segment":          read(func(tx workflow.Tx) error { _, err := tx.Segment("x"); return err }),
		"Comment":          read(func(tx workflow.Tx) error { _, err := tx.Comment("x"); return err }),
		"Assignment":       read(func(tx workflow.Tx) error { _, err := tx.Assignment("x"); return err }),
		"UpdatePerson":     step(workflow.Tx.UpdatePerson, person("x")),
		"UseGrant":         step(workflow.Tx.UseGrant, workflow.Grant{ID: "x"}),
		"RemoveGrant":      step(workflow.Tx.RemoveGrant, "x"),
		"UpdateArticle":    step(workflow.Tx.UpdateArticle, article("x")),
		"UpdateBlock":      step(workflow.Tx.UpdateBlock, block("x", "x", 1)),
		"UpdateComment":    step(workflow.Tx.UpdateComment, workflow.Comment{ID: "x"}),
		"UpdateAssignment": step(workflow.Tx.UpdateAssignment, workflow.Assignment{ID: "x"}),
		"UpdatePublication": step(workflow.Tx.UpdatePublication,
			workflow.Publication{ID: "x"}),
	} {
		checkKind(d, name, d.try(f), workflow.NotFound)
	}
	// After NotFound the transaction can still write.
	d.must(func(tx workflow.Tx) error {
		if _, err := tx.Person("x"); err == nil {
			d.Error("Person found nobody without an error")
		}
		return tx.AddPerson(person("x"))
	})
}

func testEmptyListsAreNotNil(d *desk) {
	check := func(name string, length int, isNil bool) {
		if length != 0 || isNil {
			d.Errorf("%s: %d entries, nil %v; want an empty list", name, length, isNil)
		}
	}
	err := d.View(context.Background(), func(tx workflow.Tx) error {
		people, err1 := tx.People()
		check("People", len(people), people == nil)
		grants, err2 := tx.Grants("x", workflow.TokenGrant)
		check("Grants", len(grants), grants == nil)
		publications, err3 := tx.Publications()
		check("Publications", len(publications), publications == nil)
		articles, err4 := tx.Articles(workflow.ArticleFilter{})
		check("Articles", len(articles), articles == nil)
		blocks, err5 := tx.Blocks("x")
		check("Blocks", len(blocks), blocks == nil)
		segments, err6 := tx.Segments("x")
		check("Segments", len(segments), segments == nil)
		changes, err7 := tx.Changes("x")
		check("Changes", len(changes), changes == nil)
		comments, err8 := tx.Comments("x")
		check("Comments", len(comments), comments == nil)
		loads, err9 := tx.Loads(0, 0)
		check("Loads", len(loads), loads == nil)
		feed, err10 := tx.Feed(workflow.FeedFilter{})
		check("Feed", len(feed), feed == nil)
		return errors.Join(err1, err2, err3, err4, err5, err6, err7, err8, err9, err10)
	})
	if err != nil {
		d.Error(err)
	}
}

func testMissingReferences(d *desk) {
	d.basics()
	lost := article("x")
	lost.Publication = "none"
	for name, f := range map[string]func(workflow.Tx) error{
		"an article of no publication": step(workflow.Tx.AddArticle, lost),
		"a block of no article":        add(workflow.Tx.AddBlocks, block("x", "none", 1)),
		"a segment of no block":        add(workflow.Tx.AddSegments, segment("x", "a1", "none", 1)),
		"a change by nobody known": add(workflow.Tx.AddChanges, workflow.Change{
			ID: "x", Segment: "s1", Article: "a1", Version: 1, By: "none",
		}),
		"an assignment of nobody": step(workflow.Tx.AddAssignment, workflow.Assignment{
			ID: "x", Article: "a1", Person: "none", Role: workflow.Editor,
		}),
		"a comment on no segment": step(workflow.Tx.AddComment, workflow.Comment{
			ID: "x", Article: "a1", Segment: "none",
		}),
	} {
		checkKind(d, name, d.try(f), workflow.NotFound)
	}
}

func testTimesAreMillisecondsInUTC(d *desk) {
	paris := time.FixedZone("Paris", 3600)
	p := person("p1")
	p.Created = time.Date(2026, 3, 29, 2, 30, 0, 123456789, paris)
	d.must(step(workflow.Tx.AddPerson, p))
	got := view(d, func(tx workflow.Tx) (workflow.Person, error) { return tx.Person("p1") }).Created
	if want := p.Created.Truncate(time.Millisecond); !got.Equal(want) || got.Location() != time.UTC {
		d.Errorf("a time comes back as %v, want %v in UTC", got, want)
	}
	a := article("a1")
	a.Due = time.Date(1969, 7, 20, 20, 17, 40, 0, time.UTC)
	d.must(step(workflow.Tx.AddArticle, a))
	read := view(d, func(tx workflow.Tx) (workflow.Article, error) { return tx.Article("a1") })
	if !read.Due.Equal(a.Due) || !read.Published.IsZero() {
		d.Errorf("due %v, published %v; want %v and never", read.Due, read.Published, a.Due)
	}
}

func testForbiddenTextIsInvalid(d *desk) {
	d.basics()
	for name, text := range map[string]string{"NUL": "a\x00b", "bad UTF-8": "a\xffb"} {
		p := person("x")
		p.Name = text
		checkKind(d, name+" in a name", d.try(step(workflow.Tx.AddPerson, p)), workflow.Invalid)
		s := segment("x", "a1", "b1", 3)
		s.Source = bitext.Plain(text)
		checkKind(d, name+" in a source", d.try(add(workflow.Tx.AddSegments, s)), workflow.Invalid)
		for field, set := range map[string]func(*workflow.Snapshot){
			"source":   func(s *workflow.Snapshot) { s.Source = bitext.Plain(text) },
			"target":   func(s *workflow.Snapshot) { s.Target = bitext.Plain(text) },
			"gap":      func(s *workflow.Snapshot) { s.After = bitext.Plain(text) },
			"override": func(s *workflow.Snapshot) { s.Override = text },
			"reason":   func(s *workflow.Snapshot) { s.Reason = text },
			"block":    func(s *workflow.Snapshot) { s.Block = text },
			"address of a code": func(s *workflow.Snapshot) {
				s.Target = bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{ID: "1", Data: text}}}
			},
			"equivalent of a code": func(s *workflow.Snapshot) {
				s.Target = bitext.Text{{Kind: bitext.Lone, Code: bitext.Code{ID: "1", Equiv: text}}}
			},
		} {
			c := change("x", "s1", 1)
			set(&c.To)
			checkKind(d, name+" in the "+field+" of a change", d.try(add(workflow.Tx.AddChanges, c)),
				workflow.Invalid)
		}
		u := workflow.Unit{ID: "x", Source: bitext.Plain(text), Target: bitext.Plain("a")}
		checkKind(d, name+" in a unit", d.try(add(workflow.Tx.AddUnits, u)), workflow.Invalid)
		e := entry(workflow.SegmentSaved, "a1", 1)
		e.Actor = text
		checkKind(d, name+" in the feed", d.try(func(tx workflow.Tx) error {
			_, err := tx.Append(e)
			return err
		}), workflow.Invalid)
	}
}

var errOwn = errors.New("my own reason")

func testRefusedUpdateKeepsNothing(d *desk) {
	err := d.try(inOrder(step(workflow.Tx.AddPerson, person("p1")), step(workflow.Tx.AddArticle, article("a1")),
		func(workflow.Tx) error { return errOwn }))
	if !errors.Is(err, errOwn) {
		d.Errorf("Update returned %v, want the function's own error", err)
	}
	if people := view(d, workflow.Tx.People); len(people) != 0 {
		d.Errorf("%d people were kept of an Update that failed", len(people))
	}
}

// testRefusedUpdateIsUndoneAlone runs Updates that are refused among many that are
// not.
func testRefusedUpdateIsUndoneAlone(d *desk) {
	const n = 60
	errs := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			errs[i] = d.try(func(tx workflow.Tx) error {
				if err := tx.AddPerson(person(fmt.Sprintf("p%02d", i))); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return errOwn
				case 2:
					return tx.AddPerson(person(fmt.Sprintf("p%02d", i))) // again: refused
				}
				return nil
			})
		})
	}
	wait.Wait()
	var got, want []string
	for i, err := range errs {
		switch i % 4 {
		case 1:
			if !errors.Is(err, errOwn) {
				d.Errorf("Update %d returned %v", i, err)
			}
		case 2:
			checkKind(d, fmt.Sprint("Update ", i), err, workflow.Conflict)
		default:
			want = append(want, fmt.Sprintf("p%02d", i))
			if err != nil {
				d.Errorf("Update %d returned %v", i, err)
			}
		}
	}
	for _, p := range view(d, workflow.Tx.People) {
		got = append(got, p.ID)
	}
	checkEqual(d, "kept", got, want)
}

func testIgnoredErrorRefusesUpdate(d *desk) {
	err := d.try(func(tx workflow.Tx) error {
		if err := tx.AddPerson(person("p1")); err != nil {
			return err
		}
		if err := tx.AddPerson(person("p1")); err == nil {
			d.Error("the second AddPerson was not refused")
		}
		return nil
	})
	checkKind(d, "an Update that passes over a Conflict", err, workflow.Conflict)
	if people := view(d, workflow.Tx.People); len(people) != 0 {
		d.Errorf("%d people were kept", len(people))
	}
}

// testEngineErrorEndsTransaction reads after a refused write: PostgreSQL would refuse
// that, and SQLite would answer as if nothing had happened.
func testEngineErrorEndsTransaction(d *desk) {
	err := d.try(inOrder(step(workflow.Tx.AddPerson, person("p1")), func(tx workflow.Tx) error {
		first := tx.AddPerson(person("p1"))
		_, err := tx.People()
		checkKind(d, "a read after a refused write", err, workflow.Conflict)
		return first
	}))
	checkKind(d, "the Update", err, workflow.Conflict)
}

func testPanicUndoesUpdate(d *desk) {
	checkKind(d, "a panic", d.try(func(tx workflow.Tx) error {
		if err := tx.AddPerson(person("p1")); err != nil {
			return err
		}
		panic("a test's")
	}), workflow.Internal)
	d.must(step(workflow.Tx.AddPerson, person("p2")))
	if people := view(d, workflow.Tx.People); len(people) != 1 || people[0].ID != "p2" {
		d.Errorf("%v are kept, want p2 alone", people)
	}
}

func testGoexitRefusesUpdate(d *desk) {
	checkKind(d, "runtime.Goexit", d.try(func(workflow.Tx) error {
		runtime.Goexit()
		return nil
	}), workflow.Internal)
	d.must(step(workflow.Tx.AddPerson, person("p2")))
}

// holdUpdate runs an Update that waits until release is closed, and returns once it
// has begun.
func (d *desk) holdUpdate(release chan struct{}) (outcome chan error) {
	began := make(chan struct{})
	outcome = make(chan error, 1)
	var once sync.Once
	go func() {
		outcome <- d.try(func(workflow.Tx) error {
			once.Do(func() { close(began) })
			<-release
			return nil
		})
	}()
	<-began
	return outcome
}

func testUpdateCancelledBeforeItBegan(d *desk) {
	release := make(chan struct{})
	first := d.holdUpdate(release)
	ctx, cancel := context.WithCancel(context.Background())
	second := make(chan error, 1)
	ran := false
	go func() {
		second <- d.Update(ctx, func(workflow.Tx) error {
			ran = true
			return nil
		})
	}()
	time.Sleep(10 * time.Millisecond) // by now the second is most likely queued
	cancel()
	err := <-second // while the first still runs
	if checkKind(d, "cancelled", err, workflow.Unavailable); !errors.Is(err, context.Canceled) {
		d.Errorf("cancelled: %v does not say so", err)
	}
	close(release)
	if err := <-first; err != nil {
		d.Errorf("the first Update: %v", err)
	}
	d.must(step(workflow.Tx.AddPerson, person("p1")))
	if ran {
		d.Error("an Update ran although its caller was answered that it did not")
	}
}

func testUpdateCancelledAfterItBegan(d *desk) {
	ctx, cancel := context.WithCancel(context.Background())
	err := d.Update(ctx, func(tx workflow.Tx) error {
		cancel()
		return tx.AddPerson(person("p1"))
	})
	if err != nil {
		d.Errorf("Update: %v", err)
	}
	view(d, func(tx workflow.Tx) (workflow.Person, error) { return tx.Person("p1") })
	checkKind(d, "Update with a context that has ended",
		d.Update(ctx, func(workflow.Tx) error { return nil }), workflow.Unavailable)
	checkKind(d, "View with a context that has ended",
		d.View(ctx, func(tx workflow.Tx) error { _, err := tx.People(); return err }),
		workflow.Unavailable)
}

// testUpdatesRunOneByOne has many goroutines read a name and write it one character
// longer.
func testUpdatesRunOneByOne(d *desk) {
	d.basics()
	const writers, times, one = 8, 12, "+"
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range times {
				err := d.try(func(tx workflow.Tx) error {
					p, err := tx.Person("amina")
					if err != nil {
						return err
					}
					p.Name = one + p.Name
					return tx.UpdatePerson(p)
				})
				if err != nil {
					d.Error(err)
				}
			}
		})
	}
	wait.Wait()
	p := view(d, func(tx workflow.Tx) (workflow.Person, error) { return tx.Person("amina") })
	if n := strings.Count(p.Name, one); n != writers*times {
		d.Errorf("%d of %d increments were kept", n, writers*times)
	}
}
