package part

import (
	"net/url"
	"strconv"

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
