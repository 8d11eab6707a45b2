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
		r.readStem(w, reading{head: h, from: h.length, to: len(w.letters)})
		if h.article {
			continue // a word with the article has no pronoun
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

// readStem adds the readings of what is left of a word between its clitics.
func (r *reader) readStem(w *word, x reading) {
	stem := w.letters[x.from:x.to]
	last := stem[len(stem)-1]
	if x.pronoun == "ي" {
		// After any other letter ي is likelier the nisba: مركزي is central, not my centre.
		if last == 'ت' {
			r.readBeforePronoun(w, x, stem)
		}
		return
	}
	if !w.nunation || last != 'ا' {
		r.readListed(w, x, x.to, tail{})
	}
	switch {
	case x.pronoun != "":
		r.readBeforePronoun(w, x, stem)
	case last == 'ا' && !x.head.article && x.head.preposition == "" && len(stem) >= 4:
		y := x
		y.rule, y.place = ruleAccusative, agreeing
		r.readListed(w, y, x.to-1, tail{})
	}
	r.readEndings(w, x)
	r.readBroken(w, x)
	switch {
	case x.pronoun == "" && !x.head.article && last != 'ي' && isDefective(stem):
		x.keep, x.tail, x.rule = x.to, tailYa, ruleDefective
		r.add(x)
	case x.head.article && last == 'ي' && len(stem) == 4 && stem[1] == 'ا':
		x.keep, x.rule, x.place = x.to-1, ruleDefective, inPhrase
		r.add(x)
	}
}

var (
	tailTa        = newTail([]rune("ة"))
	tailYa        = newTail([]rune("ي"))
	tailAlif      = newTail([]rune("ى"))
	tailHamza     = newTail([]rune("ء"))
	tailAlifHamza = newTail([]rune("أ"))
)

// isDefective reports whether a stem may be one that has lost its ي without the article: قاض, محام.
func isDefective(stem []rune) bool {
	return len(stem) == 3 && stem[1] == 'ا' || len(stem) >= 4 && stem[0] == 'م'
}

// readBeforePronoun adds the readings of a stem whose last letter is another one before a pronoun.
func (r *reader) readBeforePronoun(w *word, x reading, stem []rune) {
	x.rule = rulePronoun
	switch last := stem[len(stem)-1]; {
	case last == 'ت':
		r.readListed(w, x, x.to-1, tailTa)
	case last == 'ا' && len(stem) >= 4:
		r.readListed(w, x, x.to-1, tailAlif)
	case (last == 'ئ' || last == 'ؤ') && stem[len(stem)-2] == 'ا':
		r.readListed(w, x, x.to-1, tailHamza)
	case last == 'ئ' || last == 'ؤ':
		r.readListed(w, x, x.to-1, tailAlifHamza)
	}
}

// readListed adds the reading of the stem that is the word's letters to keep and a tail, as a word
// of the dictionary and as a form of each word that the lists know it for.
func (r *reader) readListed(w *word, x reading, keep int, t tail) {
	x.keep, x.tail = keep, t
	r.add(x)
	key := r.keyOf(w, &x)
	for _, f := range arabicLists().forms[string(key)] {
		if !w.isSpelled(f.form, x.from, keep, x.head.article) {
			continue
		}
		x.keep, x.tail = x.from, f.word
		x.number, x.gender, x.rule, x.place = f.number, f.gender, f.rule, f.place
		r.add(x)
	}
}

// isSpelled reports whether the letters of a word are those of a form as a list spells it: a hamza
// may be missing, but where there is one it is not another.
func (w *word) isSpelled(form []rune, from, keep int, article bool) bool {
	for i := range min(len(form), keep-from) {
		t, letter := form[i], w.letters[from+i]
		if isAlif(t) && t != letter && letter != 'ا' || t == 'ة' && letter == 'ه' && !article {
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

// readBroken adds the words of which a stem is the plural by one of the regular patterns. In terms of
// several words these are more, since the words beside hold what alone would be another word.
func (r *reader) readBroken(w *word, x reading) {
	s := w.letters[x.from:x.to]
	n := len(s)
	if n < 3 || n > 6 || s[n-1] == 'ى' {
		return
	}
	x.number, x.rule, x.place = Plural, ruleBroken, agreeing
	switch {
	case s[0] == 'أ' && n >= 5 && s[2] != 'ا':
		r.readBrokenHamza(x, s)
	case n == 5 && s[3] == 'ا' && s[4] == 'ء': // سفراء of سفير, شعراء of شاعر
		r.made(x, s[0], s[1], 'ي', s[2])
		x.place = inPhrase
		r.made(x, s[0], 'ا', s[1], s[2])
	case n >= 5 && s[2] == 'ا' && s[n-1] != 'ة':
		r.readBrokenLong(x, s)
	case n <= 4 && s[n-1] != 'ة':
		x.place = inPhrase
		r.readBrokenShort(x, s)
	}
}

// readBrokenHamza reads أحزاب of حزب, أموال of مال, أسلحة of سلاح, أرصدة of رصيد, أصدقاء of صديق.
func (r *reader) readBrokenHamza(x reading, s []rune) {
	a, b, c, last := s[1], s[2], s[3], s[len(s)-1]
	switch {
	case len(s) == 5 && c == 'ا':
		r.made(x, a, b, last)
		if b == 'و' || b == 'ي' {
			r.made(x, a, 'ا', last)
		}
	case len(s) == 5 && last == 'ة':
		r.made(x, a, b, 'ا', c)
		r.made(x, a, b, 'ي', c)
	case len(s) == 6 && s[4] == 'ا' && last == 'ء':
		r.made(x, a, b, 'ي', c)
	}
}

// readBrokenLong reads مكاتب of مكتب, مشاريع of مشروع, وثائق of وثيقة, عواصم of عاصمة, قضايا of قضية.
func (r *reader) readBrokenLong(x reading, s []rune) {
	a, b, c, d, last := s[0], s[1], s[3], s[4], s[len(s)-1]
	switch {
	case len(s) == 5 && c == 'ي' && d == 'ا':
		r.made(x, a, b, 'ي', 'ة')
	case last == 'ا':
	case len(s) == 5 && last == 'ي': // مصافي of مصفاة, مباني of مبنى
		r.made(x, a, b, c, 'ا', 'ة')
		r.made(x, a, b, c, 'ى')
	case len(s) == 5 && c == 'ئ':
		for _, long := range [...]rune{'ي', 'ا', 'و'} {
			r.made(x, a, b, long, d, 'ة')
		}
	case len(s) == 5:
		if b == 'و' {
			r.made(x, a, 'ا', c, d)
			r.made(x, a, 'ا', c, d, 'ة')
		}
		r.made(x, a, b, c, d)
		r.made(x, a, b, c, d, 'ة')
	case d == 'ي':
		if b == 'و' {
			r.made(x, a, 'ا', c, 'و', last)
			r.made(x, a, 'ا', c, 'ي', last)
		}
		for _, long := range [...]rune{'ا', 'و', 'ي'} {
			r.made(x, a, b, c, long, last)
		}
	}
}

// readBrokenShort reads حروب of حرب, جبال of جبل, كبار of كبير, غرف of غرفة, and alone too عمال of
// عامل, قصص of قصة.
func (r *reader) readBrokenShort(x reading, s []rune) {
	switch {
	case len(s) == 3 && s[1] == s[2]:
		x.place = agreeing
		r.made(x, s[0], s[1], 'ة')
	case len(s) == 3:
		r.made(x, s[0], s[1], s[2], 'ة')
	case s[2] == 'و':
		r.made(x, s[0], s[1], s[3])
	case s[2] == 'ا':
		r.made(x, s[0], s[1], s[3])
		r.made(x, s[0], s[1], 'ي', s[3])
		x.place = agreeing
		middle := s[1]
		if middle == 'ي' || middle == 'و' {
			middle = 'ئ' // سياح of سائح
		}
		r.made(x, s[0], 'ا', middle, s[3])
	}
}

// made adds a reading as a word of these letters.
func (r *reader) made(x reading, letters ...rune) {
	x.keep = x.from
	from := len(r.runes)
	r.runes = append(r.runes, letters...)
	x.tail.letters = r.runes[from:len(r.runes):len(r.runes)]
	from = len(r.runes)
	for _, l := range letters {
		r.runes = append(r.runes, keyOf(l))
	}
	x.tail.keys = r.runes[from:len(r.runes):len(r.runes)]
	r.add(x)
}

// isOwnWord reports whether the letters of a word from a clitic on are themselves a known word, so
// that the clitic is likelier the first letter of it: كريم is not ك and ريم.
func (r *reader) isOwnWord(w *word, x *reading) bool {
	start := 0
	if x.head.preposition != "" && x.head.conjunction != "" {
		start = 1
	}
	r.key = appendRunes(r.key[:0], w.keys[start:])
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
			same = sameFinal(t, letter, c)
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
