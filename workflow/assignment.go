package workflow

import (
	"slices"
	"time"

	"truchement/workflow/bitext"
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
	Ended   time.Time // zero: it has not ended
}

// CheckAssignee refuses an assignment to a person whose role does not allow the work.
func CheckAssignee(p Person, role Role) error {
	verb := Translate
	if _, err := ParseOption("assign.role", string(role), []Role{Translator, Editor}); err != nil {
		return err
	}
	if role == Editor {
		verb = ReviewSegments
	}
	if !(Actor{Person: p, Scope: FullScope}).Can(verb) {
		return Fail(Invalid, "assign.not-able", "Name", p.Name)
	}
	return nil
}

// CheckFourEyes refuses to give s to a reviewer who translates it, or to a translator who reviews it.
func (s Segment) CheckFourEyes(p Person, role Role) error {
	if role == Editor && (s.Translator == p.ID || slices.Contains(s.Authors, p.ID)) ||
		role == Translator && s.Editor == p.ID {
		return Fail(Invalid, "assign.four-eyes", "Name", p.Name, "Position", s.Position)
	}
	return nil
}

// AppendAssignmentMade appends the feed entry of an assignment of the segments at positions from
// to to; override is the reason why four eyes are not asked for.
func (t *Txn) AppendAssignmentMade(a Assignment, from, to int, override string) error {
	return t.AppendFeed(AssignmentMade, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person, "role": a.Role,
		"from": from, "to": to, "override": override,
	})
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

// Task is what is left to do of one assignment, and where its person goes on.
type Task struct {
	Work
	Positions []int  // of its segments, in order
	Done      int    // segments with nothing left to do
	Next      Spot   // the first with something that can be done now; zero: none yet
	Returned  []Spot // what came back: returned, or with another source
}

// Spot is a segment's place in its article.
type Spot struct {
	Segment  string
	Position int
	Reason   string // why it was returned
}

// Add adds the next segment of the assignment.
func (t *Task) Add(s Segment) {
	t.Positions = append(t.Positions, s.Position)
	left, now := s.Unfinished(), s.Unfinished()
	if t.Role == Editor {
		left = s.State.Rank() < bitext.Reviewed.Rank()
		now = left && s.State == bitext.Translated && s.SubState != bitext.Returned
	}
	if !left {
		t.Done++
		return
	}
	t.Words += s.Words
	spot := Spot{s.ID, s.Position, s.Reason}
	if now && t.Next.Segment == "" {
		t.Next = spot
	}
	if t.Role != Editor && s.State != bitext.Initial {
		t.Returned = append(t.Returned, spot)
	}
}

// Free is what of an article no one was given.
type Free struct {
	Work
	Segments int
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

// RefuseRelease says why who cannot give the article back to the pool; nil when they can.
func (s Summary) RefuseRelease(who Actor) error {
	if s.Segments.Initial < s.Segments.Total() {
		return Fail(Invalid, "move.begun")
	}
	for _, id := range s.Translators {
		if id != who.ID && !who.Can(Assign) {
			return Fail(Forbidden, "assign.of-another")
		}
	}
	return nil
}
