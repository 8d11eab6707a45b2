package figure

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/value"
)

// what says what of a value a quantity is.
type what uint8

const (
	amount  what = iota // a number, with what it counts
	ordinal             // a number that gives a place, a century
	decade              // of years
	month
	weekday
	clock
	code
)

// quantity is what two texts are compared by: a value, or a part of a date.
type quantity struct {
	what   what
	check  look.ID // that reports it
	of     *value.Value
	number value.Decimal
	size   float64 // of number
	// separated is how it is written, where its separator can be read in two ways.
	separated string
	// weak says that the other text may rightly say it in a way that is no value, so that it is reported only as the
	// counterpart of another one; quiet, that a translation may leave it out or add it, but not have another one.
	weak, quiet bool
	done        bool // the other text has it too
}

// maxQuantities is how many quantities of a text are compared in all ways. A sentence has a few; of what has more, those
// that both texts have are set aside before.
const maxQuantities = 100

// Quantities are the quantities of the text: its values in order, then what only its words say.
func (s *side) Quantities() []quantity {
	var all []quantity
	values := s.Values()
	for i := range values {
		all = append(all, s.quantities(&values[i])...)
	}
	return append(all, s.Hints().named...)
}

func (s *side) quantities(v *value.Value) []quantity {
	q := quantity{of: v, number: v.Number, check: "number"}
	switch v.Kind {
	case value.Date:
		return partsOf(v)
	case value.Time:
		// Midnight and noon are said as such.
		q.what, q.check, q.weak = clock, "hour", v.Style.Digits == value.NoDigits || s.isAlways(v) || v.Clock.Hour%12 == 0 && v.Clock.Minute == 0
		return []quantity{q}
	case value.Code:
		q.what, q.weak = code, len(v.Code) < 3
		return []quantity{q}
	case value.Ordinal:
		q.what = ordinal
	case value.Percent:
		q.check = "percent"
	case value.Money:
		q.check = "money"
	case value.Measure:
		q.check = "measure"
	}
	before, after := s.Flat[:v.Start], s.Flat[v.End:]
	switch {
	case isDecade(before, v):
		q.what, q.check = decade, "date"
	case isCentury(before, after):
		q.what = ordinal
	case isYear(v):
		q.check = "date"
		q.quiet = strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")
	}
	q.size, _ = strconv.ParseFloat(string(v.Number), 64)
	q.separated = separatedIn(s.textOf(&q))
	q.quiet = q.quiet || q.what == ordinal && q.size <= 10 && !s.isWritten(&q)
	q.weak = q.weak || s.isWeak(&q)
	return []quantity{q}
}

// partsOf are the parts of a date.
func partsOf(v *value.Value) (parts []quantity) {
	add := func(w what, id look.ID, n int) {
		if n > 0 {
			parts = append(parts, quantity{what: w, check: id, of: v, size: float64(n), number: value.Decimal(strconv.Itoa(n)), quiet: w == weekday || w == month && v.Day.Day == 0})
		}
	}
	add(weekday, "weekday", v.Day.Weekday)
	add(amount, "date", v.Day.Day)
	add(month, "month", v.Day.Month)
	add(amount, "date", v.Day.Year)
	return parts
}

// isYear reports whether a number is a year: four digits without a separator.
func isYear(v *value.Value) bool {
	n, whole := v.Number.Int()
	return v.Kind == value.Number && whole && n >= 1000 && n < 2100 && v.Style.Digits != value.NoDigits && v.Style.Group == ""
}

// isWeak reports whether languages say a number in other ways than by number: one, two (the Arabic dual), a thousand, a
// number of a title, of always.
func (s *side) isWeak(q *quantity) bool {
	v := q.of
	words := !s.isWritten(q)
	switch {
	case q.number == "1" || q.number == "2" && (v.Kind != value.Percent || words):
		return v.Kind != value.Percent || words
	case words && (q.what == ordinal && q.size <= 10 || q.number == "1000" || s.isQuoted(v)):
		return true
	case words && (s.isName(v) || isFraction(s.Flat[v.End:])):
		return true
	}
	return s.isAlways(v)
}

// isName reports whether a French number in words is a name: les Vingt-Sept.
func (s *side) isName(v *value.Value) bool {
	first, _ := utf8.DecodeRuneInString(s.Flat[v.Start:])
	before := strings.TrimRight(s.Flat[:v.Start], " \u00a0")
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsUpper(first) && unicode.IsLetter(last)
}

// isFraction reports whether the word after a number makes it a fraction: trois quarts, ثلاثة أرباع.
func isFraction(after string) bool {
	for _, word := range [...]string{"quarts", "tiers", "cinquièmes", "sixièmes", "dixièmes", "أرباع", "أثلاث", "أخماس", "أسداس", "أعشار"} {
		if strings.HasPrefix(strings.TrimSpace(after), word) {
			return true
		}
	}
	return false
}

// isAlways reports whether a value is one of two that say always: 24h/24, 7/7.
func (s *side) isAlways(v *value.Value) bool {
	return strings.HasPrefix(s.Flat[v.End:], "/") || strings.HasSuffix(s.Flat[:v.Start], "/")
}

// isWritten reports whether a quantity is in digits.
func (s *side) isWritten(q *quantity) bool { return strings.ContainsFunc(s.textOf(q), isDigit) }

// isCentury reports whether a number is that of a century.
func isCentury(before, after string) bool {
	return strings.HasSuffix(strings.TrimSpace(before), "قرن") || strings.HasPrefix(strings.TrimSpace(after), "siècle")
}

// isDecade reports whether a French number names a decade: les années 1960, les années soixante.
func isDecade(before string, v *value.Value) bool {
	n, ok := v.Number.Int()
	return ok && n%10 == 0 && n >= 10 && v.Kind == value.Number && strings.HasSuffix(strings.TrimSpace(before), "années")
}

// isQuoted reports whether a value is inside quotes, as titles are, which are translated freely.
func (s *side) isQuoted(v *value.Value) bool {
	const title = 40 // bytes of it beside the value
	before, after := s.Flat[max(v.Start-title, 0):v.Start], s.Flat[v.End:min(v.End+title, len(s.Flat))]
	open, closing := strings.LastIndexAny(before, "«“\""), strings.IndexAny(after, "»”\"")
	return open >= 0 && closing >= 0 && !strings.ContainsAny(before[open+1:], "»”")
}

// textOf is the value of a quantity as it is written.
func (s *side) textOf(q *quantity) string { return s.Flat[q.of.Start:q.of.End] }

func (q *quantity) at() look.Range { return look.Span(q.of.Start, q.of.End) }
