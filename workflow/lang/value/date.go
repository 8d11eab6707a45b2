package value

import (
	"strings"
	"time"
)

// dateReader reads one date: its parts, where they are, and how far it has come.
type dateReader struct {
	p     *parser
	start int // byte
	next  int // atom
	day   Day
	at    dateSpans
	set   Digits
	weak  bool // all that is there is a name that may be another word
	years bool // the year has the mark of its calendar
}

// date reads a date or a part of one: a weekday, a day and a month, a month, a year with the mark
// of its calendar, or all of it in digits.
func (p *parser) date(i int) (Value, int, bool) {
	if p.at(i).glued && p.at(i-1).kind == digits {
		return Value{}, 0, false
	}
	if v, next, ok := p.numericDate(i); ok {
		return v, next, true
	}
	r := &dateReader{p: p, start: p.at(i).start, next: i}
	if !r.read() || !r.isValid() || !p.isFree(r.next) {
		return Value{}, 0, false
	}
	return r.value()
}

func (r *dateReader) value() (Value, int, bool) {
	v := Value{Kind: Date, Day: r.day, Start: r.start, End: r.p.at(r.next - 1).end}
	for _, s := range [...]*span{&r.at.day, &r.at.month, &r.at.year, &r.at.weekday} {
		if !s.isEmpty() {
			s.from, s.to = s.from-v.Start, s.to-v.Start
		}
	}
	v.Style = Style{Digits: r.set, at: r.at, day: r.day}
	return v, r.next, true
}

// read reads the parts in the order of the language.
func (r *dateReader) read() bool {
	weekday := r.weekday()
	p := r.p
	joined := p.is(r.next, ",", "،") || p.words.french && p.is(r.next, "le")
	if weekday && joined && r.peek(func() bool { r.next++; return r.dayMonth() }) {
		return true
	}
	if r.peek(r.dayMonth) {
		return true
	}
	if weekday {
		return !r.weak
	}
	if r.peek(r.monthAlone) {
		return true
	}
	return r.peek(r.yearAlone)
}

// peek tries a way to go on, and goes back if it fails.
func (r *dateReader) peek(read func() bool) bool {
	before := *r
	if read() {
		return true
	}
	*r = before
	return false
}

// weekday reads a weekday, with يوم or اليوم before it.
func (r *dateReader) weekday() bool {
	p, i := r.p, r.next
	if p.at(i).kind != word {
		return false
	}
	named := p.words.arabic && p.is(i, "يوم", "اليوم")
	letters := 0
	if named {
		i++
	}
	n, ok := p.words.weekdays[p.at(i).key]
	if !ok && p.words.arabic && !named {
		letters, ok = trimArabic(p.at(i).key, func(key string) bool {
			n = p.words.weekdays[key]
			return n > 0
		})
	}
	if !ok || p.at(i).kind != word || strings.Contains(p.gap(i), "\n") && named {
		return false
	}
	start := p.after(i, letters)
	if !named {
		r.start = start
	}
	r.day.Weekday, r.at.weekday = n, span{start, p.at(i).end}
	r.next = i + 1
	r.weak = p.words.arabic && !named && (n == 1 || n == 7)
	return true
}

// dayMonth reads a day and a month, with the year if it is there: 12 mars 2024, 1er mai,
// الثاني عشر من مارس, March 12, 2024.
func (r *dateReader) dayMonth() bool {
	p := r.p
	if p.english && r.peek(r.monthDay) {
		return true
	}
	if !r.dayNumber() {
		return false
	}
	if p.words.arabic && p.is(r.next, "من") {
		r.next++
	}
	if p.words.arabic && p.is(r.next, "شهر") {
		r.next++
	}
	if !r.month() {
		return false
	}
	r.yearAfter()
	return true
}

// dayNumber reads the day of a month in digits, as 1er or the Arabic ordinal in words.
func (r *dateReader) dayNumber() bool {
	p, i := r.p, r.next
	a := p.at(i)
	if n, width, ok := p.plainInt(i); ok && width <= 2 && p.isApart(i) {
		r.day.Day, r.set, r.next = n, setOf(firstRune(p.textOf(i))), i+1
		r.at.day = span{a.start, a.end}
		if p.words.french && p.is(i+1, "er") && p.at(i+1).glued {
			r.at.day.to = p.at(i + 1).end
			r.next++
		}
		return true
	}
	if p.words.french && p.is(i, "premier") {
		r.day.Day, r.next = 1, i+1
		return true
	}
	if !p.words.arabic {
		return false
	}
	n, next, letters, ok := p.arabicOrdinalWords(i)
	if !ok {
		return false
	}
	if r.day.Weekday == 0 {
		r.start = p.after(i, letters)
	}
	r.day.Day, r.next = int(n), next
	return true
}

