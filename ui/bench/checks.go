package bench

import (
	"encoding/json"
	"net/http"
	"unicode/utf16"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
)

var checksTab = tab{name: "checks", word: "checks.title", load: loadChecks}

// checksData is the data of the part "panel-checks".
type checksData struct {
	*panelBase
	List *checkList
}

// Count is how many findings are open.
func (d *checksData) Count() int { return len(d.List.Open) }

// checkList is the data of the part "checks": what was found in a text, saved or as it is typed.
type checkList struct {
	web.Base
	Segment workflow.Segment
	Article *workflow.ArticleView
	Form    *web.Form // to dismiss a finding, that was refused
	Open    []findingView
	Gone    []findingView // dismissed
	Encoded string        // what the page's script takes of the open ones, as JSON
	May     bool          // the reader may dismiss
	MayWord bool          // for a word in all texts of the publication
}

// findingView is a finding as the panel shows it.
type findingView struct {
	checking.Finding
	Number int    // from 1, of the open ones
	Why    string // the reason for which it was dismissed
	By     string // the name of who did so
}

// scriptFinding is what the page's script takes of a finding: places are in UTF-16 of the target without its codes.
type scriptFinding struct {
	From  int        `json:"from"` // -1: it is nowhere in the target
	To    int        `json:"to"`
	Block bool       `json:"block"`
	Said  string     `json:"said"`
	Fix   *scriptFix `json:"fix,omitempty"`
}

type scriptFix struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// loadChecks finds what is to be said of the text that is saved.
func loadChecks(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	out, err := r.Checking.Segment(c.Ctx(), c.Actor, at.Article, at.Segment, nil)
	if err != nil {
		return nil, err
	}
	list, err := newCheckList(c, at.Article, out)
	if err != nil {
		return nil, err
	}
	list.Form = at.Form
	return &checksData{panelBase: at, List: list}, nil
}

func newCheckList(c *web.Call, v *workflow.ArticleView, out checking.Checked) (*checkList, error) {
	l := &checkList{Base: c.RowBase(), Segment: out.Segment, Article: v, May: c.Actor.Can(workflow.Translate),
		MayWord: c.Actor.Can(workflow.ReviewSegments)}
	flat := out.Target.Flat()
	all := []scriptFinding{}
	for _, f := range out.Findings {
		if d := f.Dismissed; d != nil {
			l.Gone = append(l.Gone, findingView{Finding: f, Why: d.Reason, By: v.People[d.By].Name})
			continue
		}
		l.Open = append(l.Open, findingView{Finding: f, Number: len(l.Open) + 1})
		all = append(all, newScriptFinding(c, flat, f))
	}
	encoded, err := json.Marshal(all)
	l.Encoded = string(encoded)
	return l, err
}

func newScriptFinding(c *web.Call, flat string, f checking.Finding) scriptFinding {
	s := scriptFinding{From: -1, To: -1, Block: f.Blocks(), Said: c.T(f.Message, "Found", f.Found, "Expected", f.Expected)}
	if f.Target != (check.Range{}) {
		s.From, s.To = utf16At(flat, f.Target.Start), utf16At(flat, f.Target.End)
	}
	if f.Fix != nil {
		s.Fix = &scriptFix{utf16At(flat, f.Fix.Start), utf16At(flat, f.Fix.End), f.Fix.Text}
	}
	return s
}

// utf16At is the place of a byte of a text as scripts count.
func utf16At(text string, at int) int { return len(utf16.Encode([]rune(text[:at]))) }

// CheckWord names a check.
func (l *checkList) CheckWord(id check.ID) string { return l.T("check-name." + string(id)) }

// lookAt looks at a text as it is typed.
func (r *Room) lookAt(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	v, err := r.Article.ReadSegments(c.Ctx(), c.Actor, g.Article, g.ID)
	if err != nil {
		return err
	}
	typed := f.Value("target")
	out, err := r.Checking.Segment(c.Ctx(), c.Actor, &v, g, &typed)
	if err != nil {
		return err
	}
	list, err := newCheckList(c, &v, out)
	if err != nil {
		return err
	}
	return c.Part(http.StatusOK, "checks", list)
}

// dismissFinding says that a finding is none.
func (r *Room) dismissFinding(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	id := c.Param("id")
	_, err = r.Checking.Dismiss(c.Ctx(), c.Actor, workflow.Dismissal{Segment: id, Check: f.Value("check"),
		Word: f.Value("word"), Scope: workflow.DismissalScope(f.Value("scope")), Reason: f.Value("reason")})
	if err != nil && c.Refused(f, err, nil) {
		return r.answerPanel(c, web.FormStatus(err), checksTab.name, f)
	}
	if err != nil {
		return err
	}
	return c.Done("/segments/"+id+"/checks", "checks.dismissed")
}

// restoreFinding opens a finding again that was dismissed.
func (r *Room) restoreFinding(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	d, err := r.Checking.TakeBack(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	if back := f.Value("back"); back != "" {
		return c.Done(web.LocalPath(back), "checks.restored")
	}
	return c.Done("/segments/"+d.Segment+"/checks", "checks.restored")
}

// checksPage is the data of checks.html: what was found in an article.
type checksPage struct {
	web.Base
	Article  *workflow.ArticleView
	Rows     []checkedRow
	Open     int
	Blocking int
	Back     string
	More     int // segments with findings that are not listed
}

// mostRows is how many segments with findings the page of an article lists.
const mostRows = 300

// checkedRow is a segment in which something was found.
type checkedRow struct {
	*part.Row
	List *checkList
}

// showChecks lists what was found in an article.
func (r *Room) showChecks(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := r.Checking.Article(c.Ctx(), c.Actor, &v)
	if err != nil {
		return err
	}
	p := &checksPage{Base: c.Base("checks.title"), Article: &v, Back: part.ArticlePath(v.ID)}
	maker := part.NewRowMaker(c, &v)
	for _, one := range all {
		list, err := newCheckList(c, &v, one)
		if err != nil {
			return err
		}
		p.Open += one.Open()
		p.Blocking += one.Blocking()
		if len(p.Rows) == mostRows {
			p.More++
			continue
		}
		row := maker.Row(one.Segment)
		row.Path = segmentPath(v.ID, filter{}, one.Segment)
		p.Rows = append(p.Rows, checkedRow{row, list})
	}
	return c.Page(http.StatusOK, "checks", p)
}
