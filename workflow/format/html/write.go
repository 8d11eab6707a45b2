package html

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Mode is the way an edition shows its two languages when it is opened.
type Mode string

// The modes. The reader can change to any other in the file itself.
const (
	SideBySide  Mode = "side"
	Alternating Mode = "alternating"
	SourceOnly  Mode = "source"
	TargetOnly  Mode = "target"
	// Popup is of EPUBs alone, where each sentence opens its translation; a page opens side by side.
	Popup Mode = "popup"
)

// Options says which edition Write makes. The zero Options is a bilingual one
// that opens side by side.
type Options struct {
	TargetOnly bool   // a plain article in the target language, without the source
	Mode       Mode   // of a bilingual edition; empty means SideBySide
	Lang       string // of the edition's own words; empty means the target language
	Lead       string // the language that is read first, see edition.TargetFirst
	Look       edition.Look
	Paper      edition.Paper // that it is printed on
	EmbedFonts bool          // the fonts are in the file, so that it looks the same everywhere
	// Reading makes a page to be read on a server in place of a file to be kept.
	Reading *Reading
}

// Reading is what is around an edition that a server shows: a masthead and links, and nothing of
// how it was made. It has no numbers, and of the credits the people and the day alone.
type Reading struct {
	Back   Link   // to other editions; zero for none
	Files  []Link // what it can be downloaded as, a menu called Menu
	Menu   string
	Robots string // what search engines may do; empty for all
	Fonts  string // rules that declare fonts of the same server
	// Framed is the page inside one of another site: Whole opens it alone.
	Framed bool
	Whole  Link
}

// Link is an address with its words.
type Link struct{ Address, Words, Hint string }

//go:embed write.css article.css reading.css
var files embed.FS

// Write writes d as one standalone HTML file: no script, nothing loaded from
// elsewhere, and a policy in its head that forbids both. In a bilingual
// edition a block is a row of both languages whose sentences light each other;
// the mode is chosen by radio buttons and CSS alone, in print too. The target
// only is an article of plain elements, fit to paste into a page.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	text, _, err := Page(d, o)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// Page is what Write writes, and the content security policy that the page needs: a server that has
// a policy of its own for other pages sends this one in its place.
func Page(d *bitext.Document, o Options) (text, policy string, err error) {
	p, err := newPage(d, o)
	if err != nil {
		return "", "", err
	}
	f := &pageWriter{p: p}
	out := f.edition
	if o.TargetOnly {
		out = f.article
	}
	return out(), p.Policy, nil
}

// page is what an edition shows.
type page struct {
	d          *bitext.Document
	reading    *Reading // nil for a file
	targetOnly bool
	Lang, Dir  string
	Title      string
	Style      string
	Policy     string
	Publisher  []string
	Source     side
	Target     side
	Flip       bool // the target's column comes first on the page
	Large      bool // so many rows that those off the screen are not laid out
	Mode       Mode
	Body       string           // HTML
	Sides      []side           // with their credits
	Logo       string           // its address; empty for none
	front      []edition.Placed // kicker, headline, deck, byline
	text       []edition.Placed
}

// word is one of the edition's own words, in the language of the page.
func (p *page) word(key string) string { return edition.Word(p.d, p.Lang, key) }

// side is one language of the edition.
type side struct {
	Lang, Dir string
	Locale    *lang.Locale
	target    bool
	Name      string // of the language, in that language
	Heading   string // of the credits
	Facts     []edition.Fact
	Title     string
	Sentence  string
}

func newPage(d *bitext.Document, o Options) (p *page, err error) {
	p = &page{d: d, reading: o.Reading, targetOnly: o.TargetOnly, Lang: o.Lang, Mode: o.Mode}
	if p.Lang == "" || o.TargetOnly {
		p.Lang = d.TargetLang
	}
	if p.Mode == "" || p.Mode == Popup {
		p.Mode = SideBySide
	}
	p.Dir = lang.Direction(p.Lang)
	p.Source, p.Target = newSide(d, d.SourceLang, false), newSide(d, d.TargetLang, true)
	if p.reading != nil {
		p.Source.Facts, p.Target.Facts = forReading(p.Source.Facts), forReading(p.Target.Facts)
	}
	p.Sides = []side{p.Source, p.Target}
	if edition.TargetFirst(d, o.Lead) {
		slices.Reverse(p.Sides)
	}
	// The language of the page's direction is where the page begins.
	p.Flip = p.Sides[0].target
	if p.Source.Dir != p.Target.Dir {
		p.Flip = p.Target.Dir == p.Dir
	}
	for _, c := range d.Credits {
		if c.Role == edition.Publication {
			p.Publisher = append(p.Publisher, c.Names...)
		}
	}
	p.Logo = logoAddress(o.Look.Logo)
	p.front, p.text = edition.Arrange(d)
	r := &renderer{d: d, p: p, level: 1, multiSentence: map[int]bool{}}
	p.Title = p.Target.Title
	if o.TargetOnly {
		p.Body = r.article()
	} else {
		first, second := p.Target, p.Source
		if o.Lead != "" {
			first, second = p.Sides[0], p.Sides[1]
		}
		p.Title = titles(first.Title, second.Title)
		p.Body = r.rows()
	}
	p.Large = len(d.Segments()) > largeFrom
	fonts, from := "", "'self'"
	switch {
	case o.EmbedFonts:
		if fonts, err = p.embeddedFonts(o.Look.Typeface); err != nil {
			return nil, err
		}
		from = "data:"
	case o.Reading != nil:
		fonts = o.Reading.Fonts
	}
	return p, p.readStyle(fonts, from, lookRules(o.Look)+p.pageRules(o.Look.Typeface, o.Paper)+
		pairRules(r.longestRow, r.multiSentence)+p.turnRules())
}

