package terms

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/format/terms/entry"
	"truchement/workflow/term"
)

// concept is a concept of terms such as "fr:Laftit", with "!" before what is forbidden and "~" before what is admitted.
func concept(id string, terms ...string) term.Concept {
	c := term.Concept{ID: id, Type: term.General}
	for _, s := range terms {
		t := term.Term{Status: term.Preferred}
		if rest, ok := strings.CutPrefix(s, "!"); ok {
			t.Status, s = term.Deprecated, rest
		}
		if rest, ok := strings.CutPrefix(s, "~"); ok {
			t.Status, s = term.Admitted, rest
		}
		t.Lang, t.Text, _ = strings.Cut(s, ":")
		c.Terms = append(c.Terms, t)
	}
	return c
}

// in is a concept with a publication and a domain.
func in(publication, domain string, c term.Concept) term.Concept {
	c.Publication, c.Domain = publication, domain
	return c
}

// verdict is a trial in a line.
func verdict(t Trial) string {
	s := string(t.Outcome)
	if t.There != nil {
		s += " " + t.There.ID
	}
	if t.Twin > 0 {
		s += fmt.Sprint(" ", t.Twin)
	}
	for _, c := range t.Changes {
		s += fmt.Sprintf(" | %s %s: %s -> %s", c.Field, c.Term, c.Old, c.New)
	}
	for _, c := range t.Contradicting {
		s += fmt.Sprintf(" | %s %s: %s%d", c.Kind, c.Term.Text, c.With.ID, c.Twin)
	}
	return s
}

func TestCompare(t *testing.T) {
	there := []term.Concept{
		concept("laftit", "ar:لفتيت", "fr:Laftit", "~fr:Abdelouafi Laftit", "!fr:Lefteet"),
		concept("wazir", "ar:وزير", "fr:ministre"),
		in("p1", "", concept("roi", "ar:ملك", "fr:roi")),
		concept("king", "ar:ملك", "fr:souverain", "!fr:roi"),
	}
	tests := []struct {
		name string
		e    term.Concept
		want string
	}{
		{"the same, of another spelling of the search key", concept("x", "ar:لفتيت", "fr:laftit"), "changed laftit | term laftit:  -> laftit"},
		{"the same", concept("", "ar:لفتيت", "fr:Laftit"), "same laftit"},
		{"by its id", in("", "cour", concept("wazir", "ar-MA:وزير", "fr:ministre", "fr:vizir")), "changed wazir | domain :  -> cour | term vizir:  -> vizir"},
		{"a status", concept("", "ar:لفتيت", "fr:Laftit", "!fr:Abdelouafi Laftit"), "changed laftit | status Abdelouafi Laftit: admitted -> deprecated"},
		{"another target", concept("", "ar:وزير", "fr:secrétaire"), "new | other-target وزير: wazir0"},
		{"another target from French", concept("", "ar:كاتب", "fr:ministre"), "new"},
		{"another target that is admitted", concept("", "ar:لفتيت", "fr:Abdelouafi Laftit", "~fr:Laftit"), "new"},
		{"one language", concept("", "fr:souverain"), "same king"},
		{"forbidden there", concept("", "ar:ل", "fr:Lefteet"), "new | forbidden-there Lefteet: laftit0"},
		{"preferred there", concept("", "ar:ل", "fr:x", "!fr:Laftit"), "new | preferred-there Laftit: laftit0"},
		{"another publication", in("p2", "", concept("", "ar:ملك", "fr:roi")), "new"},
		{"that publication", in("p1", "", concept("", "ar:ملك", "fr:prince")), "new | other-target ملك: roi0"},
		{"no terms", concept("laftit"), "bad"},
	}
	for _, tt := range tests {
		got := verdict(Compare(there, []entry.Entry{{Concept: tt.e, Line: 7}}, "ar")[0])
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := verdict(Compare(there, []entry.Entry{{Concept: concept("", "ar:كاتب", "fr:ministre")}}, "")[0]); got != "new | other-target ministre: wazir0" {
		t.Errorf("from each language: %s", got)
	}
}

func TestCompareWithinTheFile(t *testing.T) {
	var read []entry.Entry
	for i, c := range []term.Concept{concept("a", "ar:أ", "fr:a"), concept("b", "ar:أ", "fr:a"), concept("a", "fr:z"),
		concept("c", "ar:أ", "fr:c"), concept("d"), concept("d", "fr:d"), concept("", "ar:ب", "!fr:a")} {
		read = append(read, entry.Entry{Concept: c, Line: i + 1})
	}
	var got []string
	for _, trial := range Compare(nil, read, "ar") {
		got = append(got, verdict(trial))
	}
	want := []string{"new", "duplicate 1", "duplicate 1", "new | other-target أ: a1", "bad", "new", "new | preferred-there a: a1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// BenchmarkCompare compares 10,000 concepts to 100,000.
func BenchmarkCompare(b *testing.B) {
	var there []term.Concept
	var read []entry.Entry
	for i := range 100_000 {
		c := concept(fmt.Sprint(i), fmt.Sprint("ar:مصطلح ", i), fmt.Sprint("fr:terme ", i), fmt.Sprint("!fr:therme ", i))
		if there = append(there, c); i%10 == 0 {
			read = append(read, entry.Entry{Concept: c})
		}
	}
	for b.Loop() {
		Compare(there, read, "ar")
	}
}

// A concept that is put in again is known as it is now, and not as it was.
func TestComparisonKnowsWhatIsNow(t *testing.T) {
	c := NewComparison("ar")
	for _, p := range []term.Concept{concept("a", "ar:لفتيت", "fr:Lefteet"), concept("b", "ar:وزير", "fr:ministre"),
		concept("a", "ar:لفتيت", "fr:Laftit"), concept("b")} {
		c.Put(&p)
	}
	for file, want := range map[string]string{"fr:Laftit": "same a", "fr:Lefteet": "new | other-target لفتيت: a0"} {
		if got := verdict(c.Try(entry.Entry{Concept: concept("", "ar:لفتيت", file)})); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if got := verdict(c.Try(entry.Entry{Concept: concept("", "ar:وزير", "fr:autre")})); got != "new" {
		t.Errorf("what has no terms any more: %s", got)
	}
}
