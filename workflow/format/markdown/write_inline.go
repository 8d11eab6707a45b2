package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// marks are how the formats are written: mark where its rules let it hold, else the element.
var marks = map[bitext.CodeType]struct{ mark, element string }{
	bitext.Bold: {"**", "strong"}, bitext.Italic: {"*", "em"}, bitext.Strike: {"~~", "del"}, bitext.Underline: {"", "u"},
	bitext.Superscript: {"", "sup"}, bitext.Subscript: {"", "sub"}, bitext.Monospace: {"`", "code"},
}

// write writes a text as one line. Ends without a start are ignored, starts without an end closed.
func write(t bitext.Text) string {
	var b strings.Builder
	type open struct{ id, end string }
	var stack []open
	pop := func() {
		b.WriteString(stack[len(stack)-1].end)
		stack = stack[:len(stack)-1]
	}
	linked := 0 // the place in stack after the link that is open
	for i, r := range t {
		switch r.Kind {
		case bitext.Chars:
			if _, isCode := codeSpan(t, i-1); isCode {
				b.WriteString(spaces(r.Chars))
				continue
			}
			b.WriteString(escape(spaces(r.Chars), i+1 < len(t) && t[i+1].Kind != bitext.Chars))
		case bitext.Lone:
			b.WriteString(standalone(r.Code))
		case bitext.Open:
			start, end := pair(t, i, linked > 0)
			b.WriteString(start)
			stack = append(stack, open{r.Code.ID, end})
			if start == "[" {
				linked = len(stack)
			}
		case bitext.Close:
			at := len(stack) - 1
			for at >= 0 && stack[at].id != r.Code.ID {
				at--
			}
			for at >= 0 && len(stack) > at {
				pop()
			}
			if len(stack) < linked {
				linked = 0
			}
		}
	}
	for len(stack) > 0 {
		pop()
	}
	return escapeStart(strings.Trim(b.String(), " "))
}

// escapeStart takes their meaning from characters that would begin a block.
func escapeStart(line string) string {
	if line != "" && strings.IndexByte("#+-=>:|", line[0]) >= 0 {
		return `\` + line
	}
	rest := strings.TrimLeft(line, "0123456789")
	if n := len(line) - len(rest); n > 0 && rest != "" && (rest[0] == '.' || rest[0] == ')') {
		return line[:n] + `\` + rest
	}
	return line
}

// pair is how the code that t opens at i starts and ends.
func pair(t bitext.Text, i int, linked bool) (start, end string) {
	c := t[i].Code
	if c.Type == bitext.Link {
		address, ok := edition.SafeLink(c.Data)
		if !ok || linked || t[i:].Inside(c.ID).Empty() {
			return "", ""
		}
		return "[", "](<" + strings.ReplaceAll(address, "&", "&amp;") + ">)"
	}
	how := marks[c.Type]
	if how.element == "" {
		return "", ""
	}
	if c.Type == bitext.Monospace {
		if _, ok := codeSpan(t, i); ok {
			return "`", "`"
		}
	} else if how.mark != "" && marksHold(t, i) {
		return how.mark, how.mark
	}
	return "<" + how.element + ">", "</" + how.element + ">"
}

// codeSpan returns what is in the code that t opens at i, if it can stand between backquotes as it is.
func codeSpan(t bitext.Text, i int) (string, bool) {
	if i < 0 || i+2 >= len(t) || t[i].Kind != bitext.Open || t[i].Code.Type != bitext.Monospace ||
		t[i+1].Kind != bitext.Chars || t[i+2].Kind != bitext.Close || t[i+2].Code.ID != t[i].Code.ID {
		return "", false
	}
	code := func(r bitext.Run) bool { return r.Kind != bitext.Chars && r.Code.Type == bitext.Monospace }
	if i > 0 && code(t[i-1]) || i+3 < len(t) && code(t[i+3]) {
		return "", false // their backquotes would be one mark
	}
	s := t[i+1].Chars
	// A template that the file goes through would read braces here too, and no backslash is read.
	return s, s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s, "`{\n")
}

// marksHold reports whether marks around the pair that t opens at i are certain to be read as such:
// letters inside, and outside no letters and no other marks (CommonMark 0.31, 6.2).
func marksHold(t bitext.Text, i int) bool {
	end := i + 1
	for end < len(t) && !(t[end].Kind == bitext.Close && t[end].Code.ID == t[i].Code.ID) {
		end++
	}
	if end >= len(t) || t[i+1].Kind != bitext.Chars || t[end-1].Kind != bitext.Chars {
		return false
	}
	first, _ := utf8.DecodeRuneInString(t[i+1].Chars)
	last, _ := utf8.DecodeLastRuneInString(t[end-1].Chars)
	if !isWord(first) || !isWord(last) {
		return false
	}
	apart := func(r rune) bool { return r == ' ' || unicode.IsPunct(r) }
	if i > 0 {
		if before, _ := utf8.DecodeLastRuneInString(t[i-1].Chars); t[i-1].Kind != bitext.Chars || !apart(before) {
			return false
		}
	}
	if end+1 < len(t) {
		if after, _ := utf8.DecodeRuneInString(t[end+1].Chars); t[end+1].Kind != bitext.Chars || !apart(after) {
			return false
		}
	}
	return true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func standalone(c bitext.Code) string {
	switch c.Type {
	case bitext.Break:
		return "<br>"
	case bitext.Image:
		address, ok := edition.SafeLink(c.Data)
		if !ok {
			return escape(spaces(c.Equiv), true)
		}
		return "![" + escape(spaces(c.Equiv), true) + "](<" + strings.ReplaceAll(address, "&", "&amp;") + ">)"
	}
	if c.Equiv == "" || c.Type == bitext.Placeholder {
		return escape(spaces(c.Equiv), true)
	}
	return "<sup>" + escape(spaces(c.Equiv), true) + "</sup>"
}

// spaces makes one line of s. Spaces that are no blanks of Markdown stay.
func spaces(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || r == '\f' || r == '\v' {
			return ' '
		}
		return r
	}, s)
}

// escape takes their meaning from the characters of s that Markdown, or a template that the file goes
// through, would read. marked: a mark may follow s.
func escape(s string, marked bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case strings.IndexByte("\\`*_[]<&~$", c) >= 0,
			c == '#' && (i == 0 || s[i-1] == ' '),
			c == '!' && next == 0 && marked:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '{' && (next == 0 || strings.IndexByte("{%#:<", next) >= 0):
			b.WriteString("&#123;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
