package api

import (
	"context"
	"net/http"
	"strconv"

	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// answerSegment is a segment after a change, with its version as entity tag.
func answerSegment(c *web.Call) func(workflow.Segment, error) error {
	return func(seg workflow.Segment, err error) error {
		if err != nil {
			return withFindings(c, asPrecondition(err))
		}
		setVersion(c, seg)
		return c.JSON(http.StatusOK, segmentOf(seg, nil))
	}
}

// setVersion says the version of the segment that is answered.
func setVersion(c *web.Call, s workflow.Segment) {
	c.Response().Header().Set("ETag", strconv.Quote(strconv.FormatInt(s.Version, 10)))
}

// save writes a target: PUT with If-Match naming the version it is based on. With an
// Idempotency-Key, asking again gives the first answer.
func (r *Room) save(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in struct {
		Target  *string `json:"target"`
		Confirm bool    `json:"confirm"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	if in.Target == nil {
		// An empty target clears the segment: who means that must say so.
		return &web.Fault{Status: http.StatusUnprocessableEntity, ID: "api.body"}
	}
	return answerSaved(c, in.Confirm)(r.Desk.Save(c.Ctx(), c.Actor, desk.Save{
		Segment: c.Param("id"), Version: version, Target: *in.Target, Confirm: in.Confirm,
		Op: idempotencyKey(c),
	}))
}

// idempotencyKey is the Idempotency-Key.
func idempotencyKey(c *web.Call) string { return c.Request().Header.Get("Idempotency-Key") }

// review approves or returns a segment.
func (r *Room) review(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in struct {
		Decision workflow.Decision `json:"decision"`
		Reason   string            `json:"reason"`
		Override string            `json:"override"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	return answerSegment(c)(r.Desk.Review(c.Ctx(), c.Actor, desk.Review{
		Segment: c.Param("id"), Version: version, Decision: in.Decision, Reason: in.Reason,
		Override: in.Override, Op: idempotencyKey(c),
	}))
}

// split cuts a segment before a character of its source; target_at chooses the place in the
// target, which is else found by proportion.
func (r *Room) split(c *web.Call) error {
	var in struct {
		At       int  `json:"at"`
		TargetAt *int `json:"target_at"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	cut := desk.Recut{At: in.At, TargetAt: -1}
	if in.TargetAt != nil {
		cut.TargetAt = *in.TargetAt
	}
	return r.recut(c, cut, r.Desk.Split)
}

// merge joins a segment with the one after it.
func (r *Room) merge(c *web.Call) error {
	return r.recut(c, desk.Recut{}, r.Desk.Merge)
}

type recutting = func(context.Context, workflow.Actor, desk.Recut) ([]workflow.Segment, error)

func (r *Room) recut(c *web.Call, in desk.Recut, do recutting) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in.Segment, in.Version = c.Param("id"), version
	return answerSegments(c)(do(c.Ctx(), c.Actor, in))
}

// undo takes back the last change of a segment and all that was done with it.
func (r *Room) undo(c *web.Call) error {
	return answerSegments(c)(r.Desk.UndoLast(c.Ctx(), c.Actor, c.Param("id")))
}

// answerSegments answers the segments of an article as it is cut now.
func answerSegments(c *web.Call) func([]workflow.Segment, error) error {
	return func(all []workflow.Segment, err error) error {
		if err != nil {
			return asPrecondition(err)
		}
		out := make([]Segment, len(all))
		for i, seg := range all {
			out[i] = segmentOf(seg, nil)
		}
		return c.JSON(http.StatusOK, out)
	}
}

// correct corrects the source of a segment.
func (r *Room) correct(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in struct {
		Source string         `json:"source"`
		Grade  workflow.Grade `json:"grade"`
		Reason string         `json:"reason"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	return answerSegment(c)(r.Desk.Correct(c.Ctx(), c.Actor, desk.Correction{
		Segment: c.Param("id"), Version: version, Source: in.Source, Grade: in.Grade,
		Reason: in.Reason,
	}))
}

// showHistory lists the changes of a segment, oldest first.
func (r *Room) showHistory(c *web.Call) error {
	changes, err := r.Desk.History(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	email := map[string]string{}
	for _, p := range people {
		email[p.ID] = p.Email
	}
	out := make([]map[string]any, len(changes))
	for i, ch := range changes {
		out[i] = map[string]any{
			"id": ch.ID, "segment": ch.Segment, "version": ch.Version, "kind": ch.Kind,
			"at": report.Stamp(ch.At), "by": email[ch.By], "origin": ch.Origin, "reason": ch.Reason,
			"batch": ch.Batch, "source": ch.To.Source.Markup(), "target": ch.To.Target.Markup(),
			"state": ch.To.State, "sub_state": ch.To.SubState,
		}
	}
	return c.JSON(http.StatusOK, out)
}
