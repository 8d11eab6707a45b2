package ui

import (
	"net/http"
	"net/url"
	"slices"

	"truchement/workflow"
)

// deskLimit is how many articles one page of the desk asks for; older ones are a link away.
const deskLimit = 300

// publishedCards is how many cards the columns of articles with nothing left to do show.
const publishedCards = 12

// deskPage is the data of desk.html.
type deskPage struct {
	base
	Filter       deskFilter
	Columns      []column // of the board
	Cards        []card   // of the list
	Count        int
	People       []option
	Publications []option
	Older        string // address of the next page; empty: this is all
	May          rights
	Reader       bool
	Head         int64 // feed sequence the page is up to
}

// column is one stage of the board.
type column struct {
	Stage workflow.Stage
	Word  string
	Cards []card
	Count int
	More  int    // cards that are not shown
	All   string // address of the list that has them all
}

// rights are what the person may do, for templates that leave out the rest.
type rights struct {
	Add, Read, Translate, Assign, Review, Correct, Import, Publish bool
}

func (c *call) rights() rights {
	return rights{
		Add: c.actor.Can(workflow.AddArticles), Read: c.actor.Can(workflow.ReadDesk),
		Translate: c.actor.Can(workflow.Translate), Assign: c.actor.Can(workflow.Assign),
		Review: c.actor.Can(workflow.ReviewSegments), Correct: c.actor.Can(workflow.CorrectSource),
		Import: c.actor.Can(workflow.ImportTargets), Publish: c.actor.Can(workflow.Publish),
	}
}

// deskFilter is what the address of the desk says. All of it is in the address, so that a view
// of the desk can be kept and sent; only an address that says nothing means each role's own.
type deskFilter struct {
	View        string // board or list
	Show        string // mine, review or all
	Person      string
	Publication string
	Language    string
	Stage       string
	Search      string
	Sort        string
	Before      string
}

func deskFilterOf(q url.Values, role workflow.Role) deskFilter {
	f := deskFilter{View: q.Get("view"), Show: q.Get("show"), Person: q.Get("person"),
		Publication: q.Get("publication"), Language: q.Get("language"), Stage: q.Get("stage"),
		Search: q.Get("q"), Sort: q.Get("sort"), Before: q.Get("before")}
	if f.View != "list" {
		f.View = "board"
	}
	switch known := slices.Contains([]string{"mine", "review", "all"}, f.Show); {
	case !known && !f.narrowed():
		f.Show = showOf(role)
	case !known, f.Show == "mine" && f.Person != "":
		f.Show = "all" // whoever asks for somebody’s articles does not mean their own
	}
	return f
}

// showOf is what each role sees first.
func showOf(role workflow.Role) string {
	switch role {
	case workflow.Translator:
		return "mine"
	case workflow.Editor:
		return "review"
	}
	return "all"
}

// narrowed says whether the address chooses among articles at all.
func (f deskFilter) narrowed() bool {
	return f.Person != "" || f.Publication != "" || f.Language != "" || f.Stage != "" || f.Search != ""
}

// Narrowed is narrowed, for the template.
func (f deskFilter) Narrowed() bool { return f.narrowed() || f.Show != "all" }

// With answers the address of the desk with one thing changed and the rest kept.
func (f deskFilter) With(name, value string) string {
	q := url.Values{}
	for key, v := range map[string]string{"show": f.Show, "person": f.Person, "language": f.Language,
		"publication": f.Publication, "stage": f.Stage, "q": f.Search, "sort": f.Sort} {
		if v != "" {
			q.Set(key, v)
		}
	}
	if f.View == "list" {
		q.Set("view", f.View)
	}
	q.Set(name, value)
	return "/?" + q.Encode()
}

// keeps says whether an article is among those to show.
func (f deskFilter) keeps(s workflow.Summary, me string) bool {
	stage := s.Stage()
	if f.Stage != "" && string(stage) != f.Stage {
		return false
	}
	mine := slices.Contains(s.Translators, me) || slices.Contains(s.Editors, me)
	switch f.Show {
	case "mine":
		return mine || s.Unassigned > 0 && !settled(stage)
	case "review":
		return slices.Contains(s.Editors, me) && !settled(stage) || s.Segments.Translated > 0 ||
			stage == workflow.Reviewing || stage == workflow.Ready
	}
	return true
}

// showDesk shows the articles of the desk: a board or a list for those who work on it, the
// published ones for a Reader.
func (s *Server) showDesk(c *call) error {
	page, err := s.deskPage(c)
	if err != nil {
		return err
	}
	if c.wantsPart("board") {
		return c.part(http.StatusOK, "board", page)
	}
	return c.page(http.StatusOK, "desk", page)
}

