package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// What is long, and what a part must have at least, in words.
const (
	longSentence = 40 // a sentence with more gets proposals
	longPart     = 30 // and so does a part of it
	shortestPart = 8
	shortestLink = 6 // words from a connective to the next comma: less is an item of a list
	maxProposals = 4
)

// Link is why a sentence could be split at a place.
type Link string

// The links there are, from the strongest.
const (
	Semicolon Link = "semicolon"
	Report    Link = "report" // a new verb of speech: وأضاف، وأكد
	Clause    Link = "clause" // a connective that leads a clause: حيث، فيما، كما
	Joined    Link = "joined" // و or ف before a verb
)

// Proposal is a place where a long sentence could be split by hand.
type Proposal struct {
	At     int    // the byte where the second part begins
	Word   string // the one at that place
	Link   Link
	Before int // words of the parts it makes
	After  int
}

// Proposals answers where a long sentence could be split, in the order of the text: after a comma
// or a semicolon outside quotations and brackets, where a clause begins that could stand alone,
// as near to the middle as can be. They are for people to take or leave; nothing splits by them.
func Proposals(tag, text string) []Proposal {
	words := wordStarts(text)
	if len(words) <= longSentence {
		return nil
	}
	s := splitter{tag: lang.Base(tag), text: text, words: words}
	s.candidates()
	s.choose(0, len(words))
	slices.SortFunc(s.chosen, func(a, b Proposal) int { return a.At - b.At })
	return s.measured()
}

// wordStarts answers where the words of text begin.
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
	tag, text  string
	words      []int // where they begin
	found      []candidate
	chosen     []Proposal
	chosenWord []int
}

// candidate is a word that a cut could go before.
type candidate struct {
	word int // index
	link Link
}

// candidates finds the words after a comma or a semicolon that lead a clause.
func (s *splitter) candidates() {
	depth, last := 0, rune(0)
	straight := false
	for i, start := range s.words {
		end := len(s.text)
		if i+1 < len(s.words) {
			end = s.words[i+1]
		}
		word := s.text[start:end]
		if depth == 0 && !straight && i > 0 {
			if link, ok := s.link(last, i); ok {
				s.found = append(s.found, candidate{i, link})
			}
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
			if !unicode.IsSpace(r) && !invisible(r) {
				last = r
			}
		}
	}
}

// link says what joins the word with what stands before it, if a cut could go between.
func (s *splitter) link(sign rune, word int) (Link, bool) {
	switch sign {
	case '؛', ';':
		return Semicolon, true
	case '،', ',':
	default:
		return "", false
	}
	if s.untilComma(word) < shortestLink {
		return "", false
	}
	first, second := s.bare(word), s.bare(word+1)
	if s.tag == "ar" {
		return arabicLink(first, second)
	}
	return frenchLink(first, second)
}

// untilComma counts the words from one to the next comma or semicolon.
func (s *splitter) untilComma(word int) int {
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

// bare is a word without signs and vowel marks.
func (s *splitter) bare(word int) string {
	if word >= len(s.words) {
		return ""
	}
	end := len(s.text)
	if word+1 < len(s.words) {
		end = s.words[word+1]
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) || !unicode.IsLetter(r) && r != '\'' && r != '’' {
			return -1
		}
		return r
	}, s.text[s.words[word]:end])
}

// choose takes the best place of the words from one to another, then of both parts, until no part
// is long.
func (s *splitter) choose(from, to int) {
	if to-from <= longPart || len(s.chosen) >= maxProposals {
		return
	}
	best, least := candidate{}, -1
	for _, c := range s.found {
		if c.word-from < shortestPart || to-c.word < shortestPart {
			continue
		}
		if cost := s.cost(c, from, to); least < 0 || cost < least {
			best, least = c, cost
		}
	}
	if least < 0 {
		return
	}
	s.chosen = append(s.chosen, Proposal{At: s.words[best.word], Word: s.bare(best.word),
		Link: best.link})
	s.chosenWord = append(s.chosenWord, best.word)
	s.choose(from, best.word)
	s.choose(best.word, to)
}

// cost is the distance from the middle, in hundredths of the part, and what a weaker link costs.
func (s *splitter) cost(c candidate, from, to int) int {
	off := 2*c.word - from - to
	return 100*max(off, -off)/(to-from) +
		map[Link]int{Semicolon: 0, Report: 0, Clause: 15, Joined: 45}[c.link]
}

// measured counts the words of the parts beside each place.
func (s *splitter) measured() []Proposal {
	slices.Sort(s.chosenWord)
	for i, at := range s.chosenWord {
		from, to := 0, len(s.words)
		if i > 0 {
			from = s.chosenWord[i-1]
		}
		if i+1 < len(s.chosenWord) {
			to = s.chosenWord[i+1]
		}
		s.chosen[i].Before, s.chosen[i].After = at-from, to-at
	}
	return s.chosen
}

// arabicLink says how an Arabic clause that begins with these words is joined.
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
	if ok && listed(reportVerbs, rest) {
		return Report, true
	}
	if !ok {
		rest, ok = strings.CutPrefix(first, "ف")
	}
	return Joined, ok && arabicVerb(rest)
}

// arabicVerb says whether a word without its conjunction looks like a verb: the common ones of
// news, and the shapes of the future.
func arabicVerb(word string) bool {
	if listed(reportVerbs, word) || listed(newsVerbs, word) {
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

// frenchLink says how a French clause that begins with these words is joined.
func frenchLink(first, second string) (Link, bool) {
	switch strings.ToLower(first) {
	case "tandis", "alors", "même":
		return Clause, strings.HasPrefix(second, "qu")
	case "mais", "car", "or", "puis", "ensuite", "cependant", "toutefois":
		return Clause, true
	case "et":
		return Joined, listed(subjects, strings.ToLower(second))
	}
	return "", false
}

// The words that tell links apart, in lists with a space around each.
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
)

// listed says whether a word is in one of the lists.
func listed(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}
