package stem

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// letter is the length of an Arabic letter in UTF-8.
const letter = len("ا")

//go:embed stems.txt
var stemsFile string

// stems are the known stems, folded.
var stems = sync.OnceValue(func() map[string]struct{} {
	set := map[string]struct{}{}
	for line := range strings.Lines(stemsFile) {
		if !strings.HasPrefix(line, "#") {
			set[strings.TrimSpace(line)] = struct{}{}
		}
	}
	return set
})

// Known reports whether a folded Arabic word is one of the known stems, so that its first letter is
// none of the clitics.
func Known(folded string) bool { return isKnown(folded) }

func isKnown(s string) bool {
	_, ok := stems()[s]
	return ok
}

// isArabic reports whether a folded word has Arabic letters alone, so that it may be sliced by
// letter, and is no longer than a word can be.
func isArabic(s string) bool {
	if len(s) == 0 || len(s) > maxLetters*letter || len(s)%letter != 0 {
		return false
	}
	for i := 0; i < len(s); i += letter {
		r, _ := utf8.DecodeRuneInString(s[i:])
		if !(r >= 'ء' && r <= 'ي' && r != 'ـ' || r >= 'ٱ' && r <= 'ۓ') {
			return false
		}
	}
	return true
}

// cut says where a folded word is cut, in bytes of it.
type cut struct {
	conjunction int // و or ف
	preposition int // ب, ل or ك, or the س of the future
	article     int // ال, or its ل after the preposition ل
	enclitic    int
}

func (c cut) stemOf(word string) string {
	return word[c.conjunction+c.preposition+c.article : len(word)-c.enclitic]
}

// proclitics returns the length in letters of each proclitic that is there.
func (c cut) proclitics() []int {
	var lengths []int
	for _, n := range [...]int{c.conjunction, c.preposition, c.article} {
		if n > 0 {
			lengths = append(lengths, n/letter)
		}
	}
	return lengths
}

// arabicKey cuts a folded word until nothing is left to cut, so that a word has the same key as
// its stem alone.
func arabicKey(word string) string {
	if !isArabic(word) {
		return word
	}
	for {
		c := cutArabic(word, unknownTyping)
		if c == (cut{}) {
			return word
		}
		word = restoreEnding(c, word)
	}
}

// restoreEnding returns the stem of a cut word, with its ة in place of the ت that is written before
// a pronoun, and ء in place of ئ or ؤ.
func restoreEnding(c cut, word string) string {
	s := c.stemOf(word)
	if c.enclitic == 0 || isKnown(s) || len(s) < 3*letter {
		return s
	}
	bare, last := s[:len(s)-letter], s[len(s)-letter:]
	switch {
	case last == "ت" && (isKnown(bare+"ه") || !strings.HasSuffix(bare, "ا")):
		return bare + "ه"
	case (last == "ئ" || last == "ؤ") && strings.HasSuffix(bare, "ا"):
		return bare + "ء"
	}
	return s
}

// typed says what the letters of a word as typed rule out, which Fold makes alike.
type typed struct {
	hamza int  // where the folded word has the first أ, إ or آ, in bytes; never the article's
	whole bool // the word ends in ة, ى or nunation, so that it has no pronoun
	his   bool // the word ends in ه, which is a pronoun where ة is typed as ة
}

// unknownTyping is that of a folded word.
var unknownTyping = typed{hamza: -1}

// cutArabic returns the best cut of a folded word of Arabic letters: none if the word is known,
// the one that leaves the longest known stem, or what the rules say.
func cutArabic(word string, as typed) cut {
	if isKnown(word) || isKnownForm(word, as) {
		return cut{enclitic: his(word, as)}
	}
	c, ok := cutToKnown(word, as)
	if !ok {
		c = cutByRule(word, as)
	}
	if c.enclitic == 0 && c.article == 0 {
		c.enclitic = his(c.stemOf(word), as)
	}
	return c
}

// his returns the length of the pronoun of a stem that is typed with ه and known with ة as well:
// عمله is his work, though عملة is money. An unknown one keeps three letters.
func his(s string, as typed) int {
	bare, ok := strings.CutSuffix(s, "ه")
	if !as.his || !ok || len(bare) < 3*letter ||
		isKnown(s) && !isKnown(bare) && !isInflected(bare) {
		return 0
	}
	return letter
}

// isKnownForm reports whether a word is a known one with the ا of nunation, or with what is typed
// as ة.
func isKnownForm(word string, as typed) bool {
	if len(word) < 4*letter {
		return false
	}
	bare, last := word[:len(word)-letter], word[len(word)-letter:]
	accusative := last == "ا" && !strings.HasSuffix(bare, "ه")
	return (accusative || last == "ه" && as.whole) && isKnown(bare)
}

