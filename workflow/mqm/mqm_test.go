package mqm

import (
	"math"
	"testing"
)

func TestTypesBelongToOneDimension(t *testing.T) {
	seen := map[Type]Dimension{}
	for _, d := range Dimensions() {
		for _, kind := range d.Types() {
			if other, twice := seen[kind]; twice {
				t.Errorf("%s is of %s and of %s", kind, other, d)
			}
			seen[kind] = d
			if kind.Dimension() != d || !kind.Known() {
				t.Errorf("%s belongs to %q, want %s", kind, kind.Dimension(), d)
			}
		}
	}
	if len(seen) != 35 {
		t.Errorf("%d types, want the 30 subtypes of MQM-Core and five dimensions", len(seen))
	}
	for _, kind := range []Type{"", "kerning", "Accuracy"} {
		if kind.Known() {
			t.Errorf("%q is known", kind)
		}
	}
	if Severity("").Known() || Severity("fatal").Known() || !Critical.Known() {
		t.Error("the severities are neutral, minor, major and critical")
	}
}

// foundIssue is a number of issues of a type and a severity.
type foundIssue struct {
	kind     Type
	severity Severity
	times    int
}

func tallyOf(words int, s Scheme, all ...foundIssue) Tally {
	t := Tally{Words: words}
	for _, f := range all {
		for range f.times {
			t.Add(s, f.kind, f.severity)
		}
	}
	return t
}

// The examples are computed by hand from the formulas of "The MQM Scoring Models"; the first
// three are its own figures.
func TestScoreFollowsScoringModels(t *testing.T) {
	strict := Scheme{Accuracy: 2, Fluency: 1, Terminology: 1.5, Style: .5, Locale: 1,
		Minor: 1, Major: 5, Critical: 25, Tolerance: 2, Threshold: 98}
	tests := []struct {
		name   string
		scheme Scheme
		words  int
		found  []foundIssue
		want   Score
	}{
		{"ten minor errors in a thousand words", Scheme{}, 1000, []foundIssue{{"grammar", Minor, 10}},
			Score{Words: 1000, Points: 10, PerWord: .01, Normed: 10, Raw: 99, Quality: 90, Passes: true}},
		{"twice as many as tolerated", Usual(), 1000, []foundIssue{{"grammar", Minor, 20}},
			Score{Words: 1000, Points: 20, PerWord: .02, Normed: 20, Raw: 98, Quality: 80}},
		{"a stricter calibration", Scheme{Accuracy: 1, Fluency: 1, Terminology: 1, Style: 1, Locale: 1,
			Minor: 1, Major: 5, Critical: 25, Tolerance: 2, Threshold: 98}, 1000,
			[]foundIssue{{"grammar", Minor, 3}},
			Score{Words: 1000, Points: 3, PerWord: .003, Normed: 3, Raw: 99.7, Quality: 97}},
		{"no issue", Usual(), 400, nil, Score{Words: 400, Raw: 100, Quality: 100, Passes: true}},
		{"no words", Usual(), 0, nil, Score{Raw: 100, Quality: 100, Passes: true, Small: true}},
		{"just too few words", Usual(), 249, nil,
			Score{Words: 249, Raw: 100, Quality: 100, Passes: true, Small: true}},
		{"just enough words", Usual(), 250, nil,
			Score{Words: 250, Raw: 100, Quality: 100, Passes: true}},
		{"neutral costs nothing", Usual(), 500, []foundIssue{{"register", Neutral, 7}},
			Score{Words: 500, Raw: 100, Quality: 100, Passes: true}},
		{"weights and severities", strict, 500,
			[]foundIssue{{"mistranslation", Major, 1}, {"wrong-term", Minor, 2}, {"awkward", Minor, 4}},
			// 2×5 + 1.5×2 + .5×4 = 15
			Score{Words: 500, Points: 15, PerWord: .03, Normed: 30, Raw: 97, Quality: 70}},
		{"a critical issue never passes", Usual(), 10000, []foundIssue{{"omission", Critical, 1}},
			Score{Words: 10000, Points: 25, PerWord: .0025, Normed: 2.5, Raw: 99.75, Quality: 97.5}},
		{"scores are never negative", Usual(), 10, []foundIssue{{"omission", Critical, 1}},
			Score{Words: 10, Points: 25, PerWord: 2.5, Normed: 2500, Small: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.scheme.Score(tallyOf(tt.words, tt.scheme, tt.found...))
			for name, pair := range map[string][2]float64{
				"points": {got.Points, tt.want.Points}, "per word": {got.PerWord, tt.want.PerWord},
				"normed": {got.Normed, tt.want.Normed}, "raw": {got.Raw, tt.want.Raw},
				"quality": {got.Quality, tt.want.Quality},
			} {
				if math.Abs(pair[0]-pair[1]) > 1e-9 {
					t.Errorf("%s = %v, want %v", name, pair[0], pair[1])
				}
			}
			if got.Passes != tt.want.Passes || got.Small != tt.want.Small || got.Words != tt.want.Words {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestJoinAddsWordsPointsAndCounts(t *testing.T) {
	a := tallyOf(100, Usual(), foundIssue{"grammar", Minor, 2}, foundIssue{"omission", Critical, 1})
	b := tallyOf(300, Usual(), foundIssue{"spelling", Minor, 1}, foundIssue{"accuracy", Neutral, 3})
	a.Join(b)
	if a.Words != 400 || a.Points != 28 {
		t.Errorf("%d words, %v points; want 400 and 28", a.Words, a.Points)
	}
	counts := []struct {
		d    Dimension
		v    Severity
		want int
	}{{"", "", 7}, {Fluency, "", 3}, {Fluency, Minor, 3}, {Accuracy, Critical, 1},
		{"", Neutral, 3}, {Style, "", 0}}
	for _, c := range counts {
		if got := a.Count(c.d, c.v); got != c.want {
			t.Errorf("Count(%q, %q) = %d, want %d", c.d, c.v, got, c.want)
		}
	}
}

func TestSoundRefusesSchemesWithoutScore(t *testing.T) {
	with := func(change func(*Scheme)) Scheme {
		s := Usual()
		change(&s)
		return s
	}
	tests := []struct {
		name   string
		scheme Scheme
		want   bool
	}{
		{"zero", Scheme{}, true},
		{"usual", Usual(), true},
		{"a dimension that costs nothing", with(func(s *Scheme) { s.Style = 0 }), true},
		{"a negative weight", with(func(s *Scheme) { s.Style = -1 }), false},
		{"not a number", with(func(s *Scheme) { s.Style = math.NaN() }), false},
		{"the greatest weight", with(func(s *Scheme) { s.Critical = 1000 }), true},
		{"more than the greatest weight", with(func(s *Scheme) { s.Critical = 1001 }), false},
		{"infinite", with(func(s *Scheme) { s.Critical = math.Inf(1) }), false},
		{"a minor issue that costs more than a major one", with(func(s *Scheme) { s.Minor = 6 }), false},
		{"nothing tolerated", with(func(s *Scheme) { s.Tolerance = 0 }), false},
		{"a threshold equal to the best score", with(func(s *Scheme) { s.Threshold = 100 }), false},
	}
	for _, tt := range tests {
		if got := tt.scheme.Sound(); got != tt.want {
			t.Errorf("%s: Sound() = %v, want %v", tt.name, got, tt.want)
		}
	}
}
