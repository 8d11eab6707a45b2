package epub

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"

	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// The cover is drawn on a sheet of 1200 by 1800: the title of the language that leads on the
// publication's colour, that of the other below on paper.
const (
	coverWidth = 960 // of the longest line
	ink        = "#1b1d20"
	paper      = "#faf8f3"
)

// star is an eight-pointed one, as zellige has it, in a square of 24.
const star = "M12 1l3.2 3.2h4.6v4.6L23 12l-3.2 3.2v4.6h-4.6L12 23l-3.2-3.2H4.2v-4.6L1 12l3.2-3.2V4.2h4.6z"

// coverPage is the page that a reader opens first: the cover itself, whose text is text.
func (p *publication) coverPage() string {
	lead := p.sides[0]
	return p.page(lead, lead.Title, "cover", "<div>\n"+p.coverImage()+"</div>\n")
}

// coverImage is the cover for lists of books.
func (p *publication) coverImage() string {
	rgb, ok := p.Look.RGB()
	accent, on := p.Look.Accent, "#fff"
	if !ok {
		accent = usualAccent
	} else if edition.Contrast(rgb, edition.Colour{1, 1, 1}) < edition.LeastContrast {
		on = ink // white could not be read
	}
	lead, other := p.sides[0], p.sides[1]
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "+
		"version=\"1.1\" viewBox=\"0 0 1200 1800\" width=\"100%%\" height=\"100%%\" preserveAspectRatio=\"xMidYMid meet\" "+
		"font-family=\"Edition, Amiri, 'Noto Naskh Arabic', Georgia, serif\" text-anchor=\"middle\">\n<title>%s</title>\n",
		escape(lead.Title))
	fmt.Fprintf(&b, "<rect width=\"1200\" height=\"1800\" fill=\"%s\"/>\n<rect width=\"1200\" height=\"1100\" fill=\"%s\"/>\n",
		paper, accent)
	fmt.Fprintf(&b, "<path d=\"%s\" transform=\"translate(144 204) scale(38)\" fill=\"none\" stroke=\"%s\" "+
		"stroke-opacity=\"0.16\" stroke-width=\"0.12\"/>\n", star, on)
	if !p.coverLogo(&b) {
		p.coverText(&b, lead, p.Publisher, coverBox{middle: 190, height: 100, size: 64, fill: on})
	}
	p.coverText(&b, lead, lead.Title, coverBox{middle: 660, height: 640, size: 120, fill: on, bold: true})
	if other.Title != lead.Title {
		p.coverText(&b, other, other.Title, coverBox{middle: 1330, height: 330, size: 78, fill: ink})
	}
	fmt.Fprintf(&b, "<path d=\"M480 1560h240\" stroke=\"%s\" stroke-width=\"4\"/>\n", accent)
	if !p.Date.IsZero() {
		for i, s := range p.sides {
			if s.Lang != "" && (i == 0 || s.Lang != lead.Lang) {
				p.coverText(&b, s, s.locale().FormatDate(p.Date, lang.Full), coverBox{middle: 1630 + 80*float64(i), height: 70, size: 46, fill: ink})
			}
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// coverLogo draws the publication's logo at the top, in the place of its name; false: it has none.
func (p *publication) coverLogo(b *strings.Builder) bool {
	kind := imageKind(p.Look.Logo)
	if kind != "image/png" && kind != "image/jpeg" {
		return false
	}
	fmt.Fprintf(b, "<image x=\"450\" y=\"90\" width=\"300\" height=\"190\" preserveAspectRatio=\"xMidYMid meet\" "+
		"xlink:href=\"data:%s;base64,%s\"/>\n", kind, base64.StdEncoding.EncodeToString(p.Look.Logo))
	return true
}

// coverBox is where a text of the cover stands: around a middle, no higher than height, in letters of
// size or smaller.
type coverBox struct {
	middle, height, size float64
	fill                 string
	bold                 bool
}

// coverText writes a text in lines, as large as its box allows.
func (p *publication) coverText(b *strings.Builder, s side, text string, box coverBox) {
	if strings.TrimSpace(text) == "" {
		return
	}
	rightToLeft := lang.Direction(s.Lang) == lang.RTL
	leading := 1.25
	if rightToLeft {
		leading = 1.55
	}
	size := box.size
	lines := coverLines(text, coverWidth/size)
	for size > 24 && (float64(len(lines))*size*leading > box.height || widest(lines)*size > coverWidth) {
		size *= 0.94
		lines = coverLines(text, coverWidth/size)
	}
	weight, direction := "400", "ltr"
	if box.bold {
		weight = "700"
	}
	if rightToLeft {
		direction = "rtl"
	}
	top := box.middle - float64(len(lines)-1)*size*leading/2 + size*0.33
	for i, line := range lines {
		fmt.Fprintf(b, "<text%s direction=\"%s\" x=\"600\" y=\"%.1f\" font-size=\"%.1f\" font-weight=\"%s\" fill=\"%s\">%s</text>\n",
			xmlLang(s.Lang), direction, top+float64(i)*size*leading, size, weight, box.fill, escape(line))
	}
}

// coverLines cuts text into lines no wider than width, in sizes of the letters, and about as wide as
// each other.
func coverLines(text string, width float64) []string {
	words := strings.Fields(text)
	count := int(widest([]string{text})/width) + 1
	for {
		lines := fill(words, min(width, widest([]string{text})/float64(count)*1.12))
		if len(lines) <= count || count >= len(words) {
			return lines
		}
		count++
	}
}

func fill(words []string, width float64) []string {
	var lines []string
	for _, w := range words {
		if n := len(lines); n > 0 && widest([]string{lines[n-1] + " " + w}) <= width {
			lines[n-1] += " " + w
			continue
		}
		lines = append(lines, w)
	}
	return lines
}

// widest guesses the width of the widest line, in sizes of the letters: what draws the cover is not
// known, nor its font. It guesses rather too much.
func widest(lines []string) float64 {
	most := 0.0
	for _, line := range lines {
		width := 0.0
		for _, r := range line {
			switch {
			case unicode.Is(unicode.Mn, r):
			case r == ' ' || unicode.Is(unicode.Arabic, r) || strings.ContainsRune("ijltfr.,;:'’!|", r):
				width += 0.38
			case unicode.IsUpper(r) || strings.ContainsRune("mwœæ", r):
				width += 0.74
			default:
				width += 0.5
			}
		}
		most = max(most, width)
	}
	return most
}
