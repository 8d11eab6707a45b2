package value

import (
	"strings"
	"unicode/utf8"
)

// separators are the rules of a language for one separator between digits.
type separators struct {
	decimal rune // is always decimal
	group   rune // groups thousands before three digits, else it is decimal
	unsure  bool // either may be either: three digits are a group
}

func separatorsOf(tag string) separators {
	switch base(tag) {
	case "fr":
		return separators{decimal: ',', group: '.'}
	case "en":
		return separators{decimal: '.', group: ','}
	case "ar":
		switch strings.ToUpper(regionOf(tag)) {
		case "MA", "DZ", "TN", "LY", "MR", "EH":
			return separators{decimal: ',', group: '.'}
		case "":
		default:
			return separators{decimal: '.', group: ','}
		}
	}
	return separators{unsure: true}
}

// regionOf returns the region subtag of a BCP 47 tag, or nothing.
func regionOf(tag string) string {
	for i, sub := range strings.Split(tag, "-") {
		if i > 0 && len(sub) == 2 {
			return sub
		}
		if i > 0 && len(sub) == 1 {
			return ""
		}
	}
	return ""
}

// numeral is a number in digits.
type numeral struct {
	value          Decimal
	set            Digits
	group, decimal string
	whole          int  // digits before the decimal separator
	fraction       int  // digits after it
	zero           bool // it begins with a zero that is no whole number: 05, 007
	unsure         bool
}

// numeral reads the number at atom i, with the groups that spaces part. It fails where digits and
// separators make no number: 2.0.1.
func (p *parser) numeral(i int) (n numeral, next int, ok bool) {
	if p.at(i).kind != digits {
		return n, 0, false
	}
	n, ok = p.rules.read(p.textOf(i))
	next = i + 1
	if !ok || n.decimal != "" || n.whole > 3 || n.zero || n.value == "0" {
		return n, next, ok
	}
	for !p.english && next-i < maxAtoms && p.isGroup(next, n.group) {
		g, _ := p.rules.read(p.textOf(next))
		n.value += Decimal(p.plainDigits(next))
		n.group, n.whole = p.gap(next), n.whole+3
		n.decimal, n.fraction = g.decimal, g.fraction
		next++
		if g.decimal != "" {
			break
		}
	}
	n.value = normalized(n.value)
	return n, next, true
}

// isGroup reports whether an atom is three digits after a space that groups thousands: the same
// one as before, if there was one.
func (p *parser) isGroup(i int, before string) bool {
	if p.at(i).kind != digits || p.at(i).glued {
		return false
	}
	gap := p.gap(i)
	if gap != " " && gap != "\u2009" || before != "" && before != gap {
		return false
	}
	g, ok := p.rules.read(p.textOf(i))
	return ok && g.whole == 3 && g.group == ""
}

// plainDigits returns the digits of a group with its leading zeros and its fraction.
func (p *parser) plainDigits(i int) string {
	var b strings.Builder
	for _, r := range p.textOf(i) {
		if d := digitOf(r); d >= 0 {
			b.WriteByte(byte('0' + d))
		} else {
			b.WriteByte('.')
		}
	}
	return b.String()
}

func normalized(d Decimal) Decimal {
	whole, fraction := d.parts()
	return newDecimal(whole, fraction)
}

// read reads digits with their separators. It fails for anything else.
func (s separators) read(text string) (numeral, bool) {
	first := firstRune(text)
	if len(text) > 120 || digitOf(first) < 0 {
		return numeral{}, false
	}
	groups, seps := splitDigits(text)
	n := numeral{set: setOf(first)}
	decimal, ok := s.decimalOf(groups, seps, &n)
	if !ok {
		return n, false
	}
	whole, fraction := strings.Join(groups, ""), ""
	if decimal {
		fraction = groups[len(groups)-1]
		whole = strings.Join(groups[:len(groups)-1], "")
		n.decimal = string(seps[len(seps)-1])
		seps = seps[:len(seps)-1]
	}
	if len(seps) > 0 {
		n.group = string(seps[0])
	}
	n.value = newDecimal(whole, fraction)
	n.whole, n.fraction = len(whole), len(fraction)
	n.zero = len(whole) > 1 && whole[0] == '0'
	return n, true
}

// splitDigits returns the groups of digits, in ASCII, and the separators between them.
func splitDigits(text string) (groups []string, seps []rune) {
	var b strings.Builder
	for _, r := range text {
		if d := digitOf(r); d >= 0 {
			b.WriteByte(byte('0' + d))
			continue
		}
		groups, seps = append(groups, b.String()), append(seps, r)
		b.Reset()
	}
	return append(groups, b.String()), seps
}

