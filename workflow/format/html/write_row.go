package html

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/hypertext"
	"truchement/workflow/lang"
)

// rowLimit is how many sentences a row may hold. A longer block is split into
// several rows, so that the rules of pairRules stay few; a longer segment counts
// as one sentence.
const rowLimit = 40

// renderer writes the blocks of a document as elements.
type renderer struct {
	d             *bitext.Document
	p             *page
	b             strings.Builder
	number        int          // of the segment last written
	longestRow    int          // sentences in the longest row
	multiSentence map[int]bool // by its first sentence in a row: a segment of several
	hasH1         bool         // the h1 is written
	level         int          // of the heading last written, 1 before any
	inList        bool         // a list is open
}

// rows writes every block as a row of both languages.
func (r *renderer) rows() string {
	r.b.WriteString("<header class=\"front\">\n")
	if !r.hasHeadline() {
		r.hasH1 = true
		fmt.Fprintf(&r.b, "<h1 class=\"row\"><bdi>%s</bdi></h1>\n",
			html.EscapeString(r.p.Target.Title))
	}
	for _, b := range r.p.front {
		r.block(b)
	}
	r.dateline()
	r.b.WriteString("</header>\n")
	for _, b := range r.p.text {
		r.block(b)
	}
	r.openList(false, "")
	return r.b.String()
}

func (r *renderer) hasHeadline() bool {
	return slices.ContainsFunc(r.d.Blocks, func(b bitext.Block) bool { return b.Kind == bitext.Headline })
}

// block writes a block as one row, or as several where it is too long for one.
func (r *renderer) block(b edition.Placed) {
	r.openList(b.Kind == bitext.ListItem, "<ul class=\"list\">\n")
	tag, cell := r.elements(b.Block)
	r.number = b.First - 1
	for segments := b.Segments; len(segments) > 0; {
		matches := matchesThatFit(segments)
		r.row(b.Kind, tag, cell, segments[:len(matches)], matches)
		segments = segments[len(matches):]
	}
}

func (r *renderer) openList(open bool, tag string) {
	if open && !r.inList {
		r.b.WriteString(tag)
	}
	if !open && r.inList {
		r.b.WriteString("</ul>\n")
	}
	r.inList = open
}

// elements chooses the element of a row and that of the text in it. A heading
// is one heading in both languages.
func (r *renderer) elements(b bitext.Block) (row, cell string) {
	switch b.Kind {
	case bitext.Headline, bitext.Heading:
		return r.heading(b), "span"
	case bitext.Quote:
		return "blockquote", "p"
	case bitext.ListItem:
		return "li", "div"
	}
	return "div", "p"
}

// heading is h1 for the first headline and skips no level after it, which
// readers of the page by headings rely on.
func (r *renderer) heading(b bitext.Block) string {
	level := b.Level
	if b.Kind == bitext.Headline {
		level = 2
		if !r.hasH1 {
			level, r.hasH1 = 1, true
		}
	} else {
		level = max(2, level)
	}
	level = min(level, r.level+1, 6)
	r.level = level
	return fmt.Sprintf("h%d", level)
}

// matchesThatFit matches the sentences of as many segments as a row may hold, and of
// at least one.
func matchesThatFit(segments []bitext.Segment) [][]bitext.Match {
	var all [][]bitext.Match
	room := rowLimit
	for _, s := range segments {
		matches := s.Matches()
		if len(matches) > rowLimit {
			s.Seams = nil
			matches = s.Matches()
		}
		if room -= len(matches); room < 0 && all != nil {
			break
		}
		all = append(all, matches)
	}
	return all
}

func (r *renderer) row(
	kind bitext.BlockKind, tag, cell string, segments []bitext.Segment, matches [][]bitext.Match,
) {
	class := string(kind)
	if longOnPaper(segments) {
		class += " long"
	}
	fmt.Fprintf(&r.b, "<%s class=\"row %s\"%s>\n", tag, html.EscapeString(class), r.readingOrder(len(segments)))
	for _, s := range r.p.Sides {
		r.cell(cell, sideClass(s), s, segments, matches)
	}
	end := "</" + tag + ">\n"
	if tag == "li" {
		r.writeNotes(segments)
		r.b.WriteString(end)
	} else {
		r.b.WriteString(end)
		r.writeNotes(segments)
	}
	r.number += len(segments)
}

// readingOrder has screen readers read each sentence and then the same in the other language, though on the page, and
// in the file, a language is a column. A row of one segment is in that order as it is.
func (r *renderer) readingOrder(segments int) string {
	if segments < 2 {
		return ""
	}
	first, second := sideLetter(r.p.Sides[0]), sideLetter(r.p.Sides[1])
	var ids []string
	for n := r.number + 1; n <= r.number+segments; n++ {
		ids = append(ids, fmt.Sprintf("%c%d %c%d", first, n, second, n))
	}
	return " aria-owns=\"" + strings.Join(ids, " ") + "\""
}

