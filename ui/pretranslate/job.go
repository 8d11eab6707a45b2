package pretranslate

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/pretranslate"
)

// addJob begins to fill the segments that a form names, and leads to the page of its progress.
func (r *Room) addJob(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	v, ids, err := r.choice(c, f.Values)
	o := pretranslate.Order{Article: v.ID, Segments: ids, Floor: f.Int("floor")}
	if err == nil {
		err = o.Check()
	}
	if err == nil && v.Retracted != "" {
		err = workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", v.Retracted)
	}
	if err != nil {
		if v.ID != "" && c.Refused(f, err, map[string]string{"article.range": "from",
			"pretranslate.floor": "floor"}) {
			return r.answerReport(c, web.FormStatus(err), f)
		}
		return err
	}
	j, err := r.Job.Add(c.Ctx(), c.Actor, workflow.Translate, pretranslate.Job, len(v.Segments), o)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, jobPath(v.ID, j.ID))
}

func jobPath(article, job string) string {
	return part.ArticlePath(article) + "/pretranslate/jobs/" + job
}

// jobPage is the data of pretranslatejob.html.
type jobPage struct {
	web.Base
	Article *workflow.ArticleView
	Path    string
	Ended   bool
	Done    float64 // how much of the work, 0 to 1
	Wrong   string
	Report  pretranslate.Report
	Undo    []web.UndoForm
	Undone  bool // nothing that was filled has its text still
}

// showJob shows how far a filling is, and at the end what was filled.
func (r *Room) showJob(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	j, first, err := r.Job.Job(c.Ctx(), c.Actor, workflow.Translate, c.Param("job"))
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) ||
		err == nil && (j.Kind != pretranslate.Job || j.By != c.ActorID()) {
		return workflow.Fail(workflow.NotFound, "pretranslate.gone")
	}
	if err != nil {
		return err
	}
	p := &jobPage{Base: c.Base("pretranslate.job-title"), Article: &v, Path: jobPath(v.ID, j.ID),
		Ended: j.Ended()}
	var of struct{ Article string } // an order or a report
	known := any(&of)
	if j.Ended() {
		first, known = j.Report, &p.Report
	}
	if len(first) > 0 {
		if err := json.Unmarshal(first, known); err != nil {
			return fmt.Errorf("job %s: %w", j.ID, err)
		}
		if cmp.Or(of.Article, p.Report.Article) != v.ID {
			return workflow.Fail(workflow.NotFound, "pretranslate.gone")
		}
	}
	if j.Total > 0 {
		p.Done = float64(j.Steps) / float64(j.Total)
	}
	if j.Problem != nil {
		p.Wrong = web.FailureOf(j.Problem.Err()).Say(c)
	}
	p.Undone = p.Report.IsUndone(v.Segments)
	for _, b := range p.Report.Batches {
		if p.Undone {
			break
		}
		p.Undo = append(p.Undo, web.UndoForm{Path: "/batches/" + b + "/undo"})
	}
	return c.Page(http.StatusOK, "pretranslatejob", p)
}

// lineWords are the messages that say what became of a segment.
var lineWords = map[pretranslate.Outcome]string{pretranslate.IsFilled: "pretranslate.did-filled",
	pretranslate.IsChanged: "pretranslate.did-changed", pretranslate.IsGiven: "pretranslate.did-given",
	pretranslate.IsBelow: "pretranslate.did-below"}

// Became says what became of a segment.
func (p *jobPage) Became(l pretranslate.Line) string { return p.T(lineWords[l.Outcome]) }

// Score is the score of the match as a share of one.
func (p *jobPage) Score(l pretranslate.Line) float64 { return float64(l.Score) / 100 }

// Contradicts reports whether a segment was filled with one of several translations that count as much.
func (p *jobPage) Contradicts(l pretranslate.Line) bool {
	return l.Outcome == pretranslate.IsFilled && l.Rivals > 0
}

// Said is what is announced when the job has ended.
func (p *jobPage) Said() string {
	if p.Wrong != "" {
		return p.Wrong
	}
	return p.T("pretranslate.filled", "Count", p.Report.Filled)
}
