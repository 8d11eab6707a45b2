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
	"truchement/workflow/lang"
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
	in.Origin, in.Unit = takenFrom(f)
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

// answerSaved answers a save by the outbox: the segment's row, and what the status bar says. The
// person has gone on to the next row by then.
func (r *Room) answerSaved(c *web.Call, f *web.Form, saved desk.FieldSaved) error {
	g := saved.Segment
	v, err := r.Article.ReadSegments(c.Ctx(), c.Actor, g.Article, g.ID)
	if err != nil {
		return err
	}
	issues, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Segment: g.ID, Open: true})
	if err != nil {
		return err
	}
	filter := parseFilter(web.ParseQuery(f.Value("view")))
	maker := part.NewRowMaker(c, &v)
	maker.Seek = lang.Fold(filter.Query, "")
	p := &savedAnswer{Row: maker.Row(g), Meter: part.ProgressOf(c.RowBase(), saved.Counted)}
	p.Faults, p.Terms = part.IssueViews(c, &v, issues)[g.ID], r.termsIn(&v, g)
	found, err := r.Checking.Segment(c.Ctx(), c.Actor, &v, g, nil)
	if err != nil {
		return err
	}
	p.Findings = found.Open()
	p.Path = segmentPath(g.Article, filter, g)
	p.Said = c.T("bench.saved-at", "Time", c.Time(g.Updated))
	switch do := f.Value("do"); {
	case len(saved.Blocking) > 0:
		p.Held = true
		p.Said = notConfirmed(c, saved)
	case do != "save":
		p.Said = noticeOf(c, do, g).Text
	}
	same, err := r.Fills.Repeats(c.Ctx(), c.Actor, g)
	if err != nil {
		return err
	}
	p.Repeats = len(same)
	part.TellSaved(c, g)
	return c.Part(http.StatusOK, "segment-saved", p)
}

// fillRepeats gives the empty segments that repeat the source of one its target.
func (r *Room) fillRepeats(c *web.Call) error {
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	out, err := r.Fills.FillRepeats(c.Ctx(), c.Actor, g.ID)
	if err != nil {
		return err
	}
	notice := web.Notice{Kind: "ok", Text: c.T("pretranslate.filled", "Count", len(out.Filled))}
	if out.Batch != "" {
		notice.Undo = &web.UndoForm{Path: "/batches/" + out.Batch + "/undo", Fx: "notice v-" + g.ID}
	}
	c.KeepNotice(notice)
	return c.Redirect(http.StatusSeeOther, segmentPath(g.Article, filter{}, g))
}

// savedAnswer is the data of the part "segment-saved".
type savedAnswer struct {
	*part.Row
	Meter part.Progress
	Said  string // what the status bar says
	Held  bool   // findings keep it from being confirmed, as it was or was to be
}

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
	if len(saved.Blocking) > 0 && f.Value("do") != "merge" && f.Value("do") != "undo" {
		c.KeepNotice(web.Notice{Kind: "warn", Text: notConfirmed(c, saved)})
		return c.Redirect(http.StatusSeeOther, "/segments/"+g.ID+"/checks")
	}
	if n := noticeOf(c, f.Value("do"), g); n.Text != "" {
		c.KeepNotice(*n)
	}
	if f.Value("do") == "next" && saved.Next.ID == g.ID {
		return c.Redirect(http.StatusSeeOther, rangeEndPath(g.Article))
	}
	if f.Value("from") == "review" {
		return c.Redirect(http.StatusSeeOther, review.Path(g.Article, f.Value("view"), g))
	}
	filter := parseFilter(web.ParseQuery(f.Value("view")))
	return c.Redirect(http.StatusSeeOther, segmentPath(g.Article, filter, saved.Next))
}

// notConfirmed says that a text is saved and not confirmed, how many findings keep it from being so, and what the first
// of them says.
func notConfirmed(c *web.Call, saved desk.FieldSaved) string {
	return c.T("bench.not-confirmed", "Position", saved.Segment.Position, "Count", len(saved.Blocking)) + " " +
		findingWord(c, saved.Blocking[0])
}

// noticeOf says what a button did to a segment, and what a confirmed one lacks of its source.
func noticeOf(c *web.Call, do string, g workflow.Segment) *web.Notice {
	if do == "next" || do == "stay" {
		if missing := part.MissingOf(c.RowBase(), g); missing != "" {
			return &web.Notice{Kind: "warn", Text: c.T("bench.was-confirmed-without",
				"Position", g.Position, "Codes", missing)}
		}
	}
	said := map[string]string{"save": "bench.was-saved", "stay": "bench.was-confirmed",
		"next": "bench.was-confirmed", "prev": "bench.was-saved", "clear": "bench.was-cleared",
		"merge": "bench.was-merged", "undo": "bench.was-undone"}[do]
	return &web.Notice{Kind: "ok", Text: c.T(said, "Position", g.Position)}
}

// answerRefusedSave shows the editor again with what was typed, and why it was not saved.
func (r *Room) answerRefusedSave(c *web.Call, f *web.Form, segment string, err error) error {
	t := web.FailureOf(err)
	if t.Status >= http.StatusInternalServerError && !t.NotSaved() ||
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