// month reads a month in words, and its second name: كانون الثاني/يناير, شباط (فبراير), فبراير شباط.
func (r *dateReader) month() bool {
	p := r.p
	m, next, letters, ok := p.monthAt(r.next)
	if letters > 0 && (r.day.Day > 0 || m.weak) {
		return false
	}
	if !ok || strings.Contains(p.gap(r.next), "\n") {
		return false
	}
	r.day.Month, r.day.Calendar = m.month, m.calendar()
	r.at.month = span{p.after(r.next, letters), p.at(next - 1).end}
	r.weak = r.weak || m.weak
	r.next = next
	r.secondName(m)
	return true
}

// secondName reads the second name of a month.
func (r *dateReader) secondName(m monthName) {
	p, i := r.p, r.next
	closing := p.is(i, "(")
	if closing || p.is(i, "/") {
		i++
	}
	second, next, letters, ok := p.monthAt(i)
	if !ok || letters > 0 || second.month != m.month || second.sets == m.sets ||
		closing && !p.is(next, ")") || !p.sameLine(i) {
		return
	}
	if closing {
		next++
	}
	r.at.pair, r.weak, r.next = true, false, next
}

// yearAfter reads the year after a month, if there is one.
func (r *dateReader) yearAfter() {
	r.peek(func() bool {
		p := r.p
		if p.words.arabic && p.is(r.next, "من") {
			r.next++
		}
		if p.words.arabic && p.is(r.next, "عام", "سنه", "لعام", "لسنه") {
			r.next++
		}
		if p.english && p.is(r.next, ",") {
			r.next++
		}
		return r.year()
	})
}

// year reads three or four digits, and the mark of the calendar.
func (r *dateReader) year() bool {
	p, i := r.p, r.next
	n, width, ok := p.plainInt(i)
	if !ok || width < 3 || n < 100 || strings.Contains(p.gap(i), "\n") || !p.isApart(i) ||
		p.is(i+1, "%", "٪") {
		return false
	}
	if width == 3 && r.day.Month == 0 && !p.isEraMark(i+1) {
		return false
	}
	r.day.Year, r.set = n, setOf(firstRune(p.textOf(i)))
	r.at.year = span{p.at(i).start, p.at(i).end}
	r.next = i + 1
	r.eraMark()
	return true
}

// isEraMark reports whether an atom says of which calendar the year before it is.
func (p *parser) isEraMark(i int) bool {
	if p.words.arabic {
		return p.is(i, "ه", "هجري", "هجريه", "للهجره", "م", "ميلادي", "ميلاديه", "للميلاد")
	}
	hegira := p.is(i, "de") && p.is(i+1, "l'") && p.is(i+2, "hegire")
	return p.words.french && (hegira || p.textOf(i) == "H")
}

// eraMark reads the mark of a calendar after a year. A Hijri month has no other year.
func (r *dateReader) eraMark() {
	p, i := r.p, r.next
	if !p.isEraMark(i) || strings.Contains(p.gap(i), "\n") {
		return
	}
	gregorian := p.words.arabic && p.is(i, "م", "ميلادي", "ميلاديه", "للميلاد")
	if r.day.Month > 0 && gregorian != (r.day.Calendar == Gregorian) {
		return
	}
	r.years, r.next = true, i+1
	if !gregorian {
		r.day.Calendar = Hijri
		if p.is(i, "de") {
			r.next = i + 3
		}
	}
}

// monthAlone reads a month without a day, with its year: mars 2024, شهر مارس.
func (r *dateReader) monthAlone() bool {
	p := r.p
	named := p.words.arabic && p.is(r.next, "شهر")
	if named {
		r.next++
	}
	if !r.month() {
		return false
	}
	if !named {
		r.start = r.at.month.from
	}
	r.yearAfter()
	return named || !r.weak || r.day.Year > 0 && r.day.Year >= 1000
}

// yearAlone reads a year with the mark of its calendar: 1446 هـ, 2024م.
func (r *dateReader) yearAlone() bool {
	return r.year() && r.years &&
		(r.day.Calendar == Hijri || r.day.Year >= 1000 && r.day.Year <= 2100)
}

// monthDay reads the American order: March 12, 2024.
func (r *dateReader) monthDay() bool {
	if !r.month() {
		return false
	}
	n, width, ok := r.p.plainInt(r.next)
	if !ok || width > 2 {
		return false
	}
	a := r.p.at(r.next)
	r.day.Day, r.set, r.at.day = n, setOf(firstRune(r.p.textOf(r.next))), span{a.start, a.end}
	r.next++
	r.yearAfter()
	return true
}

