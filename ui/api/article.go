package api

import (
	"net/http"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/html"
	"truchement/workflow/format/text"
	"truchement/workflow/intake"
)

// Summary is an article as lists show it.
type Summary struct {
	ID          string          `json:"id"`
	Title       string          `json:"title"`
	SourceLang  string          `json:"source_lang"`
	TargetLang  string          `json:"target_lang"`
	Publication string          `json:"publication,omitempty"`
	Stage       workflow.Stage  `json:"stage"`
	Segments    workflow.Counts `json:"segments"`
	Words       workflow.Counts `json:"words"`
	Comments    int             `json:"comments"`
	Unassigned  int             `json:"unassigned"`
	Due         *time.Time      `json:"due"`
	Created     *time.Time      `json:"created"`
	SignedOff   *time.Time      `json:"signed_off"`
	Published   *time.Time      `json:"published"`
	Retracted   string          `json:"retracted,omitempty"`
}

func summaryOf(a workflow.Summary) Summary {
	return Summary{
		ID: a.ID, Title: a.Title, SourceLang: a.SourceLang, TargetLang: a.TargetLang,
		Publication: a.Publication, Stage: a.Stage(), Segments: a.Segments, Words: a.Words,
		Comments: a.Comments, Unassigned: a.Unassigned, Due: report.Stamp(a.Due),
		Created: report.Stamp(a.Created), SignedOff: report.Stamp(a.SignedOff), Published: report.Stamp(a.Published),
		Retracted: a.Retracted,
	}
}

// listArticles lists articles, newest first; ?state= is a Stage, ?assignee= an e-mail, ?cursor=
// the "next" of the page before.
func (r *Room) listArticles(c *web.Call) error {
	filter := workflow.ArticleFilter{Before: c.QueryParam("cursor"), Limit: 100}
	if email := c.QueryParam("assignee"); email != "" {
		who, err := r.findPerson(c, email)
		if err != nil {
			return err
		}
		filter.Person = who.ID
	}
	stage := c.QueryParam("state")
	if stage != "" {
		if _, err := workflow.ParseStage(stage); err != nil {
			return err
		}
	}
	all, err := r.Article.List(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	out := struct {
		Articles []Summary `json:"articles"`
		Next     string    `json:"next,omitempty"`
	}{Articles: []Summary{}}
	for _, a := range all {
		if stage == "" || string(a.Stage()) == stage {
			out.Articles = append(out.Articles, summaryOf(a))
		}
	}
	if len(all) == filter.Limit {
		out.Next = all[len(all)-1].ID
	}
	return c.JSON(http.StatusOK, out)
}

func (r *Room) showArticle(c *web.Call) error {
	s, err := r.Article.Summary(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, summaryOf(s))
}

func (r *Room) listSegments(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, segmentsOf(v))
}

// newArticle is the body of POST /articles; text or html, not both.
type newArticle struct {
	SourceLang  string `json:"source_lang"`
	TargetLang  string `json:"target_lang"`
	Text        string `json:"text"`
	HTML        string `json:"html"`
	Title       string `json:"title"`
	Publication string `json:"publication"`
	Due         moment `json:"due"`
	Note        string `json:"note"`
}

// addArticle takes an article as JSON, or as a multipart form with a file and the same fields.
func (r *Room) addArticle(c *web.Call) error {
	var in newArticle
	var doc *bitext.Document
	var err error
	if strings.HasPrefix(c.Request().Header.Get("Content-Type"), "multipart/") {
		doc, in, err = readUpload(c)
	} else if err = readBody(c, &in); err == nil {
		doc, err = in.read(c)
	}
	if err != nil {
		return asLocalized(c, err)
	}
	doc.LeaveAsides()
	a, err := r.Intake.AddArticle(c.Ctx(), c.Actor, intake.NewArticle{
		Document: doc, Title: in.Title, SourceLang: in.SourceLang, TargetLang: in.TargetLang,
		Publication: in.Publication, Due: in.Due.Time, Note: in.Note, Op: idempotencyKey(c),
	})
	if err != nil {
		return err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, a.ID)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/v1/articles/"+a.ID)
	return c.JSON(http.StatusCreated, map[string]any{"id": a.ID, "segments": segmentsOf(v), "oddities": odditiesOf(c, doc)})
}

// Oddity is something in a file that was not taken over as it is.
type Oddity struct {
	Kind    bitext.OddityKind `json:"kind"`
	Count   int               `json:"count"`
	Lines   []int             `json:"lines"`
	Text    string            `json:"text,omitempty"`
	Message string            `json:"message"`
}

