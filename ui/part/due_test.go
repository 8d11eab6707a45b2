package part

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

func TestDueIsSaidInWords(t *testing.T) {
	tests := []struct {
		language string
		at       time.Duration
		want     string
		level    string
	}{
		{"fr", -time.Minute, "En retard de 1 minute", "late"},
		{"fr", 119 * time.Minute, "Dans 119 minutes", "soon"},
		{"fr", 178 * time.Minute, "Dans 3 heures", "later"},
		{"ar", 3 * 24 * time.Hour, "بعد 3 أيام", "later"},
		{"ar", -2 * time.Minute, "متأخر دقيقتين", "late"},
		{"ar", -40 * time.Minute, "متأخر 40 دقيقة", "late"},
	}
	for _, tt := range tests {
		b, now := pageIn(t, tt.language)
		got := DueOf(b, now.Add(tt.at), now, false)
		if got.Words != tt.want || got.Level != tt.level {
			t.Errorf("%s %v: %q %q, want %q %q", tt.language, tt.at, got.Words, got.Level,
				tt.want, tt.level)
		}
	}
}

func TestProgressHasFourPartsAndWords(t *testing.T) {
	b, _ := pageIn(t, "fr")
	p := ProgressOf(b, workflow.Summary{
		Segments: workflow.Counts{Initial: 2, Draft: 1, Translated: 3, Returned: 1, Reviewed: 1, Final: 1},
		Words:    workflow.Counts{Initial: 20, Draft: 10, Translated: 30, Returned: 10, Reviewed: 20, Final: 10},
	})
	want := "2 approuvés, 3 traduits, 1 à reprendre, 1 en brouillon et 2 à traduire"
	if p.Label != want {
		t.Errorf("label %q, want %q", p.Label, want)
	}
	var states []string
	for _, bar := range p.Bars {
		states = append(states, bar.State+" "+bar.X+" "+bar.Width)
	}
	got := strings.Join(states, "|")
	if got != "reviewed 0.00 30.00|translated 30.00 30.00|returned 60.00 10.00|draft 70.00 10.00" {
		t.Errorf("bars %s", got)
	}
}

// TestCardIsCalledByWhatItAsksFor has articles in translation: only one with a draft in it is called
// one, and what is approved and published is called as its segments are.
func TestCardIsCalledByWhatItAsksFor(t *testing.T) {
	b, now := pageIn(t, "fr")
	who := []string{"amina"}
	for _, tt := range []struct {
		name string
		of   workflow.Summary
		want string
	}{
		{"assigned and not begun", workflow.Summary{Translators: who, Segments: workflow.Counts{Initial: 7}}, "À traduire"},
		{"nobody's", workflow.Summary{Segments: workflow.Counts{Initial: 7}}, "À traduire"},
		{"a part is done", workflow.Summary{Translators: who, Segments: workflow.Counts{Initial: 3, Translated: 4}}, "À traduire"},
		{"a draft", workflow.Summary{Translators: who, Segments: workflow.Counts{Initial: 6, Draft: 1}}, "Brouillon"},
		{"returned", workflow.Summary{Translators: who, Segments: workflow.Counts{Initial: 6, Returned: 1}}, "À reprendre"},
		{"approved", workflow.Summary{Article: workflow.Article{SignedOff: now}, Segments: workflow.Counts{Reviewed: 7}}, "Approuvé"},
		{"published", workflow.Summary{Article: workflow.Article{SignedOff: now, Published: now},
			Segments: workflow.Counts{Final: 7}}, "Publié"},
	} {
		c, err := CardOf(b, tt.of, nil, now)
		if err != nil {
			t.Fatal(err)
		}
		if c.Mark.Word != tt.want {
			t.Errorf("%s: called %q, want %q", tt.name, c.Mark.Word, tt.want)
		}
	}
}

// pageIn is what a page in a language says things with, and a time.
func pageIn(t *testing.T, language string) (web.Base, time.Time) {
	t.Helper()
	all, err := word.NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := all.In(language)
	return web.Base{Speech: s}, time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
}
