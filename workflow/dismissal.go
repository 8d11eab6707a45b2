package workflow

import "time"

// DismissalScope says how far a dismissal of a finding goes.
type DismissalScope string

// The scopes.
const (
	DismissOnce    DismissalScope = "segment" // in its segment
	DismissArticle DismissalScope = "article" // wherever its article has the same
	DismissWord    DismissalScope = "word"    // in all texts of its publication
)

// Dismissal says that a finding of a check is none: the text is right as it is.
type Dismissal struct {
	ID          string
	Scope       DismissalScope
	Check       string // id of the check
	Word        string // what was found and what was expected, folded: the same is dismissed with it
	Publication string // of DismissWord, for whose texts it holds; empty: all
	Article     string // where it was dismissed
	Segment     string // likewise
	Reason      string // plain text
	By          string // person id
	At          time.Time
	Gone        bool // taken back
}

// DismissalFilter chooses dismissals that were not taken back.
type DismissalFilter struct {
	// Article chooses those that hold in it, whose publication is Publication; empty: all there are.
	Article, Publication string
	Since                time.Time // zero: whenever
	Limit                int
}
