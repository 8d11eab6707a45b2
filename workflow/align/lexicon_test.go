package align

import (
	"errors"
	"strings"
	"testing"
	"unicode"
)

func TestReadLexiconPairsAlternativesAndPhrases(t *testing.T) {
	l, err := ReadLexicon(strings.NewReader("\uFEFF# ours\n\nمهرجان|مهرجانات\tfestival\tnote\r\n"+
		"الأمم المتحدة\tNations unies\n"), "ar-MA", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if got := l.entries["مهرجانات"]; len(got) != 1 || got[0].word != "festival" {
		t.Errorf("alternatives: %+v", got)
	}
	if got := l.entries["المتحده"]; len(got) != 2 || got[0].p >= pWord {
		t.Errorf("a phrase: %+v", got)
	}
	if l.Len() != 6 {
		t.Errorf("%d pairs", l.Len())
	}
}

func TestReadLexiconReportsBadLine(t *testing.T) {
	for name, text := range map[string]string{
		"columns":  "مهرجان\tfestival\nكلمة",
		"encoding": "ok\tok\n\xff\tx",
		"many":     "ok\tok\n" + strings.Repeat("a|", 70) + "\tx",
		"long":     "ok\tok\n" + strings.Repeat("a", 70<<10) + "\tx",
	} {
		_, err := ReadLexicon(strings.NewReader(text), "ar", "fr")
		var line *LineError
		if !errors.As(err, &line) || line.Line != 2 || line.Why != name || !errors.Is(err, ErrLexicon) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNewsroomListsAreWellFormed checks that Arabic is left, French right, and no line is repeated.
func TestNewsroomListsAreWellFormed(t *testing.T) {
	files, err := newsroomFiles.ReadDir("lexicon")
	if err != nil {
		t.Fatal(err)
	}
	pairs, seen := 0, map[string]string{}
	for _, f := range files {
		text, err := newsroomFiles.ReadFile("lexicon/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadLexicon(strings.NewReader(string(text)), "ar", "fr"); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			from, to, ok := strings.Cut(line, "\t")
			if strings.HasPrefix(line, "#") {
				continue
			}
			if !ok || strings.ContainsFunc(from, latinLetter) || strings.ContainsFunc(to, arabicLetter) {
				t.Errorf("%s: %s", f.Name(), line)
			}
			if other := seen[line]; other != "" {
				t.Errorf("%s and %s: %s", other, f.Name(), line)
			}
			seen[line] = f.Name()
			pairs += (strings.Count(from, "|") + 1) * (strings.Count(to, "|") + 1)
		}
	}
	if len(seen) < 2100 || pairs < 15000 {
		t.Errorf("%d lines, %d pairs", len(seen), pairs)
	}
}

func latinLetter(r rune) bool  { return unicode.Is(unicode.Latin, r) }
func arabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) }

func TestBuiltInLexiconKnowsNames(t *testing.T) {
	for _, test := range []struct{ source, target, word, want string }{
		{"ar", "fr", "اليابان", "japon"},
		{"fr", "ar", "japon", "اليابان"},
		{"fr", "ar", "ministre", "وزير"},
		{"en", "fr", "germany", "allemagne"},
	} {
		found := false
		for _, e := range builtInLexicon(test.source, test.target).entries[test.word] {
			found = found || e.word == test.want
		}
		if !found {
			t.Errorf("%s-%s: %s is not %s", test.source, test.target, test.word, test.want)
		}
	}
}

func TestAlignUsesGivenLexicon(t *testing.T) {
	p := pairOf("شكلب غرمس.\nفرنك دلغم.", "Zut zut alors.\nBof que oui.\nTant mieux donc.")
	l, err := ReadLexicon(strings.NewReader("شكلب\tBof\nغرمس\toui\nفرنك\tmieux\nدلغم\ttant"), "ar", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if got := links(New("ar", "fr", l).AlignOne(p)); got != ":0 0:1 1:2" {
		t.Errorf("got %s", got)
	}
}
