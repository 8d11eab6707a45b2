package lang

import (
	"strings"
	"testing"
)

func TestDirectionFollowsScriptThenLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"ar": "rtl", "ar-MA": "rtl", "AR": "rtl", "fa-IR": "rtl", "ur": "rtl", "he": "rtl",
		"ckb": "rtl", "ary": "rtl", "az-Arab-IR": "rtl", "pa-arab": "rtl", "en-Hebr": "rtl",
		"fr": "ltr", "fr-MA": "ltr", "en": "ltr", "ar-Latn": "ltr", "ku": "ltr", "": "ltr",
		"fr-x-arab": "ltr", "de-1996": "ltr",
	} {
		if got := Direction(tag); got != want {
			t.Errorf("Direction(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestBaseIsPrimarySubtag(t *testing.T) {
	for tag, want := range map[string]string{"ar-MA": "ar", "FR": "fr", "zgh-Tfng": "zgh", "": ""} {
		if got := Base(tag); got != want {
			t.Errorf("Base(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestValidAcceptsWellFormedTags(t *testing.T) {
	for tag, want := range map[string]bool{
		"ar": true, "fr-MA": true, "zh-Hant-TW": true, "es-419": true, "sl-rozaj-biske": true,
		"de-1996": true, "en-u-ca-gregory": true, "ar-MA-x-desk": true, "x-desk": true,
		"zh-cmn-Hans-CN": true, "ar-aao": true, "AR-latn-ma": true,
		"": false, "a": false, "fr_FR": false, "fr-": false, "-fr": false, "français": false,
		"fr--MA": false, "ar-MA-MA": false, "en-u": false, "x": false, "123": false, "fr-F": false,
		"en-a-bb-a-cc": false, "abcdefghi": false, "fr FR": false, "en-x-": false,
	} {
		if got := Valid(tag); got != want {
			t.Errorf("Valid(%q) = %v, want %v", tag, got, want)
		}
	}
}

func TestDetectRecognisesLanguage(t *testing.T) {
	for _, c := range []struct {
		name, text, tag string
		min, max        float64
	}{
		{"nothing", " 12 – ! ", "", 0, 0},
		{"Arabic", "شهدت العاصمة الرباط، اليوم الإثنين، محطة جديدة في مسار التقارب.", "ar", 0.95, 1},
		{"Arabic with Latin names", "وقعت شركة Atlas عقدا بقيمة عشرة ملايين درهم.", "ar", 0.7, 0.95},
		{"Persian is no Arabic", "وزیر کشور گفت که این پروژه در چهار سال گذشته پیش رفته است", "ar", 0, 0.3},
		{"French", "Le ministre de l’Intérieur est arrivé lundi à Rabat pour une visite.", "fr", 0.9, 1},
		{"French headline", "Rabat et Paris renforcent leur partenariat", "fr", 0.5, 1},
		{"English", "The minister said that the talks with his counterpart were useful.", "en", 0.9, 1},
		{"Latin without evidence", "Rabat Paris", "fr", 0, 0.3},
		{"English with a French name", "The mayor of Aix met the director of the Musée d'Orsay.", "en", 0.4, 1},
		{"an address says nothing", "https://www.the-and-of.example/for/the", "", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			tag, sure := Detect(c.text)
			if tag != c.tag || sure < c.min || sure > c.max {
				t.Errorf("Detect(%q) = %q, %.2f; want %q in [%.2f, %.2f]",
					c.text, tag, sure, c.tag, c.min, c.max)
			}
		})
	}
}

func TestIsolateBalancesIsolates(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"word", "AFP", "\u2068AFP\u2069"},
		{"left open", "a\u2067b", "\u2068a\u2067b\u2069\u2069"},
		{"closed too often", "a\u2069b", "\u2068ab\u2069"},
		{"nested", "\u2066a\u2069", "\u2068\u2066a\u2069\u2069"},
	} {
		if got := Isolate(c.in); got != c.want {
			t.Errorf("%s: Isolate(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestFirstStrongSkipsIsolates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"123 – ", ""}, {"« قال", "rtl"}, {"12 avril", "ltr"}, {"\u200Fabc", "rtl"},
		{"\u200Eقال", "ltr"}, {"\u2068abc\u2069 قال", "rtl"}, {"٢٥ AFP", "ltr"}, {"שלום", "rtl"},
		{"\u061C-٥", "rtl"},
	} {
		if got := FirstStrong(c.in); got != c.want {
			t.Errorf("FirstStrong(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestValidRefusesLongTags(t *testing.T) {
	if tag := "fr" + strings.Repeat("-abcdefgh", 20); Valid(tag) {
		t.Errorf("Valid accepts a tag of %d bytes", len(tag))
	}
}

func TestParseTag(t *testing.T) {
	for in, want := range map[string]string{
		"fr": "fr", " FR_ca ": "fr-CA", "AR-arab-ma": "ar-Arab-MA", "sl-rozaj": "sl-rozaj",
		"ar-x-MA": "ar-x-ma", "de-1996": "de-1996", "": "", "*all*": "", "français": "",
	} {
		if got := ParseTag(in); got != want {
			t.Errorf("ParseTag(%q) = %q, want %q", in, got, want)
		}
	}
}
