package sense

import (
	"math"
	"slices"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
)

// negation finds a verb that one text denies and the other affirms. The denials of both texts are paired, the nearest to
// each other's place first, and one that is left over is reported where the text denies more than the other. Languages
// deny by words of all kinds too (refuser, sans, عدم), so it is silent where the other text has any of these near the
// place of the denial. A few of these, such as aucun and impossible, are reported themselves where the other text has nothing
// negative at all.
//
// Of 1,000 pairs of the news 6 have a denial that is reported, two of them mistakes of the translations; of the denials
// that are planted in them, added or lost, 77 of 100 are found in French and 71 in Arabic. In freer translations 18 of 1,000
// are reported, and 67 to 70 of 100 found.
var negation = look.Check{ID: "negation", Severity: look.Warning, MessageIDs: []string{
	"check.negation", "check.negation-gained",
}, Pair: func(p *look.Subject) {
	l := linksOf(p)
	if len(l.source) == 0 || len(l.target) == 0 {
		return
	}
	source, target := negatives(p.Source, l.source), negatives(p.Target, l.target)
	if max(len(source), len(target)) > mostNegatives {
		return
	}
	if n, ok := onlyDenied(source, target, places{l.source, l.target, source}); ok {
		p.Report(look.Finding{Source: n, Target: p.Target.Whole(), Expected: p.Source.Of(n)})
	}
	if n, ok := onlyDenied(target, source, places{l.target, l.source, target}); ok {
		p.Report(look.Finding{Message: "check.negation-gained", Target: n, Found: p.Target.Of(n)})
	}
}}

// mostNegatives is how many of a text are paired. A sentence has a few; of what has more nothing is said.
const mostNegatives = 20

// onlyDenied returns the first denial of a text that the other has not.
func onlyDenied(own, other []negative, in places) (look.Range, bool) {
	answered := pairDenials(own, other, in)
	for i, n := range own {
		if n.denies && !n.unsure && !answered[i] && in.isSaid(n) && !hasNegativeNear(n, other, in) {
			return n.Range, true
		}
	}
	if i := slices.IndexFunc(own, func(n negative) bool { return n.settles }); i >= 0 && len(other) == 0 {
		return own[i].Range, true
	}
	return look.Range{}, false
}

// pairDenials tells which negatives of a text have a denial in the other, the nearest pairs first. A word that is negative
// by its sense may be one's as well, where it is near.
func pairDenials(own, other []negative, in places) map[int]bool {
	answered, taken := map[int]bool{}, map[int]bool{}
	for {
		best, a, b := 0.0, -1, -1
		for i, n := range own {
			for j, o := range other {
				if !o.denies || answered[i] || taken[j] {
					continue
				}
				c := in.closeness(n, o)
				if !n.denies {
					c = bySense * (c - nearNegative)
				}
				if c > best {
					best, a, b = c, i, j
				}
			}
		}
		if a < 0 {
			return answered
		}
		answered[a], taken[b] = true, true
	}
}

// bySense is how much the closeness of a word counts that is negative by its sense, where that of a denial has 1.
const bySense = 0.7

// nearNegative is the closeness of a negative word that may answer a denial.
const nearNegative = 0.2

// deniedWithin is how many words after a denial may be of what it denies: n'est pas, à ce jour, connu.
const deniedWithin = 6

// isSaid reports whether the other text says anything of what is denied: a word of the denial, or one soon after it, is
// linked. Where none is, the other text says it in words of its own, which may need no denial.
func (p places) isSaid(n negative) bool {
	for k := n.first; k < min(n.end+deniedWithin, len(p.from)); k++ {
		if len(p.from[k].Links) > 0 && !p.isParticle(k) {
			return true
		}
	}
	return false
}

func hasNegativeNear(n negative, other []negative, in places) bool {
	for _, o := range other {
		if !o.denies && in.closeness(n, o) > nearNegative {
			return true
		}
	}
	return false
}

// places tells where the translation of a word may be.
type places struct {
	from, to  []align.Word
	negatives []negative // of from
}

// The distances, in words, within which words around a negative one are looked at, and over which their evidence fades.
const (
	reach        = 8
	fadeFrom     = 3.0
	fadeTo       = 4.0
	fadeStraight = 6.0
	straight     = 0.3 // the weight of the same place in both texts, where a word beside that is linked has 1
)

// closeness is from 0 to 1, how near a negative word of the other text is to the translation of one of this text: by the
// links of the words around, and by its place in the whole.
func (p places) closeness(n, other negative) (best float64) {
	for j := other.first; j < other.end; j++ {
		best = max(best, p.closenessOf(n, j))
	}
	return best
}

func (p places) closenessOf(n negative, j int) float64 {
	near, all := 0.0, 0.0
	for k := max(0, n.first-reach); k <= min(n.first+reach, len(p.from)-1); k++ {
		links := p.from[k].Links
		if len(links) == 0 || p.isParticle(k) {
			continue
		}
		weight := math.Exp(-math.Abs(float64(k-n.first))/fadeFrom) / float64(len(links))
		nearest := 0.0
		for _, l := range links {
			nearest = max(nearest, math.Exp(-math.Abs(float64(l-j))/fadeTo))
		}
		near += weight * nearest
		all += weight
	}
	place := float64(n.first) * float64(len(p.to)) / float64(len(p.from))
	return (near + straight*math.Exp(-math.Abs(place-float64(j))/fadeStraight)) / (all + straight)
}

// isParticle reports whether a word is the first or last one of a denial: its links say nothing of places.
func (p places) isParticle(word int) bool {
	for _, n := range p.negatives {
		if n.denies && (n.first == word || n.end-1 == word && n.end-n.first > 2) {
			return true
		}
	}
	return false
}
