package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// comparison is what two texts differ in by their quantities.
type comparison struct {
	source, target []quantity
	changes        []change
	many           int // how many quantities one text has otherwise than the other, where they are too many to be compared
}

// change is a quantity of the source that the target has otherwise, one that it lacks (target is nil), or one that only the
// target has (source is nil). It is sure where nothing but a mistake explains it.
type change struct {
	source, target *quantity
	sure           bool
}

// compared compares the quantities of both texts, once.
func (p *pair) compared() *comparison {
	if p.comparison == nil {
		p.comparison = p.compare()
	}
	return p.comparison
}

// compare goes from the strictest way to be the same to the loosest, so that what is left has no counterpart at all.
func (p *pair) compare() *comparison {
	c := &comparison{source: p.source.Quantities(), target: p.target.Quantities()}
	if max(len(c.source), len(c.target)) > maxQuantities {
		c.setEqualAside()
	}
	if c.many = max(len(c.source), len(c.target)); c.many > maxQuantities {
		return c
	}
	c.many = 0
	if len(c.source)+len(c.target) == 0 {
		return c
	}
	c.match(isEqual)
	c.match(p.isSame)
	matchSums(c.source, c.target)
	matchSums(c.target, c.source)
	p.matchAgain(c)
	c.matchOtherUnits()
	c.match(p.isConverted)
	p.weaken(c.source, p.source, c.target, p.target)
	p.weaken(c.target, p.target, c.source, p.source)
	p.pairChanges(c)
	p.addAlone(c)
	return c
}

// setEqualAside leaves out the quantities that the other text has too, in time that grows with their number alone.
func (c *comparison) setEqualAside() {
	type key struct {
		what   what
		number value.Decimal
		code   string
	}
	keyOf := func(q quantity) key { return key{q.what, q.number, q.of.Code} }
	without := func(all, others []quantity) []quantity {
		there := map[key][]quantity{}
		for _, o := range others {
			k := keyOf(o)
			if !slices.ContainsFunc(there[k], func(t quantity) bool { return isEqual(&o, &t) }) {
				there[k] = append(there[k], o)
			}
		}
		return slices.DeleteFunc(slices.Clone(all), func(q quantity) bool {
			return slices.ContainsFunc(there[keyOf(q)], func(t quantity) bool { return isEqual(&q, &t) })
		})
	}
	c.source, c.target = without(c.source, c.target), without(c.target, c.source)
}

// addAlone adds what only one text has. That the target lacks what the source has in digits is sure, but for a Hijri date,
// which many leave out beside the Gregorian one. The month of a date that is alone is not said again.
func (p *pair) addAlone(c *comparison) {
	for i := range c.source {
		if s := &c.source[i]; !s.done && !s.weak && (!s.quiet || isYear(s.of)) && !isInAlone(c.source[:i], s) {
			c.changes = append(c.changes, change{source: s, sure: p.source.isWritten(s) && s.what != month && !s.quiet && !isHijri(s.of)})
		}
	}
	for i := range c.target {
		if t := &c.target[i]; !t.done && !t.weak && !t.quiet && !isInAlone(c.target[:i], t) {
			c.changes = append(c.changes, change{target: t})
		}
	}
}

// isInAlone reports whether a month is that of a date before it that has no counterpart.
func isInAlone(before []quantity, m *quantity) bool {
	return m.what == month && slices.ContainsFunc(before, func(q quantity) bool {
		return !q.done && !q.weak && !q.quiet && q.what != month && q.of.Start == m.of.Start
	})
}

func isHijri(v *value.Value) bool { return v.Kind == value.Date && v.Day.Calendar == value.Hijri }

// match marks as done the first two quantities that are the same, for each of the source.
func (c *comparison) match(same func(s, t *quantity) bool) {
	for i := range c.source {
		s := &c.source[i]
		for j := range c.target {
			t := &c.target[j]
			if !s.done && !t.done && same(s, t) {
				s.done, t.done = true, true
			}
		}
	}
}

// matchSums marks two numbers in a row that are one of the other text: مليار و200 مليون is 1,2 milliard, article 49, alinéa 3
// is 49.3.
func matchSums(all, wholes []quantity) {
	const apart = 24 // bytes between the two
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if a.done && b.done || a.what != amount || b.what != amount || b.of.Start < a.of.End || b.of.Start-a.of.End > apart {
			continue
		}
		for j := range wholes {
			w := &wholes[j]
			point := a.number+"."+b.number == w.number
			sum := a.size > b.size && a.size+b.size == w.size && b.of.Start-a.of.End <= len(" و")
			if !w.done && w.what == amount && (sum || point) {
				a.done, b.done, w.done = true, true, true
			}
		}
	}
}