// cutToKnown returns the cut that leaves the longest known stem, if there is one.
func cutToKnown(word string, as typed) (best cut, ok bool) {
	var headRoom [8]cut
	var tailRoom [len(enclitics) + 1]int
	longest := 0
	ends := tails(word, tailRoom[:0])
	for _, head := range heads(word, headRoom[:0]) {
		for _, tail := range ends {
			c := head
			c.enclitic = tail
			if tail > 0 && as.whole || head.article > 0 && (tail > 0 || as.refuses(head)) ||
				!isStem(c, word) {
				continue
			}
			n := len(c.stemOf(word))
			if n > longest || n == longest && isLikelier(c, best, word) {
				best, longest, ok = c, n, true
			}
		}
	}
	return best, ok
}

// isLikelier reports which of two cuts that leave as much of a word is the right one: an article
// is likelier than anything, ك is the least likely pronoun.
func isLikelier(c, than cut, word string) bool {
	return c.article > than.article ||
		c.enclitic == 0 && than.enclitic == letter && strings.HasSuffix(word, "ك")
}

// refuses reports whether the article of a cut is typed with a hamza, which it never has.
func (as typed) refuses(c cut) bool {
	return as.hamza == c.conjunction+c.preposition
}

// heads appends to list what may be taken off the beginning of a word, nothing first.
func heads(word string, list []cut) []cut {
	list = headsAfter(word, cut{}, list)
	if strings.HasPrefix(word, "و") || strings.HasPrefix(word, "ف") {
		list = headsAfter(word[letter:], cut{conjunction: letter}, list)
	}
	return list
}

// headsAfter appends the prepositions and articles at the beginning of rest, what follows the
// conjunction of c.
func headsAfter(rest string, c cut, list []cut) []cut {
	list = append(list, c)
	if strings.HasPrefix(rest, "ال") {
		return append(list, cut{c.conjunction, 0, 2 * letter, 0})
	}
	if len(rest) < letter {
		return list
	}
	switch rest[:letter] {
	case "ل":
		if strings.HasPrefix(rest, "لل") {
			list = append(list, cut{c.conjunction, letter, letter, 0})
		}
	case "ب", "ك":
		if strings.HasPrefix(rest[letter:], "ال") {
			list = append(list, cut{c.conjunction, letter, 2 * letter, 0})
		}
	case "س":
	default:
		return list
	}
	return append(list, cut{c.conjunction, letter, 0, 0})
}

// enclitics are the pronouns at the end of a word, the longest first.
var enclitics = [...]string{
	"هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي",
}

// tails appends to list the lengths of the pronouns that a word may end with, none first.
func tails(word string, list []int) []int {
	list = append(list, 0)
	for _, e := range enclitics {
		if strings.HasSuffix(word, e) {
			list = append(list, len(e))
		}
	}
	return list
}

// isStem reports whether a cut leaves a known stem that may have these clitics.
func isStem(c cut, word string) bool {
	if c.conjunction+c.preposition+c.article+c.enclitic >= len(word) {
		return false
	}
	s := c.stemOf(word)
	if len(s) == letter {
		// The prepositions themselves: له, وبها.
		return c.preposition == 0 && c.enclitic > 0 && (s == "ل" || s == "ب")
	}
	if c.preposition > 0 && c.article == 0 && !takesPreposition(word[c.conjunction:], s) {
		return false
	}
	if c.enclitic == letter && strings.HasSuffix(word, "ي") {
		bare, feminine := strings.CutSuffix(s, "ت")
		return feminine && isKnown(bare+"ه") || takesMy(s)
	}
	if c.enclitic == 0 {
		return isKnown(s)
	}
	return isKnown(s) && !refusesPronoun(s) || isInflected(s)
}

// isInflected reports whether s is what a known word becomes before a pronoun: ة becomes ت, and ء
// after a long vowel ئ or ؤ.
func isInflected(s string) bool {
	bare, last := s[:len(s)-letter], s[len(s)-letter:]
	switch last {
	case "ت":
		return isKnown(bare + "ه")
	case "ئ", "ؤ":
		return strings.HasSuffix(bare, "ا") && isKnown(bare+"ء")
	}
	return false
}

// refusesPronoun reports whether s is a particle that never has one.
func refusesPronoun(s string) bool {
	switch s {
	case "الا", "الم", "لا", "ما", "لم", "لن", "ثم", "او", "ام", "لو", "قد", "هل", "كي", "تم":
		return true
	}
	return false
}

