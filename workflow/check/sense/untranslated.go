package sense

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// untranslated finds a target that is its source, words of the source left over in a target, and a target in another
// language than its own. Names, acronyms, addresses and quoted words of the original stay as they are in translations, so
// only what can be none of these is reported.
var untranslated = look.Check{ID: look.Untranslated, Severity: look.Error, MessageIDs: []string{
	"check.untranslated", "check.untranslated-whole", "check.untranslated-language",
}, Pair: func(p *look.Subject) {
	switch {
	case p.Source.Lang == p.Target.Lang:
	case isSource(p):
		p.Report(look.Finding{Message: "check.untranslated-whole", Source: p.Source.Whole(), Target: p.Target.Whole()})
	case isOtherLanguage(p.Target):
		p.Report(look.Finding{Message: "check.untranslated-language", Target: p.Target.Whole()})
	default:
		for _, r := range leftover(p) {
			p.Report(look.Finding{Target: r, Source: placeOf(p.Source, p.Target.Of(r)), Found: p.Target.Of(r)})
		}
	}
}}

// isSource reports whether the target is the source, and the source has words that are translated: Arabic ones, or two
// in lower case, since names stay as they are.
func isSource(p *look.Subject) bool {
	if lang.Fold(p.Source.Flat, p.Source.Tag) != lang.Fold(p.Target.Flat, p.Source.Tag) {
		return false
	}
	lower := 0
	for _, t := range p.Source.Tokens() {
		switch {
		case t.Word && isArabicWord(t.Text):
			return p.Target.Lang != "ar"
		case isLowerWord(t.Text) && utf8.RuneCountInString(t.Text) > 2:
			lower++
		}
	}
	return lower > 1
}

// sureWords is how many words a text must have until its language is sure enough.
const sureWords = 5

// isOtherLanguage reports whether a text is in another of the languages that lang.Detect knows, as a whole.
func isOtherLanguage(s *look.Side) bool {
	if lang.Words(s.Flat, s.Tag) < sureWords {
		return false
	}
	tag, confidence := lang.Detect(s.Flat)
	return tag != s.Lang && confidence > 0.8
}

// leftover are the runs of words in the target that are of the source language.
func leftover(p *look.Subject) []look.Range {
	switch {
	case p.Target.Lang != "ar" && p.Source.Lang == "ar":
		return slices.DeleteFunc(runs(p.Target, func(t lang.Token) leftness {
			if isArabicWord(t.Text) {
				return sure
			}
			return foreign
		}), func(r look.Range) bool { return isAloneInMarks(p.Target.Flat, r) })
	case p.Target.Lang == "ar" && p.Source.Lang != "ar":
		translated := translatedWords(p.Source)
		return runs(p.Target, func(t lang.Token) leftness {
			switch {
			case !isLatinWord(t.Text):
				return foreign
			case translated[strings.ReplaceAll(t.Text, "’", "'")] && !isInAddress(p.Target.Flat, t):
				return sure
			}
			return possible
		})
	}
	return repeated(p)
}

// leftness is what a word is to a run of words left over.
type leftness uint8

const (
	foreign  leftness = iota // not of it
	possible                 // of it if a word beside it is sure
	sure
)

// runs are the runs of neighbouring words that are possible or sure, with one of them sure.
func runs(s *look.Side, of func(lang.Token) leftness) []look.Range {
	var out []look.Range
	run, isSure := look.Range{}, false
	end := func() {
		if isSure {
			out = append(out, run)
		}
		run, isSure = look.Range{}, false
	}
	for _, t := range s.Tokens() {
		if !t.Word {
			if !goesOn(t.Text) {
				end()
			}
			continue
		}
		k := of(t)
		if k == foreign {
			end()
			continue
		}
		if run.Empty() {
			run.Start = t.Start
		}
		run.End, isSure = t.End, isSure || k == sure
	}
	end()
	return out
}

// goesOn reports whether a run of words goes on after a sign.
func goesOn(sign string) bool { return strings.Contains(",;:-–'’،؛", sign) }

func isArabicWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
}

func isLatinWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Latin, r)
}

// isLowerWord reports whether a word is of lower-case Latin letters, with an apostrophe or without.
func isLowerWord(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) && r != '\'' && r != '’' {
			return false
		}
	}
	return isLatinWord(w)
}

