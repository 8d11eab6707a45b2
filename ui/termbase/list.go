package termbase

import (
	"net/http"
	"net/url"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/termbase"
)

// listPage is the data of termbase.html.
type listPage struct {
	web.Base
	frame
	Form         *web.Form
	Publications []word.Option
	Domains      []string
	Cards        []*card
	Add          *conceptForm  // nil: the reader proposes nothing
	Next         string        // address of the page after; empty: there is none
	Files        []word.Option // of all that the list has: their addresses
	Filtered     bool          // the list is a choice
	Changes      []part.ChangeRow
}

// frame is what all pages of the termbase have in common.
type frame struct {
	Tabs    []tab
	May     bool // the reader manages the termbase
	Propose bool // the reader may add concepts
}

// tab is a page of the termbase.
type tab struct {
	Path, Word string
	Count      int // what waits there
	Here       bool
}

// newFrame lists the pages of the termbase that the reader may open. Proposed is how many proposals wait.
func newFrame(c *web.Call, proposed int) frame {
	f := frame{May: c.Actor.Can(workflow.ManageTerms), Propose: c.Actor.Can(workflow.ProposeTerms)}
	add := func(path, id string, count int) {
		refused := path == "/termbase" && c.Path() == "/termbase/concepts" // the list, with the form that was refused
		f.Tabs = append(f.Tabs, tab{path, c.T(id), count, c.Path() == path || refused})
	}
	add("/termbase", "termbase.search", 0)
	add("/termbase/proposals", "termbase.proposals", proposed)
	if f.Propose {
		add("/termbase/suggestions", "termbase.suggestions", 0)
	}
	if f.May {
		add("/termbase/import", "termbase.import", 0)
	}
	return f
}

// facets are the fields of the filter.
func facets() []string { return []string{"q", "type", "domain", "publication", "state"} }

// queryOf reads the filter of the list from an address.
func queryOf(v url.Values) (termbase.Query, error) {
	return termbase.QueryText{Text: v.Get("q"), Type: v.Get("type"), Domain: v.Get("domain"),
		Publication: v.Get("publication"), State: v.Get("state"), After: v.Get("after")}.Parse()
}

// filterOf is the part of an address that says the filter again.
func filterOf(v url.Values) url.Values {
	q := url.Values{}
	for _, name := range facets() {
		if v.Get(name) != "" {
			q.Set(name, v.Get(name))
		}
	}
	return q
}

// showConcepts lists the concepts that the filter chooses.
func (r *Room) showConcepts(c *web.Call) error { return r.answerConcepts(c, http.StatusOK, nil) }

// answerConcepts shows the list, with the form for a new concept as it was refused; nil: an empty one.
func (r *Room) answerConcepts(c *web.Call, status int, add *conceptForm) error {
	p := &listPage{Base: c.Base("termbase.title"), Form: &web.Form{Values: c.QueryParams()}}
	q, err := queryOf(c.QueryParams())
	if err != nil {
		return err
	}
	list, err := r.Termbase.List(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	if p.Publications, err = part.PublicationChoices(c, q.Publication); err != nil {
		return err
	}
	p.frame, p.Domains = newFrame(c, list.Proposed), list.Domains
	for _, one := range list.Concepts {
		p.Cards = append(p.Cards, newCard(c.RowBase(), one, list.Shared))
	}
	if p.Add = add; p.Propose && add == nil {
		p.Add = newConceptForm(c.RowBase(), "/termbase/concepts", emptyConcept(c.QueryParams()))
	}
	if p.Add != nil {
		p.Add.Publications, p.Add.Domains, p.Add.Proposes = p.Publications, p.Domains, !p.May
	}
	if p.Changes, err = changes().Rows(c); err != nil {
		return err
	}
	again := filterOf(c.QueryParams())
	p.Filtered = len(again) > 0
	for _, f := range terms.Formats() {
		again.Set("format", string(f))
		p.Files = append(p.Files, word.Option{Value: "/termbase/file?" + again.Encode(), Word: c.T(formatID(f))})
	}
	again.Del("format")
	if list.Next != "" {
		again.Set("after", list.Next)
		p.Next = "/termbase?" + again.Encode()
	}
	return c.Page(status, "termbase", p)
}

// States are the states of concepts, to choose from.
func (p *listPage) States() []word.Option {
	var all []word.Option
	for _, s := range termbase.States() {
		all = append(all, word.Option{Value: string(s), Word: p.T(stateID(s))})
	}
	return all
}

// Filter are the fields that say the filter again, for the form that removes what is ticked.
func (p *listPage) Filter() []word.Option {
	var all []word.Option
	for _, name := range facets() {
		if v := p.Form.Value(name); v != "" {
			all = append(all, word.Option{Value: name, Word: v})
		}
	}
	return all
}

// removeConcepts removes the concepts that were ticked.
func (r *Room) removeConcepts(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	back := "/termbase?" + filterOf(f.Values).Encode()
	ids := f.Values["concept"]
	if len(ids) == 0 {
		return c.Failed(back, c.T("termbase.none-chosen"))
	}
	batch, n, err := r.Termbase.Remove(c.Ctx(), c.Actor, ids)
	if err != nil {
		return err
	}
	c.KeepNotice(doneNotice(c, batch, "termbase.removed", "Count", n))
	return c.Redirect(http.StatusSeeOther, back)
}
