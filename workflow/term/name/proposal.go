package name

// Habit says whose press a name is written for; it is the region of a BCP 47 tag, in lower case.
type Habit string

// The habits that are known.
const (
	Morocco Habit = "ma"
	Algeria Habit = "dz"
	Tunisia Habit = "tn"
	Lebanon Habit = "lb"
	Egypt   Habit = "eg"
)

// Habits lists the habits in the order that people choose from, which is that of the columns of the
// lists.
var Habits = []Habit{Morocco, Algeria, Tunisia, Lebanon, Egypt}

// Proposal is a spelling that a name may have.
type Proposal struct {
	Text   string
	Habit  Habit // empty for a spelling in Arabic letters
	Listed bool  // all parts of the name are in the lists; otherwise rules made at least one of them
}

// mostProposals is how many spellings of a name are returned.
const mostProposals = 6
