package workflow

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow/align"
)

// Alignment is a text and its translation, matched sentence by sentence, while a person works on it.
type Alignment struct {
	ID, Name               string
	SourceLang, TargetLang string
	Publication            string
	Article                string // of the desk; empty for files
	Date                   string // when it was published, ISO 8601; empty: not known
	Licence                string
	By                     string
	At, Updated            time.Time
	Version                int64
	Count, Doubtful        int // beads, and those that no person has settled
	Kept                   int // units in the memory
	Undo                   int // edits that can be taken back
	AlignmentBody
}

// AlignmentBody is the sentences and the beads of an alignment.
type AlignmentBody struct {
	Source []AlignedSentence `json:"source"`
	Target []AlignedSentence `json:"target"`
	Beads  []AlignedBead     `json:"beads"`
	// Before are the beads before each edit, the last one last, as schema 6 kept them. The first
	// edit by this program keeps them as BeadUndos.
	Before [][]AlignedBead `json:"before,omitempty"`
}

// EncodedBody is the body of an alignment as the store keeps it. Encoding one of 12,000 sentences
// takes longer than a transaction may, so it is done before one begins.
type EncodedBody struct {
	Sentences string // JSON of an AlignmentBody without beads; empty: they have not changed
	Beads     string // JSON of Beads; empty: they have not changed
}

// EncodeSentences sets the sentences of e to those of b.
func (e *EncodedBody) EncodeSentences(b AlignmentBody) error {
	for _, side := range [][]AlignedSentence{b.Source, b.Target} {
		for _, s := range side {
			if !utf8.ValidString(s.Text) || strings.IndexByte(s.Text, 0) >= 0 {
				return Fail(Invalid, "text.encoding")
			}
		}
	}
	text, err := json.Marshal(AlignmentBody{Source: b.Source, Target: b.Target})
	e.Sentences = string(text)
	return err
}

// EncodeBeads sets the beads of e.
func (e *EncodedBody) EncodeBeads(beads []AlignedBead) error {
	text, err := json.Marshal(beads)
	e.Beads = string(text)
	return err
}

// AlignedSentence is a sentence of one side.
type AlignedSentence struct {
	Text    string `json:"t"`
	Start   bool   `json:"s,omitempty"` // of a block
	Heading bool   `json:"h,omitempty"`
}

// AlignedBead is a bead of an alignment at work.
type AlignedBead struct {
	Source     [2]int  `json:"a"`
	Target     [2]int  `json:"b"`
	Confidence float64 `json:"c"`
	Accepted   bool    `json:"ok,omitempty"`
	Dropped    bool    `json:"x,omitempty"` // not for the memory
}

// Null says that one side is empty.
func (b AlignedBead) Null() bool { return b.Bead().Null() }

// Settled reports whether a person has accepted or dropped the bead.
func (b AlignedBead) Settled() bool { return b.Accepted || b.Dropped }

// Doubtful reports whether a person should look at the bead.
func (b AlignedBead) Doubtful() bool { return !b.Settled() && b.Confidence < SureBead }

// Bead is the bead as the aligner has it, without its confidence.
func (b AlignedBead) Bead() align.Bead { return align.Bead{Source: b.Source, Target: b.Target} }

// SureBead is the confidence from which a bead need not be looked at: on texts the aligner was
// not tuned on, 99.9 of 100 such beads were right.
const SureBead = 0.95

// The limits of an alignment.
const (
	MaxAlignedSentences = 12_000 // a side
	MaxAlignedPairs     = 100    // in one go
)

// CountBeads brings Count and Doubtful up to date.
func (a *Alignment) CountBeads() {
	a.Count, a.Doubtful = len(a.Beads), 0
	for _, b := range a.Beads {
		if b.Doubtful() {
			a.Doubtful++
		}
	}
}

// Text is what a bead has on one side: 0 for the source, 1 for the target.
func (a *Alignment) Text(b AlignedBead, side int) string {
	list, span := a.Source, b.Source
	if side == 1 {
		list, span = a.Target, b.Target
	}
	var parts []string
	for _, s := range list[span[0]:span[1]] {
		parts = append(parts, s.Text)
	}
	return strings.Join(parts, " ")
}

// BeadUndo is how the last edit of an alignment but those with a higher Seq is taken back.
type BeadUndo struct {
	Alignment string
	Seq       int64
	Patch     string // JSON, as the package memory writes it
}
