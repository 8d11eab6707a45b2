package pdf

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/font"
	"truchement/workflow/format/pdf/typeset"
)

// placed is a row of the table, or a paragraph: the pages that it is on, and the elements in it.
type placed struct {
	pages []string
	tags  []string
}

var (
	kidsOf   = regexp.MustCompile(`/K(\[.*\]| ?<<.*>>| ?\d+(?: 0 R)?)>>$`)
	elements = regexp.MustCompile(`(\d+) 0 R|/Pg (\d+) 0 R`)
	tagOfRe  = regexp.MustCompile(`^<</S/(\w+)`)
)

// rowsOf finds the rows of a file's table in order, by its structure.
func rowsOf(t *testing.T, file []byte) []placed {
	t.Helper()
	p, err := parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []placed
	for _, body := range p.objects {
		if !strings.HasPrefix(body, "<</S/Table") {
			continue
		}
		kids := kidsOf.FindStringSubmatch(strings.TrimSpace(body))
		for _, kid := range elements.FindAllStringSubmatch(kids[1], -1) {
			var row placed
			p.walk(kid[1], &row)
			rows = append(rows, row)
		}
	}
	return rows
}

func (p *parsed) walk(ref string, row *placed) {
	n, _ := strconv.Atoi(ref)
	body := strings.TrimSpace(p.objects[n])
	tag := tagOfRe.FindStringSubmatch(body)
	if tag == nil {
		return
	}
	row.tags = append(row.tags, tag[1])
	kids := kidsOf.FindStringSubmatch(body)
	if kids == nil {
		return
	}
	for _, piece := range piecesOf(body) {
		if page := elements.FindStringSubmatch(piece)[2]; !slices.Contains(row.pages, page) {
			row.pages = append(row.pages, page)
		}
	}
	for _, kid := range elements.FindAllStringSubmatch(kids[1], -1) {
		if kid[1] != "" {
			p.walk(kid[1], row)
		}
	}
}

// paragraphs is a document of so many paragraphs of so many words, with a heading before each tenth.
func paragraphs(count, words int) *bitext.Document {
	d := &bitext.Document{SourceLang: "ar", TargetLang: "fr"}
	add := func(kind bitext.BlockKind, source, target string) {
		d.Blocks = append(d.Blocks, bitext.Block{Kind: kind, Level: 2, Segments: []bitext.Segment{
			{Source: bitext.Plain(source), Target: bitext.Plain(target)},
		}})
	}
	for i := range count {
		if i%10 == 9 {
			add(bitext.Heading, fmt.Sprint("عنوان ", i), fmt.Sprint("Titre ", i))
		}
		add(bitext.Paragraph, strings.Repeat("كلمات عربية قليلة ", words/3), strings.Repeat("des mots français ", words/3))
	}
	return d
}

func TestPairsStayOnOnePage(t *testing.T) {
	for _, c := range []struct {
		name  string
		doc   *bitext.Document
		paper edition.Paper
		split bool // a row is longer than a page, and may be on several
	}{
		{"short rows", paragraphs(150, 30), edition.A4, false},
		{"rows of a third of a page", paragraphs(40, 300), edition.A4, false},
		{"rows of half a page", paragraphs(30, 180), edition.A5, false},
		{"rows of nearly a page", paragraphs(20, 480), edition.Tabloid, false},
		{"rows of three pages", paragraphs(12, 2400), edition.A4, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := written(t, c.doc, Options{Paper: c.paper})
			if err := check(file); err != nil {
				t.Error(err)
			}
			rows := rowsOf(t, file)
			if want := len(c.doc.Blocks) + 3; len(rows) != want { // with the languages, the title and the credits
				t.Fatalf("%d rows, want %d", len(rows), want)
			}
			split := 0
			for i, row := range rows {
				if len(row.pages) > 1 {
					split++
				}
				if slices.Contains(row.tags, "H2") && i+1 < len(rows) && !slices.Contains(rows[i+1].pages, row.pages[0]) {
					t.Errorf("heading %d is alone at the foot of its page", i)
				}
			}
			if (split > 0) != c.split {
				t.Errorf("%d rows are on several pages", split)
			}
		})
	}
}

// TestPagesAreFilled holds that a new page begins only when the next row does not fit.
func TestPagesAreFilled(t *testing.T) {
	rows := rowsOf(t, written(t, paragraphs(200, 30), Options{}))
	count := map[string]int{}
	for _, row := range rows {
		count[row.pages[0]]++
	}
	if pages := len(count); pages > 26 {
		t.Errorf("220 rows of four lines are on %d pages, want 26 at most", pages)
	}
}

// TestColumnsAreFlush sets the real article in each layout, paper and typeface: no line within a paragraph is
// visibly shorter than its column, but for one where words leave no choice, or four of 140 in columns of four
// words.
func TestColumnsAreFlush(t *testing.T) {
	d := editiontest.Article().ByBlock()
	for _, layout := range []Layout{SideBySide, Alternating} {
		for _, paper := range edition.Papers() {
			for _, typeface := range edition.Typefaces() {
				o := Options{Layout: layout, Paper: paper, Look: edition.Look{Typeface: typeface}}
				e := newWriter(io.Discard, d, o, font.Of(typeface))
				lines, short := 0, 0
				for _, b := range d.Blocks {
					l := e.lookOf(b)
					if l.align != typeset.Justified {
						continue
					}
					for _, s := range e.sides {
						width := e.sheet.columns[s.column] - l.indent
						set := e.setter.Text(e.textOf(b.Segments[0], s, l.style), s.tag).Lines(width, l.align)
						for _, line := range set[:len(set)-1] {
							lines++
							if line.Width < width-1 {
								short++
								t.Logf("%q %s %q: %.0f of %.0f: %s", layout, paper, typeface, line.Width, width, line)
							}
						}
					}
				}
				most := 1
				if layout == SideBySide && paper == edition.A5 {
					most = 4
				}
				if short > most || lines < 50 {
					t.Errorf("%q %s %q: %d of %d lines are short", layout, paper, typeface, short, lines)
				}
			}
		}
	}
}
