package workflow

import (
	"strings"
	"time"

	"truchement/workflow/bitext"
)

// Segment is one unit of translation and its current content. Version counts
// its changes from 1; it does not change with assignments and comments.
type Segment struct {
	Snapshot
	ID       string
	Article  string
	Position int  // from 1, in the article as it is cut now; set when read
	First    bool // of its block; set when read
	Version  int64
	Words    int // of the source, as lang.Words counts
	Updated  time.Time
	Hash     []byte // of the last Change, see Change.Hash

	Assignment string // id of the translation Assignment; empty: in the pool
	Review     string // id of the review Assignment
	Translator string // person id of that Assignment; set when read
	Editor     string // person id of the review Assignment; set when read
	Comments   int    // open comments; set when read
}

// Snapshot is everything of a segment that a Change can change, so that any
// past state can be shown and restored exactly.
type Snapshot struct {
	Block    string          `json:"block"`
	Place    int64           `json:"place"` // orders the segments of an article
	Source   bitext.Text     `json:"source"`
	Target   bitext.Text     `json:"target,omitempty"`
	After    bitext.Text     `json:"after,omitempty"` // white space and breaks up to the next source
	State    bitext.State    `json:"state"`
	SubState bitext.SubState `json:"sub,omitempty"`
	// Authors are the person ids who wrote any part of Target since it was last empty: none of them may approve it.
	Authors    []string `json:"authors,omitempty"`
	ApprovedBy string   `json:"approved_by,omitempty"`
	Override   string   `json:"override,omitempty"` // why an author approved it all the same
	Reason     string   `json:"reason,omitempty"`   // why it was returned
	Gone       bool     `json:"gone,omitempty"`     // merged into its neighbour
}

// ChangeKind says what a Change did.
type ChangeKind string

// The kinds of changes.
const (
	ChangeCreated   ChangeKind = "created"
	ChangeSaved     ChangeKind = "saved"     // a draft
	ChangeConfirmed ChangeKind = "confirmed" // the translator is done with it
	ChangeCleared   ChangeKind = "cleared"
	ChangeApproved  ChangeKind = "approved"
	ChangeReturned  ChangeKind = "returned"
	ChangeTouched   ChangeKind = "touched" // edited in place by a reviewer
	ChangeSplit     ChangeKind = "split"
	ChangeMerged    ChangeKind = "merged"
	ChangeUndone    ChangeKind = "undone"
	ChangeRestored  ChangeKind = "restored" // an older target brought back
	ChangeImported  ChangeKind = "imported"
	ChangeCorrected ChangeKind = "corrected" // the source
	ChangePublished ChangeKind = "published"
	ChangeRefused   ChangeKind = "refused" // a save that lost a conflict; its text is kept here
)

// Origin says where the text of a change came from.
type Origin string

// The origins.
const (
	Typed      Origin = "typed"
	FromUnit   Origin = "memory"
	ByMachine  Origin = "machine"
	Propagated Origin = "propagated"
	FromFile   Origin = "imported"
)

// Change is one entry of a segment's history, kept for good. There is exactly
// one change a version, and besides them the refused ones.
type Change struct {
	ID      string
	Segment string
	Article string
	Version int64  // the version it made; of a refused save, the one it was based on
	Batch   string // changes made as one share it, and are undone as one
	Kind    ChangeKind
	At      time.Time
	By      string // person id
	Origin  Origin
	// Grade is that of a corrected source. It is left out of the hash where it is empty, as in
	// changes that were made before it was kept by itself.
	Grade Grade `json:",omitempty"`
	// Unit is the id of the unit that the text came from. It is left out of the hash where empty, as Grade is.
	Unit   string `json:",omitempty"`
	Reason string
	Op     string   // idempotency key, unique with By; empty for none
	To     Snapshot // what the segment holds after it; of a refused save, what was refused
	// Hash is SHA-256 over the previous change's Hash and this change, so that damage or tampering shows.
	Hash []byte
}

// Decision is what an editor decides on a segment.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Return  Decision = "return"
)

// Grade says how grave a correction of the source is.
type Grade string

// The grades.
const (
	Typo       Grade = "typo"       // states are kept
	Wording    Grade = "wording"    // the segment becomes stale
	Fact       Grade = "fact"       // the segment becomes stale
	Retraction Grade = "retraction" // the article is blocked
)

// Grades lists the grades, the one that is of a whole article last.
func Grades() []Grade { return []Grade{Typo, Wording, Fact, Retraction} }

// CorrectionReason is the grade and the reason of a correction. Changes that were made before the
// grade was kept by itself have it as the first word of their reason, which their hash holds.
func (c Change) CorrectionReason() (Grade, string) {
	first, rest, _ := strings.Cut(c.Reason, " ")
	switch g := Grade(first); {
	case c.Grade != "" || c.Kind != ChangeCorrected:
	case g == Typo, g == Wording, g == Fact:
		return g, rest
	}
	return c.Grade, c.Reason
}
