package lang

import (
	"strings"
	"unicode/utf8"
)

// CharsOf are the characters of a text from one number up to another; outside it there are none.
func CharsOf(text string, from, to int) string {
	all := []rune(text)
	from = min(max(from, 0), len(all))
	return string(all[from:min(max(to, from), len(all))])
}

// Follow is where the characters from one number to another of a text stand in what the text has become. Where they
// are there several times it is the place nearest to where they should be; ok is false when they are gone, and when
// they were the whole text, which is another now.
func Follow(was, now string, from, to int) (start, end int, ok bool) {
	if now == was {
		return from, to, true
	}
	quote := CharsOf(was, from, to)
	if quote == was {
		return 0, 0, false
	}
	best, hint := -1, shifted(was, now, from)
	for _, at := range Occurrences(now, quote) {
		if best < 0 || distance(at, hint) < distance(best, hint) {
			best = at
		}
	}
	return best, best + utf8.RuneCountInString(quote), best >= 0
}

// shifted is where a character of a text would be in a changed one if all that changed is on one side of it.
func shifted(was, now string, at int) int {
	before, after := []rune(was), []rune(now)
	same := 0
	for same < min(len(before), len(after)) && before[same] == after[same] {
		same++
	}
	if at <= same {
		return at
	}
	return at + len(after) - len(before)
}

func distance(a, b int) int { return max(a-b, b-a) }

// Occurrences are the characters at which quote begins in text.
func Occurrences(text, quote string) []int {
	var all []int
	if quote == "" {
		return nil
	}
	at, chars := 0, 0
	for {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			return all
		}
		chars += utf8.RuneCountInString(text[at : at+i])
		all = append(all, chars)
		_, size := utf8.DecodeRuneInString(text[at+i:])
		at, chars = at+i+size, chars+1
	}
}
