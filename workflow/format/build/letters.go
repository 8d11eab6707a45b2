package build

import (
	"unicode"

	"truchement/workflow/lang"
)

// Letters counts the letters of a text in each language that its file declares for them. The zero Letters is ready.
type Letters struct{ byTag map[string]int }

// Add counts the letters of s: the Arabic ones for the language that its file has for text from right to left, the Latin
// ones for the other. A tag that is none, such as Word's x-none, or that is of the other direction does not count.
func (l *Letters) Add(s, latin, arabic string) {
	var latins, arabics int
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabics++
		case unicode.Is(unicode.Latin, r):
			latins++
		}
	}
	l.add(arabic, lang.RTL, arabics)
	l.add(latin, lang.LTR, latins)
}

func (l *Letters) add(tag, direction string, n int) {
	if n == 0 || len(lang.Base(tag)) < 2 || !lang.Valid(tag) || lang.Direction(tag) != direction {
		return
	}
	if l.byTag == nil {
		l.byTag = map[string]int{}
	}
	l.byTag[tag] += n
}

// Language is the tag that most letters are in, or "".
func (l *Letters) Language() string {
	best := ""
	for tag, n := range l.byTag {
		if m := l.byTag[best]; n > m || n == m && tag < best {
			best = tag
		}
	}
	return best
}
