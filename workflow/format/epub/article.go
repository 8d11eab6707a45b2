package epub

import (
	"fmt"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// The sizes of files. A new one begins after softLimit bytes where a block ends, and at a heading
// from half of that on. With pieces of at most pieceLimit sentences no file of an article whose
// sentences are usual is larger than 200 KB.
const (
	softLimit  = 150_000
	pieceLimit = 40
)

// article is one article of a book: its files and its headings.
type article struct {
	p     *publication
	d     *bitext.Document
	n     int // its place in the book, from 1
	sides [2]side
	files []file
	heads []head

	main    strings.Builder // of the file that is being written
	notes   strings.Builder // the translations that open as notes
	fileOf  []int           // by the number of a segment
	inList  bool
	hasH1   bool
	level   int
	credits string // address of the credits
}

// file is one file of the book.
type file struct{ name, content string }

// head is a heading, as tables of contents have it.
type head struct {
	level         int // 1 for the article itself
	titles, langs [2]string
	href          string
}

func newArticle(p *publication, d *bitext.Document, n int) *article {
	return &article{p: p, d: d, n: n, sides: sidesOf(d, p.Lead), fileOf: make([]int, len(d.Segments())+1), level: 1}
}

// fileName is the name of the file that is being written.
func (a *article) fileName() string { return a.nameOf(len(a.files)) }

func (a *article) nameOf(at int) string { return fmt.Sprintf("article-%d-%d.xhtml", a.n, at+1) }

func (a *article) write() {
	a.addHead(1, [2]string{a.sides[0].Title, a.sides[1].Title}, a.fileName())
	a.masthead()
	if !a.hasHeadline() {
		a.hasH1 = true
		for i, s := range a.sides {
			if i == 0 || s.Title != a.sides[0].Title {
				fmt.Fprintf(&a.main, "<%s class=\"%s\"%s>%s</%[1]s>\n", [2]string{"h1", "p"}[i],
					[2]string{"lead", "other title"}[i], attrs(s.Lang), escape(s.Title))
			}
		}
	}
	front, text := edition.Arrange(a.d)
	for i, b := range append(front, text...) {
		// The front matter is in both languages, whatever the mode.
		asNotes := a.p.Mode == Popup && i >= len(front)
		for len(b.Segments) > 0 {
			piece := b
			piece.Segments = b.Segments[:segmentsThatFit(b.Segments)]
			a.breakFile(b.Kind)
			a.openList(b.Kind == bitext.ListItem)
			a.block(piece, asNotes)
			b.Segments, b.First = b.Segments[len(piece.Segments):], b.First+len(piece.Segments)
		}
	}
	a.openList(false)
	a.writeCredits()
	a.endFile()
}

func (a *article) hasHeadline() bool {
	for _, b := range a.d.Blocks {
		if b.Kind == bitext.Headline && len(b.Segments) > 0 {
			return true
		}
	}
	return false
}

// segmentsThatFit is how many of the segments a piece of a block may have, at least one: a paragraph
// of a hundred sentences and then its translation is nothing to read side by side.
func segmentsThatFit(segments []bitext.Segment) int {
	room := pieceLimit
	for i, s := range segments {
		if room -= len(s.Seams) + 1; room < 0 && i > 0 {
			return i
		}
	}
	return len(segments)
}

// breakFile begins a new file before a block if the one that is being written has grown long.
func (a *article) breakFile(kind bitext.BlockKind) {
	size := a.main.Len() + a.notes.Len()
	heading := kind == bitext.Heading || kind == bitext.Headline
	if size > softLimit || heading && size > softLimit/2 {
		a.openList(false)
		a.endFile()
	}
}

func (a *article) openList(open bool) {
	if open && !a.inList {
		a.main.WriteString("<ul>\n")
	}
	if !open && a.inList {
		a.main.WriteString("</ul>\n")
	}
	a.inList = open
}

// masthead names the publication and the day above an article.
func (a *article) masthead() {
	s := a.sides[0]
	var parts []string
	for _, name := range namesOf([]*bitext.Document{a.d}, edition.Publication) {
		parts = append(parts, "<bdi>"+escape(name)+"</bdi>")
	}
	if !a.d.Date.IsZero() {
		parts = append(parts, fmt.Sprintf("<time datetime=\"%s\">%s</time>", a.d.Date.Format("2006-01-02"),
			escape(edition.Day(a.d, s.Lang))))
	}
	if !a.d.Updated.IsZero() {
		parts = append(parts, fmt.Sprintf("%s <time datetime=\"%s\">%s</time>", escape(s.word(edition.Updated)),
			a.d.Updated.Format("2006-01-02"), escape(s.locale().FormatDate(a.d.Updated, lang.Full))))
	}
	if parts != nil {
		fmt.Fprintf(&a.main, "<p class=\"paper\"%s>%s</p>\n", attrs(s.Lang), strings.Join(parts, " · "))
	}
}

// block writes a block in the language that leads, and its translation below it or as notes.
func (a *article) block(b edition.Placed, asNotes bool) {
	for i := range b.Segments {
		a.fileOf[b.First+i] = len(a.files)
	}
	row, cell := "div", "p"
	switch b.Kind {
	case bitext.Headline, bitext.Heading:
		row, cell = a.heading(b), "span"
	case bitext.Quote:
		row = "blockquote"
	case bitext.ListItem:
		row = "li"
	}
	fmt.Fprintf(&a.main, "<%s class=\"pair %s\">\n", row, escape(string(b.Kind)))
	a.cell(cell, "lead", a.sides[0], b, asNotes)
	if !asNotes {
		a.cell(cell, "other", a.sides[1], b, false)
	}
	end := "</" + row + ">\n"
	if row == "li" {
		a.remarks(b)
		end, row = "", end
		a.main.WriteString(row)
		return
	}
	a.main.WriteString(end)
	a.remarks(b)
}

// heading is h1 for the first headline and skips no level after it, which readers who go by
// headings rely on.
func (a *article) heading(b edition.Placed) string {
	level := max(2, b.Level)
	if b.Kind == bitext.Headline {
		if level = 2; !a.hasH1 {
			level, a.hasH1 = 1, true
		}
	}
	level = min(level, a.level+1, 6)
	a.level = level
	if level > 1 {
		var titles [2]string
		for i, s := range a.sides {
			text := b.Source()
			if s.Target {
				text = b.Target()
			}
			titles[i] = strings.Join(strings.Fields(text.String()), " ")
		}
		a.addHead(level, titles, fmt.Sprintf("%s#s%d", a.fileName(), b.First))
	}
	return fmt.Sprintf("h%d", level)
}

func (a *article) addHead(level int, titles [2]string, href string) {
	a.heads = append(a.heads, head{level, titles, [2]string{a.sides[0].Lang, a.sides[1].Lang}, href})
}

// cell writes one language of a block.
func (a *article) cell(tag, class string, s side, b edition.Placed, asNotes bool) {
	fmt.Fprintf(&a.main, "<%s class=\"%s\"%s>", tag, class, attrs(s.Lang))
	for i, seg := range b.Segments {
		if i > 0 {
			a.gap(s, b.Segments[i-1].After)
		}
		fmt.Fprintf(&a.main, "<span id=\"%c%d\">", map[string]rune{"lead": 's', "other": 't'}[class], b.First+i)
		if asNotes {
			a.sentences(s, seg, b.First+i)
		} else {
			a.text(&a.main, s, seg, seg.Source, seg.Target)
		}
		a.main.WriteString("</span>")
	}
	fmt.Fprintf(&a.main, "</%s>\n", tag)
}

// gap writes what the source has between two segments; on the side of the translation it is at least
// a space.
func (a *article) gap(s side, after bitext.Text) {
	if len(after) == 0 && s.Target {
		after = bitext.Plain(" ")
	}
	a.p.inline(&a.main, after)
}

// text writes the side's text of the two, with a word in the place of a missing translation.
func (a *article) text(b *strings.Builder, s side, seg bitext.Segment, source, target bitext.Text) {
	switch {
	case !s.Target:
		a.p.inline(b, source)
	case seg.Target.Empty() && !seg.Source.Empty():
		fmt.Fprintf(b, "<span class=\"missing\">%s</span>", escape(s.word(edition.Missing)))
	default:
		a.p.inline(b, target)
	}
}

// sentences writes the sentences of a segment, each with a mark that opens its translation.
func (a *article) sentences(s side, seg bitext.Segment, number int) {
	matches := seg.Matches()
	other := a.sides[1]
	for i, m := range matches {
		id, name := fmt.Sprint(number), s.locale().FormatNumeral(number)
		if len(matches) > 1 {
			id += fmt.Sprintf("-%d", i+1)
			name += "." + s.locale().FormatNumeral(i+1)
		}
		a.text(&a.main, s, seg, m.Source.Text, m.Target.Text)
		fmt.Fprintf(&a.main, "<a class=\"n\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"r%s\" href=\"#n%[1]s\">%s</a>",
			id, name)
		if i+1 < len(matches) {
			after := m.Source.After
			if s.Target {
				after = m.Target.After
			}
			a.p.inline(&a.main, after)
		}
		fmt.Fprintf(&a.notes, "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"n%s\"%s>"+
			"<p><a class=\"n\" role=\"doc-backlink\" href=\"#r%[1]s\">%s</a> ", id, attrs(other.Lang), name)
		a.text(&a.notes, other, seg, m.Source.Text, m.Target.Text)
		a.notes.WriteString("</p></aside>\n")
	}
}

// remarks writes the comments on segments below their block.
func (a *article) remarks(at edition.Placed) {
	var b strings.Builder
	s := a.sides[0]
	for i, seg := range at.Segments {
		for _, r := range seg.Notes {
			fmt.Fprintf(&b, "<p><a href=\"#s%d\">%s</a> <bdi>%s</bdi>", at.First+i, s.locale().FormatNumeral(at.First+i),
				escape(r.Author))
			if !r.Time.IsZero() {
				fmt.Fprintf(&b, " <time datetime=\"%s\">%s</time>", r.Time.UTC().Format("2006-01-02T15:04:05Z"),
					escape(s.locale().FormatDate(r.Time, lang.Short)))
			}
			said := strings.ReplaceAll(escape(r.Text), "\n", "<br/>")
			fmt.Fprintf(&b, "<br/><span dir=\"auto\">%s</span></p>\n", said)
		}
	}
	if b.Len() > 0 {
		fmt.Fprintf(&a.main, "<aside class=\"remarks\"%s aria-label=\"%s\">\n%s</aside>\n", attrs(s.Lang),
			escape(s.word(edition.Notes)), b.String())
	}
}

// endFile ends the file that is being written. The notes of its sentences come last, below the name
// of their language, so that they are a text to read where they do not open.
func (a *article) endFile() {
	body := a.main.String()
	if a.notes.Len() > 0 {
		other := a.sides[1]
		name := edition.LanguageName(a.d, other.Lang, other.Lang)
		body += fmt.Sprintf("<section class=\"notes\" epub:type=\"footnotes\"%s>\n<p class=\"paper\">%s</p>\n%s</section>\n",
			attrs(other.Lang), escape(name), a.notes.String())
	}
	section := "<section epub:type=\"chapter\" role=\"doc-chapter\"%s>\n%s</section>\n"
	label := " aria-label=\"" + escape(a.sides[0].Title) + "\""
	a.files = append(a.files, file{a.fileName(), a.p.page(a.sides[0], a.sides[0].Title, "bodymatter",
		fmt.Sprintf(section, label, body))})
	a.main.Reset()
	a.notes.Reset()
}

// writeCredits writes the credits and the provenance in both languages.
func (a *article) writeCredits() {
	var b strings.Builder
	for i, s := range a.sides {
		facts := edition.Facts(a.d, s.Lang)
		if len(facts) == 0 || i > 0 && s.Lang == a.sides[0].Lang {
			continue
		}
		fmt.Fprintf(&b, "<div%s>\n<h2>%s</h2>\n<dl>\n", attrs(s.Lang), escape(s.word(edition.Credits)))
		for _, f := range facts {
			fmt.Fprintf(&b, "<dt>%s</dt>\n<dd>%s</dd>\n", escape(f.Label), a.fact(s, f))
		}
		b.WriteString("</dl>\n</div>\n")
	}
	if b.Len() == 0 {
		return
	}
	a.credits = a.fileName() + "#credits"
	fmt.Fprintf(&a.main, "<section id=\"credits\" class=\"credits\" epub:type=\"colophon\" role=\"doc-colophon\">\n%s</section>\n",
		b.String())
}

// fact writes the names, the segments and the words of a fact, each isolated.
func (a *article) fact(s side, f edition.Fact) string {
	var b strings.Builder
	for i, name := range f.Names {
		if i > 0 {
			b.WriteString(" · ")
		}
		fmt.Fprintf(&b, "<bdi>%s</bdi>", escape(name))
	}
	for i, r := range f.Ranges() {
		switch {
		case i > 0:
			b.WriteString(", ")
		case len(f.Names) > 0:
			b.WriteString(" · " + escape(f.Place) + " ")
		default:
			b.WriteString(escape(f.Place) + " ")
		}
		fmt.Fprintf(&b, "<a href=\"%s#s%d\"><bdi>%s</bdi></a>", a.nameOf(a.fileOf[r.First]), r.First, r.In(s.locale()))
	}
	if f.Text != "" {
		fmt.Fprintf(&b, " <q dir=\"auto\">%s</q>", escape(f.Text))
	}
	return strings.TrimSpace(b.String())
}
