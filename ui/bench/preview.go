package bench

import (
	"encoding/json"
	"html/template"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// previewPage is the data of preview.html: the target as the article it becomes. The workbench
// shows the part "preview" beside its rows, where preview.js keeps it as what is being typed.
type previewPage struct {
	web.Base
	Article workflow.ArticleView
	Parts   []previewPart
	Left    int // segments without a target
}

// previewPart is a block of the article, or list items that follow one another.
type previewPart struct {
	Kind  bitext.BlockKind
	Items []previewItem
}

// previewItem is one block.
type previewItem struct {
	Sentences []previewSentence
	None      bool // nothing of it is translated: it has the direction of its source
}

// previewSentence is a segment: its target, or its source where there is none yet.
type previewSentence struct {
	workflow.Segment
	Path string // its place on the workbench
	Name string // of its state
	None bool
	Text template.HTML
	Gap  template.HTML // up to the next one
	// Codes say how a script shows the codes of a text that is being typed: an element, and what
	// is shown for a standalone one, by the code's id.
	Codes string
}

// showPreview shows the target as an article.
func (r *Room) showPreview(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &previewPage{Base: c.Base("preview.title", "Name", v.Title), Article: v}
	if err := page.fill(); err != nil {
		return err
	}
	if c.WantsPart("preview") {
		return c.Part(http.StatusOK, "preview", page)
	}
	return c.Page(http.StatusOK, "preview", page)
}

func (p *previewPage) fill() error {
	items := map[string]*previewItem{}
	for _, g := range p.Article.Segments {
		one, err := p.sentence(g)
		if err != nil {
			return err
		}
		if items[g.Block] == nil {
			items[g.Block] = &previewItem{None: true}
		}
		items[g.Block].None = items[g.Block].None && one.None
		items[g.Block].Sentences = append(items[g.Block].Sentences, one)
	}
	for _, b := range p.Article.Blocks {
		item := items[b.ID]
		if item == nil {
			continue
		}
		n := len(p.Parts)
		if b.Kind == bitext.ListItem && n > 0 && p.Parts[n-1].Kind == b.Kind {
			p.Parts[n-1].Items = append(p.Parts[n-1].Items, *item)
			continue
		}
		p.Parts = append(p.Parts, previewPart{Kind: b.Kind, Items: []previewItem{*item}})
	}
	return nil
}

func (p *previewPage) sentence(g workflow.Segment) (previewSentence, error) {
	one := previewSentence{Segment: g, Path: part.BenchPath(p.Article.ID, g), None: g.Target.Empty(),
		Name: part.StateName(g.State, g.SubState), Text: p.Text(g.Target), Gap: p.Text(g.After)}
	if one.None {
		p.Left++
		one.Text = p.Text(g.Source)
	}
	if one.Gap == "" {
		one.Gap = " " // sentences that the source's script does not part are parted here
	}
	var err error
	one.Codes, err = codesOf(p.Base, g.Source)
	return one, err
}

// codesOf writes the codes of a text for preview.js.
func codesOf(b web.Base, t bitext.Text) (string, error) {
	elements := map[bitext.CodeType]string{bitext.Bold: "b", bitext.Italic: "i",
		bitext.Underline: "u", bitext.Strike: "s", bitext.Superscript: "sup", bitext.Subscript: "sub",
		bitext.Monospace: "code", bitext.Break: "br", bitext.NoteMark: "note", bitext.Span: "span"}
	codes := map[string][2]string{}
	for _, code := range t.Codes() {
		show := [2]string{elements[code.Type], code.Equiv}
		switch {
		case show[0] != "":
		case code.Type.Standalone():
			show[0] = "pic"
		default:
			show[0] = "linked"
		}
		codes[code.ID] = show
	}
	if len(codes) == 0 {
		return "", nil
	}
	text, err := json.Marshal(codes)
	return string(text), err
}

// previewText is the data of the part "preview-item": a block, and how what is not translated
// yet is shown.
type previewText struct {
	previewItem
	Lang, Dir         string // of the page
	Source, SourceDir string
	Word              string // that says of a sentence that it is not translated
}

// With is what a block's part needs.
func (p *previewPage) With(item previewItem) previewText {
	source := p.Article.SourceLang
	return previewText{item, p.Lang(), p.Dir(), source, p.DirOf(source), p.T("preview.none")}
}

// Pair is the article's pair of languages.
func (p *previewPage) Pair() part.Pair {
	return part.Pair{Source: p.Article.SourceLang, Target: p.Article.TargetLang}
}
