package story_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

// bookSize is how many segments the article has, and longestSave how long a save may take while a
// long use case works on all of them. One transaction of it should take at most 50 ms, which a
// loaded machine cannot promise: the test logs how long the longest one was.
const (
	bookSize    = 10_000
	longestSave = 250 * time.Millisecond
)

// book is a newsroom with a large article and a large alignment.
type book struct {
	*story.Runner
	store     *timedStore
	batch     string // of the last use case that has one
	assigned  workflow.Assignment
	alignment workflow.Alignment
}

// timedStore measures the longest transaction.
type timedStore struct {
	workflow.Store
	mu      sync.Mutex
	longest time.Duration
	updates int
	failAt  int // the Update that fails; 0: none
}

var errFull = errors.New("no space left")

func (s *timedStore) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	s.mu.Lock()
	s.updates++
	fail := s.updates == s.failAt
	s.mu.Unlock()
	if fail {
		return errFull
	}
	return s.Store.Update(ctx, func(tx workflow.Tx) error {
		began := time.Now()
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.longest = max(s.longest, time.Since(began))
		}()
		return fn(tx)
	})
}

// longCases are the use cases that write a whole article or alignment, in an order in which each
// finds what it needs.
func longCases() []struct {
	name string
	run  func(*book) error
} {
	return []struct {
		name string
		run  func(*book) error
	}{
		{"intake.AddArticle", (*book).addArticle},
		{"intake.AddArticle that fails", (*book).addArticleThatFails},
		{"plan.ReleaseArticle", func(b *book) error {
			return b.Plan.ReleaseArticle(b.Ctx(), b.People["luc"], b.ArticleID)
		}},
		{"plan.Claim", func(b *book) (err error) {
			b.assigned, err = b.Plan.Claim(b.Ctx(), b.People["amina"], b.ArticleID, 0, 0)
			return err
		}},
		{"plan.HandOver", func(b *book) (err error) {
			_, err = b.Plan.HandOver(b.Ctx(), b.People["amina"], b.assigned.ID, b.People["youssef"].ID, "")
			return err
		}},
		{"plan.Assign", func(b *book) (err error) {
			b.assigned, err = b.Plan.Assign(b.Ctx(), b.People["luc"], plan.NewAssignment{
				Article: b.ArticleID, Person: b.People["amina"].ID, Role: workflow.Translator})
			return err
		}},
		{"plan.TakeBack", func(b *book) error {
			return b.Plan.TakeBack(b.Ctx(), b.People["luc"], b.assigned.ID)
		}},
		{"desk.ImportTargets", (*book).importDrafts},
		{"desk.ConfirmDrafts", func(b *book) error {
			_, err := b.Desk.ConfirmDrafts(b.Ctx(), b.People["amina"], b.ArticleID)
			return err
		}},
		{"desk.PreviewReview", func(b *book) error { return b.review(b.Desk.PreviewReview, workflow.Approve) }},
		{"desk.ReviewMany, return", func(b *book) error {
			return b.review(b.Desk.ReviewMany, workflow.Return)
		}},
		{"desk.Undo", func(b *book) error {
			_, err := b.Desk.Undo(b.Ctx(), b.People["salma"], b.batch)
			return err
		}},
		{"desk.ReviewMany, approve", func(b *book) error {
			return b.review(b.Desk.ReviewMany, workflow.Approve)
		}},
		{"desk.Replace", (*book).replace},
		{"desk.CorrectAll", (*book).correctAll},
		{"edition.SignOff", func(b *book) error {
			return b.Edition.SignOff(b.Ctx(), b.People["luc"], b.ArticleID)
		}},
		{"edition.WithdrawSignOff", func(b *book) error {
			err := b.Edition.WithdrawSignOff(b.Ctx(), b.People["luc"], b.ArticleID)
			return errors.Join(err, b.Edition.SignOff(b.Ctx(), b.People["luc"], b.ArticleID))
		}},
		{"edition.Publish", func(b *book) error {
			return b.Edition.Publish(b.Ctx(), b.People["luc"], b.ArticleID)
		}},
		{"an alignment is added", (*book).addAlignment},
		{"memory.EditBeads, some that change every bead", (*book).shiftAll},
		{"memory.EditBeads, undo", func(b *book) error {
			return b.edit(memory.BeadChange{Edit: memory.UndoBeadEdit})
		}},
		{"memory.EditBeads, accept all", func(b *book) error {
			return b.edit(memory.BeadChange{Edit: memory.AcceptAbove})
		}},
		{"memory.KeepBeads", (*book).keepBeads},
		{"memory.KeepBeads again", (*book).keepBeads},
	}
}

