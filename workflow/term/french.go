package term

// readFrench adds the readings of a word, that of the whole word first: as it is, as the lists know
// it, in the plural, and each of these in the feminine.
func (r *reader) readFrench(w *word) {
	x := reading{keep: len(w.letters), to: len(w.letters)}
	r.readFeminine(w, x)
	if len(w.letters) > maxWord {
		return
	}
	for i := range frenchLists().endings {
		e := &frenchLists().endings[i]
		if e.number == "" || !r.endsAs(w, len(w.letters), e) {
			continue
		}
		x.keep, x.tail = len(w.letters)-len(e.letters), e.word
		x.number, x.rule, x.place = e.number, e.rule, e.place
		r.readFeminine(w, x)
	}
}

// readFeminine adds a reading, and what it is a feminine of. A reading in the plural is first.
func (r *reader) readFeminine(w *word, x reading) {
	r.add(x)
	for _, f := range frenchLists().forms[string(r.keyOf(w, &x))] {
		y := x
		y.keep, y.tail, y.gender, y.rule, y.place = 0, f.word, f.gender, f.rule, f.place
		if f.number != "" {
			y.number = f.number
		}
		r.add(y)
	}
	if len(x.tail.letters) > 0 || len(w.letters) > maxWord {
		return
	}
	for i := range frenchLists().endings {
		e := &frenchLists().endings[i]
		if e.gender == "" || !r.endsAs(w, x.keep, e) {
			continue
		}
		y := x
		y.keep, y.tail = x.keep-len(e.letters), e.word
		y.gender, y.rule, y.place = e.gender, e.rule, e.place
		r.add(y)
	}
}

// endsAs reports whether the letters of a word up to end have the ending e, with its accents where
// they are known.
func (r *reader) endsAs(w *word, end int, e *ending) bool {
	from := end - len(e.letters)
	if from < e.least {
		return false
	}
	for i, letter := range e.letters {
		at := from + i
		if w.letters[at] != letter && !(w.isUnsure(at) && w.keys[at] == e.keys[i]) {
			return false
		}
	}
	return true
}

// isUnsure reports whether a letter may have lost its accent.
func (w *word) isUnsure(i int) bool { return i < 64 && w.unsure>>i&1 == 1 }

// sameFrench compares the letters of a term's word with those that a reading makes of w. Capitals
// may have lost their accents; some accents have two spellings, and long names are written without.
func sameFrench(term []rune, unsureTerm uint64, w *word, x *reading, c comparison) (same, exact bool) {
	kept := x.keep - x.from
	if len(term) != kept+len(x.tail.letters) {
		return false, false
	}
	exact = true
	for i, letter := range term {
		var other rune
		unsure := unsureTerm>>min(i, 63)&1 == 1
		if i < kept {
			other = w.letters[x.from+i]
			unsure = unsure || w.isUnsure(x.from+i)
		} else {
			other = x.tail.letters[i-kept]
		}
		switch {
		case letter == other:
		case keyOf(letter) != keyOf(other):
			return false, false
		case unsure:
		case hasTwoSpellings(letter, other) && len(term) >= 4,
			c.strict && len(term) >= 5 && keyOf(other) == other:
			exact = false
		default:
			return false, false
		}
	}
	return true, exact
}

// hasTwoSpellings reports whether two letters are written for each other in one word: évènement,
// maitre (the spellings of 1990).
func hasTwoSpellings(a, b rune) bool {
	switch {
	case a == 'é' && b == 'è' || a == 'è' && b == 'é', a == 'î' && b == 'i', a == 'i' && b == 'î',
		a == 'û' && b == 'u', a == 'u' && b == 'û':
		return true
	}
	return false
}
