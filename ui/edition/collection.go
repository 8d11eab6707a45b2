package edition

import (
	"bytes"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/edition"
	"truchement/workflow/format"
	style "truchement/workflow/format/edition"
	"truchement/workflow/format/epub"
	"truchement/workflow/format/html"
	"truchement/workflow/lang"
)

// collectionPage is the data of collection.html: a book before it is made.
type collectionPage struct {
	web.Base
	Form      *web.Form
	Chosen    []chosenArticle
	Left      []leftArticle
	Titles    []titleField
	Modes     []word.Option
	Languages []word.Option
	Missing   string // letters that no embedded font has, each with its number
	Long      bool   // the book is made by a job
	Orders    []ownOrder
}

// chosenArticle is an article of the book, by its headlines.
type chosenArticle struct {
	ID                     string
	SourceLang, TargetLang string
	Headline, Translation  string
	Ticked                 bool
	First, Last            bool   // in the order of the book
	Place                  int    // from 1
	Moved                  string // up or down, if it was just moved
}

// leftArticle is an article that the book cannot have.
type leftArticle struct {
	Name string // its title, or its place in what was chosen
	Why  string
}

// titleField is the title of the book in one of its languages.
type titleField struct{ Name, Lang, Word string }

// askedCollection reads the address or the form of a collection: its articles, its titles and how it is
// read.
func askedCollection(q url.Values) (edition.Collection, format.Options, error) {
	c := edition.Collection{Articles: withoutEmpty(q["article"]), Publication: q.Get("publication"),
		Titles: map[string]string{}}
	for key := range q {
		if tag, ok := strings.CutPrefix(key, "title-"); ok && q.Get(key) != "" {
			c.Titles[tag] = q.Get(key)
		}
	}
	how, err := c.ParseBook(q.Get("edition"), q.Get("lead"))
	return c, how, err
}

func withoutEmpty(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
}

// showCollection shows the articles that were chosen for a book, in the order of their publication or as
// the reader put them, and asks for its title and how it is to be read.
func (r *Room) showCollection(c *web.Call) error {
	_, _, err := askedCollection(c.QueryParams())
	return r.answerCollection(c, &web.Form{Values: c.QueryParams()}, err)
}

// collectionFile answers the book of the page's form, or the page with what is wrong.
func (r *Room) collectionFile(c *web.Call) error {
	err := r.writeCollection(c)
	if err == nil {
		return nil
	}
	return r.answerCollection(c, &web.Form{Values: c.QueryParams()}, err)
}

// Collection answers a collection of articles as a book. Where an article cannot be in it, it is refused,
// unless the rest was asked for.
func (r *Room) Collection(c *web.Call) error { return r.writeCollection(c) }

func (r *Room) writeCollection(c *web.Call) error {
	asked, how, err := askedCollection(c.QueryParams())
	if err != nil {
		return err
	}
	choice, err := r.Edition.Collect(c.Ctx(), c.Actor, asked, nil)
	if c.QueryParam("partial") == "" {
		err = choice.Whole(err)
	}
	if err != nil {
		return err
	}
	for _, d := range choice.Documents {
		r.Locales.Label(d)
	}
	var body bytes.Buffer
	if err := choice.Write(&body, how); err != nil {
		return err
	}
	f, err := edition.ParseFormat("epub")
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", web.Disposition(choice.FileName(f, how)))
	return c.Blob(http.StatusOK, f.MIME, body.Bytes())
}

// addBook adds the job that makes a long book, and leads to the page of its progress.
func (r *Room) addBook(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	asked, how, err := askedCollection(f.Values)
	var choice edition.Choice
	if err == nil {
		choice, err = r.Edition.Choose(c.Ctx(), c.Actor, asked)
		err = choice.Whole(err)
	}
	if err == nil {
		err = errors.Join(choice.Check(how), choice.CheckSize())
	}
	if err != nil {
		return r.answerCollection(c, f, err)
	}
	o := edition.Order{Book: &asked, Format: "epub", Write: how, Zone: r.Locales.Zone(),
		Labels: map[string]map[string]string{}, Again: "/collection?" + againQuery(f.Values).Encode()}
	for _, d := range choice.Documents {
		r.Locales.Label(d)
		for tag, words := range d.Labels {
			if o.Labels[tag] == nil {
				o.Labels[tag] = map[string]string{}
			}
			maps.Copy(o.Labels[tag], words)
		}
	}
	o.Title = choice.Title()
	j, err := r.Job.Add(c.Ctx(), c.Actor, workflow.ReadPublished, edition.OrderJob, 0, o)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, orderPath("", j.ID))
}

// againQuery is what the form of a book says but what belongs to this session alone.
func againQuery(form url.Values) url.Values {
	q := url.Values{}
	for name, values := range form {
		if name == "article" || name == "shown" || name == "edition" || name == "lead" || strings.HasPrefix(name, "title-") {
			q[name] = values
		}
	}
	return q
}

