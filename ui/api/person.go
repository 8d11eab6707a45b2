package api

import (
	"net/http"
	"strings"

	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/plan"
)

// findPerson finds a person by e-mail or id.
func (r *Room) findPerson(c *web.Call, name string) (workflow.Person, error) {
	people, err := r.Access.People(c.Ctx(), c.Actor)
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

// listPeople lists who is at the desk.
func (r *Room) listPeople(c *web.Call) error {
	people, err := r.Access.People(c.Ctx(), c.Actor)
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

// assign gives segments to a person, named by e-mail or id; from 0 means the whole article.
func (r *Room) assign(c *web.Call) error {
	var in struct {
		User     string        `json:"user"`
		Role     workflow.Role `json:"role"`
		From     int           `json:"from"`
		To       int           `json:"to"`
		Due      moment        `json:"due"`
		Urgency  int           `json:"urgency"`
		Note     string        `json:"note"`
		Override string        `json:"override"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	p, err := r.findPerson(c, in.User)
	if err != nil {
		return err
	}
	a, err := r.Plan.Assign(c.Ctx(), c.Actor, plan.NewAssignment{
		Article: c.Param("id"), Person: p.ID, Role: in.Role, From: in.From, To: in.To,
		Due: in.Due.Time, Urgency: workflow.Urgency(in.Urgency), Note: in.Note, Override: in.Override,
	})
	return answerAssignment(c)(a, err)
}

// claim takes segments from the pool; an empty body means the whole article.
func (r *Room) claim(c *web.Call) error {
	var in struct {
		From int `json:"from"`
		To   int `json:"to"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	return answerAssignment(c)(r.Plan.Claim(c.Ctx(), c.Actor, c.Param("id"), in.From, in.To))
}

func answerAssignment(c *web.Call) func(workflow.Assignment, error) error {
	return func(a workflow.Assignment, err error) error {
		if err != nil {
			return err
		}
		return c.JSON(http.StatusCreated, map[string]any{
			"id": a.ID, "article": a.Article, "person": a.Person, "role": a.Role,
			"due": report.Stamp(a.Due), "urgency": int(a.Urgency), "note": a.Note,
		})
	}
}

// listComments lists the comments of an article, oldest first.
func (r *Room) listComments(c *web.Call) error {
	all, err := r.Desk.Comments(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	out := make([]map[string]any, len(all))
	for i, m := range all {
		out[i] = commentOf(m)
	}
	return c.JSON(http.StatusOK, out)
}

func commentOf(m workflow.Comment) map[string]any {
	return map[string]any{
		"id": m.ID, "segment": m.Segment, "by": m.By, "at": report.Stamp(m.At), "text": m.Text,
		"resolved": report.Stamp(m.Resolved),
	}
}

// addComment adds a comment to a segment, or to the article when no segment is named.
func (r *Room) addComment(c *web.Call) error {
	var in struct {
		Segment string `json:"segment"`
		Text    string `json:"text"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	m, err := r.Desk.Comment(c.Ctx(), c.Actor, c.Param("id"), in.Segment, in.Text)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, commentOf(m))
}

// resolveComment closes a comment; {"resolved": false} opens it again.
func (r *Room) resolveComment(c *web.Call) error {
	in := struct {
		Resolved bool `json:"resolved"`
	}{Resolved: true}
	if err := readBody(c, &in); err != nil {
		return err
	}
	m, err := r.Desk.ResolveComment(c.Ctx(), c.Actor, c.Param("id"), in.Resolved)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, commentOf(m))
}
