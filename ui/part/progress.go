package part

import (
	"strconv"

	"truchement/ui/web"
	"truchement/workflow"
)

// Progress is how far an article has come: a bar of four parts by words, and the same said in
// words by segments.
type Progress struct {
	Ratio string // "62 %" of the words are translated or further
	Label string
	Bars  []progressBar
}

// progressBar is one part of the bar. X and Width are in percent.
type progressBar struct {
	State    string
	X, Width string
}

// ProgressOf draws the bar of a summary. What is not translated yet is the empty end of the bar.
func ProgressOf(b web.Base, s workflow.Summary) Progress {
	total := s.Words.Total()
	p := Progress{Ratio: b.Percent(0), Label: countsInWords(b, s.Segments)}
	if total == 0 {
		return p
	}
	p.Ratio = b.Percent(float64(s.Words.Done()) / float64(total))
	x := 0.0
	for _, part := range []struct {
		state string
		words int
	}{
		{"reviewed", s.Words.Approved()}, {"translated", s.Words.Translated},
		{"returned", s.Words.Returned}, {"draft", s.Words.Draft},
	} {
		if part.words == 0 {
			continue
		}
		width := 100 * float64(part.words) / float64(total)
		p.Bars = append(p.Bars, progressBar{State: part.state, X: SVGLength(x), Width: SVGLength(width)})
		x += width
	}
	return p
}

// SVGLength writes a length as SVG has it, whatever the page's language.
func SVGLength(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// countsInWords says segments by state: "12 approuvés, 3 traduits et 4 à traduire".
func countsInWords(b web.Base, n workflow.Counts) string {
	var parts []string
	for _, part := range []struct {
		id    string
		count int
	}{
		{"count.reviewed", n.Approved()}, {"count.translated", n.Translated},
		{"count.returned", n.Returned}, {"count.draft", n.Draft}, {"count.initial", n.Initial},
	} {
		if part.count > 0 {
			parts = append(parts, b.T(part.id, "Count", part.count))
		}
	}
	return b.List(parts)
}
