package value

import (
	"strings"
	"unicode"
)

// amount is the number of a quantity, before what it counts.
type amount struct {
	value      Decimal
	start      int // byte where it begins
	next       int // the atom after it
	style      Style
	scaled     bool
	numeral    bool // it begins in digits
	bare       bool // a word that counts nothing alone: un, واحد
	suppressed bool // its words are part of something else: pour cent
}

// quantity reads a number and what it counts.
func (p *parser) quantity(i int) (Value, int, bool) {
	if v, next, ok := p.prefixed(i); ok {
		return v, next, true
	}
	if v, next, ok := p.dual(i); ok {
		return v, next, true
	}
	a, ok := p.amount(i)
	if !ok {
		return Value{}, 0, false
	}
	v := Value{Kind: Number, Number: a.value, Start: a.start, Style: a.style}
	next := a.next
	if end, u, found := p.suffix(a); found {
		v.Kind, next = u.kind, end
		v.Style.agrees = v.Style.agrees || u.agrees
		v.Style.unit = u.code
		switch u.kind {
		case Money:
			v.Currency = u.code
		case Measure:
			v.Unit = u.code
		}
	} else if a.bare || a.suppressed {
		return Value{}, 0, false
	}
	if !p.isFree(next) {
		return Value{}, 0, false
	}
	return p.finish(v, next), next, true
}

// finish sets the end of a value, and what of its style depends on its place.
func (p *parser) finish(v Value, next int) Value {
	v.End = p.at(next - 1).end
	v.Style.number.from -= v.Start
	v.Style.number.to -= v.Start
	v.Style.value = v.Number
	return v
}

// prefixed reads an amount with its sign before it: $5, € 3,5 millions, %15, MAD 200.
func (p *parser) prefixed(i int) (Value, int, bool) {
	if p.at(i+1).kind != digits || strings.Contains(p.gap(i+1), "\n") || !p.isApart(i) {
		return Value{}, 0, false
	}
	percent := p.is(i, "%", "٪") && p.at(i+1).glued && !p.at(i).glued
	u, ok := p.symbol(i)
	if !percent && (!ok || u.kind != Money || u.agrees || p.at(i).kind == word && u.code == "") {
		return Value{}, 0, false
	}
	a, ok := p.amount(i + 1)
	if !ok || !p.isFree(a.next) {
		return Value{}, 0, false
	}
	if _, _, after := p.suffix(a); after {
		return Value{}, 0, false
	}
	v := Value{Kind: Money, Number: a.value, Currency: u.code, Start: p.at(i).start, Style: a.style}
	if percent {
		v.Kind, v.Currency = Percent, ""
	}
	v.Style.unit = v.Currency
	return p.finish(v, a.next), a.next, true
}

// dual reads an Arabic unit in the dual: درهمان.
func (p *parser) dual(i int) (Value, int, bool) {
	if !p.words.arabic || p.at(i).kind != word || p.at(i).glued && p.at(i-1).kind == digits {
		return Value{}, 0, false
	}
	var u unit
	letters, ok := trimArabic(p.at(i).key, func(key string) bool {
		u = unitsOnce().units[key]
		return u.two
	})
	if !ok {
		return Value{}, 0, false
	}
	v := Value{Kind: u.kind, Number: "2", Start: p.after(i, letters)}
	next := i + 1
	u, next = p.completeUnit(u, next)
	if u.kind == Money {
		v.Currency = u.code
	} else {
		v.Unit = u.code
	}
	v.Style = Style{unit: u.code, agrees: true}
	return p.finish(v, next), next, true
}

// amount reads a number in digits or words, with its scale and its half.
func (p *parser) amount(i int) (amount, bool) {
	a := amount{start: p.at(i).start, numeral: p.at(i).kind == digits}
	first := i
	if p.isMinus(i) {
		first++
	}
	var ok bool
	switch {
	case p.at(first).kind == digits:
		ok = p.amountInDigits(&a, first)
		if first > i {
			a.value, a.numeral = a.value.negate(), true
		}
	case first > i:
		return a, false
	case p.words.french:
		ok = p.amountInFrench(&a, i)
	case p.words.arabic:
		ok = p.amountInArabic(&a, i)
	}
	return a, ok
}

