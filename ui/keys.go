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

// keys are the keys of every action, as the reader of the page chose them.
func (b base) keys() map[string][]keymap.Chord {
	if b.Person == nil {
		return keymap.Choice{}.Keys()
	}
	return b.Person.Keys.Keys()
}

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
	words := map[keymap.Context]string{keymap.Bench: "bench.word", keymap.Field: "keys.field",
		keymap.Review: "review.word", keymap.Beads: "align.title", keymap.Everywhere: "keys.everywhere"}
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
	if word := s.loneKeys()[string(chord)]; word != "" {
		return word
	}
	words, names := s.keyWords(), chord.Names()
	for i, name := range names {
		if names[i] = words[name]; names[i] == "" {
			names[i] = strings.ToUpper(name)
		}
	}
	return strings.Join(names, "+")
}

// parseChord reads a chord in the reader's words, or in those of modules.
func (s *speech) parseChord(text string) (keymap.Chord, bool) {
	for key, word := range s.loneKeys() {
		if strings.EqualFold(word, strings.TrimSpace(text)) {
			return keymap.Chord(key), true
		}
	}
	names := keymap.Chord(text).Names()
	for i, name := range names {
		for key, word := range s.keyWords() {
			if strings.EqualFold(word, name) {
				names[i] = key
			}
		}
	}
	return keymap.Parse(strings.Join(names, "+"))
}

// keyWords are the words of keys that have more than a letter on them, by their names.
func (s *speech) keyWords() map[string]string {
	return map[string]string{"arrowup": "↑", "arrowdown": "↓", "arrowleft": "←", "arrowright": "→",
		"ctrl": s.T("key.ctrl"), "alt": s.T("key.alt"), "shift": s.T("key.shift"), "enter": s.T("key.enter"),
		"escape": s.T("key.escape"), "backspace": s.T("key.backspace"), "space": s.T("key.space"),
		"insert": s.T("key.insert"), "delete": s.T("key.delete"), "home": s.T("key.home"),
		"end": s.T("key.end"), "pageup": s.T("key.page-up"), "pagedown": s.T("key.page-down")}
}

// loneKeys are the words of keys whose sign alone nobody reads aloud.
func (s *speech) loneKeys() map[string]string {
	return map[string]string{"arrowup": s.T("key.up"), "arrowdown": s.T("key.down"),
		"arrowleft": s.T("key.left"), "arrowright": s.T("key.right")}
}

// keyNames are the words of keys for the module that reads them from the keyboard.
func (s *speech) keyNames() (string, error) {
	text, err := json.Marshal(s.keyWords())
	return string(text), err
}