// longOnPaper reports whether a row may be parted by the end of a sheet: one of some eight lines and
// more would leave too much of the sheet empty.
func longOnPaper(segments []bitext.Segment) bool {
	source, target := 0, 0
	for _, s := range segments {
		source, target = source+letters(s.Source), target+letters(s.Target)
	}
	return max(source, target) > 8*50
}

// letters counts the characters of a text that take room in a line.
func letters(t bitext.Text) (n int) {
	for _, run := range t {
		for _, c := range run.Chars {
			if c < 0x300 || !unicode.In(c, unicode.Mn, unicode.Cf) {
				n++
			}
		}
	}
	return n
}

// cell writes one language of a row.
func (r *renderer) cell(
	tag, class string, s side, segments []bitext.Segment, matches [][]bitext.Match,
) {
	fmt.Fprintf(&r.b, "<%s class=\"cell %s\"%s>", tag, class, attrs(s.Lang, s.Dir))
	at := 1 // the number of the sentence in the row
	for i, seg := range segments {
		if i > 0 {
			r.writeGap(class, segments[i-1].After)
		}
		id := fmt.Sprintf("%c%d", class[0], r.number+i+1)
		place, extra := "k", ""
		if class == "tgt" && seg.Target.Empty() && !seg.Source.Empty() {
			extra = " missing"
		}
		if len(matches[i]) > 1 {
			place, r.multiSentence[at] = "m", true
		}
		fmt.Fprintf(&r.b, "<span class=\"s %s%d%s\" id=\"%s\">", place, at, extra, id)
		number := s.Locale.FormatNumeral(r.number + i + 1)
		shown, here := number, ""
		if how := r.p.reading; how != nil {
			shown = "" // its style sheet has a sign in its place
			if how.Framed {
				here = " target=\"_self\""
			}
		}
		fmt.Fprintf(&r.b, "<a class=\"n\" href=\"#%s\"%s aria-label=\"%s %s\">%s</a>",
			id, here, html.EscapeString(s.Sentence), number, shown)
		if extra != "" {
			fmt.Fprintf(&r.b, "<span class=\"note\"%s>%s</span>", attrs(r.p.Lang, r.p.Dir),
				html.EscapeString(r.p.word(edition.Missing)))
		}
		r.sentences(class, at, matches[i])
		at += len(matches[i])
		r.b.WriteString("</span>")
	}
	r.longestRow = max(r.longestRow, at-1)
	fmt.Fprintf(&r.b, "</%s>\n", tag)
}

// sentences writes one language of a segment, each sentence apart if there are
// several.
func (r *renderer) sentences(class string, at int, matches []bitext.Match) {
	for i, m := range matches {
		p := m.Source
		if class == "tgt" {
			p = m.Target
		}
		if len(matches) == 1 {
			inline(&r.b, p.Text)
			return
		}
		fmt.Fprintf(&r.b, "<span class=\"k%d\">", at+i)
		inline(&r.b, p.Text)
		r.b.WriteString("</span>")
		inline(&r.b, p.After)
	}
}

// writeGap writes what the source has between two segments; on the target's side
// it is at least a space.
func (r *renderer) writeGap(class string, after bitext.Text) {
	if len(after) == 0 && class == "tgt" {
		after = bitext.Plain(" ")
	}
	inline(&r.b, after)
}

// writeNotes writes the comments on segments below their row.
func (r *renderer) writeNotes(segments []bitext.Segment) {
	var b strings.Builder
	house := r.d.Locale(r.p.Lang)
	for i, s := range segments {
		for _, n := range s.Notes {
			number := r.number + i + 1
			fmt.Fprintf(&b, "<p><a href=\"#s%d\">%s</a> <bdi>%s</bdi>", number,
				house.FormatNumeral(number), html.EscapeString(n.Author))
			if !n.Time.IsZero() {
				fmt.Fprintf(&b, " <time datetime=\"%s\">%s</time>",
					n.Time.UTC().Format("2006-01-02T15:04:05Z"),
					house.FormatDate(n.Time, lang.Short))
			}
			text := strings.ReplaceAll(html.EscapeString(n.Text), "\n", "<br>")
			fmt.Fprintf(&b, "<span class=\"said\" dir=\"auto\">%s</span></p>\n", text)
		}
	}
	if b.Len() > 0 {
		fmt.Fprintf(&r.b, "<aside class=\"notes\" aria-label=\"%s\">\n%s</aside>\n",
			html.EscapeString(r.p.word(edition.Notes)), b.String())
	}
}

func attrs(tag, dir string) string {
	return fmt.Sprintf(" lang=\"%s\" dir=\"%s\"", html.EscapeString(tag), dir)
}

// inline writes a text with its codes as elements.
func inline(b *strings.Builder, t bitext.Text) { hypertext.Syntax{}.Write(b, t) }