// answerCollection shows the page with what was asked for, and with what was wrong with it.
func (r *Room) answerCollection(c *web.Call, f *web.Form, refusal error) error {
	page := &collectionPage{Base: c.Base("collection.title"), Form: f}
	listed, moved := listedArticles(f.Values)
	choice, err := r.Edition.Choose(c.Ctx(), c.Actor, edition.Collection{Articles: listed,
		Publication: f.Value("publication")})
	status := http.StatusOK
	switch {
	case err != nil: // then nothing of the choice can be shown but why
		refusal = err
	case errors.Is(refusal, &workflow.Error{ID: "collection.left"}):
		refusal, status = nil, http.StatusUnprocessableEntity // the list says it
	case refusal == nil:
		refusal = tickedOf(f, choice).CheckSize()
	}
	if refusal != nil {
		if !c.Refused(f, refusal, nil) {
			return refusal
		}
		status = web.FormStatus(refusal)
	}
	for _, l := range choice.Left {
		one := leftArticle{Name: l.Title, Why: errorWords(c, l.Why)}
		if l.Title == "" {
			one.Name = c.T("collection.left-place", "Place", l.Place)
		}
		page.Left = append(page.Left, one)
	}
	if page.Orders, err = r.ownOrders(c, ""); err != nil {
		return err
	}
	if len(f.Values["shown"]) == 0 {
		slices.SortStableFunc(choice.Documents, func(a, b *bitext.Document) int { return a.Date.Compare(b.Date) })
	}
	page.layOut(c, choice, moved)
	return c.Page(status, "collection", page)
}

// listedArticles are the articles that the form lists, in their order, after the move that a button of it
// asks for; moved is that of the article that was moved.
func listedArticles(form url.Values) (ids []string, moved string) {
	ids = withoutEmpty(form["shown"])
	for _, id := range withoutEmpty(form["article"]) {
		ids = workflow.AppendUnique(ids, id)
	}
	direction, id, _ := strings.Cut(form.Get("move"), " ")
	at := slices.Index(ids, id)
	to := at + map[string]int{"up": -1, "down": 1}[direction]
	if at < 0 || to < 0 || to >= len(ids) {
		return ids, ""
	}
	ids[at], ids[to] = ids[to], ids[at]
	return ids, direction + " " + id
}

// isTicked reports whether the form has an article in the book.
func isTicked(f *web.Form, id string) bool {
	return len(f.Values["shown"]) == 0 || slices.Contains(f.Values["article"], id)
}

// tickedOf is what of a choice is ticked.
func tickedOf(f *web.Form, choice edition.Choice) edition.Choice {
	choice.Documents = slices.DeleteFunc(slices.Clone(choice.Documents), func(d *bitext.Document) bool {
		return !isTicked(f, d.ID)
	})
	return choice
}

// layOut fills the page with the articles of a choice and the options that they leave.
func (p *collectionPage) layOut(c *web.Call, choice edition.Choice, moved string) {
	direction, id, _ := strings.Cut(moved, " ")
	for i, d := range choice.Documents {
		one := chosenArticle{ID: d.ID, SourceLang: d.SourceLang, TargetLang: d.TargetLang,
			Headline: style.Title(d, d.SourceLang, false), Translation: style.Title(d, d.TargetLang, true),
			Ticked: isTicked(p.Form, d.ID), Place: i + 1, First: i == 0, Last: i == len(choice.Documents)-1}
		if one.Translation == one.Headline { // it has none of its own
			one.Translation = ""
		}
		if one.Moved = direction; d.ID != id {
			one.Moved = ""
		}
		p.Chosen = append(p.Chosen, one)
		for _, tag := range []string{d.TargetLang, d.SourceLang} {
			base := lang.Base(tag)
			if slices.ContainsFunc(p.Languages, func(o word.Option) bool { return o.Value == base }) {
				continue
			}
			name := p.LanguageWord(base)
			p.Languages = append(p.Languages, word.Option{Value: base, Word: name})
			p.Titles = append(p.Titles, titleField{"title-" + base, base, c.T("collection.title-in", "Language", name)})
		}
	}
	p.Modes = []word.Option{{Value: string(html.Alternating), Word: c.T("collection.pairs")},
		{Value: string(html.Popup), Word: c.T("collection.popup")}}
	p.Missing = word.Characters(epub.Missing(choice.Look, choice.Documents...))
	p.Long = tickedOf(p.Form, choice).Segments() >= edition.LongArticle
}

// Focus is the attribute of the button that moved an article, or of the other one where the article cannot
// go on, so that the keyboard stays where it is.
func (a chosenArticle) Focus(button string) bool {
	switch {
	case a.Moved == "up" && a.First:
		return button == "down"
	case a.Moved == "down" && a.Last:
		return button == "up"
	}
	return a.Moved == button
}
