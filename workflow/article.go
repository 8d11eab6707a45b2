package workflow

import (
	"context"
	"strings"
	"time"

	"truchement/workflow/bitext"
)

// Urgency orders what is due at the same time.
type Urgency int

// The urgencies.
const (
	Normal Urgency = iota
	Urgent
	Flash
)

// Stage is how far an article has come, derived from its segments.
type Stage string

// The stages, in the order of the board's columns.
const (
	Arrived     Stage = "arrived"     // nobody translates it
	Translating Stage = "translating" // somebody does, some segments are not translated
	Reviewing   Stage = "reviewing"   // all translated, not signed off
	Ready       Stage = "ready"       // signed off, not published
	Published   Stage = "published"
	Blocked     Stage = "blocked" // its source was retracted
)

// Stages lists the stages in order.
func Stages() []Stage {
	return []Stage{Arrived, Translating, Reviewing, Ready, Published, Blocked}
}

// Article is one text and its translation.
type Article struct {
	ID          string
	Title       string // of the source, as the desk calls it
	SourceLang  string // BCP 47
	TargetLang  string
	Publication string // id; empty for none
	Origin      string // file name or "pasted", as intake found it
	Fingerprint string // of the folded source, to point out the same text
	Due         time.Time
	Urgency     Urgency
	Note        string // to whoever works on it
	Created     time.Time
	CreatedBy   string // person id
	SignedOff   time.Time
	SignedOffBy string
	Published   time.Time // zero: not yet
	PublishedBy string
	Retracted   string // why the source was withdrawn; empty: it stands
}

// Block is a part of an article. Its segments follow one another in Place order.
type Block struct {
	ID      string
	Article string
	Place   int64 // orders the blocks of an article
	Kind    bitext.BlockKind
	Level   int // of a heading
}

// Counts are segments or words by state.
type Counts struct {
	Initial    int `json:"initial"`
	Draft      int `json:"draft"`
	Translated int `json:"translated"`
	Returned   int `json:"returned"` // or stale
	Reviewed   int `json:"reviewed"`
	Final      int `json:"final"`
}

// Total is the sum of all states.
func (c Counts) Total() int {
	return c.Initial + c.Draft + c.Translated + c.Returned + c.Reviewed + c.Final
}

// Done is how many are translated or further and need no second hand.
func (c Counts) Done() int { return c.Translated + c.Reviewed + c.Final }

// Approved is how many are reviewed or final.
func (c Counts) Approved() int { return c.Reviewed + c.Final }

// Summary is an article as lists show it.
type Summary struct {
	Article
	Segments    Counts   // Returned holds returned and stale ones
	Words       Counts   // source words in segments of each state
	Stale       int      // segments whose source was corrected; among Segments.Returned
	Conflicts   int      // segments with a refused text and nothing saved since; in lists only
	Comments    int      // open ones
	Unassigned  int      // segments without a translator
	Translators []string // person ids with a translation assignment
	Editors     []string // person ids with a review assignment
}

// Stage derives how far the article has come.
func (s Summary) Stage() Stage {
	n := s.Segments
	switch {
	case s.Retracted != "":
		return Blocked
	case !s.Published.IsZero() && n.Final == n.Total():
		return Published
	case n.Approved() == n.Total() && n.Total() > 0 && !s.SignedOff.IsZero():
		return Ready
	case n.Done() == n.Total() && n.Total() > 0:
		return Reviewing
	case n.Initial == n.Total() && len(s.Translators) == 0:
		return Arrived
	}
	return Translating
}

// ArticleFilter chooses articles; zero fields choose all.
type ArticleFilter struct {
	Person      string // has an assignment in it
	Publication string
	Language    string // source or target
	Search      string // in the folded title
	Published   bool   // only published ones (what a Reader may see)
	Left        Left   // whether anything is left to do
	Fingerprint string // the same source
	Before      string // cursor: articles older than this id
	Limit       int    // at most; 0: 200
}

