package decode

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Settle takes out of a text of d what no text of the desk may have, the bidi overrides, and tells d on which lines they
// were, and on which lines a character could not be read.
func Settle(d *bitext.Document, text string) string {
	clean, at := lang.TakeOverrides(text)
	lines := lineCounter{text: text, line: 1}
	for _, offset := range at {
		line := lines.at(offset)
		begin := strings.LastIndexByte(text[:offset], '\n') + 1
		d.Odd(bitext.OddOverride, line, wordsBefore(text[begin:offset]))
	}
	if strings.ContainsRune(clean, utf8.RuneError) {
		n := 0
		for line := range strings.Lines(clean) {
			if n++; strings.ContainsRune(line, utf8.RuneError) {
				d.Odd(bitext.OddUnreadable, n, line)
			}
		}
	}
	return clean
}

// wordsBefore are the last words of the beginning of a line.
func wordsBefore(s string) string {
	const most = 40 // characters
	r := []rune(s)
	return string(r[max(0, len(r)-most):])
}

// lineCounter counts the lines up to offsets that grow.
type lineCounter struct {
	text string
	from int
	line int
}

func (c *lineCounter) at(offset int) int {
	c.line += strings.Count(c.text[c.from:offset], "\n")
	c.from = offset
	return c.line
}
