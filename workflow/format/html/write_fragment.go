package html

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// WriteFragment writes d as one article element to be pasted into a page of another site: no script,
// no style sheet and no class, only style attributes, which most systems keep; colours and the
// sentences' fonts are the page's own. Pairs stand side by side where there is room and below each
// other where there is none. Its anchors begin with a name of their own, so that they clash with none of
// the page's.
func WriteFragment(w io.Writer, d *bitext.Document, o Options) error {
	o.TargetOnly, o.Reading = false, nil
	p, err := newPage(d, o)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(d.ID + d.Title))
	f := &fragment{p: p, d: d, prefix: "ed-" + hex.EncodeToString(sum[:4]) + "-"}
	f.share[0], f.share[1] = p.columns(faceOf(edition.Book))
	f.article()
	if _, err := io.WriteString(w, f.b.String()); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// fragment writes an edition without what needs a head.
type fragment struct {
	p      *page
	d      *bitext.Document
	share  [2]float64 // of a row's width, of the source and of the target
	prefix string
	b      strings.Builder
	list   bool
}

func (f *fragment) write(format string, args ...any) { fmt.Fprintf(&f.b, format, args...) }

func (f *fragment) article() {
	f.write("<article lang=\"%s\" dir=\"%s\" style=\"max-width:76rem;margin:0 auto;line-height:1.65;overflow-wrap:break-word\">\n",
		html.EscapeString(f.p.Lang), f.p.Dir)
	headings := &renderer{d: f.d, p: f.p, level: 1, hasH1: true}
	for _, b := range f.p.front {
		f.row(headings, b)
	}
	if !f.d.Date.IsZero() {
		f.pair("div", "", func(s side) string {
			return "<p style=\"margin:0;font-size:.85em;opacity:.8\">" + (&renderer{d: f.d, p: f.p}).days(s) + "</p>"
		})
	}
	for _, b := range f.p.text {
		f.row(headings, b)
	}
	f.openList(false)
	f.credits()
	f.write("</article>\n")
}

// pair writes an element of two columns that become one where the room is narrow.
func (f *fragment) pair(tag, order string, cell func(side) string) {
	inner := "div"
	if tag[0] == 'h' {
		inner = "span" // no div may be in a heading
	}
	flow := "row" // the first language comes first, for screen readers and phones, on either side
	if f.p.Flip != f.p.Sides[0].target {
		flow = "row-reverse"
	}
	f.write("<%s%s style=\"display:flex;flex-flow:%s wrap;gap:0 2.5em;margin:0;padding:.4em 0;font-size:inherit;border:0;list-style:none\">\n", tag, order, flow)
	for _, s := range f.p.Sides {
		share := f.share[0]
		if s.target {
			share = f.share[1]
		}
		f.write("<%s%s style=\"flex:%.2f 1 17em;min-width:0;text-align:start\">%s</%[1]s>\n", inner, attrs(s.Lang, s.Dir), share, cell(s))
	}
	f.write("</%s>\n", tag)
}

func (f *fragment) openList(open bool) {
	switch {
	case open && !f.list:
		f.write("<ul style=\"margin:0;padding:0;list-style:none\">\n")
	case !open && f.list:
		f.write("</ul>\n")
	}
	f.list = open
}