// Left chooses articles by whether anything is left to do; empty chooses all.
type Left string

// What is left of an article. Something is until it is published with every segment final;
// nothing is when its source was retracted.
const (
	Something Left = "something"
	Nothing   Left = "nothing"
)

// Articles lists articles, newest first. A Reader gets published ones only.
func (d *Desk) Articles(ctx context.Context, who Actor, f ArticleFilter) ([]Summary, error) {
	if err := who.may(ReadPublished); err != nil {
		return nil, err
	}
	if !who.Can(ReadDesk) {
		f.Published = true
	}
	var out []Summary
	err := d.view(ctx, func(tx *unit) error {
		var err error
		out, err = tx.Articles(f)
		return err
	})
	return out, err
}

// Article is one article with all it holds.
func (d *Desk) Article(ctx context.Context, who Actor, id string) (ArticleView, error) {
	var v ArticleView
	err := d.view(ctx, func(tx *unit) error {
		var err error
		v, err = ReadArticle(tx, who, id)
		return err
	})
	return v, err
}

// Segments lists the segments of an article in order.
func (d *Desk) Segments(ctx context.Context, who Actor, article string) ([]Segment, error) {
	v, err := d.Article(ctx, who, article)
	return v.Segments, err
}

// Segment is one segment; one that was merged into its neighbour is Gone.
func (d *Desk) Segment(ctx context.Context, who Actor, id string) (Segment, error) {
	if err := who.may(ReadDesk); err != nil {
		return Segment{}, err
	}
	var s Segment
	err := d.view(ctx, func(tx *unit) error {
		var err error
		s, err = tx.Segment(id)
		return err
	})
	return s, err
}

// ArticleEdit changes how the desk handles an article; nil fields stand.
type ArticleEdit struct {
	Title       *string
	Publication *string
	Due         *time.Time
	Urgency     *Urgency
	Note        *string
}

// EditArticle changes title, publication, due time, urgency or note.
func (d *Desk) EditArticle(ctx context.Context, who Actor, id string, in ArticleEdit) error {
	if err := who.may(Assign); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		a, err := u.Article(id)
		if err != nil {
			return err
		}
		if err := u.edit(&a, in); err != nil {
			return err
		}
		if err := u.UpdateArticle(a); err != nil {
			return err
		}
		return u.AppendFeed(ArticleChanged, id, "", nil)
	})
}

func (u *unit) edit(a *Article, in ArticleEdit) error {
	if in.Title != nil {
		t, err := cleaned(strings.Join(strings.Fields(*in.Title), " "), MaxTitle)
		if err != nil {
			return err
		}
		if t == "" {
			return Fail(Invalid, "article.no-title")
		}
		a.Title = t
	}
	if in.Publication != nil {
		if *in.Publication != "" {
			if _, err := u.Publication(*in.Publication); err != nil {
				return err
			}
		}
		a.Publication = *in.Publication
	}
	if in.Due != nil {
		a.Due = in.Due.UTC().Truncate(time.Minute)
	}
	if in.Urgency != nil {
		a.Urgency = *in.Urgency
	}
	if in.Note != nil {
		note, err := remark(*in.Note)
		if err != nil {
			return err
		}
		a.Note = note
	}
	return nil
}

// SetBlockKind corrects what part of the article a block is.
func (d *Desk) SetBlockKind(
	ctx context.Context, who Actor, article, block string, kind bitext.BlockKind,
) error {
	if err := who.may(AddArticles); err != nil {
		return err
	}
	if !kind.Known() {
		return Fail(Invalid, "intake.torn")
	}
	return d.update(ctx, who, func(u *unit) error {
		blocks, err := u.Blocks(article)
		if err != nil {
			return err
		}
		for _, b := range blocks {
			if b.ID == block {
				b.Kind = kind
				if err := u.UpdateBlock(b); err != nil {
					return err
				}
				return u.AppendFeed(ArticleChanged, article, "", nil)
			}
		}
		return Fail(NotFound, "error.not-found")
	})
}
