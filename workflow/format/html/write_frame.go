package html

import (
	"fmt"
	"html"
	"strings"

	"truchement/workflow/format/edition"
)

// pageWriter writes the page around the text: head, masthead, mode switch, credits.
type pageWriter struct {
	p *page
	b strings.Builder
}

// writeEscaped writes a stretch of HTML in which each %s is a text to escape; what is
// already HTML goes through raw.
func (f *pageWriter) writeEscaped(format string, texts ...string) {
	escaped := make([]any, len(texts))
	for i, t := range texts {
		escaped[i] = html.EscapeString(t)
	}
	fmt.Fprintf(&f.b, format, escaped...)
}

func (f *pageWriter) writeHTML(s string) { f.b.WriteString(s) }

func (f *pageWriter) head() {
	f.writeEscaped("<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		f.p.Lang, f.p.Dir)
	f.writeEscaped("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", f.p.Policy)
	f.writeHTML(`<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
`)
	switch r := f.p.reading; {
	case r == nil:
		f.writeHTML("<meta name=\"generator\" content=\"Truchement\">\n")
	case r.Robots != "":
		f.writeEscaped("<meta name=\"robots\" content=\"%s\">\n", r.Robots)
	}
	if f.p.reading != nil && f.p.reading.Framed {
		f.writeHTML("<base target=\"_blank\">\n") // a link must not replace the frame
	}
	f.writeEscaped("<title>%s</title>\n", f.p.Title)
	if f.p.d != nil {
		f.meta()
	}
	f.writeHTML("<style>" + f.p.Style + "</style>\n</head>\n")
}

func (f *pageWriter) edition() string {
	f.head()
	class := "bilingual"
	if f.p.Flip {
		class += " flip"
	}
	if f.p.Large {
		class += " large"
	}
	if f.p.reading != nil {
		class += " reading"
		if f.p.reading.Framed {
			class += " framed"
		}
	}
	f.writeEscaped("<body class=\"%s\">\n", class)
	f.writeHTML("<header>\n")
	f.masthead()
	f.toolbar()
	f.writeHTML("</header>\n<main>\n<article>\n" + f.p.Body + "</article>\n</main>\n<footer class=\"row credits\">\n")
	for _, s := range f.p.Sides {
		f.credits(s, sideClass(s))
	}
	f.writeHTML("</footer>\n</body>\n</html>\n")
	return f.b.String()
}

// star is an eight-pointed one, as zellige has it.
const star = `<svg class="star" viewBox="0 0 24 24" aria-hidden="true" focusable="false">` +
	`<path d="M12 1l3.2 3.2h4.6v4.6L23 12l-3.2 3.2v4.6h-4.6L12 23l-3.2-3.2H4.2v-4.6L1 12l3.2-3.2` +
	`V4.2h4.6z"/><circle cx="12" cy="12" r="3.2"/></svg>`

// masthead is the name of the publication, or its logo.
func (f *pageWriter) masthead() {
	f.writeHTML("<div class=\"masthead\">\n<p class=\"paper\">")
	switch names := strings.Join(f.p.Publisher, " · "); {
	case f.p.Logo != "":
		if names == "" {
			names = f.p.word(edition.Bilingual)
		}
		f.writeEscaped("<img class=\"logo\" src=\"%s\" alt=\"%s\">", f.p.Logo, names)
	case names == "":
		f.writeEscaped(star+"<span>%s</span>", f.p.word(edition.Bilingual))
	default:
		f.writeHTML(star)
		for _, name := range f.p.Publisher {
			f.writeEscaped("<bdi>%s</bdi>", name)
		}
	}
	f.writeHTML("</p>\n</div>\n")
}

// toolbar is what one can do with the edition: change how it is shown and, where a server shows it, go
// to others or download it.
func (f *pageWriter) toolbar() {
	r := f.p.reading
	f.writeHTML("<div class=\"top\">\n")
	if r != nil && r.Back.Address != "" {
		f.writeEscaped("<a class=\"back\" href=\"%s\">%s</a>\n", r.Back.Address, r.Back.Words)
	}
	f.modeSwitch()
	switch {
	case r == nil:
		f.numberSwitch()
	case r.Framed:
		f.writeEscaped("<a class=\"whole\" href=\"%s\" target=\"_blank\" rel=\"noopener\">%s</a>\n",
			r.Whole.Address, r.Whole.Words)
	}
	if r != nil && len(r.Files) > 0 {
		f.writeEscaped("<details class=\"menu files\"><summary>%s</summary>\n<ul>\n", r.Menu)
		for _, file := range r.Files {
			f.writeEscaped("<li><a href=\"%s\"><span>%s</span>", file.Address, file.Words)
			if file.Hint != "" {
				f.writeEscaped(" <small>%s</small>", file.Hint)
			}
			f.writeHTML("</a></li>\n")
		}
		f.writeHTML("</ul>\n</details>\n")
	}
	f.writeHTML("</div>\n")
}

// modeSwitch is the switch between the ways to read.
func (f *pageWriter) modeSwitch() {
	f.writeEscaped("<fieldset class=\"choice\">\n<legend>%s</legend>\n", f.p.word(edition.Layout))
	for _, c := range []struct {
		mode   Mode
		word   string
		narrow string // the word on a screen that has no room for two columns
		side   *side
	}{
		{SideBySide, f.p.word(edition.SideBySide), f.p.word(edition.Stacked), nil},
		{Alternating, f.p.word(edition.Alternating), f.p.word(edition.InTurn), nil},
		{SourceOnly, f.p.Source.Name, "", &f.p.Source},
		{TargetOnly, f.p.Target.Name, "", &f.p.Target},
	} {
		checked, direction := "", ""
		if c.mode == f.p.Mode {
			checked = " checked"
		}
		if c.side != nil {
			direction = attrs(c.side.Lang, c.side.Dir)
		}
		f.writeEscaped("<label><input type=\"radio\" name=\"mode\" id=\"m-%s\"", string(c.mode))
		f.writeHTML(checked + ">")
		if c.narrow != "" {
			f.writeEscaped("<span class=\"wide\">%s</span><span class=\"narrow\">%s</span></label>\n", c.word, c.narrow)
			continue
		}
		f.writeHTML("<span" + direction + ">")
		f.writeEscaped("%s</span></label>\n", c.word)
	}
	f.writeHTML("</fieldset>\n")
}

// numberSwitch shows the numbers of segments.
func (f *pageWriter) numberSwitch() {
	f.writeEscaped("<label class=\"switch\"><input type=\"checkbox\" id=\"numbers\">"+
		"<span>%s</span></label>\n", f.p.word(edition.Numbers))
}

func (f *pageWriter) credits(s side, class string) {
	f.writeEscaped("<section class=\"cell %s\"", class)
	f.writeHTML(attrs(s.Lang, s.Dir))
	f.writeEscaped(">\n<h2>%s</h2>\n", s.Heading)
	f.facts(s, class[:1])
	f.writeHTML("</section>\n")
}

// facts lists the credits. Numbers lead to the segments of a side, by the
// first letter of their anchors; without one they are only numbers.
func (f *pageWriter) facts(s side, anchor string) {
	if len(s.Facts) == 0 {
		return
	}
	f.writeHTML("<dl>\n")
	for _, fact := range s.Facts {
		f.writeEscaped("<div><dt>%s</dt><dd>", fact.Label)
		for i, name := range fact.Names {
			if i > 0 {
				f.writeHTML(" · ")
			}
			if address, ok := edition.SafeLink(name); ok && fact.Key == edition.Origin {
				f.writeEscaped("<a href=\"%s\" rel=\"noopener noreferrer\"><bdi dir=\"ltr\">%s</bdi></a>", address, name)
				continue
			}
			f.writeEscaped("<bdi>%s</bdi>", name)
		}
		for i, r := range fact.Ranges() {
			f.writeHTML([2]string{" ", ", "}[min(i, 1)])
			if i == 0 && len(fact.Names) > 0 {
				f.writeHTML("· ")
			}
			if i == 0 && fact.Place != "" { // its readers see no numbers elsewhere
				f.writeEscaped("%s ", fact.Place)
			}
			if anchor == "" {
				f.writeEscaped("<bdi>%s</bdi>", r.In(s.Locale))
				continue
			}
			f.writeEscaped("<a href=\"#%s%s\"><bdi>%s</bdi></a>", anchor, fmt.Sprint(r.First), r.In(s.Locale))
		}
		if fact.Text != "" {
			f.writeEscaped(" <q dir=\"auto\">%s</q>", fact.Text)
		}
		f.writeHTML("</dd></div>\n")
	}
	f.writeHTML("</dl>\n")
}

func (f *pageWriter) article() string {
	f.head()
	f.writeHTML("<body>\n<main>\n<article>\n" + f.p.Body + "</article>\n</main>\n<footer>\n")
	f.facts(f.p.Target, "")
	f.writeHTML("</footer>\n</body>\n</html>\n")
	return f.b.String()
}
