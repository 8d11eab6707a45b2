package intake

import (
	"html/template"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow/bitext"
	"truchement/workflow/format/decode"
	"truchement/workflow/intake"
	"truchement/workflow/lang"
)

// previewBlocks is how many blocks the preview shows; the rest are counted.
const previewBlocks = 150

// preview is the article as it would be made.
type preview struct {
	intake.Draft
	Segments int
	Seen     string // mark of the text shown
	Carried  string // the document of a file, for the next step; empty when the text was typed
	Origin   string // file name
	Found    string // "langue détectée …"
	Notices  []web.Notice
	Mojibake bool
	Same     []sameArticle
	Rows     []previewRow
	Asides   []previewAside // what surrounds the article on its page
	More     int            // blocks not shown
}

// previewRow is a block of the preview.
type previewRow struct {
	Field    string // name of the field that corrects the kind
	Number   int    // from 1
	Kind     bitext.BlockKind
	Segments []previewSegment
	Pair     bool          // the file has targets for it: it stays cut as it is
	Ends     string        // as they were cut by hand; empty: by the rules
	Words    []previewWord // where its gaps are shown; nil: they are not
}

// previewAside is a block that is proposed for leaving out.
type previewAside struct {
	Field string // that takes it in
	Text  string
	Taken bool
}

// takeField names the field that takes the i-th block of a document in, where it is proposed for leaving out.
func takeField(i int) string { return "take-" + strconv.Itoa(i) }

// previewSegment is a segment of the preview.
type previewSegment struct {
	From   int // characters of the block's Flat before it
	Text   template.HTML
	Target template.HTML // that the file has; empty: none
	State  web.Mark      // of it, here
}

// EndsField names the field that carries the row's cuts.
func (r previewRow) EndsField() string { return endsField + strconv.Itoa(r.Number-1) }

// Index is the row's number from 0, as its buttons say it.
func (r previewRow) Index() int { return r.Number - 1 }

// sameArticle is an article with the same text that is on the desk already.
type sameArticle struct {
	ID, Title, Lang string
	Stage           string
	When            string
}

// Pair is the data of the part "pair".
func (p *preview) Pair() part.Pair { return part.Pair{Source: p.SourceLang, Target: p.TargetLang} }

// makePreview makes what the page shows of a draft.
func (r *Room) makePreview(c *web.Call, f *web.Form, in intake.NewArticle, d intake.Draft) *preview {
	b := c.RowBase()
	p := &preview{Draft: d, Seen: hashText(in.Document), Origin: in.Document.Origin,
		Found: c.T("intake.detected", "Language", b.LanguageWord(d.Detected),
			"Sure", c.Percent(d.Confidence))}
	if d.Detected == "" {
		p.Found = c.T("intake.not-detected")
	}
	if strings.TrimSpace(f.Value("text")) == "" {
		if carried, err := part.EncodeDocument(in.Document); err == nil {
			p.Carried = carried
		}
	}
	for i, block := range in.Document.Blocks {
		if block.Aside {
			p.Asides = append(p.Asides, previewAside{takeField(i), block.Source().String(), block.Taken})
		}
	}
	for i, block := range d.Blocks {
		p.Segments += len(block.Segments)
		if i >= previewBlocks {
			p.More++
			continue
		}
		row := previewRow{Field: kindField(i), Number: i + 1, Kind: block.Kind}
		from := 0
		for _, seg := range block.Segments {
			one := previewSegment{From: from, Text: b.Text(seg.Source)}
			if !seg.Target.Empty() {
				row.Pair, one.Target = true, b.Text(seg.Target)
				state, sub := intake.StateGiven(seg)
				one.State = b.MarkOf(part.StateName(state, sub))
			}
			row.Segments = append(row.Segments, one)
			from += seg.Source.Len() + seg.After.Len()
		}
		row.Ends = f.Value(row.EndsField())
		if f.Value("open") == strconv.Itoa(i) {
			row.Words = wordsOf(d, i)
		}
		p.Rows = append(p.Rows, row)
	}
	for _, a := range d.Same {
		p.Same = append(p.Same, sameArticle{ID: a.ID, Title: a.Title, Lang: a.SourceLang,
			Stage: b.StageWord(a.Stage()), When: c.When(a.Created)})
	}
	p.warn(c, in, d)
	return p
}

// warn says what the desk should look at before it takes the text.
func (p *preview) warn(c *web.Call, in intake.NewArticle, d intake.Draft) {
	say := func(kind, text string) { p.Notices = append(p.Notices, web.Notice{Kind: kind, Text: text}) }
	if e := in.Document.Encoding; e != "" && e != decode.UTF8 {
		say("ok", c.T("intake.converted", "Encoding", e))
	}
	for _, text := range given(c, d.Given) {
		say("ok", text)
	}
	for _, o := range in.Document.Oddities {
		if text := word.OddityWords(c, o); text != "" {
			say("warn", text)
		}
	}
	if d.Detected != "" && lang.Base(d.Detected) != lang.Base(d.SourceLang) {
		say("warn", c.T("intake.other-language"))
	}
	text := part.PlainText(in.Document)
	if decode.Suspicious(text) {
		p.Mojibake = true
		say("warn", c.T("intake.mojibake"))
	}
	if n := countInvisible(text); n > 0 {
		say("warn", c.T("intake.invisible", "Count", n))
	}
}

// given says what a file brings beside its sources.
func given(c *web.Call, g intake.Given) (all []string) {
	var counts []string
	for _, one := range []struct {
		id string
		n  int
	}{{"count.translated", g.Confirmed}, {"count.draft", g.Drafts}, {"intake.given-suggested", g.Suggested}} {
		if one.n > 0 {
			counts = append(counts, c.T(one.id, "Count", one.n))
		}
	}
	if len(counts) > 0 {
		all = append(all, c.T("intake.given", "Counts", c.List(counts)))
	}
	if g.Approved > 0 {
		all = append(all, c.T("intake.given-approved", "Count", g.Approved))
	}
	if g.Notes > 0 {
		all = append(all, c.T("intake.given-notes", "Count", g.Notes))
	}
	return all
}

// countInvisible counts the marks that turn the direction of a text and cannot be seen in it.
func countInvisible(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case r == '\u200e', r == '\u200f', r == '\u061c', r >= '\u202a' && r <= '\u202e',
			r >= '\u2066' && r <= '\u2069':
			n++
		}
	}
	return n
}

// kindField names the field that corrects the kind of the i-th block.
func kindField(i int) string { return "kind-" + strconv.Itoa(i) }
