package html

import (
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Message is what a page says in the place of an edition that is not shown.
type Message struct {
	Lang    string // of the words
	Paper   string // the name of a publication; may be empty
	Heading string
	Text    string
}

// MessagePage writes a message as a page in the style of editions, with the content security policy
// that it needs.
func MessagePage(m Message, how Reading) (text, policy string, err error) {
	p := &page{reading: &how, Lang: m.Lang, Dir: lang.Direction(m.Lang), Title: m.Heading}
	if err := p.readStyle(how.Fonts, "'self'", lookRules(edition.Look{})); err != nil {
		return "", "", err
	}
	f := &pageWriter{p: p}
	f.head()
	f.writeHTML("<body class=\"reading\">\n")
	if m.Paper != "" {
		f.writeEscaped("<header class=\"masthead\">\n<p class=\"paper\">"+star+"<bdi>%s</bdi></p>\n</header>\n", m.Paper)
	}
	f.writeEscaped("<main class=\"gone\">\n<h1>%s</h1>\n<p>%s</p>\n", m.Heading, m.Text)
	if how.Back.Address != "" {
		f.writeEscaped("<p><a href=\"%s\">%s</a></p>\n", how.Back.Address, how.Back.Words)
	}
	f.writeHTML("</main>\n</body>\n</html>\n")
	return f.b.String(), p.Policy, nil
}
