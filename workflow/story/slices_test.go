package story_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/plan"
	"truchement/workflow/story"
)

// bookSize is how many segments the article has, and mostWritten how many segments or units one step of a long use
// case may write. Here every step is a transaction: how many of them a real one has depends on how fast they are.
const (
	bookSize    = 150
	mostWritten = 100
)

// book is a newsroom with a large article and a large alignment.
type book struct {
	*story.Runner
	store     *watchedStore
	batch     string // of the last use case that has one
	assigned  workflow.Assignment
	alignment workflow.Alignment
}

// watchedStore saves a segment as another person during every transaction, and waits for that save before the next one. It
// counts what each transaction writes.
type watchedStore struct {
	workflow.Store
	save    func()
	saving  sync.WaitGroup
	updates int
	failAt  int // the Update that fails; 0: none
	most    int // segments and units that one transaction wrote
}

var errFull = errors.New("no space left")

func (s *watchedStore) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	s.saving.Wait()
	s.updates++
	if s.updates == s.failAt {
		return errFull
	}
	var began sync.Once
	return s.Store.Update(ctx, func(tx workflow.Tx) error {
		began.Do(func() { s.saving.Go(s.save) })
		written := 0
		tx.SegmentTx = countedSegments{tx.SegmentTx, &written}
		tx.UnitTx = countedUnits{tx.UnitTx, &written}
		err := fn(tx)
		s.most = max(s.most, written)
		return err
	})
}

// countedSegments counts the segments that are written.
type countedSegments struct {
	workflow.SegmentTx
	written *int
}

func (c countedSegments) AddSegments(all ...workflow.Segment) error {
	*c.written += len(all)
	return c.SegmentTx.AddSegments(all...)
}

func (c countedSegments) UpdateSegment(s workflow.Segment) error {
	*c.written++
	return c.SegmentTx.UpdateSegment(s)
}

func (c countedSegments) AssignSegments(a workflow.Assignment, ids []string) error {
	*c.written += len(ids)
	return c.SegmentTx.AssignSegments(a, ids)
}

func (c countedSegments) ReleaseSegments(a workflow.Assignment, limit int) (int, error) {
	n, err := c.SegmentTx.ReleaseSegments(a, limit)
	*c.written += n
	return n, err
}

// countedUnits counts the units that are written.
type countedUnits struct {
	workflow.UnitTx
	written *int
}

func (c countedUnits) AddUnits(all ...workflow.Unit) error {
	*c.written += len(all)
	return c.UnitTx.AddUnits(all...)
}

func (c countedUnits) RemoveUnits(alignment string, seq int64, limit int) (int, error) {
	n, err := c.UnitTx.RemoveUnits(alignment, seq, limit)
	*c.written += n
	return n, err
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

// TestSavesAreAnsweredDuringLongUseCases saves as another person during every step of a long use case: the save is answered
// before the next step, and no step writes more than some segments, so that none waits for a whole article.
func TestSavesAreAnsweredDuringLongUseCases(t *testing.T) {
	r := story.New(t)
	saver := newSaver(r)
	b := &book{Runner: r, store: &watchedStore{Store: r.Store}}
	b.Newsroom = newsroom.New(b.store, newsroom.Options{Unchecked: true,
		CoreOptions: workflow.CoreOptions{Slice: 1}})
	for _, c := range longCases() {
		t.Run(c.name, func(t *testing.T) {
			b.T = t
			b.store.save, b.store.updates, b.store.failAt, b.store.most = saver.save(t), 0, 0, 0
			err := c.run(b)
			b.store.saving.Wait()
			t.Logf("%d transactions, which write up to %d segments or units", b.store.updates, b.store.most)
			if err != nil {
				t.Fatal(err)
			}
			if b.store.most > mostWritten {
				t.Errorf("one transaction writes %d segments or units, want at most %d", b.store.most, mostWritten)
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
	b.store.failAt = 4
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

// addAlignment adds an alignment of more beads than one step keeps. It does without the aligner, which has nothing to
// do with transactions.
func (b *book) addAlignment() error {
	a := workflow.Alignment{ID: "book", Name: "livre", SourceLang: "ar", TargetLang: "fr", Version: 1}
	for i := range 2 * bookSize {
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
