package align

// Word is a word of a text that was linked to its translation.
type Word struct {
	Start, End int // bytes of the text
	// Known reports that a translation of it could have been found: it is a number, or the lexicon has it.
	Known bool
	Links []int // the words of the other text that may translate it, in their order
}

// Words returns the words of two texts, each with the words of the other that may translate it: by the lexicon, as the
// same number or word, or as a name that sounds alike. Two texts that are translations of each other are expected, and a
// word without a link may well be translated, by a word that the lexicon has not.
func (a *Aligner) Words(source, target string) (from, to []Word) {
	c := a.readPairs([]Pair{{Source: Sentences([]string{source}), Target: Sentences([]string{target})}})
	c.updateMatches(0)
	known := [2][]bool{c.sourceKnown, c.knownTargets()}
	sourceTokens, targetTokens := wordTokens(source), wordTokens(target)
	from, to = make([]Word, len(sourceTokens)), make([]Word, len(targetTokens))
	places := map[int][]int{} // of the target's words, by type
	for j, t := range targetTokens {
		to[j] = Word{Start: t.Start, End: t.End}
		for _, id := range c.target.add(nil, t.Text) {
			places[id] = append(places[id], j)
			to[j].Known = to[j].Known || id < len(known[1]) && known[1][id]
		}
	}
	for i, t := range sourceTokens {
		from[i] = Word{Start: t.Start, End: t.End}
		for _, id := range c.source.add(nil, t.Text) {
			if id >= len(c.matches) { // beyond maxTypes
				continue
			}
			from[i].Known = from[i].Known || known[0][id]
			for _, m := range c.matches[id] {
				for _, j := range places[m.target] {
					from[i].Links = append(from[i].Links, j)
					to[j].Links = append(to[j].Links, i)
				}
			}
		}
	}
	return from, to
}

// knownTargets tells by target type whether a translation of it could have been found.
func (c *corpus) knownTargets() []bool {
	known := make([]bool, len(c.target.types))
	for id, t := range c.target.types {
		known[id] = t.kind == number
		for _, s := range t.stems {
			known[id] = known[id] || c.aligner.translations[s]
		}
	}
	return known
}