// takesPreposition reports whether the first letter of word may be a preposition, or the س of the
// future, before the stem s. Two letters are too few, particles apart: بشر is not ب + شر.
func takesPreposition(word, s string) bool {
	if strings.HasPrefix(word, "س") {
		return len(s) >= 3*letter && isImperfect(s)
	}
	return len(s) >= 3*letter || isParticle(s)
}

// isImperfect reports whether a word begins as a verb of the imperfect does.
func isImperfect(s string) bool {
	switch s[:letter] {
	case "ي", "ت", "ن", "ا":
		return true
	}
	return false
}

func isParticle(s string) bool {
	switch s {
	case "ان", "من", "ما", "كل", "اي", "لا", "ذا":
		return true
	}
	return false
}

// takesMy reports whether ي after s is the pronoun and no nisba: after prepositions, and after the
// people and things that belong to a speaker in a quotation.
func takesMy(s string) bool {
	switch s {
	case "عند", "مع", "عن", "من", "ان", "لان", "لكن", "نفس", "وحد", "اب", "ام", "اخ", "ابن",
		"والد", "صديق", "زميل", "زوج", "بيت", "قلب", "راي", "اسم", "حيات", "اخت", "بنت", "يد",
		"راس", "بلاد", "رئيس", "ولد", "اولاد", "اصدقاء", "زملاء", "ابناء", "عمر", "اعتقاد":
		return true
	}
	return false
}

// cutByRule cuts a word of which no known stem is left: the article with the letters before it, و,
// the other proclitics where they are likelier than not, and the pronouns that are seldom the end
// of a stem. The conditions are those that were right for most of the unknown words of UD PUD.
func cutByRule(word string, as typed) cut {
	var room [8]cut
	for _, c := range heads(word, room[:0]) {
		if c.article > 0 && !as.refuses(c) && len(c.stemOf(word)) >= 2*letter {
			return c
		}
	}
	c := cut{}
	if strings.HasPrefix(word, "و") && len(word) >= 4*letter {
		c.conjunction = letter
	}
	rest := word[c.conjunction:]
	if c.conjunction == 0 && isFutureAfter("ف", word) {
		c.conjunction = letter
		c.preposition = letter
	} else if hasPreposition(rest, as.hamza == c.conjunction+letter) {
		c.preposition = letter
	}
	if !as.whole {
		c.enclitic = pronounByRule(c.stemOf(word))
	}
	return c
}

// isFutureAfter reports whether a word is the conjunction with the س of the future and a verb.
func isFutureAfter(conjunction, word string) bool {
	rest, ok := strings.CutPrefix(word, conjunction+"س")
	return ok && len(rest) >= 3*letter && isImperfect(rest) && !strings.HasPrefix(rest, "ا")
}

// hasPreposition reports whether the first letter of an unknown word is likely a preposition, or
// the س of the future. Names with ب, ل and ك (برشلونة, لوران) mostly have a vowel or ر or ل after
// it. A hamza typed after it begins the stem.
func hasPreposition(word string, hamza bool) bool {
	if hamza && len(word) >= 4*letter {
		return strings.Contains("بلكس", word[:letter])
	}
	if len(word) < 5*letter {
		return false
	}
	rest := word[letter:]
	next := rest[:letter]
	switch word[:letter] {
	case "س":
		return next == "ي" || next == "ت" || next == "ن"
	case "ك":
		return next == "م"
	case "ب":
		if next == "ي" {
			return false
		}
	case "ل":
	default:
		return false
	}
	switch next {
	case "ا":
		return rest[2*letter:3*letter] == "ت" || strings.HasPrefix(rest, "است")
	case "و", "ر", "ل", "ه":
		return false
	}
	return true
}

// pronounByRule returns the length of the pronoun at the end of an unknown stem.
func pronounByRule(s string) int {
	for _, e := range [...]string{"هما", "ها"} {
		if strings.HasSuffix(s, e) && len(s)-len(e) >= 3*letter {
			return len(e)
		}
	}
	for _, e := range [...]string{"هم", "كم", "نا", "ه"} {
		bare, ok := strings.CutSuffix(s, e)
		if ok && len(bare) >= 4*letter && takesPronoun(bare, e) {
			return len(e)
		}
	}
	return 0
}

// takesPronoun reports whether the pronoun e, whose letters end many words that have none, is
// likely one after bare: after the ت of a ة or a plural, after the hamza of a long vowel, ه and نا
// after a verb in ي, هم after any consonant.
func takesPronoun(bare, e string) bool {
	switch last := bare[len(bare)-letter:]; {
	case last == "ت", strings.HasSuffix(bare, "ائ"), strings.HasSuffix(bare, "اؤ"):
		return true
	case e == "هم":
		return last != "ا"
	case e == "ه", e == "نا":
		return strings.HasPrefix(bare, "ي")
	}
	return false
}
