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

// visible answers text without spaces and bidi controls, which never count.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || bidiControl(r) {
			return -1
		}
		return r
	}, text)
}

func TestGolden(t *testing.T) {
	// They ask for a cut at every colon or comma.
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

func TestArticle(t *testing.T) {
	data, err := os.ReadFile("testdata/article-rabat-paris.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := Default("ar").Sentences(strings.TrimSpace(string(data)))
	if len(got) != 14 {
		t.Errorf("%d segments, want headline, byline and 12 sentences", len(got))
	}
}

// gold answers the documents of a .gold file: the text, and its ends in visible characters.
func gold(t testing.TB, name string) (texts []string, ends []map[int]bool) {
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

// f1 scores cuts inside paragraphs.
func f1(r *Rules, texts []string, ends []map[int]bool) float64 {
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

func TestCorpora(t *testing.T) {
	for name, least := range map[string]float64{
		"ar.pud.para.gold": 0.996, "fr.pud.para.gold": 0.997, "fr.gsd.para.gold": 0.994,
	} {
		texts, ends := gold(t, name)
		r := Default(name[:2])
		if got := f1(r, texts, ends); got < least {
			t.Errorf("%s: F1 %.4f, want %.4f", name, got, least)
		}
		for _, text := range texts {
			checkJoins(t, r, text)
			checkAgain(t, r, text)
		}
	}
}

// checkJoins says whether the segments are the text, each with something to see.
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

// checkAgain says whether each segment stays whole when cut on its own.
func checkAgain(t *testing.T, r *Rules, text string) {
	t.Helper()
	for _, s := range r.Sentences(text) {
		if again := r.Sentences(s); len(again) != 1 {
			t.Errorf("segment %q is cut again: %q", s, again)
		}
	}
}

func TestCutEdges(t *testing.T) {
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

func TestConcurrent(t *testing.T) {
	srx := defaults().srx
	r, err := srx.Rules("fr")
	if err != nil {
		t.Fatal(err)
	}
	texts, ends := gold(t, "fr.pud.para.gold")
	want := f1(Default("fr"), texts, ends)
	for range 4 {
		t.Run("goroutine", func(t *testing.T) {
			t.Parallel()
			if got := f1(r, texts, ends); got != want {
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

// TestHostile gives rules and texts the means to blow an automaton up: counters under
// alternatives, one behind the other, over texts that reach every state they can. The memory
// stays within its bounds, and the answer what it is with room for all.
func TestHostile(t *testing.T) {
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
	begun := r.before.memory.Load()
	first := r.Cut(text.String())
	if used := r.before.memory.Load().used; used == maxStates || r.before.memory.Load() == begun {
		t.Errorf("%d states: the memory never ran full", used)
	}
	for _, a := range []*automaton{r.before, r.after} {
		if m := a.memory.Load(); m.used > maxStates || m.pcs > maxPCs+int(maxInsts) {
			t.Errorf("%d states at %d places", m.used, m.pcs)
		}
	}
	if diff := cmp.Diff(first, r.Cut(text.String())); diff != "" {
		t.Error("a second run differs")
	}
	// Pieces between newlines are cut alone, so that a fresh automaton must agree.
	fresh := b.rules()
	if got := fresh.Cut(text.String()); !slices.Equal(got, first) {
		t.Errorf("%d ends, at first %d", len(got), len(first))
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := defaults().srx.Rules("fr"); err != nil {
			b.Fatal(err)
		}
	}
}
