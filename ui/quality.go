package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"truchement/workflow"
	"truchement/workflow/mqm"
)

// qualityPage is the data of quality.html.
type qualityPage struct {
	base
	Form         *form
	Publications []option
	All          qualityCard
	People       []qualityCard
	Articles     []qualityCard
	Issues       []qualityIssue
	More         int // issues that are in the file only
}

// qualityMost is how many issues the page lists; the file has all.
const qualityMost = 200

// qualityCard is a score with what it is made of.
type qualityCard struct {
	*speech
	workflow.QualityLine
	Path  string
	Dir   string // of the name of an article
	Files string // where the report is downloaded; empty: nowhere
	Brief bool   // only severities that there are: the card is narrow
}

// qualityRow is how many issues of a dimension there are, by severity.
type qualityRow struct {
	Word   string
	Counts []int
	Total  int
}

// qualityIssue is an issue as the report lists it.
type qualityIssue struct {
	workflow.JudgedIssue
	Kind, Grave, Quoted string
	Lang, Dir           string // of what is quoted
	TitleDir            string
	Path                string
	Cost                string
}

func (c *call) qualityCard(l workflow.QualityLine) qualityCard {
	q := qualityCard{speech: c.speech, QualityLine: l}
	if l.Lang != "" {
		q.Path, q.Dir = articlePath(l.ID)+"#quality", c.DirOf(l.Lang)
	}
	return q
}

// Per says the penalty by a thousand words.
func (q qualityCard) Per() string { return q.Decimal(q.Score.Normed) }

// Note says the score.
func (q qualityCard) Note() string { return q.Decimal(q.Score.Quality) }

// Floor says the score that passes.
func (q qualityCard) Floor() string { return q.Decimal(q.Scheme.OrUsual().Threshold) }

// Judged says how many words were judged.
func (q qualityCard) Judged() string {
	return q.T("quality.words", "Count", q.Tally.Words)
}

// Issues is how many issues count.
func (q qualityCard) Issues() int { return q.Count("", "") }

// graves are the severities that have a column.
func (q qualityCard) graves() []mqm.Severity {
	if !q.Brief {
		return mqm.Severities()
	}
	return slices.DeleteFunc(mqm.Severities(), func(v mqm.Severity) bool { return q.Count("", v) == 0 })
}

// BySeverity is how many issues there are of each severity.
func (q qualityCard) BySeverity() []int {
	var all []int
	for _, v := range q.graves() {
		all = append(all, q.Count("", v))
	}
	return all
}

// Rows are the counts by dimension and severity, dimensions without issues too.
func (q qualityCard) Rows() []qualityRow {
	var rows []qualityRow
	for _, d := range mqm.Dimensions() {
		row := qualityRow{Word: q.TypeWord(mqm.Type(d)), Total: q.Count(d, "")}
		for _, v := range q.graves() {
			row.Counts = append(row.Counts, q.Count(d, v))
		}
		rows = append(rows, row)
	}
	return rows
}

// Severities are the heads of the columns.
func (q qualityCard) Severities() []string {
	var words []string
	for _, v := range q.graves() {
		words = append(words, q.SeverityWord(v))
	}
	return words
}

// showQuality reports on a period: the last thirty days unless the address says otherwise.
func (s *qualityRoom) showQuality(c *call) error {
	f, filter := c.qualityFilter(c.QueryParams())
	p := &qualityPage{base: c.base("quality.title"), Form: f}
	var err error
	if p.Publications, err = c.publicationChoices(filter.Publication); err != nil {
		return err
	}
	q, err := s.Desk.Quality(c.ctx(), c.actor, filter)
	if err != nil {
		return err
	}
	p.fill(c, q)
	p.All.Files = "/quality/file?" + url.Values{"from": {f.Value("from")}, "to": {f.Value("to")},
		"publication": {filter.Publication}}.Encode()
	return c.page(http.StatusOK, "quality", p)
}

func (p *qualityPage) fill(c *call, q workflow.Quality) {
	p.All = c.qualityCard(q.All)
	for _, l := range q.People {
		p.People = append(p.People, c.qualityCard(l))
	}
	for _, l := range q.Articles {
		p.Articles = append(p.Articles, c.qualityCard(l))
	}
	for i := len(q.Issues) - 1; i >= 0; i-- {
		if len(p.Issues) == qualityMost {
			p.More = i + 1
			break
		}
		p.Issues = append(p.Issues, c.qualityIssue(q.Issues[i]))
	}
}

func (c *call) qualityIssue(i workflow.JudgedIssue) qualityIssue {
	w := qualityIssue{JudgedIssue: i, Kind: c.TypeWord(i.Type), Grave: c.SeverityWord(i.Severity),
		Quoted: i.Quote(), Lang: i.Target, TitleDir: c.DirOf(i.Source),
		Path: reviewLink(i.Article, url.Values{"show": {"all"}},
			workflow.Segment{ID: i.Segment, Position: i.Position}), Cost: c.Decimal(i.Points)}
	if i.Side == workflow.SourceSide {
		w.Lang = i.Source
	}
	w.Dir = c.DirOf(w.Lang)
	return w
}

// qualityFilter reads the period, by days of the newsroom, and the publication.
func (c *call) qualityFilter(q url.Values) (*form, workflow.QualityFilter) {
	today := endOfDay(c.server.Now(), c.zone).AddDate(0, 0, -1)
	from, to := today.AddDate(0, 0, -29), today
	f := filled("publication", q.Get("publication"))
	for name, day := range map[string]*time.Time{"from": &from, "to": &to} {
		if text := q.Get(name); text != "" {
			t, err := time.ParseInLocation(time.DateOnly, westernDigits(text), c.zone)
			if err != nil {
				f.wrong(name, c.T("due.wrong"))
				f.values.Set(name, text)
				continue
			}
			*day = t
		}
		f.values.Set(name, day.Format(time.DateOnly))
	}
	return f, workflow.QualityFilter{Since: from, Until: endOfDay(to, c.zone),
		Publication: q.Get("publication"), Article: q.Get("article")}
}

// qualityFile hands the report out as a file.
func (s *qualityRoom) qualityFile(c *call) error {
	_, filter := c.qualityFilter(c.QueryParams())
	kind := c.QueryParam("format")
	if kind == "" {
		kind = "csv"
	}
	if !KnowsQuality(kind) {
		return &fault{status: http.StatusUnprocessableEntity, id: "export.format"}
	}
	q, err := s.Desk.Quality(c.ctx(), c.actor, filter)
	if err != nil {
		return err
	}
	body, err := qualityBody(q, kind)
	if err != nil {
		return err
	}
	name := "quality-" + filter.Since.Format(time.DateOnly) + "." + kind
	if filter.Article != "" {
		name = "quality-" + strconv.Itoa(len(q.Issues)) + "." + kind
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, qualityTypes()[kind], body)
}

// qualityOf is the score of an article as its page shows it.
func (c *call) qualityOf(v workflow.ArticleView) (*qualityCard, error) {
	issues, err := c.server.Desk.Issues(c.ctx(), c.actor, workflow.IssueFilter{Article: v.ID, Open: true})
	if err != nil {
		return nil, err
	}
	l := workflow.QualityOf(v, issues)
	if l.Segments == 0 {
		return nil, nil
	}
	q := c.qualityCard(l)
	q.Files, q.Brief = "/quality/file?article="+v.ID, true
	return &q, nil
}
