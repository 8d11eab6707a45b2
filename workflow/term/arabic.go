package term

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/lang/stem"
)

// isArabic reports whether a word has Arabic letters alone, and no more than a word has.
func isArabic(keys []rune) bool {
	for _, r := range keys {
		if r < 'ء' || r > 'ي' {
			return false
		}
	}
	return len(keys) > 0 && len(keys) <= maxWord
}

// joinedName returns the letter at which a name of عبد and ال that is written together has its
// second part, after any clitics; 0 if a word is none.
func joinedName(letters []rune) int {
	for at := 0; at <= 2; at++ {
		rest := letters[at:]
		if len(rest) < len([]rune("عبدالحق"))-1 {
			return 0
		}
		if string(rest[:5]) == "عبدال" {
			return at + 3
		}
		if !strings.ContainsRune("وفبلك", rest[0]) {
			return 0
		}
	}
	return 0
}

// The pronouns at the end of a noun.
var pronouns = [...]string{"هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ه", "ك", "ي"}

// readArabic adds the readings of a word, that of the whole word first.
func (r *reader) readArabic(w *word) {
	var room [8]head
	for _, h := range heads(w.letters, room[:0]) {
		rest := w.letters[h.length:]
		if len(rest) < 2 {
			continue
		}
		listed := r.readStem(w, reading{head: h, from: h.length, to: len(w.letters)})
		if h.article || listed {
			continue // a word with the article has no pronoun, and ك is a part of أسماك
		}
		for _, p := range pronouns {
			n := utf8.RuneCountInString(p)
			if len(rest) >= n+2 && strings.HasSuffix(string(w.letters[len(w.letters)-n:]), p) {
				r.readStem(w, reading{head: h, from: h.length, to: len(w.letters) - n, pronoun: p})
			}
		}
	}
}

// heads appends to list what may precede the stem of a word, nothing first.
func heads(letters []rune, list []head) []head {
	list = headsAfter(letters, head{}, list)
	if len(letters) > 2 && letters[0] == 'و' {
		list = headsAfter(letters, head{conjunction: "و", length: 1}, list)
	} else if len(letters) > 2 && letters[0] == 'ف' {
		list = headsAfter(letters, head{conjunction: "ف", length: 1}, list)
	}
	return list
}

// headsAfter appends h, and h with each preposition and article that follow it.
func headsAfter(letters []rune, h head, list []head) []head {
	h.articleAt = h.length
	list = append(list, h)
	rest := letters[h.length:]
	if len(rest) < 3 {
		return list
	}
	if rest[0] == 'ا' && rest[1] == 'ل' {
		return append(list, h.with("", 2, true))
	}
	switch rest[0] {
	case 'ل':
		list = append(list, h.with("ل", 1, false))
		if rest[1] == 'ل' {
			// للوزير is ل and الوزير; للجنة, whose stem has a ل too, has lost one.
			list = append(list, h.with("ل", 2, true), h.with("ل", 1, true))
		}
	case 'ب', 'ك':
		preposition := "ب"
		if rest[0] == 'ك' {
			preposition = "ك"
		}
		list = append(list, h.with(preposition, 1, false))
		if rest[1] == 'ا' && rest[2] == 'ل' {
			list = append(list, h.with(preposition, 3, true))
		}
	}
	return list
}

// with returns h with a preposition and an article after it, of so many letters in all.
func (h head) with(preposition string, length int, article bool) head {
	h.preposition, h.article = preposition, article
	h.articleAt = h.length + utf8.RuneCountInString(preposition)
	h.length += length
	if !article {
		h.articleAt = h.length
	}
	return h
}

// readStem adds the readings of what is left of a word between its clitics, and reports whether it
// is a plural that a list knows.
func (r *reader) readStem(w *word, x reading) (listed bool) {
	stem := w.letters[x.from:x.to]
	last := stem[len(stem)-1]
	if x.pronoun == "ي" {
		// After any other letter ي is likelier the nisba: مركزي is central, not my centre.
		if last == 'ت' {
			r.readBeforePronoun(w, x, stem)
		}
		return false
	}
	if !w.nunation || last != 'ا' {
		listed = r.readListed(w, x, x.to, tail{})
	}
	switch {
	case x.pronoun != "":
		listed = r.readBeforePronoun(w, x, stem) || listed
	case last == 'ا' && !x.head.article && x.head.preposition == "" && len(stem) >= 4:
		listed = r.readAccusative(w, x, stem) || listed
	}
	r.readEndings(w, x)
	if !listed || stem[0] != 'أ' { // أسواق is of سوق, and not of ساق; خزائن of خزانة and of خزينة
		r.readBroken(x, withHamzaAlone(stem, x.pronoun))
	}
	switch {
	case x.pronoun == "" && !x.head.article && last != 'ي' && isDefective(stem):
		x.keep, x.tail, x.rule, x.place = x.to, tailYa, ruleDefective, agreeing
		r.add(x)
	case x.head.article && last == 'ي' && len(stem) == 4 && stem[1] == 'ا':
		x.keep, x.rule, x.place = x.to-1, ruleDefective, inPhrase
		r.add(x)
	}
	return listed
}