func TestSavesAreAnsweredDuringLongUseCases(t *testing.T) {
	if testing.Short() {
		t.Skip("a long article")
	}
	r := story.New(t)
	b := &book{Runner: r, store: &timedStore{Store: r.Store}}
	b.Newsroom = newsroom.New(b.store, newsroom.Options{Unchecked: true})
	saver := newSaver(r)
	for _, c := range longCases() {
		t.Run(c.name, func(t *testing.T) {
			b.T = t
			b.store.longest, b.store.updates, b.store.failAt = 0, 0, 0
			began := time.Now()
			saves, writes := repeat(saver.save(t)), repeat(writeByte(t))
			err := c.run(b)
			save, write := saves(), writes()
			t.Logf("%v in %d transactions, the longest of %v; the longest save of %v, write of %v",
				time.Since(began).Round(time.Millisecond), b.store.updates,
				b.store.longest.Round(time.Millisecond/10), save.Round(time.Millisecond),
				write.Round(time.Millisecond))
			if err != nil {
				t.Fatal(err)
			}
			// A save waits for the disk at the end of the transaction before it, and of its own.
			if most := longestSave + 3*write; save > most {
				t.Errorf("a save took %v, want at most %v", save, most)
			}
		})
	}
}

// saver saves a segment of another article again and again.
type saver struct {
	newsroom.Newsroom
	who     workflow.Actor
	segment workflow.Segment
	n       int
}

func newSaver(r *story.Runner) *saver {
	r.As("amina").Add(story.One)
	return &saver{Newsroom: newsroom.New(r.Store, newsroom.Options{Unchecked: true}), who: r.Who, segment: r.Segment(1)}
}

// save saves the next text.
func (s *saver) save(t *testing.T) func() {
	return func() {
		s.n++
		saved, err := s.Desk.Save(context.Background(), s.who, desk.Save{Segment: s.segment.ID,
			Version: s.segment.Version, Target: fmt.Sprint("Le ministre ", s.n)})
		if s.segment = saved; err != nil {
			t.Error(err)
		}
	}
}

