package segment

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriteRoundTrip(t *testing.T) {
	own, err := Parse(strings.NewReader(DefaultFile()))
	if err != nil {
		t.Fatal(err)
	}
	odd := &SRX{
		Sets: []RuleSet{{Name: `a "b" <c>`, Rules: []Rule{
			{Break: true, Before: "\t<&>\r\n\"'", After: `\s`, Note: "two - hyphens"},
			{Before: "؟", After: ""},
		}}},
		Maps: []LanguageMap{{Pattern: ".*", Name: `a "b" <c>`}},
	}
	for _, srx := range []*SRX{own, odd, parseSmall(t, "yes")} {
		again, err := Parse(strings.NewReader(srx.String()))
		if err != nil {
			t.Fatalf("%v\n%s", err, srx.String())
		}
		if diff := cmp.Diff(srx, again); diff != "" {
			t.Error(diff)
		}
	}
	if note := own.Sets[0].Rules[0].Note; note != "A segment has a letter or a digit." {
		t.Errorf("note %q", note)
	}
	dashes := &SRX{Sets: []RuleSet{{Name: "a", Rules: []Rule{{Note: "a --- b\x01 -"}}}}}
	if _, err := Parse(strings.NewReader(dashes.String())); err != nil {
		t.Error(err)
	}
}

func TestRuleErrorNamesRuleAndReason(t *testing.T) {
	for _, c := range []struct {
		before, after string
		side          Side
		want          Reason
	}{
		{`a(?!b)`, ``, Before, Lookaround},
		{``, `(?<=a)b`, After, Lookaround},
		{`(a)\1`, ``, Before, BackReference},
		{`a++`, ``, Before, Possessive},
		{`[a[b]]`, ``, Before, SetInSet},
		{`[a&&b]`, ``, Before, Intersection},
		{`[\S]`, ``, Before, NegatedInSet},
		{`[a`, ``, Before, OpenSet},
		{`(a`, ``, Before, OpenGroup},
		{`a)`, ``, Before, OpenGroup},
		{`\u06`, ``, Before, BadEscape},
		{`\q`, ``, Before, BadEscape},
		{`\p{Nothing}`, ``, Before, BadSet},
		{`[z-a]`, ``, Before, BadSet},
		{`*`, ``, Before, BadRepeat},
		{`a{1001}`, ``, Before, BadRepeat},
		{`((a{100}){100}){100}`, ``, Before, BadRepeat},
		{"\x00", ``, Before, Unprintable},
		{``, "\xff", After, Unprintable},
		{strings.Repeat(`\p{L}{900}`, 40), ``, Before, TooLarge},
	} {
		srx := &SRX{
			Sets: []RuleSet{{Name: "A", Rules: []Rule{{Break: true}, {Before: c.before, After: c.after}}}},
			Maps: []LanguageMap{{Pattern: ".*", Name: "A"}},
		}
		_, err := srx.Rules("fr")
		var got *RuleError
		if !errors.As(err, &got) || !errors.Is(err, ErrSRX) {
			t.Errorf("%q: %v, want a RuleError", c.before, err)
			continue
		}
		if got.Set != "A" || got.Rule != 2 || got.Side != c.side || got.Reason != c.want {
			t.Errorf("%.20q: %+v, want rule 2 of A, %s, %s", c.before+c.after, got, c.side, c.want)
		}
	}
}

func TestRulesRefuseTooManyRules(t *testing.T) {
	many := &SRX{
		Sets: []RuleSet{{Name: "A", Rules: make([]Rule, maxRules+1)}},
		Maps: []LanguageMap{{Pattern: ".*", Name: "A"}},
	}
	var got *RuleError
	if _, err := many.Rules("fr"); !errors.As(err, &got) || got.Reason != TooLarge {
		t.Errorf("error %v, want %s", err, TooLarge)
	}
}

func TestCacheCompilesOnceAndEvicts(t *testing.T) {
	c := NewCache(2)
	if r, err := c.Rules("", "ar"); err != nil || r != Default("ar") {
		t.Errorf("no file: %v, want the rules of the program", err)
	}
	file := parseSmall(t, "yes").String()
	first, err := c.Rules(file, "fr")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if again, err := c.Rules(file, "fr"); err != nil || again != first {
				t.Errorf("compiled again, %v", err)
			}
		})
	}
	wait.Wait()
	for i := range 3 {
		if _, err := c.Rules(file+strings.Repeat(" ", i+1), "fr"); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.entries) > 2 {
		t.Errorf("%d entries, want 2", len(c.entries))
	}
	if _, err := c.Rules("<srx/>", "fr"); !errors.Is(err, ErrSRX) {
		t.Errorf("error %v, want ErrSRX", err)
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("a", `\.\s`, "x-y", "note -- --")
	f.Fuzz(func(t *testing.T, name, before, after, note string) {
		srx := &SRX{
			Sets: []RuleSet{{Name: name, Rules: []Rule{{Before: before, After: after, Note: note}}}},
			Maps: []LanguageMap{{Pattern: ".*", Name: name}},
		}
		if _, err := srx.Rules("fr"); err != nil || strings.ContainsFunc(name, isUnprintable) {
			return
		}
		again, err := Parse(strings.NewReader(srx.String()))
		if err != nil {
			t.Fatalf("%v\n%s", err, srx.String())
		}
		srx.Sets[0].Rules[0].Note = again.Sets[0].Rules[0].Note
		if diff := cmp.Diff(fmt.Sprint(srx), fmt.Sprint(again)); diff != "" {
			t.Error(diff)
		}
	})
}
