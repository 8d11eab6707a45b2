package decode

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"truchement/workflow/format/limit"
)

const (
	arabic = "غادر الوزير الرباط، اليوم الإثنين؛ هل يعود غدا؟ قال: «نعم».\n"
	french = "L’été dernier, à Rabat, le ministère a reçu une délégation française : « Où ? »\n"
	upper  = "À L'ÉLYSÉE, UN CŒUR À GARDER\nÉtat d'âme, œuvre\n"
)

// article is the real article of testdata, in Arabic.
func article(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/article.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTextFindsEncoding(t *testing.T) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	strip := strings.NewReplacer("؛", ",", "«", "\"", "»", "\"", "’", "'", "œ", "oe", "Œ", "OE")
	tests := []struct {
		name, text string
		data       []byte
		declared   string
		want       string
	}{
		{"ascii", "Bonjour", []byte("Bonjour"), "", "utf-8"},
		{"utf-8", arabic, []byte(arabic), "", "utf-8"},
		{"utf-8 declared otherwise", french, []byte(french), "iso-8859-1", "utf-8"},
		{"utf-8 with mark", arabic, []byte("\uFEFF" + arabic), "", "utf-8"},
		{"utf-16le with mark", arabic, encoded(t, little, "\uFEFF"+arabic), "", "utf-16le"},
		{"utf-16be with mark", arabic, encoded(t, big, "\uFEFF"+arabic), "", "utf-16be"},
		{"utf-16le without mark", arabic, encoded(t, little, arabic), "", "utf-16le"},
		{"utf-16be without mark", french, encoded(t, big, french), "", "utf-16be"},
		{"windows-1256", arabic, encoded(t, charmap.Windows1256, arabic), "", "windows-1256"},
		{"windows-1252", french, encoded(t, charmap.Windows1252, french), "", "windows-1252"},
		{"windows-1252 capitals", upper, encoded(t, charmap.Windows1252, upper), "",
			"windows-1252"},
		{"German", "Müller, Straße, Fußgänger", encoded(t, charmap.Windows1252,
			"Müller, Straße, Fußgänger"), "", "windows-1252"},
		{"Spanish", "la señora España", encoded(t, charmap.Windows1252, "la señora España"), "",
			"windows-1252"},
		{"one accent", "à bientôt", []byte("\xE0 bient\xF4t"), "", "windows-1252"},
		{"iso-8859-15", "cœur à 3 €", encoded(t, charmap.ISO8859_15, "cœur à 3 €"), "",
			"iso-8859-15"},
		{"iso-8859-6", strip.Replace(arabic),
			encoded(t, charmap.ISO8859_6, strip.Replace(arabic)), "", "iso-8859-6"},
		{"utf-32", arabic, encoded(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), arabic), "", "utf-32le"},
		{"utf-32 without a mark", arabic, encoded(t, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), arabic), "", "utf-32be"},
		{"cp720", "غادر الوزير الرباط اليوم.", paged(t, &cp720, "غادر الوزير الرباط اليوم."), "", "cp720"},
		{"MacArabic", "١٢، " + strip.Replace(arabic), paged(t, &macArabic, "١٢، "+strip.Replace(arabic)), "", "x-mac-arabic"},
		{"windows-1256 declared as iso-8859-1", "<p lang=ar>" + strip.Replace(arabic) + "</p>",
			encoded(t, charmap.Windows1256, "<p lang=ar>"+strip.Replace(arabic)+"</p>"), "iso-8859-1", "utf-8 via windows-1252"},
		{"macintosh", french, encoded(t, charmap.Macintosh, french), "", "macintosh"},
		{"both languages", arabic + "Le résumé", encoded(t, charmap.Windows1256,
			arabic+"Le résumé"),
			"", "windows-1256"},
		{"declared", "жизнь", encoded(t, charmap.Windows1251, "жизнь"), "windows-1251",
			"windows-1251"},
		{"declared wrongly as utf-8", french, encoded(t, charmap.Windows1252, french), "utf-8",
			"windows-1252"},
		{"cut inside a character", strings.Repeat(arabic, 2) + "\uFFFD",
			[]byte(strings.Repeat(arabic, 2) + "\xD8"), "", "utf-8"},
		{"utf-8 taken for windows-1252", arabic, []byte(misread(t, arabic, charmap.Windows1252)),
			"",
			"utf-8 via windows-1252"},
		{"utf-8 taken for windows-1256", arabic, []byte(misread(t, arabic, charmap.Windows1256)),
			"",
			"utf-8 via windows-1256"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, name, err := Text(tt.data, tt.declared)
			if text != tt.text || name != tt.want || err != nil {
				t.Errorf("got %q, %s, %v\nwant %q, %s", text, name, err, tt.text, tt.want)
			}
		})
	}
}