// readAccusative adds the readings of a stem that ends with the ا of the indefinite accusative, and
// reports whether a list knows it without.
func (r *reader) readAccusative(w *word, x reading, stem []rune) (listed bool) {
	n := len(stem)
	y := x
	y.rule, y.place = ruleAccusative, agreeing
	listed = r.readListed(w, y, x.to-1, tail{})
	if stem[n-2] == 'ئ' { // شيئا
		listed = r.readListed(w, y, x.to-2, tailHamza) || listed
	}
	if n >= 6 && !listed && stem[0] == 'أ' { // أطلالا, but مسالما is of مسالم
		r.readBroken(x, stem[:n-1])
	}
	return listed
}

var (
	tailTa        = newTail([]rune("ة"))
	tailYa        = newTail([]rune("ي"))
	tailAlif      = newTail([]rune("ى"))
	tailHamza     = newTail([]rune("ء"))
	tailAlifHamza = newTail([]rune("أ"))
)

// isDefective reports whether a stem may be one that has lost its ي without the article: قاض, محام.
// Of other words in م the one in ي is a nisba: مركز, مركزي.
func isDefective(stem []rune) bool {
	n := len(stem)
	return n == 3 && stem[1] == 'ا' || n >= 4 && stem[0] == 'م' && stem[n-2] == 'ا'
}

// readBeforePronoun adds the readings of a stem whose last letter is another one before a pronoun,
// and reports whether a list knows it.
func (r *reader) readBeforePronoun(w *word, x reading, stem []rune) bool {
	x.rule = rulePronoun
	switch last := stem[len(stem)-1]; {
	case last == 'ت':
		return r.readListed(w, x, x.to-1, tailTa)
	case last == 'ا' && len(stem) >= 4:
		return r.readListed(w, x, x.to-1, tailAlif)
	case (last == 'ئ' || last == 'ؤ') && stem[len(stem)-2] == 'ا':
		return r.readListed(w, x, x.to-1, tailHamza)
	case last == 'ئ' || last == 'ؤ':
		return r.readListed(w, x, x.to-1, tailAlifHamza)
	}
	return false
}

// readListed adds the reading of the stem that is the word's letters to keep and a tail, as a word
// of the dictionary and as a form of each word that the lists know it for. It reports whether it is
// the plural of one.
func (r *reader) readListed(w *word, x reading, keep int, t tail) (listed bool) {
	x.keep, x.tail = keep, t
	r.add(x)
	place := x.place
	key := r.keyOf(w, &x)
	for _, f := range arabicLists().forms[string(key)] {
		if !w.isSpelled(f.form, x.from, keep, x.head.article) {
			continue
		}
		x.keep, x.tail = x.from, f.word
		x.number, x.gender, x.rule, x.place = f.number, f.gender, f.rule, f.place
		if place == agreeing && f.place == anywhere {
			x.place = agreeing // of the accusative: يهودا is a name
		}
		r.add(x)
		listed = listed || f.number == Plural
	}
	return listed
}

// isSpelled reports whether the letters of a word are those of a form as a list spells it: a hamza
// may be missing, but where there is one it is not another.
func (w *word) isSpelled(form []rune, from, keep int, article bool) bool {
	for i := range min(len(form), keep-from) {
		t, letter := form[i], w.letters[from+i]
		if isAlif(t) && t != letter && letter != 'ا' || t == 'ة' && letter == 'ه' && !article ||
			t == 'ى' && letter == 'ي' && len(form) < 4 { // قوى is not قوي
			return false
		}
	}
	return true
}

