package figure

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/check/checktest"
	"truchement/workflow/check/look"
)

// A table of many figures is compared: what both texts have is set aside, and what is left is looked at as ever. Where too
// many are left, that is said.
func TestManyFiguresAreCompared(t *testing.T) {
	table := func(n int, figure func(i int) int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d; ", figure(i))
		}
		return b.String() + "."
	}
	same := func(i int) int { return 1000 + 7*i }
	for _, c := range []struct {
		name   string
		figure func(i int) int
		want   string
	}{
		{"the same", same, ""},
		{"in another order", func(i int) int { return same(2999 - i) }, ""},
		{"one is another", func(i int) int {
			if i == 1234 {
				return 5
			}
			return same(i)
		}, "check.number-changed 5/9638"},
		{"all are others", func(i int) int { return same(i) + 1 }, "check.number-many 3000/"},
	} {
		p := look.Pair{SourceLang: "fr", TargetLang: "ar", Source: bitext.Plain(table(3000, same)), Target: bitext.Plain(table(3000, c.figure))}
		began := time.Now()
		var got []string
		for _, f := range checktest.Find(look.Rules{}, p, Checks()...) {
			got = append(got, f.Message+" "+f.Found+"/"+f.Expected)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: %v", c.name, took)
		}
	}
}