// misread is what s looks like when its UTF-8 is read in another encoding.
func misread(t *testing.T, s string, page *charmap.Charmap) string {
	t.Helper()
	var b strings.Builder
	for _, c := range []byte(s) {
		r := page.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// paged writes a text in a code page.
func paged(t *testing.T, page *codePage, s string) []byte {
	t.Helper()
	var out []byte
	for _, r := range s {
		at := slices.Index(page[:], uint16(r))
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case at < 0:
			t.Fatalf("the page has no %q", r)
		default:
			out = append(out, byte(at+0x80))
		}
	}
	return out
}

func TestTextOfArticleInWindows1256(t *testing.T) {
	want := article(t)
	got, name, err := Text(encoded(t, charmap.Windows1256, want), "")
	if got != want || name != "windows-1256" || err != nil {
		t.Errorf("windows-1256: %s, %v, same text: %v", name, err, got == want)
	}
}

// A few control characters in a short text are no sign of another kind of file.
func TestTextMayHaveAFewControls(t *testing.T) {
	for _, want := range []string{"وزير\tmin\x01istre\nملك\troi\n", strings.Repeat("\x01", 8) + strings.Repeat("word ", 40)} {
		if got, _, err := Text([]byte(want), ""); err != nil || got != want {
			t.Errorf("%q: %q, %v", want, got, err)
		}
	}
}

func TestTextRefusesWhatIsNoText(t *testing.T) {
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(i * 7)
	}
	tests := []struct {
		name string
		data []byte
		want limit.Kind
	}{
		{"nothing", nil, limit.Empty},
		{"white space", []byte(" \n\t"), limit.Empty},
		{"pdf", []byte("%PDF-1.4 ..."), limit.NotText},
		{"rtf", []byte(`{\rtf1 a}`), limit.NotText},
		{"a docx", []byte("PK\x03\x04...."), limit.NotText},
		{"old doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), limit.Legacy},
		{"zero bytes", []byte(strings.Repeat("a\x00\x01", 50)), limit.NotText},
		{"a control in a word", []byte("wo\x01rd"), limit.NotText},
		{"nine controls", []byte(strings.Repeat("\x01", 9) + strings.Repeat("word ", 40)), limit.NotText},
		{"all bytes", noise, limit.Encoding},
		{"a third of it torn", []byte(strings.Repeat("é\xE9é ", 20)), limit.Encoding},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, _, err := Text(tt.data, "")
			var e *limit.Error
			if !errors.As(err, &e) || e.Kind != tt.want {
				t.Errorf("got %.40q, %v; want kind %s", text, err, tt.want)
			}
		})
	}
}

func TestSuspiciousFindsMojibake(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"Arabic", arabic, false},
		{"the article", article(t), false},
		{"French", french, false},
		{"French capitals", upper, false},
		{"one capital before a quotation mark", "« VOILÀ »", false},
		{"emphatic letters before commas", "شروط، ألفاظ، خطوط، حظوظ؛", false},
		{"nothing", "", false},
		{"Ã©", "l'Ã©tÃ© dernier", true},
		{"Ø§", "Ø§Ù„Ø±Ø¨Ø§Ø·", true},
		{"ط§", "ط§ظ„ط±ط¨ط§ط·", true},
		{"ÇáÑÈÇØ", "ÛÇÏÑ ÇáæÒíÑ ÇáÑÈÇØ", true},
		{"replaced", "l'\uFFFDt\uFFFD", true},
		{"part of it", "السلام l'Ã©tÃ©", true},
		{"no UTF-8 at all", "a\xE9\xE9b", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Suspicious(tt.text); got != tt.want {
				t.Errorf("Suspicious(%q) = %v", tt.text, got)
			}
		})
	}
}

func TestRepairLeavesHalfBroken(t *testing.T) {
	for _, s := range []string{arabic, french, upper, "السلام l'Ã©tÃ©", "Ã©"} {
		if got, via, ok := Repair(s); ok || got != s {
			t.Errorf("Repair(%q) = %q via %s", s, got, via)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(arabic), "")
	f.Add([]byte("\xFF\xFEa\x00"), "utf-8")
	f.Add([]byte("\xE0 bient\xF4t"), "windows-1252")
	f.Add([]byte("Ã©tÃ©"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		Suspicious(string(data))
		text, name, err := Text(data, declared)
		if err == nil && (!utf8.ValidString(text) || name == "") {
			t.Errorf("Text(%q, %q) = %q, %q", data, declared, text, name)
		}
	})
}
