package align

import "truchement/workflow/lang"

// Unit is a text and its translation (a translation unit of TMX).
type Unit struct{ Source, Target string }

// Learn makes a lexicon of translation units.
func Learn(source, target string, units []Unit) *Lexicon {
	c := &corpus{source: newVocab(lang.Base(source)), target: newVocab(lang.Base(target)),
		aligner: &Aligner{boilerplate: newBoilerplate()}, learnt: map[[2]int]float64{}}
	beads := make([][]Bead, 0, len(units))
	for _, u := range units {
		c.docs = append(c.docs, &doc{
			source: c.typeLines(c.source, []Sentence{{Text: u.Source}}),
			target: c.typeLines(c.target, []Sentence{{Text: u.Target}})})
		beads = append(beads,
			[]Bead{{Source: [2]int{0, 1}, Target: [2]int{0, 1}, Confidence: 1}})
	}
	c.learn(beads)
	l := &Lexicon{entries: map[string][]entry{}}
	from, to := c.source.stemNames(), c.target.stemNames()
	for pair, p := range c.learnt {
		l.addEntry(from[pair[0]], entry{to[pair[1]], p})
	}
	return l
}

// stemNames returns the counting stems by index.
func (v *vocab) stemNames() []string {
	names := make([]string, len(v.stems))
	for name, id := range v.stems {
		names[id] = name
	}
	return names
}
