package align

import (
	"math"
	"strings"
	"testing"
)

// scorerOf returns the scorer of a pair as the first round has it.
func scorerOf(p Pair) *scorer {
	c := New("ar", "fr").readPairs([]Pair{p})
	c.updateMatches(0)
	return c.score(c.docs[0], newModel())
}

// eachPath calls visit with every path through the table of s and the logarithm of its score.
func eachPath(s *scorer, visit func(beads []Bead, score float64)) {
	l := newLattice(s, &space{})
	t := l.table
	var walk func(i, j int, beads []Bead, score float64)
	walk = func(i, j int, beads []Bead, score float64) {
		if i == len(s.doc.source) && j == len(s.doc.target) {
			visit(beads, score)
			return
		}
		for k, sh := range s.shapes {
			to, until := i+sh.source, j+sh.target
			if to > len(s.doc.source) || until > len(s.doc.target) {
				continue
			}
			b := Bead{Source: [2]int{i, to}, Target: [2]int{j, until}}
			walk(to, until, append(beads[:len(beads):len(beads)], b),
				score+float64(l.scores[t.index(to, until)*shapeCount+k].unpack()))
		}
	}
	walk(0, 0, nil, 0)
}

// TestConfidenceIsPosteriorProbability compares the confidence of every bead with the sum over
// all paths that have it, for a null bead at any place in the other text.
func TestConfidenceIsPosteriorProbability(t *testing.T) {
	p := pairOf("وصل الوزير إلى الرباط يوم الاثنين.\nتكلم قليلا ثم غادر.\nنعم.",
		"Le ministre est arrivé lundi à Rabat.\nAutre chose.\nIl est parti.\nOui, dit-il.")
	type place struct{ side, from, to, other, until int }
	placeOf := func(b Bead) place {
		if b.Target[0] == b.Target[1] {
			return place{side: 1, from: b.Source[0], to: b.Source[1]}
		}
		if b.Source[0] == b.Source[1] {
			return place{side: 2, from: b.Target[0], to: b.Target[1]}
		}
		return place{0, b.Source[0], b.Source[1], b.Target[0], b.Target[1]}
	}
	total, sums := 0.0, map[place]float64{}
	s := scorerOf(p)
	eachPath(s, func(beads []Bead, score float64) {
		total += math.Exp(score)
		for _, b := range beads {
			sums[placeOf(b)] += math.Exp(score)
		}
	})
	for _, b := range s.search(&statistics{}, &space{}) {
		if want := sums[placeOf(b)] / total; math.Abs(b.Confidence-want) > 1e-4 {
			t.Errorf("confidence of %s is %.5f, want %.5f", b.Link(), b.Confidence, want)
		}
	}
}

// TestConfidenceIsCalibrated aligns the development texts: the confidence of a group of beads is
// their share of right ones.
func TestConfidenceIsCalibrated(t *testing.T) {
	d := openDevSet(t, "pud.hard")
	type bin struct{ beads, right, confidence float64 }
	var bins [10]bin
	var high, low bin
	for i, beads := range New("ar", "fr").Align(d.pairs) {
		gold := map[[2][2]int]bool{}
		for _, b := range d.gold[i] {
			gold[[2][2]int{b.Source, b.Target}] = true
		}
		for _, b := range beads {
			if b.Null() {
				continue
			}
			group := &low
			if b.Confidence >= 0.95 {
				group = &high
			}
			for _, g := range []*bin{group, &bins[min(int(b.Confidence*10), 9)]} {
				g.beads++
				g.confidence += b.Confidence
				if gold[[2][2]int{b.Source, b.Target}] {
					g.right++
				}
			}
		}
	}
	var gap float64
	for _, b := range bins {
		gap += math.Abs(b.right - b.confidence)
	}
	if ece := gap / (high.beads + low.beads); ece > 0.02 {
		t.Errorf("expected calibration error %.3f, want at most 0.02", ece)
	}
	if p := high.right / high.beads; p < 0.99 {
		t.Errorf("%.3f of the beads with a confidence of 0.95 are right, want 0.99", p)
	}
	if p := low.right / low.beads; low.beads < 20 || p < 0.5 || p > 0.9 {
		t.Errorf("%.3f of %v other beads are right, want 0.5 to 0.9", p, low.beads)
	}
}

// TestConfidenceFallsWithDoubt leaves the words of a translation out one by one.
func TestConfidenceFallsWithDoubt(t *testing.T) {
	last := 1.1
	for _, target := range []string{
		"Le ministre est arrivé à Rabat le 12 mai 2024.",
		"Le ministre est arrivé ailleurs, un autre mois.",
		"Un chat dort sur une chaise, au soleil de midi.",
		"Non.",
	} {
		s := scorerOf(pairOf("وصل الوزير إلى الرباط يوم 12 مايو 2024.", target))
		l := newLattice(s, &space{})
		got := l.posterior(l.table.index(1, 1), l.table.index(0, 0), 0)
		if !(got > 0 && got < last) {
			t.Errorf("%s: probability %.4f, want less than %.4f", target, got, last)
		}
		last = got
	}
}

// latticeOf returns the lattice of one sentence on each side that are translations of each other
// with probability p.
func latticeOf(p float64) *lattice {
	b := band{[]int{0, 0}, []int{1, 1}}
	l := &lattice{scorer: &scorer{doc: &doc{make([]line, 1), make([]line, 1)}, shapes: shapes()},
		space: &space{}, table: newTable(b), unpaired: [2][]float64{{1 - p}, {1 - p}}}
	l.resize(4)
	l.scores[l.table.index(1, 1)*shapeCount] = packScore(float32(math.Log(p)))
	return l
}

