package workflow

import (
	"time"

	"truchement/workflow/term"
)

// Concept is an entry of the termbase as the desk keeps it.
type Concept struct {
	term.Concept
	State ConceptState
	By    string // person id: who added it
	At    time.Time
	Seq   int64 // of the feed, when it was last written
	Gone  bool  // removed or declined; an undo brings it back
}

// ConceptState says whether a concept holds.
type ConceptState string

// The states of concepts.
const (
	ConceptProposed ConceptState = "proposed" // an editor has to settle it; translators need not follow it
	ConceptSettled  ConceptState = "settled"
)

// ConceptFilter chooses concepts that are not gone; zero fields choose all.
type ConceptFilter struct {
	Key         string // folded, that one of its terms has in it
	Publication string // those of it alone
	Type        term.Type
	Domain      string
	State       ConceptState
	By          string // id of the person who added them
	After       string // id of the last concept of the list before
	Limit       int    // at most; 0: MaxConcepts
}

// MaxConcepts is the number of concepts that are listed at most.
const MaxConcepts = 100_000

// ConceptEditKind says what an edit did to a concept.
type ConceptEditKind string

// The kinds of edits.
const (
	ConceptEdited   ConceptEditKind = "edited"
	ConceptAccepted ConceptEditKind = "accepted" // a proposal; it may be edited with it
	ConceptDeclined ConceptEditKind = "declined" // a proposal; Reason says why
	ConceptRemoved  ConceptEditKind = "removed"
	ConceptRestored ConceptEditKind = "restored"
	ConceptAdded    ConceptEditKind = "added"
)

// ConceptEdit is what a concept was before an edit, kept for good. One that was added was Gone before.
type ConceptEdit struct {
	ID      string
	Concept string
	Batch   string // edits made as one share it, and are undone as one
	Kind    ConceptEditKind
	At      time.Time
	By      string // person id
	Reason  string
	Was     term.Concept
	State   ConceptState
	Gone    bool
}
