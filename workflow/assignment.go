package workflow

import (
	"time"
)

// Assignment gives segments of one article to one person, to translate (Role
// Translator) or to review (Role Editor). The segments name it.
type Assignment struct {
	ID      string
	Article string
	Person  string
	Role    Role
	Due     time.Time // to the minute; zero: the article's
	Urgency Urgency
	Note    string
	By      string // who made it; the person's own id when claimed
	Created time.Time
	Ended   time.Time // zero: it stands
}

// Load is how much a person has to do.
type Load struct {
	Person     string
	Translate  int // words to translate
	Review     int // words to review
	DueToday   int // of both, words due before the end of the day
	Late       int // of both, words past their due time
	NextDue    time.Time
	Assignment int    // standing assignments
	Work       []Work // those with words left, oldest first
}

// Work is what is left to do of one assignment.
type Work struct {
	Assignment string
	Article    string
	Title      string
	SourceLang string
	TargetLang string
	Role       Role
	Due        time.Time // the assignment's or else the article's
	Urgency    Urgency
	Words      int
}

// Comment is a remark on a segment, or on the article when Segment is empty.
type Comment struct {
	ID         string
	Article    string
	Segment    string
	MadeOn     string // the segment it was made on, before a merge moved it
	By         string
	At         time.Time
	Text       string
	Resolved   time.Time // zero: open
	ResolvedBy string
}
