package word

import (
	"encoding/json"
	"strings"

	"truchement/workflow/keymap"
)

// ChordWords writes a chord as the reader's keyboard has it: "Ctrl+Maj+S".
func (s *Speech) ChordWords(chord keymap.Chord) string {
	if word := s.spokenKeys()[string(chord)]; word != "" {
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

// ParseChord reads a chord in the reader's words, or in those of modules.
func (s *Speech) ParseChord(text string) (keymap.Chord, bool) {
	for key, word := range s.spokenKeys() {
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
func (s *Speech) keyWords() map[string]string {
	return map[string]string{"arrowup": "↑", "arrowdown": "↓", "arrowleft": "←", "arrowright": "→",
		"ctrl": s.T("key.ctrl"), "alt": s.T("key.alt"), "shift": s.T("key.shift"), "enter": s.T("key.enter"),
		"escape": s.T("key.escape"), "backspace": s.T("key.backspace"), "space": s.T("key.space"),
		"insert": s.T("key.insert"), "delete": s.T("key.delete"), "home": s.T("key.home"),
		"end": s.T("key.end"), "pageup": s.T("key.page-up"), "pagedown": s.T("key.page-down")}
}

// spokenKeys are the words of keys that have only a sign on them.
func (s *Speech) spokenKeys() map[string]string {
	return map[string]string{"arrowup": s.T("key.up"), "arrowdown": s.T("key.down"),
		"arrowleft": s.T("key.left"), "arrowright": s.T("key.right")}
}

// KeyNames are the words of keys for the module that reads them from the keyboard.
func (s *Speech) KeyNames() (string, error) {
	text, err := json.Marshal(s.keyWords())
	return string(text), err
}
