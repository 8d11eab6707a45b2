package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// The lengths of sentences, parts and clauses, in words.
const (
	maxSentence  = 40 // a longer sentence gets proposals
	maxPart      = 30 // a longer part gets another proposal
	minPart      = 8
	minClause    = 6  // from a connective to the next comma: fewer words are an item of a list
	longPart     = 80 // a part of more words gets a proposal, however weak its places are
	maxProposals = 4
)

// Link is the kind of the place where a sentence could be split.
type Link string

// The links, from the strongest.
const (
	Semicolon Link = "semicolon"
	Report    Link = "report" // a new verb of speech: وأضاف، وأكد
	Clause    Link = "clause" // a connective that leads a clause: حيث، فيما، كما
	Joined    Link = "joined" // و or ف before a verb
	Pause     Link = "pause"  // a comma, a conjunction, or only the middle of a very long part
)

// Proposal is a place where a person could split a long sentence.
type Proposal struct {
	At     int    // the byte where the second part begins
	Word   string // the first word of that part
	Link   Link
	Before int // number of words of the part before it
	After  int
}

// Proposals returns the places where a long sentence could be split, in order: after a comma or a
// semicolon outside quotations and brackets, before a clause that could be a sentence, as near to
// the middle as possible. A part of more than longPart words that has no such place is split at a
// weaker one, so that no very long sentence is without proposals. They are suggestions for a
// person, not cuts.
func Proposals(tag, text string) []Proposal {
	words := wordStarts(text)
	if len(words) <= maxSentence {
		return nil
	}
	s := splitter{tag: lang.Base(tag), text: text, words: words}
	s.candidates()
	s.choose(0, len(words))
	slices.SortFunc(s.chosen, func(a, b Proposal) int { return a.At - b.At })
	return s.withCounts()
}

// wordStarts returns the offsets of the words of text.
func wordStarts(text string) []int {
	var out []int
	space := true
	for i, r := range text {
		now := unicode.IsSpace(r)
		if space && !now {
			out = append(out, i)
		}
		space = now
	}
	return out
}

type splitter struct {
	tag, text   string
	words       []int // offsets
	found       []candidate
	chosen      []Proposal
	chosenWords []int
}

// candidate is a word before which the sentence could be split.
type candidate struct {
	word int // index in words
	link Link
	tier int // how weak the place is: weaker ones are for parts that have no better one
}

// The tiers of candidates.
const (
	betweenClauses = iota // after a comma or a semicolon, before a clause
	weakPlace             // the same in a quotation, a verb of speech without a comma, a bare comma
	bareWord              // a conjunction in the middle of the words
	tiers
)

// candidates finds the words after a comma or a semicolon that begin a clause.
func (s *splitter) candidates() {
	depth, last := 0, rune(0)
	straight := false
	for i, start := range s.words {
		end := len(s.text)
		if i+1 < len(s.words) {
			end = s.words[i+1]
		}
		word := s.text[start:end]
		if i > 0 {
			s.addCandidate(i, last, depth > 0 || straight)
		}
		for _, r := range word {
			switch r {
			case '(', '[', '«', '“', '‹':
				depth++
			case ')', ']', '»', '”', '›':
				depth = max(depth-1, 0)
			case '"':
				straight = !straight
			}
			if !unicode.IsSpace(r) && !isInvisible(r) {
				last = r
			}
		}
	}
}

// addCandidate adds the place before a word, after the sign last, in a quotation or not.
func (s *splitter) addCandidate(word int, last rune, quoted bool) {
	add := func(link Link, tier int) { s.found = append(s.found, candidate{word, link, tier}) }
	link, linked := s.linkBefore(last, word)
	bare, joined := s.linkOfWord(word)
	switch {
	case linked && !quoted:
		add(link, betweenClauses)
	case linked:
		add(link, weakPlace)
	case joined && (bare == Report || bare == Joined):
		add(bare, weakPlace)
	case strings.ContainsRune("،,", last) && !quoted:
		add(Pause, weakPlace)
	case strings.ContainsRune("،,", last) || s.isConjunction(word):
		add(Pause, bareWord)
	}
}

