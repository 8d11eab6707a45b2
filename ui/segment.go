package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"truchement/workflow"
)

// saveSegment takes the editor's form. Whatever button was pressed, what was typed is saved
// first: do is save, next, stay, prev, clear, merge, split or undo.
func (s *benchRoom) saveSegment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	g, err := s.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	if person := f.Value("person"); person != "" && person != c.actor.ID {
		return &fault{status: http.StatusUnauthorized, id: "fault.other-person"}
	}
	do := f.Value("do")
	in, err := c.saveOf(f, do)
	if err != nil {
		return err
	}
	saved, err := s.saveTyped(c, g, in)
	if err == nil && do == "clear" {
		saved, err = s.Desk.Save(c.ctx(), c.actor, workflow.Save{Segment: g.ID,
			Version: saved.Version, Clear: true, Op: opOf(f.Value("op"), do, "")})
	}
	if err != nil {
		return s.segmentAgain(c, f, g, err)
	}
	if c.wantsPart("v-" + g.ID) {
		return s.segmentSaved(c, f, saved)
	}
	return s.segmentDo(c, f, saved)
}

// saveOf reads the form.
func (c *call) saveOf(f *form, do string) (workflow.Save, error) {
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return workflow.Save{}, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
	}
	return workflow.Save{Segment: c.Param("id"), Version: version, Target: f.Value("target"),
		Confirm: do == "next" || do == "stay", Op: opOf(f.Value("op"), do, f.Value("target"))}, nil
}

// saveTyped saves what the form holds if anything was typed. A form that holds what it was
// opened with is no save, even when somebody else has changed the segment since.
func (s *benchRoom) saveTyped(c *call, g workflow.Segment, in workflow.Save) (workflow.Segment, error) {
	if !in.Confirm && in.Target == g.Target.Markup() {
		return g, nil
	}
	if !in.Confirm && in.Version != g.Version {
		changes, err := s.Desk.History(c.ctx(), c.actor, g.ID)
		if err != nil {
			return g, err
		}
		if in.Target == lastChange(changes, g.ID, in.Version).To.Target.Markup() {
			return g, nil
		}
	}
	return s.Desk.Save(c.ctx(), c.actor, in)
}

// opOf makes the key of a save from the form's own and what it sends: sent again it is the same
// save, but gone back to and changed it is another.
func opOf(op, do, text string) string {
	if op == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(op + "\x00" + do + "\x00" + text))
	return hex.EncodeToString(sum[:16])
}

// segmentSaved answers a save by the outbox: the state that now stands, what the status strip
// says, and after a confirmation the rows that the reader goes on with.
func (s *benchRoom) segmentSaved(c *call, f *form, g workflow.Segment) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, g.Article)
	if err != nil {
		return err
	}
	saved := &savedPart{segmentRow: c.rows(&v).row(g),
		Meter: c.bare().progressOf(v.Summary)}
	if do := f.Value("do"); do != "next" && do != "prev" && do != "stay" {
		return c.part(http.StatusOK, "segment-saved", saved)
	}
	filter := benchFilterOf(parseView(f.Value("view")))
	to, err := s.neighbour(c, filter, g, f.Value("do"))
	if err != nil {
		return err
	}
	saved.Next = benchPath(g.Article, filter, to)
	saved.Notice = &notice{Kind: "ok", Text: c.T(saidOf(f.Value("do")), "Position", g.Position)}
	return s.benchPage(c, http.StatusOK, benchAsk{article: g.Article, active: to.ID,
		filter: filter, saved: saved})
}

// savedPart is the data of the part "segment-saved".
type savedPart struct {
	*segmentRow
	Meter progress
	Next  string // where the reader goes on; empty: they stay
}

// Said is what the status strip says.
func (p *savedPart) Said() string { return p.T("bench.saved-at", "Time", p.Time(p.Updated)) }

// segmentDo does what the pressed button is for, once the text is saved.
func (s *benchRoom) segmentDo(c *call, f *form, g workflow.Segment) error {
	var err error
	at := workflow.Recut{Segment: g.ID, Version: g.Version}
	switch f.Value("do") {
	case "merge":
		_, err = s.Desk.Merge(c.ctx(), c.actor, at)
	case "undo":
		_, err = s.Desk.UndoLast(c.ctx(), c.actor, g.ID)
	case "split":
		return c.Redirect(http.StatusSeeOther, "/segments/"+g.ID+"/cut?"+url.Values{
			"view": {f.Value("view")}, "at": {f.Value("at")},
			"target_at": {f.Value("target_at")}}.Encode())
	}
	if err != nil {
		return s.segmentAgain(c, f, g, err)
	}
	return s.goOn(c, f, g)
}

