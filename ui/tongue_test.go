package ui_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/ui/uitest"
)

// TestTextsStandInTheirOwnDirection walks every text of every page of the show: what is written in
// the script of the other direction stands in an element with lang or dir, in bdi, or between
// isolates. A page in French must not reorder an Arabic name, nor a page in Arabic a French title.
func TestTextsStandInTheirOwnDirection(t *testing.T) {
	own := latinWords(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			for _, v := range views(n) {
				if v.as == "" || v.do != nil {
					continue
				}
				n.TB = t
				w := n.Session(v.as).Get(v.path)
				for w.Code == 303 {
					w = n.Session(v.as).Get(w.Header().Get("Location"))
				}
				root, err := html.Parse(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				for _, stray := range strays(root, language, own) {
					t.Errorf("%s: %s", v.name, stray)
				}
			}
		})
	}
}

// latinWords are the Latin words that the Arabic messages themselves have: names of keys, of
// formats and of programs. They are ours, and were read where they stand.
func latinWords(t *testing.T) map[string]bool {
	t.Helper()
	body, err := os.ReadFile("word/locales/active.ar.toml")
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)= "(.*)"$`).FindAllStringSubmatch(string(body), -1) {
		for _, w := range wordsIn(line[1], unicode.Latin) {
			own[w] = true
		}
	}
	return own
}

// wordsIn are the words of a text in one script, outside isolates.
func wordsIn(text string, script *unicode.RangeTable) []string {
	depth := 0
	outside := strings.Map(func(r rune) rune {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			depth++
		case '\u2069':
			depth--
		}
		if depth > 0 || !unicode.Is(script, r) || !unicode.IsLetter(r) {
			return ' '
		}
		return r
	}, text)
	return strings.Fields(outside)
}

// strays are the texts and the attributes read out that hold the other script without isolation.
func strays(root *html.Node, language string, own map[string]bool) []string {
	var found []string
	for e := range root.Descendants() {
		if e.Type == html.TextNode && !uitest.Inside(e, atom.Script) && !uitest.Inside(e, atom.Style) &&
			!uitest.Inside(e, atom.Noscript) && !uitest.Inside(e, atom.Template) {
			if foreign(e.Data, language, own) && !isolated(e, language) {
				found = append(found, "<"+e.Parent.Data+"> "+strings.TrimSpace(e.Data))
			}
		}
		for _, key := range []string{"aria-label", "title", "placeholder"} {
			if value := uitest.Attribute(e, key); foreign(value, language, own) && uitest.Attribute(e, "dir") == "" &&
				e.DataAtom != atom.Bdi {
				found = append(found, "<"+e.Data+" "+key+"> "+value)
			}
		}
	}
	return found
}

// foreign reports whether a text has words in the script of the other direction. Of Latin words, those
// in capitals are names of formats.
func foreign(text, language string, own map[string]bool) bool {
	if language != "ar" {
		return len(wordsIn(text, unicode.Arabic)) > 0
	}
	return slices.ContainsFunc(wordsIn(text, unicode.Latin), func(w string) bool {
		return len(w) > 1 && w != strings.ToUpper(w) && !own[w]
	})
}

// isolated reports whether an element around the text gives it its own direction or language.
func isolated(e *html.Node, language string) bool {
	for p := e.Parent; p != nil && p.DataAtom != atom.Html; p = p.Parent {
		tag := uitest.Attribute(p, "lang")
		if p.DataAtom == atom.Bdi || p.DataAtom == atom.Textarea || p.DataAtom == atom.Title ||
			uitest.Attribute(p, "dir") != "" || tag != "" && tag != language ||
			p.DataAtom == atom.Kbd || p.DataAtom == atom.Code {
			return true
		}
	}
	return false
}

func TestTextsOfTheWrongDirectionAreFound(t *testing.T) {
	for page, want := range map[string]int{
		`<p>Par أمينة</p>`:                                   1,
		`<p>Par <bdi>أمينة</bdi></p>`:                        0,
		`<p lang="ar" dir="rtl">أمينة</p>`:                   0,
		`<a aria-label="Par أمينة">x</a>`:                    1,
		"<p>Par \u2068أمينة\u2069</p>":                       0,
		`<html lang="fr" dir="ltr"><p>أمينة</p>`:             1,
		`<select><option dir="auto">أمينة</select>`:          0,
		`<a title="` + "\u2068" + `أ` + "\u2069" + `">x</a>`: 0,
	} {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := strays(root, "fr", nil); len(got) != want {
			t.Errorf("%s: %q, want %d", page, got, want)
		}
	}
}
