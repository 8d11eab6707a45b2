package lang

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestTokensCutsWordsAndSigns(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Arabic", "قال: «انتهى الأمر». أضاف، غدا؟", "قال|:|«|انتهى|الأمر|»|.|أضاف|،|غدا|؟"},
		{"Arabic marks stay in the word", "كرّس أيضًا", "كرّس|أيضًا"},
		{"Arabic numbers", "بلغت ٣٫٥ من ١٬٢٠٠.", "بلغت|٣٫٥|من|١٬٢٠٠|."},
		{"elision", "L’homme d'État qu’il s'est", "L’|homme|d'|État|qu’|il|s'|est"},
		{"no elision", "aujourd’hui quelqu’un prud'homme don't", "aujourd’hui|quelqu’un|prud'homme|don't"},
		{"quotes are signs", "'mot' l’ x", "'|mot|'|l|’|x"},
		{"numbers", "3.5, 1.200.000 12.05.2025 1\u202f234 1\u00a0234,5 12\u00a0h", "3.5|,|1.200.000|12.05.2025|1\u202f234|1\u00a0234,5|12|h"},
		{"runs of a sign", "Quoi ?! Oui...", "Quoi|?|!|Oui|..."},
		{"hyphens", "peut-être", "peut|-|être"},
		{"emoji", "a👩\u200d💻b ❤\ufe0f", "a|👩\u200d💻|b|❤\ufe0f"},
		{"bidi marks", "a\u200fb", "a|\u200f|b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, tok := range Tokens(c.in) {
				got = append(got, tok.Text)
			}
			if diff := cmp.Diff(strings.Split(c.want, "|"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTokensHaveByteOffsets(t *testing.T) {
	want := []Token{{"l’", 0, 4, true}, {"eau", 4, 7, true}, {".", 7, 8, false}}
	if diff := cmp.Diff(want, Tokens("l’eau. ")); diff != "" {
		t.Error(diff)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"l’homme 1 234,5", "\xffa\xff", "👩\u200d💻", "'ـَ'", "é\u0301'a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, tok := range Tokens(s) {
			gap := strings.TrimFunc(s[at:tok.Start], unicode.IsSpace)
			if gap != "" || tok.Start >= tok.End || tok.Text != s[tok.Start:tok.End] {
				t.Fatalf("Tokens(%q): token %+v after gap %q", s, tok, gap)
			}
			at = tok.End
		}
		if rest := strings.TrimFunc(s[at:], unicode.IsSpace); rest != "" {
			t.Errorf("Tokens(%q) leaves %q", s, rest)
		}
	})
}

func TestWordsCountsAsWordProcessors(t *testing.T) {
	for _, c := range []struct {
		name, text, tag string
		want            int
	}{
		{"empty", " \n", "fr", 0},
		{"elision is one, as in Word", "L’homme qu’on attend", "fr", 3},
		{"hyphen is one", "peut-être, dit-il", "fr", 2},
		{"lone punctuation is none", "Quoi ? « Non » – dit-il !", "fr", 3},
		{"grouped number is one", "1\u202f234\u00a0567 habitants", "fr", 2},
		{"no-break space parts words", "12\u00a0h\u00a030", "fr", 3},
		{"clitics are one", "وسيوقعونها بالرباط، غدا", "ar", 3},
		{"Arabic-Indic digits", "١٢ سنة ٣٫٥", "ar", 3},
		{"Arabic quotes", "“مجموعة الهجرة المختلطة الدائمة”", "ar", 4},
		{"Chinese by letter", "新闻 AFP 12。", "zh-Hans", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Words(c.text, c.tag); got != c.want {
				t.Errorf("Words(%q) = %d, want %d", c.text, got, c.want)
			}
		})
	}
}

func TestFoldUnifiesSpellings(t *testing.T) {
	for _, c := range []struct{ name, a, b, tag string }{
		{"tashkeel", "كَرَّسَ", "كرس", "ar"},
		{"tatweel", "الرـــباط", "الرباط", "ar"},
		{"alef", "أإآٱ", "اااا", "ar"},
		{"composed or not", "أ", "\u0627\u0654", "ar"},
		{"alef maqsura", "على", "علي", "ar"},
		{"ta marbuta", "الهجرة", "الهجره", "ar"},
		{"digits", "١٢٣ ۴۵", "123 45", "ar"},
		{"separators", "٣٫٥٪", "3.5%", "ar"},
		{"presentation forms", "ﻻ ﷲ", "لا الله", "ar"},
		{"case and accents", "ÉLÈVE Ça", "eleve ca", "fr"},
		{"ligatures", "Œuvre, cœur ﬁn ǽ", "oeuvre, coeur fin ae", "fr"},
		{"apostrophes", "l’homme", "l'homme", "fr"},
		{"quotes", "«\u00a0mot\u00a0» “b”", `" mot " "b"`, "fr"},
		{"spaces", " a \u202f\n b ", "a b", "fr"},
		{"bidi controls", "\u200fa\u2068b\u2069", "ab", "fr"},
		{"soft hyphen", "par\u00adti", "parti", "fr"},
		{"dotless only in Turkish", "ı", "i", "fr"},
		{"Turkish capitals", "Iİ", "ıi", "tr"},
		{"fullwidth and mathematical digits", "１𝟚", "12", "fr"},
		{"not UTF-8", "\xf0\xf0\xf0µ", "\uFFFDμ", "fr"},
		{"Devanagari and Persian digits", "३۳", "33", "hi"},
		{"Persian letters", "کتاب ی ہ", "كتاب ي ه", "fa"},
		{"Arabic punctuation", "نعم، لا؛ هل؟ ١٬٢", "نعم, لا; هل? 1,2", "ar"},
		{"backtick, hyphens, sharp s", "l`a b–c‐d Straße", "l'a b-c-d strasse", "fr"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := Fold(c.a, c.tag), Fold(c.b, c.tag); a != b {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", c.a, a, c.b, b)
			}
		})
	}
	for _, c := range []struct{ a, b, tag string }{
		{"قال", "قيل", "ar"}, {"مسؤول", "مسول", "ar"}, {"mer", "maire", "fr"}, {"ı", "i", "tr"},
	} {
		if Fold(c.a, c.tag) == Fold(c.b, c.tag) {
			t.Errorf("%q and %q have the same key", c.a, c.b)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Œuvre «١»", "كَرَّسَ", "İı", "\xff", "\xf0\xf0\xf0\xf0\xf0\xf0\xf0\xf0µ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if key := Fold(s, "ar"); Fold(key, "ar") != key {
			t.Errorf("Fold(%q) = %q, again %q", s, key, Fold(key, "ar"))
		}
	})
}
