package typeset

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"truchement/workflow/format/font"
)

// Glyph is a letter of a shaped word with its marks, in thousandths of the size.
type Glyph struct {
	Parts   []font.Piece // may be none, if another glyph draws this one
	Text    string       // its characters
	Advance int          // how far the next one is
	Width   int          // how wide the glyph of the letter is by itself
	cluster int          // the first character it comes from
}

// shaped is a glyph as the shaper has it.
type shaped struct {
	id            font.GID
	text          string
	advance, x, y int
	cluster       int
}

// word is what the shape of a stretch of letters depends on.
type word struct {
	text string
	face *font.Face
	tag  string
	rtl  bool
}

// cached is how many words a Setter remembers: those of a long book, in about 20 MB.
const cached = 60_000

// shape returns the glyphs of text[from:to], from left to right. The letters around it take part
// where the stretch is only a part of a word, as a bold syllable is.
func (s *Setter) shape(text []rune, from, to int, face *font.Face, rtl bool) []Glyph {
	whole := from == 0 && to == len(text)
	key := word{face: face, tag: s.tag, rtl: rtl}
	if whole {
		key.text = string(text)
		if glyphs, ok := s.words[key]; ok {
			return glyphs
		}
	}
	buf := s.buffer
	buf.Clear()
	buf.ClusterLevel = harfbuzz.MonotoneCharacters
	buf.AddRunes(text, from, to-from)
	buf.Props.Language = language.NewLanguage(s.tag)
	buf.Props.Script = scriptOf(text[from:to])
	buf.Props.Direction = harfbuzz.LeftToRight
	if rtl {
		buf.Props.Direction = harfbuzz.RightToLeft
	}
	shaper := s.shapers[face]
	if shaper == nil {
		shaper = harfbuzz.NewFont(face.Face)
		s.shapers[face] = shaper
	}
	buf.Shape(shaper, nil)
	out := make([]shaped, len(buf.Info))
	for i, info := range buf.Info {
		p := buf.Pos[i]
		out[i] = shaped{
			id: info.Glyph, advance: int(p.XAdvance), x: int(p.XOffset), y: int(p.YOffset), cluster: info.Cluster - from,
		}
	}
	name(out, text[from:to], rtl)
	glyphs := compose(out, face, rtl)
	if whole {
		if len(s.words) >= cached {
			clear(s.words)
		}
		s.words[key] = glyphs
	}
	return glyphs
}

func scriptOf(text []rune) language.Script {
	for _, r := range text {
		if unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) {
			return language.LookupScript(r)
		}
	}
	for _, r := range text {
		if s := language.LookupScript(r); s != language.Common && s != language.Inherited && s != language.Unknown {
			return s
		}
	}
	return language.Latin
}

// name gives each glyph its characters. Where several glyphs come from several
// characters they are matched in the order of reading; what is left over belongs to the last.
func name(glyphs []shaped, text []rune, rtl bool) {
	order := make([]int, len(glyphs)) // in the order of reading
	for i := range order {
		order[i] = i
	}
	if rtl {
		slices.Reverse(order)
	}
	for i := 0; i < len(order); {
		from := glyphs[order[i]].cluster
		j := i
		for j < len(order) && glyphs[order[j]].cluster == from {
			j++
		}
		to := len(text)
		if j < len(order) {
			to = glyphs[order[j]].cluster
		}
		chars := text[from:max(from, min(to, len(text)))]
		for k := i; k < j && len(chars) > 0; k++ {
			n := 1
			if k == j-1 {
				n = len(chars)
			}
			glyphs[order[k]].text = string(chars[:n])
			chars = chars[n:]
		}
		i = j
	}
}

// mostParts is how many glyphs are drawn as one. A letter has two or three marks; a text that was
// made to harm has thousands.
const mostParts = 16

// compose draws each letter with the marks that follow it, and with glyphs that stand for nothing
// themselves, as one glyph.
func compose(glyphs []shaped, face *font.Face, rtl bool) []Glyph {
	var out []Glyph
	for i := 0; i < len(glyphs); {
		j, most := i+1, min(i+mostParts, len(glyphs))
		if rtl { // marks come before their letter
			for j < most && isAttached(glyphs[j-1].text) {
				j++
			}
		} else {
			for j < most && isAttached(glyphs[j].text) {
				j++
			}
		}
		g := Glyph{cluster: glyphs[i].cluster, Parts: make([]font.Piece, 0, j-i)}
		for _, s := range glyphs[i:j] {
			g.Parts = append(g.Parts, font.Piece{ID: s.id, X: g.Advance + s.x, Y: s.y})
			g.Advance += s.advance
			g.Width += int(face.HorizontalAdvance(s.id))
			g.cluster = min(g.cluster, s.cluster)
			if rtl {
				g.Text = s.text + g.Text
			} else {
				g.Text += s.text
			}
		}
		out = append(out, split(g, rtl)...)
		i = j
	}
	return out
}

// split gives each character of a letter with marks, or of letters that are drawn as one, a number
// of its own in text from the right: the first from the left draws all, the others nothing, and
// they share its width. Programs that copy text turn such text around character by character, and
// those of one number they would leave as they are.
func split(g Glyph, rtl bool) []Glyph {
	chars := []rune(g.Text)
	if !rtl || len(chars) < 2 {
		return []Glyph{g}
	}
	out := make([]Glyph, len(chars))
	rest := g.Advance
	for i := range chars {
		last := len(chars) - 1 - i
		share := rest / (len(chars) - i)
		rest -= share
		out[i] = Glyph{Text: string(chars[last]), Advance: share, Width: share, cluster: g.cluster + last}
	}
	out[0].Parts = g.Parts
	return out
}

func isAttached(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return true
}

// lone is a glyph by itself.
func lone(face *font.Face, r rune, text string) Glyph {
	id, _ := face.NominalGlyph(r)
	width := int(face.HorizontalAdvance(id))
	return Glyph{Parts: []font.Piece{{ID: id}}, Text: text, Advance: width, Width: width}
}

func advance(glyphs []Glyph, size float64) float64 {
	sum := 0
	for _, g := range glyphs {
		sum += g.Advance
	}
	return float64(sum) * size / 1000
}
