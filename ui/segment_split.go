package ui

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// splitPage is the data of split.html.
type splitPage struct {
	base
	Row    *segmentRow
	Source []splitPlace
	Target []splitPlace
	Form   *form
	View   string
	Path   string // back to the workbench
}

// splitPlace is a word and the place before it where a cut may go.
type splitPlace struct {
	At     int // characters before the word
	Word   string
	Cut    bool // a cut may go before it: not before the first word, nor before a lone sign
	Chosen bool
}

// splitPlaces are the words of a text; the one nearest to the character at is chosen.
func splitPlaces(t bitext.Text, at int) []splitPlace {
	var places []splitPlace
	word, start, n := "", 0, 0
	flush := func() {
		if word != "" {
			places = append(places, splitPlace{At: start, Word: strings.ReplaceAll(word, "\ufffc", "▫"),
				Cut: len(places) > 0 && strings.IndexFunc(word, letterOrDigit) >= 0})
		}
		word = ""
	}
	for _, r := range t.Flat() {
		if unicode.IsSpace(r) {
			flush()
		} else {
			if word == "" {
				start = n
			}
			word += string(r)
		}
		n++
	}
	flush()
	choose(places, at)
	return places
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func choose(places []splitPlace, at int) {
	best := -1
	for i, p := range places {
		if at > 0 && p.Cut && (best < 0 || distance(p.At, at) < distance(places[best].At, at)) {
			best = i
		}
	}
	if best >= 0 {
		places[best].Chosen = true
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// showSplit offers the words to cut a segment before. ?at= and ?target_at= are where the carets
// stood.
func (s *benchRoom) showSplit(c *call) error {
	return s.splitPage(c, http.StatusOK, filled("at", c.QueryParam("at"),
		"target_at", c.QueryParam("target_at"), "view", c.QueryParam("view")))
}

func (s *benchRoom) splitPage(c *call, status int, f *form) error {
	g, err := s.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	if g.Gone {
		return workflow.Fail(workflow.Conflict, "segment.gone")
	}
	v, err := s.Desk.Article(c.ctx(), c.actor, g.Article)
	if err != nil {
		return err
	}
	target := f.number("target_at")
	if at := f.number("at"); target <= 0 && at > 0 {
		if target, err = s.Desk.TargetCut(c.ctx(), c.actor, g.ID, at); err != nil {
			return err
		}
	}
	return c.page(status, "split", &splitPage{
		base:   c.base("split.title", "Position", g.Position),
		Row:    c.rows(&v).row(g),
		Source: splitPlaces(g.Source, f.number("at")),
		Target: splitPlaces(g.Target, target),
		Form:   f, View: f.Value("view"),
		Path: benchPath(v.ID, benchFilterOf(parseView(f.Value("view"))), g)})
}

// number is a field as a whole number; -1 when it is none.
func (f *form) number(name string) int {
	n, err := strconv.Atoi(f.Value(name))
	if err != nil {
		return -1
	}
	return n
}

// splitSegment cuts a segment in two.
func (s *benchRoom) splitSegment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.Recut{Segment: c.Param("id"), Version: int64(f.number("version")),
		At: f.number("at"), TargetAt: f.number("target_at")}
	all, err := s.Desk.Split(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, map[string]string{"recut.empty-part": "at"}) {
		return s.splitPage(c, statusOfForm(err), f)
	}
	if workflow.KindOf(err) == workflow.Conflict && err != nil {
		f.Problem = c.T("split.changed")
		return s.splitPage(c, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	at := indexOfSegment(all, in.Segment)
	if at < 0 { // merged away since the split
		return workflow.Fail(workflow.Conflict, "segment.gone")
	}
	g := all[at]
	return c.done(benchPath(g.Article, benchFilterOf(parseView(f.Value("view"))), g),
		"split.done", "Position", g.Position)
}
