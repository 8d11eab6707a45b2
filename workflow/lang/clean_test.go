package lang

import (
	"errors"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCleanRemovesInvisibleCharacters(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain Arabic", "غادر الوزير الرباط.", "غادر الوزير الرباط."},
		{"line ends", "a\r\nb\rc\nd\te", "a\nb\nc\nd\te"},
		{"line ends after a control", "\x01a\r\n\r\nb", "a\n\nb"},
		{"separators part words", "a\vb\fc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
		{"controls", "a\x00b\x1Bc\x7Fd\u0081e", "abcde"},
		{"byte order marks", "\uFEFFa\uFEFFb", "ab"},
		{"tag characters", "a\U000E0041\U000E007Fb", "ab"},
		{"noncharacters", "a\uFFFEb\uFFFFc\uFDD0d\U0001FFFEe", "abcde"},
		{"composes French", "e\u0301te\u0301", "\u00E9t\u00E9"},
		{"composes Arabic", "\u0627\u0653", "\u0622"},
		{"composes over a dropped control", "e\x00\u0301", "\u00E9"},
		{"keeps marks", "\u200Ea\u200Fb\u061C", "\u200Ea\u200Fb\u061C"},
		{"keeps isolates", "\u2066a\u2069\u2067b\u2069\u2068c\u2069", "\u2066a\u2069\u2067b\u2069\u2068c\u2069"},
		{"keeps joiners", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"keeps no-break spaces", "«\u00A0a\u202F!", "«\u00A0a\u202F!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Clean(c.in)
			if err != nil || got != c.want {
				t.Errorf("Clean(%q) = %q, %v; want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestCleanRefusesBrokenAndOverriddenText(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Error
	}{
		{"Windows-1256", "ab\xE3\xCD", Error{KindEncoding, 2, utf8.RuneError}},
		{"a surrogate", "a\xED\xA0\x80", Error{KindEncoding, 1, utf8.RuneError}},
		{"right-to-left override", "abc\u202Edef", Error{KindOverride, 3, 0x202E}},
		{"left-to-right override", "\u202Dabc", Error{KindOverride, 0, 0x202D}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Clean(c.in)
			var e *Error
			if !errors.As(err, &e) || *e != c.want || got != "" {
				t.Errorf("Clean(%q) = %q, %v; want %v", c.in, got, err, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\r\nb", "e\u0301", "\uFEFFx\x00", "a\u202Eb", "\xFF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Clean(s)
		if err != nil {
			return
		}
		again, err := Clean(got)
		if err != nil || again != got {
			t.Errorf("Clean(%q) = %q, %v; want no further change", got, again, err)
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Errorf("Clean(%q) = %q, not valid NFC", s, got)
		}
		for _, r := range got {
			if cleanRune(r) != r {
				t.Errorf("Clean(%q) keeps %U", s, r)
			}
		}
	})
}
