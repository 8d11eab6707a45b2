package lang

import (
	"slices"
	"strings"
)

// Origin says on which side a Part of a three-way comparison changed.
type Origin int8

// The origins of a Part.
const (
	Unchanged Origin = iota // the same on all three sides
	ByTheirs                // changed by theirs alone
	ByMine                  // changed by mine alone
	ByBoth                  // changed by both in the same way
	Clash                   // changed by both, and not in the same way
)

// Part is a run of a three-way comparison: what stands on each side.
type Part struct {
	Origin             Origin
	Base, Theirs, Mine string
}

// Compare lays two texts that were made from one base side by side, word by word. Joining the
// texts of one side gives that text back to the byte. Two changes with no unchanged word between
// them are one Clash: an article that one side put in the feminine and a noun that the other made
// masculine are words of one phrase, which only a reader can put together.
func Compare(base, theirs, mine string) []Part {
	b := pieces(base)
	toTheirs, t := matched(b, theirs)
	toMine, m := matched(b, mine)
	w := &weaver{base: b, theirs: t, mine: m}
	for i := range b {
		if toTheirs[i] >= 0 && toMine[i] >= 0 {
			w.take(i, toTheirs[i], toMine[i])
			w.same(b[i])
			w.i, w.j, w.k = i+1, toTheirs[i]+1, toMine[i]+1
		}
	}
	w.take(len(b), len(t), len(m))
	return tidy(w.parts)
}

// Merge is the text that holds the changes of both sides; where they clash it holds mine. The
// second result counts the clashes.
func Merge(parts []Part) (string, int) {
	var out strings.Builder
	clashes := 0
	for _, p := range parts {
		switch p.Origin {
		case ByTheirs:
			out.WriteString(p.Theirs)
		case Clash:
			clashes++
			out.WriteString(p.Mine)
		default:
			out.WriteString(p.Mine)
		}
	}
	return out.String(), clashes
}

// matched answers for each piece of base which piece of text it is kept as, or -1, and the
// pieces of text.
func matched(base []string, text string) (to []int, other []string) {
	other = pieces(text)
	ids := make(map[string]int, len(base))
	m := &myers{a: number(base, ids), b: number(other, ids),
		keepA: make([]bool, len(base)), keepB: make([]bool, len(other))}
	m.compare(0, len(base), 0, len(other))
	to = make([]int, len(base))
	j := 0
	for i := range base {
		if to[i] = -1; !m.keepA[i] {
			continue
		}
		for !m.keepB[j] {
			j++
		}
		to[i] = j
		j++
	}
	return to, other
}

// weaver walks the three texts; i, j and k are how far it has come in each.
type weaver struct {
	base, theirs, mine []string
	i, j, k            int
	parts              []Part
}

// take adds what stands before the pieces named, which the sides do not share.
func (w *weaver) take(i, j, k int) {
	if i == w.i && j == w.j && k == w.k {
		return
	}
	w.parts = append(w.parts, judged(Part{Base: strings.Join(w.base[w.i:i], ""),
		Theirs: strings.Join(w.theirs[w.j:j], ""), Mine: strings.Join(w.mine[w.k:k], "")}))
}

func (w *weaver) same(text string) {
	w.parts = append(w.parts, Part{Unchanged, text, text, text})
}

// judged finds out who changed a part.
func judged(p Part) Part {
	switch {
	case p.Theirs == p.Base && p.Mine == p.Base:
		p.Origin = Unchanged
	case p.Theirs == p.Mine:
		p.Origin = ByBoth
	case p.Theirs == p.Base:
		p.Origin = ByMine
	case p.Mine == p.Base:
		p.Origin = ByTheirs
	default:
		p.Origin = Clash
	}
	return p
}

// tidy joins what belongs together: neighbours that did not change, and changes that only white
// space and signs part.
func tidy(parts []Part) []Part {
	var out []Part
	for i := 0; i < len(parts); {
		n := reach(parts[i:])
		run := parts[i : i+n]
		i += n
		joined := judged(join(run))
		if joined.Origin == Clash && !slices.ContainsFunc(run, func(p Part) bool {
			return p.Origin == Clash
		}) && oneSided(run) {
			out = append(out, run...) // one side's changes only: nothing touches
			continue
		}
		out = append(out, joined)
	}
	return out
}

// reach is how many parts from the first belong to one run.
func reach(parts []Part) int {
	n := 1
	if parts[0].Origin == Unchanged {
		for n < len(parts) && parts[n].Origin == Unchanged {
			n++
		}
		return n
	}
	for at := n; at < len(parts); at++ {
		if parts[at].Origin != Unchanged {
			n = at + 1
		} else if hasWord(parts[at].Base) {
			break
		}
	}
	return n
}

func join(parts []Part) Part {
	var base, theirs, mine strings.Builder
	for _, p := range parts {
		base.WriteString(p.Base)
		theirs.WriteString(p.Theirs)
		mine.WriteString(p.Mine)
	}
	return Part{Base: base.String(), Theirs: theirs.String(), Mine: mine.String()}
}

// oneSided says whether all changes of a run are of one side, or the same on both.
func oneSided(parts []Part) bool {
	theirs := slices.ContainsFunc(parts, func(p Part) bool { return p.Origin == ByTheirs })
	mine := slices.ContainsFunc(parts, func(p Part) bool { return p.Origin == ByMine })
	return !theirs || !mine
}

func hasWord(text string) bool { return strings.ContainsFunc(text, wordRune) }
