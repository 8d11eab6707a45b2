package segment

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// visible returns text without spaces and bidi controls, which scores ignore.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || isBidiControl(r) {
			return -1
		}
		return r
	}, text)
}

func TestDefaultFollowsGoldenRules(t *testing.T) {
	// These require a cut at every colon or comma.
	wrong := map[string]bool{"pysbd-ar-1": true, "pysbd-ar-4": true, "pysbd-ar-5": true}
	f, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); n++ {
		var c struct {
			Lang, ID, Note, Text string
			Sents                []string
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Text == "" {
			c.Text = strings.Join(c.Sents, " ")
		}
		got := strings.Join(Default(c.Lang).Sentences(c.Text), "¦")
		if same := visible(got) == visible(strings.Join(c.Sents, "¦")); same == wrong[c.ID] {
			t.Errorf("%s (%s): %s", c.ID, c.Note, got)
		}
	}
	if n < 60 {
		t.Errorf("only %d golden rules", n)
	}
}

func TestDefaultCutsArticle(t *testing.T) {
	data, err := os.ReadFile("testdata/article-rabat-paris.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := Default("ar").Sentences(strings.TrimSpace(string(data)))
	if len(got) != 14 {
		t.Errorf("%d segments, want headline, byline and 12 sentences", len(got))
	}
}

// readGold returns the documents of a .gold file: the texts, and the cuts of each as numbers of
// visible characters.
func readGold(t testing.TB, name string) (texts []string, ends []map[int]bool) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		var b strings.Builder
		at, cuts := 0, map[int]bool{}
		for _, line := range strings.Split(doc, "\n") {
			if line == "<p>" {
				b.WriteByte('\n')
				delete(cuts, at)
				continue
			}
			b.WriteString(line + " ")
			at += len(visible(line))
			cuts[at] = true
		}
		delete(cuts, at)
		texts, ends = append(texts, b.String()), append(ends, cuts)
	}
	return texts, ends
}

// scoreF1 returns the F1 of the cuts inside paragraphs.
func scoreF1(r *Rules, texts []string, ends []map[int]bool) float64 {
	right, cut, want := 0, 0, 0
	for i, text := range texts {
		at := 0
		sentences := r.Sentences(text)
		for _, s := range sentences[:len(sentences)-1] {
			at += len(visible(s))
			if strings.Contains(s, "\n") {
				continue
			}
			cut++
			if ends[i][at] {
				right++
			}
		}
		want += len(ends[i])
	}
	return 2 * float64(right) / float64(cut+want)
}

func TestDefaultReachesCorpusScores(t *testing.T) {
	for name, least := range map[string]float64{
		"ar.pud.para.gold": 0.996, "fr.pud.para.gold": 0.997, "fr.gsd.para.gold": 0.994,
	} {
		texts, ends := readGold(t, name)
		r := Default(name[:2])
		if got := scoreF1(r, texts, ends); got < least {
			t.Errorf("%s: F1 %.4f, want %.4f", name, got, least)
		}
		for _, text := range texts {
			checkJoins(t, r, text)
			checkStable(t, r, text)
		}
	}
}

// checkJoins checks that the segments joined are the text, and that each has something visible.
func checkJoins(t *testing.T, r *Rules, text string) {
	t.Helper()
	got := r.Sentences(text)
	if strings.Join(got, "") != text {
		t.Errorf("Sentences(%q) = %q", text, got)
	}
	for i, s := range got {
		if strings.TrimSpace(s) == "" && len(got) > 1 {
			t.Errorf("Sentences(%q): segment %d is empty", text, i)
		}
		if strings.Contains(strings.TrimSpace(s), "\n") {
			t.Errorf("Sentences(%q): segment %d goes past a line", text, i)
		}
	}
}

// checkStable checks that no segment is cut again when cut alone.
func checkStable(t *testing.T, r *Rules, text string) {
	t.Helper()
	for _, s := range r.Sentences(text) {
		if again := r.Sentences(s); len(again) != 1 {
			t.Errorf("segment %q is cut again: %q", s, again)
		}
	}
}

func TestCutHandlesEmptyAndBrokenText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int
	}{
		{"empty", "", nil},
		{"spaces", " \n ", []int{3}},
		{"leading spaces belong to the first", "\n Ah. B.", []int{6, 8}},
		{"trailing spaces belong to the last", "A.  \n\n", []int{6}},
		{"no sign", "A", []int{1}},
		{"not UTF-8", "A\xff. \xffB. \xc3", []int{4, 9}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Default("en").Cut(c.text)
			if len(got) != len(c.want) {
				t.Fatalf("Cut(%q) = %v, want %v", c.text, got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("Cut(%q) = %v, want %v", c.text, got, c.want)
				}
			}
		})
	}
}

