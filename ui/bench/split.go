package bench

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// splitPage is the data of split.html.
type splitPage struct {
	web.Base
	Row    *part.Row
	Source []splitPlace
	Target []splitPlace
	Form   *web.Form
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
	chooseNearest(places, at)
	return places
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func chooseNearest(places []splitPlace, at int) {
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
// stood. A script that has chosen the place in the source asks for the one in the target alone.
func (r *Room) showSplit(c *web.Call) error {
	if c.WantsPart("target-cut") {
		at, err := strconv.Atoi(c.QueryParam("at"))
		if err != nil {
			return &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
		}
		cut, err := r.Desk.TargetCut(c.Ctx(), c.Actor, c.Param("id"), at)
		if err != nil {
			return err
		}
		return c.Part(http.StatusOK, "target-cut", cut)
	}
	return r.answerSplit(c, http.StatusOK, web.NewForm("at", c.QueryParam("at"),
		"target_at", c.QueryParam("target_at"), "view", c.QueryParam("view")))
}

func (r *Room) answerSplit(c *web.Call, status int, f *web.Form) error {
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	if g.Gone {
		return workflow.Fail(workflow.Conflict, "segment.gone")
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return err
	}
	target := f.Int("target_at")
	if at := f.Int("at"); target <= 0 && at > 0 {
		if target, err = r.Desk.TargetCut(c.Ctx(), c.Actor, g.ID, at); err != nil {
			return err
		}
	}
	return c.Page(status, "split", &splitPage{
		Base:   c.Base("split.title", "Position", g.Position),
		Row:    part.NewRowMaker(c, &v).Row(g),
		Source: splitPlaces(g.Source, f.Int("at")),
		Target: splitPlaces(g.Target, target),
		Form:   f, View: f.Value("view"),
		Path: segmentPath(v.ID, parseFilter(web.ParseQuery(f.Value("view"))), g)})
}

// splitSegment cuts a segment in two.
func (r *Room) splitSegment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := desk.Recut{Segment: c.Param("id"), Version: int64(f.Int("version")),
		At: f.Int("at"), TargetAt: f.Int("target_at")}
	all, err := r.Desk.Split(c.Ctx(), c.Actor, in)
	if err != nil && c.Refused(f, err, map[string]string{"recut.empty-part": "at"}) {
		return r.answerSplit(c, web.FormStatus(err), f)
	}
	if workflow.KindOf(err) == workflow.Conflict && err != nil {
		f.Problem = c.T("split.changed")
		return r.answerSplit(c, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	at := part.IndexOfSegment(all, in.Segment)
	if at < 0 { // merged away since the split
		return workflow.Fail(workflow.Conflict, "segment.gone")
	}
	g := all[at]
	return c.Done(segmentPath(g.Article, parseFilter(web.ParseQuery(f.Value("view"))), g),
		"split.done", "Position", g.Position)
}
