package keymap

import (
	"fmt"
	"slices"
)

// MaxChords is the greatest number of chords of one action.
const MaxChords = 3

// Reason is the reason why a chord or a map is refused.
type Reason string

// The reasons.
const (
	ReasonReserved Reason = "reserved" // used by browsers, by layouts or for typing
	ReasonBare     Reason = "bare"     // a key without modifier that types a character
	ReasonTaken    Reason = "taken"    // Other has it in an overlapping context
	ReasonKey      Reason = "key"      // no key that a shortcut can have
	ReasonMany     Reason = "many"     // more than MaxChords
	ReasonAction   Reason = "action"   // unknown action
	ReasonPreset   Reason = "preset"   // unknown preset
	ReasonFile     Reason = "file"     // no keyboard map
)

// Fault is one refused chord, action or map.
type Fault struct {
	Reason Reason
	Action string // name; empty if the whole map is refused
	Chord  string // as written
	Other  string // name of the action that has the chord
}

// Faults are all faults of a map. As an error it has at least one.
type Faults []Fault

// Error returns the faults in English, for logs.
func (f Faults) Error() string { return fmt.Sprintf("keyboard map refused: %+v", []Fault(f)) }

// Check returns the faults of a choice. The presets have none, as a test checks, but a preset and a
// person's own keys may clash.
func (c Choice) Check() Faults {
	var faults Faults
	if !slices.ContainsFunc(Presets(), func(p Preset) bool { return p.Name == c.Preset }) {
		faults = append(faults, Fault{Reason: ReasonPreset, Chord: c.Preset})
	}
	keys := c.Keys()
	for name := range c.Own {
		if _, known := keys[name]; !known {
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
			if f, wrong := chordFault(a, chord); wrong {
				faults = append(faults, f)
			} else if other := actionWith(actions[:i], keys, a, chord); other != "" {
				faults = append(faults, Fault{ReasonTaken, a.Name, string(chord), other})
			}
		}
	}
	return faults
}

// chordFault returns the fault of a chord that no action may have, or not this action.
func chordFault(a Action, chord Chord) (Fault, bool) {
	f := Fault{Action: a.Name, Chord: string(chord)}
	normal, ok := Parse(string(chord))
	switch {
	case !ok || normal != chord:
		f.Reason = ReasonKey
	case chord.Bare() && !chord.isBareFor(a), chord == "escape" && a.Name != "leave",
		chord == "shift+escape":
		f.Reason = ReasonBare
	case chord.Reserved():
		f.Reason = ReasonReserved
	}
	return f, f.Reason != ""
}

// isBareFor reports whether an action may have a chord that needs no modifier: in a row of a list,
// where nothing is typed, and an arrow to take what is proposed where the caret cannot go
// on.
func (c Chord) isBareFor(a Action) bool {
	if a.Name == "complete" {
		return c == "arrowright" || c == "arrowleft"
	}
	return a.Context.isList() && !c.isNavigation()
}

// actionWith returns the name of an action of before with the same chord in an overlapping context,
// or "".
func actionWith(before []Action, keys map[string][]Chord, a Action, chord Chord) string {
	for _, b := range before {
		if contextsOverlap(a.Context, b.Context) && slices.Contains(keys[b.Name], chord) {
			return b.Name
		}
	}
	return ""
}

// isList reports whether the context is that of the rows of a list, which has a page of its own.
func (c Context) isList() bool { return c == Beads || c == Terms }

// contextsOverlap reports whether one page can have both contexts. The writing field is part of the
// bench and of the review, which are two pages; a list is another.
func contextsOverlap(a, b Context) bool {
	if a == b || a == Everywhere || b == Everywhere {
		return true
	}
	return !a.isList() && !b.isList() && (a == Field || b == Field)
}
