package publication

import (
	"net/http"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/html"
)

// showLook answers, to the frame of the form, an edition of a few words in the look that the form asks for.
func (r *Room) showLook(c *web.Call) error {
	f := &web.Form{Values: c.QueryParams()}
	look := edition.Look{Accent: strings.TrimSpace(f.Value("accent")), Typeface: edition.Typeface(f.Value("typeface"))}
	if !look.Typeface.Known() {
		return workflow.UnknownOption("option.choice", f.Value("typeface"), nil)
	}
	if id := f.Value("id"); id != "" {
		logo, err := r.Publication.Logo(c.Ctx(), c.Actor, id)
		switch {
		case err == nil:
			look.Logo = logo.Image
		case workflow.KindOf(err) != workflow.NotFound:
			return err
		}
	}
	d, err := r.sample(f)
	if err != nil {
		return err
	}
	r.Locales.Label(d, c.Tag)
	text, policy, err := html.Page(d, html.Options{Lang: c.Tag, Look: look,
		Reading: &html.Reading{Fonts: part.FontRules(c, look.Typeface)}})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", policy+"; frame-ancestors 'self'")
	return c.Blob(http.StatusOK, "text/html; charset=utf-8", []byte(text))
}

// sample is a headline and a sentence with a link, in the two languages of a form.
func (r *Room) sample(f *web.Form) (*bitext.Document, error) {
	d := &bitext.Document{ID: "sample", SourceLang: f.Value("source-lang"), TargetLang: f.Value("target-lang"), Date: r.Now()}
	for _, tag := range []string{d.SourceLang, d.TargetLang} {
		if _, err := workflow.ParseLanguage(tag); err != nil {
			return nil, err
		}
	}
	if name, err := workflow.CleanString(f.Value("name"), workflow.MaxTitle); err == nil && name != "" {
		d.Credits = []bitext.Credit{{Role: edition.Publication, Names: []string{name}}}
	}
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org/"}
	text := func(tag, id string, linked bool) bitext.Text {
		speech, ok := r.Locales.In(tag)
		if !ok {
			speech, _ = r.Locales.In("en")
		}
		if !linked {
			return bitext.Plain(speech.T(id))
		}
		before, inside, _ := strings.Cut(speech.T(id), "|")
		return bitext.Text{{Chars: before}, {Kind: bitext.Open, Code: link}, {Chars: inside}, {Kind: bitext.Close, Code: link}}
	}
	for _, b := range []struct {
		kind   bitext.BlockKind
		id     string
		linked bool
	}{{bitext.Headline, "look.sample-title", false}, {bitext.Paragraph, "look.sample-text", true}} {
		block := bitext.NewBlock(b.kind, text(d.SourceLang, b.id, b.linked))
		block.Segments[0].ID, block.Segments[0].State = b.id, bitext.Final
		block.Segments[0].Target = text(d.TargetLang, b.id, b.linked)
		d.Blocks = append(d.Blocks, block)
	}
	return d, nil
}

// lookPath is the address of the frame for what a form has, of a publication or of none.
func lookPath(f *web.Form, id string) string {
	q := make(map[string][]string, len(lookFields()))
	for _, name := range lookFields() {
		q[name] = []string{f.Value(name)}
	}
	q["id"] = []string{id}
	return "/publications/look?" + (&web.Form{Values: q}).Values.Encode()
}

// lookFields are the fields that the frame follows.
func lookFields() []string {
	return []string{"name", "source-lang", "target-lang", "typeface", "accent"}
}

// Frame is the address of the preview.
func (p *listPage) Frame() string { return lookPath(p.Form, "") }

// Frame is the address of the preview.
func (p *page) Frame() string { return lookPath(p.Form, p.Publication.ID) }

// ID is the publication's.
func (p *page) ID() string { return p.Publication.ID }

// ID is empty: the publication is not there yet.
func (p *listPage) ID() string { return "" }
