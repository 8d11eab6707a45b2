package html

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// formats are those of the element n inside outer: what the tag says, then what its style
// attribute says, since word processors put bold into spans and normal weight into <b>.
func (w *walker) formats(n *html.Node, outer []build.Format) []build.Format {
	out := outer
	if t := tagFormat(n.DataAtom); t != "" {
		out = withFormat(out, build.Format{Type: t})
	}
	if n.DataAtom == atom.A {
		if address := w.address(attr(n, "href"), "http", "https", "mailto"); address != "" {
			out = withFormat(out, build.Format{Type: bitext.Link, Data: address})
		}
	}
	return applyStyle(n, out)
}

func tagFormat(tag atom.Atom) bitext.CodeType {
	switch tag {
	case atom.B, atom.Strong:
		return bitext.Bold
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		return bitext.Italic
	case atom.U, atom.Ins:
		return bitext.Underline
	case atom.S, atom.Strike, atom.Del:
		return bitext.Strike
	case atom.Sup:
		return bitext.Superscript
	case atom.Sub:
		return bitext.Subscript
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		return bitext.Monospace
	}
	return ""
}

// withFormat returns formats with f added; formats itself may be in use elsewhere.
func withFormat(formats []build.Format, f build.Format) []build.Format {
	return append(withoutFormat(formats, f.Type), f)
}

func withoutFormat(formats []build.Format, t bitext.CodeType) []build.Format {
	is := func(f build.Format) bool { return f.Type == t }
	return slices.DeleteFunc(slices.Clone(formats), is)
}

func applyStyle(n *html.Node, out []build.Format) []build.Format {
	style := declarations(n)
	set := func(t bitext.CodeType, on, off bool) {
		switch {
		case on:
			out = withFormat(out, build.Format{Type: t})
		case off:
			out = withoutFormat(out, t)
		}
	}
	weight := style["font-weight"]
	set(bitext.Bold, isBoldWeight(weight), weight == "normal" || weight == "400" || weight == "lighter")
	slant := style["font-style"]
	set(bitext.Italic, slant == "italic" || slant == "oblique", slant == "normal")
	line := style["text-decoration"] + " " + style["text-decoration-line"]
	// A link is underlined in any case.
	set(bitext.Underline, strings.Contains(line, "underline") && n.DataAtom != atom.A, false)
	set(bitext.Strike, strings.Contains(line, "line-through"), false)
	align := style["vertical-align"]
	set(bitext.Superscript, align == "super", align == "baseline")
	set(bitext.Subscript, align == "sub", align == "baseline")
	return out
}

func isBoldWeight(weight string) bool {
	switch weight {
	case "bold", "bolder", "600", "700", "800", "900":
		return true
	}
	return false
}

// declarations reads a style attribute; names and values are in lower case.
func declarations(n *html.Node) map[string]string {
	s := attr(n, "style")
	if s == "" {
		return nil
	}
	out := map[string]string{}
	for _, d := range strings.Split(strings.ToLower(s), ";") {
		name, value, _ := strings.Cut(d, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		out[strings.TrimSpace(name)] = value
	}
	return out
}

// address is ref, made absolute where the page says from what, when it has one of schemes;
// else "".
func (w *walker) address(ref string, schemes ...string) string {
	u, err := url.Parse(ref)
	if err != nil || ref == "" {
		return ""
	}
	if w.base != nil && !strings.HasPrefix(ref, "#") {
		u = w.base.ResolveReference(u)
	}
	return build.AddressOf(u, schemes...)
}
