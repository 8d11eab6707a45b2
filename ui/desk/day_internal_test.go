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

// Work falls into late, the hours of the day, and later; the first that can be done leads.
func TestDayIsSortedByItsHours(t *testing.T) {
	b, now := frenchPage(t)
	work := func(words int, due time.Duration) workflow.Task {
		w := workflow.Task{Work: workflow.Work{Role: workflow.Translator, Words: words, SourceLang: "ar",
			TargetLang: "fr"}, Next: workflow.Spot{Segment: "s", Position: 1}}
		if words == 1 { // nothing of it can be done yet
			w.Next = workflow.Spot{}
		}
		if due != 0 {
			w.Due = now.Add(due)
		}
		return w
	}
	d := dayOf(b, []workflow.Task{work(7, 0), work(100, 2*time.Hour), work(1, -time.Hour),
		work(20, 125*time.Minute), work(5, 48*time.Hour), work(300, 4*time.Hour)}, now)
	var got []string
	for _, h := range d.Hours {
		got = append(got, h.Time+" "+b.Int(h.Words))
	}
	if diff := cmp.Diff([]string{"16:00 120", "18:00 300"}, got); diff != "" {
		t.Error(diff)
	}
	if d.Words != 421 || len(d.Late) != 1 || len(d.Later) != 2 || d.Late[0].First || d.Late[0].Onward != "" ||
		d.Later[1].Words != 7 || !d.Hours[0].Items[0].First || d.Hours[0].Items[0].Words != 100 {
		t.Errorf("%+v", d)
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
		var tasks []workflow.Task
		for _, w := range tt.work {
			tasks = append(tasks, workflow.Task{Work: w})
		}
		got := capacityOf(b, tasks, now, part.EndOfDay(now, b.Zone))
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
