package lang

import (
	"errors"
	"math/rand/v2"
	"slices"
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

// TestCleanTextIsFoundQuickly holds isClean to the rules that it is quicker than, on every character
// and on random strings of marks and of what they may follow.
func TestCleanTextIsFoundQuickly(t *testing.T) {
	var known []rune
	check := func(s string) {
		if got, err := cleaned(s); isClean(s) && (got != s || err != nil) {
			t.Errorf("isClean(%+q), but it becomes %+q, %v", s, got, err)
		}
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		check(string(r))
		if isClean(string(r)) {
			known = append(known, r)
			if r >= 0x064B && r <= 0x0655 {
				known = append(known, slices.Repeat([]rune{r}, 50)...)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		s := ""
		for range 4 {
			s += string(known[random.IntN(len(known))])
		}
		check(s)
	}
	if s := "جيشاً «مقدونياً»، l’œuvre à 12 %\n"; !isClean(s) {
		t.Errorf("isClean(%q) is false", s)
	}
}

func BenchmarkClean(b *testing.B) {
	const s = "جمع فيليب جيشاً مقدونياً كبيراً. Le ministre s’est rendu à Rabat « hier ».\n"
	for name, clean := range map[string]func(string) (string, error){"quick": Clean, "rules": cleaned} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				if _, err := clean(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\r\nb", "e\u0301", "\uFEFFx\x00", "a\u202Eb", "\xFF", "\xAE\x8B"} {
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
		if slow, err := cleaned(s); err != nil || slow != got {
			t.Errorf("Clean(%q) = %q, by the rules %q, %v", s, got, slow, err)
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