// goOn sends the reader to the segment that comes next, where the button says so.
func (s *benchRoom) goOn(c *call, f *form, g workflow.Segment) error {
	said := saidOf(f.Value("do"))
	if f.Value("from") == "review" {
		return c.done(reviewPath(g.Article, f.Value("view"), g), said, "Position", g.Position)
	}
	filter := benchFilterOf(parseView(f.Value("view")))
	to, err := s.neighbour(c, filter, g, f.Value("do"))
	if err != nil {
		return err
	}
	return c.done(benchPath(g.Article, filter, to), said, "Position", g.Position)
}

// saidOf is the message for what a button did.
func saidOf(do string) string {
	return map[string]string{"save": "bench.was-saved", "stay": "bench.was-confirmed",
		"next": "bench.was-confirmed", "prev": "bench.was-saved", "clear": "bench.was-cleared",
		"merge": "bench.was-merged", "undo": "bench.was-undone"}[do]
}

// neighbour is the segment after (or before) g on the reader's list, or g at its end.
func (s *benchRoom) neighbour(
	c *call, f benchFilter, g workflow.Segment, do string,
) (workflow.Segment, error) {
	v, err := s.Desk.Article(c.ctx(), c.actor, g.Article)
	if err != nil {
		return g, err
	}
	here := indexOfSegment(v.Segments, g.ID)
	if here < 0 {
		return g, nil
	}
	news, _, err := s.Desk.News(c.ctx(), c.actor, v.ID)
	if err != nil {
		return g, err
	}
	matches, step := f.matcher(v, c.actor.ID, news), 0
	switch do {
	case "next":
		step = 1
	case "prev":
		step = -1
	}
	for i := here + step; step != 0 && i >= 0 && i < len(v.Segments); i += step {
		if matches(v.Segments[i]) {
			return v.Segments[i], nil
		}
	}
	return v.Segments[here], nil
}

// parseView reads the filter a form carries; a damaged one is no filter.
func parseView(view string) url.Values {
	q, err := url.ParseQuery(view)
	if err != nil {
		return url.Values{}
	}
	return q
}

// segmentAgain shows the editor again with what was typed, and why it was not saved.
func (s *benchRoom) segmentAgain(c *call, f *form, g workflow.Segment, err error) error {
	t := troubleOf(err)
	if t.status >= http.StatusInternalServerError && t.status != http.StatusServiceUnavailable ||
		t.status == http.StatusNotFound {
		return err
	}
	version, perr := strconv.ParseInt(f.Value("version"), 10, 64)
	if perr != nil {
		version = g.Version
	}
	edit := &segmentEdit{segment: g.ID, Text: f.Value("target"), Version: version}
	var conflict *workflow.ConflictError
	if errors.As(err, &conflict) {
		card, cerr := s.conflictCard(c, conflict)
		if cerr != nil {
			return cerr
		}
		edit.Conflict, edit.Version, edit.Text = card, conflict.Current.Version, card.MergedText
	} else {
		edit.Problem = c.T(t.id, t.args...)
	}
	if f.Value("from") == "review" {
		return s.review.reviewPage(c, t.status, reviewAsk{article: g.Article, active: g.ID,
			filter: reviewFilterOf(parseView(f.Value("view"))), edit: edit})
	}
	return s.benchPage(c, t.status, benchAsk{article: g.Article, active: g.ID,
		filter: benchFilterOf(parseView(f.Value("view"))), edit: edit})
}

// keptPage is the data of kept.html: a text that was sent when the session was over.
type keptPage struct {
	base
	Form   *form
	Action string
	SignIn string
}

// keepTyped shows what a save sent that nobody was signed in for, with a button to send it again.
func (s *benchRoom) keepTyped(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	path := c.Request().URL.Path
	return c.page(http.StatusUnauthorized, "kept", &keptPage{base: c.base("kept.title"), Form: f,
		Action: path, SignIn: signInPath(path)})
}

// Fields are the hidden fields of the form as it was sent.
func (p *keptPage) Fields() []option {
	var fields []option
	for _, name := range []string{"version", "op", "view", "from"} {
		fields = append(fields, option{name, p.Form.Value(name)})
	}
	return fields
}
