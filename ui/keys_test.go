package ui

import (
	"regexp"
	"slices"
	"testing"

	"truchement/workflow/keymap"
)

// Every action of the table is done by a module, and no module does what the table has not: a
// shortcut for what is not there yet would be a lie, one that is in no table cannot be changed.
func TestActionsAreRegistered(t *testing.T) {
	var table, registered []string
	for _, a := range keymap.Actions() {
		table = append(table, a.Name)
	}
	call := regexp.MustCompile(`actions\.register\('([a-z-]+)'`)
	for _, name := range modules(t) {
		body, err := staticFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range call.FindAllStringSubmatch(string(body), -1) {
			registered = append(registered, found[1])
		}
	}
	for _, name := range table {
		if !slices.Contains(registered, name) {
			t.Errorf("%q is in the table of keymap, and no module registers it", name)
		}
	}
	for _, name := range registered {
		if !slices.Contains(table, name) {
			t.Errorf("%q is registered and not in the table of keymap", name)
		}
	}
}

func TestChordWords(t *testing.T) {
	all, err := newLocales(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ lang, chord, want string }{
		{"fr", "ctrl+shift+enter", "Ctrl+Maj+Entrée"},
		{"ar", "ctrl+arrowdown", "Ctrl+↓"},
		{"en", "f9", "F9"},
		{"fr", "ctrl++", "Ctrl++"},
	}
	for _, tt := range tests {
		speech, _ := all.in(tt.lang)
		if got := speech.chordWords(keymap.Chord(tt.chord)); got != tt.want {
			t.Errorf("%s: %q = %q, want %q", tt.lang, tt.chord, got, tt.want)
		}
	}
}
