package bench

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"

	"truchement/ui/part"
	"truchement/ui/review"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
	"truchement/workflow/remote/grammar"
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
	*part.FindingList
	Encoded string        // what the page's script takes of the open ones, as JSON
	Grammar grammar.State // of the server that looks at the text too
}

// GrammarIsDown reports whether the grammar server does not answer.
func (l *checkList) GrammarIsDown() bool { return l.Grammar == grammar.Down }

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
	list, err := newCheckList(c, at.Article, out, at.Form)
	return &checksData{panelBase: at, List: list}, err
}

func newCheckList(c *web.Call, v *workflow.ArticleView, out checking.Checked, refused *web.Form) (*checkList, error) {
	l := &checkList{FindingList: part.NewFindingList(c, v, out, refused), Grammar: out.Grammar}
	flat := out.Target.Flat()
	all := []scriptFinding{}
	for _, f := range l.Open {
		all = append(all, newScriptFinding(c, flat, f.Finding))
	}
	encoded, err := json.Marshal(all)
	l.Encoded = string(encoded)
	return l, err
}

func newScriptFinding(c *web.Call, flat string, f checking.Finding) scriptFinding {
	s := scriptFinding{From: -1, To: -1, Block: f.Blocks(), Said: findingWord(c, f.Finding)}
	if f.Target != (check.Range{}) {
		s.From, s.To = utf16At(flat, f.Target.Start), utf16At(flat, f.Target.End)
	}
	if f.Fix != nil {
		s.Fix = &scriptFix{utf16At(flat, f.Fix.Start), utf16At(flat, f.Fix.End), f.Fix.Text}
	}
	return s
}

// findingWord says what was found.
func findingWord(c *web.Call, f check.Finding) string {
	return c.T(f.Message, "Found", f.Found, "Expected", f.Expected)
}

// utf16At is the place of a byte of a text as scripts count.
func utf16At(text string, at int) int { return len(utf16.Encode([]rune(text[:at]))) }

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
	list, err := newCheckList(c, &v, out, nil)
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
	back := f.Value("back")
	if err != nil && c.Refused(f, err, nil) {
		return r.answerRefusedDismissal(c, id, back, f, web.FormStatus(err))
	}
	if err != nil {
		return err
	}
	if back != "" {
		return c.Done(web.LocalPath(back), "checks.dismissed")
	}
	return c.Done("/segments/"+id+"/checks", "checks.dismissed")
}

// answerRefusedDismissal shows the page from which a form came that was refused, with what was typed into it.
func (r *Room) answerRefusedDismissal(c *web.Call, segment, back string, f *web.Form, status int) error {
	if back == "" {
		return r.answerPanel(c, status, checksTab.name, f)
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, segment)
	if err != nil {
		return err
	}
	if back, err := url.Parse(back); err == nil && strings.HasSuffix(back.Path, "/review") && c.Actor.Can(workflow.ReviewSegments) {
		return r.Review.AnswerPage(c, status, review.Request{Article: g.Article, Active: g.ID,
			Filter: review.ParseFilter(back.Query()), Dismissal: f})
	}
	asked := checksAsked{Article: g.Article, Refused: f}
	if back, err := url.Parse(back); err == nil {
		asked.Query = back.Query()
	}
	return r.answerChecks(c, status, asked)
}

// restoreFinding opens a finding again that was dismissed.
func (r *Room) restoreFinding(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	d, err := r.Checking.TakeBack(c.Ctx(), c.Actor, workflow.Dismissal{ID: c.Param("id")})
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
	Form     *web.Form // of the segments that are looked at
	From, To int       // their positions
	Last     int       // position of the last segment of the article
	Next     int       // where those begin that come after; 0: none does
}

// mostLooked is how many segments of an article its page looks at: it takes less than a second.
const mostLooked = 300

// checkedRow is a segment in which something was found.
type checkedRow struct {
	*part.Row
	List *part.FindingList
}

// showChecks lists what was found in an article.
func (r *Room) showChecks(c *web.Call) error {
	return r.answerChecks(c, http.StatusOK, checksAsked{Article: c.Param("id"), Query: c.QueryParams()})
}

// checksAsked is what the page of an article's checks is asked for.
type checksAsked struct {
	Article string
	Query   url.Values // names the segments
	Refused *web.Form  // that was to dismiss a finding; nil: none
}

// answerChecks lists what was found in segments of an article.
func (r *Room) answerChecks(c *web.Call, status int, asked checksAsked) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, asked.Article)
	if err != nil {
		return err
	}
	p := &checksPage{Base: c.Base("checks.title"), Article: &v, Back: part.ArticlePath(v.ID), Last: len(v.Segments),
		Form: &web.Form{Values: asked.Query}}
	if err := p.setRange(); err != nil {
		if !c.Refused(p.Form, err, map[string]string{"article.range": "from"}) {
			return err
		}
		return c.Page(web.FormStatus(err), "checks", p)
	}
	looked := v
	if len(v.Segments) > 0 {
		looked.Segments = v.Segments[p.From-1 : p.To]
	}
	all, err := r.Checking.Article(c.Ctx(), c.Actor, &looked)
	if err != nil {
		return err
	}
	maker := part.NewRowMaker(c, &v)
	for _, one := range all {
		p.Open += one.Open()
		p.Blocking += one.Blocking()
		row := checkedRow{Row: maker.Row(one.Segment)}
		row.Path = segmentPath(v.ID, filter{}, one.Segment)
		of := asked.Refused
		if of != nil && c.Param("id") != one.Segment.ID {
			of = nil
		}
		row.List = part.NewFindingList(c, &v, one, of)
		row.List.Back = part.ArticlePath(v.ID) + "/checks" + p.query(p.From, p.To) + "#k-" + one.Segment.ID
		p.Rows = append(p.Rows, row)
	}
	return c.Page(status, "checks", p)
}

// setRange reads which segments are looked at: the first ones unless the address names others, and not too many at once.
func (p *checksPage) setRange() (err error) {
	p.From, p.To, err = part.ReadRange(p.Form.Values, p.Last)
	p.To = min(p.To, p.From+mostLooked-1)
	if err == nil && p.To < p.Last {
		p.Next = p.To + 1
	}
	return err
}

// query names segments in an address; empty for all.
func (p *checksPage) query(from, to int) string {
	if from == 1 && to == p.Last {
		return ""
	}
	return "?" + url.Values{"from": {strconv.Itoa(from)}, "to": {strconv.Itoa(to)}}.Encode()
}

// NextPath is the address of the segments that come after.
func (p *checksPage) NextPath() string {
	return part.ArticlePath(p.Article.ID) + "/checks" + p.query(p.Next, min(p.Next+mostLooked-1, p.Last))
}
