package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Above benchWhole segments the list is cut into pages of benchPiece.
const (
	benchWhole = 2000
	benchPiece = 1000
)

// benchPage is the data of bench.html and of the part "bench-part".
type benchPage struct {
	base
	Article workflow.ArticleView
	Filter  benchFilter
	Rows    []*segmentRow
	Active  *segmentRow // nil when no segment is on the list
	Panel   *panelData  // of the active segment
	Meter   progress
	Due     due
	Next    string // address of the next unfinished segment; empty: none
	Shown   int    // segments on the list, on all its pages
	Pages   []pageLink
	Review  bool // the reader may review
	Saved   *savedPart
}

// pageLink is one page of a long list.
type pageLink struct {
	Path     string
	From, To int // positions on the list, counted from 1
	Here     bool
}

// benchFilter chooses the segments on the list.
type benchFilter struct {
	State    string // a state's mark, or "open": whatever is not yet translated; empty: all
	Mine     bool
	Comments bool
	Query    string
	Page     int
}

func benchFilterOf(q url.Values) benchFilter {
	page, err := strconv.Atoi(q.Get("page"))
	if err != nil {
		page = 0
	}
	return benchFilter{State: q.Get("state"), Mine: q.Get("mine") != "",
		Comments: q.Get("comments") != "", Query: strings.TrimSpace(q.Get("q")), Page: page}
}

// values is the filter as an address has it, without the page.
func (f benchFilter) values() url.Values {
	q := url.Values{}
	if f.State != "" {
		q.Set("state", f.State)
	}
	if f.Mine {
		q.Set("mine", "1")
	}
	if f.Comments {
		q.Set("comments", "1")
	}
	if f.Query != "" {
		q.Set("q", f.Query)
	}
	return q
}

// Encode is the filter as a form's hidden field carries it.
func (f benchFilter) Encode() string { return f.values().Encode() }

// Any says whether the filter leaves anything out.
func (f benchFilter) Any() bool { return f.Encode() != "" }

// benchStates are the choices of the state filter.
func benchStates() []string {
	return []string{"open", "initial", "draft", "translated", "returned", "stale", "reviewed", "final"}
}

// States are the choices of the state filter, in words.
func (p *benchPage) States() []option {
	options := []option{{"", p.T("bench.state-any")}}
	for _, state := range benchStates() {
		word := p.T("bench.state-open")
		if id := stateWords()[state]; id != "" {
			word = p.T(id)
		}
		options = append(options, option{state, word})
	}
	return options
}

// matcher answers which segments the filter lets through.
func (f benchFilter) matcher(v workflow.ArticleView, me string) func(workflow.Segment) bool {
	wanted := lang.Fold(f.Query, "")
	return func(s workflow.Segment) bool {
		switch {
		case f.Mine && s.Translator != me && s.Editor != me:
			return false
		case f.Comments && s.Comments == 0:
			return false
		case !f.state(s):
			return false
		}
		return wanted == "" ||
			strings.Contains(lang.Fold(s.Source.String(), v.SourceLang), wanted) ||
			strings.Contains(lang.Fold(s.Target.String(), v.TargetLang), wanted)
	}
}

func (f benchFilter) state(s workflow.Segment) bool {
	switch f.State {
	case "":
		return true
	case "open":
		return unfinished(s)
	case "draft":
		return s.State == bitext.Initial && s.SubState != bitext.None
	}
	return stateName(s.State, s.SubState) == f.State
}

// unfinished says whether a translator has something left to do on s.
func unfinished(s workflow.Segment) bool {
	return s.State == bitext.Initial || s.SubState == bitext.Returned || s.SubState == bitext.Stale
}

// benchAsk is what the bench is asked to show.
type benchAsk struct {
	article, active string
	filter          benchFilter
	edit            *segmentEdit // a save that was refused; nil: none
	saved           *savedPart   // a save that was made before; nil: none
	seen            int64        // the version the reader has, when somebody else changed it
}

// showBench shows the workbench: ?s= is the active segment, ?go= a position to jump to.
func (s *Server) showBench(c *call) error {
	seen, err := strconv.ParseInt(c.QueryParam("seen"), 10, 64)
	if err != nil {
		seen = 0
	}
	return s.benchPage(c, http.StatusOK, benchAsk{article: c.Param("id"),
		active: c.QueryParam("s"), filter: benchFilterOf(c.QueryParams()), seen: seen})
}

func (s *Server) benchPage(c *call, status int, ask benchAsk) error {
	v, err := s.config.Desk.Article(c.ctx(), c.actor, ask.article)
	if err != nil {
		return err
	}
	matches := ask.filter.matcher(v, c.actor.ID)
	listed := slices.DeleteFunc(slices.Clone(v.Segments),
		func(g workflow.Segment) bool { return !matches(g) })
	active := s.activeOf(c, v, listed, ask.active)
	p := &benchPage{base: c.base("bench.title", "Name", v.Title), Article: v, Filter: ask.filter,
		Shown: len(listed), Review: c.actor.Can(workflow.ReviewSegments), Saved: ask.saved}
	if ask.saved != nil {
		p.Notice = ask.saved.Notice
	}
	p.Meter, p.Due = p.progressOf(v.Summary), p.dueOf(v.Due, s.config.Now(), settled(v.Stage()))
	p.Next = nextUnfinished(p, active)
	shown := p.cut(listed, active)
	if c.wantsPart("bench") {
		shown = slices.DeleteFunc(shown, func(g workflow.Segment) bool {
			return g.ID != active && !c.wantsPart("r-"+g.ID)
		})
	}
	return s.benchRows(c, status, ask, p, shown, active)
}

