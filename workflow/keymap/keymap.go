// Package keymap is the keyboard map of the pages in one table: the actions with keys, the contexts
// of the actions, their default keys and those of presets, and the keys that no action may have
// because a browser, a keyboard layout or typing needs them.
package keymap

import (
	"maps"
	"slices"
)

// Context is the part of a page where an action can be done.
type Context string

// The contexts.
const (
	Everywhere Context = "everywhere"
	Bench      Context = "bench"  // the workbench
	Field      Context = "field"  // the field of a target, on the bench and in the review
	Review     Context = "review" // the review of an article
	Beads      Context = "beads"  // a row of an alignment, without typing: keys need no modifier
	Terms      Context = "terms"  // a row of the proposals and suggestions of the termbase, likewise
)

// Contexts lists the contexts in the order of the help page.
func Contexts() []Context { return []Context{Bench, Field, Review, Beads, Terms, Everywhere} }

// Action is a command that can be given from the keyboard.
type Action struct {
	Name    string // the modules register the action by this name
	Word    string // message ID of its description
	Context Context
	Keys    []Chord // default keys
}

// Number is the number that an action of a row of them has, which its description names; 0: none.
func (a Action) Number() int {
	if last := a.Name[len(a.Name)-1]; isDigit(string(last)) {
		return int(last - '0')
	}
	return 0
}

// Actions lists all actions in the order of the help page. A test checks that a module registers
// each of them.
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
		{"split", "bench.split", Bench, []Chord{"ctrl+d"}},
		{"merge", "bench.merge", Bench, []Chord{"ctrl+shift+d"}},
		{"undo-last", "bench.undo", Bench, []Chord{}},
		{"preview", "preview.show", Bench, []Chord{"shift+f7"}},
		{"replace", "replace.word", Bench, []Chord{"ctrl+h"}},
		{"match-1", "keys.match", Bench, []Chord{"ctrl+1"}},
		{"match-2", "keys.match", Bench, []Chord{"ctrl+2"}},
		{"match-3", "keys.match", Bench, []Chord{"ctrl+3"}},
		{"match-4", "keys.match", Bench, []Chord{"ctrl+4"}},
		{"match-5", "keys.match", Bench, []Chord{"ctrl+5"}},
		{"match-6", "keys.match", Bench, []Chord{"ctrl+6"}},
		{"match-7", "keys.match", Bench, []Chord{"ctrl+7"}},
		{"match-8", "keys.match", Bench, []Chord{"ctrl+8"}},
		{"match-9", "keys.match", Bench, []Chord{"ctrl+9"}},
		{"match-here-1", "keys.match-here", Bench, []Chord{"ctrl+shift+1"}},
		{"match-here-2", "keys.match-here", Bench, []Chord{"ctrl+shift+2"}},
		{"match-here-3", "keys.match-here", Bench, []Chord{"ctrl+shift+3"}},
		{"match-here-4", "keys.match-here", Bench, []Chord{"ctrl+shift+4"}},
		{"match-here-5", "keys.match-here", Bench, []Chord{"ctrl+shift+5"}},
		{"match-here-6", "keys.match-here", Bench, []Chord{"ctrl+shift+6"}},
		{"match-here-7", "keys.match-here", Bench, []Chord{"ctrl+shift+7"}},
		{"match-here-8", "keys.match-here", Bench, []Chord{"ctrl+shift+8"}},
		{"match-here-9", "keys.match-here", Bench, []Chord{"ctrl+shift+9"}},
		{"match-word", "keys.match-word", Bench, []Chord{"shift+f9"}},
		{"concordance", "keys.concordance", Bench, []Chord{"ctrl+k"}},
		{"next-term", "keys.next-term", Bench, []Chord{"ctrl+f9"}},
		{"add-term", "keys.add-term", Bench, []Chord{"ctrl+e"}},
		{"next-finding", "keys.next-finding", Bench, []Chord{"f8"}},
		{"fix-finding", "keys.fix-finding", Bench, []Chord{"shift+f8"}},
		{"complete", "keys.complete", Bench, []Chord{"arrowright", "arrowleft"}},
		{"completions", "keys.completions", Bench, []Chord{}},
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
		{"review-finding", "keys.next-finding", Review, []Chord{"f8"}},
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
		{"term-next", "align.keys-next", Terms, []Chord{"arrowdown"}},
		{"term-prev", "align.keys-prev", Terms, []Chord{"arrowup"}},
		{"term-accept", "termbase.accept", Terms, []Chord{"space"}},
		{"term-edit", "termbase.edit", Terms, []Chord{"f2"}},
		{"term-decline", "termbase.decline", Terms, []Chord{"delete"}},
		{"palette", "palette.title", Everywhere, []Chord{"f1", "ctrl+/"}},
		{"help", "keys.title", Everywhere, []Chord{"shift+f1"}},
		{"next-region", "keys.region", Everywhere, []Chord{"f6"}},
		{"prev-region", "keys.region-back", Everywhere, []Chord{"shift+f6"}},
	}
}

// Preset is the keyboard map of another tool. Actions that it does not name have the default keys.
type Preset struct {
	Name string // "memoq"
	Word string // name of the tool, not translated
	Keys map[string][]Chord
}

// Presets lists the presets; the first is the default map. The keys are those of the tools' manuals
// where a browser allows them, which excludes OmegaT's Ctrl+N, Ctrl+P and Ctrl+T.
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

// Choice is the keyboard map of a person: a preset, and own keys for some actions, an empty list to
// switch an action off. The zero Choice is the default map.
type Choice struct {
	Preset string             `json:"preset,omitempty"`
	Own    map[string][]Chord `json:"own,omitempty"`
}

// Keys returns the keys of every action.
func (c Choice) Keys() map[string][]Chord {
	keys := presetKeys(c.Preset)
	for name, own := range c.Own {
		if _, known := keys[name]; known {
			keys[name] = own
		}
	}
	return keys
}

// presetKeys returns the keys of every action in a preset; an unknown preset is the default map.
func presetKeys(preset string) map[string][]Chord {
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

// Choose returns the choice that gives every action its keys in keys, on top of a preset. Only keys
// that differ from the preset are the person's own.
func Choose(preset string, keys map[string][]Chord) Choice {
	c := Choice{Preset: preset}
	for name, usual := range presetKeys(preset) {
		if now, named := keys[name]; named && !slices.Equal(now, usual) {
			if c.Own == nil {
				c.Own = map[string][]Chord{}
			}
			c.Own[name] = now
		}
	}
	return c
}