func (s *Server) deskPage(c *call) (*deskPage, error) {
	page := &deskPage{base: c.base("desk.title"), May: c.rights(),
		Filter: deskFilterOf(c.QueryParams(), c.actor.Role), Reader: !c.actor.Can(workflow.ReadDesk)}
	names := map[string]string{}
	if !page.Reader {
		var err error
		// Before the articles are read: what happens in between is told twice, never lost.
		if page.Head, err = s.config.Desk.FeedHead(c.ctx()); err != nil {
			return nil, err
		}
		if names, err = s.fillChoices(c, page); err != nil {
			return nil, err
		}
	} else {
		page.Filter.View, page.Filter.Show, page.Filter.Person = "list", "all", ""
	}
	f := page.Filter
	all, err := s.config.Desk.Articles(c.ctx(), c.actor, workflow.ArticleFilter{
		Person: f.Person, Publication: f.Publication, Language: f.Language, Search: f.Search,
		Before: f.Before, Limit: deskLimit})
	if err != nil {
		return nil, err
	}
	if len(all) == deskLimit {
		page.Older = f.With("before", all[len(all)-1].ID)
	}
	return page, page.fill(all, names, s, c.actorID())
}

// fill makes cards of summaries and puts them where the view has them.
func (p *deskPage) fill(
	all []workflow.Summary, names map[string]string, s *Server, me string,
) error {
	now := s.config.Now()
	for _, a := range all {
		if !p.Filter.keeps(a, me) {
			continue
		}
		one, err := p.cardOf(a, names, now)
		if err != nil {
			return err
		}
		p.Cards = append(p.Cards, one)
	}
	p.Count = len(p.Cards)
	sortCards(p.Cards, p.Filter.Sort)
	if p.Filter.View == "board" {
		p.Columns = p.columnsOf(p.Cards)
	}
	return nil
}

// columnsOf deals cards out by stage. A column stands even when it is empty, but that of blocked
// articles, which most desks never need.
func (p *deskPage) columnsOf(cards []card) []column {
	var columns []column
	for _, stage := range workflow.Stages() {
		one := column{Stage: stage, Word: p.StageWord(stage)}
		for _, c := range cards {
			if c.Stage == stage {
				one.Cards = append(one.Cards, c)
			}
		}
		one.Count, one.All = len(one.Cards), p.Filter.With("stage", string(stage))+"&view=list"
		if settled(stage) && one.Count > publishedCards {
			one.Cards, one.More = one.Cards[:publishedCards], one.Count-publishedCards
		}
		if len(one.Cards) > 0 || stage != workflow.Blocked {
			columns = append(columns, one)
		}
	}
	return columns
}

// fillChoices fills the menus of the filter and answers the names of all people.
func (s *Server) fillChoices(c *call, page *deskPage) (map[string]string, error) {
	people, err := s.config.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
		if !p.Disabled && p.Role != workflow.Reader {
			page.People = append(page.People, option{Value: p.ID, Word: p.Name})
		}
	}
	page.Publications, err = s.publicationChoices(c, page.Filter.Publication)
	return names, err
}

// publicationChoices lists the publications to choose from: those in use, and the one chosen.
func (s *Server) publicationChoices(c *call, chosen string) ([]option, error) {
	all, err := s.config.Desk.Publications(c.ctx(), c.actor)
	if err != nil {
		return nil, err
	}
	var choices []option
	for _, p := range all {
		if !p.Archived || p.ID == chosen {
			choices = append(choices, option{Value: p.ID, Word: p.Name})
		}
	}
	return choices, nil
}

// StageWord answers a stage in the page's language.
func (b base) StageWord(stage workflow.Stage) string {
	switch stage {
	case workflow.Arrived:
		return b.T("stage.arrived")
	case workflow.Translating:
		return b.T("stage.translating")
	case workflow.Reviewing:
		return b.T("stage.reviewing")
	case workflow.Ready:
		return b.T("stage.ready")
	case workflow.Published:
		return b.T("stage.published")
	case workflow.Blocked:
		return b.T("stage.blocked")
	}
	return string(stage)
}

// Stages are the choices of the stage menu.
func (p *deskPage) Stages() []option {
	var all []option
	for _, stage := range workflow.Stages() {
		all = append(all, option{Value: string(stage), Word: p.StageWord(stage)})
	}
	return all
}
