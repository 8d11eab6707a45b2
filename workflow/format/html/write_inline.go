package html

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// inline writes t with its codes as elements. They nest even where the codes of t
// do not: ends without a start are ignored, starts without an end closed.
func inline(b *strings.Builder, t bitext.Text) {
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
			b.WriteString(html.EscapeString(r.Chars))
		case bitext.Lone:
			standalone(b, r.Code)
		case bitext.Open:
			linked := false
			for _, o := range stack {
				linked = linked || o.tag == "a"
			}
			tag := openPair(b, r.Code, linked)
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
func openPair(b *strings.Builder, c bitext.Code, linked bool) string {
	if c.Type == bitext.Link {
		address, ok := edition.SafeLink(c.Data)
		if linked || !ok {
			return ""
		}
		b.WriteString("<a href=\"" + html.EscapeString(address) + "\" rel=\"noopener noreferrer\">")
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

func standalone(b *strings.Builder, c bitext.Code) {
	switch c.Type {
	case bitext.Break:
		b.WriteString("<br>")
	case bitext.Image:
		image(b, c)
	default:
		if c.Equiv != "" {
			b.WriteString("<sup>" + html.EscapeString(c.Equiv) + "</sup>")
		}
	}
}

// imageData is an image that travels in its own address.
var imageData = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$`)

// image shows a picture whose data is in its address. Other pictures are not
// loaded, because their servers would learn who reads: their alternative text is
// shown and links to them.
func image(b *strings.Builder, c bitext.Code) {
	alt := html.EscapeString(c.Equiv)
	address, ok := edition.SafeLink(c.Data)
	switch {
	case imageData.MatchString(c.Data):
		b.WriteString("<img src=\"" + c.Data + "\" alt=\"" + alt + "\">")
	case alt == "":
	case ok:
		b.WriteString("<a class=\"image\" dir=\"auto\" href=\"" + html.EscapeString(address) +
			"\" rel=\"noopener noreferrer\">" + alt + "</a>")
	default:
		b.WriteString("<span class=\"image\" dir=\"auto\">" + alt + "</span>")
	}
}
