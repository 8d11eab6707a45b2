package workflow

import (
	"time"

	"truchement/workflow/bitext"
)

// Unit is a text and its translation in the memory, with where it comes from.
type Unit struct {
	ID                     string
	SourceLang, TargetLang string
	Source, Target         bitext.Text
	Alignment              string // id; empty for a unit that comes from elsewhere
	Article                string // of the desk
	Publication            string
	Origin                 string // name of the file or the title it came from
	Bead                   string // its link in the alignment, 'i,j:k'
	Date                   string // when it was published, ISO 8601; empty: not known
	Licence                string
	Confidence             float64 // that it is a translation
	By                     string
	At                     time.Time
}

// UnitFilter chooses units of a pair of languages.
type UnitFilter struct {
	SourceLang, TargetLang string
	Alignment              string // empty: of any and of none
	Limit                  int    // at most; 0: MaxUnits
}

// MaxUnits is the number of units that are listed at most.
const MaxUnits = 100_000
