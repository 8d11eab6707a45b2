package docx

import "testing"

func TestRemarksLoseNoWordsForAnInvisibleCharacter(t *testing.T) {
	for text, want := range map[string]string{
		"abc \u202Edef": "abc def", "  deux   mots ": "deux mots", "\u0000x": "x", "\u202E": "", "": "",
		"مرحبا\u200F": "مرحبا\u200F",
	} {
		if got := spoken(text); got != want {
			t.Errorf("spoken(%q) = %q, want %q", text, got, want)
		}
	}
}
