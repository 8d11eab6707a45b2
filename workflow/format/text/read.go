package text

import (
	"io"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads an article from plain text in any encoding that decode.Text knows; the document
// names it. Each line is a paragraph, unless the text is wrapped: then an empty line ends a
// paragraph, and so does a line that had room for the next word. All blocks are paragraphs,
// since plain text does not say what a headline is.
//
// The error is a *limit.Error (NotText, Legacy, Encrypted, Encoding, TooLarge, TooMany, Empty)
// or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	s, encoding, err := decode.Text(data, "")
	if err != nil {
		return nil, err
	}
	var odd bitext.Document
	if s, err = lang.Clean(decode.Settle(&odd, s)); err != nil {
		return nil, err
	}
	var a build.Article
	for _, paragraph := range paragraphs(s) {
		var in build.Inline
		in.Add(paragraph, nil)
		if err := a.Add(bitext.Paragraph, 0, &in); err != nil {
			return nil, err
		}
	}
	d, err := a.Document()
	if err != nil {
		return nil, err
	}
	d.Encoding, d.Oddities = encoding, odd.Oddities
	return d, nil
}

// paragraphs cuts cleaned text into paragraphs, each without a newline.
func paragraphs(s string) []string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	w := measure(lines)
	if !w.wrapped() {
		return lines
	}
	var out []string
	for i, l := range lines {
		if i > 0 && w.joinsNext(lines[i-1], l) {
			out[len(out)-1] += lineJoin(lines[i-1]) + l
			continue
		}
		out = append(out, l)
	}
	return out
}

// lineJoin is what was between a line and the next before the text was wrapped: a space, or
// nothing after a hyphen.
func lineJoin(line string) string {
	if strings.HasSuffix(line, "-") && !strings.HasSuffix(line, " -") {
		return ""
	}
	return " "
}
