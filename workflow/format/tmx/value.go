package tmx

import (
	"strings"
	"time"

	"truchement/workflow/lang"
)

// parseTime reads a TMX date; it returns the zero time for anything else.
func parseTime(b []byte) time.Time {
	if t, ok := parseStamp(b); ok {
		return t
	}
	t, err := time.Parse(stamp, string(b))
	if err != nil {
		return time.Time{}
	}
	return t
}

// parseStamp reads a date of the form that nearly all have: 20260102T030405Z.
func parseStamp(b []byte) (time.Time, bool) {
	if len(b) != len(stamp) || b[8] != 'T' || b[15] != 'Z' {
		return time.Time{}, false
	}
	var field [7]int // two digits each; the year is two fields
	at := 0
	for i := range field {
		if i == 4 {
			at++ // the T
		}
		high, low := b[at]-'0', b[at+1]-'0'
		if high > 9 || low > 9 {
			return time.Time{}, false
		}
		field[i] = int(high)*10 + int(low)
		at += 2
	}
	year, month, day := field[0]*100+field[1], field[2], field[3]
	// What is no date in every month is left to package time.
	if month < 1 || month > 12 || day < 1 || day > 28 || field[4] > 23 || field[5] > 59 ||
		field[6] > 59 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, field[4], field[5], field[6], 0, time.UTC), true
}

// cleanOrEmpty is the cleaned s, or "" when lang.Clean refuses it. It is for names, which the
// text does not depend on.
func cleanOrEmpty(s string) string {
	s, err := lang.Clean(s)
	if err != nil {
		return ""
	}
	return s
}

// tagOf is a language tag in its usual case, All, or "" for what is no tag.
func tagOf(s string) string {
	if strings.EqualFold(strings.TrimSpace(s), All) {
		return All
	}
	return lang.ParseTag(s)
}
