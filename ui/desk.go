package ui

import (
	"net/http"

	"truchement/workflow"
)

// How many articles one page of the desk asks for, of those with something left to do and of
// the others; older ones are a link away.
const (
	deskLimit    = 500
	settledLimit = 60
)

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
	Pairs        []option
	Older        string // address of the next page; empty: this is all
	May          rights
	Reader       bool
	Head         int64          // feed sequence the page is up to
	missed       map[string]int // by article: segments that others changed since the reader left
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
	Add, Read, Translate, Assign, Review, Correct, Import, Publish, Align bool
}

func (c *call) rights() rights {
	return rights{
		Add: c.actor.Can(workflow.AddArticles), Read: c.actor.Can(workflow.ReadDesk),
		Translate: c.actor.Can(workflow.Translate), Assign: c.actor.Can(workflow.Assign),
		Review: c.actor.Can(workflow.ReviewSegments), Correct: c.actor.Can(workflow.CorrectSource),
		Import: c.actor.Can(workflow.ImportTargets), Publish: c.actor.Can(workflow.Publish),
		Align: c.actor.Can(workflow.AlignTexts),
	}
}

// showDesk shows the articles of the desk: a board or a list for those who work on it, the
// published ones for a Reader.
func (s *deskRoom) showDesk(c *call) error {
	page, err := s.deskPage(c)
	if err != nil {
		return err
	}
	if c.wantsPart("board") {
		return c.part(http.StatusOK, "board-part", page)
	}
	if !page.Reader {
		all, err := s.Desk.Publications(c.ctx(), c.actor)
		if err != nil {
			return err
		}
		c.mayKeep(draftPolicies(all)...)
	}
	return c.page(http.StatusOK, "desk", page)
}

func (s *deskRoom) deskPage(c *call) (*deskPage, error) {
	page := &deskPage{base: c.base("desk.title"), May: c.rights(),
		Filter: c.deskFilter(), Reader: !c.actor.Can(workflow.ReadDesk)}
	names := map[string]string{}
	if !page.Reader {
		var err error
		// Before the articles are read: what happens in between is told twice, never lost.
		if page.Head, err = s.Desk.FeedHead(c.ctx()); err != nil {
			return nil, err
		}
		if names, err = s.fillChoices(c, page); err != nil {
			return nil, err
		}
	} else {
		page.Filter.View, page.Filter.Show, page.Filter.Person = "list", "all", ""
	}
	all, err := s.deskArticles(c, page)
	if err != nil {
		return nil, err
	}
	page.Pairs = pairsOf(all, page.Filter.Pair)
	if !page.Reader {
		if page.missed, err = s.Desk.Missed(c.ctx(), c.actor); err != nil {
			return nil, err
		}
	}
	return page, page.fill(all, names, s, c.actorID())
}

// deskArticles reads what the desk shows: all that has something left to do, however old it is,
// and the newest of the others. The page links to what is older.
func (s *deskRoom) deskArticles(c *call, page *deskPage) ([]workflow.Summary, error) {
	f, all := page.Filter, []workflow.Summary(nil)
	for _, part := range []struct {
		left  workflow.Left
		limit int
	}{{workflow.Something, deskLimit}, {workflow.Nothing, settledLimit}} {
		if f.Left != "" && f.Left != string(part.left) {
			continue
		}
		if f.Left != "" || page.Reader || f.Stage != "" {
			part.limit = deskLimit
		}
		some, err := s.Desk.Articles(c.ctx(), c.actor, f.articleFilter(part.left, part.limit))
		if err != nil {
			return nil, err
		}
		if len(some) == part.limit && page.Older == "" {
			page.Older = f.With("before", some[len(some)-1].ID) + "&left=" + string(part.left)
		}
		all = append(all, some...)
	}
	return all, nil
}

// fill makes cards of summaries and puts them where the view has them.
func (p *deskPage) fill(
	all []workflow.Summary, names map[string]string, s *deskRoom, me string,
) error {
	now := s.Now()
	for _, a := range all {
		if !p.Filter.keeps(a, me) || !p.Filter.keepsDue(a, now, p.zone) {
			continue
		}
		one, err := p.cardOf(a, names, now)
		if err != nil {
			return err
		}
		if n := p.missed[a.ID]; n > 0 {
			one.Alerts = append(one.Alerts, alert{Kind: "news", Icon: p.Icon("history"),
				Text: p.T("desk.missed", "Count", n)})
		}
		p.Cards = append(p.Cards, one)
	}
	p.Count = len(p.Cards)
	sortCards(p.Cards, p.Filter.sortedBy(), p.tag)
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
func (s *deskRoom) fillChoices(c *call, page *deskPage) (map[string]string, error) {
	people, err := s.Desk.People(c.ctx(), c.actor)
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
	page.Publications, err = c.publicationChoices(page.Filter.Publication)
	return names, err
}

// publicationChoices lists the publications to choose from: those in use, and the one chosen.
func (c *call) publicationChoices(chosen string) ([]option, error) {
	all, err := c.server.Desk.Publications(c.ctx(), c.actor)
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
func (s *speech) StageWord(stage workflow.Stage) string {
	switch stage {
	case workflow.Arrived:
		return s.T("stage.arrived")
	case workflow.Translating:
		return s.T("stage.translating")
	case workflow.Reviewing:
		return s.T("stage.reviewing")
	case workflow.Ready:
		return s.T("stage.ready")
	case workflow.Published:
		return s.T("stage.published")
	case workflow.Blocked:
		return s.T("stage.blocked")
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
