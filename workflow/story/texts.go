package story

import (
	_ "embed"
	"strings"

	"truchement/workflow/bitext"
)

//go:embed testdata/rabat-paris.ar.txt
var realArticle string

// AddRealArticle adds a real Arabic article: a headline, twelve sentences and a byline.
func (r *Runner) AddRealArticle() *Runner {
	r.T.Helper()
	var paragraphs []string
	for line := range strings.SplitSeq(realArticle, "\n") {
		if strings.TrimSpace(line) != "" {
			paragraphs = append(paragraphs, line)
		}
	}
	return r.Add(paragraphs...)
}

// Three sentences of a wire story.
const (
	One   = "وصل الوزير إلى الرباط صباح اليوم."
	Two   = "وقع الطرفان اتفاقا جديدا."
	Three = "من المنتظر أن يعود غدا."
)

// Linked is a paragraph whose one link has the code c.
func Linked(c bitext.Code) *bitext.Document {
	return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Text{
		{Kind: bitext.Open, Code: c}, {Chars: One}, {Kind: bitext.Close, Code: c}})}}
}

// Paragraphs is a document of paragraphs.
func Paragraphs(lines ...string) *bitext.Document {
	d := &bitext.Document{}
	for _, l := range lines {
		d.Blocks = append(d.Blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain(l)))
	}
	return d
}

// OneBlock is a document of one paragraph.
func OneBlock(text string) *bitext.Document {
	return &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph, bitext.Plain(text))}}
}

// AddWire adds a wire story of two paragraphs and four sentences, by luc.
func (r *Runner) AddWire() *Runner {
	return r.As("luc").Add(strings.Split(Wire, "\n")...)
}

// Wire is the text of AddWire, a paragraph a line.
const Wire = "وصل وزير الخارجية إلى الرباط مساء الاثنين. ووقع اتفاقا بقيمة 300 مليون درهم مع نظيره.\n" +
	"لم تعلق المعارضة على القرار حتى الآن. وقال المتحدث إن الزيارة تستمر يومين."
