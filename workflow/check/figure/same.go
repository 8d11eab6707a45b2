package figure

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// isEqual reports whether two quantities are the same in all that they say.
func isEqual(s, t *quantity) bool {
	v, w := s.of, t.of
	return s.what == t.what && s.number == t.number && (v.Kind == value.Date && w.Kind == value.Date || value.Equal(*v, *w))
}

// isSame reports whether two quantities are the same said otherwise: without the unit, as an ordinal, an hour with a
// point, a range that has its scale once.
func (p *pair) isSame(s, t *quantity) bool {
	switch {
	case s.what == clock || t.what == clock:
		return isSameHour(s, t)
	case s.what == code && t.what == code:
		return value.Equal(*s.of, *t.of)
	case s.what == decade && t.what == decade:
		return p.isSameDecade(s, t)
	case s.what > decade || t.what > decade:
		return s.what == t.what && s.number == t.number
	case s.number == t.number:
		return !isOtherUnit(s, t)
	}
	return s.separated != "" && s.separated == t.separated || p.source.isShortYear(s, t) || p.target.isShortYear(t, s) || p.source.isSameScale(s, t) || p.target.isSameScale(t, s)
}

// isOtherUnit reports whether two equal numbers are of different units or currencies, which both texts name.
func isOtherUnit(s, t *quantity) bool {
	v, w := s.of, t.of
	if v.Kind != w.Kind || s.number != t.number || v.Kind != value.Money && v.Kind != value.Measure {
		return false
	}
	if v.Kind == value.Money {
		return !value.Equal(*v, *w)
	}
	degrees := strings.HasPrefix(v.Unit, "deg") && strings.HasPrefix(w.Unit, "deg")
	return !degrees && strings.TrimSuffix(v.Unit, "/h") != strings.TrimSuffix(w.Unit, "/h")
}

// isSameDecade reports whether two decades are the same: the eighties are 1980, or, where the text names a century, 80 of
// another one.
func (p *pair) isSameDecade(s, t *quantity) bool {
	short, long := min(s.size, t.size), max(s.size, t.size)
	century := p.source.hasCentury() || p.target.hasCentury()
	return math.Mod(long, 100) == math.Mod(short, 100) && (long < 100 || short >= 100 && short == long || short < 100 && (long >= 1900 && long < 2100 || century))
}

// hasCentury reports whether a text names a century, other than the last one and this one.
func (s *side) hasCentury() bool {
	for _, v := range s.Values() {
		if isCentury(s.Flat[:v.Start], s.Flat[v.End:]) && v.Number != "20" {
			return true
		}
	}
	return false
}

// isSameHour reports whether an hour is the same as another one, or as a number: 7.55 is 07h55, الساعة الخامسة is 5.
func isSameHour(s, t *quantity) bool {
	v, w := s.of, t.of
	if s.what == t.what {
		return value.Equal(*v, *w)
	}
	hour, other := v.Clock, t
	if t.what == clock {
		hour, other = w.Clock, s
	}
	if other.what != amount && other.what != ordinal {
		return false
	}
	plain := float64(hour.Hour) + float64(hour.Minute)/100
	return math.Abs(math.Mod(plain, 12)-math.Mod(other.size, 12)) < 0.001 && other.size < 25
}

// separatedIn is the numeral of a text in ASCII, where one separator is before its last three digits: it may be that of
// thousands or that of decimals: 1,335.
func separatedIn(text string) string {
	begin := strings.IndexFunc(text, isDigit)
	if begin < 0 {
		return ""
	}
	numeral := lang.Fold(text[begin:], "")
	end := strings.LastIndexFunc(numeral, isDigit) + 1
	numeral = separators.Replace(numeral[:end])
	if whole, decimals, ok := strings.Cut(numeral, "."); ok && len(decimals) == 3 && len(whole) <= 3 {
		return numeral
	}
	return ""
}

var separators = strings.NewReplacer(",", ".", "٫", ".", "٬", ".", "،", ".")

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹'
}

// isShortYear reports whether a number is the end of a year, after a first one: 2024-25.
func (s *side) isShortYear(q, year *quantity) bool {
	before := s.Flat[:q.of.Start]
	return q.what == amount && isYear(year.of) && q.size < 100 && q.size == math.Mod(year.size, 100) && strings.TrimRight(before, "-–/") != before
}

// isSameScale reports whether a number begins a range, or a list, whose scale is written once, after its end: entre 2 et
// 3 millions.
func (s *side) isSameScale(q, whole *quantity) bool {
	values := s.Values()
	i, ok := slices.BinarySearchFunc(values, q.of.End, func(v value.Value, end int) int { return cmp.Compare(v.Start, end) })
	if ok || q.what != amount || q.size <= 0 || q.size >= 1000 || i >= len(values) || values[i].Start-q.of.End > 24 {
		return false
	}
	n, _ := strconv.ParseFloat(string(values[i].Number), 64)
	for _, scale := range [...]float64{1e3, 1e6, 1e9} {
		if whole.size == q.size*scale && n >= scale && n < 1000*scale {
			return true
		}
	}
	return false
}

// isConverted reports whether one of two numbers is the other in a metric unit, about: 85 miles are 135 km.
func (p *pair) isConverted(s, t *quantity) bool {
	if s.what != amount || t.what != amount {
		return false
	}
	return converts(s, t, p.source.Hints()) || converts(t, s, p.target.Hints())
}

func converts(from, to *quantity, h *hints) bool {
	if strings.HasPrefix(from.of.Unit, "deg") && math.Abs((from.size-32)*5/9-to.size) < 1.5 {
		return true
	}
	for _, f := range h.factors {
		if ratio := to.size / (from.size * f); ratio > 0.92 && ratio < 1.1 {
			return true
		}
	}
	return false
}

// isConvertible reports whether a translation converts a quantity, or leaves it out since the text has it in the other
// unit too: 72 km (45 miles). It may not have another number then.
func (s *side) isConvertible(q *quantity, own []quantity, other *side) bool {
	if s.isBeforeUnit(q) {
		return len(other.Hints().factors) == 0 && slices.ContainsFunc(own, func(o quantity) bool { return o.of != q.of && converts(q, &o, s.Hints()) })
	}
	// The other text has a unit that is converted without a number: half an inch.
	return q.check == "measure" && len(s.Hints().factors) == 0 && other.hasBareUnit()
}

// hasBareUnit reports whether a text has a unit that is converted, and no number before it.
func (s *side) hasBareUnit() bool {
	if s.Hints().units == 0 {
		return false
	}
	n := 0
	for _, q := range s.Quantities() {
		if s.isBeforeUnit(&q) {
			n++
		}
	}
	return s.Hints().units > n
}

// isBeforeUnit reports whether a number is one of a unit that is converted.
func (s *side) isBeforeUnit(q *quantity) bool {
	if q.of.Unit == "mi" {
		return true
	}
	t, ok := lang.NextToken(strings.TrimLeft(s.Flat[q.of.End:], " \u00a0\u202f"), 0)
	return ok && len(hintsOnce().factors[lang.Fold(t.Text, s.Tag)]) > 0
}