func odditiesOf(c *web.Call, d *bitext.Document) []Oddity {
	all := []Oddity{}
	for _, o := range d.Oddities {
		all = append(all, Oddity{o.Kind, o.Count, append([]int{}, o.Lines...), o.Text, word.OddityWords(c, o)})
	}
	return all
}

func (in newArticle) read(c *web.Call) (*bitext.Document, error) {
	leave, err := c.Server.EnterReading(int64(len(in.HTML) + len(in.Text)))
	if err != nil {
		return nil, err
	}
	defer leave()
	switch {
	case in.Text != "" && in.HTML != "":
		return nil, workflow.Fail(workflow.Invalid, "intake.both")
	case in.HTML != "":
		return html.Read(strings.NewReader(in.HTML))
	case in.Text != "":
		return text.Read(strings.NewReader(in.Text))
	}
	return nil, workflow.Fail(workflow.Invalid, "intake.empty")
}

// readUpload reads an article from a multipart form.
func readUpload(c *web.Call) (*bitext.Document, newArticle, error) {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return nil, newArticle{}, err
	}
	in := newArticle{
		SourceLang: f.Value("source_lang"), TargetLang: f.Value("target_lang"),
		Title: f.Value("title"), Publication: f.Value("publication"), Note: f.Value("note"),
	}
	if due := f.Value("due"); due != "" {
		if in.Due.Time, err = workflow.ParseTime(due); err != nil {
			return nil, in, err
		}
	}
	file := c.Uploaded("file")
	if file == nil {
		return nil, in, workflow.Fail(workflow.Invalid, "intake.empty")
	}
	doc, err := part.ReadDocument(c, file)
	return doc, in, err
}

// asLocalized turns what a reader refuses into an error for programs.
func asLocalized(c *web.Call, err error) error {
	if message, ok := part.FileMessage(c, err); ok {
		return &web.LocalizedError{Message: message, Cause: err}
	}
	return err
}

// importTargets brings back the targets of a file that was exported from the article: the body is
// the file, XLIFF.
func (r *Room) importTargets(c *web.Call) error {
	leave, err := c.Server.EnterReading(c.Request().ContentLength)
	if err != nil {
		return asLocalized(c, err)
	}
	defer leave()
	_, rep, found, err := part.ImportXLIFF(c, c.Request().Body)
	if err != nil {
		return asLocalized(c, err)
	}
	problems := []map[string]any{}
	for _, x := range found {
		problems = append(problems, map[string]any{
			"kind": x.Kind, "segment": x.Segment, "text": x.Text,
		})
	}
	out := map[string]any{"same": rep.Same, "unknown": rep.Unknown, "batch": rep.Batch}
	updated, conflicts, damaged := []Segment{}, []map[string]any{}, []map[string]any{}
	for _, seg := range rep.Updated {
		updated = append(updated, segmentOf(seg, nil))
	}
	for _, x := range rep.Conflicts {
		conflicts = append(conflicts, map[string]any{
			"segment": segmentOf(x.Segment, nil), "theirs": x.Theirs.Markup(), "change": x.Change,
		})
	}
	for _, x := range rep.Damaged {
		damaged = append(damaged, map[string]any{
			"segment": segmentOf(x.Segment, nil), "text": x.Text,
			"why": c.T(web.FailureOf(x.Why).ID, web.FailureOf(x.Why).Args...),
		})
	}
	out["updated"], out["conflicts"], out["damaged"] = updated, conflicts, damaged
	ids := func(all []workflow.Segment) []string {
		out := []string{}
		for _, seg := range all {
			out = append(out, seg.ID)
		}
		return out
	}
	out["problems"], out["held"], out["others"] = problems, ids(rep.Held), ids(rep.Others)
	return c.JSON(http.StatusOK, out)
}

// listGaps lists what an article lacks before it can be signed off.
func (r *Room) listGaps(c *web.Call) error {
	gaps, err := r.Article.Gaps(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	type gap struct {
		Kind      workflow.GapKind `json:"kind"`
		Positions []int            `json:"positions"`
		Blocking  bool             `json:"blocking"`
	}
	out := []gap{}
	for _, g := range gaps {
		out = append(out, gap{g.Kind, g.Positions, g.Kind.Blocks()})
	}
	return c.JSON(http.StatusOK, out)
}

func (r *Room) signOff(c *web.Call) error {
	if err := r.Edition.SignOff(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	return r.showArticle(c)
}

func (r *Room) publish(c *web.Call) error {
	if err := r.Edition.Publish(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	return r.showArticle(c)
}
