package term

// link is a small French word between the words of a term: the prepositions de and à, the article,
// or both, in one word (du, aux) or in two (de la, à l').
type link struct {
	preposition, article byte // as below; 0: none
	// articleAt is where the article begins in the text, -1 where it is contracted with its
	// preposition or there is none.
	articleAt int
}

const (
	de        = 'd'
	at        = 'a'
	masculine = 'm' // le
	feminine  = 'f' // la
	elided    = 'l' // l'
	several   = 's' // les
)

// isLink reports whether there is a preposition or an article.
func (l link) isLink() bool { return l.preposition != 0 || l.article != 0 }

// linkOf returns the link that a word is, without the place of its article.
func linkOf(letters string) link {
	switch letters {
	case "de", "d":
		return link{de, 0, -1}
	case "du":
		return link{de, masculine, -1}
	case "des":
		return link{de, several, -1}
	case "à", "a":
		return link{at, 0, -1}
	case "au":
		return link{at, masculine, -1}
	case "aux":
		return link{at, several, -1}
	case "le":
		return link{0, masculine, -1}
	case "la":
		return link{0, feminine, -1}
	case "l":
		return link{0, elided, -1}
	case "les":
		return link{0, several, -1}
	}
	return link{}
}

// takes reports whether next is the article of the preposition l, two words for one link.
func (l link) takes(next link) bool {
	return l.preposition != 0 && l.article == 0 && next.preposition == 0 &&
		(next.article == feminine || next.article == elided)
}

// with returns the link of a preposition and the article w after it.
func (l link) with(w word) link {
	return link{l.preposition, w.link.article, w.start}
}

// fits reports whether the text's link l corresponds to the term's: the same preposition, and the
// article of the same noun, which is elided or in the plural where the noun after it is.
func (l link) fits(term link, plural bool) bool {
	if l.preposition != term.preposition {
		return false
	}
	return l.article == term.article ||
		l.article != 0 && term.article != 0 && fitsArticle(l.article, term.article, plural)
}

func fitsArticle(text, term byte, plural bool) bool {
	if text == several || term == several {
		return plural && text == several
	}
	return text == elided || term == elided
}