func TestRulesAreSafeForConcurrentUse(t *testing.T) {
	srx := loadDefaults().srx
	r, err := srx.Rules("fr")
	if err != nil {
		t.Fatal(err)
	}
	texts, ends := readGold(t, "fr.pud.para.gold")
	want := scoreF1(Default("fr"), texts, ends)
	for range 4 {
		t.Run("goroutine", func(t *testing.T) {
			t.Parallel()
			if got := scoreF1(r, texts, ends); got != want {
				t.Errorf("F1 %v, alone %v", got, want)
			}
		})
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{
		"M. Laftit part. Il dit : « Non ! » puis rit.", "قال د. أحمد: \"نعم.\" وغادر؟\nانتهى",
		"\" . \" \u202B.\u202C a\u200F. b", "1. a\r\n\r\n2) …", "\xff. \xc3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"ar", "fr", "en", "und"} {
			checkJoins(t, Default(lang), text)
		}
	})
}

// BenchmarkCutHostile shows that no text makes the time grow faster than its length.
func BenchmarkCutHostile(b *testing.B) {
	for _, unit := range []string{"! ", "\" . ", ".", "\u200F.\"", "aa. ", "http://a. ", "\"? قال "} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		b.Run(strconv.QuoteToASCII(unit), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Default("fr").Cut(text)
				Default("ar").Cut(text)
			}
		})
	}
}

// TestHostileRulesStayWithinBounds has counters under alternatives, one after the other, and a text
// that reaches as many states as possible. The dfa stays within its bounds, and the result is that
// of an empty one.
func TestHostileRulesStayWithinBounds(t *testing.T) {
	rules := []Rule{
		{Break: true, Before: `(a|b)*a(a|b){14}\.`},
		{Break: false, Before: `([ab]*c){3}([ab]|c){20}b\.`, After: `(a|b)*c`},
		{Break: true, Before: `(\w+\s)*(\w\w)+\.`, After: `([ab]+)*c`},
	}
	b := newBuilder()
	for _, r := range rules {
		if err := b.add(r); err != nil {
			t.Fatal(err)
		}
	}
	r := b.rules()
	var text strings.Builder
	next := uint32(1)
	for text.Len() < 20_000 {
		next = next*1664525 + 1013904223
		sign := byte("ab"[next>>20%2])
		if next>>24 == 0 {
			sign = "c ."[next>>16%3]
		}
		text.WriteByte(sign)
	}
	begun := r.before.dfa.Load()
	first := r.Cut(text.String())
	if used := r.before.dfa.Load().used; used == maxStates || r.before.dfa.Load() == begun {
		t.Errorf("%d states: the dfa was never full", used)
	}
	for _, a := range []*automaton{r.before, r.after} {
		if d := a.dfa.Load(); d.used > 1<<13 || d.pcs > 1<<21+1<<15 {
			t.Errorf("%d states with %d program counters", d.used, d.pcs)
		}
	}
	if diff := cmp.Diff(first, r.Cut(text.String())); diff != "" {
		t.Error("a second run differs")
	}
	// A new automaton must give the same result.
	fresh := b.rules()
	if got := fresh.Cut(text.String()); !slices.Equal(got, first) {
		t.Errorf("%d ends, at first %d", len(got), len(first))
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := loadDefaults().srx.Rules("fr"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestRulesSeeBoundedLookahead has a rule that needs as many bytes as rules see, and one that
// needs one more.
func TestRulesSeeBoundedLookahead(t *testing.T) {
	text := "a." + strings.Repeat("x", 600)
	for after, want := range map[string]int{`x{512}`: 2, `x{513}`: 1} {
		b := newBuilder()
		if err := b.add(Rule{Break: true, Before: `\.`, After: after}); err != nil {
			t.Fatal(err)
		}
		if got := len(b.rules().Cut(text)); got != want {
			t.Errorf("after %s: %d segments, want %d", after, got, want)
		}
	}
}

// TestQuoteDirectionLooksPastInvisibleCharacters has a quote that a letter and a space decide.
func TestQuoteDirectionLooksPastInvisibleCharacters(t *testing.T) {
	for marks, want := range map[int]bool{0: true, 20: true, 30: false} {
		before := "a" + strings.Repeat("\u200F", marks)
		q := &quotes{text: before + "\" b", end: len(before) + 3}
		if opens, sure := q.direction(len(before), '"'); sure != want || want && opens {
			t.Errorf("%d marks: opens %v, sure %v, want sure %v", marks, opens, sure, want)
		}
	}
}
