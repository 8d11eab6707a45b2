package value

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Format writes a value in a text of the language of tag as another value of the same text is
// written: with its digits and separators, its names of months, its words and signs around the
// number, which stay as they are. It reports false where that is not certain to be right:
//
//   - like is of another kind, currency or unit, or has other parts of a date;
//   - like is in words, or has no one numeral (deux millions et demi, 5 ملايين و200 ألف);
//   - the separators of either can be read in two ways, or the text shows no decimal separator
//     and its region does not tell;
//   - the counted noun, in like or beside it, may have to change: the two numbers are of different
//     plural categories (CLDR: two in French and English, six in Arabic; a fraction is one of its
//     own in Arabic). A per cent, and an amount with a sign or symbol, has no noun in Arabic. Two
//     years (1900 to 2100, four digits without a separator) count nothing;
//   - thousands: like shows no habit for as many digits, and it is not that of the locale;
//   - an ordinal in words, or one of 1 and another, which has a gender (1er, 1re);
//   - a month whose name is another in two regions that like may be of, and neither the region of tag
//     says of which, nor CLDR for Arabic without one (يونيو, سبتمبر); a name that has a case (ذو الحجة), two names for one month; a French month
//     alone, where de and d’ before it would change;
//   - a weekday that the value neither has nor gives by its date;
//   - an hour of twelve, or minutes where like has none (or none where like has some, but after a
//     colon).
//
// What it writes is read again, and has to be v.
func Format(v Value, tag string, like Style) (string, bool) {
	if v.Kind != like.kind || v.Kind == 0 || v.Style.unsure || like.unsure {
		return "", false
	}
	var out string
	var ok bool
	switch v.Kind {
	case Date:
		out, ok = formatDate(v, tag, like)
	case Time:
		out, ok = formatTime(v, tag, like)
	case Ordinal:
		out, ok = formatOrdinal(v, tag, like)
	case Code:
		out, ok = v.Style.text, v.Style.Digits == ASCII && like.Digits == ASCII
	default:
		out, ok = formatAmount(v, tag, like)
	}
	if !ok {
		return "", false
	}
	again := Find(out, tag)
	if len(again) != 1 || again[0].Kind != v.Kind || again[0].End-again[0].Start != len(out) ||
		again[0].Style.unsure || !Equal(again[0], v) {
		return "", false
	}
	return out, true
}

func formatAmount(v Value, tag string, like Style) (string, bool) {
	if like.Digits == NoDigits || like.number.isEmpty() || v.Currency+v.Unit != like.unit ||
		v.Number.isNegative() || like.value.isNegative() ||
		like.scale > 0 && v.Style.scale != like.scale {
		return "", false
	}
	written, before := v.Number.unshift(like.scale), like.value.unshift(like.scale)
	if !agreesAlike(v, tag, like, written, before) {
		return "", false
	}
	numeral, ok := formatNumeral(written, v, tag, like)
	if !ok {
		return "", false
	}
	return like.replace(replacement{like.number, numeral}), true
}

// agreesAlike reports whether no word beside the new number has another form than beside the old
// one.
func agreesAlike(v Value, tag string, like Style, written, before Decimal) bool {
	if isYear(v.Style, v.Number) && isYear(like, like.value) && v.Kind == Number {
		return true
	}
	nouns := like.agrees || v.Kind == Number || base(tag) != "ar"
	return !nouns || pluralCategory(written, tag) == pluralCategory(before, tag)
}

// isYear reports whether a number is written as a year is.
func isYear(s Style, n Decimal) bool {
	year, ok := n.Int()
	return ok && year >= 1900 && year <= 2100 && s.Group == "" && s.scale == 0 && s.whole == 4
}

// pluralCategory returns a number for the CLDR plural category of d, in the languages of the desk.
// In Arabic a fraction has categories of its own, by its whole part: 1,5 مليون, 3,5 ملايين.
func pluralCategory(d Decimal, tag string) int {
	n, whole := d.Int()
	switch base(tag) {
	case "fr":
		if w, _ := d.parts(); w == "0" || w == "1" {
			return 1
		}
		return 5
	case "ar":
		if whole {
			return arabicCategory(n)
		}
		w, _ := d.parts()
		n, _ = Decimal(w).Int()
		return 10 + max(arabicCategory(n), 2)
	}
	if n == 1 && whole {
		return 1
	}
	return 5
}

// arabicCategory numbers the categories zero, one, two, few, many and other from 0.
func arabicCategory(n int64) int {
	switch {
	case n <= 2:
		return int(n)
	case n%100 >= 3 && n%100 <= 10:
		return 3
	case n%100 >= 11:
		return 4
	}
	return 5
}

