package draft

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/machine"
	"truchement/workflow/remote/draft"
)

// Outcome is what became of a segment.
type Outcome string

// The outcomes.
const (
	IsFilled  Outcome = "filled"
	IsRefused Outcome = "refused" // its draft, for the Fault
	IsChanged Outcome = "changed" // it was not empty any more
	IsGiven   Outcome = "given"   // to another translator
	IsUnasked Outcome = "unasked" // the machine gave no answer before its turn came
)

// Line says what became of a segment.
type Line struct {
	Segment  string  `json:"segment"` // id
	Position int     `json:"position"`
	Outcome  Outcome `json:"outcome"`
	Fault    Fault   `json:"fault,omitempty"`
	Findings int     `json:"findings,omitempty"` // of the checks, in what was filled
}

// Problem says why a machine was not asked any further.
type Problem struct {
	Kind   draft.Kind `json:"kind"`
	Status int        `json:"status,omitempty"`
}

// DayIsFull is the kind of a Problem that the machine's limit of the day makes.
const DayIsFull draft.Kind = "day"

// Report says what came of an order, and what it took.
type Report struct {
	Order
	Title      string   `json:"title"`
	Name       string   `json:"name"` // of the machine
	Requests   int      `json:"requests"`
	Characters int      `json:"characters"` // that were sent to be drafted
	Words      int      `json:"words"`
	Filled     int      `json:"filled"`
	Batches    []string `json:"batches,omitempty"` // to take the filling back
	Problem    *Problem `json:"problem,omitempty"`
	Lines      []Line   `json:"lines,omitempty"`
}

// Again are the segments that can be asked for again.
func (r *Report) Again() (ids []string) {
	for _, l := range r.Lines {
		if l.Outcome == IsRefused || l.Outcome == IsUnasked {
			ids = append(ids, l.Segment)
		}
	}
	return ids
}

// Run carries out the Order of a job, and answers its Report.
func (u *UseCases) Run(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	o, err := workflow.JobPart[Order](t)
	if err != nil {
		return nil, err
	}
	return u.Fill(ctx, who, o, t.Progress)
}

// Fill asks a machine for drafts of the segments without a target, and fills each as soon as its draft has come: what was
// filled stays when the rest fails.
func (u *UseCases) Fill(ctx context.Context, who workflow.Actor, o Order, progress func(steps, total int)) (r Report, err error) {
	r.Order = o
	if err := who.May(workflow.Translate); err != nil {
		return r, err
	}
	w, err := u.look(ctx, who, o.Article, o.Segments)
	if err != nil {
		return r, err
	}
	m := machine.Find(w.view.Publisher.Style.Machines, o.Machine)
	if m == nil || !m.On {
		return r, workflow.Fail(workflow.NotFound, "machine.gone")
	}
	w.machine = *m
	server, err := u.server(w.machine)
	if err != nil {
		return r, err
	}
	r.Title, r.Name = w.view.Title, m.Name
	done := 0
	for _, part := range w.order.Parts() {
		segments := w.segments[done : done+len(part.Items)]
		done += len(part.Items)
		var answers []draft.Answer
		if r.Problem == nil {
			if answers, err = u.ask(ctx, server, &w, part, &r); err != nil {
				return r, err
			}
		}
		if err := u.settle(ctx, who, &w, segments, answers, &r); err != nil {
			return r, err
		}
		progress(done, len(w.segments))
	}
	return r, nil
}

// ask asks for one part of an order. That the machine has no answer is a Problem of the report.
func (u *UseCases) ask(ctx context.Context, s draft.Server, w *work, part draft.Order, r *Report) ([]draft.Answer, error) {
	characters := part.Characters()
	fits, err := u.take(ctx, w.view.Publication, w.machine.ID, characters)
	if err != nil {
		return nil, err
	}
	if !fits {
		r.Problem = &Problem{Kind: DayIsFull}
		return nil, nil
	}
	r.Requests++
	r.Characters += characters
	answers, err := u.client.Ask(ctx, s, part)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		why := draft.ErrorOf(err)
		r.Problem = &Problem{Kind: why.Kind, Status: why.Status}
	}
	return answers, nil
}

// take counts characters of a machine's day, and reports whether they may be sent.
func (u *UseCases) take(ctx context.Context, publication, id string, characters int) (fits bool, err error) {
	err = u.core.Update(ctx, workflow.Operator(), func(tx workflow.Tx, t workflow.Txn) error {
		fits = false
		p, err := tx.Publication(publication)
		if err != nil {
			return err
		}
		m := machine.Find(p.Style.Machines, id)
		if m == nil || !m.On {
			return workflow.Fail(workflow.NotFound, "machine.gone")
		}
		if fits = m.Take(characters, t.Now); !fits {
			return nil
		}
		return tx.UpdatePublication(p)
	})
	return fits, err
}

// settle fills segments with the drafts that are not refused, and says what became of each. No answers: it was not asked.
func (u *UseCases) settle(
	ctx context.Context, who workflow.Actor, w *work, segments []workflow.Segment, answers []draft.Answer, r *Report,
) error {
	var fills []desk.Fill
	lines := make([]Line, len(segments))
	at := map[string]int{}
	for i, s := range segments {
		lines[i] = Line{Segment: s.ID, Position: s.Position, Outcome: IsUnasked}
		at[s.ID] = i
		if answers == nil {
			continue
		}
		r.Words += s.Words
		if lines[i].Fault = faultOf(s.Source, answers[i], w.view.TargetLang); lines[i].Fault != NoFault {
			lines[i].Outcome = IsRefused
			continue
		}
		lines[i].Outcome = IsChanged
		fills = append(fills, desk.Fill{Segment: s.ID, Version: s.Version, Target: answers[i].Text,
			Origin: workflow.ByMachine, Unit: w.machine.ID})
	}
	out, err := u.fills.FillEmpty(ctx, who, w.view.ID, fills)
	if err != nil {
		return err
	}
	if out.Batch != "" {
		r.Batches = append(r.Batches, out.Batch)
	}
	for _, id := range out.Given {
		lines[at[id]].Outcome = IsGiven
	}
	for _, id := range out.Filled {
		l := &lines[at[id]]
		l.Outcome = IsFilled
		r.Filled++
		markup := answers[at[id]].Text.Markup()
		found, err := u.checking.Segment(ctx, who, &w.view, segments[at[id]], &markup)
		if err != nil {
			return err
		}
		l.Findings = found.Open()
	}
	r.Lines = append(r.Lines, lines...)
	return nil
}
