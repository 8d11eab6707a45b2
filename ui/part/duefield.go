package part

import (
	"errors"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/due"
)

// DueInput is the data of the part "due-field": a field for a due time in words, what it means, and
// the times that newsrooms choose most.
type DueInput struct {
	web.Base
	ID    string
	Form  *web.Form
	Said  string // the time in the field in words; empty: none is there, or it cannot be read
	Picks []string
}

// DueInputOf makes a field of this id, whose name is "due".
func DueInputOf(b web.Base, id string, f *web.Form, now time.Time) DueInput {
	d := DueInput{Base: b, ID: id, Form: f,
		Picks: []string{b.T("due.pick-hour"), b.T("due.pick-hours")}}
	for _, hour := range []int{17, 20} {
		l := now.In(b.Zone)
		if at := time.Date(l.Year(), l.Month(), l.Day(), hour, 0, 0, 0, b.Zone); at.After(now.Add(2 * time.Hour)) {
			d.Picks = append(d.Picks, b.Time(at))
		}
	}
	morning := time.Date(2000, 1, 1, 9, 0, 0, 0, b.Zone)
	d.Picks = append(d.Picks, b.T("due.tomorrow", "Time", b.Time(morning)))
	if at, err := due.Parse(f.Value("due"), now.In(b.Zone)); err == nil {
		d.Said = DueWords(b, at, now)
	}
	return d
}

// DueText writes a time for a due field, so that it is read as the same whenever the form is sent.
func DueText(b web.Base, t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	text := b.DayAndTime(t, false)
	if read, err := due.Parse(text, now.In(b.Zone)); err != nil || !read.Equal(t.Truncate(time.Minute)) {
		text = b.DayAndTime(t, true)
	}
	return text
}

// DueTime reads the due field of a form; an empty one is the zero time. What cannot be read is
// refused, with the reason at the field and what was typed in it. What can be read is written as
// a day and an hour from then on, since "in 2 h" would be later each time the form is sent.
func DueTime(c *web.Call, f *web.Form) (time.Time, error) {
	const field = "due"
	text, now := f.Value(field), c.Server.Now()
	if WesternDigits(text) == "" {
		return time.Time{}, nil
	}
	t, err := due.Parse(text, now.In(c.Zone))
	if err != nil {
		err = dueRefusal(text, err)
		told := web.FailureOf(err)
		f.SetProblem(field, c.T(told.ID, told.Args...))
		return t, err
	}
	f.Values.Set(field, DueText(c.RowBase(), t, now))
	return t, nil
}

// mostQuoted is how many letters a refusal repeats of what was typed, or pasted by mistake.
const mostQuoted = 60

// dueRefusal says why a text is no due time.
func dueRefusal(text string, err error) error {
	if letters := []rune(text); len(letters) > mostQuoted {
		text = string(letters[:mostQuoted]) + "…"
	}
	id := "due.wrong"
	var e *due.Error
	if errors.As(err, &e) && e.Reason != due.Unread {
		id = "due." + string(e.Reason)
	}
	return workflow.Fail(workflow.Invalid, id, "Text", text)
}

// SayDue says what a text in a due field means, or why it means nothing.
func SayDue(b web.Base, text string, now time.Time) (words string, err error) {
	t, err := due.Parse(text, now.In(b.Zone))
	if err != nil {
		return "", dueRefusal(text, err)
	}
	return DueWords(b, t, now), nil
}

// DueWords says a due time and how far it is: "aujourd’hui 17:00, dans 2 h 10".
func DueWords(b web.Base, t, now time.Time) string {
	day, today := t.In(b.Zone), now.In(b.Zone)
	when := b.Date(t) + " " + b.Time(t)
	switch {
	case sameDay(day, today):
		when = b.T("due.today", "Time", b.Time(t))
	case sameDay(day, today.AddDate(0, 0, 1)):
		when = b.T("due.tomorrow", "Time", b.Time(t))
	}
	return b.T("due.said", "When", when, "Left", timeLeft(b, t.Sub(now.Truncate(time.Minute))))
}

// timeLeft says how long d is, to the minute on the day itself.
func timeLeft(b web.Base, d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case d < 0:
		return b.T("due.left-none")
	case d < time.Hour:
		return b.T("due.left-minutes", "Count", minutes)
	case d < 24*time.Hour && minutes == 0:
		return b.T("due.left-hours", "Hours", hours)
	case d < 24*time.Hour:
		return b.T("due.left-hours-minutes", "Hours", hours, "Minutes", minutes)
	}
	return b.T("due.left-days", "Count", int(d.Round(24*time.Hour)/(24*time.Hour)))
}
