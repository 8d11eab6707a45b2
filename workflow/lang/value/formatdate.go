package value

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// formatDate writes a date with the parts that like has.
func formatDate(v Value, tag string, like Style) (string, bool) {
	d, old, at := v.Day, like.day, like.at
	if d.Calendar != old.Calendar || (d.Year > 0) != (old.Year > 0) ||
		(d.Month > 0) != (old.Month > 0) || (d.Day > 0) != (old.Day > 0) || at.pair ||
		old.Day > 0 && at.day.isEmpty() {
		return "", false
	}
	var parts []replacement
	for _, write := range [...]func(Day, string, Style) (replacement, bool){
		writeYear, writeMonth, writeDay, writeWeekday,
	} {
		part, ok := write(d, tag, like)
		if !ok {
			return "", false
		}
		if !part.at.isEmpty() {
			parts = append(parts, part)
		}
	}
	return like.replace(parts...), true
}

func writeYear(d Day, _ string, like Style) (replacement, bool) {
	return replacement{like.at.year, like.Digits.write(string(fromInt(int64(d.Year))))}, true
}

func writeDay(d Day, tag string, like Style) (replacement, bool) {
	r := replacement{at: like.at.day}
	if r.at.isEmpty() {
		return r, true
	}
	if like.at.numeric {
		zero, ok := like.padsDates(d, tag)
		r.text = like.Digits.write(pad(d.Day, zero))
		return r, ok
	}
	old := like.text[r.at.from:r.at.to]
	zero := like.day.Day < 10 && utf8.RuneCountInString(old) == 2
	r.text = like.Digits.write(pad(d.Day, zero))
	if d.Day == 1 && base(tag) == "fr" && !zero {
		r.text += "er"
	}
	return r, true
}

// padsDates reports whether days and months of a numeric date have a zero before one digit, and
// whether that is known: by a day or month below 10 in like, or by the habit of French.
func (s Style) padsDates(d Day, tag string) (zero, known bool) {
	if d.Day >= 10 && d.Month >= 10 {
		return false, true
	}
	width := func(at span) int { return utf8.RuneCountInString(s.text[at.from:at.to]) }
	one, two := false, false
	for _, field := range [...]struct {
		n  int
		at span
	}{{s.day.Day, s.at.day}, {s.day.Month, s.at.month}} {
		one = one || field.n < 10 && width(field.at) == 1
		two = two || field.n < 10 && width(field.at) == 2
	}
	if !one && !two {
		return base(tag) == "fr", base(tag) == "fr"
	}
	return two, one != two
}

func writeMonth(d Day, tag string, like Style) (replacement, bool) {
	r := replacement{at: like.at.month}
	if r.at.isEmpty() {
		return r, true
	}
	if like.at.numeric {
		zero, ok := like.padsDates(d, tag)
		r.text = like.Digits.write(pad(d.Month, zero))
		return r, ok
	}
	old := like.text[r.at.from:r.at.to]
	if d.Month == like.day.Month {
		r.text = old
		return r, true
	}
	if d.Calendar == Hijri && (d.Month > 10 || like.day.Month > 10) {
		return r, false // ذو and ذي
	}
	name, ok := monthLike(d.Month, old, tag)
	if base(tag) == "fr" && r.at.from == 0 && elides(name) != elides(old) {
		return r, false
	}
	r.text = capitalized(name, old)
	return r, ok
}

// elides reports whether de before a French month is d’.
func elides(month string) bool {
	return strings.ContainsAny(lang.Fold(month, "fr")[:1], "ao")
}

// monthLike returns the name of a month in the set of names that old is of.
func monthLike(month int, old, tag string) (string, bool) {
	words := vocabularyOf(tag)
	sets := words.months[lang.Fold(old, tag)].sets
	of := regionSet(tag)
	if of == 0 {
		of = egypt // CLDR: the names of Arabic without a region
	}
	if sets&of != 0 {
		sets &= of
	}
	name := ""
	for _, m := range words.written {
		if m.month != month || m.sets&sets == 0 {
			continue
		}
		if name != "" && name != m.name {
			return "", false
		}
		name = m.name
	}
	return name, name != ""
}

// regionSet returns the set of Gregorian month names of the region of a tag, or none.
func regionSet(tag string) monthSet {
	switch strings.ToUpper(regionOf(tag)) {
	case "MA", "EH", "MR":
		return morocco
	case "DZ", "TN":
		return algeria
	case "SY", "LB", "JO", "PS", "IQ":
		return mashriq
	case "EG", "SD", "LY", "SA", "AE", "KW", "QA", "BH", "OM", "YE":
		return egypt
	}
	return 0
}

// writeWeekday writes the weekday that the date has, or gives, where like has one.
func writeWeekday(d Day, tag string, like Style) (replacement, bool) {
	r := replacement{at: like.at.weekday}
	if r.at.isEmpty() {
		return r, d.Weekday == 0
	}
	computed := weekdayOf(d)
	n := max(d.Weekday, computed)
	if d.Weekday > 0 {
		n = d.Weekday
	}
	if n == 0 || computed > 0 && computed != n {
		return r, false
	}
	old := like.text[r.at.from:r.at.to]
	r.text = capitalized(vocabularyOf(tag).weekdayNames[n], old)
	if n == like.day.Weekday {
		r.text = old
	}
	return r, true
}
