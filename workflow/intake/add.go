package intake

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// doubleClick is how soon the same request from the same person is the same click.
const doubleClick = 10 * time.Second

// AddArticle makes an article with its blocks and segments, assigned to the people that in names.
// It works in slices: until the last one no read or list shows the article, and when one fails
// what there is of it is removed.
func (u *UseCases) AddArticle(ctx context.Context, who workflow.Actor, in NewArticle) (workflow.Article, error) {
	if err := in.permitted(who); err != nil {
		return workflow.Article{}, err
	}
	if err := cmp.Or(in.Urgency.Check(), workflow.CheckOp(in.Op)); err != nil {
		return workflow.Article{}, err
	}
	cut, err := u.CutterOf(ctx, in.Publication)
	if err != nil {
		return workflow.Article{}, err
	}
	plan, err := draft(in, cut)
	if err == nil {
		err = workflow.CleanRemarks(&in.Note)
	}
	if err != nil {
		return workflow.Article{}, err
	}
	a := u.newAddition(who, in, plan)
	if a.Request, err = requestHash(a.Article, in, plan); err != nil {
		return workflow.Article{}, err
	}
	begun, err := u.UpdateWhile(ctx, who, a.step)
	if err == nil && a.Created.IsZero() {
		err = u.finishPairs(ctx, who, a)
	}
	repeated := errors.Is(err, errRepeated)
	if repeated {
		err = nil
	}
	if begun != "" && (err != nil || repeated) {
		err = errors.Join(err, u.remove(ctx, a.ID))
	}
	if err != nil {
		return workflow.Article{}, err
	}
	if repeated {
		return a.repeats, nil
	}
	return a.Article, nil
}

// permitted reports what of in the actor may not do, as the use cases of plan would.
func (in NewArticle) permitted(who workflow.Actor) error {
	if err := who.May(workflow.AddArticles); err != nil {
		return err
	}
	if in.Translator == who.ID && in.Translator != "" {
		if err := who.May(workflow.Translate); err != nil {
			return err
		}
	} else if in.Translator != "" {
		if err := who.May(workflow.Assign); err != nil {
			return err
		}
	}
	if in.Editor != "" {
		return who.May(workflow.Assign)
	}
	return nil
}

// addition is an article as it is made, some segments a step.
type addition struct {
	workflow.Article
	began       time.Time // when its first transaction began
	segments    []newSegment
	confirmed   int // of segments: those that come with a target that the file says is translated
	assignments []workflow.Assignment
	repeats     workflow.Article // the one that the same person made of the same text
}

// newSegment is a segment to be added, with its block before the first one of it.
type newSegment struct {
	workflow.Segment
	block workflow.Block
	notes []bitext.Remark
	made  workflow.Segment // as it is stored
}

// errRepeated ends an addition that the same person has asked for before.
var errRepeated = errors.New("intake: this was asked for before")

// requestHash is a hash of all that was asked for: the text as it is cut, its title, where it goes and when, and who
// works on it.
func requestHash(a workflow.Article, in NewArticle, d Draft) (string, error) {
	b, err := json.Marshal([]any{a.Title, a.SourceLang, a.TargetLang, a.Publication, a.Origin, a.Due, a.Urgency, a.Note,
		in.Translator, in.Editor, d.Blocks})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), err
}

func (u *UseCases) newAddition(who workflow.Actor, in NewArticle, d Draft) *addition {
	a := &addition{Article: workflow.Article{
		ID: u.NewID(), Title: d.Title, Origin: in.Document.Origin,
		SourceLang: d.SourceLang, TargetLang: d.TargetLang,
		Publication: in.Publication, Fingerprint: fingerprint(d),
		Due: in.Due.UTC().Truncate(time.Minute), Urgency: in.Urgency, Note: in.Note,
		CreatedBy: who.ID, Op: in.Op,
	}}
	var assigned workflow.Segment
	if in.Translator != "" {
		assigned.Assignment = u.NewID()
		a.assignments = append(a.assignments, workflow.Assignment{ID: assigned.Assignment,
			Article: a.ID, Person: in.Translator, Role: workflow.Translator, By: who.ID})
		assigned.Translator = in.Translator
	}
	if in.Editor != "" {
		assigned.Review = u.NewID()
		a.assignments = append(a.assignments, workflow.Assignment{ID: assigned.Review,
			Article: a.ID, Person: in.Editor, Role: workflow.Editor, By: who.ID})
	}
	for i, b := range d.Blocks {
		block := workflow.Block{ID: u.NewID(), Article: a.ID,
			Place: int64(i+1) * workflow.PlaceGap, Kind: b.Kind, Level: b.Level}
		if block.Kind == "" {
			block.Kind = bitext.Paragraph
		}
		for j, s := range b.Segments {
			to := newSegment{Segment: assigned, block: block, notes: s.Notes}
			to.First, to.Position = j == 0, len(a.segments)+1
			to.Snapshot = snapshotGiven(s, block.ID, int64(j+1)*workflow.PlaceGap, who.ID)
			if to.State == bitext.Translated {
				a.confirmed++
			}
			a.segments = append(a.segments, to)
		}
	}
	return a
}

// addChunk is how many segments one step adds: as many as the store adds by one statement.
const addChunk = 32

