package word

import (
	"strconv"
	"strings"
	"time"

	"truchement/workflow/lang"
)

// figures write numbers and dates in one language.
type figures struct {
	numbers *lang.Locale
	dates   *lang.Locale
	arab    bool // dates too are in Arabic-Indic digits
	Zone    *time.Location
}

// WithDigits answers the speech with the digits an account asks for, "arab" or "latn". Only
// Arabic is written in more than one kind.
func (s *Speech) WithDigits(digits string) *Speech {
	if digits != "arab" || s.Tag != "ar" {
		return s
	}
	other := *s
	other.numbers, other.arab = lang.LocaleOf("ar-EG"), true
	return &other
}

// Int writes a whole number.
func (s *figures) Int(n int) string { return s.numbers.FormatInt(int64(n)) }

// Decimal writes a number with one digit after the point.
func (s *figures) Decimal(f float64) string { return s.numbers.FormatDecimal(f, 1) }

// Percent writes a ratio: 0.25 is 25 %.
func (s *figures) Percent(ratio float64) string { return s.numbers.FormatPercent(ratio) }

// Date writes a day in full: "lundi 28 octobre 2024". A zero time is written as nothing.
func (s *figures) Date(t time.Time) string { return s.write(t, s.fullDate) }

// Day writes a day in full as a locale does.
func (s *figures) Day(t time.Time, l *lang.Locale) string {
	return l.FormatDate(t.In(s.Zone), lang.Full)
}

// ShortDate writes a day in figures.
func (s *figures) ShortDate(t time.Time) string { return s.write(t, s.shortDate) }

// Time writes hour and minute.
func (s *figures) Time(t time.Time) string { return s.write(t, s.dates.FormatTime) }

// When writes day and time, for lists: "28/10/2024 14:05".
func (s *figures) When(t time.Time) string {
	return s.write(t, func(t time.Time) string { return s.shortDate(t) + " " + s.dates.FormatTime(t) })
}

// DayAndTime writes day and time with the name of the month, as a field of due times has them:
// "28 octobre 14:05".
func (s *figures) DayAndTime(t time.Time, year bool) string {
	return s.write(t, func(t time.Time) string {
		day := strconv.Itoa(t.Day()) + " " + s.dates.Month(t.Month()) + " "
		if year {
			day += strconv.Itoa(t.Year()) + " "
		}
		return day + s.dates.FormatTime(t)
	})
}

// ISO writes a time as the datetime attribute has it.
func (s *figures) ISO(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// List joins items as a sentence does: A, B et C.
func (s *figures) List(items []string) string { return s.dates.List(items) }

func (s *figures) fullDate(t time.Time) string  { return s.dates.FormatDate(t, lang.Full) }
func (s *figures) shortDate(t time.Time) string { return s.dates.FormatDate(t, lang.Short) }

func (s *figures) write(t time.Time, format func(time.Time) string) string {
	if t.IsZero() {
		return ""
	}
	text := format(t.In(s.Zone))
	if !s.arab {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '\u0660' + r - '0'
		}
		return r
	}, text)
}
