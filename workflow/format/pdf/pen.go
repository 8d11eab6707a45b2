package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"truchement/workflow/format/font"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
)

// pen writes the operators of a page. It says a face, a colour or a place only where it differs from what
// was said before.
type pen struct {
	bytes.Buffer
	fonts   *object.Fonts
	face    string
	ink     string
	rise    float64
	weight  string  // how thick a line is drawn around letters; empty for none
	stretch float64 // of the letters' width, in hundredths; 0 before it is changed
	inText  bool
	x, y    float64 // where the last line of an open text began
	codes   []byte
	adjust  float64 // thousandths to go back before the next glyph
	open    bool    // an array of TJ is open
}

// unknown is a stretch, or a rise, that may be any: what another pen left.
const unknown = -1

// operators writes what is no text, and leaves a pen that knows no colour.
func (p *pen) operators(format string, values ...any) {
	p.endText()
	fmt.Fprintf(p, format, values...)
	p.ink = ""
}

// beginMark begins a piece that has a tag and maybe properties.
func (p *pen) beginMark(tag, properties string) {
	p.endText()
	if properties == "" {
		fmt.Fprintf(p, "/%s BMC\n", tag)
		return
	}
	fmt.Fprintf(p, "/%s<<%s>>BDC\n", tag, properties)
}

func (p *pen) endMark() {
	p.endText()
	p.WriteString("EMC\n")
}

func (p *pen) endText() {
	if p.inText {
		p.WriteString("ET\n")
		p.inText = false
	}
}

// moveTo begins a line of text. Lines of one column are a tenth of a point from where they should be at
// most, so that most of them begin below each other.
func (p *pen) moveTo(x, y float64) {
	x, y = math.Round(x*10)/10, math.Round(y*100)/100
	if p.inText {
		fmt.Fprintf(p, "%s %s Td ", object.Number(x-p.x), object.Number(y-p.y))
	} else {
		fmt.Fprintf(p, "BT %s %s Td ", object.Number(x), object.Number(y))
	}
	p.inText, p.x, p.y = true, x, y
}

// line writes the letters of a line that begins at x, in the colour of each run.
func (p *pen) line(l typeset.Line, x, base float64, inkOf func(typeset.Run) string) {
	stretch := 100.0
	if l.Scale != 0 {
		stretch = 100 * l.Scale
	}
	if stretch != p.stretch && (p.stretch != 0 || stretch != 100) {
		fmt.Fprintf(p, "%s Tz ", object.Number(stretch))
	}
	p.stretch = stretch
	runs, ends := inReading(l.Runs), math.Inf(1)
	for _, r := range runs {
		if math.Abs(r.X-ends) > 0.01 {
			p.flush()
			p.moveTo(x+r.X, base)
		}
		p.run(r, inkOf(r))
		ends = r.X + r.Width
	}
	p.flush()
	p.WriteByte('\n')
}

// inReading puts runs of both directions in the order of reading: programs that copy text take what is
// drawn first for first.
func inReading(runs []typeset.Run) []typeset.Run {
	if len(runs) < 3 { // one with the space after it
		return runs
	}
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b typeset.Run) int { return cmp.Compare(a.At, b.At) })
	return runs
}

func (p *pen) run(r typeset.Run, ink string) {
	f := p.fonts.Of(r.Face)
	if face := fmt.Sprintf("/%s %s Tf ", f.Name, object.Number(r.Size)); face != p.face {
		p.flush()
		p.face = face
		p.WriteString(face)
	}
	if ink != p.ink {
		p.flush()
		p.ink = ink
		p.WriteString(ink)
	}
	p.setWeight(r, ink)
	if r.Style.Rise != p.rise {
		p.flush()
		p.rise = r.Style.Rise
		fmt.Fprintf(p, "%s Ts ", object.Number(p.rise))
	}
	for _, g := range r.Glyphs {
		placed := font.Placed{Advance: g.Width, Parts: g.Parts}
		if g.Text != " " && g.Advance-g.Width > widest {
			placed.Advance = g.Advance
		}
		p.glyph(f.CID(placed, g.Text))
		// The viewer goes on by the width of the glyph; the shaper may want another.
		p.adjust += float64(placed.Advance - g.Advance)
	}
	if p.adjust != 0 { // of a size that may end here
		p.string()
		p.WriteString(object.Number(p.adjust))
		p.adjust = 0
	}
}

// heavy is the line around heavy letters, as a share of their size: stems of 80 thousandths become
// semibold, and counters stay open.
const heavy = 0.028

// setWeight draws the letters of heavy runs with a line around them in their colour.
func (p *pen) setWeight(r typeset.Run, ink string) {
	weight := ""
	if r.Style.Heavy {
		weight = object.Number(heavy*r.Size) + " w " + strings.ToUpper(ink)
	}
	if weight == p.weight {
		return
	}
	p.flush()
	switch {
	case weight == "":
		p.WriteString("0 Tr ")
	case p.weight == "":
		p.WriteString("2 Tr 1 j " + weight)
	default:
		p.WriteString(weight)
	}
	p.weight = weight
}

// widest is a gap between two letters, in thousandths, that programs that read a file take for a
// space. Amiri has wider ones where the tail of a letter needs room: there the letter is as wide as
// its room.
const widest = 60

func (p *pen) glyph(cid uint16) {
	if !p.open {
		p.WriteByte('[')
		p.open = true
	}
	if p.adjust != 0 {
		p.string()
		p.WriteString(object.Number(p.adjust))
		p.adjust = 0
	}
	p.codes = append(p.codes, byte(cid>>8), byte(cid))
}

func (p *pen) string() {
	if len(p.codes) > 0 {
		p.WriteString(object.Bytes(p.codes))
		p.codes = p.codes[:0]
	}
}

// flush ends the array of glyphs.
func (p *pen) flush() {
	if !p.open {
		return
	}
	p.string()
	p.WriteString("]TJ ")
	p.open = false
}
