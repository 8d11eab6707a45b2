package align

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// The weights of a piece, set by hand on the pairs of piece_test.go.
const (
	diagonalWeight = 0.18 // for a word without a link at the place of the stretch
	outsideWeight  = 1.1  // against a word that the rest of the source translates
	strangerCost   = 0.06 // against a word without a link elsewhere
	wholePiece     = 0.5  // the least confidence of a piece worth showing
)

// Piece returns the part of target that translates source[from:to], by its byte offsets, which are
// those of words, and how sure that is, 0 to 1: the share of the stretch's words that a word of
// the part translates, less the share of the part's words that others do. Two texts that are
// translations of each other are expected. Confidence is 0 where there is none.
func (a *Aligner) Piece(source, target string, from, to int) (start, end int, confidence float64) {
	l := a.linkWords(source, target)
	first, last := wordsIn(l.source, from, to)
	if first == last || len(l.target) == 0 {
		return 0, 0, 0
	}
	begin, stop := l.window(first, last)
	if begin == stop {
		return 0, 0, 0
	}
	stop = l.withName(first, last, stop)
	return l.target[begin].Start, l.target[stop-1].End, l.confidence(first, last, begin, stop)
}

// withName takes in the rest of a name: words after the window that nothing translates, with a capital, for
// as many words at the end of the stretch that translate nothing.
func (l *wordLinks) withName(first, last, stop int) int {
	for i := last; i > first && stop < len(l.target) && !anyPositive(l.p[i-1]); i-- {
		letter, _ := utf8.DecodeRuneInString(l.target[stop].Text)
		if !unicode.IsUpper(letter) || l.best(0, len(l.source), stop) > 0 {
			return stop
		}
		stop++
	}
	return stop
}

// Sure reports whether a piece of that confidence is worth showing.
func Sure(confidence float64) bool { return confidence >= wholePiece }

// wordLinks are the words of two texts, and the probability that one translates the other.
type wordLinks struct {
	source, target []lang.Token
	p              [][]float64 // by source word, by target word
}

// linkWords links the words of two texts by the lexicon, numbers, signs and names. Of several words
// that may translate one, those nearest to its place count.
func (a *Aligner) linkWords(source, target string) wordLinks {
	c := a.readPairs([]Pair{{Source: Sentences([]string{source}), Target: Sentences([]string{target})}})
	c.updateMatches(0)
	l := wordLinks{source: wordTokens(source), target: wordTokens(target)}
	places := map[int][]int{} // of the target's words, by type
	for j, t := range l.target {
		for _, id := range c.target.add(nil, t.Text) {
			places[id] = append(places[id], j)
		}
	}
	l.p = make([][]float64, len(l.source))
	for i, t := range l.source {
		l.p[i] = make([]float64, len(l.target))
		for _, id := range c.source.add(nil, t.Text) {
			if id >= len(c.matches) {
				continue
			}
			for _, m := range c.matches[id] {
				for _, j := range places[m.target] {
					l.p[i][j] = max(l.p[i][j], m.p*l.nearness(i, j))
				}
			}
		}
	}
	return l
}

func wordTokens(text string) []lang.Token {
	return slices.DeleteFunc(lang.Tokens(text), func(t lang.Token) bool { return !t.Word })
}

// wordsIn returns the range of the words in a stretch of bytes.
func wordsIn(words []lang.Token, from, to int) (first, last int) {
	for first < len(words) && words[first].Start < from {
		first++
	}
	for last = first; last < len(words) && words[last].End <= to; last++ {
	}
	return first, last
}

// nearness is 1 for words at the same place of both texts, and falls to a half with the distance.
func (l *wordLinks) nearness(i, j int) float64 {
	d := (float64(i)+0.5)/float64(len(l.source)) - (float64(j)+0.5)/float64(len(l.target))
	return 1 - math.Min(math.Abs(d), 0.5)
}

// best is the greatest probability that one of source[first:last] translates target word j.
func (l *wordLinks) best(first, last, j int) float64 {
	p := 0.0
	for i := first; i < last; i++ {
		p = max(p, l.p[i][j])
	}
	return p
}

// window returns the range of the target's words with the greatest sum of gains (Kadane's
// algorithm), between two that have a link into the stretch: a word gains by its link into the
// stretch, loses by a better one out of it, and without any by whether it is at the place of the
// stretch.
func (l *wordLinks) window(first, last int) (begin, stop int) {
	low := float64(first) / float64(len(l.source))
	high := float64(last) / float64(len(l.source))
	sum, best, start := 0.0, 0.0, 0
	for j := range l.target {
		inside := l.best(first, last, j)
		outside := max(l.best(0, first, j), l.best(last, len(l.source), j))
		at := (float64(j) + 0.5) / float64(len(l.target))
		switch {
		case inside == 0 && outside == 0 && at >= low && at <= high:
			sum += diagonalWeight
		case inside == 0 && outside == 0:
			sum -= strangerCost
		case inside >= outside:
			sum += inside
		default:
			sum -= outsideWeight * outside
		}
		if sum <= 0 {
			sum, start = 0, j+1
		}
		if sum > best {
			best, begin, stop = sum, start, j+1
		}
	}
	for begin < stop && l.best(first, last, begin) == 0 {
		begin++
	}
	for begin < stop && l.best(first, last, stop-1) == 0 {
		stop--
	}
	return begin, stop
}

// confidence says how sure a window is for a stretch.
func (l *wordLinks) confidence(first, last, begin, stop int) float64 {
	linked, able := 0, 0
	for i := first; i < last; i++ {
		if anyPositive(l.p[i][begin:stop]) {
			linked++
		}
		if len([]rune(l.source[i].Text)) > 2 {
			able++
		}
	}
	foreign := 0
	for j := begin; j < stop; j++ {
		inside := l.best(first, last, j)
		if max(l.best(0, first, j), l.best(last, len(l.source), j)) > inside {
			foreign++
		}
	}
	share := math.Min(1, float64(linked)/float64(max(able, 1)))
	return math.Max(0, share-float64(foreign)/float64(stop-begin))
}

func anyPositive(p []float64) bool {
	return slices.ContainsFunc(p, func(v float64) bool { return v > 0 })
}
