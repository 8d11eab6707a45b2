package html

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
	"truchement/workflow/lang"
)

// familyOf is the name by which the style sheet asks for a face of a typeface.
func familyOf(t edition.Typeface, face string) string {
	switch {
	case strings.HasPrefix(face, "mono"):
		return "IBM Plex Mono"
	case strings.HasPrefix(face, "tifinagh"):
		return "Noto Sans Tifinagh"
	case t == edition.Press && strings.HasPrefix(face, "naskh"):
		return "Noto Naskh Arabic"
	case t == edition.Press:
		return "Source Serif 4"
	case t == edition.Modern && strings.HasPrefix(face, "sans-arabic"):
		return "IBM Plex Sans Arabic"
	case t == edition.Modern:
		return "IBM Plex Sans"
	}
	return "Amiri"
}

// fontFace is the rule that declares a face.
func fontFace(family, address string, s font.Style, characters string) string {
	weight, style, display := 400, "normal", ""
	if s.Bold {
		weight = 700
	}
	if s.Slanted {
		style = "italic"
	}
	if !strings.HasPrefix(address, "data:") {
		display = "font-display:swap;"
	}
	if characters != "" {
		characters = ";unicode-range:" + characters
	}
	return fmt.Sprintf("@font-face{font-family:%q;font-weight:%d;font-style:%s;%ssrc:url(%q) format(\"woff2\")%s}\n",
		family, weight, style, display, address, characters)
}

// FontRules declare the faces of a typeface for a page whose server has them at the addresses that
// address answers for the names of package font.
func FontRules(t edition.Typeface, address func(face string) string) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, p := range font.Parts(t) {
		if seen[p.Name] {
			continue // it draws both scripts
		}
		seen[p.Name] = true
		characters := "U+0-5FF,U+1E00-2BFF,U+FB00-FB06"
		switch {
		case t == edition.Book:
			characters = ""
		case p.Script == font.Arabic:
			characters = "U+600-6FF,U+750-77F,U+870-8FF,U+200C-200D,U+FB50-FDFF,U+FE70-FEFC"
		}
		b.WriteString(fontFace(familyOf(t, p.Name), address(p.Name), p.Style, characters))
	}
	return b.String()
}

// embeddedFonts declare faces that are in the page itself, with no more characters than it shows in
// each style.
func (p *page) embeddedFonts(t edition.Typeface) (string, error) {
	family := font.Of(t)
	var b strings.Builder
	texts := p.textByStyle()
	styles := slices.SortedFunc(maps.Keys(texts), func(a, b font.Style) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	for _, style := range styles {
		faces, err := family.Web(texts[style], style)
		if err != nil {
			return "", fmt.Errorf("html: %w", err)
		}
		for _, f := range faces {
			b.WriteString(fontFace(familyOf(t, f.Name),
				"data:font/woff2;base64,"+base64.StdEncoding.EncodeToString(f.WOFF2), f.Style, f.Range))
		}
	}
	return b.String(), nil
}

// textByStyle is the text of the page in each style in which some of it is shown; credits and menus
// are in the reader's own sans.
func (p *page) textByStyle() styledText {
	all := styledText{}
	all.add(font.Style{Bold: true}, strings.Join(p.Publisher, "·")+p.word(edition.Bilingual)+p.Target.Title)
	all.add(font.Style{}, p.word(edition.Missing)+p.d.Address+p.leading().Title+strings.Join(p.Publisher, "")+
		"0123456789٠١٢٣٤٥٦٧٨٩/") // the margins of a printed page
	for _, s := range p.Sides {
		days := edition.Day(p.d, s.Lang) + edition.Word(p.d, s.Lang, edition.Updated) + edition.Word(p.d, s.Lang, edition.Missing)
		if !p.d.Updated.IsZero() {
			days += s.Locale.FormatDate(p.d.Updated, lang.Full)
		}
		all.add(font.Style{}, days+"·[]<>…")
		for _, b := range p.d.Blocks {
			bold := b.Kind == bitext.Kicker || b.Kind == bitext.Headline || b.Kind == bitext.Heading
			all.addText(s.text(b), bold, s.Dir == lang.RTL)
		}
	}
	return all
}

// styledText is what a page shows in each style.
type styledText map[font.Style]string

func (t styledText) add(s font.Style, text string) {
	if strings.TrimSpace(text) != "" {
		t[s] += text
	}
}

// addText adds the runs of a text by the styles that they have in a page, where Arabic is bold instead
// of slanted.
func (t styledText) addText(text bitext.Text, bold, rtl bool) {
	open := map[bitext.CodeType]int{}
	for _, r := range text {
		switch r.Kind {
		case bitext.Open:
			open[r.Code.Type]++
		case bitext.Close:
			open[r.Code.Type]--
		default:
			italic := open[bitext.Italic] > 0
			t.add(font.Style{
				Bold:    bold || open[bitext.Bold] > 0 || italic && rtl,
				Slanted: italic && !rtl, Mono: open[bitext.Monospace] > 0,
			}, r.Chars+r.Code.Equiv)
		}
	}
}
