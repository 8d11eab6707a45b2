package quality

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/quality"
)

// page is the data of quality.html.
type page struct {
	web.Base
	Form         *web.Form
	Publications []word.Option
	All          part.ScoreCard
	People       []part.ScoreCard
	Articles     []part.ScoreCard
	Issues       []issueRow
	More         int // issues that are in the file only
}

// maxIssues is how many issues the page lists; the file has all.
const maxIssues = 200

// issueRow is an issue as the report lists it.
type issueRow struct {
	quality.JudgedIssue
	Kind, Grave, Quoted string
	Lang, Dir           string // of what is quoted
	TitleDir            string
	Path                string
	Cost                string
}

// showQuality reports on a period: the last thirty days unless the address says otherwise.
func (r *Room) showQuality(c *web.Call) error {
	f, filter, _ := part.QualityFilter(c, c.QueryParams()) // said at its field
	p := &page{Base: c.Base("quality.title"), Form: f}
	var err error
	if p.Publications, err = part.PublicationChoices(c, filter.Publication); err != nil {
		return err
	}
	q, err := r.Quality.Report(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	p.fill(c, q)
	p.All.Files = "/quality/file?" + url.Values{"from": {f.Value("from")}, "to": {f.Value("to")},
		"publication": {filter.Publication}}.Encode()
	return c.Page(http.StatusOK, "quality", p)
}

func (p *page) fill(c *web.Call, q quality.Report) {
	p.All = part.ScoreCardOf(c, q.All)
	for _, l := range q.People {
		p.People = append(p.People, part.ScoreCardOf(c, l))
	}
	for _, l := range q.Articles {
		p.Articles = append(p.Articles, part.ScoreCardOf(c, l))
	}
	for i := len(q.Issues) - 1; i >= 0; i-- {
		if len(p.Issues) == maxIssues {
			p.More = i + 1
			break
		}
		p.Issues = append(p.Issues, newIssueRow(c, q.Issues[i]))
	}
}

func newIssueRow(c *web.Call, i quality.JudgedIssue) issueRow {
	w := issueRow{JudgedIssue: i, Kind: c.TypeWord(i.Type), Grave: c.SeverityWord(i.Severity),
		Quoted: i.Quote(), Lang: i.Target, TitleDir: c.DirOf(i.Source),
		Path: part.ReviewPath(i.Article, url.Values{"show": {"all"}},
			workflow.Segment{ID: i.Segment, Position: i.Position}), Cost: c.Decimal(i.Points)}
	if i.Side == workflow.SourceSide {
		w.Lang = i.Source
	}
	w.Dir = c.DirOf(w.Lang)
	return w
}

// qualityFile answers the report as a file.
func (r *Room) qualityFile(c *web.Call) error {
	_, filter, err := part.QualityFilter(c, c.QueryParams())
	if err != nil {
		return err
	}
	kind, err := report.ParseFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	q, err := r.Quality.Report(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := report.Write(&body, q, kind); err != nil {
		return err
	}
	name := "quality-" + filter.Since.Format(time.DateOnly) + "." + kind
	if filter.Article != "" {
		name = "quality-" + strconv.Itoa(len(q.Issues)) + "." + kind
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, report.Types()[kind], body.Bytes())
}
