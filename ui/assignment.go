package ui

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
)

// given is a standing assignment as the article's page shows it.
type given struct {
	workflow.Assignment
	Name   string
	Role   string
	Ranges string // "1–4, 9"
	Count  int
	Words  int
	Due    due
	May    bool // the reader may hand it over or take it back
	Mine   bool
	Notes  []string
}

// fillGiven lists the standing assignments with the segments each of them names.
func (p *articlePage) fillGiven(names map[string]string, now time.Time) {
	for _, a := range p.Article.Assignments {
		one := given{Assignment: a, Name: names[a.Person], Role: p.RoleWord(a.Role),
			Mine: a.Person == p.Person.ID, May: a.Person == p.Person.ID || p.May.Assign}
		var at []int
		for _, s := range p.Article.Segments {
			if s.Assignment == a.ID || s.Review == a.ID {
				at = append(at, s.Position)
				one.Words += s.Words
			}
		}
		one.Count, one.Ranges = len(at), rangesOf(at)
		when := a.Due
		if when.IsZero() {
			when = p.Article.Due
		}
		one.Due = p.dueOf(when, now, settled(p.Card.Stage))
		if a.Note != "" {
			one.Notes = strings.Split(a.Note, "\n")
		}
		p.Given = append(p.Given, one)
	}
}

// Translates says whether the assignment is to translate, not to review.
func (g given) Translates() bool { return g.Assignment.Role == workflow.Translator }

// rangesOf writes positions as runs: "1–4, 9".
func rangesOf(at []int) string {
	var parts []string
	for i := 0; i < len(at); {
		j := i
		for j+1 < len(at) && at[j+1] == at[j]+1 {
			j++
		}
		part := strconv.Itoa(at[i])
		if j > i {
			part += "\u2013" + strconv.Itoa(at[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ", ")
}

// assignSegments gives a range of segments, or the whole article, to a person.
func (s *articleRoom) assignSegments(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	again := func(status int) error { return s.articlePage(c, status, articlePage{Assign: f}) }
	in, ok := c.newAssignment(f)
	if !ok {
		return again(http.StatusUnprocessableEntity)
	}
	_, err = s.Desk.Assign(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, assignFields()) {
		return again(statusOfForm(err))
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(in.Article)+"#given", "assign.made")
}

// newAssignment reads the form. A field it cannot read gets its problem.
func (c *call) newAssignment(f *form) (workflow.NewAssignment, bool) {
	in := workflow.NewAssignment{Article: c.Param("id"), Person: f.Value("assignee"),
		Role: workflow.Role(f.Value("role")), Urgency: urgencyOf(f.Value("urgency")),
		Note: f.Value("note"), Override: f.Value("override")}
	ok := true
	if in.Person == "" {
		f.wrong("assignee", c.T("assign.no-person"))
		ok = false
	}
	from, to, good := c.segmentRange(f)
	in.From, in.To = from, to
	when, timely := c.dueTime(f, "due")
	in.Due = when
	return in, ok && good && timely
}

// segmentRange reads the fields from and to; both empty mean the whole article.
func (c *call) segmentRange(f *form) (from, to int, ok bool) {
	ok = true
	read := func(field string) int {
		text := westernDigits(f.Value(field))
		if text == "" {
			return 0
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			f.wrong(field, c.T("assign.no-number"))
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
func (s *articleRoom) claimSegments(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	from, to, ok := c.segmentRange(f)
	if !ok {
		f.wrong("", c.T("assign.no-number"))
		return s.articlePage(c, http.StatusUnprocessableEntity, articlePage{Problem: f})
	}
	next := "#given"
	if f.Value("then") == "bench" {
		next = "/bench"
	}
	_, err = s.Desk.Claim(c.ctx(), c.actor, c.Param("id"), from, to)
	return s.assigned(c, err, next, "assign.claimed")
}

// handOver passes an assignment on to another person.
func (s *articleRoom) handOver(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	if err := s.assignmentHere(c); err != nil {
		return err
	}
	if f.Value("person") == "" {
		f.wrong("", c.T("assign.no-person"))
		return s.articlePage(c, http.StatusUnprocessableEntity, articlePage{Problem: f})
	}
	_, err = s.Desk.HandOver(c.ctx(), c.actor, c.Param("assignment"), f.Value("person"),
		f.Value("note"))
	return s.assigned(c, err, "#given", "assign.handed-over")
}

// assignmentHere refuses an assignment that is not of the article in the address.
func (s *articleRoom) assignmentHere(c *call) error {
	a, err := s.Desk.Assignment(c.ctx(), c.actor, c.Param("assignment"))
	if err == nil && a.Article != c.Param("id") {
		err = errNotFound()
	}
	return err
}

// takeBack ends an assignment; its segments go back to the pool.
func (s *articleRoom) takeBack(c *call) error {
	if err := s.assignmentHere(c); err != nil {
		return err
	}
	err := s.Desk.TakeBack(c.ctx(), c.actor, c.Param("assignment"))
	return s.assigned(c, err, "#given", "assign.taken-back")
}

// assigned tells what came of a change of assignments.
func (s *articleRoom) assigned(c *call, err error, next, message string) error {
	f := &form{}
	if err != nil && c.refused(f, err, nil) {
		return s.articlePage(c, statusOfForm(err), articlePage{Problem: f})
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(c.Param("id"))+next, message)
}
