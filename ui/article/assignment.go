package article

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/plan"
)

// assignmentRow is a standing assignment as the article's page shows it.
type assignmentRow struct {
	workflow.Assignment
	Name   string
	Face   []part.Face
	Role   string
	Ranges string // "1–4, 9"
	Count  int
	Words  int
	Due    part.Due
	May    bool // the reader may hand it over or take it back
	Mine   bool
	Notes  []string
}

// fillAssignments lists the standing assignments with the segments each of them names.
func (p *page) fillAssignments(names map[string]string, now time.Time) {
	for _, a := range p.Article.Assignments {
		one := assignmentRow{Assignment: a, Name: names[a.Person], Role: p.RoleWord(a.Role),
			Mine: a.Person == p.Person.ID, May: a.Person == p.Person.ID || p.May.Assign}
		one.Face = part.Faces([]string{a.Person}, names, one.Role)
		var at []int
		for _, s := range p.Article.Segments {
			if s.Assignment == a.ID || s.Review == a.ID {
				at = append(at, s.Position)
				one.Words += s.Words
			}
		}
		one.Count, one.Ranges = len(at), part.Ranges(at)
		when := a.Due
		if when.IsZero() {
			when = p.Article.Due
		}
		one.Due = part.DueOf(p.Base, when, now, part.Settled(p.Card.Stage))
		if a.Note != "" {
			one.Notes = strings.Split(a.Note, "\n")
		}
		p.Given = append(p.Given, one)
	}
}

// Translates reports whether the assignment is to translate, not to review.
func (g assignmentRow) Translates() bool { return g.Assignment.Role == workflow.Translator }

// assignSegments gives a range of segments, or the whole article, to a person.
func (r *Room) assignSegments(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	again := func(status int) error { return r.answerPage(c, status, page{Assign: f}) }
	in, ok := newAssignment(c, f)
	if in.Urgency, err = workflow.ParseUrgency(f.Value("urgency")); err == nil && !ok {
		return again(http.StatusUnprocessableEntity)
	}
	if err == nil {
		_, err = r.Plan.Assign(c.Ctx(), c.Actor, in)
	}
	if err != nil && c.Refused(f, err, assignFields()) {
		return again(web.FormStatus(err))
	}
	if err != nil {
		return err
	}
	return c.Done(part.ArticlePath(in.Article), "assign.made")
}

// newAssignment reads the form. A field it cannot read gets its problem.
func newAssignment(c *web.Call, f *web.Form) (plan.NewAssignment, bool) {
	in := plan.NewAssignment{Article: c.Param("id"), Person: f.Value("assignee"),
		Role: workflow.Role(f.Value("role")), Note: f.Value("note"), Override: f.Value("override")}
	ok := true
	if in.Person == "" {
		f.SetProblem("assignee", c.T("assign.no-person"))
		ok = false
	}
	from, to, good := segmentRange(c, f)
	in.From, in.To = from, to
	when, err := part.DueTime(c, f)
	in.Due = when
	return in, ok && good && err == nil
}

// segmentRange reads the fields from and to; both empty mean the whole article.
func segmentRange(c *web.Call, f *web.Form) (from, to int, ok bool) {
	ok = true
	read := func(field string) int {
		text := part.WesternDigits(f.Value(field))
		if text == "" {
			return 0
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			f.SetProblem(field, c.T("assign.no-number"))
			ok = false
		}
		return n
	}
	from, to = read("from"), read("to")
	if from == 0 && to > 0 {
		from = 1
	}
	return from, to, ok
}

// claimSegments takes segments from the pool for the actor.
func (r *Room) claimSegments(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	from, to, ok := segmentRange(c, f)
	if !ok {
		f.SetProblem("", c.T("assign.no-number"))
		return r.answerPage(c, http.StatusUnprocessableEntity, page{Problem: f})
	}
	claimed, err := r.Plan.Claim(c.Ctx(), c.Actor, c.Param("id"), from, to)
	if err == nil && f.Value("then") == "bench" {
		return r.openClaimed(c, claimed)
	}
	return r.answerAssignment(c, err, "assign.claimed")
}

// openClaimed opens the workbench at the first of the segments that were just taken.
func (r *Room) openClaimed(c *web.Call, claimed workflow.Assignment) error {
	tasks, err := r.Plan.Day(c.Ctx(), c.Actor, c.ActorID())
	if err != nil {
		return err
	}
	path := part.ArticlePath(claimed.Article) + "/bench"
	for _, t := range tasks {
		if t.Assignment == claimed.ID {
			path = part.TaskPath(t)
		}
	}
	return c.Done(path, "assign.claimed")
}

// handOver passes an assignment on to another person.
func (r *Room) handOver(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	if err := r.checkAssignment(c); err != nil {
		return err
	}
	if f.Value("person") == "" {
		f.SetProblem("", c.T("assign.no-person"))
		return r.answerPage(c, http.StatusUnprocessableEntity, page{Problem: f})
	}
	_, err = r.Plan.HandOver(c.Ctx(), c.Actor, c.Param("assignment"), f.Value("person"),
		f.Value("note"))
	return r.answerAssignment(c, err, "assign.handed-over")
}

// checkAssignment refuses an assignment that is not of the article in the address.
func (r *Room) checkAssignment(c *web.Call) error {
	a, err := r.Plan.Assignment(c.Ctx(), c.Actor, c.Param("assignment"))
	if err == nil && a.Article != c.Param("id") {
		err = web.NotFound()
	}
	return err
}

// takeBack ends an assignment; its segments go back to the pool.
func (r *Room) takeBack(c *web.Call) error {
	if err := r.checkAssignment(c); err != nil {
		return err
	}
	err := r.Plan.TakeBack(c.Ctx(), c.Actor, c.Param("assignment"))
	return r.answerAssignment(c, err, "assign.taken-back")
}

// answerAssignment answers a change of assignments, also one that was refused.
func (r *Room) answerAssignment(c *web.Call, err error, message string) error {
	f := &web.Form{}
	if err != nil && c.Refused(f, err, nil) {
		return r.answerPage(c, web.FormStatus(err), page{Problem: f})
	}
	if err != nil {
		return err
	}
	return c.Done(part.ArticlePath(c.Param("id")), message)
}