func (r *dateReader) isValid() bool {
	d := r.day
	return d.Day >= 0 && d.Day <= 31 && (r.at.day.isEmpty() || d.Day > 0) &&
		(d.Calendar == Gregorian || d.Day <= 30)
}

// numericDate reads 12/03/2024, 2024-03-12, 12.03.2024, ١٢/٣/٢٠٢٤, with the mark of the calendar.
func (p *parser) numericDate(i int) (Value, int, bool) {
	var fields [3]numericField
	next := i
	if parts := strings.Split(p.asciiOrNothing(i), "."); len(parts) == 3 {
		fields = p.dottedFields(i, parts)
		next = i + 1
	} else {
		for k := range fields {
			n, width, ok := p.plainInt(next)
			if !ok || k > 0 && p.gap(next) != p.gap(i+1) {
				return Value{}, 0, false
			}
			fields[k] = numericField{n, width, span{p.at(next).start, p.at(next).end}}
			next++
			if k < 2 && !p.isDateSign(next, i+1) {
				return Value{}, 0, false
			}
			next++
		}
		next--
	}
	if !p.isApart(i) || p.is(next, "/", "-") && p.at(next).glued && p.at(next+1).kind == digits {
		return Value{}, 0, false
	}
	r := &dateReader{p: p, start: p.at(i).start, next: next, set: setOf(firstRune(p.textOf(i)))}
	unsure, ok := r.take(fields)
	if !ok || !p.isFree(next) && !p.isEraMark(next) {
		return Value{}, 0, false
	}
	if p.words.arabic {
		r.eraMark()
	}
	v, next, _ := r.value()
	v.Style.unsure = unsure
	return v, next, r.isValid() && p.isFree(next)
}

// isDateSign reports whether an atom parts the numbers of a date, as the first one does: glued to
// them, or a slash with a space on both sides.
func (p *parser) isDateSign(i, first int) bool {
	if !p.is(i, "/", "-", "‑") || p.at(i).key != p.at(first).key || p.gap(i) != p.gap(first) {
		return false
	}
	return p.at(i).glued || p.is(i, "/") && p.gap(i) == " "
}

// numericField is a number of a numeric date.
type numericField struct {
	n, width int
	at       span
}

func (p *parser) asciiOrNothing(i int) string {
	if p.at(i).kind != digits || p.at(i).end-p.at(i).start > 24 {
		return ""
	}
	return p.asciiOf(i)
}

// dottedFields returns the fields of a date with points, which is one atom.
func (p *parser) dottedFields(i int, parts []string) (fields [3]numericField) {
	at := p.at(i).start
	size := len(string(firstRune(p.textOf(i))))
	for k, part := range parts {
		n, _ := Decimal(part).trimmed().Int()
		end := at + len(part)*size
		fields[k] = numericField{int(n), len(part), span{at, end}}
		at = end + 1
	}
	return fields
}

// take gives the fields their places: the year is the one of four digits, the month the second,
// or in English the first. It reports whether day and month may be meant the other way round.
func (r *dateReader) take(f [3]numericField) (unsure, ok bool) {
	day, month, year := f[0], f[1], f[2]
	switch {
	case f[0].width == 4 && f[1].width <= 2 && f[2].width <= 2:
		year, day = f[0], f[2]
	case f[2].width != 4 || f[0].width > 2 || f[1].width > 2:
		return false, false
	case r.p.english && regionOf(r.p.tag) != "GB" && f[0].n <= 12:
		day, month = f[1], f[0]
		unsure = f[1].n <= 12 && regionOf(r.p.tag) == ""
	}
	if month.n < 1 || month.n > 12 || day.n < 1 {
		return false, false
	}
	r.day = Day{Year: year.n, Month: month.n, Day: day.n}
	if year.n >= 1300 && year.n <= 1500 {
		r.day.Calendar = Hijri
	}
	r.at = dateSpans{day: day.at, month: month.at, year: year.at, numeric: true}
	return unsure, true
}

// trimmed returns a number without the zeros it begins with.
func (d Decimal) trimmed() Decimal { return newDecimal(string(d), "") }

// weekdayOf returns the ISO weekday of a whole Gregorian date, and 0 for any other.
func weekdayOf(d Day) int {
	if d.Calendar != Gregorian || d.Year == 0 || d.Month == 0 || d.Day == 0 {
		return 0
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return int(t.Weekday()+6)%7 + 1
}
