package draft

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/draft"
)

// costPage is the data of draftarticle.html: what a draft of an article would take.
type costPage struct {
	web.Base
	Article *workflow.ArticleView
	Form    *web.Form
	Last    int // the position of the last segment
	Costs   []draft.Cost
}

// choice reads which segments a form or an address names: from a position to another, or by their ids.
func (r *Room) choice(c *web.Call, q url.Values) (v workflow.ArticleView, ids []string, err error) {
	if v, err = r.Article.Read(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return v, nil, err
	}
	if named := q["segment"]; len(named) > 0 {
		return v, named, nil
	}
	from, to, err := part.ReadRange(q, len(v.Segments))
	if err != nil {
		return v, nil, err
	}
	for _, s := range v.Segments[from-1 : to] {
		ids = append(ids, s.ID)
	}
	return v, ids, nil
}

// showCosts says what a draft would take of each machine, and what would be sent.
func (r *Room) showCosts(c *web.Call) error {
	return r.answerCosts(c, http.StatusOK, &web.Form{Values: c.QueryParams()})
}

func (r *Room) answerCosts(c *web.Call, status int, f *web.Form) error {
	v, ids, err := r.choice(c, f.Values)
	if err != nil && v.ID != "" && c.Refused(f, err, map[string]string{"article.range": "from"}) {
		status, err = web.FormStatus(err), nil
	}
	if err != nil {
		return err
	}
	p := &costPage{Base: c.Base("draft.title"), Article: &v, Form: f, Last: len(v.Segments)}
	if p.Costs, err = r.Draft.Costs(c.Ctx(), c.Actor, v.ID, ids); err != nil {
		return err
	}
	if len(p.Costs) == 0 {
		return workflow.Fail(workflow.NotFound, "machine.none")
	}
	return c.Page(status, "draftarticle", p)
}

// addJob has a machine draft the segments that a form names.
func (r *Room) addJob(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	v, ids, err := r.choice(c, f.Values)
	if err == nil && v.Retracted != "" {
		err = workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", v.Retracted)
	}
	if err != nil {
		if v.ID != "" && c.Refused(f, err, map[string]string{"article.range": "from"}) {
			return r.answerCosts(c, web.FormStatus(err), f)
		}
		return err
	}
	j, err := r.Job.Add(c.Ctx(), c.Actor, workflow.Translate, draft.Job, len(ids),
		draft.Order{Article: v.ID, Segments: ids, Machine: f.Value("machine")})
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, jobPath(v.ID, j.ID))
}

func jobPath(article, job string) string { return part.ArticlePath(article) + "/draft/jobs/" + job }

// jobPage is the data of draftjob.html.
type jobPage struct {
	web.Base
	Article *workflow.ArticleView
	Path    string
	Ended   bool
	Done    float64 // how much of the work, 0 to 1
	Wrong   string  // why the job failed, or the machine was not asked any further
	Report  draft.Report
	Again   []string // segments that can be asked for again
	Undo    []web.UndoForm
}

// showJob shows how far a draft is, and at the end what came of each segment.
func (r *Room) showJob(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	j, first, err := r.Job.Job(c.Ctx(), c.Actor, workflow.Translate, c.Param("job"))
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) || err == nil && (j.Kind != draft.Job || j.By != c.ActorID()) {
		return workflow.Fail(workflow.NotFound, "draft.gone")
	}
	if err != nil {
		return err
	}
	p := &jobPage{Base: c.Base("draft.job-title"), Article: &v, Path: jobPath(v.ID, j.ID), Ended: j.Ended()}
	var of draft.Order
	known := any(&of)
	if j.Ended() {
		first, known = j.Report, &p.Report
	}
	if len(first) > 0 {
		if err := json.Unmarshal(first, known); err != nil {
			return fmt.Errorf("job %s: %w", j.ID, err)
		}
		if cmp.Or(of.Article, p.Report.Article) != v.ID {
			return workflow.Fail(workflow.NotFound, "draft.gone")
		}
	}
	if j.Total > 0 {
		p.Done = float64(j.Steps) / float64(j.Total)
	}
	p.fill(c, j)
	return c.Page(http.StatusOK, "draftjob", p)
}

// fill says what came of a job.
func (p *jobPage) fill(c *web.Call, j workflow.Job) {
	if why := p.Report.Problem; why != nil {
		p.Wrong = c.T("draft.stopped", "Why", c.T(problemID(why.Kind), "Status", why.Status))
	}
	if j.Problem != nil {
		p.Wrong = web.FailureOf(j.Problem.Err()).Say(c)
	}
	filled, empty := map[string]bool{}, map[string]bool{}
	for _, l := range p.Report.Lines {
		filled[l.Segment] = l.Outcome == draft.IsFilled
	}
	left := false // something of what was filled
	for _, s := range p.Article.Segments {
		empty[s.ID] = s.Target.Empty()
		left = left || filled[s.ID] && !s.Target.Empty()
	}
	for _, id := range p.Report.Again() {
		if empty[id] {
			p.Again = append(p.Again, id)
		}
	}
	for _, b := range p.Report.Batches {
		if left {
			p.Undo = append(p.Undo, web.UndoForm{Path: "/batches/" + b + "/undo"})
		}
	}
}

// Became says what became of a segment.
func (p *jobPage) Became(l draft.Line) string {
	if l.Outcome == draft.IsRefused {
		return p.T("draft.did-refused", "Why", p.T(faultID(l.Fault)))
	}
	return p.T(map[draft.Outcome]string{draft.IsFilled: "draft.did-filled", draft.IsChanged: "pretranslate.did-changed",
		draft.IsGiven: "pretranslate.did-given", draft.IsUnasked: "draft.did-unasked"}[l.Outcome])
}

// Said is what is said when the work has ended.
func (p *jobPage) Said() string {
	if p.Wrong != "" {
		return p.Wrong
	}
	return p.T("pretranslate.filled", "Count", p.Report.Filled)
}