// isMinus reports whether an atom is the sign of a negative number: glued to digits, and to
// nothing before it.
func (p *parser) isMinus(i int) bool {
	return p.is(i, "-", "−", "‑") && !p.at(i).glued && p.at(i+1).kind == digits && p.at(i+1).glued
}

func (p *parser) amountInDigits(a *amount, i int) bool {
	if !p.isApart(i) {
		return false
	}
	n, next, ok := p.numeral(i)
	if !ok || n.zero || n.whole > maxWhole && n.group == "" {
		return false
	}
	if _, _, joined := p.arabicDecimal(i); joined {
		n, next, _ = p.arabicDecimal(i)
	}
	a.value, a.next = n.value, next
	a.style = Style{Digits: n.set, Group: n.group, Decimal: n.decimal, whole: n.whole,
		fraction: n.fraction, unsure: n.unsure,
		number: span{p.at(i).start, p.at(next - 1).end}}
	p.addScale(a)
	return true
}

// arabicDecimal reads digits with the Arabic comma as the decimal separator: 3،5.
func (p *parser) arabicDecimal(i int) (n numeral, next int, ok bool) {
	if !p.is(i+1, "،") || !p.at(i+1).glued || !p.at(i+2).glued {
		return n, 0, false
	}
	whole, ok1 := p.rules.read(p.textOf(i))
	fraction, ok2 := p.rules.read(p.textOf(i + 2))
	if p.at(i+2).kind != digits || !ok1 || !ok2 || whole.decimal != "" || fraction.decimal != "" ||
		fraction.group != "" || fraction.fraction != 0 || fraction.whole > 2 || whole.zero {
		return n, 0, false
	}
	w, _ := whole.value.parts()
	n = whole
	n.value = newDecimal(w, strings.ReplaceAll(p.plainDigits(i+2), ".", ""))
	n.decimal, n.fraction = "،", fraction.whole
	return n, i + 3, true
}

// addScale multiplies digits by the scale words after them, in this order: 2 millions, 3 ملايين,
// 5 ملايين و200 ألف, 2 M, 1,5 Md.
func (p *parser) addScale(a *amount) {
	w, ok := p.scaleAt(a.next)
	if !ok {
		return
	}
	a.value, a.next, a.scaled = a.value.shift(w.power), a.next+1, true
	a.style.scale, a.style.agrees = w.power, !isScaleSymbol(p.textOf(a.next-1))
	second := p.at(a.next + 1)
	if p.words.arabic && a.style.Decimal == "" && p.is(a.next, "و") &&
		second.kind == digits && second.glued {
		n, next, ok := p.numeral(a.next + 1)
		smaller, found := p.scaleAt(next)
		if ok && found && !n.zero && smaller.power < w.power && n.decimal == "" {
			a.value = a.value.add(n.value.shift(smaller.power))
			a.next = next + 1
			a.style.number = span{} // two numerals are no style to write in
		}
	}
	p.addHalf(a, w)
}

// scaleAt returns the scale that an atom after a number in digits is.
func (p *parser) scaleAt(i int) (numberWord, bool) {
	a := p.at(i)
	if a.kind != word || strings.Contains(p.gap(i), "\n") {
		return numberWord{}, false
	}
	if !p.words.arabic {
		switch p.textOf(i) {
		case "M", "Mio":
			return numberWord{class: boundScale, power: 6}, true
		case "Md", "Mds", "Mrd", "MMDH":
			return numberWord{class: boundScale, power: 9}, true
		case "MDH":
			return numberWord{class: boundScale, power: 6}, true
		case "k":
			return numberWord{class: boundScale, power: 3}, a.glued
		}
	}
	w := p.words.numbers[a.key]
	return w, (w.class == scaleWord || w.class == boundScale) && (!a.glued || isJoined(a))
}

func isScaleSymbol(s string) bool {
	switch s {
	case "M", "Mio", "Md", "Mds", "Mrd", "k", "MDH", "MMDH":
		return true
	}
	return false
}

