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
}

// tabData is what the define of a tab shows.
type tabData interface {
	Count() int // shown beside the name of the tab
}

// tabs are the tabs in their order. The panel opens with the first that counts anything, or with
// the history.
func tabs() []tab { return []tab{issuesTab, commentsTab, historyTab} }

// panelBase is what every tab knows.
type panelBase struct {
	web.Base
	Segment workflow.Segment
	Article *workflow.ArticleView
	Form    *web.Form // one that was refused
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

// panelPage is the data of segment.html.
type panelPage struct {
	web.Base
	Row   *part.Row
	Panel *panel
}

// loadPanel reads every tab of a segment, for its count, and shows the one asked for.
func (r *Room) loadPanel(c *web.Call, at *panelBase, name string) (*panel, error) {
	at.Base = c.RowBase()
	p := &panel{panelBase: at}
	all := tabs()
	data := make([]tabData, len(all))
	shown := -1
	p.Quiet = name == ""
	for i, t := range all {
		var err error
		if data[i], err = t.load(r, c, at); err != nil {
			return nil, err
		}
		count := data[i].Count()
		if t.name != historyTab.name && count > 0 {
			p.Quiet = false
		}
		p.Tabs = append(p.Tabs, tabLink{Name: t.name, Word: c.T(t.word), Count: count})
		if t.name == name || name == "" && count > 0 && shown < 0 {
			shown = i
		}
	}
	if shown < 0 {
		shown = slices.IndexFunc(all, func(t tab) bool { return t.name == historyTab.name })
	}
	p.Tabs[shown].Here = true
	var err error
	p.Body, err = c.PartHTML("panel-"+all[shown].name, data[shown])
	return p, err
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
		return c.Part(status, "panel", panel)
	}
	row := part.NewRowMaker(c, &v).Row(g)
	row.Path = segmentPath(v.ID, filter{}, g)
	return c.Page(status, "segment", &panelPage{
		Base: c.Base("segment.title", "Position", g.Position), Row: row, Panel: panel})
}
