package plant

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	sentenceEnd = regexp.MustCompile(`[.!?؟…][»”")\x{00a0}\x{202f} ]*? +`)
	clauseSign  = regexp.MustCompile(`[,،;؛]|[.!?؟]$`)
)

// omissions leave out a sentence of several, a clause between commas, or a run of words that is a good part of the whole.
func omissions(p Pair, random *rand.Rand) (edits []edit) {
	text := p.Target
	total := len(wordsOf(text))
	from := 0
	for _, at := range append(sentenceEnd.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		last := wordBefore(text, at[0])
		if at[0] < len(text) && (utf8.RuneCountInString(last) < 3 || !lower(last)) {
			continue // an abbreviation, or a name's letter
		}
		if n := len(wordsOf(text[from:at[1]])); n >= 4 && total-n >= 4 {
			start, end := from, at[1]
			if end == len(text) { // the space before it goes with it
				start = len(strings.TrimRight(text[:start], " "))
			}
			edits = append(edits, edit{"sentence", start, end, ""})
		}
		from = at[1]
	}
	signs := clauseSign.FindAllStringIndex(text, -1)
	signs = slices.DeleteFunc(signs, func(at []int) bool { return unicode.IsDigit(after(text, at[1])) }) // 103,7
	for i := 1; i < len(signs); i++ {
		start, end := signs[i-1][0], signs[i][0]
		if n := len(wordsOf(text[start:end])); n >= 4 && total-n >= 4 && balanced(text[start:end]) {
			edits = append(edits, edit{"clause", start, end, ""})
		}
	}
	words := wordsOf(text)
	if total >= 9 {
		n := max(3, total/5) + random.IntN(2)
		for i := 1; i+n < total; i++ {
			first, last := words[i], words[i+n-1]
			if run := text[words[i-1].end:last.end]; strings.Count(run, " ") == n && !elides(after(text, last.end)) && utf8.RuneCountInString(run) > 4*n && letters(run) {
				edits = append(edits, edit{"words", first.start - 1, last.end, ""})
			}
		}
	}
	return edits
}

// balanced reports whether every quotation mark and bracket in a text has its counterpart there.
func balanced(text string) bool {
	return strings.Count(text, "«") == strings.Count(text, "»") && strings.Count(text, "(") == strings.Count(text, ")") &&
		strings.Count(text, "“") == strings.Count(text, "”") && strings.Count(text, `"`)%2 == 0
}

func elides(r rune) bool { return r == '\'' || r == '’' }

// letters reports whether a run of words begins with a space and has no signs, but for hyphens and apostrophes.
func letters(run string) bool {
	return strings.HasPrefix(run, " ") && !strings.ContainsAny(run, ",،;؛:.!?؟…«»“”\"()[]—–")
}
