package keymap

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParseNormalisesChords(t *testing.T) {
	tests := []struct {
		name, text string
		want       Chord // empty if refused
	}{
		{"as modules name it", "ctrl+shift+s", "ctrl+shift+s"},
		{"as people write it", " Shift + Ctrl + S ", "ctrl+shift+s"},
		{"a Mac", "Cmd+U", "ctrl+u"},
		{"a function key", "F9", "f9"},
		{"the plus sign", "ctrl++", "ctrl++"},
		{"a sign with or without Shift", "ctrl+shift+/", "ctrl+/"},
		{"two keys", "ctrl+a+b", ""},
		{"no key", "ctrl+shift", ""},
		{"Alt", "ctrl+alt+e", ""},
		{"an Arabic letter", "ctrl+ع", ""},
		{"F13", "f13", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Parse(tt.text); got != tt.want || ok != (tt.want != "") {
				t.Errorf("Parse(%q) = %q, %v, want %q", tt.text, got, ok, tt.want)
			}
		})
	}
}

// TestPresetsHaveNoFaults checks that no preset has a clash or a refused key.
func TestPresetsHaveNoFaults(t *testing.T) {
	for _, p := range Presets() {
		t.Run(p.Word, func(t *testing.T) {
			if faults := (Choice{Preset: p.Name}).Check(); len(faults) > 0 {
				t.Error(faults)
			}
			for name := range p.Keys {
				if _, known := presetKeys("")[name]; !known {
					t.Errorf("%s is not an action", name)
				}
			}
		})
	}
}

// TestDefaultKeysAreTheSameOnAllKeyboards excludes letters that AZERTY, QWERTY and their Arabic
// variants have in different places.
func TestDefaultKeysAreTheSameOnAllKeyboards(t *testing.T) {
	for _, a := range Actions() {
		for _, chord := range a.Keys {
			names := chord.Names()
			switch key := names[len(names)-1]; key {
			case "a", "q", "z", "w", "m":
				t.Errorf("%s has %s by default", a.Name, chord)
			}
		}
	}
}

func TestCheckRefusesClashesAndReservedKeys(t *testing.T) {
	own := func(name string, chords ...Chord) Choice {
		return Choice{Own: map[string][]Chord{name: chords}}
	}
	tests := []struct {
		name   string
		choice Choice
		want   Faults
	}{
		{"default map", Choice{}, nil},
		{"another key", own("next-open", "ctrl+j"), nil},
		{"off", own("next-open"), nil},
		{"the same chord elsewhere", own("approve", "ctrl+u"), nil},
		{"in the field, which the review has too", own("approve", "f9"), Faults{{ReasonTaken, "approve", "f9", "next-code"}}},
		{"reserved", own("next", "ctrl+t"), Faults{{ReasonReserved, "next", "ctrl+t", ""}}},
		{"AltGr", own("next", "ctrl+alt+e"), Faults{{ReasonKey, "next", "ctrl+alt+e", ""}}},
		{"a letter alone", own("next", "n"), Faults{{ReasonBare, "next", "n", ""}}},
		{"Shift and a letter", own("next", "shift+n"), Faults{{ReasonBare, "next", "shift+n", ""}}},
		{"a letter in a row of an alignment", own("bead-join", "n"), nil},
		{"Enter there", own("bead-join", "enter"), Faults{{ReasonBare, "bead-join", "enter", ""}}},
		{"Tab there", own("bead-join", "tab"), Faults{{ReasonBare, "bead-join", "tab", ""}}},
		{"taken there", own("bead-join", "s"), Faults{{ReasonTaken, "bead-split", "s", "bead-join"}}},
		{"a key of the bench there", own("bead-join", "ctrl+u"), nil},
		{"Alt and an arrow", own("bead-join", "alt+arrowleft"), Faults{{ReasonKey, "bead-join", "alt+arrowleft", ""}}},
		{"Alt elsewhere", own("next", "alt+arrowdown"), Faults{{ReasonBare, "next", "alt+arrowdown", ""}}},
		{"an arrow that takes what is proposed", own("complete", "arrowright"), nil},
		{"an arrow for another action", own("next", "arrowup"), Faults{{ReasonBare, "next", "arrowup", ""}}},
		{"Tab that takes what is proposed", own("complete", "tab"), Faults{{ReasonBare, "complete", "tab", ""}}},
		{"a match's key", own("next", "ctrl+1"), Faults{{ReasonTaken, "match-1", "ctrl+1", "next"}}},
		{"Enter", own("next", "enter"), Faults{{ReasonBare, "next", "enter", ""}}},
		{"taken", own("turn", "f9"), Faults{{ReasonTaken, "turn", "f9", "next-code"}}},
		{"taken everywhere", own("palette", "f9"), Faults{{ReasonTaken, "palette", "f9", "next-code"}}},
		{"as many as allowed", own("next", "ctrl+j", "ctrl+'", "ctrl+o"), nil},
		{"too many", own("next", "ctrl+j", "ctrl+'", "ctrl+o", "ctrl+y"), Faults{{ReasonMany, "next", "", ""}}},
		{"no action", own("fly", "f4"), Faults{{ReasonAction, "fly", "", ""}}},
		{"no preset", Choice{Preset: "wordfast"}, Faults{{ReasonPreset, "", "wordfast", ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.choice.Check(), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestChooseKeepsDifferencesFromPreset(t *testing.T) {
	keys := Choice{Preset: "memoq"}.Keys()
	if diff := cmp.Diff(Choice{Preset: "memoq"}, Choose("memoq", keys)); diff != "" {
		t.Errorf("the preset itself (-want +got):\n%s", diff)
	}
	keys["turn"] = []Chord{}
	want := Choice{Preset: "memoq", Own: map[string][]Chord{"turn": {}}}
	got := Choose("memoq", keys)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("an action switched off (-want +got):\n%s", diff)
	}
	text, err := got.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(text)
	if diff := cmp.Diff(want, back); diff != "" || err != nil {
		t.Errorf("round trip: %v (-want +got):\n%s", err, diff)
	}
}

func TestDecodeRefusesInvalidMaps(t *testing.T) {
	tests := []struct {
		name, text string
		want       Reason
	}{
		{"not JSON", "ctrl+u", ReasonFile},
		{"two of them", `{}{}`, ReasonFile},
		{"another file", `{"name": "x"}`, ReasonFile},
		{"too large", string(make([]byte, MaxFile+1)), ReasonFile},
		{"a reserved key", `{"own": {"next": ["CTRL + T"]}}`, ReasonReserved},
		{"an action of another version", `{"own": {"fly": ["f4"]}}`, ReasonAction},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var faults Faults
			if _, err := Decode([]byte(tt.text)); !errors.As(err, &faults) || faults[0].Reason != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// FuzzDecode checks that an accepted map has no faults and is the same after a round trip.
func FuzzDecode(f *testing.F) {
	f.Add(`{"preset": "memoq", "own": {"next": ["Ctrl+J"], "turn": []}}`)
	f.Add(`{"own": {"next": ["ctrl++", "⌘+j"]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Decode([]byte(text))
		if err != nil {
			return
		}
		if faults := c.Check(); len(faults) > 0 {
			t.Fatal(faults)
		}
		out, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decode(out)
		if diff := cmp.Diff(c, again, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%v (-first +again):\n%s", err, diff)
		}
	})
}
