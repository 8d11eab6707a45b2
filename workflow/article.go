package workflow

import (
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
	Arrived     Stage = "arrived"     // it has no translator
	Translating Stage = "translating" // it has one, and some segments are not translated
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
	Origin      string // name of the file it came from; empty: its text was pasted or sent
	Fingerprint string // of the folded source, to point out the same text
	Due         time.Time
	Urgency     Urgency
	Note        string // to the people who work on it
	Created     time.Time
	CreatedBy   string // person id
	SignedOff   time.Time
	SignedOffBy string
	Published   time.Time // zero: not yet
	PublishedBy string
	Retracted   string // why the source was retracted; empty: it was not
	Op          string // the key of the request that made it; empty: it had none
	Request     string // a hash of all that was asked for
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

// Add counts n segments or words of a state. A target that a memory or a machine has filled and
// no person has touched is initial still.
func (c *Counts) Add(state bitext.State, sub bitext.SubState, n int) {
	switch {
	case state == bitext.Initial && sub == bitext.Draft:
		c.Draft += n
	case state == bitext.Initial:
		c.Initial += n
	case state == bitext.Translated && sub != bitext.None:
		c.Returned += n
	case state == bitext.Translated:
		c.Translated += n
	case state == bitext.Reviewed:
		c.Reviewed += n
	default:
		c.Final += n
	}
}

// Unfinished is how many segments, or words of them, a translator has something left to do on.
func (c Counts) Unfinished() int { return c.Initial + c.Draft + c.Returned }

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
	Published   bool   // only published ones that are not retracted (what a Reader may see)
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

// PlaceGap is the distance in Place between neighbours when an article is made. A
// split halves it, so one spot bears 40 splits.
const PlaceGap = int64(1) << 40
