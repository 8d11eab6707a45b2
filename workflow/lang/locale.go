package lang

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Style is the length of a date.
type Style int

// The date styles: "lundi 28 octobre 2024" and "28/10/2024".
const (
	Full Style = iota
	Short
)

// Locale formats numbers, dates and lists of one locale as CLDR 48 does. It is immutable and safe
// for concurrent use; LocaleOf returns one.
type Locale struct {
	tag                                     string
	zero                                    rune
	group, decimal, minus                   string
	percent                                 [2]string // before and after the number
	months, weekdays                        []string
	full, short, time                       []patternField
	am, pm                                  string
	separator, lastSeparator, pairSeparator string
}

// LocaleOf returns the locale of a BCP 47 tag, or of its longest known prefix (ar for ar-YE), or en
// if the language is unknown.
func LocaleOf(tag string) *Locale {
	all := localeTable()
	for t := strings.ToLower(tag); t != ""; {
		if l, ok := all[t]; ok {
			return l
		}
		cut := strings.LastIndexByte(t, '-')
		t = t[:max(cut, 0)]
	}
	return all["en"]
}

// UsualLocale is the locale in which dates and numbers of a language are written where nothing says
// otherwise: Arabic as in Morocco, French as in France. A tag that names a region is its own.
func UsualLocale(tag string) string {
	switch strings.ToLower(tag) {
	case "ar":
		return "ar-MA"
	case "fr":
		return "fr-FR"
	}
	return tag
}

// WithDigits returns the locale with the digits "arab" or "latn", and the separators that go with
// them; any other value, and a language that is written with one kind alone, leaves it as it is.
func (l *Locale) WithDigits(digits string) *Locale {
	signs := map[string]*Locale{"arab": localeTable()["ar-eg"], "latn": localeTable()["ar"]}[digits]
	if signs == nil || signs.zero == l.zero || Base(l.tag) != "ar" {
		return l
	}
	other := *l
	other.zero, other.minus, other.percent = signs.zero, signs.minus, signs.percent
	other.group, other.decimal = signs.group, signs.decimal
	return &other
}

// Tag returns the tag of the locale, which may be shorter than the one given to LocaleOf.
func (l *Locale) Tag() string { return l.tag }

// FormatInt formats n with the locale's digits and groups: 1 234 567, 1.234.567, ١٬٢٣٤٬٥٦٧.
func (l *Locale) FormatInt(n int64) string {
	return l.formatNumber(strconv.FormatInt(n, 10))
}

// FormatNumeral writes n with the locale's digits and no groups, as a number that names something
// is written: sentence 1204.
func (l *Locale) FormatNumeral(n int) string { return l.localDigits(strconv.Itoa(n)) }

// FormatDecimal formats f with the given number of digits after the separator.
func (l *Locale) FormatDecimal(f float64, digits int) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "∞"
	case math.IsInf(f, -1):
		return l.minus + "∞"
	}
	return l.formatNumber(strconv.FormatFloat(f, 'f', max(digits, 0), 64))
}

// FormatPercent formats a ratio as a whole percentage: 0.25 is 25 %.
func (l *Locale) FormatPercent(ratio float64) string {
	n := l.FormatDecimal(math.Round(ratio*100), 0)
	sign := ""
	if rest, ok := strings.CutPrefix(n, l.minus); ok {
		sign, n = l.minus, rest
	}
	return sign + l.percent[0] + n + l.percent[1]
}

// formatNumber formats a number in the form of strconv.
func (l *Locale) formatNumber(ascii string) string {
	var b strings.Builder
	if rest, ok := strings.CutPrefix(ascii, "-"); ok {
		b.WriteString(l.minus)
		ascii = rest
	}
	whole, fraction, decimal := strings.Cut(ascii, ".")
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.group)
		}
		b.WriteRune(l.zero + c - '0')
	}
	if decimal {
		b.WriteString(l.decimal + l.localDigits(fraction))
	}
	return b.String()
}

// localDigits replaces 0 to 9 by the locale's digits.
func (l *Locale) localDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return l.zero + r - '0'
		}
		return r
	}, s)
}

// FormatDate formats the day of t, in t's own time zone.
func (l *Locale) FormatDate(t time.Time, style Style) string {
	if style == Short {
		return l.format(l.short, t)
	}
	return l.format(l.full, t)
}

// FormatTime formats hour and minute of t, in t's own time zone.
func (l *Locale) FormatTime(t time.Time) string { return l.format(l.time, t) }

// Month returns the name of a month as used in a date.
func (l *Locale) Month(m time.Month) string { return l.months[m-1] }

// Weekday returns the name of a day.
func (l *Locale) Weekday(d time.Weekday) string { return l.weekdays[d] }

// List joins items as a sentence does: A, B et C; A وB وC.
func (l *Locale) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + l.pairSeparator + items[1]
	default:
		return strings.Join(items[:n-1], l.separator) + l.lastSeparator + items[n-1]
	}
}
