package web

import (
	"encoding/json"

	"truchement/workflow/keymap"
)

// shortcutGroup are the actions of one place, as the sheet of shortcuts and the settings list them.
type shortcutGroup struct {
	Word  string
	Lines []Shortcut
}

// Shortcut is one action with its keys as a person reads them.
type Shortcut struct {
	keymap.Action
	Word   string
	Find   string // other words by which people look for it; empty: none
	Chords []string
}

// findWords are the messages with other words for an action, for the palette.
func findWords() map[string]string {
	return map[string]string{
		"split": "find.split", "merge": "find.merge", "undo-last": "find.undo", "preview": "find.preview",
		"replace": "find.replace", "help": "find.help", "copy-source": "find.copy-source",
		"comment": "find.comment", "filter": "find.filter", "jump": "find.jump", "turn": "find.turn",
		"next-code": "find.code", "signs": "find.signs", "signs-show": "find.signs-show",
		"confirm-next": "find.confirm", "confirm-stay": "find.confirm", "next-open": "find.next-open",
		"completions": "find.completions", "approve": "find.approve", "return": "find.return",
	}
}

// keys are the keys of every action, as the reader of the page chose them.
func (b Base) keys() map[string][]keymap.Chord {
	if b.Person == nil {
		return keymap.Choice{}.Keys()
	}
	return b.Person.Keys.Keys()
}

// Keymap is what keys.js reads: the chords of every action.
func (b Base) Keymap() (string, error) {
	text, err := json.Marshal(b.keys())
	return string(text), err
}

// Key is the first chord of an action in the reader's words, empty when it has none.
func (b Base) Key(action string) string {
	if chords := b.keys()[action]; len(chords) > 0 {
		return b.ChordWords(chords[0])
	}
	return ""
}

// Shortcuts lists all actions by where they can be done.
func (b Base) Shortcuts() []shortcutGroup {
	words := map[keymap.Context]string{keymap.Bench: "bench.word", keymap.Field: "keys.field",
		keymap.Review: "review.word", keymap.Beads: "align.title",
		keymap.Terms: "termbase.title", keymap.Everywhere: "keys.everywhere"}
	keys := b.keys()
	var groups []shortcutGroup
	for _, context := range keymap.Contexts() {
		group := shortcutGroup{Word: b.T(words[context])}
		for _, a := range keymap.Actions() {
			if a.Context != context {
				continue
			}
			line := Shortcut{Action: a, Word: b.T(a.Word, "N", a.Number())}
			if find := findWords()[a.Name]; find != "" {
				line.Find = b.T(find)
			}
			for _, chord := range keys[a.Name] {
				line.Chords = append(line.Chords, b.ChordWords(chord))
			}
			group.Lines = append(group.Lines, line)
		}
		groups = append(groups, group)
	}
	return groups
}
