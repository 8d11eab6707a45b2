package part

import (
	"net/url"
	"slices"
	"time"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/mqm"
	"truchement/workflow/quality"
)

// ScoreCard is a score with what it is made of.
type ScoreCard struct {
	*word.Speech
	quality.Line
	Path  string
	Dir   string // of the name of an article
	Files string // where the report is downloaded; empty: nowhere
	Brief bool   // only severities that there are: the card is narrow
}

// scoreRow is how many issues of a dimension there are, by severity.
type scoreRow struct {
	Word   string
	Counts []int
	Total  int
}

// ScoreCardOf makes the card of a line of the report.
func ScoreCardOf(c *web.Call, l quality.Line) ScoreCard {
	q := ScoreCard{Speech: c.Speech, Line: l}
	if l.Lang != "" {
		q.Path, q.Dir = ArticlePath(l.ID)+"#quality", c.DirOf(l.Lang)
	}
	return q
}

// Per says the penalty by a thousand words.
func (q ScoreCard) Per() string { return q.Decimal(q.Score.Normed) }

// Note says the score.
func (q ScoreCard) Note() string { return q.Decimal(q.Score.Quality) }

// Floor says the score that passes.
func (q ScoreCard) Floor() string { return q.Decimal(q.Scheme.OrUsual().Threshold) }

// Judged says how many words were judged.
func (q ScoreCard) Judged() string {
	return q.T("quality.words", "Count", q.Tally.Words)
}

// Issues is how many issues count.
func (q ScoreCard) Issues() int { return q.Count("", "") }

// graves are the severities that have a column.
func (q ScoreCard) graves() []mqm.Severity {
	if !q.Brief {
		return mqm.Severities()
	}
	return slices.DeleteFunc(mqm.Severities(), func(v mqm.Severity) bool { return q.Count("", v) == 0 })
}

// BySeverity is how many issues there are of each severity.
func (q ScoreCard) BySeverity() []int {
	var all []int
	for _, v := range q.graves() {
		all = append(all, q.Count("", v))
	}
	return all
}

// Rows are the counts by dimension and severity, dimensions without issues too.
func (q ScoreCard) Rows() []scoreRow {
	var rows []scoreRow
	for _, d := range mqm.Dimensions() {
		row := scoreRow{Word: q.TypeWord(mqm.Type(d)), Total: q.Count(d, "")}
		for _, v := range q.graves() {
			row.Counts = append(row.Counts, q.Count(d, v))
		}
		rows = append(rows, row)
	}
	return rows
}

// Severities are the heads of the columns.
func (q ScoreCard) Severities() []string {
	var words []string
	for _, v := range q.graves() {
		words = append(words, q.SeverityWord(v))
	}
	return words
}

// QualityFilter reads the period, by days of the newsroom, and the publication. Days that cannot be
// are said at their fields and refused.
func QualityFilter(c *web.Call, q url.Values) (*web.Form, quality.Filter, error) {
	today := EndOfDay(c.Server.Now(), c.Zone).AddDate(0, 0, -1)
	from, to := today.AddDate(0, 0, -29), today
	f := web.NewForm("publication", q.Get("publication"), "from", q.Get("from"), "to", q.Get("to"))
	err := Days(c, f, "from", "to", &from, &to)
	for name, day := range map[string]time.Time{"from": from, "to": to} {
		if f.Value(name) == "" {
			f.Values.Set(name, day.Format(time.DateOnly))
		}
	}
	return f, quality.Filter{Since: from, Until: EndOfDay(to, c.Zone),
		Publication: q.Get("publication"), Article: q.Get("article")}, err
}

// ArticleScore is the score of an article as its page shows it.
func ArticleScore(c *web.Call, v workflow.ArticleView) (*ScoreCard, error) {
	issues, err := c.Server.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Article: v.ID, Open: true})
	if err != nil {
		return nil, err
	}
	l := quality.LineOf(v, issues)
	if l.Segments == 0 {
		return nil, nil
	}
	q := ScoreCardOf(c, l)
	q.Files, q.Brief = "/quality/file?article="+v.ID, true
	return &q, nil
}
