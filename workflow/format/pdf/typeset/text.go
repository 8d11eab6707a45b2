package typeset

import (
	"fmt"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/segmenter"

	"truchement/workflow/format/font"
	"truchement/workflow/format/hyphen"
	"truchement/workflow/lang"
)

// Style is how a stretch of text looks.
type Style struct {
	font.Style
	Size      float64 // of Latin; Arabic is set larger by the scale of the Setter
	Rise      float64 // over the line
	Underline bool
	Strike    bool
	Overline  bool
	Heavy     bool // letters are drawn with a line around them, for a weight between regular and bold
	Grey      bool
	Link      string // an address that it leads to
}

// Span is text of one style. A newline in it is a line break.
type Span struct {
	Text  string
	Style Style
}

// Setter sets the paragraphs of one document. It is not for concurrent use.
type Setter struct {
	family  *font.Family
	scale   float64 // of Arabic to Latin
	hyphens map[string]*hyphen.Words
	shapers map[*font.Face]*harfbuzz.Font
	buffer  *harfbuzz.Buffer
	words   map[word][]Glyph
	tag     string // of the paragraph that is being set
}

// NewSetter returns a Setter for the faces of a family. Arabic is larger than Latin by scale, so
// that their letters look as tall.
func NewSetter(family *font.Family, scale float64) *Setter {
	return &Setter{
		family: family, scale: scale, hyphens: map[string]*hyphen.Words{"fr": hyphen.Of("fr")},
		shapers: map[*font.Face]*harfbuzz.Font{}, buffer: harfbuzz.NewBuffer(),
		words: map[word][]Glyph{},
	}
}

// part is a stretch of a word that is shaped as one.
type part struct {
	glyphs []Glyph
	face   *font.Face
	size   float64
	style  *Style
	level  uint8
	width  float64
	at     int // its first character in the paragraph
}

// token is what a line is not broken in, except in need: a word with its points.
type token struct {
	from, to   int // its characters
	parts      []part
	width      float64
	space      float64 // the width of the space after it
	spaceLevel uint8
	soft       bool // ends with a soft hyphen
}

// Text is a paragraph that is ready to be broken into lines.
type Text struct {
	setter *Setter
	tag    string
	rtl    bool
	runes  []rune
	style  []uint16 // of each character, in spans
	spans  []Span
	levels []uint8
	tokens []token
	hard   []int // the numbers of the tokens that begin a line in any case
}

// Text makes a paragraph of spans in the language of tag.
func (s *Setter) Text(spans []Span, tag string) *Text {
	t := &Text{setter: s, tag: tag, rtl: lang.Direction(tag) == lang.RTL, spans: spans}
	s.tag = tag
	for i, span := range spans {
		for _, r := range span.Text {
			t.add(r, uint16(i))
		}
	}
	t.levels = make([]uint8, 0, len(t.runes))
	for from := 0; from < len(t.runes); {
		to := len(t.runes)
		if i := slices.Index(t.runes[from:], '\n'); i >= 0 {
			to = from + i
		}
		t.levels = append(t.levels, levels(t.runes[from:to], t.rtl)...)
		if len(t.tokens) > 0 {
			t.hard = append(t.hard, len(t.tokens))
		}
		t.cut(from, to)
		if to < len(t.runes) {
			t.levels = append(t.levels, 0)
		}
		from = to + 1
	}
	return t
}

// add keeps a character, or its replacement: a character that no face has is named by its
// number, since an empty box says nothing.
func (t *Text) add(r rune, style uint16) {
	put := func(r rune) {
		t.runes = append(t.runes, r)
		t.style = append(t.style, style)
	}
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		put('\n')
	case r == '\t':
		put(' ')
	case r == '\uFEFF' || unicode.Is(unicode.Cc, r):
	case font.Invisible(r) || unicode.Is(unicode.Mn, r) || t.setter.family.For(r, t.spans[style].Style.Style) != nil:
		put(r)
	default:
		for _, c := range fmt.Sprintf("\u2066[U+%04X]\u2069", r) {
			put(c)
		}
	}
}

// cut finds the words of a line.
func (t *Text) cut(from, to int) {
	for from < to && isSpace(t.runes[from]) {
		from++
	}
	if from == to {
		if to > 0 || len(t.runes) > 0 {
			t.tokens = append(t.tokens, token{from: from, to: from})
		}
		return
	}
	var seg segmenter.Segmenter
	seg.Init(t.runes[from:to])
	lines := seg.LineIterator()
	start := from
	for lines.Next() {
		line := lines.Line()
		end := from + line.Offset + len(line.Text)
		if end < to && !t.mayBreak(end) {
			continue
		}
		t.tokens = append(t.tokens, t.token(start, end))
		start = end
	}
	if start < to {
		t.tokens = append(t.tokens, t.token(start, to))
	}
}

// mayBreak narrows the places where Unicode lets a line break to those that our languages know:
// at a space, after a hyphen, a dash or a slash, and between ideographs. "C++" stays whole.
func (t *Text) mayBreak(at int) bool {
	switch r := t.runes[at-1]; r {
	case '-', '\u2010', '\u2012', '\u2013', '\u2014', '/', '\u200B':
		return true
	case '\u00AD': // within an Arabic word it would part letters that join
		return at < 2 || font.ScriptOf(t.runes[at-2]) == font.Latin
	default:
		return isSpace(r) || unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, t.runes[at])
	}
}

