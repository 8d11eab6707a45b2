package plant

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leftovers are words of the source in place of as many of the target, and the source in place of all of it.
func leftovers(p Pair, random *rand.Rand) (edits []edit) {
	for i, variant := range []string{"word", "words", "words", "words"} {
		n := i + 1
		from := runsOf(p.Source, n)
		if len(from) == 0 {
			continue
		}
		for _, place := range runsOf(p.Target, n) {
			run := from[random.IntN(len(from))]
			edits = append(edits, edit{variant, place.start, place.end, run.text})
		}
	}
	if len(wordsOf(p.Source)) > 3 {
		edits = append(edits, edit{"whole", 0, len(p.Target), p.Source})
	}
	return edits
}

// runsOf are runs of n words with spaces between. Names, of which Arabic may keep the spelling, and numbers are in none.
func runsOf(text string, n int) (runs []word) {
	words := wordsOf(text)
	for i := range max(0, len(words)-n+1) {
		first, last := words[i], words[i+n-1]
		run := text[first.start:last.end]
		plain := !elides(after(text, last.end)) && !elides(before(text, first.start)) && strings.Count(run, " ") == n-1 && !strings.ContainsFunc(run, func(r rune) bool {
			return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsPunct(r)
		})
		if plain && utf8.RuneCountInString(run) >= 4*n {
			runs = append(runs, word{first.start, last.end, run})
		}
	}
	return runs
}

// doubled writes a word twice.
func doubled(p Pair) (edits []edit) {
	words := wordsOf(p.Target)
	for i, w := range words {
		twice := i+1 < len(words) && words[i+1].text == w.text || i > 0 && words[i-1].text == w.text
		right := w.text == "nous" || w.text == "vous" || elides(after(p.Target, w.end))
		if utf8.RuneCountInString(w.text) >= 2 && !twice && !right && !strings.ContainsFunc(w.text, unicode.IsDigit) {
			edits = append(edits, edit{"word", w.end, w.end, " " + w.text})
		}
	}
	return edits
}

// finals lack the sign that the target ends with, as its source does, or have another.
func finals(p Pair) (edits []edit) {
	one := map[rune]rune{'.': '.', '?': '?', '؟': '?', '!': '!', '…': '…', ':': ':'}
	sign := before(p.Target, len(p.Target))
	if one[sign] == 0 || one[sign] != one[before(p.Source, len(p.Source))] || strings.HasSuffix(p.Target, "..") {
		return nil
	}
	end := len(p.Target)
	start := end - utf8.RuneLen(sign)
	dropped := len(strings.TrimRight(p.Target[:start], " \u00a0\u202f"))
	other := "?"
	switch {
	case one[sign] == '?':
		other = "."
	case p.TargetLang == "ar":
		other = "؟"
	}
	return []edit{{"left out", dropped, end, ""}, {"another", start, end, other}}
}

// quotes lack one mark of a pair, or both, or close with a mark of another pair.
func quotes(p Pair) (edits []edit) {
	text := p.Target
	if !balanced(text) {
		return nil
	}
	for open := 0; ; {
		at, opening, closing := nextQuote(text[open:])
		if at < 0 {
			return edits
		}
		start := open + at
		inside := start + len(opening)
		n := strings.Index(text[inside:], closing)
		if n < 0 {
			return edits
		}
		end := inside + n
		open = end + len(closing)
		bare := strings.Trim(text[inside:end], " \u00a0\u202f")
		lead := len(text[inside:end]) - len(strings.TrimLeft(text[inside:end], " \u00a0\u202f"))
		tail := len(text[inside:end]) - len(strings.TrimRight(text[inside:end], " \u00a0\u202f"))
		edits = append(edits, edit{"not opened", start, inside + lead, ""}, edit{"not closed", end - tail, open, ""},
			edit{"both lost", start, open, bare})
		if opening == "«" {
			edits = append(edits, edit{"another", end - tail, open, `"`})
		}
	}
}

// nextQuote is where the next pair of quotation marks begins; -1 for none.
func nextQuote(text string) (at int, opening, closing string) {
	at = -1
	for _, q := range [][2]string{{"«", "»"}, {"“", "”"}, {`"`, `"`}} {
		if i := strings.Index(text, q[0]); i >= 0 && (at < 0 || i < at) {
			at, opening, closing = i, q[0], q[1]
		}
	}
	return at, opening, closing
}

// spacings have a space too many, or lack one.
func spacings(p Pair) (edits []edit) {
	text := p.Target
	words := wordsOf(text)
	for i := 1; i < len(words); i++ {
		if spaced(text, words[i-1], words[i]) {
			edits = append(edits, edit{"two", words[i].start, words[i].start, " "})
		}
	}
	for at, r := range text {
		end := at + utf8.RuneLen(r)
		switch b := before(text, at); {
		case strings.ContainsRune(",،.", r) && unicode.IsLetter(b):
			edits = append(edits, edit{"before a sign", at, at, " "})
			if strings.HasPrefix(text[end:], " ") && unicode.IsLetter(after(text, end+1)) && r != '.' {
				edits = append(edits, edit{"none after a sign", end, end + 1, ""})
			}
		case p.TargetLang == "fr" && strings.ContainsRune("?!;:»", r) && (b == ' ' || b == '\u00a0' || b == '\u202f'):
			edits = append(edits, edit{"none before a sign", at - utf8.RuneLen(b), at, ""})
		}
	}
	return edits
}
