package ui

import (
	"context"
	"net/http"
	"strconv"

	"truchement/workflow"
)

// answered is a segment after a change, with its version as entity tag.
func answered(c *call) func(workflow.Segment, error) error {
	return func(seg workflow.Segment, err error) error {
		if err != nil {
			return asPrecondition(err)
		}
		c.Response().Header().Set("ETag", strconv.Quote(strconv.FormatInt(seg.Version, 10)))
		return c.JSON(http.StatusOK, apiSegmentOf(seg, nil))
	}
}

// apiSave writes a target: PUT with If-Match naming the version it is based on. With an
// Idempotency-Key, asking again gives the first answer.
func (s *apiRoom) apiSave(c *call) error {
	version, err := c.version()
	if err != nil {
		return err
	}
	var in struct {
		Target  *string `json:"target"`
		Confirm bool    `json:"confirm"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	if in.Target == nil {
		// An empty target clears the segment: who means that must say so.
		return &fault{status: http.StatusUnprocessableEntity, id: "api.body"}
	}
	return answered(c)(s.Desk.Save(c.ctx(), c.actor, workflow.Save{
		Segment: c.Param("id"), Version: version, Target: *in.Target, Confirm: in.Confirm,
		Op: c.operation(),
	}))
}

// operation is the Idempotency-Key.
func (c *call) operation() string { return c.Request().Header.Get("Idempotency-Key") }

// apiReview approves or returns a segment.
func (s *apiRoom) apiReview(c *call) error {
	version, err := c.version()
	if err != nil {
		return err
	}
	var in struct {
		Decision workflow.Decision `json:"decision"`
		Reason   string            `json:"reason"`
		Override string            `json:"override"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	return answered(c)(s.Desk.Review(c.ctx(), c.actor, workflow.Review{
		Segment: c.Param("id"), Version: version, Decision: in.Decision, Reason: in.Reason,
		Override: in.Override, Op: c.operation(),
	}))
}

// apiSplit cuts a segment before a character of its source; target_at chooses the place in the
// target, which is else found by proportion.
func (s *apiRoom) apiSplit(c *call) error {
	var in struct {
		At       int  `json:"at"`
		TargetAt *int `json:"target_at"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	cut := workflow.Recut{At: in.At, TargetAt: -1}
	if in.TargetAt != nil {
		cut.TargetAt = *in.TargetAt
	}
	return s.recut(c, cut, s.Desk.Split)
}

// apiMerge joins a segment with the one after it.
func (s *apiRoom) apiMerge(c *call) error {
	return s.recut(c, workflow.Recut{}, s.Desk.Merge)
}

type recutting = func(context.Context, workflow.Actor, workflow.Recut) ([]workflow.Segment, error)

func (s *apiRoom) recut(c *call, in workflow.Recut, do recutting) error {
	version, err := c.version()
	if err != nil {
		return err
	}
	in.Segment, in.Version = c.Param("id"), version
	return allSegments(c)(do(c.ctx(), c.actor, in))
}

// apiUndo takes back the last change of a segment and all that was done with it.
func (s *apiRoom) apiUndo(c *call) error {
	return allSegments(c)(s.Desk.UndoLast(c.ctx(), c.actor, c.Param("id")))
}

// allSegments answers the segments of an article as it is cut now.
func allSegments(c *call) func([]workflow.Segment, error) error {
	return func(all []workflow.Segment, err error) error {
		if err != nil {
			return asPrecondition(err)
		}
		out := make([]apiSegment, len(all))
		for i, seg := range all {
			out[i] = apiSegmentOf(seg, nil)
		}
		return c.JSON(http.StatusOK, out)
	}
}

// apiCorrect corrects the source of a segment.
func (s *apiRoom) apiCorrect(c *call) error {
	version, err := c.version()
	if err != nil {
		return err
	}
	var in struct {
		Source string         `json:"source"`
		Grade  workflow.Grade `json:"grade"`
		Reason string         `json:"reason"`
	}
	if err := c.body(&in); err != nil {
		return err
	}
	return answered(c)(s.Desk.Correct(c.ctx(), c.actor, workflow.Correction{
		Segment: c.Param("id"), Version: version, Source: in.Source, Grade: in.Grade,
		Reason: in.Reason,
	}))
}

// apiHistory lists the changes of a segment, oldest first.
func (s *apiRoom) apiHistory(c *call) error {
	changes, err := s.Desk.History(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	people, err := s.Desk.People(c.ctx(), c.actor)
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
			"at": stamp(ch.At), "by": email[ch.By], "origin": ch.Origin, "reason": ch.Reason,
			"batch": ch.Batch, "source": ch.To.Source.Markup(), "target": ch.To.Target.Markup(),
			"state": ch.To.State, "sub_state": ch.To.SubState,
		}
	}
	return c.JSON(http.StatusOK, out)
}
