package part

import (
	"strings"
	"time"

	"truchement/ui/web"
	"truchement/workflow/lang"
)

// soonDue is how long before its due time an article begins to press.
const soonDue = 2 * time.Hour

// Due is a due time as pages show it: what remains of it in words, with an icon and a colour.
// The zero due is shown as nothing.
type Due struct {
	Words string // "En retard de 40 minutes"
	Exact string // day and time, short when the day is today
	ISO   string
	Level string // late, soon, later or over, when nothing is left to do
	Icon  string
}

// DueOf says at in words. Settled articles are never late: only their time is shown.
func DueOf(b web.Base, at, now time.Time, settled bool) Due {
	if at.IsZero() {
		return Due{}
	}
	d := Due{Exact: b.When(at), ISO: b.ISO(at), Icon: b.Icon("s-late")}
	if sameDay(at.In(b.Zone), now.In(b.Zone)) {
		d.Exact = b.Time(at)
	}
	switch left := at.Sub(now); {
	case settled:
		d.Level, d.Words = "over", b.T("due.was", "When", d.Exact)
		d.Exact = ""
	case left < 0:
		d.Level, d.Words = "late", durationWords(b, lateWords(), -left)
	case left < soonDue:
		d.Level, d.Words = "soon", durationWords(b, leftWords(), left)
	default:
		d.Level, d.Words = "later", durationWords(b, leftWords(), left)
	}
	return d
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// durationWords says how long d is in the largest unit that is exact enough: minutes up to two hours, hours
// up to two days, then days.
func durationWords(b web.Base, words spanWords, d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return b.T(words.minutes, "Count", int(d/time.Minute))
	case d < 48*time.Hour:
		return b.T(words.hours, "Count", int(d.Round(time.Hour)/time.Hour))
	}
	return b.T(words.days, "Count", int(d.Round(24*time.Hour)/(24*time.Hour)))
}

// spanWords names the messages of a length of time, by its unit.
type spanWords struct{ minutes, hours, days string }

func lateWords() spanWords {
	return spanWords{"due.late-minutes", "due.late-hours", "due.late-days"}
}

func leftWords() spanWords {
	return spanWords{"due.in-minutes", "due.in-hours", "due.in-days"}
}

// WesternDigits answers what was typed with every digit of Arabic as 0 to 9, in capitals.
func WesternDigits(text string) string {
	return strings.ToUpper(strings.TrimSpace(lang.Fold(text, "")))
}

// EndOfDay is midnight after t where the newsroom is.
func EndOfDay(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}
