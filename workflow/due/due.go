package due

import (
	"fmt"
	"strings"
	"time"

	"truchement/workflow/lang"
)

// Reason says why a text is no due time.
type Reason string

// The reasons.
const (
	Unread Reason = "unread"  // a part of it means nothing here
	NoHour Reason = "no-hour" // it names a day and no hour
	NoSuch Reason = "no-such" // there is no such hour or day
)

// Error is a text that is no due time.
type Error struct {
	Reason Reason
	Part   string // of the text, as it was folded; empty: all of it
}

// Error makes Error an error.
func (e *Error) Error() string { return fmt.Sprintf("due time: %s: %q", e.Reason, e.Part) }

// mostText is how long a text may be, in bytes.
const mostText = 200

// Parse reads a due time. It is after now where the text leaves that open: "9h" is tomorrow's when
// it is ten already, "lundi 9h" the next Monday's. A length of time ("dans 2 h") counts from now, by
// the clock on the wall when it is in days. The answer is in the zone of now, to the minute.
func Parse(text string, now time.Time) (time.Time, error) {
	if len(text) > mostText {
		return time.Time{}, &Error{Reason: Unread}
	}
	folded := strings.NewReplacer("a.m.", "am", "p.m.", "pm", "o'clock", "h").Replace(lang.Fold(text, ""))
	r := &reader{tokens: tokensOf(folded)}
	for !r.done() {
		if err := r.next(); err != nil {
			return time.Time{}, err
		}
	}
	t, err := r.moment(now.Truncate(time.Minute))
	if err == nil && (t.Year() < 2000 || t.Year() > 2199) {
		err = &Error{Reason: NoSuch}
	}
	if err != nil {
		return time.Time{}, err
	}
	return t, nil
}

// moment is the time that what was read names.
func (r *reader) moment(now time.Time) (time.Time, error) {
	y, m, d := now.Date()
	switch {
	case r.hasSpan && (r.hasDay || r.relative != nil || r.weekday != nil),
		r.hasSpan && r.hasClock && r.span > 0:
		return now, &Error{Reason: Unread}
	case r.hasSpan && !r.hasClock && r.half == "":
		return at(civil{y, m, d + r.days, now.Hour(), now.Minute()}, now.Location()).Add(r.span), nil
	case r.hasSpan:
		r.day, r.hasDay = civil{year: y, month: m, day: d + r.days}, true
	case !r.hasClock && (r.hasDay || r.relative != nil || r.weekday != nil || r.half != ""):
		return now, &Error{Reason: NoHour}
	case !r.hasClock:
		return now, &Error{Reason: Unread}
	}
	if err := r.applyHalf(); err != nil {
		return now, err
	}
	on := func(year int, month time.Month, day int) time.Time {
		return at(civil{year, month, day, r.hour, r.minute}, now.Location())
	}
	switch {
	case r.relative != nil:
		t := on(y, m, d+*r.relative)
		if r.hasDay && r.day.year != 0 && r.day.year != r.dayOf(t).Year() {
			return t, &Error{Reason: NoSuch}
		}
		return t, r.checkDay(t)
	case r.hasDay && r.day.year == 0:
		// A day without its year is that of this year, unless it is long past.
		t := on(y, r.day.month, r.day.day)
		if t.Before(now.AddDate(0, 0, -30)) {
			t = on(y+1, r.day.month, r.day.day)
		}
		return t, r.checkDay(t)
	case r.hasDay:
		t := on(r.day.year, r.day.month, r.day.day)
		if r.hasSpan { // its days may run over the month
			return t, nil
		}
		return t, r.checkDay(t)
	case r.weekday != nil:
		ahead := (int(*r.weekday) - int(now.Weekday()) + 7) % 7
		if ahead == 0 && (r.strict || !on(y, m, d).After(now)) {
			ahead = 7
		}
		return on(y, m, d+ahead), nil
	}
	t := on(y, m, d)
	if !t.After(now) {
		t = on(y, m, d+1)
	}
	return t, nil
}

// checkDay refuses a day that its month does not have, which would become one of the next month,
// and one that is another day of the week than was said.
func (r *reader) checkDay(t time.Time) error {
	day := r.dayOf(t)
	if r.hasDay && (day.Month() != r.day.month || day.Day() != r.day.day) ||
		r.weekday != nil && day.Weekday() != *r.weekday {
		return &Error{Reason: NoSuch}
	}
	return nil
}

// dayOf is a moment of the day that t belongs to: midnight at its end does.
func (r *reader) dayOf(t time.Time) time.Time { return t.AddDate(0, 0, -r.hour/24) }

// applyHalf makes an hour of the afternoon out of "8 du soir".
func (r *reader) applyHalf() error {
	switch {
	case r.half == "pm" && r.hour == 0: // the midnight that ends the evening
		r.hour = 24
		if r.minute > 0 {
			return &Error{Reason: NoSuch}
		}
	case r.half == "pm" && r.hour < 12:
		r.hour += 12
	case r.half == "am" && r.hour > 12 && r.hour < 24:
		return &Error{Reason: NoSuch}
	case r.half == "am" && r.hour == 12:
		r.hour = 0
	}
	return nil
}

// civil is a time as calendar and clock on the wall show it. Its fields may run over: the 32nd of
// October is the first of November.
type civil struct {
	year         int
	month        time.Month
	day          int
	hour, minute int
}

// at is the moment at which the clocks of a zone show c. Of an hour that they show twice it is the
// first one. An hour that they leave out is taken as if they had not been changed yet, so that it
// is as much later.
func at(c civil, zone *time.Location) time.Time {
	shown := time.Date(c.year, c.month, c.day, c.hour, c.minute, 0, 0, time.UTC)
	_, before := shown.Add(-24 * time.Hour).In(zone).Zone()
	_, after := shown.Add(24 * time.Hour).In(zone).Zone()
	first := shown.Add(-time.Duration(before) * time.Second).In(zone)
	if clockOf(first) == clockOf(shown) {
		return first
	}
	if second := shown.Add(-time.Duration(after) * time.Second).In(zone); clockOf(second) == clockOf(shown) {
		return second
	}
	return first
}

func clockOf(t time.Time) [2]int { return [2]int{t.YearDay(), t.Hour()*60 + t.Minute()} }
