package desk

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// Work falls into late, the hours of the day, and later; the first deadline is next.
func TestDayIsSortedByItsHours(t *testing.T) {
	b, now := frenchPage(t)
	work := func(words int, due time.Duration) workflow.Work {
		w := workflow.Work{Role: workflow.Translator, Words: words, SourceLang: "ar", TargetLang: "fr"}
		if due != 0 {
			w.Due = now.Add(due)
		}
		return w
	}
	d := dayOf(b, []workflow.Work{work(7, 0), work(100, 2*time.Hour), work(1, -time.Hour),
		work(20, 125*time.Minute), work(5, 48*time.Hour), work(300, 4*time.Hour)}, now)
	var got []string
	for _, h := range d.Hours {
		got = append(got, h.Time+" "+b.Int(h.Words)+" "+h.Width)
	}
	if diff := cmp.Diff([]string{"16:00 120 40.00", "18:00 300 100.00"}, got); diff != "" {
		t.Error(diff)
	}
	if d.Words != 421 || len(d.Late) != 1 || len(d.Later) != 2 || d.Next.Words != 1 ||
		d.Later[1].Words != 7 {
		t.Errorf("%d words, %d late, %d later, next %d", d.Words, len(d.Late), len(d.Later), d.Next.Words)
	}
}

func TestCapacitySaysWhatIsMissing(t *testing.T) {
	b, now := frenchPage(t)
	work := func(role workflow.Role, words int, due time.Duration) workflow.Work {
		return workflow.Work{Role: role, Words: words, Due: now.Add(due)}
	}
	const tr, ed = workflow.Translator, workflow.Editor
	for _, tt := range []struct {
		name string
		work []workflow.Work
		want capacity
	}{
		{"nothing", nil, capacity{}},
		{"it fits", []workflow.Work{work(tr, 300, 2*time.Hour)},
			capacity{"calm", "50.00", "Environ 60 minutes de travail", ""}},
		{"reviewing is faster", []workflow.Work{work(ed, 1000, time.Hour)},
			capacity{"full", "100.00", "Environ 60 minutes de travail", ""}},
		{"the first deadline is too near", []workflow.Work{work(tr, 300, 30*time.Minute),
			work(tr, 300, 9*time.Hour)},
			capacity{"over", "100.00", "Environ 2 heures de travail", "Il manque 30 minutes avant 14:35."}},
		{"late work takes time too", []workflow.Work{work(tr, 900, -time.Hour),
			work(tr, 10, time.Hour)},
			capacity{"over", "100.00", "Environ 3 heures de travail", "Il manque 2 heures avant 15:05."}},
	} {
		got := capacityOf(b, tt.work, now, part.EndOfDay(now, b.Zone))
		got.Says, got.Short = plain(got.Says), plain(got.Short)
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// plain is a text without isolates.
func plain(text string) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(text)
}

// frenchPage is what a French page says things with, and a time.
func frenchPage(t *testing.T) (web.Base, time.Time) {
	t.Helper()
	all, err := word.NewLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := all.In("fr")
	return web.Base{Speech: s}, time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
}