// benchRows fills the rows and the panel and answers the page or the part that was asked for.
func (s *Server) benchRows(c *call, status int, ask benchAsk, p *benchPage,
	shown []workflow.Segment, active string,
) error {
	maker := c.rows(&p.Article)
	issues, err := s.config.Desk.Issues(c.ctx(), c.actor, workflow.IssueFilter{Article: p.Article.ID, Open: true})
	if err != nil {
		return err
	}
	faults := c.issueViews(&p.Article, issues)
	for _, g := range shown {
		row := maker.row(g)
		row.Faults = faults[g.ID]
		row.Path = benchPath(p.Article.ID, p.Filter, g)
		p.Rows = append(p.Rows, row)
		if g.ID != active {
			continue
		}
		if err := s.activate(c, row, ask.edit, ask.seen); err != nil {
			return err
		}
		row.Back = p.Filter.Encode()
		p.Active = row
		if p.Panel, err = s.panel(c, &p.Article, g, c.QueryParam("panel")); err != nil {
			return err
		}
	}
	if c.wantsPart("bench") {
		return c.part(status, "bench-part", p)
	}
	c.mayKeep(p.Article.Publisher.Style.Drafts)
	return c.page(status, "bench", p)
}

// cut answers the page of the list that holds the active segment, or the page asked for.
func (p *benchPage) cut(listed []workflow.Segment, active string) []workflow.Segment {
	if len(listed) <= benchWhole {
		return listed
	}
	pages := (len(listed) + benchPiece - 1) / benchPiece
	here := min(max(p.Filter.Page, 1), pages)
	if i := indexOfSegment(listed, active); i >= 0 && p.Filter.Page == 0 {
		here = i/benchPiece + 1
	}
	for i := range pages {
		q := p.Filter.values()
		q.Set("page", strconv.Itoa(i+1))
		p.Pages = append(p.Pages, pageLink{Path: "/articles/" + p.Article.ID + "/bench?" + q.Encode(),
			From: i*benchPiece + 1, To: min((i+1)*benchPiece, len(listed)), Here: i+1 == here})
	}
	return listed[(here-1)*benchPiece : min(here*benchPiece, len(listed))]
}

// activeOf is the segment to open: the one asked for, the one at the position to jump to, or the
// first that waits for the reader, or else for anybody, or else the first.
func (s *Server) activeOf(c *call, v workflow.ArticleView, listed []workflow.Segment, asked string) string {
	if i := indexOfSegment(listed, asked); i >= 0 {
		return asked
	}
	if at, err := strconv.Atoi(westernDigits(c.QueryParam("go"))); err == nil && len(listed) > 0 {
		for _, g := range listed {
			if g.Position >= at {
				return g.ID
			}
		}
		return listed[len(listed)-1].ID
	}
	if c.QueryParam("page") != "" || len(listed) == 0 {
		return ""
	}
	first := func(ok func(workflow.Segment) bool) string {
		if i := slices.IndexFunc(listed, ok); i >= 0 {
			return listed[i].ID
		}
		return ""
	}
	mine := func(g workflow.Segment) bool { return g.Translator == c.actor.ID && unfinished(g) }
	for _, id := range []string{first(mine), first(unfinished)} {
		if id != "" {
			return id
		}
	}
	return listed[0].ID
}

// nextUnfinished is the address of the next segment after the active one that a translator has
// to do something about, going on from the start after the end.
func nextUnfinished(p *benchPage, active string) string {
	all := p.Article.Segments
	at := indexOfSegment(all, active)
	for i := range all {
		g := all[(at+1+i)%len(all)]
		if g.ID != active && unfinished(g) {
			return benchPath(p.Article.ID, benchFilter{}, g)
		}
	}
	return ""
}

func indexOfSegment(all []workflow.Segment, id string) int {
	return slices.IndexFunc(all, func(g workflow.Segment) bool { return g.ID == id })
}

// benchPath is the address of a segment on the workbench, with the reader's filter.
func benchPath(article string, f benchFilter, g workflow.Segment) string {
	q := f.values()
	q.Set("s", g.ID)
	return "/articles/" + article + "/bench?" + q.Encode() + "#s" + strconv.Itoa(g.Position)
}

// showSegment finds a segment's place on the workbench, for links that know only its id.
func (s *Server) showSegment(c *call) error {
	g, err := s.config.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, benchPath(g.Article, benchFilter{}, g))
}

// Pair is the article's pair of languages.
func (p *benchPage) Pair() pair { return pair{p.Article.SourceLang, p.Article.TargetLang} }
