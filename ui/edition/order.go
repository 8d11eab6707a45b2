package edition

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/edition"
	"truchement/workflow/format/html"
)

// previewSegments is about how many segments the preview of a long article shows.
const previewSegments = 100

// opensHere are the formats that the preview shows as they are; in the place of the others, which open in
// another program, it shows the same text as HTML.
func opensHere(format string) bool {
	return !slices.Contains([]string{"docx", "odt", "xlsx", "epub"}, format)
}

// showPreview answers an edition to the frame of the export page: the very pages of HTML and PDF, and the
// text of what is a text.
func (r *Room) showPreview(c *web.Call) error {
	err := r.answerPreview(c)
	if err == nil {
		return nil
	}
	// The page of an error may not stand in a frame.
	failure := web.FailureOf(err)
	text, policy, wrong := html.MessagePage(html.Message{Lang: c.Tag, Heading: failure.Say(c)}, html.Reading{})
	if wrong != nil || failure.Status >= http.StatusInternalServerError {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", policy+"; sandbox; frame-ancestors 'self'")
	return c.Blob(failure.Status, "text/html; charset=utf-8", []byte(text))
}

// answerPreview is showPreview of what may be seen.
func (r *Room) answerPreview(c *web.Call) error {
	o, err := parseOrder(c.QueryParams())
	if err != nil {
		return err
	}
	o.Article, o.First = c.Param("id"), previewSegments
	if !opensHere(o.Format) {
		o.Format = "html"
	}
	d, err := r.document(c, o)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if _, err := r.Edition.Write(c.Ctx(), c.Actor, o, d, &body); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", "inline")
	switch o.Format {
	case "pdf": // a browser's own reader does not work inside a policy
		h.Set("Content-Security-Policy", "frame-ancestors 'self'")
		return c.Blob(http.StatusOK, "application/pdf", body.Bytes())
	case "html", "fragment":
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "+
			"font-src data:; sandbox; frame-ancestors 'self'")
		return c.Blob(http.StatusOK, "text/html; charset=utf-8", body.Bytes())
	}
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'self'")
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", body.Bytes())
}

// addOrder adds the job that writes a long edition, and leads to the page of its progress.
func (r *Room) addOrder(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	o, err := parseOrder(f.Values)
	if err != nil {
		return err
	}
	if err := r.Edition.CheckExport(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	o.Article, o.Title = v.ID, v.Title
	o.Again = againPath(v.ID) + "?" + query(o).Encode()
	labelled := languagesOf(v)
	if err := edition.CheckLead(o.Write.Lang, labelled); err != nil {
		return err
	}
	r.Locales.Label(labelled)
	o.Labels, o.Zone = labelled.Labels, r.Locales.Zone()
	j, err := r.Job.Add(c.Ctx(), c.Actor, workflow.ReadPublished, edition.OrderJob, 0, o)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, orderPath(v.ID, j.ID))
}

// orderPath is the page of an order; that of a book is of no article.
func orderPath(article, job string) string {
	if article == "" {
		return "/collection/jobs/" + job
	}
	return part.ArticlePath(article) + "/export/jobs/" + job
}

// againPath is where an edition can be asked for once more when nothing is known of its order any longer.
func againPath(article string) string {
	if article == "" {
		return "/editions"
	}
	return part.ArticlePath(article) + "/export"
}

// orderPage is the data of order.html.
type orderPage struct {
	web.Base
	Title string
	Path  string
	Again string // where it can be asked for once more
	Book  bool
	Ended bool
	Done  float64 // how much of the work, 0 to 1
	Wrong string
	File  edition.Written
	Size  string
}

