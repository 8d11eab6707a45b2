package workflow

import (
	"cmp"
	"errors"
	"slices"

	"truchement/workflow/bitext"
)

// ArticleView is all that the pages of one article show.
type ArticleView struct {
	Summary
	Blocks      []Block
	Segments    []Segment
	Assignments []Assignment
	People      map[string]Person // by id, all who are named in it; no passwords
	Publisher   Publication       // zero when it has none
	Proposals   bool              // whether long sentences get proposals where to split them
	Head        int64             // feed sequence this view is up to
}

// Waiting is what an article waits for from a person.
type Waiting struct {
	Own      []Segment // theirs to translate, and not finished
	ToReview []Segment // that they may review: no other editor's, and not of their hand
	Free     int       // segments that are not finished and in no assignment
}

// WaitingFor finds what the article waits for from a person, whatever they may do.
func (v ArticleView) WaitingFor(person string) Waiting {
	var w Waiting
	p := Person{ID: person}
	for _, s := range v.Segments {
		switch {
		case s.Unfinished() && s.Translator == p.ID:
			w.Own = append(w.Own, s)
		case s.Unfinished() && s.Assignment == "":
			w.Free++
		case !s.Unfinished() && s.AwaitsReview() && (s.Editor == "" || s.Editor == p.ID) &&
			s.CheckFourEyes(p, Editor) == nil:
			w.ToReview = append(w.ToReview, s)
		}
	}
	return w
}

// frameReader reads what belongs to an article besides its text.
type frameReader interface {
	RuleReader
	Article(id string) (Article, error)
	Assignments(article string) ([]Assignment, error)
	Publication(id string) (Publication, error)
	People() ([]Person, error)
	FeedHead() (int64, error)
}

// ArticleReader is the part of a transaction that LoadArticle reads.
type ArticleReader interface {
	frameReader
	Blocks(article string) ([]Block, error)
	Segments(article string) ([]Segment, error)
}

// SegmentsReader is the part of a transaction that LoadSegments reads.
type SegmentsReader interface {
	frameReader
	Counted(article string) (Summary, error)
	Segment(id string) (Segment, error)
	Block(id string) (Block, error)
}

// ReadArticle is LoadArticle for an actor: a Reader sees what is published.
func ReadArticle(tx ArticleReader, who Actor, id string) (ArticleView, error) {
	if err := who.May(ReadPublished); err != nil {
		return ArticleView{}, err
	}
	v, err := LoadArticle(tx, id)
	if err != nil || who.Can(ReadDesk) {
		return v, err
	}
	return v.forReader()
}

// LoadArticle reads all that the pages of an article show.
func LoadArticle(tx ArticleReader, id string) (v ArticleView, err error) {
	if v, err = loadFrame(tx, id); err != nil {
		return v, err
	}
	if v.Blocks, err = tx.Blocks(id); err != nil {
		return v, err
	}
	if v.Segments, err = tx.Segments(id); err != nil {
		return v, err
	}
	v.Summary = v.summarise()
	return v, nil
}

// loadFrame reads an article without its blocks and segments.
func loadFrame(tx frameReader, id string) (v ArticleView, err error) {
	if v.Article, err = tx.Article(id); err != nil {
		return v, err
	}
	if v.Assignments, err = tx.Assignments(id); err != nil {
		return v, err
	}
	if v.Head, err = tx.FeedHead(); err != nil {
		return v, err
	}
	rules, err := RulesOf(tx, v.Publication)
	if err != nil {
		return v, err
	}
	v.Proposals = rules.Proposals
	if v.Publication != "" {
		if v.Publisher, err = tx.Publication(v.Publication); err != nil {
			return v, err
		}
	}
	people, err := tx.People()
	if err != nil {
		return v, err
	}
	v.People = map[string]Person{}
	for _, p := range people {
		p.Password = ""
		v.People[p.ID] = p
	}
	return v, nil
}

// LoadSegments reads an article with only those of the segments that it has, and their blocks, and
// with all of its segments counted: what it costs does not grow with the article.
func LoadSegments(tx SegmentsReader, id string, segments ...string) (ArticleView, error) {
	v, err := loadFrame(tx, id)
	if err != nil {
		return v, err
	}
	counted, err := tx.Counted(id)
	if err != nil {
		return v, err
	}
	v.Summary = counted
	for _, id := range segments {
		s, err := tx.Segment(id)
		if errors.Is(err, &Error{Kind: NotFound}) || err == nil && (s.Article != v.ID || s.Gone) {
			continue
		}
		if err != nil {
			return v, err
		}
		v.Segments = append(v.Segments, s)
		if slices.ContainsFunc(v.Blocks, func(b Block) bool { return b.ID == s.Block }) {
			continue
		}
		b, err := tx.Block(s.Block)
		if err != nil {
			return v, err
		}
		v.Blocks = append(v.Blocks, b)
	}
	slices.SortFunc(v.Segments, func(a, b Segment) int { return cmp.Compare(a.Position, b.Position) })
	return v, nil
}

// summarise counts what a view holds.
func (v ArticleView) summarise() Summary {
	s := Summary{Article: v.Article}
	for _, seg := range v.Segments {
		s.Segments.Add(seg.State, seg.SubState, 1)
		s.Words.Add(seg.State, seg.SubState, seg.Words)
		if seg.SubState == bitext.Stale {
			s.Stale++
		}
		s.Comments += seg.Comments
		if seg.Assignment == "" {
			s.Unassigned++
		}
	}
	for _, a := range v.Assignments {
		if a.Role == Translator {
			s.Translators = AppendUnique(s.Translators, a.Person)
		} else {
			s.Editors = AppendUnique(s.Editors, a.Person)
		}
	}
	return s
}

// ForReader is a summary without what is the desk's own: its note, comments and assignments.
func (s Summary) ForReader() Summary {
	s.Note, s.Translators, s.Editors = "", nil, nil
	s.Comments, s.Conflicts, s.Unassigned = 0, 0, 0
	return s
}

// CheckReader refuses a reader what was not published, or was retracted.
func (a Article) CheckReader() error {
	if a.Published.IsZero() {
		return Fail(NotFound, "error.not-found")
	}
	if a.Retracted != "" {
		return Fail(Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	return nil
}

// forReader is what a reader may see of a view: the approved targets of what CheckReader lets pass. One that was changed
// since has none until it is approved again.
func (v ArticleView) forReader() (ArticleView, error) {
	if err := v.CheckReader(); err != nil {
		return ArticleView{}, err
	}
	v.Summary, v.Assignments, v.Head = v.Summary.ForReader(), nil, 0
	segments := slices.Clone(v.Segments)
	for i, s := range segments {
		if s.State.Rank() < bitext.Reviewed.Rank() {
			s.Target, s.Authors, s.Reason = nil, nil, ""
		}
		s.Assignment, s.Review, s.Translator, s.Editor, s.Comments = "", "", "", "", 0
		segments[i] = s
	}
	v.Segments = segments
	people := map[string]Person{}
	for id, p := range v.People {
		people[id] = Person{ID: p.ID, Name: p.Name}
	}
	v.People = people
	return v, nil
}