// logoAddress is the image in its own address, so that nothing is loaded.
func logoAddress(logo []byte) string {
	kind := ""
	switch {
	case bytes.HasPrefix(logo, []byte("\x89PNG\r\n\x1a\n")):
		kind = "png"
	case bytes.HasPrefix(logo, []byte("\xff\xd8\xff")):
		kind = "jpeg"
	default:
		return ""
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(logo)
}

// forReading keeps the people, the days and the corrections, and an address that the text came from: how it
// was approved is for those who made it.
func forReading(facts []edition.Fact) []edition.Fact {
	return slices.DeleteFunc(facts, func(f edition.Fact) bool {
		return slices.Contains([]string{edition.Unreviewed, edition.Override}, f.Key)
	})
}

// largeFrom is the number of segments past which a browser takes a second or
// more to lay the whole page out.
const largeFrom = 500

// titles joins the two headlines for <title>, where no markup can tell their
// directions apart.
func titles(first, second string) string {
	if first == second {
		return first
	}
	return lang.Isolate(first) + " · " + lang.Isolate(second)
}

func newSide(d *bitext.Document, tag string, target bool) side {
	return side{
		target: target, Lang: tag, Dir: lang.Direction(tag), Locale: d.Locale(tag), Name: edition.LanguageName(d, tag, tag),
		Heading: edition.Word(d, tag, edition.Credits), Facts: edition.Facts(d, tag),
		Title: edition.Title(d, tag, target), Sentence: edition.Word(d, tag, edition.Sentence),
	}
}

// of is the text of a segment on this side.
func (s side) of(seg bitext.Segment) bitext.Text {
	if s.target {
		return seg.Target
	}
	return seg.Source
}

// text is the text of a block on this side.
func (s side) text(b bitext.Block) bitext.Text {
	if s.target {
		return b.Target()
	}
	return b.Source()
}

// readStyle gives the page the style sheets of its kind and rules of its own, and fonts from one source.
func (p *page) readStyle(fonts, from, rules string) error {
	names := []string{"write.css"}
	switch {
	case p.reading != nil:
		names = append(names, "reading.css")
	case p.targetOnly:
		names[0] = "article.css"
	}
	sheet := fonts
	for _, name := range names {
		one, err := files.ReadFile(name)
		if err != nil {
			return fmt.Errorf("html: %w", err)
		}
		sheet += string(one)
	}
	p.setStyle(sheet + rules)
	if fonts != "" {
		p.Policy += "; font-src " + from
	}
	return nil
}

// setStyle puts the sheet in the page and lets the policy allow that sheet and
// no other.
func (p *page) setStyle(sheet string) {
	sheet = strings.TrimSpace(sheet) + "\n"
	sum := sha256.Sum256([]byte(sheet))
	hash := base64.StdEncoding.EncodeToString(sum[:])
	p.Style = sheet
	p.Policy = "default-src 'none'; style-src 'sha256-" + hash + "'; img-src data:; " +
		"base-uri 'none'; form-action 'none'"
}

// pairRules lights sentence k of a row on both sides when either is pointed
// at, has the focus or is the page's fragment, and the whole of a segment of
// several sentences that begins with k when its number is or it is the
// fragment; and numbers the sentences for the alternating order. The rules grow
// with the longest row, not the text.
func pairRules(longestRow int, multiSentence map[int]bool) string {
	var b strings.Builder
	for k := 1; k <= longestRow; k++ {
		fmt.Fprintf(&b, ".k%d{--k:%d}", k, k)
		fmt.Fprintf(&b, ".row:has(.k%d:is(:hover,:focus-within,:target)) .k%d{%s}\n", k, k, litStyle)
		if multiSentence[k] {
			fmt.Fprintf(&b, ".m%d{--k:%d}", k, k)
			fmt.Fprintf(&b, ".row:has(.m%d:target,.m%d>.n:is(:hover,:focus)) .m%d{%s}\n", k, k, k, litStyle)
		}
	}
	return b.String()
}

// turnRules have each target before its source where the target is read first.
func (p *page) turnRules() string {
	if !p.Sides[0].target {
		return ""
	}
	const alternating = ":root:has(#m-alternating:checked) "
	return alternating + ".tgt > .s{order:calc(2 * var(--k));padding-block-end:0}\n" +
		alternating + ".src > .s{order:calc(2 * var(--k) + 1);padding-block-end:.75rem}\n" +
		alternating + ".front .src > .s{padding-block-end:0}\n" +
		alternating + "h1 .tgt > .s{padding-block-end:.5rem}\n" +
		"@media print{" + alternating + ".tgt > .s{break-after:avoid}" + alternating + ".src > .s{break-after:auto}}\n"
}

const litStyle = "background:var(--lit)"
