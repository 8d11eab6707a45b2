package value

import "strings"

// clock reads an hour of the day: 14h30, 14h, 14 heures 30, 14:30:05, الساعة 14:30, الساعة الثانية
// والنصف. Whole hours in words are a measure, since only the sentence says whether 14 heures is how
// long or when.
func (p *parser) clock(i int) (Value, int, bool) {
	if p.words.arabic {
		isHour := func(key string) bool { return key == "الساعه" }
		if letters, ok := trimArabic(p.at(i).key, isHour); ok {
			return p.arabicClock(i, letters)
		}
	}
	c, next, ok := p.hour(i)
	if !ok || !p.isFree(next) {
		return Value{}, 0, false
	}
	if p.words.arabic {
		c.clock, next = p.half(c.clock, next)
	}
	return p.clockValue(c, p.at(i).start, next)
}

func (p *parser) clockValue(c clockReader, start, next int) (Value, int, bool) {
	if next-1 >= len(p.atoms) {
		return Value{}, 0, false
	}
	v := Value{Kind: Time, Clock: c.clock, Start: start, End: p.at(next - 1).end}
	for _, s := range [...]*span{&c.at.day, &c.at.month} {
		if !s.isEmpty() {
			s.from, s.to = s.from-start, s.to-start
		}
	}
	v.Style = Style{Digits: c.set, at: c.at, clock: c.clock}
	return v, next, true
}

// clockReader is an hour while it is read. The places of hour and minute are those of day and
// month.
type clockReader struct {
	clock Clock
	at    dateSpans
	set   Digits
}

// hour reads an hour in digits.
func (p *parser) hour(i int) (c clockReader, next int, ok bool) {
	n, width, ok := p.plainInt(i)
	if !ok || width > 2 || n > 24 || !p.isApart(i) {
		return c, 0, false
	}
	c.clock.Hour, c.set = n, setOf(firstRune(p.textOf(i)))
	c.at.day = span{p.at(i).start, p.at(i).end}
	switch {
	case p.is(i+1, ":") && p.at(i+1).glued && p.at(i+2).glued:
		next, ok = p.minute(&c, i+2)
		if ok && p.is(next, ":") && p.at(next).glued {
			s, width, isSecond := p.plainInt(next + 1)
			if !isSecond || width != 2 || s > 59 || !p.at(next+1).glued {
				return c, 0, false
			}
			c.clock.Second, next = s, next+2
		}
		return c, next, ok && !(p.is(next, ":") && p.at(next).glued && p.at(next+1).kind == digits)
	case p.words.french && p.is(i+1, "h") && p.at(i+1).kind == word && p.sameLine(i+1):
		if next, ok = p.minute(&c, i+2); !ok {
			next = i + 2
		}
		return c, next, true
	case p.words.french && p.is(i+1, "heures", "heure"):
		next, ok = p.minute(&c, i+2)
		return c, next, ok
	}
	return c, 0, false
}

func (p *parser) sameLine(i int) bool { return !strings.Contains(p.gap(i), "\n") }

// minute reads the two digits of a minute.
func (p *parser) minute(c *clockReader, i int) (next int, ok bool) {
	n, width, ok := p.plainInt(i)
	if !ok || width != 2 || n > 59 || !p.sameLine(i) || p.is(i+1, "%", "٪") || !p.isFree(i+1) {
		return 0, false
	}
	c.clock.Minute = n
	c.at.month = span{p.at(i).start, p.at(i).end}
	return i + 1, true
}

// arabicClock reads what follows الساعة.
func (p *parser) arabicClock(i, letters int) (Value, int, bool) {
	start := p.after(i, letters)
	if c, next, ok := p.hour(i + 1); ok && p.sameLine(i+1) {
		c.clock, next = p.half(c.clock, next)
		return p.clockValue(c, start, next)
	}
	if c, ok := p.pointedHour(i + 1); ok {
		var next int
		c.clock, next = p.half(c.clock, i+2)
		return p.clockValue(c, start, next)
	}
	var c clockReader
	next := i + 2
	if n, width, ok := p.plainInt(i + 1); ok && width <= 2 && n <= 24 && p.sameLine(i+1) {
		c.clock.Hour, c.set = n, setOf(firstRune(p.textOf(i+1)))
		c.clock.Twelve = n <= 12 && n > 0
		c.at.day = span{p.at(i + 1).start, p.at(i + 1).end}
		if p.is(i+2, "و") && p.is(i+4, "دقيقه", "دقائق") && p.at(i+3).glued {
			if m, width, ok := p.plainInt(i + 3); ok && width <= 2 && m < 60 {
				c.clock.Minute = m
				c.at.month = span{p.at(i + 3).start, p.at(i + 3).end}
				next = i + 5
			}
		}
	} else {
		n, after, letters, ok := p.arabicOrdinalWords(i + 1)
		if p.is(i+1, "الواحده") {
			n, after, ok = 1, i+2, true
		}
		if !ok || letters > 0 || n > 12 {
			return Value{}, 0, false
		}
		c.clock.Hour, c.clock.Twelve, next = int(n), true, after
	}
	c.clock, next = p.quarter(c.clock, next)
	c.clock, next = p.half(c.clock, next)
	if !p.isFree(next) || p.is(next, "الا") { // إلا عشر دقائق
		return Value{}, 0, false
	}
	return p.clockValue(c, start, next)
}

// pointedHour reads 7.55, the hour after الساعة with a point before its minutes.
func (p *parser) pointedHour(i int) (c clockReader, ok bool) {
	hour, minute, ok := strings.Cut(p.asciiOrNothing(i), ".")
	h, okHour := Decimal(hour).trimmed().Int()
	m, okMinute := Decimal(minute).trimmed().Int()
	if !ok || !okHour || !okMinute || len(hour) > 2 || len(minute) != 2 || h > 24 || m > 59 || !p.sameLine(i) {
		return c, false
	}
	c.clock = Clock{Hour: int(h), Minute: int(m), Twelve: h <= 12 && h > 0}
	c.set = setOf(firstRune(p.textOf(i)))
	return c, p.isFree(i + 1)
}

// quarter reads the half or quarter after an hour: والنصف, والربع, والثلث, إلا ربعا.
func (p *parser) quarter(c Clock, i int) (Clock, int) {
	switch {
	case c.Minute > 0:
	case p.is(i, "والنصف", "ونصف"):
		c.Minute = 30
		return c, i + 1
	case p.is(i, "والربع", "وربع"):
		c.Minute = 15
		return c, i + 1
	case p.is(i, "والثلث", "وثلث"):
		c.Minute = 20
		return c, i + 1
	case p.is(i, "الا") && p.is(i+1, "ربعا", "الربع", "ربع"):
		c.Hour, c.Minute = (c.Hour+11)%12, 45
		return c, i + 2
	}
	return c, i
}

// half reads the half of the day after an hour of twelve: صباحا, مساء, بعد الظهر.
func (p *parser) half(c Clock, i int) (Clock, int) {
	next, after := i+1, false
	switch {
	case p.is(i, "صباحا", "فجرا"):
	case p.is(i, "مساء", "عصرا"):
		after = true
	case p.is(i, "بعد") && p.is(i+1, "الظهر"):
		after, next = true, i+2
	default:
		return c, i
	}
	if c.Hour > 12 || !p.sameLine(i) {
		return c, i
	}
	c.Twelve = false
	c.Hour %= 12
	if after {
		c.Hour += 12
	}
	return c, next
}
