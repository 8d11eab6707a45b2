package review

import (
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// mostLooked is how many rows of the page are looked at by the checks, beside the open one: it takes about a millisecond
// each.
const mostLooked = 100

// findIn has the checks look at the text of a row that is not approved.
func (r *Room) findIn(c *web.Call, p *page, row *row, ask Request) error {
	active := row.ID == ask.Active
	if row.NoTarget() || row.Snapshot.State.Rank() >= bitext.Reviewed.Rank() || !active && len(p.Rows) >= mostLooked {
		return nil
	}
	found, err := r.Checking.Segment(c.Ctx(), c.Actor, &p.Article, row.Segment, nil)
	if err != nil {
		return err
	}
	var refused *web.Form
	if active {
		refused = ask.Dismissal
	}
	row.Found = part.NewFindingList(c, &p.Article, found, refused)
	row.Found.Back = Path(p.Article.ID, p.Filter.Encode(), row.Segment)
	return nil
}

// FindsOpen reports whether the findings of the row show: they keep it from being approved, which was asked for, or a form
// that was to dismiss one was refused.
func (r *row) FindsOpen() bool {
	return r.Decision.Value("decision") == string(workflow.Approve) && r.Found.Blocking() > 0 ||
		slices.ContainsFunc(r.Found.Open, func(f part.FindingView) bool { return f.Form != nil })
}
