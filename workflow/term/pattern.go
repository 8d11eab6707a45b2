package term

import (
	"strings"
	"unicode/utf8"
	"unique"

	"truchement/workflow/lang"
)

// pattern is one way to write a term: as it is, in its plural, by its short form, with the family
// name first. Its words are looked for one after the other.
type pattern struct {
	concept *entry
	term    int
	short   bool
	number  Number // of the words as they are
	rule    string // why the term may be written so; empty: it is the term itself
	words   []unique.Handle[termWord]
	content int // number of words that are no links
	anchor  int // the word that the index has it under
}

// termWord is a word of a pattern. Terms share most of theirs, and so a pattern has handles.
type termWord struct {
	letters  string
	unsure   uint64
	capitals capitals
	link     link
	article  bool   // the Arabic article was cut off
	gap      string // signs before it that are no spaces, hyphens or quotation marks, folded
}

// strict reports whether the words are a name that is not inflected and has its article or has none:
// not those of institutions, whose name is made of common nouns, unless it is one word alone.
func (p *pattern) strict() bool {
	switch p.concept.kind {
	case Person, Place, Work:
		return true
	}
	return p.concept.kind == Institution && p.content == 1
}

// patternsOf returns the patterns of a term.
func patternsOf(c *entry, index int, t Term) []*pattern {
	var c0 cutter
	var list []*pattern
	add := func(text string, number Number, short bool, rule string) {
		words := c0.cut(text, t.Lang)
		p := newPattern(words, text, t.Lang)
		if p == nil {
			return
		}
		p.concept, p.term, p.short, p.number, p.rule = c, index, short, number, rule
		list = append(list, p)
	}
	add(t.Text, t.Number, false, "")
	for plural := range strings.SplitSeq(t.Plural, ";") {
		if plural = strings.TrimSpace(plural); plural != "" {
			add(plural, Plural, false, ruleTermPlural)
		}
	}
	if c.kind == Person {
		if given, family, ok := lastWord(t.Text); ok {
			add(family+" "+given, t.Number, false, ruleOrder)
		}
	}
	if c.kind == Person || c.kind == Place {
		for _, text := range joinedOrApart(t.Text, lang.Base(t.Lang)) {
			add(text, t.Number, false, ruleJoined)
		}
	}
	if t.Short != "" && t.Short != t.Text {
		add(t.Short, t.Number, true, "")
	}
	return list
}

// joinedOrApart returns an Arabic name with its أبو and بن written together with the word after them,
// and with أبو written apart.
func joinedOrApart(name, tag string) []string {
	if tag != "ar" {
		return nil
	}
	var list []string
	padded := " " + name
	for _, change := range [...][2]string{{" أبو ", " أبو"}, {" بن ", " بن"}, {" أبو", " أبو "}} {
		text := strings.TrimSpace(strings.ReplaceAll(padded, change[0], change[1]))
		if text != name && !strings.Contains(text, "  ") {
			list = append(list, text)
		}
	}
	return list
}

// lastWord cuts a name before its last word.
func lastWord(name string) (before, last string, ok bool) {
	name = strings.TrimSpace(name)
	i := strings.LastIndexFunc(name, func(r rune) bool { return r == ' ' || r == '\u00A0' })
	if i < 0 {
		return "", "", false
	}
	_, n := utf8.DecodeRuneInString(name[i:])
	return name[:i], name[i+n:], true
}

// newPattern makes the pattern of words cut from a text, nil if nothing of it can be looked for.
func newPattern(words []word, text, tag string) *pattern {
	tag = lang.Base(tag)
	// An article before a common noun is not a part of the term: la Banque mondiale.
	for len(words) > 1 && words[0].link.preposition == 0 && words[0].link.article != 0 &&
		words[0].capitals == lower {
		words = words[1:]
	}
	p := &pattern{}
	for i, w := range words {
		t := termWord{unsure: w.unsure, capitals: w.capitals, link: w.link}
		t.link.articleAt = 0
		letters := w.letters
		if tag == "ar" && isArabic(w.keys) {
			letters, t.article = arabicArticle(letters)
		}
		t.letters = string(letters)
		if i > 0 {
			if gap := text[words[i-1].end:w.start]; !isGap(gap, "") {
				t.gap = lang.Fold(gap, "")
			}
		}
		if !w.link.isLink() {
			p.content++
		}
		p.words = append(p.words, unique.Make(t))
	}
	if p.content == 0 {
		return nil
	}
	return p
}

// keyOfWord returns the key under which the index has a word.
func keyOfWord(t termWord) string {
	var key []byte
	for _, r := range t.letters {
		key = utf8.AppendRune(key, keyOf(r))
	}
	return string(key)
}

func appendRunes(key []byte, runes []rune) []byte {
	for _, r := range runes {
		if r < utf8.RuneSelf {
			key = append(key, byte(r))
		} else {
			key = utf8.AppendRune(key, r)
		}
	}
	return key
}
