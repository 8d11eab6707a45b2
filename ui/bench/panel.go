package bench

import (
	"html/template"
	"net/http"
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

// tab is one tab of the panel beside the active segment. Its page is /segments/:id/<name>.
type tab struct {
	name string // last word of its address; its define is "panel-<name>"
	word string // message that names it
	load func(r *Room, c *web.Call, at *panelBase) (tabData, error)
	// count is Count of what load would read, where that is known without it; nil: it is not.
	count func(at *panelBase) int
}

// tabData is what the define of a tab shows.
type tabData interface {
	Count() int // shown beside the name of the tab
}

// tabs are the tabs in their order.
func tabs() []tab { return []tab{memoryTab, termsTab, checksTab, issuesTab, commentsTab, historyTab} }

// opensWith are the tabs that the panel opens with, the first that counts anything: what a colleague
// says of this very segment is read before it is written, and matches can be taken under any tab.
// Where none counts, it is the memory, which says so, and the history on a desk without one.
func opensWith() []string {
	return []string{issuesTab.name, commentsTab.name, memoryTab.name, termsTab.name}
}

// panelBase is what every tab knows.
type panelBase struct {
	web.Base
	Segment workflow.Segment
	Article *workflow.ArticleView
	Form    *web.Form // one that was refused
	Loading bool      // the memory is being read: matches may be missing
	Filled  bool      // the memory has units: that there are none like the segment is worth saying
	Matches string    // what the page's script takes of the matches, as JSON; empty: there are none
	Terms   string    // likewise of the terms
}

// panel is the panel beside the active segment, and the body of the pages of one segment.
type panel struct {
	*panelBase
	Tabs  []tabLink
	Body  template.HTML // of the tab that is shown
	Quiet bool          // there is nothing but the history: the workbench folds the panel away
}

// tabLink is the name of a tab, to choose it by.
type tabLink struct {
	Name, Word string
	Count      int
	Here       bool
}

// panelPage is the data of segment.html, and without a row of the part "panel-answer".
type panelPage struct {
	web.Base
	Row   *part.Row
	Panel *panel
}

// loadPanel reads what the tabs of a segment count, and shows the one asked for.
func (r *Room) loadPanel(c *web.Call, at *panelBase, name string) (*panel, error) {
	at.Base = c.RowBase()
	p := &panel{panelBase: at, Quiet: name == ""}
	data := map[string]tabData{}
	for _, t := range tabs() {
		var count int
		if t.count != nil && t.name != name {
			count = t.count(at)
		} else {
			d, err := t.load(r, c, at)
			if err != nil {
				return nil, err
			}
			data[t.name], count = d, d.Count()
		}
		p.Tabs = append(p.Tabs, tabLink{Name: t.name, Word: c.T(t.word), Count: count})
	}
	shown := p.choose(name)
	if p.Tabs[shown].Name != historyTab.name {
		p.Quiet = false
	}
	p.Tabs[shown].Here = true
	t := tabs()[shown]
	if data[t.name] == nil {
		var err error
		if data[t.name], err = t.load(r, c, at); err != nil {
			return nil, err
		}
	}
	var err error
	p.Body, err = c.PartHTML("panel-"+t.name, data[t.name])
	return p, err
}

// choose is the index of the tab to show: the one asked for, or the one that the panel opens with.
func (p *panel) choose(name string) int {
	at := func(name string) int {
		return slices.IndexFunc(p.Tabs, func(t tabLink) bool { return t.Name == name })
	}
	if i := at(name); i >= 0 {
		return i
	}
	for _, n := range opensWith() {
		if i := at(n); p.Tabs[i].Count > 0 {
			return i
		}
	}
	if p.Loading || p.Filled {
		return at(memoryTab.name)
	}
	return at(historyTab.name)
}

// showTab shows one tab of a segment's panel.
func (r *Room) showTab(name string) func(*web.Call) error {
	return func(c *web.Call) error { return r.answerPanel(c, http.StatusOK, name, nil) }
}

// answerPanel shows one tab of a segment's panel as a page of its own; the workbench takes the
// panel out of it.
func (r *Room) answerPanel(c *web.Call, status int, tab string, f *web.Form) error {
	return r.answerPanelOf(c, status, c.Param("id"), tab, f)
}

func (r *Room) answerPanelOf(c *web.Call, status int, id, tab string, f *web.Form) error {
	g, err := r.Article.Segment(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return err
	}
	panel, err := r.loadPanel(c, &panelBase{Segment: g, Article: &v, Form: f}, tab)
	if err != nil {
		return err
	}
	if c.WantsPart("panel") {
		return c.Part(status, "panel-answer", &panelPage{Base: c.Base(""), Panel: panel})
	}
	row := part.NewRowMaker(c, &v).Row(g)
	row.Path = segmentPath(v.ID, filter{}, g)
	return c.Page(status, "segment", &panelPage{
		Base: c.Base("segment.title", "Position", g.Position), Row: row, Panel: panel})
}