// addHalf adds the half or quarter of a scale: deux millions et demi, مليون ونصف المليون.
func (p *parser) addHalf(a *amount, w numberWord) {
	if w.power < 3 {
		return
	}
	switch {
	case p.words.french && w.power > 3 && p.is(a.next, "et") && p.is(a.next+1, "demi"):
		a.value = a.value.add(Decimal("5").shift(w.power - 1))
		a.next += 2
	case p.words.arabic && p.is(a.next, "ونصف", "والنصف"):
		a.value = a.value.add(Decimal("5").shift(w.power - 1))
		a.next++
	case p.words.arabic && p.is(a.next, "وربع", "والربع"):
		a.value = a.value.add(Decimal("25").shift(w.power - 2))
		a.next++
	default:
		return
	}
	a.style.number = span{}
	name := strings.TrimPrefix(p.at(a.next).key, "ال")
	if again, ok := p.words.numbers[name]; p.words.arabic && ok && again.power == w.power &&
		again.class == scaleWord {
		a.next++
	}
}

func (p *parser) amountInFrench(a *amount, i int) bool {
	if p.at(i).glued && !p.isAfterElision(i) {
		return false
	}
	g, next := p.frenchCardinal(i)
	if g.words == 0 {
		return false
	}
	a.value, a.next = g.value(), next
	a.bare = g.words == 1 && g.open == 1
	// cent of « pour cent » and neuf after a noun (un véhicule neuf) count nothing.
	a.suppressed = g.words == 1 && (p.is(i, "cent", "cents") && p.is(i-1, "pour") ||
		p.is(i, "neuf") && p.at(i-1).kind == word && !p.isPluralWord(i+1))
	a.style.agrees = true
	if power := g.last.power; power > 0 {
		a.scaled = power >= 6
		p.addHalf(a, g.last)
	}
	return true
}

// isAfterElision reports whether an atom is glued to an elided word or a sign: l’un, «deux.
func (p *parser) isAfterElision(i int) bool {
	before := p.at(i - 1)
	return before.kind == sign || strings.HasSuffix(before.key, "'")
}

// isPluralWord reports whether a word may follow the number neuf: a plural, sur dix, pour cent.
func (p *parser) isPluralWord(i int) bool {
	key := p.at(i).key
	return strings.HasSuffix(key, "s") || strings.HasSuffix(key, "x") ||
		key == "pour" || key == "sur"
}

func (p *parser) amountInArabic(a *amount, i int) bool {
	if p.at(i).glued && p.at(i-1).kind != sign {
		return false
	}
	if p.fractionOfScale(a, i) {
		return true
	}
	g, next, letters := p.arabicCardinal(i)
	if g.words == 0 || g.words == 1 && g.last.class == boundScale || p.isScaleOfUnread(i) {
		return false
	}
	a.value, a.next, a.start = g.value(), next, p.after(i, letters)
	a.bare = g.words == 1 && g.open == 1
	// المئة of « في المئة » counts nothing.
	a.suppressed = g.words == 1 && g.open == 100 && p.is(i-1, "في") &&
		strings.HasPrefix(p.at(i).key, "ال")
	a.style.agrees = true
	if g.last.power > 0 {
		p.addHalf(a, g.last)
	}
	return true
}

// isScaleOfUnread reports whether a scale is that of digits before it that were not read, such as
// 4ر1 مليار, in which either digit may be the whole one.
func (p *parser) isScaleOfUnread(i int) bool {
	w, _, letters, _ := p.arabicWord(i)
	return w.power > 0 && letters == 0 && p.at(i-1).kind == digits && p.sameLine(i)
}

// fractionOfScale reads نصف مليون and ربع مليار.
func (p *parser) fractionOfScale(a *amount, i int) bool {
	var half bool
	letters, ok := trimArabic(p.at(i).key, func(key string) bool {
		half = key == "نصف"
		return half || key == "ربع"
	})
	w := p.words.numbers[strings.TrimPrefix(p.at(i+1).key, "ال")]
	if !ok || w.class != scaleWord || strings.Contains(p.gap(i+1), "\n") {
		return false
	}
	a.value = Decimal("25").shift(w.power - 2)
	if half {
		a.value = Decimal("5").shift(w.power - 1)
	}
	a.start, a.next = p.after(i, letters), i+2
	a.style.agrees = true
	return true
}

