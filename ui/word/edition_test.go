package word

import (
	"testing"

	"truchement/workflow/format/edition"
)

func TestEditionWordsAreComplete(t *testing.T) {
	words := editionWords()
	for _, key := range edition.Keys() {
		if words[key] == "" {
			t.Errorf("no message for the edition's %q", key)
		}
	}
}