// writeByte writes to the disk: the longest time that it takes says how busy the machine is.
func writeByte(t *testing.T) func() {
	f, err := os.Create(filepath.Join(t.TempDir(), "byte"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return func() {
		if _, err := f.Write([]byte{0}); err != nil {
			t.Error(err)
		}
		if err := f.Sync(); err != nil {
			t.Error(err)
		}
	}
}

// repeat does something again and again until stop, which answers how long the longest time took.
func repeat(do func()) (stop func() time.Duration) {
	var longest time.Duration
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			began := time.Now()
			do()
			longest = max(longest, time.Since(began))
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() time.Duration {
		close(done)
		<-ended
		return longest
	}
}

// newArticle is a text of bookSize lines.
func (b *book) newArticle(title string) intake.NewArticle {
	lines := make([]string, bookSize)
	for i := range lines {
		lines[i] = fmt.Sprintf("%s %s %d.", strings.TrimSuffix(story.One, "."), title, i)
	}
	return intake.NewArticle{Document: story.Paragraphs(lines...), SourceLang: "ar", TargetLang: "fr",
		Translator: b.People["amina"].ID, Editor: b.People["salma"].ID}
}

func (b *book) addArticle() error {
	a, err := b.Intake.AddArticle(b.Ctx(), b.People["luc"], b.newArticle("كتاب"))
	b.ArticleID = a.ID
	return err
}

func (b *book) addArticleThatFails() error {
	b.store.failAt = 10
	if _, err := b.Intake.AddArticle(b.Ctx(), b.People["luc"], b.newArticle("خبر")); !errors.Is(err, errFull) {
		return fmt.Errorf("AddArticle without space: %v", err)
	}
	return nil
}

// importDrafts brings a file back that has a draft for every segment.
func (b *book) importDrafts() error {
	segments, err := b.Article.Segments(b.Ctx(), b.People["luc"], b.ArticleID)
	if err != nil {
		return err
	}
	doc := &bitext.Document{SourceLang: "ar", TargetLang: "fr"}
	for _, s := range segments {
		block := bitext.NewBlock(bitext.Paragraph, s.Source)
		block.Segments[0].ID, block.Segments[0].Version = s.ID, s.Version
		block.Segments[0].Target = bitext.Plain("Le ministre est arrivé à Rabat ce matin.")
		doc.Blocks = append(doc.Blocks, block)
	}
	report, err := b.Desk.ImportTargets(b.Ctx(), b.People["luc"], b.ArticleID, doc)
	if err == nil && len(report.Updated) != len(segments) {
		err = fmt.Errorf("%d of %d targets are imported", len(report.Updated), len(segments))
	}
	return err
}

// review decides on every segment of the article alike.
func (b *book) review(
	do func(context.Context, workflow.Actor, desk.BulkReview) (desk.BulkOutcome, error),
	decision workflow.Decision,
) error {
	out, err := do(b.Ctx(), b.People["salma"], desk.BulkReview{Article: b.ArticleID,
		Choice: &desk.Choice{Seen: 1 << 40}, Decision: decision, Reason: "à revoir"})
	b.batch = out.Batch
	if err == nil && len(out.Done) != bookSize {
		err = fmt.Errorf("%d of %d segments are decided on", len(out.Done), bookSize)
	}
	return err
}

// correctAll corrects the source of every segment.
func (b *book) correctAll() error {
	segments, err := b.Article.Segments(b.Ctx(), b.People["luc"], b.ArticleID)
	if err != nil {
		return err
	}
	var all []desk.Correction
	for _, s := range segments {
		all = append(all, desk.Correction{Segment: s.ID, Version: s.Version, Grade: workflow.Typo,
			Source: s.Source.Markup() + "!"})
	}
	_, err = b.Desk.CorrectAll(b.Ctx(), b.People["luc"], b.ArticleID, all)
	return err
}

// addAlignment adds an alignment of as many sentences as one may have. It does without the aligner,
// which would take both processors for seconds.
func (b *book) addAlignment() error {
	a := workflow.Alignment{ID: "book", Name: "livre", SourceLang: "ar", TargetLang: "fr", Version: 1}
	for i := range workflow.MaxAlignedSentences {
		a.Source = append(a.Source, workflow.AlignedSentence{Text: fmt.Sprint(story.One, story.Two, i)})
		a.Target = append(a.Target, workflow.AlignedSentence{Text: fmt.Sprint(
			"Le ministre est arrivé à Rabat ce matin et a signé un accord. ", i)})
		a.Beads = append(a.Beads, workflow.AlignedBead{Source: [2]int{i, i + 1}, Target: [2]int{i, i + 1},
			Confidence: 1 - float64(i%997)/10_000})
	}
	a.CountBeads()
	var body workflow.EncodedBody
	if err := errors.Join(body.EncodeSentences(a.AlignmentBody), body.EncodeBeads(a.Beads)); err != nil {
		return err
	}
	b.alignment = a
	return b.store.Update(b.Ctx(), func(tx workflow.Tx) error { return tx.AddAlignment(a, body) })
}

func (b *book) edit(e memory.BeadChange) error {
	e.Version = b.alignment.Version
	a, err := b.Memory.EditBeads(b.Ctx(), b.People["luc"], b.alignment.ID, e)
	if err == nil {
		b.alignment = a
	}
	return err
}

// shiftAll shifts every target several times.
func (b *book) shiftAll() error {
	for i := range 8 {
		if err := b.edit(memory.BeadChange{Edit: memory.ShiftDown, Bead: i}); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) keepBeads() (err error) {
	b.alignment, err = b.Memory.KeepBeads(b.Ctx(), b.People["luc"], b.alignment.ID, b.alignment.Version)
	return err
}

// replace replaces a word in every target, and takes it back.
func (b *book) replace() error {
	in := desk.Replacement{Article: b.ArticleID, Find: "ministre", With: "conseiller"}
	luc := b.People["luc"]
	found, err := b.Replacements.Find(b.Ctx(), luc, in)
	if err != nil {
		return err
	}
	chosen := make([]desk.SegmentVersion, len(found))
	for i, f := range found {
		chosen[i] = desk.SegmentVersion{Segment: f.ID, Version: f.Version}
	}
	out, err := b.Replacements.Replace(b.Ctx(), luc, in, chosen)
	if err != nil {
		return err
	}
	if len(out.Done) != bookSize {
		return fmt.Errorf("%d segments changed", len(out.Done))
	}
	_, err = b.Desk.Undo(b.Ctx(), luc, out.Batch)
	return err
}
