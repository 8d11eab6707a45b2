// Package report writes the report on quality as a file, for pages, the API and the command line.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"truchement/workflow"
	"truchement/workflow/format/csv"
	"truchement/workflow/lang"
	"truchement/workflow/mqm"
	"truchement/workflow/quality"
)

// Types are the formats of a report with their media types.
func Types() map[string]string {
	return map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json"}
}

// ParseFormat reads the name of a format of a report; nothing is csv.
func ParseFormat(name string) (string, error) {
	if name == "" {
		return "csv", nil
	}
	return workflow.ParseOption("option.format", name, slices.Sorted(maps.Keys(Types())))
}

// Write writes a report, as csv (an issue a row) or json (the scores too). Names of columns
// and members are English and stay; cells that a spreadsheet would take for formulas are made
// harmless, and names beside other words are isolated in direction.
func Write(w io.Writer, q quality.Report, format string) error {
	switch format {
	case "csv":
		return csv.WriteTable(w, qualityTable(q), csv.Options{})
	case "json":
		to := json.NewEncoder(w)
		to.SetEscapeHTML(false)
		to.SetIndent("", " ")
		return to.Encode(JSON(q))
	}
	return fmt.Errorf("no report as %q", format)
}

func qualityTable(q quality.Report) [][]string {
	rows := [][]string{{"id", "article", "title", "segment", "place", "side", "passage", "text", "begins",
		"ends", "dimension", "type", "severity", "points", "note", "author", "marked_by", "at",
		"publication"}}
	for _, i := range q.Issues {
		rows = append(rows, []string{i.ID, i.Article, i.Title, i.Segment, issuePlace(i), string(i.Side),
			i.Quote(), i.Text, strconv.Itoa(i.From), strconv.Itoa(i.To), string(i.Type.Dimension()),
			string(i.Type), string(i.Severity), strconv.FormatFloat(i.Points, 'f', -1, 64), i.Note, i.AuthorName, i.Marker,
			i.At.UTC().Format(time.RFC3339), i.Publisher})
	}
	return rows
}

// issuePlace says where an issue is in one cell: the title is isolated in direction, so that the number
// after it stays after it.
func issuePlace(i quality.JudgedIssue) string {
	return lang.Isolate(i.Title) + " · " + strconv.Itoa(i.Position)
}

// The JSON of a report.
type (
	reportJSON struct {
		Since    *time.Time      `json:"since,omitempty"`
		Until    *time.Time      `json:"until,omitempty"`
		All      lineJSON        `json:"all"`
		People   []lineJSON      `json:"people"`
		Articles []lineJSON      `json:"articles"`
		Issues   []reportedIssue `json:"issues"`
	}
	lineJSON struct {
		ID       string                    `json:"id,omitempty"`
		Name     string                    `json:"name,omitempty"`
		Segments int                       `json:"segments"`
		Words    int                       `json:"words"`
		Points   float64                   `json:"points"`
		PerWord  float64                   `json:"per_word"`
		Normed   float64                   `json:"per_thousand"`
		Raw      float64                   `json:"raw"`
		Score    float64                   `json:"score"`
		Passes   bool                      `json:"passes"`
		Small    bool                      `json:"small"`
		Counts   map[string]map[string]int `json:"counts"`
	}
	reportedIssue struct {
		Issue
		Title       string  `json:"title"`
		Points      float64 `json:"points"`
		Publication string  `json:"publication,omitempty"`
	}
)

// JSON is a report as programs get it.
func JSON(q quality.Report) reportJSON {
	out := reportJSON{All: lineOf(q.All), People: []lineJSON{}, Articles: []lineJSON{},
		Issues: []reportedIssue{}}
	if q.Filter.Article == "" {
		out.Since, out.Until = Stamp(q.Filter.Since), Stamp(q.Filter.Until)
	}
	for _, l := range q.People {
		out.People = append(out.People, lineOf(l))
	}
	for _, l := range q.Articles {
		out.Articles = append(out.Articles, lineOf(l))
	}
	for _, i := range q.Issues {
		is := IssueOf(i.Issue)
		is.Position, is.By, is.Author = i.Position, i.Marker, i.AuthorName
		out.Issues = append(out.Issues, reportedIssue{is, i.Title, i.Points, i.Publisher})
	}
	return out
}

func lineOf(l quality.Line) lineJSON {
	out := lineJSON{ID: l.ID, Name: l.Name, Segments: l.Segments, Words: l.Score.Words,
		Points: l.Score.Points, PerWord: l.Score.PerWord, Normed: l.Score.Normed, Raw: l.Score.Raw,
		Score: l.Score.Quality, Passes: l.Score.Passes, Small: l.Score.Small,
		Counts: map[string]map[string]int{}}
	for _, d := range mqm.Dimensions() {
		by := map[string]int{}
		for _, v := range mqm.Severities() {
			by[string(v)] = l.Count(d, v)
		}
		out.Counts[string(d)] = by
	}
	return out
}