// suffix reads what an amount counts: per cent, a currency, a unit of measure.
func (p *parser) suffix(a amount) (next int, u unit, ok bool) {
	j := a.next
	if a.scaled && strings.HasSuffix(p.textOf(j-1), "MDH") {
		return j, unit{kind: Money, code: "MAD"}, true
	}
	if strings.Contains(p.gap(j), "\n") {
		return 0, u, false
	}
	if end, found := p.percentAt(j); found {
		return end, unit{kind: Percent}, true
	}
	if a.scaled && p.words.french && p.is(j, "de", "d'") {
		j++
	}
	u, ok = p.symbol(j)
	if !ok || u.two || p.at(j).glued && p.at(j).kind == word && !a.numeral {
		return 0, u, false
	}
	if p.is(j, "°") && p.textOf(min(j+1, len(p.atoms)-1)) == "C" && p.sameLine(j+1) {
		return j + 2, unit{kind: Measure, code: "degC"}, true
	}
	plain := u
	u, end := p.completeUnit(u, j+1)
	if plain.code == "livre" && u.code == "livre" && p.words.french {
		return 0, u, false // three books
	}
	return end, u, true
}

// percentAt reads the words or the sign of per cent.
func (p *parser) percentAt(j int) (next int, ok bool) {
	switch {
	case p.is(j, "%", "٪"):
		return j + 1, true
	case p.is(j, "في") && p.is(j+1, "المئه", "المائه", "الميه"):
		return j + 2, true // 16في المئة too: في begins no word beside digits
	case p.is(j, "pour") && p.is(j+1, "cent"), p.is(j, "per") && p.is(j+1, "cent"):
		return j + 2, p.isFree(j)
	case p.is(j, "بالمئه", "بالمائه", "بالميه", "percent", "pourcent"):
		return j + 1, p.isFree(j)
	}
	return 0, false
}

// symbol returns the unit of a word or sign. A code has to be in capitals, a symbol of one letter
// in lower case.
func (p *parser) symbol(j int) (unit, bool) {
	a := p.at(j)
	if a.kind == digits || a.key == "" {
		return unit{}, false
	}
	u, ok := unitsOnce().units[a.key]
	text := p.textOf(j)
	switch {
	case !ok:
		return u, false
	case strings.EqualFold(text, u.code) && u.kind == Money:
		return u, text == u.code
	case len(text) == 1 && a.kind == word:
		return u, unicode.IsLower(rune(text[0])) || text == "L"
	case a.glued && !isJoined(a) && u.agrees && p.at(j-1).kind == digits:
		return u, false
	}
	return u, true
}

// completeUnit adds what follows a unit: the country of a currency, the power of a length, the
// hour of a speed, Celsius.
func (p *parser) completeUnit(u unit, j int) (unit, int) {
	key := p.at(j).key
	if strings.Contains(p.gap(j), "\n") {
		return u, j
	}
	if u.kind == Money {
		if code, ok := unitsOnce().countries[[2]string{u.code, key}]; ok {
			u.code = code
			return u, j + 1
		}
		return u, j
	}
	if u.code == "kg" && p.is(j-1, "كيلو") { // كيلو متر
		if whole, ok := unitsOnce().units[key]; ok && (whole.code == "m" || whole.code == "g") {
			u.code, j = "k"+whole.code, j+1
			key = p.at(j).key
		}
	}
	power, ok := unitsOnce().powers[key]
	switch {
	case ok && (u.code == "m" || u.code == "km" || u.code == "cm"):
		u.code += power
	case u.code == "km" && p.is(j, "/") && p.is(j+1, "h", "س", "ساعه"):
		u.code = "km/h"
		j++
	case u.code == "km" && (p.is(j, "في") && p.is(j+1, "الساعه") ||
		p.is(j, "par", "-") && p.is(j+1, "heure")):
		u.code = "km/h"
		j++
	case u.code == "deg" && p.is(j, "celsius", "مئويه", "مئويتين", "centigrades"):
		u.code = "degC"
	default:
		return u, j
	}
	return u, j + 1
}
