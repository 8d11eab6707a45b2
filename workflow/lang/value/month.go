package value

import (
	"strings"

	"truchement/workflow/lang"
)

// monthSet is a set of the month names of a region, a bit each.
type monthSet uint8

const (
	morocco monthSet = 1 << iota // يناير … غشت شتنبر نونبر دجنبر; Mauritania too
	algeria                      // جانفي … جويلية أوت; Tunisia too
	egypt                        // يناير … يوليو أغسطس سبتمبر; Sudan, Libya, the Gulf too
	mashriq                      // كانون الثاني … ; Syria, Lebanon, Jordan, Palestine, Iraq
	hijri
	latin // French and English
)

// monthName is what a name of a month says.
type monthName struct {
	month int
	sets  monthSet
	weak  bool // it is another word too, so that a day or a year has to be beside it
}

// monthSets reads the letters of sets in a table.
func monthSets(letters string) monthSet {
	sets := monthSet(0)
	for _, r := range letters {
		sets |= map[rune]monthSet{'m': morocco, 'd': algeria, 'e': egypt, 's': mashriq,
			'h': hijri, 'f': latin}[r]
	}
	return sets
}

// addMonths fills the names of months by their keys. A name of two words has a space in its key.
func (v *vocabulary) addMonths(table string) {
	eachRow(table, func(head, names string) {
		number, letters, _ := strings.Cut(head, " ")
		m := monthName{month: int(mustInt(number)), sets: monthSets(letters)}
		for i, name := range strings.Fields(names) {
			typed := strings.ReplaceAll(strings.TrimPrefix(name, "~"), "_", " ")
			m.weak = strings.HasPrefix(name, "~")
			key := lang.Fold(typed, "fr")
			have := v.months[key]
			m.sets |= have.sets
			v.months[key] = m
			if i == 0 {
				v.written = append(v.written, writtenMonth{typed, m.month, monthSets(letters)})
			}
		}
	})
}

// addWeekdays fills the names of weekdays.
func (v *vocabulary) addWeekdays(table string) {
	eachRow(table, func(number, names string) {
		n := int(mustInt(number))
		v.weekdays[lang.Fold(names, "fr")] = n
		v.weekdayNames[n] = names
	})
}

// writtenMonth is a name of a month as it is written.
type writtenMonth struct {
	name  string
	month int
	sets  monthSet
}

// monthAt returns the month that atom i names, the atom after it, and how many letters of it are
// proclitics.
func (p *parser) monthAt(i int) (m monthName, next, letters int, ok bool) {
	a := p.at(i)
	if a.kind != word || a.glued && p.at(i-1).kind == digits {
		return m, 0, 0, false
	}
	second := ""
	if p.at(i+1).kind == word && !strings.Contains(p.gap(i+1), "\n") {
		second = " " + p.at(i+1).key
	}
	find := func(key string) bool {
		if m, ok = p.words.months[key+second]; ok && second != "" {
			next = i + 2
			return true
		}
		m, ok = p.words.months[key]
		next = i + 1
		return ok
	}
	if !p.words.arabic {
		ok = find(a.key)
		return m, next, 0, ok
	}
	letters, ok = trimArabic(a.key, find)
	return m, next, letters, ok
}

// calendar returns the calendar of a month.
func (m monthName) calendar() Calendar {
	if m.sets&hijri != 0 {
		return Hijri
	}
	return Gregorian
}