// isConjunction reports whether a word joins what follows it to what comes before it.
func (s *splitter) isConjunction(word int) bool {
	w := strings.ToLower(s.bareWord(word))
	if s.tag == "ar" {
		return strings.HasPrefix(w, "و") && utf8.RuneCountInString(w) > 4
	}
	return inList(conjunctions, w)
}

// linkBefore returns the link of a word to the text before it, which ends with sign, and whether
// the sentence could be split there.
func (s *splitter) linkBefore(sign rune, word int) (Link, bool) {
	switch sign {
	case '؛', ';':
		return Semicolon, true
	case '،', ',':
	default:
		return "", false
	}
	if s.wordsUntilComma(word) < minClause {
		return "", false
	}
	return s.linkOfWord(word)
}

// linkOfWord returns the link that a word makes, whatever comes before it.
func (s *splitter) linkOfWord(word int) (Link, bool) {
	first, second := s.bareWord(word), s.bareWord(word+1)
	if s.tag == "ar" {
		return arabicLink(first, second)
	}
	return frenchLink(first, second)
}

// wordsUntilComma counts the words from the given one to the next comma or semicolon.
func (s *splitter) wordsUntilComma(word int) int {
	for i := word; i < len(s.words); i++ {
		end := len(s.text)
		if i+1 < len(s.words) {
			end = s.words[i+1]
		}
		last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s.text[s.words[i]:end]))
		if strings.ContainsRune("،؛,;", last) {
			return i - word + 1
		}
	}
	return len(s.words) - word
}

// bareWord returns a word without signs and vowel marks.
func (s *splitter) bareWord(word int) string {
	if word >= len(s.words) {
		return ""
	}
	end := len(s.text)
	if word+1 < len(s.words) {
		end = s.words[word+1]
	}
	return strings.Map(func(r rune) rune {
		if isInvisible(r) || !unicode.IsLetter(r) && r != '\'' && r != '’' {
			return -1
		}
		return r
	}, s.text[s.words[word]:end])
}

// choose chooses the best candidate of the words from one to another, then of both parts, until no
// part is too long.
func (s *splitter) choose(from, to int) {
	if to-from <= maxPart || len(s.chosen) >= maxProposals {
		return
	}
	best, ok := s.bestCandidate(from, to)
	if !ok {
		return
	}
	s.chosen = append(s.chosen, Proposal{At: s.words[best.word], Word: s.bareWord(best.word),
		Link: best.link})
	s.chosenWords = append(s.chosenWords, best.word)
	s.choose(from, best.word)
	s.choose(best.word, to)
}

// bestCandidate returns the best place of the words from one to another.
func (s *splitter) bestCandidate(from, to int) (candidate, bool) {
	for tier := range tiers {
		best, least := candidate{}, -1
		for _, c := range s.found {
			if c.tier > tier || c.word-from < minPart || to-c.word < minPart {
				continue
			}
			if cost := s.cost(c, from, to); least < 0 || cost < least {
				best, least = c, cost
			}
		}
		if least >= 0 {
			return best, true
		}
		if to-from <= longPart {
			return best, false
		}
	}
	return candidate{word: (from + to) / 2, link: Pause, tier: tiers}, true
}

// cost returns the distance of a candidate from the middle, in hundredths of the part, plus a
// penalty for a weaker link.
func (s *splitter) cost(c candidate, from, to int) int {
	off := 2*c.word - from - to
	return 100*max(off, -off)/(to-from) +
		map[Link]int{Semicolon: 0, Report: 0, Clause: 15, Joined: 45, Pause: 60}[c.link]
}

