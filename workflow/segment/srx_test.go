package segment

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const smallSRX = `<?xml version="1.0"?>
<!DOCTYPE srx PUBLIC "-//SRX//DTD SRX//EN" "srx.dtd">
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="CASCADE"/>
<body><languagerules>
 <languagerule languagerulename="A"><rule break="no"><beforebreak>\bDr\.</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>
 <languagerule languagerulename="B"><rule><beforebreak>[\.\?!]+</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>
</languagerules><maprules>
 <languagemap languagepattern="[Ff][Rr].*" languagerulename="A"/>
 <languagemap languagepattern=".*" languagerulename="B"/>
</maprules></body></srx>`

func parseSmall(t *testing.T, cascade string) *SRX {
	t.Helper()
	srx, err := Parse(strings.NewReader(strings.Replace(smallSRX, "CASCADE", cascade, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return srx
}

func TestParseReadsRulesAndMaps(t *testing.T) {
	want := &SRX{
		Cascade: true,
		Sets: []RuleSet{
			{"A", []Rule{{Before: `\bDr\.`, After: `\s`}}},
			{"B", []Rule{{Break: true, Before: `[\.\?!]+`, After: `\s`}}},
		},
		Maps: []LanguageMap{{"[Ff][Rr].*", "A"}, {".*", "B"}},
	}
	if diff := cmp.Diff(want, parseSmall(t, "yes")); diff != "" {
		t.Error(diff)
	}
}

func TestRulesCascadeOverMaps(t *testing.T) {
	for _, c := range []struct{ name, cascade, lang, want string }{
		{"cascade", "yes", "fr-MA", "Le Dr. Ali.| Fin!"},
		{"cascade, other language", "yes", "de", "Le Dr.| Ali.| Fin!"},
		{"without cascade the first map alone", "no", "fr", "Le Dr. Ali. Fin!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := parseSmall(t, c.cascade).Rules(c.lang)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(r.Sentences("Le Dr. Ali. Fin!"), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestExpressionsMatchAsICU(t *testing.T) {
	for _, c := range []struct{ name, before, after, text, want string }{
		{"Unicode space", `\.\s`, ``, "a.\u202Fb.\u00A0c", "a.\u202F|b.\u00A0|c"},
		{"Unicode digit", `\d\.`, `\d`, "٣.٤", "٣.|٤"},
		{"Unicode word", `\w\.`, `\W`, "é. a", "é.| a"},
		{"word boundary", `\.\s`, `\bdés\b`, "a. dés. désert", "a. |dés. désert"},
		{"word boundary before", `\bM\.`, `\s`, "MM. M. a", "MM. M.| a"},
		{"no word boundary", `\BM\.`, `\s`, "MM. M. a", "MM.| M. a"},
		{"hexadecimal", `\u061F\x{20}`, ``, "لا؟ نعم", "لا؟ |نعم"},
		{"any case", `(?i)stop\.`, ``, "STOP.a", "STOP.|a"},
		{"segment start", `^a\.`, ``, "a.a.b", "a.|a.|b"},
		{"text end", `\.`, `b$`, "a.b.bb.b", "a.b.bb.|b"},
		{"POSIX set", `[[:punct:]]`, `[^\p{P}]`, "a!b", "a!|b"},
		{"no before", ``, `#`, "a#b", "a|#b"},
		{"order of alternatives", `(a|ab)(c|bcd)\.`, ``, "abcd.x", "abcd.|x"},
		{"straight quote closes as a curly one", `\.\s?”\s`, ``, `"a. " b`, `"a. " |b`},
		{"straight quote as itself", `\.\s?"\s`, ``, `"a. " b`, `"a. " |b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBuilder()
			if err := b.add(Rule{Break: true, Before: c.before, After: c.after}); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(b.rules().Sentences(c.text), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestParseRefusesInvalidFiles(t *testing.T) {
	rule := func(before string) string {
		return strings.Replace(smallSRX, `\bDr\.`, before, 1)
	}
	for _, c := range []struct{ name, text, says string }{
		{"empty", "", "EOF"},
		{"no SRX", "<tmx/>", "srx"},
		{"SRX 1.0", strings.Replace(smallSRX, `version="2.0"`, `version="1.0"`, 1), "version"},
		{"cut short", smallSRX[:len(smallSRX)/2], "EOF"},
		{"unknown rules", strings.Replace(smallSRX, `".*" languagerulename="B"`, `".*" languagerulename="C"`, 1), `"C"`},
		{"bad map", strings.Replace(smallSRX, "[Ff]", "(", 1), "language pattern"},
		{"bad break", strings.Replace(smallSRX, `break="no"`, `break="maybe"`, 1), "maybe"},
		{"lookahead", rule(`a(?!b)`), "A, rule 1"},
		{"possessive", rule(`a++`), "A, rule 1"},
		{"back reference", rule(`(a)\1`), "A, rule 1"},
		{"set in a set", rule(`[a[b]]`), "set inside a set"},
		{"intersection", rule(`[a-z&amp;&amp;b]`), "intersection"},
		{"negated class in a set", rule(`[\S]`), "inside a set"},
		{"repetition bomb", rule(`((a{100}){100}){100}`), "A, rule 1"},
		{"unclosed POSIX set", rule(`[[:alpha`), "A, rule 1"},
		{"short escape", rule(`\u06`), "cut short"},
		{"too large", smallSRX + strings.Repeat(" ", maxSRX), "larger"},
	} {
		t.Run(c.name, func(t *testing.T) {
			srx, err := Parse(strings.NewReader(c.text))
			if err == nil {
				_, err = srx.Rules("fr")
			}
			if !errors.Is(err, ErrSRX) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want ErrSRX that says %q", err, c.says)
			}
		})
	}
}

func TestRulesRefuseLanguageWithoutMap(t *testing.T) {
	srx := parseSmall(t, "yes")
	srx.Maps = srx.Maps[:1]
	if _, err := srx.Rules("ar"); !errors.Is(err, ErrSRX) {
		t.Errorf("error %v, want ErrSRX", err)
	}
}

func TestDefaultCompilesForEveryLanguage(t *testing.T) {
	for _, tag := range []string{"ar", "ar-MA", "fr-FR", "en", "fa", "zh-Hans", "", "x-desk", "FR"} {
		if got := Default(tag).Cut("a. B!"); len(got) == 0 {
			t.Errorf("Default(%q) does not cut", tag)
		}
	}
	if Default("fr-FR") != Default("FR") || Default("ar") == Default("fr") {
		t.Error("rules are not kept by language")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(smallSRX, "a. b")
	f.Add(strings.Replace(smallSRX, `\bDr\.`, `(a|b*)*^$\B[^\s]{2,3}`, 1), "ab")
	f.Fuzz(func(t *testing.T, file, text string) {
		srx, err := Parse(strings.NewReader(file))
		if err != nil {
			return
		}
		r, err := srx.Rules("fr")
		if err != nil {
			return
		}
		if got := strings.Join(r.Sentences(text), ""); got != text {
			t.Errorf("%q cuts %q to %q", file, text, got)
		}
	})
}

// FuzzRule passes expressions directly, since fuzzed XML seldom has valid ones.
func FuzzRule(f *testing.F) {
	f.Add(`[.!?]\s+`, `\p{Lu}`, "A. B. c")
	f.Add(`(^|\W)(M|Dr)\.`, `\b\w|$`, "M. B")
	f.Fuzz(func(t *testing.T, before, after, text string) {
		b := newBuilder()
		if len(before)+len(after) > 200 || b.add(Rule{Break: true, Before: before, After: after}) != nil {
			return
		}
		if got := strings.Join(b.rules().Sentences(text), ""); got != text {
			t.Errorf("%q %q cuts %q to %q", before, after, text, got)
		}
	})
}

// An editor of a publication reads in each rule what it is for, and each list is named by a rule.
func TestDefaultRulesExplainThemselves(t *testing.T) {
	srx, err := Parse(strings.NewReader(DefaultFile()))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range srx.Sets {
		for i, r := range s.Rules {
			if r.Note == "" {
				t.Errorf("%s, rule %d has no note: %.80s", s.Name, i+1, r.Before)
			}
		}
	}
	for line := range strings.Lines(defaultLists) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "= "); ok && !strings.Contains(defaultSRX, "&"+name+";") {
			t.Errorf("no rule names the list %s", name)
		}
	}
}