func (a *addition) step(t *txn, i int) (more bool, err error) {
	if i*addChunk >= len(a.segments) {
		if a.confirmed > 0 {
			return false, nil // finishPairs
		}
		return false, a.finish(t)
	}
	if i == 0 {
		if err := a.begin(t); err != nil {
			return false, err
		}
	}
	var blocks []workflow.Block
	var segments []workflow.Segment
	chunk := a.segments[i*addChunk : min((i+1)*addChunk, len(a.segments))]
	for _, s := range chunk {
		if s.First {
			blocks = append(blocks, s.block)
		}
		segments = append(segments, s.Segment)
	}
	if err := t.AddBlocks(blocks...); err != nil {
		return false, err
	}
	if err := t.InsertSegments(a.Article, segments,
		workflow.Change{Kind: workflow.ChangeCreated, Origin: workflow.FromFile}); err != nil {
		return false, err
	}
	for j, s := range segments {
		chunk[j].made = s
		if err := t.addNotes(s, chunk[j].notes); err != nil {
			return false, err
		}
	}
	return true, nil
}

// begin adds the article, unfinished, and its assignments.
func (a *addition) begin(t *txn) error {
	a.began, a.Created = t.Now, time.Time{}
	if err := a.checkRepeated(t); err != nil {
		return err
	}
	if a.Publication != "" {
		if _, err := t.Publication(a.Publication); err != nil {
			return chosen(err, "intake.no-publication")
		}
	}
	if err := t.ArticleTx.AddArticle(a.Article); err != nil {
		return err
	}
	for i := range a.assignments {
		to := &a.assignments[i]
		to.Created = t.Now
		p, err := t.Person(to.Person)
		if err != nil && to.Role == workflow.Editor {
			return chosen(err, "intake.no-editor")
		}
		if err != nil {
			return chosen(err, "intake.no-translator")
		}
		if err := workflow.CheckAssignee(p, to.Role); err != nil {
			return err
		}
		if err := a.segments[0].CheckFourEyes(p, to.Role); err != nil {
			return err
		}
		if err := t.AddAssignment(*to); err != nil {
			return err
		}
	}
	return nil
}

// chosen is why a choice is refused: with the message of this id when there is no such thing.
func chosen(err error, id string) error {
	if workflow.KindOf(err) == workflow.NotFound {
		return workflow.Fail(workflow.Invalid, id)
	}
	return err
}

// checkRepeated finds the article that the same person asked for with the same key, or with the same request a
// moment ago: a button pressed twice makes one article. A key with another request is refused.
func (a *addition) checkRepeated(t *txn) error {
	if a.Op != "" {
		return a.checkOp(t)
	}
	same, err := t.Articles(workflow.ArticleFilter{Fingerprint: a.Fingerprint})
	if err != nil {
		return err
	}
	for _, s := range same {
		// A clock that was set back makes no click of this long ago.
		if age := a.began.Sub(s.Created).Abs(); s.CreatedBy == t.Who.ID && age < doubleClick && s.Request == a.Request {
			a.repeats = s.Article
			return errRepeated
		}
	}
	return nil
}

func (a *addition) checkOp(t *txn) error {
	found, err := t.ArticleByOp(t.Who.ID, a.Op)
	switch {
	case workflow.KindOf(err) == workflow.NotFound && err != nil:
		return nil
	case err != nil:
		return err
	case found.Request != a.Request:
		return workflow.Fail(workflow.Invalid, "op.reused")
	}
	a.repeats = found
	return errRepeated
}

// finish shows the article to all. Where it took more than one transaction, the same button may
// have been pressed in between: whichever is finished first stays.
func (a *addition) finish(t *txn) error {
	if !t.Now.Equal(a.began) {
		if err := a.checkRepeated(t); err != nil {
			return err
		}
	}
	a.Created = t.Now
	if err := t.FinishArticle(a.ID, a.Created); err != nil {
		return err
	}
	err := t.AppendFeed(workflow.ArticleAdded, a.ID, "", map[string]any{"title": a.Title})
	for _, to := range a.assignments {
		if err != nil {
			break
		}
		err = t.AppendAssignmentMade(to, 1, len(a.segments), "")
	}
	return err
}

// removeChunk is how many segments or blocks of an unfinished article one step removes.
const removeChunk = 20

// remove removes an article that was not finished.
func (u *UseCases) remove(ctx context.Context, article string) error {
	_, err := u.UpdateWhile(context.WithoutCancel(ctx), workflow.Operator(),
		func(t *txn, _ int) (more bool, err error) {
			n, err := t.RemoveUnfinished(article, removeChunk)
			return n > 0, err
		})
	return err
}

// RemoveUnfinished removes the articles that programs which have stopped left unfinished: those
// that nothing was added to for an hour. It answers how many there were.
func (u *UseCases) RemoveUnfinished(ctx context.Context) (int, error) {
	var all []string
	err := u.View(ctx, func(t *txn) (err error) {
		all, err = t.UnfinishedArticles(u.Time().Add(-time.Hour))
		return err
	})
	for _, id := range all {
		if err == nil {
			err = u.remove(ctx, id)
		}
	}
	return len(all), err
}
