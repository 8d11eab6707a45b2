package value

import (
	"strings"
	"unicode/utf8"
)

// group is a number in words while it is read: what scales have closed, and the group below a
// thousand that is open.
type group struct {
	closed Decimal
	open   int64
	room   int64 // what may still be added to the open group is less than this
	power  int   // of the last scale
	last   numberWord
	words  int
}

func newGroup() group { return group{closed: "0", room: 1000, power: 99} }

func (g group) value() Decimal { return g.closed.add(fromInt(g.open)) }

// scale multiplies the open group, or one, by a scale smaller than the last one.
func (g *group) scale(w numberWord, times int64) bool {
	if w.power >= g.power {
		return false
	}
	g.closed = g.closed.add(fromInt(times).shift(w.power))
	g.open, g.room, g.power = 0, 1000, w.power
	return true
}

// frenchCardinal reads the number in words at atom i. It stops before the first word that does not
// go on with it.
func (p *parser) frenchCardinal(i int) (g group, next int) {
	g, next = newGroup(), i
	for j := i; j-i < maxAtoms; {
		k, and := p.frenchJoint(j, j > i)
		w, ok := p.words.numbers[p.at(k).key]
		if !ok || p.at(k).kind != word || !g.addFrench(w, and, k > j) {
			break
		}
		j = k + 1
		next = j
		g.last, g.words = w, g.words+1
	}
	return g, next
}

// frenchJoint skips the hyphen or et between two words of a number.
func (p *parser) frenchJoint(j int, inside bool) (k int, and bool) {
	if !inside {
		return j, false
	}
	hyphen := func(at int) bool {
		return p.is(at, "-", "‑", "‐") && p.at(at).glued && p.at(at+1).glued
	}
	k = j
	if hyphen(k) {
		k++
	}
	if p.is(k, "et") {
		k, and = k+1, true
		if hyphen(k) {
			k++
		}
	}
	if strings.Contains(p.gap(k), "\n") {
		return len(p.atoms), false
	}
	return k, and
}

// addFrench adds a word, and reports whether it goes on with the number. Joined says that a hyphen
// or et is before it.
func (g *group) addFrench(w numberWord, and, joined bool) bool {
	switch w.class {
	case digitWord, teenWord:
		small := g.room <= 20 && g.open > 0 && w.n < g.room
		tail := g.last.n == 10 && joined && w.n >= 7 && w.n <= 9 // dix-sept
		if and && (!small || w.n != 1 && w.n != 11) || !small && !tail && w.n >= g.room {
			return false
		}
		g.open += w.n
		g.room = 0
	case tenWord:
		switch {
		case w.n == 20 && g.last.n == 4 && g.open%100 == 4 && !and: // quatre-vingt
			g.open, g.room = g.open+76, 20
		case g.room >= 100 && !and:
			g.open, g.room = g.open+w.n, 10
			if w.n == 60 {
				g.room = 20
			}
		default:
			return false
		}
	case hundredWord:
		if and || g.open > 9 || g.open == 1 || g.open == 0 && g.room < 1000 {
			return false
		}
		g.open, g.room = max(g.open, 1)*100, 100
	case scaleWord, boundScale:
		if !and && g.open == 0 && g.last.power == 3 && w.power > 3 { // mille milliards
			g.closed, g.power = g.closed.shift(w.power), w.power
			return true
		}
		if and || g.open == 0 && (w.class == boundScale || g.room < 1000) {
			return false
		}
		return g.scale(w, max(g.open, 1))
	}
	return true
}

// arabicWord reads the number word at an atom: with its و, and the article, if it has them.
func (p *parser) arabicWord(j int) (w numberWord, and bool, letters int, ok bool) {
	a := p.at(j)
	if a.kind != word {
		return w, false, 0, false
	}
	lookup := func(key string) bool {
		w, ok = p.words.numbers[key]
		if !ok && strings.HasPrefix(key, "ال") {
			w, ok = p.words.numbers[key[len("ال"):]]
			ok = ok && w.n != 1 && w.n != 2 // الأحد and الاثنين are days
		}
		return ok
	}
	letters, ok = trimArabic(a.key, lookup)
	return w, letters > 0 && strings.HasPrefix(a.key, "و"), letters, ok
}

// arabicCardinal reads the number in words at atom i, and how many letters of it are proclitics.
func (p *parser) arabicCardinal(i int) (g group, next, letters int) {
	g, next = newGroup(), i
	closed, end := g, i // as it was after the last scale
	for j := i; j-i < maxAtoms; j++ {
		w, and, cut, ok := p.arabicWord(j)
		if !ok || j > i && (cut > utf8.RuneCountInString("و") || cut == 1 && !and) {
			break
		}
		if j > i && strings.Contains(p.gap(j), "\n") || !g.addArabic(w, and, j == i) {
			break
		}
		if j == i {
			letters = cut
		}
		next = j + 1
		g.last, g.words = w, g.words+1
		if g.open == 0 {
			closed, end = g, next
		}
	}
	// In « ثلاثة ملايين وخمسة ملايين » the second five is not of the first number.
	if w, and, _, ok := p.arabicWord(next); ok && !and && w.power > 0 && end > i && g.open > 0 {
		return closed, end, letters
	}
	return g, next, letters
}

// addArabic adds a word, and reports whether it goes on with the number: with و, but for the ten of
// 11 to 19, the hundred of ثلاث مئة, and a scale.
func (g *group) addArabic(w numberWord, and, first bool) bool {
	begins := first || and && g.open == 0
	unit := g.last.class == digitWord && g.open%10 != 0
	switch w.class {
	case digitWord:
		if !begins && !(and && g.room == 100) {
			return false
		}
		g.open, g.room = g.open+w.n, 10
	case teenWord:
		switch {
		case !first && !and && unit:
		case begins || and && g.room == 100:
		default:
			return false
		}
		g.open, g.room = g.open+10, 0
	case tenWord:
		if !begins && !(and && (unit || g.room == 100)) {
			return false
		}
		g.open, g.room = g.open+w.n, 0
	case hundredWord:
		switch {
		case w.n == 100 && !first && !and && unit && g.open >= 3 && g.open <= 9:
			g.open *= 100
		case begins:
			g.open += w.n
		default:
			return false
		}
		g.room = 100
	case scaleWord, boundScale, dualScale:
		return g.addArabicScale(w, and, begins)
	}
	return true
}

func (g *group) addArabicScale(w numberWord, and, begins bool) bool {
	switch {
	case w.class == dualScale:
		return begins && g.scale(w, 2)
	case begins:
		return w.class == scaleWord && g.scale(w, 1)
	case and || g.open == 0:
		return false
	}
	return g.scale(w, g.open)
}