// row writes a block in both languages; the headline is an h2, since the page has its own h1.
func (f *fragment) row(headings *renderer, b edition.Placed) {
	f.openList(b.Kind == bitext.ListItem)
	tag, start, end := "div", "<p style=\"margin:0\">", "</p>"
	switch b.Kind {
	case bitext.Headline, bitext.Heading:
		h := headings.heading(b.Block)
		// A heading of both languages: two would be two entries in its outline.
		tag, start, end = h, "<span style=\"display:block;font-weight:bold;font-size:1.1em;line-height:1.4\">", "</span>"
		if b.Kind == bitext.Headline {
			start = "<span style=\"display:block;font-weight:bold;font-size:1.6em;line-height:1.4\">"
		}
	case bitext.Kicker:
		start = "<p style=\"margin:0;font-size:.85em;font-weight:bold\">"
	case bitext.Deck:
		start = "<p style=\"margin:0;font-size:1.1em\">"
	case bitext.Byline, bitext.Caption:
		start = "<p style=\"margin:0;font-size:.85em;opacity:.8\">"
	case bitext.Quote:
		tag, start = "blockquote", "<p style=\"margin:0;padding-inline-start:1em;border-inline-start:3px solid\">"
	case bitext.ListItem:
		tag, start = "li", "<p style=\"margin:0\">•\u00a0"
	}
	order := ""
	if last := b.First + len(b.Segments); len(b.Segments) > 1 {
		first, second := sideLetter(f.p.Sides[0]), sideLetter(f.p.Sides[1])
		var ids []string
		for n := b.First; n < last; n++ {
			ids = append(ids, fmt.Sprintf("%[1]s%[3]c%[2]d %[1]s%[4]c%[2]d", f.prefix, n, first, second))
		}
		order = " aria-owns=\"" + strings.Join(ids, " ") + "\"" // see renderer.readingOrder
	}
	f.pair(tag, order, func(s side) string { return start + f.segments(b, s) + end })
}

// segments writes a language of a block; each sentence has an anchor.
func (f *fragment) segments(b edition.Placed, s side) string {
	var out strings.Builder
	for i, seg := range b.Segments {
		text := s.of(seg)
		if i > 0 {
			after := b.Segments[i-1].After
			if len(after) == 0 {
				after = bitext.Plain(" ")
			}
			inlinePlain(&out, after, s.Dir)
		}
		fmt.Fprintf(&out, "<span id=\"%s%c%d\">", f.prefix, sideLetter(s), b.First+i)
		if s.target && text.Empty() && !seg.Source.Empty() {
			text = bitext.Plain("[" + edition.Word(f.d, s.Lang, edition.Missing) + "]")
		}
		inlinePlain(&out, text, s.Dir)
		out.WriteString("</span>")
	}
	return out.String()
}

func sideLetter(s side) rune {
	if s.target {
		return 't'
	}
	return 's'
}

// inlinePlain is inline without classes, where no style sheet makes emphasis in Arabic upright and bold.
func inlinePlain(b *strings.Builder, t bitext.Text, dir string) {
	var one strings.Builder
	inline(&one, t)
	text := strings.ReplaceAll(one.String(), " class=\"image\"", "")
	if dir == lang.RTL {
		text = strings.ReplaceAll(text, "<em>", "<em style=\"font-style:normal;font-weight:bold\">")
	}
	b.WriteString(text)
}

// credits name the people and say where the text is from, in both languages, and where the edition is.
func (f *fragment) credits() {
	f.write("<hr style=\"margin:1em 0 .5em;border:0;border-top:1px solid;opacity:.4\">\n")
	f.pair("div", "", func(s side) string {
		var b strings.Builder
		for _, fact := range s.Facts {
			b.WriteString("<p style=\"margin:0;font-size:.85em\">")
			if address, ok := edition.SafeLink(strings.Join(fact.Names, "")); ok && fact.Key == edition.Origin {
				fmt.Fprintf(&b, "%s: <a href=\"%s\" rel=\"noopener noreferrer\"><bdi dir=\"ltr\">%s</bdi></a></p>",
					html.EscapeString(fact.Label), html.EscapeString(address), html.EscapeString(fact.Names[0]))
				continue
			}
			fmt.Fprintf(&b, "%s</p>", html.EscapeString(fact.Line(s.Lang, s.Locale)))
		}
		return b.String()
	})
	if address, ok := edition.SafeLink(f.d.Address); ok {
		f.write("<p style=\"margin:.5em 0;font-size:.85em\"><a href=\"%s\" rel=\"noopener\">%s</a></p>\n",
			html.EscapeString(address), html.EscapeString(f.p.word(edition.Bilingual)))
	}
}
