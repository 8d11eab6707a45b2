package mqm

import "math"

// Scheme is what issues weigh for a publication. The zero Scheme means Usual.
type Scheme struct {
	// The weights of the dimensions (MQM: error type weight). Issues of a dimension with the weight
	// 0 are counted without a penalty.
	Accuracy    float64 `json:"accuracy"`
	Fluency     float64 `json:"fluency"`
	Terminology float64 `json:"terminology"`
	Style       float64 `json:"style"`
	Locale      float64 `json:"locale"`
	// The multipliers of the severities (MQM: severity penalty multiplier).
	Minor    float64 `json:"minor"`
	Major    float64 `json:"major"`
	Critical float64 `json:"critical"`
	// Tolerance is the number of penalty points in Reference words that is still acceptable (MQM:
	// acceptable penalty points), and Threshold the score at that number (MQM: passing threshold).
	Tolerance float64 `json:"tolerance"`
	Threshold float64 `json:"threshold"`
}

const (
	// Reference is the number of words that penalties are normed to.
	Reference = 1000
	// Best is the score of a text without a penalty.
	Best = 100
	// maxWeight bounds weights and multipliers; MQM's own are far below.
	maxWeight = 1000
	// minJudgedWords is about a page. In a shorter text one issue decides the score.
	minJudgedWords = 250
)

// Usual returns the scheme that MQM 2.0 recommends: all dimensions weigh the same, severities cost
// 0, 1, 5 and 25, and ten points in a thousand words are a score of 90, which passes.
func Usual() Scheme {
	return Scheme{
		Accuracy: 1, Fluency: 1, Terminology: 1, Style: 1, Locale: 1,
		Minor: 1, Major: 5, Critical: 25, Tolerance: 10, Threshold: 90,
	}
}

// OrUsual returns s, or the usual scheme if s is zero.
func (s Scheme) OrUsual() Scheme {
	if s == (Scheme{}) {
		return Usual()
	}
	return s
}

// Sound reports whether a score can be computed with s: no weight is negative, a graver severity
// costs at least as much as a lighter one, and the tolerance and the threshold are in range.
func (s Scheme) Sound() bool {
	s = s.OrUsual()
	for _, w := range []float64{s.Accuracy, s.Fluency, s.Terminology, s.Style, s.Locale, s.Minor,
		s.Major, s.Critical, s.Tolerance} {
		if math.IsNaN(w) || w < 0 || w > maxWeight {
			return false
		}
	}
	return s.Minor <= s.Major && s.Major <= s.Critical && s.Tolerance > 0 &&
		s.Threshold >= 0 && s.Threshold < Best
}

// Weight returns the weight of a dimension.
func (s Scheme) Weight(d Dimension) float64 {
	s = s.OrUsual()
	return map[Dimension]float64{Accuracy: s.Accuracy, Fluency: s.Fluency,
		Terminology: s.Terminology, Style: s.Style, Locale: s.Locale}[d]
}

// Multiplier returns the multiplier of a severity.
func (s Scheme) Multiplier(v Severity) float64 {
	s = s.OrUsual()
	return map[Severity]float64{Minor: s.Minor, Major: s.Major, Critical: s.Critical}[v]
}

// Penalty returns the points of one issue.
func (s Scheme) Penalty(t Type, v Severity) float64 {
	return s.Weight(t.Dimension()) * s.Multiplier(v)
}

// Tally sums up issues and the words that were judged. The zero Tally is empty. Tallies of several
// schemes can be added.
type Tally struct {
	Words  int     // of the source (MQM: evaluation word count)
	Points float64 // MQM: absolute penalty total
	counts map[Dimension]map[Severity]int
}

// Add counts one issue with its points under a scheme.
func (t *Tally) Add(s Scheme, kind Type, v Severity) {
	t.Points += s.Penalty(kind, v)
	t.count(kind.Dimension(), v, 1)
}

// Join adds another tally to t.
func (t *Tally) Join(o Tally) {
	t.Words += o.Words
	t.Points += o.Points
	for d, by := range o.counts {
		for v, n := range by {
			t.count(d, v, n)
		}
	}
}

func (t *Tally) count(d Dimension, v Severity, n int) {
	if t.counts == nil {
		t.counts = map[Dimension]map[Severity]int{}
	}
	if t.counts[d] == nil {
		t.counts[d] = map[Severity]int{}
	}
	t.counts[d][v] += n
}

// Count returns the number of issues of a dimension and a severity; an empty dimension or severity
// means all.
func (t Tally) Count(d Dimension, v Severity) int {
	n := 0
	for dim, by := range t.counts {
		for sev, k := range by {
			if (d == "" || d == dim) && (v == "" || v == sev) {
				n += k
			}
		}
	}
	return n
}

// Score is the quality of a text by its issues.
type Score struct {
	Words   int
	Points  float64 // absolute penalty total
	PerWord float64 // per-word penalty total
	Normed  float64 // penalty points per Reference words
	Raw     float64 // 100 without penalty, 0 from one point a word on
	Quality float64 // the calibrated score, of 100
	Passes  bool    // Quality reaches the threshold and nothing critical was found
	Small   bool    // too few words for a judgement
}

// Score computes the linear calibrated score. Raw and Quality are never below 0. Without words the
// score is the best possible.
func (s Scheme) Score(t Tally) Score {
	s = s.OrUsual()
	out := Score{Words: t.Words, Points: t.Points, Raw: Best, Quality: Best,
		Small: t.Words < minJudgedWords}
	if t.Words > 0 {
		out.PerWord = t.Points / float64(t.Words)
		out.Normed = out.PerWord * Reference
		out.Raw = max(0, Best*(1-out.PerWord))
		out.Quality = max(0, Best-out.Normed*(Best-s.Threshold)/s.Tolerance)
	}
	out.Passes = out.Quality >= s.Threshold && t.Count("", Critical) == 0
	return out
}
