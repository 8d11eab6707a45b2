package ui_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/keymap"
)

// Every action of the table is done by a module, and no module does what the table has not: a
// shortcut for what is not there yet would be a lie, one that is in no table cannot be changed.
func TestActionsAreRegistered(t *testing.T) {
	var table, registered []string
	for _, a := range keymap.Actions() {
		table = append(table, a.Name)
	}
	call := regexp.MustCompile(`actions\.register\('([a-z0-9-]+)'`)
	for _, name := range modules(t) {
		body, err := os.ReadFile(name)
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
	all, err := word.NewLocales(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ lang, chord, want string }{
		{"fr", "ctrl+shift+enter", "Ctrl+Maj+Entrée"},
		{"ar", "ctrl+arrowdown", "Ctrl+↓"},
		{"fr", "arrowdown", "Flèche bas"},
		{"ar", "alt+arrowup", "Alt+↑"},
		{"en", "f9", "F9"},
		{"fr", "ctrl++", "Ctrl++"},
	}
	for _, tt := range tests {
		speech, _ := all.In(tt.lang)
		if got := speech.ChordWords(keymap.Chord(tt.chord)); got != tt.want {
			t.Errorf("%s: %q = %q, want %q", tt.lang, tt.chord, got, tt.want)
		}
		if back, ok := speech.ParseChord(tt.want); !ok || string(back) != tt.chord {
			t.Errorf("%s: %q is read as %q", tt.lang, tt.want, back)
		}
	}
}

// A person chooses keys as a form, in the words of their own keyboard, and has them on the next
// page and in any browser.
func TestShortcutsAreChosen(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	fields := func(changed ...string) []string {
		pairs := []string{"do", "save"}
		for name, chords := range (keymap.Choice{}).Keys() {
			if i := slices.Index(changed, name); i >= 0 {
				pairs = append(pairs, name, changed[i+1])
				continue
			}
			for _, chord := range chords {
				pairs = append(pairs, name, string(chord))
			}
		}
		return pairs
	}
	keymapOf := func() string {
		body := n.See(n.As(workflow.Translator).Get("/account/keys"), http.StatusOK)
		return html.UnescapeString(regexp.MustCompile(`data-keymap="([^"]*)"`).FindStringSubmatch(body)[1])
	}
	w := b.Post("/account/keys", fields("next-open", "Ctrl+Maj+Entrée", "confirm-stay", "",
		"turn", "Ctrl+J")...)
	if w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	for _, want := range []string{`"next-open":["ctrl+shift+enter"]`, `"confirm-stay":[]`, `"turn":["ctrl+j"]`} {
		if got := keymapOf(); !strings.Contains(got, want) {
			t.Errorf("the page has %s, want %s", got, want)
		}
	}
	tests := []struct{ name, action, keys, want string }{
		{"reserved", "next", "Ctrl+T", "est réservé au navigateur"},
		{"taken", "next", "Ctrl+Entrée", "est déjà pris par"},
		{"Alt", "next", "Alt+N", "Alt et AltGr servent à écrire"},
		{"a letter", "next", "N", "sert à écrire"},
		{"a mark of direction", "next", "ctrl+\u202eu", "n’est pas un raccourci possible"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := n.See(b.Post("/account/keys", fields(tt.action, tt.keys)...), 422, tt.want)
			if !strings.Contains(html.UnescapeString(body), `value="`+tt.keys+`"`) {
				t.Errorf("the page forgot what was typed")
			}
		})
	}
	b.Post("/account/keys", "do", "preset", "preset", "memoq")
	if got := keymapOf(); !strings.Contains(got, `"comment":["ctrl+m"]`) {
		t.Errorf("as in memoQ: %s", got)
	}
	file := b.Get("/account/keys/file")
	b.Post("/account/keys", "do", "reset")
	if got := keymapOf(); !strings.Contains(got, `"comment":["f2"]`) {
		t.Errorf("as in ours: %s", got)
	}
	send := func(text string) *httptest.ResponseRecorder {
		return b.Upload("/account/keys/file", "keys.json", []byte(text))
	}
	n.See(send("{"), 422, "n’est pas un jeu de raccourcis")
	n.See(send(`{"own": {"fly": []}}`), 422, "L’action «\u00a0", "n’existe pas")
	if w := send(file.Body.String()); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	if got := keymapOf(); !strings.Contains(got, `"comment":["ctrl+m"]`) {
		t.Errorf("from the file: %s", got)
	}
}
