package bench

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/review"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// saveSegment takes the editor's form. Whatever button was pressed, what was typed is saved
// first: do is save, next, stay, prev, clear, merge, split or undo.
func (r *Room) saveSegment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	if person := f.Value("person"); person != "" && person != c.Actor.ID {
		return &web.Fault{Status: http.StatusUnauthorized, Id: "fault.other-person"}
	}
	do := f.Value("do")
	in, err := saveOf(c, f, do)
	if err != nil {
		return err
	}
	saved, err := r.saveTyped(c, g, in)
	if err == nil && do == "clear" {
		saved, err = r.Desk.Save(c.Ctx(), c.Actor, desk.Save{Segment: g.ID,
			Version: saved.Version, Clear: true, Op: part.SaveKey(f.Value("op"), do, "")})
	}
	if err != nil {
		return r.segmentAgain(c, f, g, err)
	}
	if c.WantsPart("v-" + g.ID) {
		return r.segmentSaved(c, f, saved)
	}
	return r.segmentDo(c, f, saved)
}

// saveOf reads the form.
func saveOf(c *web.Call, f *web.Form, do string) (desk.Save, error) {
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return desk.Save{}, &web.Fault{Status: http.StatusBadRequest, Id: "fault.invalid", Cause: err}
	}
	return desk.Save{Segment: c.Param("id"), Version: version, Target: f.Value("target"),
		Confirm: do == "next" || do == "stay", Op: part.SaveKey(f.Value("op"), do, f.Value("target"))}, nil
}

// saveTyped saves what the form holds if anything was typed. A form that holds what it was
// opened with is no save, even when somebody else has changed the segment since.
func (r *Room) saveTyped(c *web.Call, g workflow.Segment, in desk.Save) (workflow.Segment, error) {
	if !in.Confirm && in.Target == g.Target.Markup() {
		return g, nil
	}
	if !in.Confirm && in.Version != g.Version {
		changes, err := r.Desk.History(c.Ctx(), c.Actor, g.ID)
		if err != nil {
			return g, err
		}
		if in.Target == part.LastChange(changes, g.ID, in.Version).To.Target.Markup() {
			return g, nil
		}
	}
	return r.Desk.Save(c.Ctx(), c.Actor, in)
}

// segmentSaved answers a save by the outbox: the state that now stands, what the status strip
// says, and after a confirmation the rows that the reader goes on with.
func (r *Room) segmentSaved(c *web.Call, f *web.Form, g workflow.Segment) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return err
	}
	saved := &savedPart{Row: part.RowsOf(c, &v).Row(g),
		Meter: part.ProgressOf(c.RowBase(), v.Summary)}
	if do := f.Value("do"); do != "next" && do != "prev" && do != "stay" {
		return c.Part(http.StatusOK, "segment-saved", saved)
	}
	filter := benchFilterOf(web.ParseQuery(f.Value("view")))
	to, err := r.neighbour(c, filter, g, f.Value("do"))
	if err != nil {
		return err
	}
	saved.Next = benchPath(g.Article, filter, to)
	saved.Notice = &web.Notice{Kind: "ok", Text: c.T(saidOf(f.Value("do")), "Position", g.Position)}
	return r.benchPage(c, http.StatusOK, benchAsk{article: g.Article, active: to.ID,
		filter: filter, saved: saved})
}

// savedPart is the data of the part "segment-saved".
type savedPart struct {
	*part.Row
	Meter part.Progress
	Next  string // where the reader goes on; empty: they stay
}

// Said is what the status strip says.
func (p *savedPart) Said() string { return p.T("bench.saved-at", "Time", p.Time(p.Updated)) }

// segmentDo does what the pressed button is for, once the text is saved.
func (r *Room) segmentDo(c *web.Call, f *web.Form, g workflow.Segment) error {
	var err error
	at := desk.Recut{Segment: g.ID, Version: g.Version}
	switch f.Value("do") {
	case "merge":
		_, err = r.Desk.Merge(c.Ctx(), c.Actor, at)
	case "undo":
		_, err = r.Desk.UndoLast(c.Ctx(), c.Actor, g.ID)
	case "split":
		return c.Redirect(http.StatusSeeOther, "/segments/"+g.ID+"/cut?"+url.Values{
			"view": {f.Value("view")}, "at": {f.Value("at")},
			"target_at": {f.Value("target_at")}}.Encode())
	}
	if err != nil {
		return r.segmentAgain(c, f, g, err)
	}
	return r.goOn(c, f, g)
}

