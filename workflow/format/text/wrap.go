package text

import (
	"strings"
	"unicode/utf8"
)

// The widths, in characters, that programs and people wrap text at.
const (
	minWidth = 40
	maxWidth = 120
)

// wrapping is the evidence in the lines of a text of whether a program wrapped it.
type wrapping struct {
	width  int // of the longest line
	forced int // line ends where the next word would not have fitted
	free   int // other line ends, inside a sentence
	ended  int // forced line ends after the end of a sentence
}

func measure(lines []string) wrapping {
	var w wrapping
	for _, l := range lines {
		w.width = max(w.width, utf8.RuneCountInString(l))
	}
	for i := 1; i < len(lines); i++ {
		before, after := lines[i-1], lines[i]
		switch {
		case before == "" || after == "":
		case w.isFull(before, after):
			w.forced++
			if endsSentence(before) {
				w.ended++
			}
		case !endsSentence(before) && !startsItem(after):
			w.free++
		}
	}
	return w
}

// isFull reports whether the line before had no room for the first word of after.
func (w wrapping) isFull(before, after string) bool {
	word, _, _ := strings.Cut(after, " ")
	return utf8.RuneCountInString(before)+1+utf8.RuneCountInString(word) > w.width
}

// wrapped reports whether most line ends are where a program would have put them, and not
// after sentences: lines that are paragraphs end where a sentence does.
func (w wrapping) wrapped() bool {
	return w.width >= minWidth && w.width <= maxWidth &&
		w.forced >= 2 && w.forced > 2*w.free && w.ended*2 < w.forced
}

// joinsNext reports whether after continues the paragraph of before.
func (w wrapping) joinsNext(before, after string) bool {
	return before != "" && after != "" && w.isFull(before, after) && !startsItem(after)
}

func endsSentence(line string) bool {
	line = strings.TrimRight(line, "»”\"’) \u00A0\u202F")
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?؟…:۔", last)
}

// startsItem reports whether a line looks like the start of a list item or of an answer in a
// conversation.
func startsItem(line string) bool {
	first, rest, ok := strings.Cut(line, " ")
	if !ok || rest == "" {
		return false
	}
	switch first {
	case "-", "–", "—", "•", "*", "▪", "◦", "·":
		return true
	}
	number := strings.TrimRight(first, ".)-")
	return number != "" && number != first && utf8.RuneCountInString(number) <= 2 &&
		strings.Trim(number, "0123456789٠١٢٣٤٥٦٧٨٩") == ""
}
