package name

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

// articleExample is an article and what a check of articles finds in it.
type articleExample struct {
	name, langs string
	pairs       []string // "source|target"
	want        []string // "number: found|expected"
}

// checkArticles runs a check over articles.
func checkArticles(t *testing.T, k *look.Check, examples []articleExample) {
	t.Helper()
	for _, e := range examples {
		from, to, _ := strings.Cut(e.langs, "-")
		var pairs []look.Pair
		for _, p := range e.pairs {
			source, target, _ := strings.Cut(p, "|")
			pairs = append(pairs, look.Pair{SourceLang: from, TargetLang: to, Source: bitext.Plain(source), Target: bitext.Plain(target)})
		}
		var got []string
		for i, found := range checktest.FindInArticle(look.Rules{}, pairs, k) {
			for _, f := range found {
				checktest.Message(t, f, k)
				got = append(got, fmt.Sprintf("%d: %s|%s", i+1, f.Found, f.Expected))
			}
		}
		if !slices.Equal(got, e.want) {
			t.Errorf("%s: got %q, want %q", e.name, got, e.want)
		}
	}
}