// readOrder reads an order of the actor's own for an article.
func (r *Room) readOrder(c *web.Call, article, id string) (workflow.Job, edition.Written, error) {
	gone := workflow.Fail(workflow.NotFound, "export.job-gone")
	var known edition.Written
	if article != "" {
		if err := r.Edition.CheckExport(c.Ctx(), c.Actor, article); err != nil {
			return workflow.Job{}, known, err
		}
	}
	j, first, err := r.Job.Job(c.Ctx(), c.Actor, workflow.ReadPublished, id)
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) ||
		err == nil && (j.Kind != edition.OrderJob || j.By != c.ActorID()) {
		return j, known, gone
	}
	if err != nil {
		return j, known, err
	}
	if j.Ended() {
		first = j.Report
	}
	if len(first) > 0 {
		if err := json.Unmarshal(first, &known); err != nil {
			return j, known, fmt.Errorf("job %s: %w", j.ID, err)
		}
		if known.Article != article {
			return j, edition.Written{}, gone
		}
	}
	for _, id := range known.Articles {
		err := r.Edition.CheckExport(c.Ctx(), c.Actor, id)
		switch workflow.KindOf(err) {
		case workflow.Forbidden, workflow.NotFound:
			return j, known, workflow.Fail(workflow.Forbidden, "collection.withdrawn-since")
		}
		if err != nil {
			return j, known, err
		}
	}
	return j, known, nil
}

// showOrder shows how far an edition is, and at the end its file; of an order that is no longer known, or of
// a book that may no longer be given out, where it can be asked for once more.
func (r *Room) showOrder(c *web.Call) error {
	article := c.Param("id")
	j, known, err := r.readOrder(c, article, c.Param("job"))
	page := &orderPage{Base: c.Base("export.job-title"), Title: known.Title, Path: orderPath(article, j.ID),
		Again: cmp.Or(known.Again, againPath(article)), Book: article == "", Ended: j.Ended(), File: known}
	if errors.Is(err, &workflow.Error{ID: "export.job-gone"}) ||
		errors.Is(err, &workflow.Error{ID: "collection.withdrawn-since"}) {
		failure := web.FailureOf(err)
		page.Ended, page.Wrong = true, failure.Say(c)
		return c.Page(failure.Status, "order", page)
	}
	if err != nil {
		return err
	}
	if j.Total > 0 {
		page.Done = float64(j.Steps) / float64(j.Total)
	}
	if j.Problem != nil {
		page.Wrong = web.FailureOf(j.Problem.Err()).Say(c)
	}
	page.Size = page.T("export.size", "Count", (known.Bytes+1023)/1024)
	return c.Page(http.StatusOK, "order", page)
}

// ownOrder is an order in the list of the export page.
type ownOrder struct {
	Path   string
	Title  string // of a book
	Format string
	At     time.Time
	Done   bool
	Failed bool
}

// ownOrders are the actor's orders of an article, or of books for none, the last first.
func (r *Room) ownOrders(c *web.Call, article string) ([]ownOrder, error) {
	jobs, err := r.Job.Jobs(c.Ctx(), c.Actor, workflow.ReadPublished, edition.OrderJob)
	var own []ownOrder
	for _, j := range jobs {
		if err == nil && j.By == c.ActorID() {
			j, known, e := r.readOrder(c, article, j.ID)
			if e == nil && known.Article == article {
				one := ownOrder{Path: orderPath(article, j.ID), Format: strings.ToUpper(known.Format), At: j.At,
					Done: j.State == workflow.JobDone, Failed: j.State == workflow.JobFailed}
				if article == "" {
					one.Title = known.Title
				}
				own = append(own, one)
			}
		}
	}
	return own, err
}

// orderFile answers the file of an order.
func (r *Room) orderFile(c *web.Call) error {
	j, known, err := r.readOrder(c, c.Param("id"), c.Param("job"))
	if err == nil && j.State != workflow.JobDone {
		err = workflow.Fail(workflow.NotFound, "export.job-gone")
	}
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", known.MIME)
	h.Set("Content-Disposition", web.Disposition(known.ASCII, known.Name))
	h.Set("Content-Length", fmt.Sprint(known.Bytes))
	c.Response().WriteHeader(http.StatusOK)
	return r.Job.WriteFile(c.Ctx(), c.Actor, j.ID, c.Response())
}

// query says an order's options as the form does.
func query(o edition.Order) url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"format": o.Format, "rows": string(o.Rows),
		"edition": string(o.Write.Mode), "paper": string(o.Write.Paper), "lead": o.Write.Lang} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for _, s := range o.States {
		q.Add("states", string(s))
	}
	for name, on := range map[string]bool{"notes": o.Notes, "target": o.Write.TargetOnly, "fonts": o.Write.EmbedFonts} {
		if on {
			q.Set(name, "1")
		}
	}
	if o.Write.NoCredits {
		q.Set("credits", "no")
	}
	return q
}
