package ui

import (
	"net/http"
	"strings"
	"time"

	"truchement/workflow"
)

// apiPerson finds a person by e-mail or id.
func (s *apiRoom) apiPerson(c *call, name string) (workflow.Person, error) {
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return workflow.Person{}, err
	}
	for _, p := range people {
		if p.ID == name || strings.EqualFold(p.Email, strings.TrimSpace(name)) {
			return p, nil
		}
	}
	return workflow.Person{}, workflow.Fail(workflow.NotFound, "error.not-found")
}

// apiPeople lists who is at the desk.
func (s *apiRoom) apiPeople(c *call) error {
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	out := make([]map[string]any, len(people))
	for i, p := range people {
		out[i] = map[string]any{
			"id": p.ID, "email": p.Email, "name": p.Name, "role": p.Role, "disabled": p.Disabled,
		}
	}
	return c.JSON(http.StatusOK, out)
}

// apiAssign gives segments to a person, named by e-mail or id; from 0 means the whole article.
func (s *apiRoom) apiAssign(c *call) error {
	var in struct {
		User     string        `json:"user"`
		Role     workflow.Role `json:"role"`
		From     int           `json:"from"`
		To       int           `json:"to"`
		Due      time.Time     `json:"due"`
		Urgency  int           `json:"urgency"`
		Note     string        `json:"note"`
		Override string        `json:"override"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	p, err := s.apiPerson(c, in.User)
	if err != nil {
		return err
	}
	a, err := s.Desk.Assign(c.ctx(), c.actor, workflow.NewAssignment{
		Article: c.Param("id"), Person: p.ID, Role: in.Role, From: in.From, To: in.To,
		Due: in.Due, Urgency: workflow.Urgency(in.Urgency), Note: in.Note, Override: in.Override,
	})
	return assigned(c)(a, err)
}

// apiClaim takes segments from the pool; an empty body means the whole article.
func (s *apiRoom) apiClaim(c *call) error {
	var in struct {
		From int `json:"from"`
		To   int `json:"to"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	return assigned(c)(s.Desk.Claim(c.ctx(), c.actor, c.Param("id"), in.From, in.To))
}

func assigned(c *call) func(workflow.Assignment, error) error {
	return func(a workflow.Assignment, err error) error {
		if err != nil {
			return err
		}
		return c.JSON(http.StatusCreated, map[string]any{
			"id": a.ID, "article": a.Article, "person": a.Person, "role": a.Role,
			"due": stamp(a.Due), "urgency": int(a.Urgency), "note": a.Note,
		})
	}
}

// apiComments lists the comments of an article, oldest first.
func (s *apiRoom) apiComments(c *call) error {
	all, err := s.Desk.Comments(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	out := make([]map[string]any, len(all))
	for i, m := range all {
		out[i] = apiCommentOf(m)
	}
	return c.JSON(http.StatusOK, out)
}

func apiCommentOf(m workflow.Comment) map[string]any {
	return map[string]any{
		"id": m.ID, "segment": m.Segment, "by": m.By, "at": stamp(m.At), "text": m.Text,
		"resolved": stamp(m.Resolved),
	}
}

// apiComment adds a comment to a segment, or to the article when no segment is named.
func (s *apiRoom) apiComment(c *call) error {
	var in struct {
		Segment string `json:"segment"`
		Text    string `json:"text"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	m, err := s.Desk.Comment(c.ctx(), c.actor, c.Param("id"), in.Segment, in.Text)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, apiCommentOf(m))
}

// apiResolve closes a comment; {"resolved": false} opens it again.
func (s *apiRoom) apiResolve(c *call) error {
	in := struct {
		Resolved bool `json:"resolved"`
	}{Resolved: true}
	if err := c.body(&in); err != nil {
		return err
	}
	m, err := s.Desk.ResolveComment(c.ctx(), c.actor, c.Param("id"), in.Resolved)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, apiCommentOf(m))
}
