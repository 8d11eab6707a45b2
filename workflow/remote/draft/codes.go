package draft

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// ErrCodes says that the codes of a draft are not those of its source.
var ErrCodes = errors.New("the codes are not those of the source")

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// encode writes a text with its codes as tags that are both HTML and XML: <span id="c1">…</span> and <img id="c2"/>, which
// services keep in place. What a code stands for is not sent.
func encode(t bitext.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			b.WriteString(escape.Replace(r.Chars))
		case bitext.Open:
			b.WriteString(`<span id="c` + r.Code.ID + `">`)
		case bitext.Close:
			b.WriteString("</span>")
		case bitext.Lone:
			b.WriteString(`<img id="c` + r.Code.ID + `"/>`)
		}
	}
	return b.String()
}

var (
	tagOf = regexp.MustCompile(`<(/?)(span|img)\b([^<>]*)>`)
	idOf  = regexp.MustCompile(`\bid\s*=\s*["']?c([A-Za-z0-9]+)`)
)

// decode reads a text that a server has made of an encoded source. Each code of the source must be there, once.
func decode(raw string, source bitext.Text) (bitext.Text, error) {
	var b strings.Builder
	var open []string
	at := 0
	for _, m := range tagOf.FindAllStringSubmatchIndex(raw, -1) {
		b.WriteString(literal(raw[at:m[0]]))
		at = m[1]
		closing, name, rest := raw[m[2]:m[3]] != "", raw[m[4]:m[5]], raw[m[6]:m[7]]
		if closing {
			if name == "img" {
				continue // some write <img></img>
			}
			if len(open) == 0 {
				return nil, ErrCodes
			}
			b.WriteString("⟦/" + open[len(open)-1] + "⟧")
			open = open[:len(open)-1]
			continue
		}
		id := idOf.FindStringSubmatch(rest)
		if id == nil {
			return nil, ErrCodes
		}
		if name == "img" {
			b.WriteString("⟦" + id[1] + "/⟧")
			continue
		}
		open = append(open, id[1])
		b.WriteString("⟦" + id[1] + "⟧")
	}
	b.WriteString(literal(raw[at:]))
	markup, err := lang.Clean(strings.TrimSpace(b.String()))
	if err != nil {
		return nil, fmt.Errorf("draft: %w", err)
	}
	text, err := bitext.Parse(markup, source.Codes())
	if err != nil || !sameCodes(text, source) {
		return nil, ErrCodes
	}
	return text, nil
}

// literal are the characters of a piece without tags of ours, as markup.
func literal(s string) string { return strings.ReplaceAll(html.UnescapeString(s), "⟦", "⟦⟦") }

// sameCodes reports whether two texts have the same codes, each as often.
func sameCodes(a, b bitext.Text) bool {
	count := map[string]int{}
	for _, r := range a {
		if r.Kind == bitext.Open || r.Kind == bitext.Lone {
			count[r.Code.ID]++
		}
	}
	for _, r := range b {
		if r.Kind == bitext.Open || r.Kind == bitext.Lone {
			count[r.Code.ID]--
		}
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}
