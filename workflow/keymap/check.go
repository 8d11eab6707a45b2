package keymap

import (
	"fmt"
	"slices"
)

// MaxChords is how many chords one action may have.
const MaxChords = 3

// Reason says why keys are refused.
type Reason string

// The reasons.
const (
	ReasonReserved Reason = "reserved" // by browser, layout or the typing of text
	ReasonBare     Reason = "bare"     // it would take a key that types
	ReasonTaken    Reason = "taken"    // Other has it, in the same place
	ReasonKey      Reason = "key"      // no key that a page is told of
	ReasonMany     Reason = "many"     // more than MaxChords
	ReasonAction   Reason = "action"   // there is no such action
	ReasonPreset   Reason = "preset"   // there is no such preset
	ReasonFile     Reason = "file"     // not a keyboard map at all
)

// Fault is one refusal.
type Fault struct {
	Reason Reason
	Action string // name; empty: of the whole map
	Chord  string // as written
	Other  string // name of the action that has it
}

// Faults are all that is wrong with a map; as an error there is at least one.
type Faults []Fault

// Error lists them in the words of the program.
func (f Faults) Error() string { return fmt.Sprintf("keyboard map refused: %+v", []Fault(f)) }

// Check lists what is wrong with a choice. What the presets have is right, a test says so; they
// and a person's own keys together may still clash.
func (c Choice) Check() Faults {
	var faults Faults
	if !slices.ContainsFunc(Presets(), func(p Preset) bool { return p.Name == c.Preset }) {
		faults = append(faults, Fault{Reason: ReasonPreset, Chord: c.Preset})
	}
	keys := c.Keys()
	for name := range c.Own {
		if _, there := keys[name]; !there {
			faults = append(faults, Fault{Reason: ReasonAction, Action: name})
		}
	}
	actions := Actions()
	for i, a := range actions {
		if len(keys[a.Name]) > MaxChords {
			faults = append(faults, Fault{Reason: ReasonMany, Action: a.Name})
			continue
		}
		for _, chord := range keys[a.Name] {
			if f, wrong := refuse(a, chord); wrong {
				faults = append(faults, f)
			} else if other := holder(actions[:i], keys, a, chord); other != "" {
				faults = append(faults, Fault{ReasonTaken, a.Name, string(chord), other})
			}
		}
	}
	return faults
}

// refuse says whether a chord can be nobody's, or not this action's.
func refuse(a Action, chord Chord) (Fault, bool) {
	f := Fault{Action: a.Name, Chord: string(chord)}
	tidy, ok := Parse(string(chord))
	switch {
	case !ok || tidy != chord:
		f.Reason = ReasonKey
	case chord.Bare() && (a.Context != Beads || chord.walks()), chord == "escape" && a.Name != "leave",
		chord == "shift+escape":
		f.Reason = ReasonBare
	case chord.Reserved():
		f.Reason = ReasonReserved
	}
	return f, f.Reason != ""
}

// holder is the name of an action before a that has a chord where a can be done; empty: none.
func holder(before []Action, keys map[string][]Chord, a Action, chord Chord) string {
	for _, b := range before {
		if meet(a.Context, b.Context) && slices.Contains(keys[b.Name], chord) {
			return b.Name
		}
	}
	return ""
}

// meet says whether one page can have both contexts: the writing field is at the bench and in the
// review, which themselves are two pages, and an alignment is a third.
func meet(a, b Context) bool {
	if a == b || a == Everywhere || b == Everywhere {
		return true
	}
	return a != Beads && b != Beads && (a == Field || b == Field)
}
