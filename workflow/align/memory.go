package align

import "truchement/workflow/lang"

// Unit is a text and its translation, as a memory has them.
type Unit struct{ Source, Target string }

// Learn makes a lexicon of memory units: a thousand segments replace a dictionary.
func Learn(source, target string, units []Unit) *Lexicon {
	c := &corpus{source: newVocab(lang.Base(source)), target: newVocab(lang.Base(target)),
		aligner: &Aligner{chrome: newChrome()}, learnt: map[[2]int]float64{}}
	beads := make([][]Bead, 0, len(units))
	for _, u := range units {
		c.docs = append(c.docs, &doc{
			source: c.lines(c.source, []Sentence{{Text: u.Source}}),
			target: c.lines(c.target, []Sentence{{Text: u.Target}})})
		beads = append(beads,
			[]Bead{{Source: [2]int{0, 1}, Target: [2]int{0, 1}, Confidence: 1}})
	}
	c.learn(beads)
	l := &Lexicon{entries: map[string][]entry{}}
	from, to := c.source.stemNames(), c.target.stemNames()
	for pair, p := range c.learnt {
		l.put(from[pair[0]], entry{to[pair[1]], p})
	}
	return l
}

// stemNames are the counting stems by their index.
func (v *vocab) stemNames() []string {
	names := make([]string, len(v.stems))
	for name, id := range v.stems {
		names[id] = name
	}
	return names
}