// isAloneInMarks reports whether a run is all that brackets or quotes have between them: the original of what is
// translated.
func isAloneInMarks(text string, r look.Range) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:r.Start], " \u00a0\u202f"))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[r.End:], " \u00a0\u202f"))
	return strings.ContainsRune("([«“\"‹‘'", before) && strings.ContainsRune(")]»”\"›’'", after)
}

// isInAddress reports whether a word is a part of an address, a file name or a handle.
func isInAddress(text string, t lang.Token) bool {
	end := len(text)
	if n := strings.IndexAny(text[t.End:], " \n\t"); n >= 0 {
		end = t.End + n
	}
	word := text[strings.LastIndexAny(text[:t.Start], " \n\t")+1 : end]
	return strings.ContainsAny(word, "@/_#&=") || strings.Contains(strings.TrimRight(word, ".,،"), ".")
}

// translatedWords are the words of a text in Latin letters that no translation into Arabic keeps: those in lower case,
// unless they are too short to tell them from codes or are quoted words of another language.
func translatedWords(s *look.Side) map[string]bool {
	words := map[string]bool{}
	tokens := s.Tokens()
	for i, t := range tokens {
		w := strings.ReplaceAll(t.Text, "’", "'")
		if !isLowerWord(w) || isQuotedAlone(tokens, i) {
			continue
		}
		if isFunctionWord(w, s.Lang) || utf8.RuneCountInString(w) > 3 && hasVowel(w) {
			words[w] = true
		}
	}
	return words
}

// mostQuoted is how many words of another language stand between quotes or brackets.
const mostQuoted = 3

// isQuotedAlone reports whether token i is between quotes or brackets with at most mostQuoted words between them.
func isQuotedAlone(tokens []lang.Token, i int) bool {
	from, to := i, i
	for from > 0 && i-from < mostQuoted && tokens[from].Word {
		from--
	}
	for to < len(tokens)-1 && to-from <= mostQuoted && tokens[to].Word {
		to++
	}
	return strings.ContainsAny(tokens[from].Text, "([«“\"‹‘") && strings.ContainsAny(tokens[to].Text, ")]»”\"›’")
}

func hasVowel(w string) bool { return strings.ContainsAny(lang.Fold(w, "fr"), "aeiouy") }

// isFunctionWord reports whether a word is one of those by which lang.Detect knows the language.
func isFunctionWord(w, base string) bool {
	tag, confidence := lang.Detect(w)
	return tag == base && confidence > 0.5
}

// repeated are runs of at least three words of a source in the target, in one script, that are its language.
func repeated(p *look.Subject) []look.Range {
	source := wordsOf(p.Source)
	target := wordsOf(p.Target)
	has := map[string][]int{}
	for i, t := range source {
		has[t.Text] = append(has[t.Text], i)
	}
	var out []look.Range
	for i := 0; i < len(target); {
		n := 0
		places := has[target[i].Text]
		for _, at := range places[:min(len(places), mostPlaces)] {
			n = max(n, commonRun(source[at:], target[i:]))
		}
		if n > 2 && isLeftover(target[i:i+n], p.Source.Lang) {
			out = append(out, look.Span(target[i].Start, target[i+n-1].End))
		}
		i += max(n, 1)
	}
	return out
}

func wordsOf(s *look.Side) []lang.Token {
	return slices.DeleteFunc(slices.Clone(s.Tokens()), func(t lang.Token) bool { return !t.Word })
}

// The bounds of the search, so that the time stays linear in texts that repeat themselves.
const (
	longestRun = 20
	mostPlaces = 20 // of a word in the source
)

func commonRun(a, b []lang.Token) int {
	n := 0
	for n < min(len(a), len(b), longestRun) && a[n].Text == b[n].Text {
		n++
	}
	return n
}

// isLeftover tells words of a language from the name of a work or a body (The Wall Street Journal, Bank of America).
func isLeftover(words []lang.Token, base string) bool {
	function, lower := 0, 0
	for _, t := range words {
		if isFunctionWord(t.Text, base) {
			function++
		}
		if isLowerWord(t.Text) {
			lower++
		}
	}
	return function > 0 && lower > 2
}

// placeOf is where the words of a run are in the source; empty where they are not.
func placeOf(s *look.Side, words string) look.Range {
	at := strings.Index(s.Flat, words)
	if at < 0 {
		return look.Range{}
	}
	return look.Span(at, at+len(words))
}
