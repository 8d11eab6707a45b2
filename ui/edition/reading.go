package edition

import (
	"errors"
	"net/http"
	"net/url"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format/html"
)

// onePage is how many editions a page of the list has.
const onePage = 60

// listPage is the data of editions.html.
type listPage struct {
	web.Base
	Papers []paper
	Query  string
	Older  string // address of the next page; empty: this is all
	More   bool   // this is not the first page
}

// paper is a publication with its editions on a page; those of no publication have none.
type paper struct {
	Publication workflow.Publication
	Editions    []listedEdition
}

// listedEdition is an edition with its date as its house writes it in the reader's language.
type listedEdition struct {
	edition.Listed
	Path, Day string
}

// showEditions lists what is published, the last first, below the masthead of each publication.
func (r *Room) showEditions(c *web.Call) error {
	filter := edition.Filter{Search: c.QueryParam("q"), Before: c.QueryParam("before"), Limit: onePage}
	list, more, err := r.Edition.Editions(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	page := &listPage{Base: c.Base("editions.title"), Query: filter.Search, More: filter.Before != ""}
	if more != "" {
		page.Older = "/editions?" + url.Values{"q": {filter.Search}, "before": {more}}.Encode()
	}
	for _, e := range list {
		one := listedEdition{e, part.EditionPath(e.Article), c.Day(e.Published, e.Publication.Style.Locale(c.Tag))}
		at := 0
		for at < len(page.Papers) && page.Papers[at].Publication.ID != e.Publication.ID {
			at++
		}
		if at == len(page.Papers) {
			page.Papers = append(page.Papers, paper{Publication: e.Publication})
		}
		page.Papers[at].Editions = append(page.Papers[at].Editions, one)
	}
	return c.Page(http.StatusOK, "editions", page)
}

// showEdition shows an edition as its readers see it, with what it can be downloaded as.
func (r *Room) showEdition(c *web.Call) error {
	d, err := r.Edition.Published(c.Ctx(), c.Actor, c.Param("id"))
	back := html.Link{Address: "/editions", Words: c.T("editions.all")}
	if errors.Is(err, &workflow.Error{ID: "edition.withdrawn"}) {
		return r.answerWithdrawn(c, err, html.Reading{Back: back})
	}
	if err != nil {
		return err
	}
	reading := html.Reading{Back: back, Menu: c.T("export.download"), Robots: hidden}
	for _, f := range exportFormats(c) {
		reading.Files = append(reading.Files, html.Link{Words: f.Word, Hint: f.Hint,
			Address: part.EditionPath(d.ID) + "/file?" + url.Values{"format": {f.Name}}.Encode()})
	}
	d.Address = c.Address() + part.EditionPath(d.ID)
	return r.answerReading(c, d, reading)
}

// hidden has search engines leave a page out.
const hidden = "noindex, nofollow"

// answerReading shows an edition as a page of its own, in the language of the reader.
func (r *Room) answerReading(c *web.Call, d *bitext.Document, how html.Reading) error {
	r.Locales.Label(d, c.Tag)
	look, err := r.Edition.Look(c.Ctx(), workflow.Visitor(), d.ID)
	if err != nil {
		return err
	}
	how.Fonts = part.FontRules(c, look.Typeface)
	text, policy, err := html.Page(d, html.Options{Lang: c.Tag, Reading: &how, Look: look})
	if err != nil {
		return err
	}
	setRobots(c, how.Robots)
	return c.Standalone(http.StatusOK, text, policy, how.Framed)
}

func setRobots(c *web.Call, robots string) {
	if robots != "" {
		c.Response().Header().Set("X-Robots-Tag", robots)
	}
}

// answerWithdrawn says that an article was withdrawn after its publication.
func (r *Room) answerWithdrawn(c *web.Call, refusal error, how html.Reading) error {
	var e *workflow.Error
	name := ""
	if errors.As(refusal, &e) {
		name, _ = e.Args["Publication"].(string)
	}
	return r.answerMessage(c, http.StatusGone, html.Message{Paper: name, Heading: c.T("edition.is-withdrawn"),
		Text: c.T("edition.withdrawn-explain")}, how)
}

// answerMessage says in the place of an edition why it is not shown.
func (r *Room) answerMessage(c *web.Call, status int, m html.Message, how html.Reading) error {
	how.Robots, how.Fonts = hidden, part.FontRules(c, "")
	m.Lang = c.Tag
	text, policy, err := html.MessagePage(m, how)
	if err != nil {
		return err
	}
	setRobots(c, how.Robots)
	return c.Standalone(status, text, policy, how.Framed)
}

// publishedFile answers the edition, as it was published, as a file.
func (r *Room) publishedFile(c *web.Call) error {
	o, err := parseOrder(c.QueryParams())
	if err != nil {
		return err
	}
	o.Article, o.Published = c.Param("id"), true
	o.Address = c.Address() + part.EditionPath(o.Article)
	return r.answerFile(c, o)
}
