package lang

import (
	"slices"
	"strings"
)

// Origin is the side on which a Part of a three-way comparison changed.
type Origin int8

// The origins of a Part.
const (
	Unchanged Origin = iota // the same on all three sides
	ByTheirs                // changed by theirs alone
	ByMine                  // changed by mine alone
	ByBoth                  // changed by both in the same way
	Clash                   // changed by both in different ways (a conflict)
)

// Part is a run of a three-way comparison: its text on each side.
type Part struct {
	Origin             Origin
	Base, Theirs, Mine string
}

// Compare compares two texts with their common base, word by word (diff3). Joining the texts of one
// side gives that text back to the byte. Two changes with no unchanged word between them are one
// Clash: if one side made an article feminine and the other the noun masculine, only a reader can
// put the phrase together.
func Compare(base, theirs, mine string) []Part {
	b := pieces(base)
	toTheirs, t := matchPieces(b, theirs)
	toMine, m := matchPieces(b, mine)
	c := &chunker{base: b, theirs: t, mine: m}
	for i := range b {
		if toTheirs[i] >= 0 && toMine[i] >= 0 {
			c.addUnstable(i, toTheirs[i], toMine[i])
			c.parts = append(c.parts, Part{Unchanged, b[i], b[i], b[i]})
			c.i, c.j, c.k = i+1, toTheirs[i]+1, toMine[i]+1
		}
	}
	c.addUnstable(len(b), len(t), len(m))
	return joinChunks(c.parts)
}

// Merge returns the text with the changes of both sides, and mine where they clash. The second
// result is the number of clashes.
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

// matchPieces returns for each piece of base the index of the piece of text that it is kept as, or
// -1, and the pieces of text.
func matchPieces(base []string, text string) (to []int, other []string) {
	other = pieces(text)
	ids := make(map[string]int, len(base))
	m := &myers{a: internPieces(base, ids), b: internPieces(other, ids),
		keepA: make([]bool, len(base)), keepB: make([]bool, len(other))}
	m.markCommon(0, len(base), 0, len(other))
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

// chunker walks the three texts; i, j and k are its positions in them.
type chunker struct {
	base, theirs, mine []string
	i, j, k            int
	parts              []Part
}

// addUnstable adds the text before the given pieces, which the sides do not share.
func (c *chunker) addUnstable(i, j, k int) {
	if i == c.i && j == c.j && k == c.k {
		return
	}
	c.parts = append(c.parts, withOrigin(Part{Base: strings.Join(c.base[c.i:i], ""),
		Theirs: strings.Join(c.theirs[c.j:j], ""), Mine: strings.Join(c.mine[c.k:k], "")}))
}

// withOrigin sets the origin of a part.
func withOrigin(p Part) Part {
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

// joinChunks joins neighbours that did not change, and changes with only white space and
// punctuation between them.
func joinChunks(parts []Part) []Part {
	var out []Part
	for i := 0; i < len(parts); {
		n := chunkLength(parts[i:])
		run := parts[i : i+n]
		i += n
		joined := withOrigin(concatenate(run))
		if joined.Origin == Clash && !slices.ContainsFunc(run, func(p Part) bool {
			return p.Origin == Clash
		}) && changedByOneSide(run) {
			out = append(out, run...) // changes of one side stay apart
			continue
		}
		out = append(out, joined)
	}
	return out
}

// chunkLength returns how many parts from the first on are joined.
func chunkLength(parts []Part) int {
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
		} else if strings.ContainsFunc(parts[at].Base, isWordRune) {
			break
		}
	}
	return n
}

func concatenate(parts []Part) Part {
	var base, theirs, mine strings.Builder
	for _, p := range parts {
		base.WriteString(p.Base)
		theirs.WriteString(p.Theirs)
		mine.WriteString(p.Mine)
	}
	return Part{Base: base.String(), Theirs: theirs.String(), Mine: mine.String()}
}

// changedByOneSide reports whether all changes are of one side, or the same on both.
func changedByOneSide(parts []Part) bool {
	theirs := slices.ContainsFunc(parts, func(p Part) bool { return p.Origin == ByTheirs })
	mine := slices.ContainsFunc(parts, func(p Part) bool { return p.Origin == ByMine })
	return !theirs || !mine
}
