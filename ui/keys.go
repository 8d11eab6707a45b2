package ui

import (
	"encoding/json"
	"strings"

	"truchement/workflow/keymap"
)

// shortcutGroup are the actions of one place, as the sheet of shortcuts and the settings list them.
type shortcutGroup struct {
	Word  string
	Lines []shortcut
}

// shortcut is one action with its keys as a person reads them.
type shortcut struct {
	keymap.Action
	Word   string
	Chords []string
}

// keys are the keys of every action.
func (b base) keys() map[string][]keymap.Chord { return keymap.Choice{}.Keys() }

// Keymap is what keys.js reads: the chords of every action.
func (b base) Keymap() (string, error) {
	text, err := json.Marshal(b.keys())
	return string(text), err
}

// Key is the first chord of an action in the reader's words, empty when it has none.
func (b base) Key(action string) string {
	if chords := b.keys()[action]; len(chords) > 0 {
		return b.chordWords(chords[0])
	}
	return ""
}

// Shortcuts lists all actions by where they can be done.
func (b base) Shortcuts() []shortcutGroup {
	words := map[keymap.Context]string{keymap.Bench: "bench.word", keymap.Review: "review.word",
		keymap.Everywhere: "keys.everywhere"}
	keys := b.keys()
	var groups []shortcutGroup
	for _, context := range keymap.Contexts() {
		group := shortcutGroup{Word: b.T(words[context])}
		for _, a := range keymap.Actions() {
			if a.Context != context {
				continue
			}
			line := shortcut{Action: a, Word: b.T(a.Word)}
			for _, chord := range keys[a.Name] {
				line.Chords = append(line.Chords, b.chordWords(chord))
			}
			group.Lines = append(group.Lines, line)
		}
		groups = append(groups, group)
	}
	return groups
}

// chordWords writes a chord as the reader's keyboard has it: "Ctrl+Maj+S".
func (s *speech) chordWords(chord keymap.Chord) string {
	words := map[string]string{"ctrl": "key.ctrl", "shift": "key.shift", "enter": "key.enter",
		"escape": "key.escape", "backspace": "key.backspace", "space": "key.space",
		"insert": "key.insert", "delete": "key.delete", "home": "key.home", "end": "key.end",
		"pageup": "key.page-up", "pagedown": "key.page-down"}
	arrows := map[string]string{"arrowup": "↑", "arrowdown": "↓", "arrowleft": "←", "arrowright": "→"}
	names := chord.Names()
	for i, name := range names {
		switch {
		case words[name] != "":
			names[i] = s.T(words[name])
		case arrows[name] != "":
			names[i] = arrows[name]
		default:
			names[i] = strings.ToUpper(name)
		}
	}
	return strings.Join(names, "+")
}
