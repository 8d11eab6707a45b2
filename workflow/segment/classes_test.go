package segment

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDefaultCutsErrorClasses reads our own sentences by class of error: # names a class, ¦ marks a
// cut.
func TestDefaultCutsErrorClasses(t *testing.T) {
	for _, lang := range []string{"ar", "fr"} {
		data, err := os.ReadFile("testdata/classes." + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		class, n := "", 0
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSuffix(line, "\n")
			if name, ok := strings.CutPrefix(line, "# "); ok || line == "" {
				class = name
				continue
			}
			n++
			want := strings.Split(line, "¦")
			got := Default(lang).Sentences(strings.Join(want, ""))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s:\n%s", lang, class, diff)
			}
		}
		if n < 150 {
			t.Errorf("only %d sentences of %s", n, lang)
		}
	}
}
