package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// atomKind is the kind of an atom.
type atomKind uint8

const (
	sign   atomKind = iota
	digits          // a number with its separators, as lang.Tokens keeps them together
	word
)

// atom is what values are made of: a token of lang.Tokens, cut where digits meet letters (18h30).
// Signs that are not seen, such as bidi controls, are none.
type atom struct {
	kind       atomKind
	start, end int
	key        string // a folded word, or the sign as it is
	glued      bool   // no space is before it
}

// maxAtoms is how many atoms the longest value may have.
const maxAtoms = 24

// parser reads the values of one text.
type parser struct {
	text  string
	tag   string
	words *vocabulary
	rules separators
	atoms []atom

	english bool
}

func newParser(text, tag string) *parser {
	p := &parser{text: text, tag: tag, words: vocabularyOf(tag), rules: separatorsOf(tag)}
	p.english = base(tag) == "en"
	p.atoms = make([]atom, 0, len(text)/5+1)
	last := -1 // the end of the atom or hidden sign before
	for _, t := range lang.Tokens(text) {
		if !t.Word {
			if !isHidden(t.Text) {
				p.add(atom{sign, t.Start, t.End, t.Text, last == t.Start})
			}
			last = hiddenEnd(t, last)
			continue
		}
		p.cutWord(t, last == t.Start)
		last = t.End
	}
	return p
}

// hiddenEnd returns where the next atom has to begin to be glued to what is before it. A sign that
// is not seen is passed over, and no atom is glued to one that begins a word.
func hiddenEnd(t lang.Token, last int) int {
	if isHidden(t.Text) && last != t.Start {
		return -1
	}
	return t.End
}

func isHidden(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}

func (p *parser) add(a atom) { p.atoms = append(p.atoms, a) }

// cutWord adds the atoms of a word: its runs of digits and what is between them.
func (p *parser) cutWord(t lang.Token, glued bool) {
	start := 0
	for start < len(t.Text) {
		end, kind := runEnd(t.Text[start:])
		a := atom{kind: kind, start: t.Start + start, end: t.Start + start + end, glued: glued}
		if kind == word {
			a.key = p.fold(t.Text[start : start+end])
		}
		p.add(a)
		start, glued = start+end, true
	}
}

// fold returns the key of a word, or nothing for one that is longer than any word of a value.
func (p *parser) fold(s string) string {
	if len(s) > 48 {
		return ""
	}
	return lang.Fold(s, p.tag)
}

// runEnd returns the length of the digits with separators, or of the other characters, that a word
// begins with.
func runEnd(s string) (end int, kind atomKind) {
	for i, r := range s {
		digit := digitOf(r) >= 0
		if i == 0 && digit {
			kind = digits
		} else if i == 0 {
			kind = word
		}
		if kind == digits && !digit && !isSeparator(r) || kind == word && digit {
			return i, kind
		}
	}
	return len(s), kind
}

func isSeparator(r rune) bool {
	switch r {
	case '.', ',', '٫', '٬', '\u00A0', '\u202F':
		return true
	}
	return false
}

// digitOf returns the value of a digit of the three sets, and -1 for any other character.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

func setOf(r rune) Digits {
	switch {
	case r <= '9':
		return ASCII
	case r <= '٩':
		return Arabic
	}
	return Extended
}

// at returns an atom, and an empty sign after the last.
func (p *parser) at(i int) atom {
	if i < 0 || i >= len(p.atoms) {
		return atom{}
	}
	return p.atoms[i]
}

// is reports whether atom i is a word or a sign with one of these keys.
func (p *parser) is(i int, keys ...string) bool {
	a := p.at(i)
	if a.kind == digits || a.key == "" {
		return false
	}
	for _, k := range keys {
		if a.key == k {
			return true
		}
	}
	return false
}

// textOf returns an atom as it is written.
func (p *parser) textOf(i int) string {
	a := p.at(i)
	return p.text[a.start:a.end]
}

// gap returns what is between an atom and the one before it.
func (p *parser) gap(i int) string {
	if i <= 0 || i >= len(p.atoms) {
		return ""
	}
	return p.text[p.atoms[i-1].end:p.atoms[i].start]
}

// isApart reports whether an atom is glued to nothing before it that makes another word of it: it
// may be to a sign, or to Arabic proclitics.
func (p *parser) isApart(i int) bool {
	if p.isThousandsMark(i - 1) {
		return false
	}
	before := p.at(i - 1)
	return !p.at(i).glued || before.kind == sign || isClitic(before.key) || isJoined(before)
}

// isFree reports whether what comes before atom i ends there: no letter or digit is glued to it.
func (p *parser) isFree(i int) bool {
	a := p.at(i)
	return (a.kind == sign || !a.glued || isJoined(a)) && !p.isThousandsMark(i)
}

// isJoined reports whether a word is Arabic and long enough to be one that lacks the space beside
// digits, as is common: 50عاما, يونيو2012.
func isJoined(a atom) bool {
	const letter = len("ا")
	return a.kind == word && len(a.key) >= 3*letter && unicode.Is(unicode.Arabic, firstRune(a.key))
}

// isThousandsMark reports whether an atom is the apostrophe of a Swiss number, 10'000, which is not
// read.
func (p *parser) isThousandsMark(i int) bool {
	return p.is(i, "'", "’") && p.at(i).glued && p.at(i-1).kind == digits &&
		p.at(i+1).glued && p.at(i+1).kind == digits
}

// isClitic reports whether a word before digits is Arabic proclitics: و15, بـ15, الـ84.
func isClitic(key string) bool {
	switch key {
	case "و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل", "كال", "فال", "وب", "ول", "":
		return true
	}
	return false
}

// after returns the byte offset after the first n letters of an atom, with their marks.
func (p *parser) after(i, n int) int {
	a := p.at(i)
	for at, r := range p.text[a.start:a.end] {
		if unicode.IsLetter(r) && r != 'ـ' {
			if n == 0 {
				return a.start + at
			}
			n--
		}
	}
	return a.end
}

// trimArabic takes proclitics off a folded Arabic word, each set of them that it may begin with,
// until found accepts what is left. It returns how many letters were taken.
func trimArabic(key string, found func(key string) bool) (letters int, ok bool) {
	if found(key) {
		return 0, true
	}
	for _, c := range [...]string{"و", "ب", "ل", "ف", "ك", "ول", "وب", "فل"} {
		if rest, cut := strings.CutPrefix(key, c); cut && found(rest) {
			return utf8.RuneCountInString(c), true
		}
	}
	return 0, false
}
