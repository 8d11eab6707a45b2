package odt

import (
	"encoding/xml"
	"maps"
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// maxStyleDepth is how many styles may be based on one another.
const maxStyleDepth = 16

// look is the attributes of <style:text-properties>, by tag.
type look map[string]string

// style is one style of the file.
type style struct {
	name, parent string
	look         look
	automatic    bool // made by the program for one place, and not by an author for many
}

// styles are the styles of the file, by family and name; those of a family with an empty name are its defaults.
type styles map[[2]string]*style

// read reads <style:style> or <style:default-style>, whose start tag was read; other elements are skipped.
func (st styles) read(x *limit.XML, s xml.StartElement, automatic bool) error {
	switch tag(s.Name) {
	case "style:style", "style:default-style":
	default:
		return x.Skip()
	}
	one := &style{name: attr(s, "style:display-name"), parent: attr(s, "style:parent-style-name"), look: look{}, automatic: automatic}
	id := attr(s, "style:name")
	if one.name == "" {
		one.name = strings.ReplaceAll(id, "_20_", " ")
	}
	st[[2]string{attr(s, "style:family"), id}] = one
	return x.Children(func(c xml.StartElement) error {
		if tag(c.Name) == "style:text-properties" {
			for _, a := range c.Attr {
				one.look[tag(a.Name)] = a.Value
			}
		}
		return x.Skip()
	})
}

// chain calls fn with a style and those that it is based on, until fn returns false.
func (st styles) chain(family, name string, fn func(*style) bool) {
	for range maxStyleDepth {
		s := st[[2]string{family, name}]
		if s == nil || name == "" || !fn(s) {
			return
		}
		name = s.parent
	}
}

// span is the look of a stretch with a style, in a place that has one.
func (st styles) span(name string, around look) look {
	out := maps.Clone(around)
	if out == nil {
		out = look{}
	}
	var own []look
	st.chain("text", name, func(s *style) bool {
		own = append(own, s.look)
		if build.IsCodeStyle(s.name) {
			own = append(own, look{monospaced: "true"})
		}
		// Emphasis looks as its language wants it: heavier in Arabic, which has no italics.
		if strings.EqualFold(s.name, "emphasis") {
			own[len(own)-1] = look{"fo:font-style": "italic", "style:font-style-complex": "italic"}
		}
		return true
	})
	for i := len(own) - 1; i >= 0; i-- {
		maps.Copy(out, own[i])
	}
	return out
}

// monospaced is no attribute of ODF: it says that a style is for code.
const monospaced = "monospaced"

// paragraph is the look that a paragraph has by its style: the languages, whatever has been set for this one alone, and
// whether it is hidden. The look of a heading is no stress in it.
func (st styles) paragraph(name string) look {
	out := look{}
	if d := st[[2]string{"paragraph", ""}]; d != nil {
		out.addLanguages(d.look)
	}
	var own []*style
	st.chain("paragraph", name, func(s *style) bool {
		own = append(own, s)
		return true
	})
	for i := len(own) - 1; i >= 0; i-- {
		if own[i].automatic {
			maps.Copy(out, own[i].look)
		} else {
			out.addLanguages(own[i].look)
		}
	}
	return out
}

func (l look) addLanguages(from look) {
	for _, name := range []string{"fo:language", "fo:country", "style:language-complex", "style:country-complex", "text:display"} {
		if v, ok := from[name]; ok {
			l[name] = v
		}
	}
}

// kind finds the kind of a paragraph by the names of its styles, then by its outline level, which is 0 for none.
func (st styles) kind(name string, outline int, listed bool) (kind bitext.BlockKind, level int) {
	st.chain("paragraph", name, func(s *style) bool {
		kind, level = build.StyleKind(s.name)
		return kind == ""
	})
	switch {
	case outline > 0 && (kind == "" || kind == bitext.Heading || kind == bitext.ListItem):
		return bitext.Heading, min(outline, 6)
	case kind != "":
		return kind, level
	case listed:
		return bitext.ListItem, 0
	}
	return bitext.Paragraph, 0
}

// hidden reports whether text of this look is not shown.
func (l look) hidden() bool { return l["text:display"] == "none" }

// languages are the tags of text from left to right and from right to left.
func (l look) languages() (latin, arabic string) {
	join := func(language, country string) string {
		if language == "none" || language == "" || country == "none" || country == "" {
			return language
		}
		return language + "-" + country
	}
	return join(l["fo:language"], l["fo:country"]), join(l["style:language-complex"], l["style:country-complex"])
}

// formats are what text of this look shows; isArabic says which of two sets of properties holds for it.
func (l look) formats(isArabic bool) (out []build.Format) {
	weight, slant := l["fo:font-weight"], l["fo:font-style"]
	if isArabic {
		weight, slant = l["style:font-weight-complex"], l["style:font-style-complex"]
	}
	boldness, err := strconv.Atoi(weight)
	for _, f := range []struct {
		is   bool
		code bitext.CodeType
	}{
		{weight == "bold" || err == nil && boldness >= 600, bitext.Bold},
		{slant == "italic" || slant == "oblique", bitext.Italic},
		{isLine(l["style:text-underline-style"]), bitext.Underline},
		{isLine(l["style:text-line-through-style"]) || isLine(l["style:text-line-through-type"]), bitext.Strike},
		{l[monospaced] != "", bitext.Monospace},
	} {
		if f.is {
			out = append(out, build.Format{Type: f.code})
		}
	}
	if v := verticalOf(l["style:text-position"]); v != "" {
		out = append(out, build.Format{Type: v})
	}
	return out
}

func isLine(style string) bool { return style != "" && style != "none" }

// verticalOf reads how far text is raised: super, sub or a share of its height, and then its size.
func verticalOf(position string) bitext.CodeType {
	raise, _, _ := strings.Cut(position, " ")
	share, err := strconv.ParseFloat(strings.TrimSuffix(raise, "%"), 64)
	switch {
	case raise == "super" || err == nil && share > 0:
		return bitext.Superscript
	case raise == "sub" || err == nil && share < 0:
		return bitext.Subscript
	}
	return ""
}
