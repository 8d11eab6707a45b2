package part

import (
	"net/url"
	"strconv"
	"strings"

	"truchement/workflow"
)

// ArticlePath is the address of an article.
func ArticlePath(id string) string { return "/articles/" + id }

// HistoryPath is the address of a segment's history.
func HistoryPath(s workflow.Segment) string { return "/segments/" + s.ID + "/history" }

// ReviewPath is the address of a segment in the review, with the filter of the list in q.
func ReviewPath(article string, q url.Values, g workflow.Segment) string {
	q.Set("s", g.ID)
	return ArticlePath(article) + "/review?" + q.Encode() + "#s" + strconv.Itoa(g.Position)
}

// BenchPath is the address of a segment on the workbench.
func BenchPath(article string, s workflow.Segment) string {
	return ArticlePath(article) + "/bench?s=" + s.ID + "#s" + strconv.Itoa(s.Position)
}

// EditionPath is the address of a published edition.
func EditionPath(article string) string { return "/editions/" + url.PathEscape(article) }

// TaskPath is where one goes on with a task: at its next segment, on the workbench or in the review.
func TaskPath(t workflow.Task) string {
	next := workflow.Segment{ID: t.Next.Segment, Position: t.Next.Position}
	if t.Role == workflow.Editor {
		return ReviewPath(t.Article, url.Values{}, next)
	}
	return BenchPath(t.Article, next)
}

// Ranges writes positions as runs: "1–4, 9".
func Ranges(at []int) string {
	var runs []string
	for i := 0; i < len(at); {
		j := i
		for j+1 < len(at) && at[j+1] == at[j]+1 {
			j++
		}
		run := strconv.Itoa(at[i])
		if j > i {
			run += "\u2013" + strconv.Itoa(at[j])
		}
		runs, i = append(runs, run), j+1
	}
	return strings.Join(runs, ", ")
}

// ReadRange reads from which to which segment, by their positions, a page or a form is about: all of them unless it says so.
func ReadRange(q url.Values, last int) (from, to int, err error) {
	from, to = 1, last
	for name, at := range map[string]*int{"from": &from, "to": &to} {
		if q.Get(name) == "" {
			continue
		}
		if *at, err = strconv.Atoi(q.Get(name)); err != nil {
			break
		}
	}
	if err != nil || from < 1 || to > last || from > to && last > 0 {
		return 0, 0, workflow.Fail(workflow.Invalid, "article.range", "Last", last)
	}
	return from, to, nil
}
