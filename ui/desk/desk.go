package desk

import (
	"net/http"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// How many articles one page of the desk asks for, of those with something left to do and of
// the others; older ones are a link away.
const (
	openLimit    = 500
	settledLimit = 60
)

// publishedCards is how many cards the columns of articles with nothing left to do show.
const publishedCards = 12

// boardPage is the data of desk.html.
type boardPage struct {
	web.Base
	Filter       filter
	Columns      []column    // of the board
	Cards        []part.Card // of the list
	Count        int
	People       []word.Option
	Publications []word.Option
	Pairs        []word.Option
	Older        string // address of the next page; empty: this is all
	May          part.Rights
	Steps        *part.FirstSteps     // of a desk that is new; nil: none
	Homes        bool                 // the reader may have the board as home, and has not
	Head         int64                // feed sequence the page is up to
	missed       map[string]int       // by article: segments that others changed since the reader left
	own          map[string]time.Time // by article: when the reader's part of it is due
}

// column is one stage of the board.
type column struct {
	Stage workflow.Stage
	Word  string
	Cards []part.Card
	Count int
	More  int    // cards that are not shown
	All   string // address of the list that has them all
}

// showBoard shows the articles of the desk, as a board or as a list.
func (r *Room) showBoard(c *web.Call) error {
	page, err := r.loadBoard(c)
	if err != nil {
		return err
	}
	if c.WantsPart("board") {
		return c.Part(http.StatusOK, "board-part", page)
	}
	if page.Steps, err = part.FirstStepsOf(c); err != nil {
		return err
	}
	all, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	c.AllowKeep(draftPolicies(all)...)
	page.Homes = c.Actor.Can(workflow.Assign) && !web.HomeIsBoard(c)
	return c.Page(http.StatusOK, "desk", page)
}

func (r *Room) loadBoard(c *web.Call) (*boardPage, error) {
	filter, err := requestFilter(c)
	if err != nil {
		return nil, err
	}
	page := &boardPage{Base: c.Base("desk.title"), May: part.RightsOf(c), Filter: filter}
	// Before the articles are read: what happens in between is shown twice rather than missed.
	if page.Head, err = r.Plan.FeedHead(c.Ctx()); err != nil {
		return nil, err
	}
	names, err := r.fillChoices(c, page)
	if err != nil {
		return nil, err
	}
	all, err := r.loadArticles(c, page)
	if err != nil {
		return nil, err
	}
	page.Pairs = pairsOf(all, page.Filter.Pair)
	if page.missed, err = r.Plan.Missed(c.Ctx(), c.Actor); err != nil {
		return nil, err
	}
	if page.own, err = r.ownDues(c); err != nil {
		return nil, err
	}
	return page, page.fill(all, names, r, c.ActorID())
}

// ownDues are the due times of what the reader has left to do, by article; of several parts it is
// the first.
func (r *Room) ownDues(c *web.Call) (map[string]time.Time, error) {
	tasks, err := r.Plan.Day(c.Ctx(), c.Actor, c.ActorID())
	own := map[string]time.Time{}
	for _, t := range tasks {
		if due, ok := own[t.Article]; !t.Due.IsZero() && (!ok || t.Due.Before(due)) {
			own[t.Article] = t.Due
		}
	}
	return own, err
}

// loadArticles reads what the desk shows: all that has something left to do, however old it is,
// and the newest of the others. The page links to what is older.
func (r *Room) loadArticles(c *web.Call, page *boardPage) ([]workflow.Summary, error) {
	f, all := page.Filter, []workflow.Summary(nil)
	for _, part := range []struct {
		left  workflow.Left
		limit int
	}{{workflow.Something, openLimit}, {workflow.Nothing, settledLimit}} {
		if f.Left != "" && f.Left != string(part.left) {
			continue
		}
		if f.Left != "" || f.Stage != "" {
			part.limit = openLimit
		}
		some, err := r.Article.List(c.Ctx(), c.Actor, f.articleFilter(part.left, part.limit))
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
func (p *boardPage) fill(
	all []workflow.Summary, names map[string]string, r *Room, me string,
) error {
	now := r.Now()
	for _, a := range all {
		if due, ok := p.own[a.ID]; ok {
			a.Due = due
		}
		if !p.Filter.keeps(a, me) || !p.Filter.keepsDue(a, now, p.Zone) {
			continue
		}
		one, err := part.CardOf(p.Base, a, names, now)
		if err != nil {
			return err
		}
		if n := p.missed[a.ID]; n > 0 && !part.Settled(one.Stage) {
			one.Alerts = append(one.Alerts, part.Alert{Kind: "news", Icon: p.Icon("history"),
				Text: p.T("desk.missed", "Count", n)})
		}
		p.Cards = append(p.Cards, one)
	}
	p.Count = len(p.Cards)
	sortCards(p.Cards, p.Filter.sortedBy(), p.Tag)
	if p.Filter.View == "board" {
		p.Columns = p.columnsOf(p.Cards)
	}
	return nil
}

// columnsOf deals cards out by stage. A column is shown even when it is empty, but that of blocked
// articles, which most desks never need.
func (p *boardPage) columnsOf(cards []part.Card) []column {
	var columns []column
	for _, stage := range workflow.Stages() {
		one := column{Stage: stage, Word: p.StageWord(stage)}
		for _, c := range cards {
			if c.Stage == stage {
				one.Cards = append(one.Cards, c)
			}
		}
		one.Count, one.All = len(one.Cards), p.Filter.With("stage", string(stage))+"&view=list"
		if part.Settled(stage) && one.Count > publishedCards {
			one.Cards, one.More = one.Cards[:publishedCards], one.Count-publishedCards
		}
		if len(one.Cards) > 0 || stage != workflow.Blocked {
			columns = append(columns, one)
		}
	}
	return columns
}

// fillChoices fills the menus of the filter and answers the names of all people.
func (r *Room) fillChoices(c *web.Call, page *boardPage) (map[string]string, error) {
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
		if !p.Disabled && p.Role != workflow.Reader {
			page.People = append(page.People, word.Option{Value: p.ID, Word: p.Name})
		}
	}
	page.Publications, err = part.PublicationChoices(c, page.Filter.Publication)
	return names, err
}

// Stages are the choices of the stage menu.
func (p *boardPage) Stages() []word.Option {
	var all []word.Option
	for _, stage := range workflow.Stages() {
		all = append(all, word.Option{Value: string(stage), Word: p.StageWord(stage)})
	}
	return all
}

// WhyNone says why the filter finds no article.
func (p *boardPage) WhyNone() string {
	switch {
	case p.Filter.narrowed():
		return p.T("desk.none-here")
	case p.Filter.Show == "review":
		return p.T("desk.none-review")
	}
	return p.T("desk.none-mine")
}

// draftPolicies are what publications let devices keep.
func draftPolicies(all []workflow.Publication) []workflow.DraftPolicy {
	var policies []workflow.DraftPolicy
	for _, p := range all {
		policies = append(policies, p.Style.Drafts)
	}
	return policies
}
