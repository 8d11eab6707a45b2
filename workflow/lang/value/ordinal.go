package value

import (
	"strings"
)

// ordinal reads an ordinal: 1er, 21e, XXIe, troisième, vingt et unième, الثالث, الحادي والعشرون.
func (p *parser) ordinal(i int) (Value, int, bool) {
	switch {
	case p.at(i).kind == digits:
		return p.ordinalInDigits(i)
	case p.at(i).kind != word:
		return Value{}, 0, false
	case p.words.french:
		if v, next, ok := p.romanOrdinal(i); ok {
			return v, next, true
		}
		return p.frenchOrdinal(i)
	case p.words.arabic:
		return p.arabicOrdinal(i)
	}
	return Value{}, 0, false
}

// ordinalInDigits reads digits with the ending of an ordinal glued to them.
func (p *parser) ordinalInDigits(i int) (Value, int, bool) {
	n, _, ok := p.plainInt(i)
	if !ok || n == 0 || !p.isApart(i) || !p.at(i+1).glued || p.at(i+1).kind != word ||
		!p.isOrdinalEnding(p.at(i+1).key, n) || p.at(i+2).glued && p.at(i+2).kind == digits {
		return Value{}, 0, false
	}
	a := p.at(i)
	v := Value{Kind: Ordinal, Number: fromInt(int64(n)), Start: a.start}
	v.Style = Style{Digits: setOf(firstRune(p.textOf(i))), number: span{a.start, a.end},
		agrees: true}
	return p.finish(v, i+2), i + 2, true
}

func (p *parser) isOrdinalEnding(key string, n int) bool {
	switch key {
	case "er": // 2er is wrong, and is 2
		return p.words.french
	case "re", "ere", "ers":
		return p.words.french && n == 1
	case "e", "eme", "ieme", "es", "emes":
		return p.words.french && n > 1
	case "nd", "nde":
		return n%10 == 2
	case "st", "rd", "th":
		return p.english
	}
	return false
}

// romanOrdinal reads a Roman ordinal, of I, V and X: XXIe siècle, Ier.
func (p *parser) romanOrdinal(i int) (Value, int, bool) {
	text := p.textOf(i)
	if !isRoman(text) || p.at(i).glued && p.at(i-1).kind != sign && !p.isAfterElision(i) {
		return Value{}, 0, false
	}
	length := romanLength(text)
	n := fromRoman(text[:length])
	if n > 1 && length == len(text) && p.is(i+1, "eme", "e") && p.sameLine(i+1) { // XVIII ème
		v := Value{Kind: Ordinal, Number: fromInt(int64(n)), Start: p.at(i).start}
		v.Style = Style{agrees: true}
		return p.finish(v, i+2), i + 2, true
	}
	if n == 0 || !p.isOrdinalEnding(p.at(i).key[length:], n) {
		return Value{}, 0, false
	}
	start := p.at(i).start
	v := Value{Kind: Ordinal, Number: fromInt(int64(n)), Start: start}
	v.Style = Style{number: span{start, start + length}, agrees: true}
	return p.finish(v, i+1), i + 1, true
}

// romanLength returns how many capitals I, V and X a text begins with.
func romanLength(text string) int {
	return len(text) - len(strings.TrimLeft(text, "IVX"))
}

// isRoman reports whether a word may be a Roman ordinal.
func isRoman(text string) bool {
	n := romanLength(text)
	return n > 0 && n <= 8
}

// fromRoman returns the number of a Roman numeral below 40, and 0 for what is none.
func fromRoman(s string) int {
	for n := 1; n < 40; n++ {
		if toRoman(n) == s {
			return n
		}
	}
	return 0
}

func toRoman(n int) string {
	ones := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// frenchOrdinal reads an ordinal in words. The prime minister is not the first of many.
func (p *parser) frenchOrdinal(i int) (Value, int, bool) {
	if p.at(i).glued && !p.isAfterElision(i) {
		return Value{}, 0, false
	}
	g, next := p.frenchCardinal(i)
	k, and := p.frenchJoint(next, next > i)
	n, ok := p.words.ordinals[p.at(k).key]
	switch {
	case !ok || p.at(k).kind != word:
		return Value{}, 0, false
	case g.words == 0:
	case n == 1 && (!and || strings.HasPrefix(p.at(k).key, "premier")), n >= g.room:
		return Value{}, 0, false
	}
	if strings.HasPrefix(p.at(k).key, "premier") && p.is(k+1, "ministre", "ministres") ||
		p.is(k, "unieme") && g.words == 0 || !p.isFree(k+1) {
		return Value{}, 0, false
	}
	v := Value{Kind: Ordinal, Number: g.value().add(fromInt(n)), Start: p.at(i).start}
	v.Style = Style{agrees: true}
	return p.finish(v, k+1), k + 1, true
}

// arabicOrdinal reads an ordinal with its article: الثالث, الحادي عشر, الخامسة والعشرون.
func (p *parser) arabicOrdinal(i int) (Value, int, bool) {
	n, next, letters, ok := p.arabicOrdinalWords(i)
	if !ok || p.at(i).glued && p.at(i-1).kind != sign || !p.isFree(next) ||
		n == 1 && p.is(i-1, "امس") { // أمس الأول
		return Value{}, 0, false
	}
	v := Value{Kind: Ordinal, Number: fromInt(n), Start: p.after(i, letters)}
	v.Style = Style{agrees: true}
	return p.finish(v, next), next, true
}

// isOneOfTens reports whether a word without its article is the one of الواحد والعشرين.
func (p *parser) isOneOfTens(key string, next int) bool {
	tens, ok := strings.CutPrefix(p.at(next).key, "وال")
	return ok && (key == "واحد" || key == "واحده") && p.words.numbers[tens].class == tenWord
}

// arabicOrdinalWords returns the number of an ordinal, the atom after it, and how many letters of
// its first word are proclitics.
func (p *parser) arabicOrdinalWords(i int) (n int64, next, letters int, ok bool) {
	var key string
	letters, ok = trimArabic(p.at(i).key, func(k string) bool {
		key, ok = strings.CutPrefix(k, "ال")
		if n = p.words.ordinals[key]; n == 0 && p.isOneOfTens(key, i+1) {
			n = 1
		}
		return ok && n > 0
	})
	if !ok || p.at(i).kind != word {
		return 0, 0, 0, false
	}
	next = i + 1
	tens := p.words.numbers[strings.TrimPrefix(p.at(next).key, "وال")]
	switch {
	case p.is(next, "عشر", "عشره") && n < 10 && key != "اول" && key != "اولي":
		return n + 10, next + 1, letters, true
	case strings.HasPrefix(p.at(next).key, "وال") && tens.class == tenWord && n < 10 &&
		key != "اول" && key != "اولي":
		return n + tens.n, next + 1, letters, true
	}
	return n, next, letters, key != "حادي" && key != "حاديه"
}
