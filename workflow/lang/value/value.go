package value

import (
	"strings"

	"truchement/workflow/lang"
)

// Kind says what a value counts.
type Kind uint8

// The kinds of values.
const (
	Number  Kind = iota + 1 // 12, trois, 2 millions; a year alone too
	Ordinal                 // 1er, XXIe, troisième, الثالث
	Percent                 // 5 %, خمسة في المئة
	Money                   // an amount of a currency
	Measure                 // an amount of a unit of measure
	Date                    // or a part of one: a day, a month, a weekday
	Time                    // an hour of the day
	Code                    // digits that count nothing: a phone number, a version
)

// Value is a value that was found in a text.
type Value struct {
	Kind       Kind
	Start, End int     // bytes of the text
	Number     Decimal // of all kinds but Date, Time and Code
	// Currency of Money is its ISO 4217 code, or a lower-case name where the text does not say of
	// which country it is: dinar, livre, franc, rial.
	Currency string
	Unit     string // of Measure, its SI symbol in ASCII: km, m2, ha, kg, t, degC, km/h, h
	Day      Day    // of Date
	Clock    Clock  // of Time
	Code     string // of Code: its digits, and the points of a version, in ASCII
	Style    Style  // how it is written
}

// Calendar is the calendar of a date.
type Calendar uint8

// The calendars of dates.
const (
	Gregorian Calendar = iota
	Hijri
)

// Day is a day of a calendar, or a part of its date: what is missing is 0.
type Day struct {
	Calendar         Calendar
	Year, Month, Day int
	Weekday          int // 1 is Monday, 7 Sunday, as in ISO 8601
}

// Clock is an hour of the day. Twelve says that it is read from a clock of twelve hours, and the
// text does not say which half of the day is meant.
type Clock struct {
	Hour, Minute, Second int
	Twelve               bool
}

// Digits is a set of decimal digits.
type Digits uint8

// The sets of digits. A value in words has none.
const (
	NoDigits Digits = iota
	ASCII           // 0123456789
	Arabic          // ٠١٢٣٤٥٦٧٨٩
	Extended        // ۰۱۲۳۴۵۶۷۸۹
)

// Style says how a value is written. Only Find makes one that Format can write with.
type Style struct {
	Digits  Digits
	Group   string // the separator of thousands, if one is written
	Decimal string // the decimal separator, if one is written

	text     string
	kind     Kind
	number   span   // of the numeral in text
	whole    int    // digits before the decimal separator
	fraction int    // digits after it
	scale    int    // power of ten of the scale word after the numeral
	unit     string // currency or unit
	agrees   bool   // a word in text depends on the number
	unsure   bool   // the separators may be read in two ways
	value    Decimal
	day      Day
	at       dateSpans
	clock    Clock
}

// span is a range of bytes inside the text of a value.
type span struct{ from, to int }

func (s span) isEmpty() bool { return s.to <= s.from }

// dateSpans are the places of the parts of a date or an hour.
type dateSpans struct {
	day, month, year, weekday span
	numeric                   bool // the month is in digits
	pair                      bool // the month has two names
}

// maxValues is how many values of a text are found. No sentence has as many; it bounds what a
// hostile text costs.
const maxValues = 1 << 14

// Find returns the values of a text in the language of tag, in their order, at most 16,384. Of two
// readings of a place it takes the longer one.
func Find(text, tag string) []Value {
	p := newParser(text, tag)
	var values []Value
	for i := 0; i < len(p.atoms) && len(values) < maxValues; {
		v, next, ok := p.longest(i)
		if !ok {
			i++
			continue
		}
		v.Style.text = text[v.Start:v.End]
		v.Style.kind = v.Kind
		values = append(values, v)
		i = next
	}
	return values
}

// longest returns the longest value that begins at an atom.
func (p *parser) longest(i int) (best Value, next int, ok bool) {
	if !p.mayBegin(i) {
		return Value{}, 0, false
	}
	for _, read := range [...]func(int) (Value, int, bool){
		p.date, p.clock, p.ordinal, p.code, p.quantity,
	} {
		v, n, found := read(i)
		if found && v.End > best.End {
			best, next, ok = v, n, true
		}
	}
	return best, next, ok
}

// Equal reports whether two values, of texts in any two languages, are the same. A year alone may
// be a number on one side and a date on the other, a whole hour as long as that hour of the day, an
// ordinal a number in digits. A weekday counts where both have one. A currency without a country is
// that of any country.
func Equal(a, b Value) bool {
	if a.Kind > b.Kind {
		a, b = b, a
	}
	switch {
	case a.Kind == Number && b.Kind == Ordinal:
		return a.Number == b.Number
	case a.Kind == Number && b.Kind == Date:
		return b.Day.Month == 0 && b.Day.Day == 0 && a.Number == fromInt(int64(b.Day.Year))
	case a.Kind == Measure && b.Kind == Time: // 8 heures
		c := Clock{Hour: b.Clock.Hour, Twelve: b.Clock.Twelve}
		return a.Unit == "h" && b.Clock == c && a.Number == fromInt(int64(c.Hour))
	case a.Kind != b.Kind:
		return false
	}
	switch a.Kind {
	case Date:
		return sameDay(a.Day, b.Day)
	case Time:
		return sameClock(a.Clock, b.Clock)
	case Code:
		return a.Code == b.Code
	case Money:
		return a.Number == b.Number && sameCurrency(a.Currency, b.Currency)
	}
	return a.Number == b.Number && a.Unit == b.Unit
}

func sameDay(a, b Day) bool {
	weekdays := a.Weekday == b.Weekday || a.Weekday == 0 || b.Weekday == 0
	if a.Weekday == 0 || b.Weekday == 0 {
		a.Weekday, b.Weekday = 0, 0
		weekdays = a != (Day{Calendar: a.Calendar}) && b != (Day{Calendar: b.Calendar})
	}
	return weekdays && a == b
}

func sameClock(a, b Clock) bool {
	if a.Twelve || b.Twelve {
		a.Hour, b.Hour = a.Hour%12, b.Hour%12
	}
	return a.Hour == b.Hour && a.Minute == b.Minute && a.Second == b.Second
}

// sameCurrency reports whether two currencies are the same, or one is the other without its
// country.
func sameCurrency(a, b string) bool {
	return a == b || isFamily(a, b) || isFamily(b, a)
}

func isFamily(name, code string) bool {
	return strings.ToLower(name) == name && currencyFamily(code) == name
}

// base returns the language whose words and rules a text is read by.
func base(tag string) string { return lang.Base(tag) }
