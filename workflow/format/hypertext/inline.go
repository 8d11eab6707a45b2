package hypertext

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Syntax is how elements are written. The zero Syntax is that of HTML.
type Syntax struct {
	XML bool // as XHTML
	// Picture returns the address that a picture, whose data is in the address given, has in the file;
	// empty if it has none. Without Picture the data stays in the address.
	Picture func(data string) string
}

// Write writes t with its codes as elements. They nest even where the codes of t
// do not: ends without a start are ignored, starts without an end closed.
func (x Syntax) Write(b *strings.Builder, t bitext.Text) {
	t = withoutEmptyLinks(t)
	type open struct{ id, tag string }
	var stack []open
	pop := func() {
		if tag := stack[len(stack)-1].tag; tag != "" {
			b.WriteString("</" + tag + ">")
		}
		stack = stack[:len(stack)-1]
	}
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(x.Escape(r.Chars))
		case bitext.Lone:
			x.standalone(b, r.Code)
		case bitext.Open:
			linked := false
			for _, o := range stack {
				linked = linked || o.tag == "a"
			}
			tag := x.openPair(b, r.Code, linked)
			stack = append(stack, open{r.Code.ID, tag})
		case bitext.Close:
			at := len(stack) - 1
			for at >= 0 && stack[at].id != r.Code.ID {
				at--
			}
			for at >= 0 && len(stack) > at {
				pop()
			}
		}
	}
	for len(stack) > 0 {
		pop()
	}
}

// withoutEmptyLinks takes out the links of t in which nothing is shown, such as a page's anchors; what
// blanks they hold stay.
func withoutEmptyLinks(t bitext.Text) bitext.Text {
	empty := map[string]bool{}
	for i, r := range t {
		if r.Kind == bitext.Open && r.Code.Type == bitext.Link {
			empty[r.Code.ID] = !showsSomething(t[i+1:], r.Code.ID)
		}
	}
	return slices.DeleteFunc(slices.Clone(t), func(r bitext.Run) bool {
		return (r.Kind == bitext.Open || r.Kind == bitext.Close) && empty[r.Code.ID]
	})
}

// showsSomething reports whether anything is shown before the pair of this id is closed.
func showsSomething(rest bitext.Text, id string) bool {
	for _, r := range rest {
		switch {
		case r.Kind == bitext.Close && r.Code.ID == id:
			return false
		case r.Kind == bitext.Chars && strings.TrimSpace(r.Chars) != "",
			r.Kind == bitext.Lone && (r.Code.Equiv != "" || r.Code.Type == bitext.Image && r.Code.Data != ""):
			return true
		}
	}
	return false
}

// openPair writes the start of a code and returns its element; "" when it has
// none, as a link inside a link or to an address that is not allowed.
func (x Syntax) openPair(b *strings.Builder, c bitext.Code, linked bool) string {
	if c.Type == bitext.Link {
		address, ok := edition.SafeLink(c.Data)
		if linked || !ok {
			return ""
		}
		b.WriteString("<a href=\"" + x.Escape(address) + "\"" + x.privately() + ">")
		return "a"
	}
	tag := element(c.Type)
	if tag == "code" {
		// Code reads from the left in any language: foo() must not become ()foo.
		b.WriteString("<code dir=\"ltr\">")
		return tag
	}
	if tag != "" {
		b.WriteString("<" + tag + ">")
	}
	return tag
}

func element(t bitext.CodeType) string {
	switch t {
	case bitext.Bold:
		return "strong"
	case bitext.Italic:
		return "em"
	case bitext.Underline:
		return "u"
	case bitext.Strike:
		return "s"
	case bitext.Superscript:
		return "sup"
	case bitext.Subscript:
		return "sub"
	case bitext.Monospace:
		return "code"
	}
	return ""
}

func (x Syntax) standalone(b *strings.Builder, c bitext.Code) {
	switch c.Type {
	case bitext.Break:
		b.WriteString("<br" + x.end())
	case bitext.Image:
		x.image(b, c)
	case bitext.Placeholder:
		b.WriteString(x.Escape(c.Equiv))
	default:
		if c.Equiv != "" {
			b.WriteString("<sup>" + x.Escape(c.Equiv) + "</sup>")
		}
	}
}

// imageData is an image that travels in its own address.
var imageData = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$`)

// image shows a picture whose data is in its address. Other pictures are not
// loaded, because their servers would learn who reads: their alternative text is
// shown and links to them.
func (x Syntax) image(b *strings.Builder, c bitext.Code) {
	alt := x.Escape(c.Equiv)
	picture := ""
	if imageData.MatchString(c.Data) {
		if picture = c.Data; x.Picture != nil {
			picture = x.Picture(c.Data)
		}
	}
	address, ok := edition.SafeLink(c.Data)
	switch {
	case picture != "":
		b.WriteString("<img src=\"" + picture + "\" alt=\"" + alt + "\"" + x.end())
	case alt == "":
	case ok:
		b.WriteString("<a class=\"image\" dir=\"auto\" href=\"" + x.Escape(address) + "\"" + x.privately() +
			">" + alt + "</a>")
	default:
		b.WriteString("<span class=\"image\" dir=\"auto\">" + alt + "</span>")
	}
}

// end ends the tag of an element that has no content.
func (x Syntax) end() string {
	if x.XML {
		return "/>"
	}
	return ">"
}

// privately keeps the page that a link leads to from learning where its reader came from. A file
// that is no page has no such address.
func (x Syntax) privately() string {
	if x.XML {
		return ""
	}
	return " rel=\"noopener noreferrer\""
}

// Escape escapes text for the content of elements and for attributes. What XML has no character for
// is left out of XHTML.
func (x Syntax) Escape(s string) string {
	if x.XML && strings.ContainsFunc(s, notXML) {
		s = strings.Map(func(r rune) rune {
			if notXML(r) {
				return -1
			}
			return r
		}, s)
	}
	return html.EscapeString(s)
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// Attrs are the attributes of an element in a language: its tag and its direction.
func (x Syntax) Attrs(tag string) string {
	attrs := " lang=\"" + x.Escape(tag) + "\" dir=\"" + lang.Direction(tag) + "\""
	if x.XML {
		attrs = " xml:lang=\"" + x.Escape(tag) + "\"" + attrs
	}
	return attrs
}
