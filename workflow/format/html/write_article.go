package html

import (
	"fmt"
	"html"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// article writes the target alone, in plain elements.
func (r *renderer) article() string {
	r.b.WriteString("<header>\n")
	if !r.hasHeadline() {
		r.hasH1 = true
		fmt.Fprintf(&r.b, "<h1><bdi>%s</bdi></h1>\n", html.EscapeString(r.p.Target.Title))
	}
	for _, b := range r.p.front {
		r.plainBlock(b.Block)
	}
	if !r.d.Date.IsZero() {
		r.b.WriteString("<p class=\"dateline\">" + r.days(r.p.Target) + "</p>\n")
	}
	r.b.WriteString("</header>\n")
	for _, b := range r.p.text {
		r.plainBlock(b.Block)
	}
	r.openList(false, "")
	return r.b.String()
}

func (r *renderer) plainBlock(b bitext.Block) {
	if len(b.Segments) == 0 {
		return
	}
	r.openList(b.Kind == bitext.ListItem, "<ul>\n")
	start, end := r.plainElements(b)
	r.b.WriteString(start)
	inline(&r.b, r.targetOf(b))
	r.b.WriteString(end + "\n")
}

func (r *renderer) plainElements(b bitext.Block) (start, end string) {
	switch b.Kind {
	case bitext.Headline, bitext.Heading:
		h := r.heading(b)
		return "<" + h + ">", "</" + h + ">"
	case bitext.Quote:
		return "<blockquote><p>", "</p></blockquote>"
	case bitext.ListItem:
		return "<li>", "</li>"
	case bitext.Kicker, bitext.Deck, bitext.Byline, bitext.Caption:
		return "<p class=\"" + string(b.Kind) + "\">", "</p>"
	}
	return "<p>", "</p>"
}

// targetOf is the target of b, with a word in the place of what is missing: a
// gap that no reader notices would be published.
func (r *renderer) targetOf(b bitext.Block) bitext.Text {
	segments := append([]bitext.Segment{}, b.Segments...)
	for i, s := range segments {
		if s.Target.Empty() && !s.Source.Empty() {
			word := "[" + edition.Word(r.d, r.d.TargetLang, edition.Missing) + "]"
			segments[i].Target = bitext.Plain(word)
		}
	}
	b.Segments = segments
	return b.Target()
}
