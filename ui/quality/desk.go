package quality

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
)

// deskPath is the address of the page of the desk's checks.
const deskPath = "/quality/desk"

// deskPage is the data of qualitydesk.html: what the last look at the desk has found.
type deskPage struct {
	web.Base
	part.JobProgress // of the newest look; empty: it has none
	Path             string
	Looking          bool // a look is under way
	LookedAt         time.Time
	By               string // who asked for it; empty: the command line
	Report           checking.LookReport
	Form             *web.Form
	Publications     []word.Option
	Stages           []word.Option
	Checks           []word.Option
	Rows             []deskRow
	Chosen           int    // how many the filter chooses
	Next             string // address of the page after; empty: there is none
}

// deskRow is a finding of the desk.
type deskRow struct {
	checking.ListedRow
	Place     string // address of its segment
	Check     string // in words
	TitleDir  string
	TargetDir string
	Became    string // in words, since it was found; empty: it is as it was
}

// Blocks reports whether the finding keeps its segment from being confirmed.
func (r deskRow) Blocks() bool { return r.Severity == check.Error }

// Gone reports whether the segment is not there any more.
func (r deskRow) Gone() bool { return r.Since == checking.WasRemoved }

// showDesk shows what the last look at the desk has found.
func (r *Room) showDesk(c *web.Call) error {
	q := c.QueryParams()
	filter, err := checking.ParseLookFilter(q.Get("publication"), q.Get("stage"), q.Get("check"), q.Get("severity"))
	if err != nil {
		return err
	}
	from, _ := strconv.Atoi(q.Get("from")) // what is no number begins the list
	look, err := r.Checking.Looked(c.Ctx(), c.Actor, filter, max(from, 0))
	if err != nil {
		return err
	}
	p := &deskPage{Base: c.Base("quality.desk"), Path: deskPath, By: look.By, Report: look.Report, Chosen: look.Chosen,
		Form: &web.Form{Values: q}}
	if p.Publications, err = part.PublicationChoices(c, filter.Publication); err != nil {
		return err
	}
	if look.Job != nil {
		p.JobProgress = part.NewJobProgress(c, *look.Job, part.JobWords{Counted: "quality.looking", Leave: "quality.leave-look"})
		p.Looking = !look.Job.Ended()
	}
	if look.Last != nil {
		p.LookedAt = look.Last.At
	}
	p.setChoices(c)
	for _, row := range look.Rows {
		p.Rows = append(p.Rows, newDeskRow(c, row))
	}
	if next := max(from, 0) + len(look.Rows); next < look.Chosen {
		q.Set("from", strconv.Itoa(next))
		p.Next = deskPath + "?" + q.Encode()
	}
	return c.Page(http.StatusOK, "qualitydesk", p)
}

// setChoices lists the stages and the checks that the findings have, and those that are chosen.
func (p *deskPage) setChoices(c *web.Call) {
	for _, s := range workflow.Stages() {
		chosen := p.Form.Value("stage") == string(s)
		if chosen || slices.ContainsFunc(p.Report.Groups, func(g checking.Group) bool { return g.Stage == s }) {
			p.Stages = append(p.Stages, word.Option{Value: string(s), Word: c.StageWord(s)})
		}
	}
	for _, k := range check.Checks() {
		chosen := p.Form.Value("check") == string(k.ID)
		if chosen || slices.ContainsFunc(p.Report.Groups, func(g checking.Group) bool { return g.Check == k.ID }) {
			p.Checks = append(p.Checks, word.Option{Value: string(k.ID), Word: c.T("check-name." + string(k.ID))})
		}
	}
}

func newDeskRow(c *web.Call, row checking.ListedRow) deskRow {
	became := map[checking.Since]string{checking.WasEdited: "quality.was-edited", checking.WasDismissed: "quality.was-dismissed",
		checking.WasRemoved: "quality.was-removed"}
	out := deskRow{ListedRow: row, Check: c.T("check-name." + string(row.Listed.Check)), TitleDir: c.DirOf(row.Of.SourceLang),
		TargetDir: c.DirOf(row.Of.TargetLang),
		Place:     part.ArticlePath(row.Article) + "/bench?" + url.Values{"s": {row.Segment}}.Encode()}
	if id := became[row.Since]; id != "" {
		out.Became = c.T(id)
	}
	return out
}

// lookAtDesk has a job look at the desk, unless one does.
func (r *Room) lookAtDesk(c *web.Call) error {
	look, err := r.Checking.LastLook(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	if look.Job != nil && !look.Job.Ended() {
		return c.Done(deskPath, "")
	}
	_, err = r.Job.Add(c.Ctx(), c.Actor, workflow.ReviewSegments, checking.LookJob, 0)
	if err != nil {
		return err
	}
	return c.Done(deskPath, "")
}

// stopLook ends the look that is under way.
func (r *Room) stopLook(c *web.Call) error {
	look, err := r.Checking.LastLook(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	if look.Job == nil {
		return c.Done(deskPath, "")
	}
	err = r.Job.Cancel(c.Ctx(), c.Actor, workflow.ReviewSegments, look.Job.ID)
	if errors.Is(err, &workflow.Error{Kind: workflow.Conflict}) {
		err = nil // it has just ended
	}
	if err != nil {
		return err
	}
	return c.Done(deskPath, "")
}