func isSpace(r rune) bool {
	return r == ' ' || unicode.Is(unicode.Zs, r) && r != '\u00A0' && r != '\u202F' && r != '\u2007'
}

func (t *Text) token(from, to int) token {
	end := to
	for to > from && isSpace(t.runes[to-1]) {
		to--
	}
	k := token{from: from, to: to}
	k.soft = to > from && t.runes[to-1] == '\u00AD'
	k.parts = t.parts(from, to)
	for _, p := range k.parts {
		k.width += p.width
	}
	if end > to {
		k.space = t.spaceWidth(to, k.parts)
		k.spaceLevel = t.levels[to]
	}
	return k
}

// spaceWidth is the width of the space at a place, in the face of what is before it.
func (t *Text) spaceWidth(at int, before []part) float64 {
	if n := len(before); n > 0 {
		return space(&before[n-1])
	}
	style := &t.spans[t.style[at]].Style
	p := part{face: t.setter.family.Face(t.script(), style.Style), size: style.Size, style: style}
	return space(&p)
}

func space(p *part) float64 {
	id, _ := p.face.NominalGlyph(' ')
	return float64(p.face.HorizontalAdvance(id)) * p.size / 1000
}

func (t *Text) script() font.Script {
	if lang.Direction(t.tag) == lang.RTL {
		return font.Arabic
	}
	return font.Latin
}

// parts shapes a word: each stretch of one level, style and face by itself.
func (t *Text) parts(from, to int) []part {
	var parts []part
	text := make([]rune, 0, to-from)
	at := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		if r := t.runes[i]; !isHidden(r) {
			text = append(text, r)
			at = append(at, i)
		}
	}
	faces, scripts := t.faces(text, at)
	for i := 0; i < len(text); {
		j := i + 1
		for j < len(text) && t.levels[at[j]] == t.levels[at[i]] && t.style[at[j]] == t.style[at[i]] &&
			faces[j] == faces[i] && scripts[j] == scripts[i] {
			j++
		}
		style := &t.spans[t.style[at[i]]].Style
		p := part{face: faces[i], style: style, size: style.Size, level: t.levels[at[i]], at: at[i]}
		if scripts[i] == font.Arabic {
			p.size *= t.setter.scale
		}
		p.glyphs = t.setter.shape(text, i, j, p.face, p.level%2 == 1)
		p.width = advance(p.glyphs, p.size)
		parts = append(parts, p)
		i = j
	}
	return parts
}

// isHidden finds the marks that have done their work when a text is ordered and broken.
func isHidden(r rune) bool {
	return isIsolate(r) || r == '\u2069' || isEmbedding(r) || r == '\u200E' || r == '\u200F' ||
		r == '\u061C' || r == '\u00AD' || r == '\u200B' || r == '\u2060'
}

// faces chooses the face of each character of a word. A point, a digit or a mark goes with the
// letter before it, or the first letter after it, if that letter's face has it; in a word without
// letters, with the script of the paragraph.
func (t *Text) faces(text []rune, at []int) ([]*font.Face, []font.Script) {
	faces, scripts := make([]*font.Face, len(text)), make([]font.Script, len(text))
	script := t.scriptOfWord(text, at)
	var last *font.Face
	for i, r := range text {
		style := t.spans[t.style[at[i]]].Style.Style
		own := font.ScriptOf(r)
		switch {
		case unicode.IsLetter(r):
			script = own
		case unicode.Is(unicode.Mn, r):
			own = script
		case own == font.Latin && !unicode.IsLetter(r):
			own = script
		}
		if i > 0 && t.style[at[i]] != t.style[at[i-1]] {
			last = nil
		}
		face := t.setter.family.Face(own, style)
		switch {
		case font.Invisible(r) || unicode.Is(unicode.Mn, r):
			if last != nil {
				face = last
			}
		case !face.Covers(r):
			if other := t.setter.family.For(r, style); other != nil {
				face = other
				if face == t.setter.family.Face(font.Latin, style) {
					own = font.Latin // and as large as Latin
				}
			}
		}
		faces[i], scripts[i], last = face, own, face
	}
	return faces, scripts
}

// scriptOfWord is the script of the first letter of a word, or of the part of an address before it,
// or of the paragraph.
func (t *Text) scriptOfWord(text []rune, at []int) font.Script {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return font.ScriptOf(r)
		}
	}
	const far = 100 // letters to look back
	if len(at) > 0 {
		for i := at[0] - 1; i >= max(0, at[0]-far) && !isSpace(t.runes[i]); i-- {
			if unicode.IsLetter(t.runes[i]) {
				return font.ScriptOf(t.runes[i])
			}
		}
	}
	return t.script()
}

// Width is the width of the paragraph on one line.
func (t *Text) Width() float64 {
	width := 0.0
	for _, k := range t.tokens {
		width += k.width + k.space
	}
	return width
}

// Empty reports whether the paragraph has no words.
func (t *Text) Empty() bool { return len(t.tokens) == 0 }