// decimalOf reports whether the last separator is decimal, and whether the others group
// thousands, as they have to.
func (s separators) decimalOf(groups []string, seps []rune, n *numeral) (decimal, ok bool) {
	if len(seps) == 0 {
		return false, true
	}
	last := seps[len(seps)-1]
	switch {
	case last == '٫':
		decimal = true
	case last == '٬' || last == '\u00A0' || last == '\u202F':
	case len(seps) == 1:
		decimal = s.isDecimal(last, groups, n)
	default:
		decimal = last != seps[len(seps)-2]
	}
	grouped, between := groups, seps
	if decimal {
		grouped, between = groups[:len(groups)-1], seps[:len(seps)-1]
	}
	return decimal, len(grouped) == 1 || isGrouped(grouped, between)
}

// isDecimal judges the one separator of a number, a point or a comma.
func (s separators) isDecimal(sep rune, groups []string, n *numeral) bool {
	three := len(groups[1]) == 3 && len(groups[0]) <= 3 && groups[0][0] != '0'
	switch {
	case !three || sep == s.decimal:
		return true
	case s.unsure:
		n.unsure = true
	}
	return false
}

// isGrouped reports whether groups are thousands: one to three digits, then three each, with one
// separator throughout.
func isGrouped(groups []string, seps []rune) bool {
	if len(groups[0]) > 3 || groups[0][0] == '0' {
		return false
	}
	for i, g := range groups[1:] {
		if len(g) != 3 || seps[i] != seps[0] {
			return false
		}
	}
	return true
}

// plainInt returns the value of an atom of at most four digits without separators.
func (p *parser) plainInt(i int) (n, width int, ok bool) {
	if p.at(i).kind != digits {
		return 0, 0, false
	}
	for _, r := range p.textOf(i) {
		d := digitOf(r)
		if d < 0 || width == 4 {
			return 0, 0, false
		}
		n, width = n*10+d, width+1
	}
	return n, width, true
}

// code reads digits that count nothing: a phone number, a version, a number with leading zeros.
func (p *parser) code(i int) (Value, int, bool) {
	first := i
	if p.is(i, "+") && p.at(i+1).kind == digits && p.at(i+1).glued {
		first++
	}
	if p.at(first).kind != digits || !p.isApart(i) || !p.isApart(first) {
		return Value{}, 0, false
	}
	text, end := p.asciiOf(first), first+1
	switch {
	case first > i || text[0] == '0' && !strings.Contains(text, ","):
		text, end = p.phone(first)
		if len(text) < minPhone && (first > i || end > first+1 || !p.isCode(first)) {
			return Value{}, 0, false
		}
	case !p.isCode(first):
		return Value{}, 0, false
	}
	if !p.isFree(end) {
		return Value{}, 0, false
	}
	v := Value{Kind: Code, Start: p.at(i).start, End: p.at(end - 1).end, Code: text}
	v.Style = Style{Digits: setOf(firstRune(p.textOf(first)))}
	return v, end, true
}

// minPhone is the least number of digits of a phone number in groups.
const minPhone = 8

// isCode reports whether an atom of digits alone is a code: a version, leading zeros, more digits
// than a number has.
func (p *parser) isCode(i int) bool {
	n, ok := p.rules.read(p.textOf(i))
	if !ok {
		text := p.asciiOf(i)
		return strings.Count(text, ".") >= 2 && isDotted(text)
	}
	return n.zero && n.decimal == "" || n.whole > maxWhole && n.group == ""
}

// maxWhole is how many digits a number has that is written without separators.
const maxWhole = 15

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isDotted(s string) bool {
	return !strings.Contains(s, "..") && strings.Trim(s, "0123456789.") == ""
}

// asciiOf returns an atom of digits in ASCII, with its separators.
func (p *parser) asciiOf(i int) string {
	return strings.Map(func(r rune) rune {
		if d := digitOf(r); d >= 0 {
			return rune('0' + d)
		}
		return r
	}, p.textOf(i))
}

// phone returns the digits of a phone number that begins at atom i, without what parts them, and
// the atom after it.
func (p *parser) phone(i int) (number string, next int) {
	var b strings.Builder
	for next = i; next-i < maxAtoms; {
		for _, r := range p.asciiOf(next) {
			if r >= '0' && r <= '9' {
				b.WriteRune(r)
			}
		}
		next++
		switch {
		case p.at(next).kind == digits && isOneSpace(p.gap(next)):
		case p.is(next, "-", "‑", ".") && p.at(next).glued &&
			p.at(next+1).kind == digits && p.at(next+1).glued:
			next++
		default:
			return b.String(), next
		}
	}
	return b.String(), next
}

func isOneSpace(s string) bool { return utf8.RuneCountInString(s) == 1 }