// matchOtherUnits pairs equal numbers that count another thing.
func (c *comparison) matchOtherUnits() {
	c.match(func(s, t *quantity) bool {
		if !isOtherUnit(s, t) {
			return false
		}
		c.changes = append(c.changes, change{s, t, true})
		return true
	})
}

// matchAgain marks what a text says once more than the other one.
func (p *pair) matchAgain(c *comparison) {
	for i := range c.source {
		s := &c.source[i]
		s.done = s.done || slices.ContainsFunc(c.target, func(t quantity) bool { return p.isSame(s, &t) })
	}
	for j := range c.target {
		t := &c.target[j]
		t.done = t.done || slices.ContainsFunc(c.source, func(s quantity) bool { return p.isSame(&s, t) })
	}
}

// weaken makes weak what the other text may say without a value.
func (p *pair) weaken(all []quantity, own *side, others []quantity, other *side) {
	there := other.Hints()
	for i := range all {
		q := &all[i]
		if q.done || q.weak {
			continue
		}
		q.quiet = q.quiet || own.isConvertible(q, all, other)
		q.weak = there.says(q) || own.isOneOf(q, there) || !other.readsWords() && !own.isExact(q) ||
			slices.ContainsFunc(others, func(o quantity) bool {
				return own.isCenturyOf(q, &o) || other.isCenturyOf(&o, q) && int(q.size)%10 == 0
			})
	}
}

// readsWords reports whether value.Find reads numbers in the words of the language.
func (s *side) readsWords() bool { return s.Lang == "ar" || s.Lang == "fr" }

// isExact reports whether a number is one that is never written in words.
func (s *side) isExact(q *quantity) bool {
	return s.isWritten(q) && q.size > 20 && math.Mod(q.size, 10) != 0
}

// isCenturyOf reports whether a quantity is the century of a year or of a decade.
func (s *side) isCenturyOf(century, year *quantity) bool {
	v := century.of
	return isCentury(s.Flat[:v.Start], s.Flat[v.End:]) && (year.what == decade || int(year.size)/100 == int(century.size)-1)
}

// says reports whether the words of a text may say a quantity.
func (h *hints) says(q *quantity) bool {
	switch {
	case q.what > decade:
		return false
	case q.check == "percent" && q.number == "100":
		return false
	case q.of.Unit == "h" && math.Mod(q.size, 24) == 0 && h.said["days"]:
		return true
	}
	return h.said[string(q.number)] || h.said["half"] && strings.HasSuffix(string(q.number), ".5") || h.roundsTo(q)
}

// roundsTo reports whether a text has an approximate word for a number: une quarantaine for 39.
func (h *hints) roundsTo(q *quantity) bool {
	tens := math.Round(q.size/10) * 10
	return q.size > 20 && q.size < 100 && math.Abs(q.size-tens) <= 1 && h.said[strconv.Itoa(int(tens))]
}

// isOneOf reports whether the other text has all groups of digits of a number, in whatever order: that of a phone number
// is another one in a line from right to left.
func (s *side) isOneOf(q *quantity, h *hints) bool {
	if q.check != "number" {
		return false
	}
	n, text := 0, s.textOf(q)
	for run := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isDigit(r) }) {
		if n++; len(run) < 2 || !h.runs[lang.Fold(run, "")] {
			return false
		}
	}
	return n > 1 || n == 1 && q.what == code
}

// pairChanges pairs what the target lacks with what only the target has: first what counts the same, then what may.
func (p *pair) pairChanges(c *comparison) {
	for _, alike := range [...]func(s, t *quantity) bool{
		func(s, t *quantity) bool { return s.what == t.what && s.check == t.check },
		func(s, t *quantity) bool { return s.what == t.what },
	} {
		c.match(func(s, t *quantity) bool {
			named := s.quiet && t.quiet && (s.what != amount || !s.weak && !t.weak) || s.what == decade || s.what == ordinal && s.size >= 3 && t.size >= 3
			if !alike(s, t) || s.weak && t.weak && !named {
				return false
			}
			c.changes = append(c.changes, change{s, t, !s.weak && !t.weak || named})
			return true
		})
	}
}
