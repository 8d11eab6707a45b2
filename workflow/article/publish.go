package article

import (
	"context"

	"truchement/workflow"
)

// Gaps lists what an article lacks before it can be signed off.
func (u *UseCases) Gaps(ctx context.Context, who workflow.Actor, article string) ([]workflow.Gap, error) {
	v, err := u.Read(ctx, who, article)
	if err != nil {
		return nil, err
	}
	return workflow.GapsOf(v), nil
}
