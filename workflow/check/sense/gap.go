package sense

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
)

// linked are the words of both texts of a pair with what may translate what.
type linked struct{ source, target []align.Word }

// arabicFrench aligns words. Its lexicon is read when a check first needs it.
var arabicFrench = sync.OnceValue(func() *align.Aligner { return align.New("ar", "fr") })

// linksOf are the words of both texts of a pair with what may translate what; none of languages without a lexicon.
func linksOf(p *look.Subject) *linked {
	return look.Once(p, func(p *look.Subject) *linked {
		var l linked
		switch {
		case p.Source.Lang == "ar" && p.Target.Lang == "fr":
			l.source, l.target = arabicFrench().Words(p.Source.Flat, p.Target.Flat)
		case p.Source.Lang == "fr" && p.Target.Lang == "ar":
			l.target, l.source = arabicFrench().Words(p.Target.Flat, p.Source.Flat)
		}
		return &l
	})
}

// gap is a stretch of a text that seems to have no translation in the other.
type gap struct {
	look.Range
	score float64 // the logarithm of the odds that it has none, up to a constant
}

// The weights of the two kinds of evidence, and the distribution of the length of a translation: the logarithm of its
// ratio to what is expected has the variance ratioVariance + 2*ratioPerLength/characters of both. The variances and the
// weight were set by hand on 1,500 development pairs, of which the mean ratio is too.
const (
	wordWeight        = 0.3 // well below 1, since free translations keep no word of a whole clause
	ratioVariance     = 0.018
	ratioPerLength    = 1.2
	frenchPerArabic   = 0.263 // logarithm of the characters of French for one of Arabic
	shortestGap       = 2     // words
	longestGap        = 0.8   // of all words
	mostWordsSearched = 80    // of a text; the search is quadratic
)

// widestGap finds the stretch of a text that most probably has no translation in the other: its words have no link, and
// without it the two lengths would agree. The greatest sum over all stretches counts.
func widestGap(s, other *look.Side, words []align.Word) (best gap) {
	if len(words) > mostWordsSearched {
		words = words[:mostWordsSearched]
	}
	log := frenchPerArabic
	if s.Lang == "fr" {
		log = -log
	}
	ratio, chars, length := math.Exp(log), lengthOf(s), lengthOf(other)
	whole := lengthScore(chars*ratio, length)
	sums, places := make([]float64, len(words)+1), make([]int, len(words)+1)
	for i, w := range words {
		sums[i+1] = sums[i] + wordWeight*evidence(s, w, i == 0)
		places[i+1] = places[i] + utf8.RuneCountInString(s.Flat[w.Start:w.End]) + 1
	}
	best.score = math.Inf(-1)
	for a := range words {
		for b := a + shortestGap; b <= len(words) && float64(b-a) <= longestGap*float64(len(words)); b++ {
			left := max(chars-float64(places[b]-places[a]), 1)
			score := sums[b] - sums[a] + lengthScore(left*ratio, length) - whole
			if score > best.score {
				best = gap{look.Span(words[a].Start, words[b-1].End), score}
			}
		}
	}
	return best
}

// perAcronymLetter is how many more characters a letter of a French acronym has in Arabic, which has the whole name or
// the names of the letters.
const perAcronymLetter = 3

// lengthOf is the length of a text in characters, with those of acronyms counted as if written out.
func lengthOf(s *look.Side) float64 {
	n := utf8.RuneCountInString(s.Flat)
	if s.Lang == "fr" {
		for _, t := range s.Tokens() {
			if letters := utf8.RuneCountInString(t.Text); letters > 1 && t.Word && t.Text == strings.ToUpper(t.Text) && !strings.ContainsFunc(t.Text, unicode.IsDigit) {
				n += perAcronymLetter * letters
			}
		}
	}
	return float64(n)
}

// lengthScore is the logarithm of the density of a length where another is expected.
func lengthScore(expected, length float64) float64 {
	d := math.Log((length + 4) / (expected + 4))
	variance := ratioVariance + 2*ratioPerLength/(expected+length+8)
	return -d*d/2/variance - 0.5*math.Log(variance)
}

// wordClass is what a word is to its translation.
type wordClass uint8

const (
	numberWord wordClass = iota
	nameWord             // French, with a capital inside a sentence
	particle             // short, and not in the lexicon
	shortWord            // short, in the lexicon
	knownWord
	unknownWord
	wordClasses
)

// linkRates say how often a word of a class has a link in a translation, and in a text that is none. Counted over 1,000
// of the development pairs, and over the same with the translations shifted by seven.
var linkRates = map[string][wordClasses][2]float64{
	"ar": {{0.93, 0.02}, {0.95, 0.02}, {0.03, 0.02}, {0.50, 0.086}, {0.62, 0.041}, {0.19, 0.02}},
	"fr": {{0.78, 0.02}, {0.77, 0.039}, {0.03, 0.02}, {0.11, 0.028}, {0.54, 0.038}, {0.03, 0.02}},
}

// evidence is how much a word speaks for being without a translation.
func evidence(s *look.Side, w align.Word, first bool) float64 {
	rate := linkRates[s.Lang][classOf(s.Flat[w.Start:w.End], w.Known, first)]
	if len(w.Links) > 0 {
		return math.Log(rate[1] / rate[0])
	}
	return math.Log((1 - rate[1]) / (1 - rate[0]))
}

func classOf(word string, known, first bool) wordClass {
	letter, _ := utf8.DecodeRuneInString(word)
	letters := utf8.RuneCountInString(word)
	switch {
	case unicode.IsDigit(letter):
		return numberWord
	case unicode.IsUpper(letter) && !first && letters > 2:
		return nameWord
	case letters <= 3 && known:
		return shortWord
	case letters <= 3:
		return particle
	case known:
		return knownWord
	}
	return unknownWord
}