// goOn sends the reader to the segment that comes next, where the button says so.
func (r *Room) goOn(c *web.Call, f *web.Form, g workflow.Segment) error {
	said := saidOf(f.Value("do"))
	if f.Value("from") == "review" {
		return c.Done(review.ReviewPath(g.Article, f.Value("view"), g), said, "Position", g.Position)
	}
	filter := benchFilterOf(web.ParseQuery(f.Value("view")))
	to, err := r.neighbour(c, filter, g, f.Value("do"))
	if err != nil {
		return err
	}
	return c.Done(benchPath(g.Article, filter, to), said, "Position", g.Position)
}

// saidOf is the message for what a button did.
func saidOf(do string) string {
	return map[string]string{"save": "bench.was-saved", "stay": "bench.was-confirmed",
		"next": "bench.was-confirmed", "prev": "bench.was-saved", "clear": "bench.was-cleared",
		"merge": "bench.was-merged", "undo": "bench.was-undone"}[do]
}

// neighbour is the segment after (or before) g on the reader's list, or g at its end.
func (r *Room) neighbour(
	c *web.Call, f benchFilter, g workflow.Segment, do string,
) (workflow.Segment, error) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return g, err
	}
	here := part.IndexOfSegment(v.Segments, g.ID)
	if here < 0 {
		return g, nil
	}
	news, _, err := r.Plan.News(c.Ctx(), c.Actor, v.ID)
	if err != nil {
		return g, err
	}
	matches, step := f.matcher(v, c.Actor.ID, news), 0
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

// segmentAgain shows the editor again with what was typed, and why it was not saved.
func (r *Room) segmentAgain(c *web.Call, f *web.Form, g workflow.Segment, err error) error {
	t := web.FailureOf(err)
	if t.Status >= http.StatusInternalServerError && t.Status != http.StatusServiceUnavailable ||
		t.Status == http.StatusNotFound {
		return err
	}
	version, perr := strconv.ParseInt(f.Value("version"), 10, 64)
	if perr != nil {
		version = g.Version
	}
	edit := &part.Edit{Segment: g.ID, Text: f.Value("target"), Version: version}
	var conflict *workflow.ConflictError
	if errors.As(err, &conflict) {
		card, cerr := r.conflictCard(c, conflict)
		if cerr != nil {
			return cerr
		}
		edit.Conflict, edit.Version, edit.Text = card, conflict.Current.Version, card.MergedText
	} else {
		edit.Problem = c.T(t.Id, t.Args...)
	}
	if f.Value("from") == "review" {
		return r.Review.ReviewPage(c, t.Status, review.ReviewAsk{Article: g.Article, Active: g.ID,
			Filter: review.ReviewFilterOf(web.ParseQuery(f.Value("view"))), Edit: edit})
	}
	return r.benchPage(c, t.Status, benchAsk{article: g.Article, active: g.ID,
		filter: benchFilterOf(web.ParseQuery(f.Value("view"))), edit: edit})
}

// keptPage is the data of kept.html: a text that was sent when the session was over.
type keptPage struct {
	web.Base
	Form   *web.Form
	Action string
	SignIn string
}

// keepTyped shows what a save sent that nobody was signed in for, with a button to send it again.
func (r *Room) keepTyped(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	path := c.Request().URL.Path
	return c.Page(http.StatusUnauthorized, "kept", &keptPage{Base: c.Base("kept.title"), Form: f,
		Action: path, SignIn: web.SignInPath(path)})
}

// Fields are the hidden fields of the form as it was sent.
func (p *keptPage) Fields() []word.Option {
	var fields []word.Option
	for _, name := range []string{"version", "op", "view", "from"} {
		fields = append(fields, word.Option{Value: name, Word: p.Form.Value(name)})
	}
	return fields
}
