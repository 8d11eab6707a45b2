package workflow_test

import (
	"fmt"
	"slices"
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

func TestTextOfASide(t *testing.T) {
	s := workflow.Snapshot{Source: bitext.Plain("نص"), Target: bitext.Plain("texte")}
	if got := s.TextOf(workflow.SourceSide).String(); got != "نص" {
		t.Errorf("source %q", got)
	}
	if got := s.TextOf(workflow.TargetSide).String(); got != "texte" {
		t.Errorf("target %q", got)
	}
}

func TestQuoteStaysWithinTheText(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to int
		want     string
	}{
		{"the first word", 0, 3, "été"},
		{"the last word", 4, 7, "là."},
		{"all of it", 0, 7, "été là."},
		{"nothing", 3, 3, ""},
		{"beyond the end", 4, 99, "là."},
		{"after the end", 99, 120, ""},
		{"before the beginning", -5, 3, "été"},
		{"the wrong way round", 4, 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := workflow.Passage{Text: "été là.", From: c.from, To: c.to}
			if got := p.Quote(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// mark marks the n-th occurrence, from 0, of words in a target.
func mark(t *testing.T, text, words string, n int) workflow.Passage {
	t.Helper()
	from := lang.Occurrences(text, words)
	if len(from) <= n {
		t.Fatalf("%q has no occurrence %d of %q", text, n, words)
	}
	return workflow.Passage{Side: workflow.TargetSide, Text: text, From: from[n],
		To: from[n] + len([]rune(words))}
}

func TestFindPassageInAChangedText(t *testing.T) {
	const text = "Le roi a reçu le roi."
	for _, c := range []struct {
		name string
		p    workflow.Passage
		now  string
		want string // from-to, empty: gone
	}{
		{"unchanged, the first", mark(t, text, "roi", 0), text, "3-6"},
		{"unchanged, the second", mark(t, text, "roi", 1), text, "17-20"},
		{"something put before", mark(t, text, "reçu", 0), "Hier, le roi a reçu le roi.", "15-19"},
		{"something put before, the second", mark(t, text, "roi", 1),
			"Hier, le roi a reçu le roi.", "23-26"},
		{"something put before, the first", mark(t, text, "roi", 0),
			"Hier, le roi a reçu le roi.", "9-12"},
		{"something put after", mark(t, text, "roi", 0), "Le roi a reçu le roi hier.", "3-6"},
		{"something long put after, with the words in it", mark(t, text, "roi", 0),
			text + " Puis un autre roi est venu.", "3-6"},
		{"something put after, the second", mark(t, text, "roi", 1),
			"Le roi a reçu le roi hier.", "17-20"},
		{"something put between, the first", mark(t, text, "roi", 0),
			"Le roi a hier reçu le roi.", "3-6"},
		{"something put between, the second", mark(t, text, "roi", 1),
			"Le roi a hier reçu le roi.", "22-25"},
		{"the other one is gone", mark(t, text, "roi", 1), "Le roi est parti.", "3-6"},
		{"the words are gone", mark(t, text, "reçu", 0), "Le roi a vu le roi.", ""},
		{"the text is gone", mark(t, text, "roi", 0), "", ""},
		{"the whole text, changed", mark(t, text, text, 0), "Alors : " + text, ""},
		{"the whole text, unchanged", mark(t, text, text, 0), text, "0-21"},
		{"Arabic letters count as one", workflow.Passage{Side: workflow.TargetSide,
			Text: "قال الملك كلمته", From: 4, To: 9}, "وقال الملك كلمته", "5-10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := workflow.Segment{Snapshot: workflow.Snapshot{Target: bitext.Plain(c.now)}}
			got := ""
			if from, to, ok := c.p.Find(s); ok {
				got = fmt.Sprintf("%d-%d", from, to)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if stands := c.p.Stands(s); stands != (c.now == c.p.Text) {
				t.Errorf("stands %v", stands)
			}
		})
	}
}

// TestPassageIsOfOneSide has the same words on the other side.
func TestPassageIsOfOneSide(t *testing.T) {
	p := workflow.Passage{Side: workflow.SourceSide, Text: "un mot", From: 3, To: 6}
	s := workflow.Segment{Snapshot: workflow.Snapshot{Source: bitext.Plain("autre"),
		Target: bitext.Plain("un mot")}}
	if _, _, ok := p.Find(s); ok || p.Stands(s) {
		t.Error("a passage of the source was found in the target")
	}
	p.Side = workflow.TargetSide
	if from, _, ok := p.Find(s); !ok || from != 3 || !p.Stands(s) {
		t.Error("a passage of the target was not found in it")
	}
}

func TestOccurrencesCountCharacters(t *testing.T) {
	for _, c := range []struct {
		name, text, quote string
		want              []int
	}{
		{"none", "abc", "x", nil},
		{"an empty quote", "abc", "", nil},
		{"an empty text", "", "a", nil},
		{"several", "a b a b a", "a", []int{0, 4, 8}},
		{"after letters of two bytes", "éé a", "a", []int{3}},
		{"after an emoji", "🙂🙂a", "a", []int{2}},
		{"that overlap", "aaa", "aa", []int{0, 1}},
		{"that overlap in Arabic", "ههه", "هه", []int{0, 1}},
		{"at the end", "un mot", "mot", []int{3}},
		{"longer than the text", "mot", "mots", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lang.Occurrences(c.text, c.quote); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
