package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
)

// The rules of PDF/UA-1 (ISO 14289-1) that files of ours could break, numbered as the profile of veraPDF numbers
// them. That program is in no registry that make test installs from, so they are checked here.

// insides are the elements that may be right within one, and the ones that one may be in (7.2-3 to 7.2-20).
var insides = map[string][]string{
	"Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"LBody"},
}

var (
	colSpan = regexp.MustCompile(`/ColSpan (\d+)`)
	altText = regexp.MustCompile(`/Alt\(.+\)`)
	tag     = regexp.MustCompile(`^<</S/(\w+)`)
	refs    = regexp.MustCompile(`(/Obj )?(\d+) 0 R`)
)

// needed is what objects must have, by how they begin (5, 6.2, 7.1-8 to 7.1-11, 7.2-2, 7.18.3, 7.18.5).
var needed = map[string][]string{
	"<</Type/Catalog":            {"/Lang(", "/Marked true", "/DisplayDocTitle true", "/StructTreeRoot", "/Metadata"},
	"<</Type/Page/":              {"/Tabs/S", "/StructParents "},
	"<</Type/Annot/Subtype/Link": {"/Contents(", "/StructParent "},
}

// element is a piece of the structure as this test reads it.
type element struct {
	tag, body string
	kids      []element
}

func (p *parsed) element(n int) element {
	body := strings.TrimSpace(p.objects[n])
	e := element{body: body}
	if t := tag.FindStringSubmatch(body); t != nil {
		e.tag = t[1]
	}
	kids := kidsOf.FindStringSubmatch(body)
	if kids == nil {
		return e
	}
	for _, ref := range refs.FindAllStringSubmatch(regexp.MustCompile(`<<.*?>>`).ReplaceAllString(kids[1], ""), -1) {
		kid, _ := strconv.Atoi(ref[2])
		e.kids = append(e.kids, p.element(kid))
	}
	return e
}

// accessible reports the first rule that a file breaks.
func (p *parsed) accessible() error {
	level := 0
	var walk func(parent string, e element) error
	walk = func(parent string, e element) error {
		switch {
		case e.tag == "":
			return fmt.Errorf("no element: %s", e.body)
		case insides[parent] != nil && !slices.Contains(insides[parent], e.tag):
			return fmt.Errorf("7.2: %s in %s", e.tag, parent)
		case e.tag == "Figure" && !altText.MatchString(e.body):
			return fmt.Errorf("7.3-1: a figure has no text")
		}
		for outer, inner := range insides {
			if slices.Contains(inner, e.tag) && parent != outer {
				return fmt.Errorf("7.2: %s in %s", e.tag, parent)
			}
		}
		if e.tag == "TR" {
			columns := 0
			for _, cell := range e.kids {
				n := 1
				if span := colSpan.FindStringSubmatch(cell.body); span != nil {
					n, _ = strconv.Atoi(span[1])
				}
				columns += n
				if cell.tag == "TH" && !strings.Contains(cell.body, "/Scope/Column") {
					return fmt.Errorf("7.5-1: a head has no scope")
				}
			}
			if columns != 2 {
				return fmt.Errorf("7.2-42: a row of %d columns", columns)
			}
		}
		if len(e.tag) == 2 && e.tag[0] == 'H' {
			n := int(e.tag[1] - '0')
			if n > level+1 {
				return fmt.Errorf("7.4.2-1: %s after H%d", e.tag, level)
			}
			level = n
		}
		for _, kid := range e.kids {
			if err := walk(e.tag, kid); err != nil {
				return err
			}
		}
		return nil
	}
	for n, body := range p.objects {
		if strings.HasPrefix(body, "<</S/Document") {
			if err := walk("", p.element(n)); err != nil {
				return err
			}
		}
		for start, wanted := range needed {
			for _, want := range wanted {
				if strings.HasPrefix(body, start) && !strings.Contains(body, want) {
					return fmt.Errorf("%s has no %s", start, want)
				}
			}
		}
	}
	return p.mapped()
}

// mapped checks that every glyph has characters, and none of those that mean nothing (7.21.7).
func (p *parsed) mapped() error {
	for n, body := range p.objects {
		if !strings.HasPrefix(body, "<</Type/Font/Subtype/Type0") {
			continue
		}
		var down, unicode int
		fmt.Sscanf(body[strings.Index(body, "/DescendantFonts["):], "/DescendantFonts[%d", &down)
		fmt.Sscanf(body[strings.Index(body, "/ToUnicode "):], "/ToUnicode %d", &unicode)
		_, widths, _ := strings.Cut(p.objects[down], "/W[0[")
		glyphs := len(strings.Fields(widths)) - 1 // but the one for a missing character
		text := string(p.streams[unicode])
		codes := strings.Count(text[strings.Index(text, "beginbfrange"):], "<")
		lists := strings.Count(text, ">[")
		if got := codes - 2*lists; got != glyphs {
			return fmt.Errorf("7.21.7-1: font %d has %d glyphs, %d of them with characters", n, glyphs, got)
		}
		for _, bad := range []string{"<0000>[", "<FEFF>", "<FFFE>"} {
			if strings.Contains(text[strings.Index(text, "endcodespacerange"):], bad) {
				return fmt.Errorf("7.21.7-2: font %d has %s", n, bad)
			}
		}
	}
	return nil
}

func TestFilesAreAccessible(t *testing.T) {
	heading := func(level int, source, target string) bitext.Block {
		return bitext.Block{Kind: bitext.Heading, Level: level, Segments: []bitext.Segment{
			{Source: bitext.Plain(source), Target: bitext.Plain(target)},
		}}
	}
	skips := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Title: "Titre", Blocks: []bitext.Block{
		heading(4, "أ", "a"), heading(2, "ب", "b"), heading(6, "ج", "c"), heading(3, "", "d"),
	}}
	marks := &bitext.Document{SourceLang: "ar", TargetLang: "fr", Title: "بِسْمِ", Blocks: []bitext.Block{{
		Kind: bitext.Paragraph, Segments: []bitext.Segment{
			{Source: bitext.Plain("ﷺ لله ﻻ ٱللَّهِ مُحَمَّدٌ e\u0301"), Target: bitext.Plain("fi ffl Œ a\u0323\u0308 \u0301x")},
			{Target: bitext.Plain("sans source")},
		},
	}}}
	for _, d := range []*bitext.Document{skips, marks} {
		for _, layout := range []Layout{SideBySide, Alternating, TargetOnly} {
			for _, typeface := range edition.Typefaces() {
				file := written(t, d, Options{Layout: layout, Look: edition.Look{Typeface: typeface}})
				if err := check(file); err != nil {
					t.Errorf("%.20s %q %q: %v", d.Title, layout, typeface, err)
				}
				p, err := parse(file)
				if err != nil {
					t.Fatal(err)
				}
				described := false
				for _, stream := range p.streams {
					text := string(stream)
					described = described || strings.Contains(text, "<pdfuaid:part>1</pdfuaid:part>") && strings.Contains(text, "<dc:title>")
				}
				if !described {
					t.Errorf("%.20s %q: the description claims no PDF/UA", d.Title, layout)
				}
			}
		}
	}
}
