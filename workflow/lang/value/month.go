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
	weak  bool // it is another word too, so that a day or a year has to stand beside it
}

// The names of months: number, sets and names, of which the first is the one that is written. An
// underscore is a space, and a weak name begins with ~.
const (
	arabicMonths = `
1 me: يناير
1 d: جانفي
1 s: كانون_الثاني
2 me: فبراير
2 d: فيفري
2 s: شباط
3 med: ~مارس
3 s: آذار
4 me: أبريل إبريل
4 d: أفريل
4 s: نيسان
5 md: ~ماي
5 e: مايو
5 s: أيار
6 me: يونيو يونيه
6 d: ~جوان
6 s: حزيران
7 m: يوليوز
7 e: يوليو يوليه
7 d: جويلية
7 s: تموز
8 m: غشت
8 e: أغسطس
8 d: أوت
8 s: ~آب
9 m: شتنبر
9 de: سبتمبر
9 s: أيلول
10 med: أكتوبر
10 s: تشرين_الأول
11 m: نونبر نوانبر
11 de: نوفمبر
11 s: تشرين_الثاني
12 m: دجنبر
12 de: ديسمبر
12 s: كانون_الأول
1 h: ~محرم
2 h: ~صفر
3 h: ربيع_الأول
4 h: ربيع_الآخر ربيع_الثاني
5 h: جمادى_الأولى
6 h: جمادى_الآخرة جمادى_الثانية
7 h: ~رجب
8 h: ~شعبان
9 h: ~رمضان
10 h: ~شوال
11 h: ذو_القعدة ذي_القعدة
12 h: ذو_الحجة ذي_الحجة
`
	frenchMonths = `
1 f: janvier
2 f: février
3 f: mars
4 f: avril
5 f: mai
6 f: juin
7 f: juillet
8 f: août
9 f: septembre
10 f: octobre
11 f: novembre
12 f: décembre
1 h: moharram
2 h: safar
7 h: rajab
8 h: chaabane
9 h: ramadan
10 h: chaoual chawwal
`
	englishMonths = `
1 f: January
2 f: February
3 f: ~March
4 f: April
5 f: ~May
6 f: June
7 f: July
8 f: August
9 f: September
10 f: October
11 f: November
12 f: December
9 h: Ramadan
`
)

// The names of weekdays, ISO 8601 numbers. الاثنين and الأحد are other words too.
const (
	arabicWeekdays = `
1: الاثنين
2: الثلاثاء
3: الأربعاء
4: الخميس
5: الجمعة
6: السبت
7: الأحد
`
	frenchWeekdays = `
1: lundi
2: mardi
3: mercredi
4: jeudi
5: vendredi
6: samedi
7: dimanche
`
	englishWeekdays = `
1: Monday
2: Tuesday
3: Wednesday
4: Thursday
5: Friday
6: Saturday
7: Sunday
`
)

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
