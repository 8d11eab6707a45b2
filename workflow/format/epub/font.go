package epub

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
	"truchement/workflow/lang"
)

// The names of the families of embedded faces in the style sheet.
const (
	textFamily = "Edition"
	monoFamily = "Edition Mono"
)

// fonts embeds the faces that the pages are set in, each with the characters that it is needed for,
// and returns the rules of the style sheet that declare them.
func (p *publication) fonts(pages []item) (faces []item, rules string, err error) {
	used := map[font.Style]map[rune]bool{}
	for _, page := range pages {
		collect(used, page.content)
	}
	family := font.Of(p.Look.Typeface)
	var b strings.Builder
	for _, style := range []font.Style{{}, {Bold: true}, {Slanted: true}, {Bold: true, Slanted: true}, {Mono: true}} {
		if len(used[style]) == 0 {
			continue
		}
		web, err := family.Web(string(slices.Sorted(maps.Keys(used[style]))), style)
		if err != nil {
			return nil, "", err
		}
		for _, face := range web {
			name := fmt.Sprintf("font-%d-%s.woff2", len(faces)+1, face.Name)
			faces = append(faces, item{id: fmt.Sprintf("font-%d", len(faces)+1), name: name, kind: "font/woff2",
				content: string(face.WOFF2)})
			b.WriteString(declare(face, name))
		}
	}
	return faces, b.String(), nil
}

func declare(face font.Web, name string) string {
	weight, slant, family := "400", "normal", textFamily
	if face.Style.Bold {
		weight = "700"
	}
	if face.Style.Slanted {
		slant = "italic"
	}
	if face.Style.Mono {
		family = monoFamily
	}
	return fmt.Sprintf("@font-face { font-family: %q; font-weight: %s; font-style: %s; src: url(%s); unicode-range: %s; }\n",
		family, weight, slant, name, face.Range)
}

// setting is how the text in an element is set.
type setting struct {
	font.Style
	arabic bool // in a language of Arabic script, which has no slanted letters
}

// collect adds the characters of a page to those that each style is used for, as the style sheet has
// it.
func collect(used map[font.Style]map[rune]bool, page string) {
	z := html.NewTokenizer(strings.NewReader(page))
	settings := []setting{{}}
	add := func(text string) {
		style := settings[len(settings)-1].Style
		if used[style] == nil {
			used[style] = map[rune]bool{}
		}
		for _, r := range text {
			used[style][r] = true
		}
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			tag, inner := settingIn(settings[len(settings)-1], z)
			settings = append(settings, inner)
			add(generated[tag])
		case html.EndTagToken:
			settings = settings[:max(1, len(settings)-1)]
		case html.TextToken:
			add(html.UnescapeString(string(z.Raw())))
		}
	}
}

// generated is what readers put into elements by themselves.
var generated = map[atom.Atom]string{atom.Li: "•", atom.Q: "«»“”‘’\u00A0\u202F", atom.Html: "- "}

// settingIn is how the text in the element that z is at is set, inside another.
func settingIn(at setting, z *html.Tokenizer) (atom.Atom, setting) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		is := func(attribute, content string) bool { return string(key) == attribute && string(value) == content }
		switch {
		case is("font-weight", "700"), is("class", "pair kicker"), is("class", "lead") && tag == atom.Span:
			at.Bold = true // a span that leads is a heading's or an entry's of the contents
		case is("class", "other"), is("class", "n"):
			at.Bold = false
		case string(key) == "lang":
			at.arabic = lang.Direction(string(value)) == lang.RTL
		}
	}
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Strong, atom.Dt:
		at.Bold = true
	case atom.Em:
		at.Slanted = !at.arabic
	case atom.Code:
		at.Style = font.Style{Mono: true}
	}
	return tag, at
}

// Missing lists the characters of documents that none of the faces of a look has, each once: a
// reader shows them in a font of its own if it has one.
func Missing(look edition.Look, documents ...*bitext.Document) []rune {
	family := font.Of(look.Typeface)
	seen := map[rune]bool{}
	var missing []rune
	for _, d := range documents {
		for _, s := range d.Segments() {
			for _, r := range family.Missing(s.Source.String() + s.Target.String()) {
				if !seen[r] {
					seen[r] = true
					missing = append(missing, r)
				}
			}
		}
	}
	return missing
}
