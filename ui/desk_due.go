package ui

import (
	"strings"
	"time"

	"truchement/workflow/lang"
)

// soonDue is how long before its due time an article begins to press.
const soonDue = 2 * time.Hour

// due is a due time as pages show it: what remains of it in words, with an icon and a colour.
// The zero due is shown as nothing.
type due struct {
	Words string // "En retard de 40 minutes"
	Exact string // day and time, short when the day is today
	ISO   string
	Level string // late, soon, later or over, when nothing is left to do
	Icon  string
}

// dueOf says at in words. settled articles are not late any more: only their time is told.
func (b base) dueOf(at, now time.Time, settled bool) due {
	if at.IsZero() {
		return due{}
	}
	d := due{Exact: b.When(at), ISO: b.ISO(at), Icon: b.Icon("s-late")}
	if sameDay(at.In(b.zone), now.In(b.zone)) {
		d.Exact = b.Time(at)
	}
	switch left := at.Sub(now); {
	case settled:
		d.Level, d.Words = "over", b.T("due.was", "When", d.Exact)
		d.Exact = ""
	case left < 0:
		d.Level, d.Words = "late", b.span(lateWords(), -left)
	case left < soonDue:
		d.Level, d.Words = "soon", b.span(leftWords(), left)
	default:
		d.Level, d.Words = "later", b.span(leftWords(), left)
	}
	return d
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// span says how long d is in the largest unit that tells enough: minutes up to two hours, hours
// up to two days, then days.
func (b base) span(words spanWords, d time.Duration) string {
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

// dueLayout is how a datetime-local field writes and sends a time, which has no zone: it is in
// the newsroom's.
const dueLayout = "2006-01-02T15:04"

// dueField writes a time for a datetime-local field.
func (s *speech) dueField(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(s.zone).Format(dueLayout)
}

// dueTime reads a datetime-local field; an empty one is the zero time. Browsers without the field
// let people type anything, so a space and digits of any kind are taken too.
func (c *call) dueTime(f *form, field string) (time.Time, bool) {
	text := westernDigits(f.Value(field))
	if text == "" {
		return time.Time{}, true
	}
	for _, layout := range []string{dueLayout, dueLayout + ":05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, c.zone); err == nil {
			return t, true
		}
	}
	f.wrong(field, c.T("due.wrong"))
	return time.Time{}, false
}

// westernDigits answers what was typed with every digit of Arabic as 0 to 9, in capitals.
func westernDigits(text string) string {
	return strings.ToUpper(strings.TrimSpace(lang.Fold(text, "")))
}

// endOfDay is midnight after t where the newsroom is.
func endOfDay(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}
