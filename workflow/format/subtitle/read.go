package subtitle

import (
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/refill"
)

// Read reads subtitles as an article: each is a paragraph, with its line ends, bold, italic, underlined and struck words as
// codes. A comment of WebVTT becomes a note of the subtitle after it. Times are not in the document: Refill takes them from
// the file.
//
// The error is a *limit.Error or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	f, err := parse(data)
	if err != nil {
		return nil, err
	}
	d, _, err := f.document()
	return d, err
}

// document is the article of f, and the number of the block of each cue, -1 for none.
func (f *file) document() (*bitext.Document, []int, error) {
	var a build.Article
	var odd bitext.Document
	blocks := make([]int, len(f.cues))
	notes := map[int][]bitext.Remark{}
	var pending []bitext.Remark // of cues without words
	for i, c := range f.cues {
		_, words := unframe(f.text[c.from:c.to])
		var in build.Inline
		f.words(words, &in, func(tag string) { odd.Odd(bitext.OddCodeDropped, c.line, tag) })
		for _, n := range c.notes {
			if n != "" {
				pending = append(pending, bitext.Remark{Text: n})
			}
		}
		blocks[i] = -1
		before := a.Len()
		if err := a.Add(bitext.Paragraph, 0, &in); err != nil {
			return nil, nil, err
		}
		if a.Len() > before {
			blocks[i] = before
			notes[before], pending = pending, nil
		}
	}
	d, err := a.Document()
	if err != nil {
		return nil, nil, err
	}
	for i, all := range notes {
		d.Blocks[i].Segments[0].Notes = all
	}
	d.Oddities = append(d.Oddities, odd.Oddities...)
	d.Encoding = f.encoding
	return d, blocks, nil
}

// Refill writes the file that an article was read from with its targets in the place of the words. Subtitles without a
// target stay as they are; left counts those that the article no longer has. A file in another encoding than UTF-8 becomes
// UTF-8, with a byte order mark.
func Refill(w io.Writer, data []byte, article *bitext.Document) (left int, err error) {
	f, err := parse(data)
	if err != nil {
		return 0, err
	}
	d, blocks, err := f.document()
	if err != nil {
		return 0, err
	}
	targets, left := refill.Targets(d, article)
	if !slices.ContainsFunc(targets, func(b []refill.Target) bool { return !b[0].Text.Empty() }) {
		_, err = w.Write(data)
		return left, err
	}
	var out strings.Builder
	if f.encoding != decode.UTF8 {
		out.WriteString("\uFEFF")
	}
	from := 0
	for i, c := range f.cues {
		if blocks[i] < 0 || targets[blocks[i]][0].Text.Empty() {
			continue
		}
		frame, _ := unframe(f.text[c.from:c.to])
		out.WriteString(f.text[from:c.from] + frame.before + f.spell(targets[blocks[i]][0].Text) + frame.after)
		from = c.to
	}
	out.WriteString(f.text[from:])
	_, err = io.WriteString(w, out.String())
	return left, err
}
