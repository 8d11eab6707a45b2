package checking

import (
	"context"
	"slices"

	"truchement/workflow"
)

// mostAtSignOff is how many segments of an article are looked at for its sign-off: a book takes seconds.
const mostAtSignOff = 300

// SignOff is what an editor looks at before an article is signed off. It is empty as long as a segment is not finished.
type SignOff struct {
	Open    []workflow.Segment // with open findings
	TooLong bool               // the article was not looked at
}

// SignOff looks at an article that was read, when all of its segments are finished.
func (u *UseCases) SignOff(ctx context.Context, who workflow.Actor, v *workflow.ArticleView) (out SignOff, err error) {
	if slices.ContainsFunc(v.Segments, workflow.Segment.Unfinished) {
		return out, nil
	}
	if len(v.Segments) > mostAtSignOff {
		return SignOff{TooLong: true}, nil
	}
	all, err := u.Article(ctx, who, v)
	for _, c := range all {
		if c.Open() > 0 {
			out.Open = append(out.Open, c.Segment)
		}
	}
	return out, err
}