// formatNumeral writes the digits of a number.
func formatNumeral(d Decimal, v Value, tag string, like Style) (string, bool) {
	whole, fraction := d.parts()
	if v.Style.scale == like.scale {
		for len(fraction) < v.Style.fraction {
			fraction += "0"
		}
	}
	sign := ""
	if fraction != "" {
		if sign = like.decimalSign(tag); sign == "" {
			return "", false
		}
	}
	group, ok := like.groupSign(len(whole), v, tag)
	if !ok || group != "" && group == sign {
		return "", false
	}
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(r)
	}
	b.WriteString(sign)
	b.WriteString(fraction)
	return like.Digits.write(b.String()), true
}

// decimalSign returns the decimal separator of a text, or nothing if neither it nor its language
// shows one.
func (s Style) decimalSign(tag string) string {
	rules := separatorsOf(tag)
	switch {
	case s.Decimal != "":
		return s.Decimal
	case s.Digits != ASCII:
		return "٫"
	case rules.unsure:
		return ""
	}
	return string(rules.decimal)
}

// groupSign returns the separator of thousands for a number of so many digits, as the text shows
// it or the locale has it.
func (s Style) groupSign(digits int, v Value, tag string) (sign string, ok bool) {
	asYear := v.Kind == Number && v.Style.Group == "" && v.Style.whole == 4
	switch {
	case digits <= 3:
		return "", true
	case s.Group != "":
		return s.Group, digits > 4 || !asYear
	case s.whole >= 5, s.whole == 4 && digits == 4:
		return "", true
	case s.whole == 4:
		return "", false
	case digits == 4 && asYear:
		return "", isYear(v.Style, v.Number)
	}
	rules := separatorsOf(tag)
	switch {
	case s.Digits != ASCII:
		return "٬", true
	case base(tag) == "fr":
		return "\u202F", true
	case rules.unsure:
		return "", false
	}
	return string(rules.group), true
}

// write writes ASCII digits in a set.
func (d Digits) write(s string) string {
	zero := map[Digits]rune{Arabic: '٠', Extended: '۰'}[d]
	if zero == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}

// replacement is a new text for a part of a value.
type replacement struct {
	at   span
	text string
}

// replace returns the text of a style with parts of it replaced.
func (s Style) replace(parts ...replacement) string {
	slices.SortFunc(parts, func(a, b replacement) int { return a.at.from - b.at.from })
	var b strings.Builder
	at := 0
	for _, r := range parts {
		b.WriteString(s.text[at:r.at.from])
		b.WriteString(r.text)
		at = r.at.to
	}
	b.WriteString(s.text[at:])
	return b.String()
}

// formatOrdinal writes French ordinals from 2 on, in digits or in Roman numerals.
func formatOrdinal(v Value, tag string, like Style) (string, bool) {
	n, ok := v.Number.Int()
	old, _ := like.value.Int()
	if !ok || base(tag) != "fr" || like.number.isEmpty() || n < 2 || old < 2 ||
		strings.Contains(like.text, "nd") {
		return "", false
	}
	if like.Digits != NoDigits {
		number := like.Digits.write(string(v.Number))
		return like.replace(replacement{like.number, number}), n < 10000
	}
	if n >= 40 {
		return "", false
	}
	return like.replace(replacement{like.number, toRoman(int(n))}), true
}

// formatTime writes an hour of twenty-four in digits.
func formatTime(v Value, tag string, like Style) (string, bool) {
	c, old := v.Clock, like.clock
	hour, minute := like.at.day, like.at.month
	if hour.isEmpty() || c.Twelve || old.Twelve || c.Second > 0 || old.Second > 0 || c.Hour > 23 {
		return "", false
	}
	colon := strings.Contains(like.text, ":")
	last := max(hour.to, minute.to)
	if base(tag) == "ar" && last < len(like.text) ||
		strings.Contains(like.text, "heure") && (c.Hour < 2) != (old.Hour < 2) {
		return "", false
	}
	width := utf8.RuneCountInString(like.text[hour.from:hour.to])
	padded := width == 2 && old.Hour < 10
	if colon && c.Hour < 10 && old.Hour >= 10 {
		return "", false
	}
	parts := []replacement{{hour, like.Digits.write(pad(c.Hour, padded))}}
	if minute.isEmpty() {
		return like.replace(parts...), c.Minute == 0
	}
	if !colon && c.Minute == 0 && old.Minute > 0 {
		return "", false
	}
	parts = append(parts, replacement{minute, like.Digits.write(pad(c.Minute, true))})
	return like.replace(parts...), true
}

// pad writes a number of at most two digits, with a zero before one.
func pad(n int, zero bool) string {
	s := string(fromInt(int64(n)))
	if zero && len(s) == 1 {
		return "0" + s
	}
	return s
}

// capitalized returns a name with a capital if the one it replaces has one.
func capitalized(name, old string) string {
	if first, _ := utf8.DecodeRuneInString(old); !unicode.IsUpper(first) {
		return name
	}
	first, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[n:]
}
