package web

import (
	"encoding/json"
	"strings"
)

// stripWords are the words of the status strip in the reader's language, for statusbar.js: sentences,
// and numbers of things by CLDR category with % where the number goes.
type stripWords struct {
	Tag    string                       `json:"tag"`
	States map[string]string            `json:"states"`
	Counts map[string]map[string]string `json:"counts"`
}

// StripWords are the strip's words as JSON.
func (b Base) StripWords() (string, error) {
	words := stripWords{Tag: b.numberTag(), States: map[string]string{"comma": b.T("strip.comma")},
		Counts: map[string]map[string]string{}}
	for name, id := range map[string]string{
		"idle": "strip.idle", "typing": "strip.typing", "local": "strip.local", "saving": "strip.saving",
		"empty": "strip.empty", "offline": "strip.offline", "signin": "strip.sign-in",
		"failed": "strip.failed", "lacks-http": "strip.lacks-http",
		"lacks-refused": "strip.lacks-refused", "lacks-full": "strip.lacks-full",
		"wait": "unsent.waits", "conflict": "unsent.conflict", "position": "unsent.position", "kept": "strip.kept",
		"approve": "review.approve", "return": "review.return", "colon": "unsent.colon",
	} {
		words.States[name] = b.T(id, "Position", "%", "Time", "%")
	}
	for name, id := range map[string]string{"waiting": "strip.waiting",
		"conflict": "strip.conflict", "refused": "strip.refused", "lost": "unsent.lost"} {
		words.Counts[name] = b.plurals(id)
	}
	text, err := json.Marshal(words)
	return string(text), err
}

// plurals are the forms of a message with a count, by category, with % in place of the number.
func (b Base) plurals(id string) map[string]string {
	forms := map[string]string{}
	for category, n := range map[string]int{"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11,
		"other": 100} {
		if b.Lang() != "ar" {
			n = map[string]int{"one": 1, "many": 1_000_000}[category]
			if n == 0 {
				n = 2
			}
		}
		forms[category] = strings.Replace(b.T(id, "Count", n), b.Int(n), "%", 1)
	}
	return forms
}

// numberTag is the language tag that has the browser write numbers in the reader's digits.
func (b Base) numberTag() string {
	digits := "latn"
	if b.Int(1) != "1" {
		digits = "arab"
	}
	return b.Lang() + "-u-nu-" + digits
}
