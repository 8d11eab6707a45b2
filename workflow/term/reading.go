package term

// reading is one way to read a word of a text as a form of a word of a dictionary: what clitics it
// has, and which ending was put in place of which.
type reading struct {
	// The letters from to keep of the word, and tail after them, are the dictionary's word; the
	// letters from to to are its form.
	from, keep, to int
	tail           tail
	head           head
	pronoun        string
	number         Number
	gender         Gender
	rule           string // empty: nothing but clitics
	place          place
}

// tail is the end of a dictionary's word that is not in the form.
type tail struct{ letters, keys []rune }

func newTail(letters []rune) tail {
	t := tail{letters: letters}
	for _, r := range letters {
		t.keys = append(t.keys, keyOf(r))
	}
	return t
}

// head is what precedes an Arabic stem, in letters of the word.
type head struct {
	conjunction, preposition string
	article                  bool
	length                   int // in letters
	articleAt                int // the letter where the article begins, length if there is none
}

// isBare reports whether there are clitics and no article, so that the letters may as well be the
// first of the word.
func (h head) isBare() bool { return h.length > 0 && !h.article }

// place says where a reading is possible.
type place uint8

const (
	anywhere      place = iota
	construct           // only with another noun or a pronoun after it
	agreeing            // of a noun only where it is no word of its own, of an adjective always
	adjective           // only after the first word of a term
	inPhrase            // only in a term of several words
	beforePronoun       // only before a pronoun, and as agreeing
	people              // as construct, of the words that have the plural ين, before a definite noun
	beforeFigure        // only before a number in figures
)

// reader reads the words of one text; its room is used again.
type reader struct {
	cutter
	readings []reading
	spans    []span   // by word, its readings
	begins   []uint64 // by word, the beginnings of the words that its readings are forms of
	runes    []rune   // of the tails that were made
	key      []byte
}

type span struct{ from, to int }

// read cuts a text into words and gives each its readings.
func (r *reader) read(text, tag string) {
	r.cut(text, tag)
	r.readings, r.spans, r.runes = r.readings[:0], r.spans[:0], r.runes[:0]
	r.begins = r.begins[:0]
	for i := range r.words {
		from := len(r.readings)
		w := &r.words[i]
		switch {
		case r.tag == "ar" && isArabic(w.keys):
			r.readArabic(w)
		case r.tag == "fr" && !w.link.isLink():
			r.readFrench(w)
		default:
			r.add(reading{to: len(w.letters), keep: len(w.letters)})
		}
		r.spans = append(r.spans, span{from, len(r.readings)})
		begins := uint64(0)
		for j := range r.readings[from:] {
			begins |= r.readings[from+j].beginning(w)
		}
		r.begins = append(r.begins, begins)
	}
}

// beginning returns the bit of the first letters of the dictionary's word.
func (x *reading) beginning(w *word) uint64 {
	kept, tail := w.keys[x.from:x.keep], x.tail.keys
	switch len(kept) {
	case 0:
		return beginning(tail)
	case 1:
		room := [2]rune{kept[0]}
		copy(room[1:], tail)
		return beginning(room[:])
	}
	return beginning(kept)
}

func (r *reader) add(x reading) { r.readings = append(r.readings, x) }

// keyOf returns the key of the dictionary's word that a reading makes of a word, until the next
// call.
func (r *reader) keyOf(w *word, x *reading) []byte {
	r.key = appendRunes(r.key[:0], w.keys[x.from:x.keep])
	r.key = appendRunes(r.key, x.tail.keys)
	return r.key
}

// maxWord is the length beyond which what looks like a word is none, and is not read as a form.
const maxWord = 40

// hasSuffix reports whether letters end with an ending.
func hasSuffix(letters, ending []rune) bool {
	n := len(letters) - len(ending)
	if n < 0 {
		return false
	}
	for i, r := range ending {
		if letters[n+i] != r {
			return false
		}
	}
	return true
}
