package board

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/plan"
)

// Moved is what a move did.
type Moved struct {
	Move
	From   workflow.Stage
	Batch  string // to undo it as one; empty when no segment changed
	Person string // who had the article or has it now; empty: not one person alone
}

// Move takes an article to another stage by the use case that leads there.
func (u *UseCases) Move(ctx context.Context, who workflow.Actor, in MoveTo) (Moved, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return Moved{}, err
	}
	for _, stage := range []workflow.Stage{in.From, in.To} {
		if _, err := workflow.ParseStage(string(stage)); err != nil {
			return Moved{}, err
		}
	}
	v, err := u.Article.Read(ctx, who, in.Article)
	if err != nil {
		return Moved{}, err
	}
	out := Moved{From: v.Stage(), Person: in.Person}
	if in.From != out.From {
		return out, workflow.Fail(workflow.Conflict, "move.changed")
	}
	for _, m := range MovesOf(v.Summary, who) {
		if m.To != in.To {
			continue
		}
		if out.Move = m; m.Refused != nil {
			return out, m.Refused
		}
		return out, u.step(ctx, who, in, v, &out)
	}
	return out, workflow.Fail(workflow.Invalid, "move.nowhere")
}

// step carries out a move that may be made.
func (u *UseCases) step(
	ctx context.Context, who workflow.Actor, in MoveTo, v workflow.ArticleView, out *Moved,
) (err error) {
	switch out.Step {
	case TakeStep:
		return u.take(ctx, who, in)
	case ReleaseStep:
		if len(v.Translators) == 1 {
			out.Person = v.Translators[0]
		}
		return u.Plan.ReleaseArticle(ctx, who, in.Article)
	case SubmitStep:
		out.Batch, err = u.Desk.ConfirmDrafts(ctx, who, in.Article)
	case ReturnStep:
		out.Batch, err = u.returnTranslated(ctx, who, v, in.Reason)
	case SignStep:
		return u.Edition.SignOff(ctx, who, in.Article)
	case UnsignStep:
		return u.Edition.WithdrawSignOff(ctx, who, in.Article)
	case PublishStep:
		return u.Edition.Publish(ctx, who, in.Article)
	}
	return err
}

func (u *UseCases) take(ctx context.Context, who workflow.Actor, in MoveTo) error {
	if in.Person == "" {
		in.Person = who.ID
	}
	if in.Person == who.ID && in.Due.IsZero() {
		_, err := u.Plan.Claim(ctx, who, in.Article, 0, 0)
		return err
	}
	_, err := u.Plan.Assign(ctx, who, plan.NewAssignment{
		Article: in.Article, Person: in.Person, Role: workflow.Translator, Due: in.Due})
	return err
}

// returnTranslated returns what waits for review, as one batch.
func (u *UseCases) returnTranslated(
	ctx context.Context, who workflow.Actor, v workflow.ArticleView, reason string,
) (string, error) {
	in := desk.BulkReview{Article: v.ID, Decision: workflow.Return, Reason: reason}
	for _, s := range v.Segments {
		if s.State == bitext.Translated && s.SubState == bitext.None {
			in.Segments = append(in.Segments, desk.SegmentVersion{Segment: s.ID, Version: s.Version})
		}
	}
	out, err := u.Desk.ReviewMany(ctx, who, in)
	if err == nil && len(out.Done) == 0 {
		err = out.Skipped[0].Why
	}
	return out.Batch, err
}
