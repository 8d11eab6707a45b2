// Package keymap is the keyboard map of the pages, in one table: which actions have keys, where
// they can be done, which keys they have unless a person chooses others, and which keys nobody
// may take because a browser, a keyboard layout or the typing of text needs them.
package keymap

import (
	"maps"
	"slices"
)

// Context says where an action can be done.
type Context string

// The contexts.
const (
	Everywhere Context = "everywhere"
	Bench      Context = "bench"  // the workbench
	Field      Context = "field"  // the field a segment is written in, at the bench and in the review
	Review     Context = "review" // the review of an article
	Beads      Context = "beads"  // a row of an alignment, where nobody writes: keys stand alone
)

// Contexts lists the contexts in the order help shows them.
func Contexts() []Context { return []Context{Bench, Field, Review, Beads, Everywhere} }

// Action is one thing that can be done from the keyboard.
type Action struct {
	Name    string // modules register it under this name
	Word    string // message ID of what it does
	Context Context
	Keys    []Chord // unless the person or their preset says otherwise
}

// Actions is the whole table, in the order help shows it. An action stands here from the day on
// which a module registers it, never before: a test compares the two.
func Actions() []Action {
	return []Action{
		{"confirm-next", "bench.confirm-next", Bench, []Chord{"ctrl+enter"}},
		{"confirm-stay", "bench.confirm-stay", Bench, []Chord{"ctrl+shift+enter"}},
		{"next", "keys.next", Bench, []Chord{"ctrl+arrowdown"}},
		{"prev", "keys.prev", Bench, []Chord{"ctrl+arrowup"}},
		{"next-open", "bench.next-open", Bench, []Chord{"ctrl+u"}},
		{"copy-source", "keys.copy", Bench, []Chord{"ctrl+shift+s"}},
		{"jump", "keys.jump", Bench, []Chord{"ctrl+g"}},
		{"filter", "keys.filter", Bench, []Chord{"ctrl+shift+f"}},
		{"comment", "keys.comment", Bench, []Chord{"f2"}},
		{"next-code", "bench.insert-code", Field, []Chord{"f9"}},
		{"bold", "keys.bold", Field, []Chord{"ctrl+b"}},
		{"italic", "keys.italic", Field, []Chord{"ctrl+i"}},
		{"link", "keys.link", Field, []Chord{"ctrl+l"}},
		{"narrow-space", "keys.narrow", Field, []Chord{"ctrl+shift+space"}},
		{"signs-show", "bench.signs-show", Field, []Chord{"f4"}},
		{"signs", "bench.signs", Field, []Chord{"shift+f4"}},
		{"turn", "bench.turn", Field, []Chord{"ctrl+shift+x"}},
		{"leave", "keys.leave", Field, []Chord{"escape"}},
		{"approve", "review.approve-next", Review, []Chord{"ctrl+enter"}},
		{"return", "review.return", Review, []Chord{"ctrl+shift+backspace"}},
		{"mark", "issue.mark-do", Review, []Chord{"ctrl+shift+e"}},
		{"touch", "review.touch-word", Review, []Chord{"f2"}},
		{"review-next", "keys.next", Review, []Chord{"ctrl+arrowdown"}},
		{"review-prev", "keys.prev", Review, []Chord{"ctrl+arrowup"}},
		{"bead-next", "align.keys-next", Beads, []Chord{"arrowdown"}},
		{"bead-prev", "align.keys-prev", Beads, []Chord{"arrowup"}},
		{"bead-accept", "align.accept", Beads, []Chord{"space"}},
		{"bead-take-source", "align.take-source", Beads, []Chord{"j"}},
		{"bead-take-target", "align.take-target", Beads, []Chord{"u"}},
		{"bead-join", "align.join", Beads, []Chord{"g"}},
		{"bead-split", "align.split", Beads, []Chord{"s"}},
		{"bead-shift-up", "align.shift-up", Beads, []Chord{"alt+arrowup"}},
		{"bead-shift-down", "align.shift-down", Beads, []Chord{"alt+arrowdown"}},
		{"bead-drop", "align.drop", Beads, []Chord{"delete"}},
		{"palette", "palette.title", Everywhere, []Chord{"f1", "ctrl+/"}},
		{"help", "keys.title", Everywhere, []Chord{"shift+f1"}},
		{"next-region", "keys.region", Everywhere, []Chord{"f6"}},
		{"prev-region", "keys.region-back", Everywhere, []Chord{"shift+f6"}},
	}
}

// Preset is a map that people know from another tool. Keys it does not name are ours.
type Preset struct {
	Name string // "memoq"
	Word string // as its makers write it
	Keys map[string][]Chord
}

// Presets lists the presets; the first is our own. Their keys are those of the tools' manuals
// wherever a browser lets a page have them: OmegaT's Ctrl+N, Ctrl+P and Ctrl+T it does not.
func Presets() []Preset {
	return []Preset{
		{Name: "", Word: "Truchement"},
		{Name: "memoq", Word: "memoQ", Keys: map[string][]Chord{
			"next-open": {"ctrl+g"}, "jump": {"ctrl+shift+g"}, "comment": {"ctrl+m"}}},
		{Name: "trados", Word: "Trados Studio", Keys: map[string][]Chord{
			"copy-source": {"ctrl+insert"}, "next-code": {"ctrl+,"}}},
		{Name: "omegat", Word: "OmegaT", Keys: map[string][]Chord{
			"copy-source": {"ctrl+shift+r"}, "turn": {"ctrl+shift+o"}, "jump": {"ctrl+j"}}},
	}
}

// Choice is what a person chose: a preset, and for some actions keys of their own, none of them
// to switch an action off. The zero Choice is our own map.
type Choice struct {
	Preset string             `json:"preset,omitempty"`
	Own    map[string][]Chord `json:"own,omitempty"`
}

// Keys are the keys of every action.
func (c Choice) Keys() map[string][]Chord {
	keys := base(c.Preset)
	for name, own := range c.Own {
		if _, known := keys[name]; known {
			keys[name] = own
		}
	}
	return keys
}

// base are the keys of every action by a preset; an unknown one is ours.
func base(preset string) map[string][]Chord {
	keys := map[string][]Chord{}
	for _, a := range Actions() {
		keys[a.Name] = a.Keys
	}
	for _, p := range Presets() {
		if p.Name == preset {
			maps.Copy(keys, p.Keys)
		}
	}
	return keys
}

// Choose is the choice that gives every action the keys it has in keys, on top of a preset: only
// what differs from the preset is the person's own.
func Choose(preset string, keys map[string][]Chord) Choice {
	c := Choice{Preset: preset}
	for name, usual := range base(preset) {
		if now, named := keys[name]; named && !slices.Equal(now, usual) {
			if c.Own == nil {
				c.Own = map[string][]Chord{}
			}
			c.Own[name] = now
		}
	}
	return c
}
