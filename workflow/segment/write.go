package segment

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// srxHeader is the beginning of a written file, up to the first rule set.
const srxHeader = `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="%s">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
`

// Write writes the rules as an SRX 2.0 file. Parse reads it back unchanged.
func (s *SRX) Write(w io.Writer) error {
	_, err := io.WriteString(w, s.String())
	return err
}

// String returns the rules as the text of an SRX 2.0 file.
func (s *SRX) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, srxHeader, yesNo(s.Cascade))
	for _, set := range s.Sets {
		fmt.Fprintf(&b, "      <languagerule languagerulename=\"%s\">\n", escapeXML(set.Name))
		for _, r := range set.Rules {
			if note := noteText(r.Note); note != "" {
				fmt.Fprintf(&b, "        <!-- %s -->\n", note)
			}
			fmt.Fprintf(&b, "        <rule break=\"%s\"><beforebreak>%s</beforebreak>"+
				"<afterbreak>%s</afterbreak></rule>\n",
				yesNo(r.Break), escapeXML(r.Before), escapeXML(r.After))
		}
		b.WriteString("      </languagerule>\n")
	}
	b.WriteString("    </languagerules>\n    <maprules>\n")
	for _, m := range s.Maps {
		fmt.Fprintf(&b, "      <languagemap languagepattern=\"%s\" languagerulename=\"%s\"/>\n",
			escapeXML(m.Pattern), escapeXML(m.Name))
	}
	b.WriteString("    </maprules>\n  </body>\n</srx>\n")
	return b.String()
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}

// noteText returns a note in the form of an XML comment: on one line, without two hyphens together.
func noteText(note string) string {
	note = strings.Join(strings.Fields(note), " ")
	for strings.Contains(note, "--") {
		note = strings.ReplaceAll(note, "--", "-")
	}
	return strings.TrimSuffix(strings.Map(func(r rune) rune {
		if isUnprintable(r) {
			return -1
		}
		return r
	}, note), "-")
}
