package typeset

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"truchement/workflow/format/font"
)

// Glyph is one glyph of a shaped word, in thousandths of the size.
type Glyph struct {
	ID      font.GID
	Text    string // the characters it stands for; empty if another glyph stands for them
	Advance int32
	X, Y    int32 // how far it is drawn from its place
	cluster int   // the first character it comes from
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
	glyphs := make([]Glyph, len(buf.Info))
	for i, info := range buf.Info {
		p := buf.Pos[i]
		glyphs[i] = Glyph{
			ID: info.Glyph, Advance: p.XAdvance, X: p.XOffset, Y: p.YOffset, cluster: info.Cluster - from,
		}
	}
	name(glyphs, text[from:to], rtl)
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

// name gives each glyph the characters it stands for. Where several glyphs come from several
// characters they are matched in the order of reading; what is left over belongs to the last.
func name(glyphs []Glyph, text []rune, rtl bool) {
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
			glyphs[order[k]].Text = string(chars[:n])
			chars = chars[n:]
		}
		i = j
	}
}

func advance(glyphs []Glyph, size float64) float64 {
	var sum int32
	for _, g := range glyphs {
		sum += g.Advance
	}
	return float64(sum) * size / 1000
}