// withCounts sets the number of words on both sides of each proposal.
func (s *splitter) withCounts() []Proposal {
	slices.Sort(s.chosenWords)
	for i, at := range s.chosenWords {
		from, to := 0, len(s.words)
		if i > 0 {
			from = s.chosenWords[i-1]
		}
		if i+1 < len(s.chosenWords) {
			to = s.chosenWords[i+1]
		}
		s.chosen[i].Before, s.chosen[i].After = at-from, to-at
	}
	return s.chosen
}

// arabicLink returns the link of an Arabic clause that begins with these words.
func arabicLink(first, second string) (Link, bool) {
	switch first {
	case "حيث", "فيما", "بينما", "ثم", "إذ", "لكن", "ولكن", "غير", "إلا", "وذلك", "وهو", "وهي",
		"وهم", "وهذا", "وهذه", "ولا", "ولم", "ولن", "وقد", "وليس", "وليست", "مما", "علما", "علمًا":
		return Clause, first != "غير" && first != "إلا" || strings.HasPrefix(second, "أن")
	case "في":
		return Clause, second == "حين" || second == "الوقت" || second == "المقابل"
	case "كما":
		return Clause, strings.HasPrefix(second, "أن") || arabicVerb(second)
	case "مع":
		return Clause, second == "العلم"
	}
	rest, ok := strings.CutPrefix(first, "و")
	if ok && inList(reportVerbs, rest) {
		return Report, true
	}
	if !ok {
		rest, ok = strings.CutPrefix(first, "ف")
	}
	return Joined, ok && arabicVerb(rest)
}

// arabicVerb reports whether a word without its conjunction looks like a verb: one of the frequent
// verbs of news, or a form of the future.
func arabicVerb(word string) bool {
	if inList(reportVerbs, word) || inList(newsVerbs, word) {
		return true
	}
	n := utf8.RuneCountInString(word)
	for _, prefix := range []string{"سي", "ست", "سن"} {
		if strings.HasPrefix(word, prefix) && n >= 5 {
			return true
		}
	}
	return strings.HasPrefix(word, "ي") && n >= 4 && !strings.HasPrefix(word, "يوم")
}

// frenchLink returns the link of a French clause that begins with these words.
func frenchLink(first, second string) (Link, bool) {
	switch strings.ToLower(first) {
	case "tandis", "alors", "même":
		return Clause, strings.HasPrefix(second, "qu")
	case "mais", "car", "or", "puis", "ensuite", "cependant", "toutefois":
		return Clause, true
	case "et":
		return Joined, inList(subjects, strings.ToLower(second))
	}
	return "", false
}

// The words that decide about links, with a space before and after each.
const (
	reportVerbs = " أضاف أضافت أكد أكدت أوضح أوضحت قال قالت أشار أشارت تابع تابعت شدد شددت ذكر ذكرت " +
		"اعتبر اعتبرت صرح صرحت أبرز أبرزت دعا دعت طالب طالبت أفاد أفادت أعلن أعلنت كشف " +
		"كشفت "
	newsVerbs = " كان كانت بلغ بلغت شمل شملت شهد شهدت عرف عرفت تم تمت جرى جرت جاء جاءت عاد عادت " +
		"أصبح أصبحت تمكن تمكنت سجل سجلت ارتفع ارتفعت انخفض انخفضت وصل وصلت بدأ بدأت قرر " +
		"قررت حضر حضرت شارك شاركت التقى التقت وقع وقعت أدى أدت ظل ظلت يعد تعد يتوقع ينتظر " +
		"تتوقع تسعى تعتبر تشكل تتضمن تشمل تهدف تهم تبلغ تقع تضم تواصل "
	subjects = " il elle ils elles on nous je ce cela le la les son sa ses leur leurs cette ces " +
		"ont que "
	conjunctions = " et mais ou qui que dont où pour afin tandis alors après avant selon avec "
)

// inList reports whether a list has a word.
func inList(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}