// TestDecodeWeighsNullBeadsHalf has the weight of null beads between two probabilities: two null beads
// count half as much as one pair.
func TestDecodeWeighsNullBeadsHalf(t *testing.T) {
	for p, want := range map[float64]string{0.32: ":0 0:", 0.35: "0:0"} {
		l := latticeOf(p)
		got := l.traceback(l.decode())
		if links(got) != want {
			t.Errorf("probability %.2f: beads %s, want %s", p, links(got), want)
		}
		for _, b := range got {
			want := p
			if b.Null() {
				want = 1 - p
			}
			if math.Abs(b.Confidence-want) > 4e-3 {
				t.Errorf("probability %.2f: confidence %.3f, want %.3f", p, b.Confidence, want)
			}
		}
	}
}

// TestExamplesComeFromConfidentBeads has the least confidence of a bead to learn from.
func TestExamplesComeFromConfidentBeads(t *testing.T) {
	p := pairOf("وصل الوزير إلى الرباط.", "Le ministre est arrivé à Rabat.")
	c := New("ar", "fr").readPairs([]Pair{p})
	whole := [2]int{0, 1}
	for confidence, want := range map[float64]int{0: 0, 0.74: 0, 0.75: 1, 1: 1} {
		beads := [][]Bead{{{Source: whole, Target: whole, Confidence: confidence}, {Source: whole,
			Confidence: 1}}}
		if got := len(c.examples(beads)); got != want {
			t.Errorf("confidence %.2f: %d examples, want %d", confidence, got, want)
		}
	}
}

// TestLearnKeepsFrequentTranslations has words that are seen often enough, and one that is not.
func TestLearnKeepsFrequentTranslations(t *testing.T) {
	var units []Unit
	for _, words := range [][2]string{{"قطة", "maison"}, {"كلب", "jardin"}, {"سمك", "voiture"},
		{"طير", "fenêtre"}} {
		for range 4 {
			units = append(units, Unit{"شكلب " + words[0], "bidule " + words[1]})
		}
	}
	for range 3 {
		units = append(units, Unit{"نادر", "rarissime"})
	}
	l := Learn("ar", "fr", units)
	probability := func(source, target string) float64 {
		for _, e := range l.entries[arabicStem(source)] {
			if e.word == frenchStem(target) {
				return e.p
			}
		}
		return 0
	}
	if p := probability("كلب", "jardin"); p < 0.7 || p > 0.75 {
		t.Errorf("a translation of 4 beads: probability %.3f, want 0.7 to 0.75", p)
	}
	if p := probability("كلب", "voiture"); p != 0 {
		t.Errorf("words that are never together: probability %.3f, want none", p)
	}
	if p := probability("نادر", "rarissime"); p != 0 {
		t.Errorf("a translation of 3 beads: probability %.3f, want none", p)
	}
}

// TestLearnLeavesOutChance has each of six words as often with each of six others: a sixth is no translation.
func TestLearnLeavesOutChance(t *testing.T) {
	var units []Unit
	for _, source := range []string{"قمر", "شجر", "نهر", "جبل", "بحر", "ثلج"} {
		for _, target := range []string{"lune", "arbre", "fleuve", "montagne", "océan", "neige"} {
			for range 4 {
				units = append(units, Unit{source, target})
			}
		}
	}
	l := Learn("ar", "fr", units)
	for _, e := range l.entries[arabicStem("نهر")] {
		t.Errorf("words that are together by chance: %s with probability %.3f, want none", e.word, e.p)
	}
}

// TestAnchorsNeedTwoWordsOrOneNumber has what makes a pair of sentences an anchor.
func TestAnchorsNeedTwoWordsOrOneNumber(t *testing.T) {
	for _, test := range []struct {
		name, source, target string
		want                 int
	}{
		{"one word", "وصل الوزير", "un ministre", 0},
		{"two words", "الوزير يزور اليابان", "un ministre au Japon", 1},
		{"one number", "سنة 1984", "en 1984", 1},
		{"boilerplate", "آخر تحديث: 1984", "en 1984", 0},
	} {
		s := scorerOf(pairOf(test.source, test.target))
		if got := s.anchors(); len(got) != test.want {
			t.Errorf("%s: anchors %+v, want %d", test.name, got, test.want)
		}
	}
	for n, want := range map[int]int{3: 3, 4: 0} {
		source := strings.Repeat("بين 1984 و 1985\n", n)
		if got := scorerOf(pairOf(source, "de 1984 à 1985")).anchors(); len(got) != want {
			t.Errorf("two numbers in %d sentences: anchors %+v, want %d", n, got, want)
		}
	}
	repeated := scorerOf(pairOf(strings.Repeat("بين 1984 و 1985 و 1986\n", 9), strings.Repeat("de 1984 à 1985 et 1986\n", 9)))
	got := repeated.anchors()
	for k, a := range got {
		if a.i != k || a.j != k {
			t.Errorf("sentences that repeat themselves: anchor %+v, want %d with %d", a, k, k)
		}
	}
	if len(got) != 9 {
		t.Errorf("sentences that repeat themselves: %d anchors, want 9", len(got))
	}
}

// TestStatisticsCountConfidentLengths has the least probability of a bead whose lengths count.
func TestStatisticsCountConfidentLengths(t *testing.T) {
	l := latticeOf(0.5)
	l.doc.source[0].length, l.doc.target[0].length = 50, 60
	for p, want := range map[float64]float64{0.8: 0, 0.81: 0.81} {
		var stats statistics
		l.addPosterior(&stats, p, 0, 1, 1)
		if stats.oneToOne != want || stats.shapes[0] != p {
			t.Errorf("probability %.2f: %+v, want %.2f lengths", p, stats, want)
		}
	}
}
