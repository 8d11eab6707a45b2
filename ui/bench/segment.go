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
	if person := f.Value("person"); person != "" && person != c.Actor.ID {
		return &web.Fault{Status: http.StatusUnauthorized, ID: "fault.other-person"}
	}
	in, err := r.fieldSaveOf(c, f)
	if err != nil {
		return err
	}
	saved, err := r.Desk.SaveField(c.Ctx(), c.Actor, in)
	if err != nil {
		return r.answerRefusedSave(c, f, in.Segment, err)
	}
	if c.WantsPart("v-" + in.Segment) {
		return r.answerSaved(c, f, saved)
	}
	return r.carryOut(c, f, saved)
}

// fieldSaveOf reads the form.
func (r *Room) fieldSaveOf(c *web.Call, f *web.Form) (in desk.FieldSave, err error) {
	do := f.Value("do")
	in.Segment, in.Target = c.Param("id"), f.Value("target")
	if in.Version, err = strconv.ParseInt(f.Value("version"), 10, 64); err != nil {
		return in, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	in.Op = part.SaveKey(f.Value("op"), do, in.Target)
	in.Confirm, in.Clear = do == "next" || do == "stay", do == "clear"
	switch do {
	case "next":
		in.Step = desk.Forward
	case "prev":
		in.Step = desk.Backward
	}
	filter := parseFilter(web.ParseQuery(f.Value("view")))
	in.Filter = filter.segments(c.Actor.ID, nil)
	if !filter.News || in.Step == desk.Stay {
		return in, nil
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, in.Segment)
	if err != nil {
		return in, err
	}
	in.Filter, err = r.segmentsOf(c, g.Article, filter)
	return in, err
}

// answerSaved answers a save by the outbox: the state of the segment, what the status bar says,
// and after a confirmation the rows of the next segment.
func (r *Room) answerSaved(c *web.Call, f *web.Form, saved desk.FieldSaved) error {
	g := saved.Segment
	v, err := r.Article.ReadSegments(c.Ctx(), c.Actor, g.Article)
	if err != nil {
		return err
	}
	p := &savedAnswer{Row: part.NewRowMaker(c, &v).Row(g),
		Meter: part.ProgressOf(c.RowBase(), saved.Counted)}
	part.TellSaved(c, g)
	do := f.Value("do")
	if do != "next" && do != "prev" && do != "stay" {
		return c.Part(http.StatusOK, "segment-saved", p)
	}
	filter := parseFilter(web.ParseQuery(f.Value("view")))
	p.Next = segmentPath(g.Article, filter, saved.Next)
	p.Notice = &web.Notice{Kind: "ok", Text: c.T(doneMessage(do), "Position", g.Position)}
	return r.benchPart(c, request{article: g.Article, active: saved.Next.ID, filter: filter,
		saved: p})
}

// savedAnswer is the data of the part "segment-saved".
type savedAnswer struct {
	*part.Row
	Meter part.Progress
	Next  string // address of the next segment; empty: the reader stays
}

// Said is what the status strip says.
func (p *savedAnswer) Said() string { return p.T("bench.saved-at", "Time", p.Time(p.Updated)) }

// carryOut does what the pressed button is for, once the text is saved.
func (r *Room) carryOut(c *web.Call, f *web.Form, saved desk.FieldSaved) error {
	var err error
	g := saved.Segment
	switch f.Value("do") {
	case "merge":
		_, err = r.Desk.Merge(c.Ctx(), c.Actor, desk.Recut{Segment: g.ID, Version: g.Version})
	case "undo":
		_, err = r.Desk.UndoLast(c.Ctx(), c.Actor, g.ID)
	case "split":
		return c.Redirect(http.StatusSeeOther, "/segments/"+g.ID+"/cut?"+url.Values{
			"view": {f.Value("view")}, "at": {f.Value("at")},
			"target_at": {f.Value("target_at")}}.Encode())
	}
	if err != nil {
		return r.answerRefusedSave(c, f, g.ID, err)
	}
	said := doneMessage(f.Value("do"))
	if f.Value("from") == "review" {
		return c.Done(review.Path(g.Article, f.Value("view"), g), said, "Position", g.Position)
	}
	filter := parseFilter(web.ParseQuery(f.Value("view")))
	return c.Done(segmentPath(g.Article, filter, saved.Next), said, "Position", g.Position)
}

// doneMessage is the message for what a button did.
func doneMessage(do string) string {
	return map[string]string{"save": "bench.was-saved", "stay": "bench.was-confirmed",
		"next": "bench.was-confirmed", "prev": "bench.was-saved", "clear": "bench.was-cleared",
		"merge": "bench.was-merged", "undo": "bench.was-undone"}[do]
}

// answerRefusedSave shows the editor again with what was typed, and why it was not saved.
func (r *Room) answerRefusedSave(c *web.Call, f *web.Form, segment string, err error) error {
	t := web.FailureOf(err)
	if t.Status >= http.StatusInternalServerError && t.Status != http.StatusServiceUnavailable ||
		t.Status == http.StatusNotFound {
		return err
	}
	g, gerr := r.Article.Segment(c.Ctx(), c.Actor, segment)
	if gerr != nil {
		return gerr
	}
	version, perr := strconv.ParseInt(f.Value("version"), 10, 64)
	if perr != nil {
		version = g.Version
	}
	edit := &part.Edit{Segment: g.ID, Text: f.Value("target"), Version: version}
	var conflict *workflow.ConflictError
	if errors.As(err, &conflict) {
		card, cerr := r.describeConflict(c, conflict)
		if cerr != nil {
			return cerr
		}
		edit.Conflict, edit.Version, edit.Text = card, conflict.Current.Version, card.MergedText
		c.Response().Header().Set(part.SaveHeader, "conflict")
	} else {
		edit.Problem = c.T(t.ID, t.Args...)
		c.SetProblem(edit.Problem)
	}
	if f.Value("from") == "review" {
		return r.Review.AnswerPage(c, t.Status, review.Request{Article: g.Article, Active: g.ID,
			Filter: review.ParseFilter(web.ParseQuery(f.Value("view"))), Edit: edit})
	}
	return r.answerPage(c, t.Status, request{article: g.Article, active: g.ID,
		filter: parseFilter(web.ParseQuery(f.Value("view"))), edit: edit})
}

// keptPage is the data of kept.html: a text that was sent when the session was over.
type keptPage struct {
	web.Base
	Form   *web.Form
	Action string
	SignIn string
}

// keepTyped shows what was sent by a save without a session, with a button to send it again.
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
