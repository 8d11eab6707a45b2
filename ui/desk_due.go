package ui

import (
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
		d.Level, d.Words = "late", b.span("due.late", -left)
	case left < soonDue:
		d.Level, d.Words = "soon", b.span("due.in", left)
	default:
		d.Level, d.Words = "later", b.span("due.in", left)
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
func (b base) span(id string, d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return b.T(id+"-minutes", "Count", int(d/time.Minute))
	case d < 48*time.Hour:
		return b.T(id+"-hours", "Count", int(d/time.Hour))
	}
	return b.T(id+"-days", "Count", int(d/(24*time.Hour)))
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

// westernDigits answers text with every digit of Arabic as 0 to 9.
func westernDigits(text string) string {
	return lang.Fold(text, "")
}

// endOfDay is midnight after t where the newsroom is.
func endOfDay(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}
