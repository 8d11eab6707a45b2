package lang

import "testing"

func TestCanonical(t *testing.T) {
	for tag, want := range map[string]string{"ara": "ar", "fra": "fr", "fre-CA": "fr-CA", "ARA-Latn": "ar-Latn", "ar-MA": "ar-MA",
		"ary": "ary", "qaa": "qaa", "x-y": "x-y", "": ""} {
		if got := Canonical(tag); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", tag, got, want)
		}
	}
}