// readEndings adds a reading for each ending of number and gender that the stem has.
func (r *reader) readEndings(w *word, x reading) {
	stem := w.letters[x.from:x.to]
	for i := range arabicLists().endings {
		e := &arabicLists().endings[i]
		if len(stem)-len(e.letters) < e.least || !hasSuffix(stem, e.letters) ||
			e.withPronoun == noPronoun && x.pronoun != "" {
			continue
		}
		x.keep, x.tail = x.to-len(e.letters), e.word
		x.number, x.gender, x.rule, x.place = e.number, e.gender, e.rule, e.place
		if e.number == Plural && x.rule == "ending ين" && !hasSoundPlural(w.letters[x.from:x.keep]) {
			x.number = Dual
		}
		r.add(x)
	}
}

// hasSoundPlural reports whether a word is likely one that has the plural in ون and ين: a participle
// or a nisba. Of others ين is the dual.
func hasSoundPlural(letters []rune) bool {
	n := len(letters)
	return n >= 4 && (letters[0] == 'م' || letters[1] == 'ا') || n >= 3 && letters[n-1] == 'ي'
}

// hasArticle reports whether a word has the article, and nothing before it.
func hasArticle(letters []rune) bool {
	return len(letters) > 3 && letters[0] == 'ا' && letters[1] == 'ل'
}

// isOwnWord reports whether the letters of a word from a clitic on are themselves a known word, so
// that the clitic is likelier the first letter of it: كريم is not ك and ريم, وجهة not و and جهة.
func (r *reader) isOwnWord(w *word, x *reading) bool {
	return r.isKnown(w, 0) || x.head.preposition != "" && x.head.conjunction != "" && r.isKnown(w, 1)
}

// isKnown reports whether the letters of a word from one on are a known word.
func (r *reader) isKnown(w *word, from int) bool {
	if _, apart := arabicLists().apart[string(w.letters[from:])]; apart {
		return true
	}
	r.key = appendRunes(r.key[:0], w.keys[from:])
	return stem.Known(string(r.key))
}

// arabicArticle cuts the article off the letters of a term's word.
func arabicArticle(letters []rune) (rest []rune, article bool) {
	if len(letters) < 4 || letters[0] != 'ا' || letters[1] != 'ل' {
		return letters, false
	}
	if _, own := arabicLists().whole[string(letters)]; own {
		return letters, false
	}
	return letters[2:], true
}

// sameArabic compares the letters of a term's word with those that a reading makes of w. A writer
// may leave a hamza, or the dots of a final ي or ة, where no other word comes of it: short words
// alone are exact.
func sameArabic(term []rune, w *word, x *reading, c comparison) (same, exact bool) {
	kept := x.keep - x.from
	if len(term) != kept+len(x.tail.letters) {
		return false, false
	}
	c.lax = len(term) >= 4 || c.several
	c.long = len(term) >= 6 || c.lax && c.strict
	if len(term) == 3 && term[1] == 'ل' && !x.head.article && kept > 0 && w.letters[x.from] == 'ا' &&
		term[0] != 'ا' && x.from+kept < len(w.letters) {
		return false, false // التي is no form of آلة, and المهم none of ألم
	}
	if x.head.preposition == "ك" && !x.head.article && isAlif(term[0]) && kept > 0 &&
		w.letters[x.from] != term[0] {
		return false, false // كاميرون is no like of أمير
	}
	exact = true
	for i, t := range term {
		letter := rune(0)
		if i < kept {
			letter = w.letters[x.from+i]
		} else {
			letter = x.tail.letters[i-kept]
		}
		if t == letter || c.plural && t == 'ى' && letter == 'ي' {
			continue
		}
		exact = false
		switch {
		case isAlif(t) && isAlif(letter):
			same = sameAlif(t, letter, i == 0, c)
		case i == len(term)-1:
			same = i < kept && sameFinal(t, letter, c)
		default:
			same = keyOf(t) == keyOf(letter)
		}
		if !same {
			return false, false
		}
	}
	return true, exact
}

// sameFinal compares two last letters, with and without dots.
func sameFinal(term, text rune, c comparison) bool {
	switch {
	case term == 'ي' && text == 'ى':
		return c.lax
	case term == 'ى' && text == 'ي':
		return c.lax && (c.strict || c.several)
	case term == 'ة' && text == 'ه':
		return c.article || c.strict && c.lax
	}
	return text != 'ة' && text != 'ى' && keyOf(term) == keyOf(text)
}

func isAlif(r rune) bool { return r == 'ا' || r == 'أ' || r == 'إ' || r == 'آ' }

// sameAlif compares two letters with and without hamza.
func sameAlif(term, text rune, first bool, c comparison) bool {
	switch {
	case term == 'ا':
		return first // فأس is not فاس
	case text == 'ا':
		return first || c.lax
	}
	return first && c.long // إسبانيا and أسبانيا, but إعلام is not أعلام
}
