package checking

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"truchement/workflow"
	"truchement/workflow/check"
)

// LookJob is the kind of the jobs that look at the desk.
const LookJob = "check-desk"

const (
	mostFound = 20_000 // findings that a look lists
	pieceSize = 100    // findings that are kept as one piece of the job's file
)

// Listed is an open finding as a look at the desk lists it.
type Listed struct {
	Article  string         `json:"article"`
	Segment  string         `json:"segment"`
	Position int            `json:"position"`
	Version  int64          `json:"version"` // of the segment that was looked at
	Check    check.ID       `json:"check"`
	Severity check.Severity `json:"severity"`
	Message  string         `json:"message"`
	Found    string         `json:"found"`
	Expected string         `json:"expected"`
	Key      string         `json:"key"`
}

// Group counts the listed findings of one kind. A look lists its findings group by group.
type Group struct {
	Severity    check.Severity `json:"severity"`
	Check       check.ID       `json:"check"`
	Publication string         `json:"publication"`
	Stage       workflow.Stage `json:"stage"`
	Count       int            `json:"count"`
}

// LookReport is what became of a look at the desk.
type LookReport struct {
	DeskReport
	Groups   []Group `json:"groups"`
	Unlisted int     `json:"unlisted"` // open findings over those that are listed
	Rates    []Rate  `json:"rates"`
	Rated    int     `json:"rated"` // segments of which the rates are
}

// RunLook carries out a job that looks at all articles in work: it lists their open findings, and rates the checks.
func (u *UseCases) RunLook(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return nil, err
	}
	var out LookReport
	var err error
	byGroup := map[Group][]Listed{}
	listed := 0
	progress := func(done, all int) { t.Progress(done, all+1) } // and the rates
	out.DeskReport, err = u.lookAtAll(ctx, who, Selection{}, progress, func(a workflow.Summary, c Checked) error {
		for _, f := range c.Findings {
			if f.Dismissed == nil && listed < mostFound {
				kind := Group{Severity: f.Severity, Check: f.Check, Publication: a.Publication, Stage: a.Stage()}
				byGroup[kind] = append(byGroup[kind], newListed(c.Segment, f))
				listed++
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out.Unlisted = out.Open - listed
	if out.Rates, out.Rated, err = u.Rates(ctx, who); err != nil {
		return nil, err
	}
	out.Groups = sortedGroups(byGroup)
	return out, keepListed(ctx, out.Groups, byGroup, t.Keep)
}

func newListed(s workflow.Segment, f Finding) Listed {
	return Listed{Article: s.Article, Segment: s.ID, Position: s.Position, Version: s.Version, Check: f.Check,
		Severity: f.Severity, Message: f.Message, Found: f.Found, Expected: f.Expected, Key: f.Key}
}

// sortedGroups are the groups with their counts: those that block first, in the order of the checks.
func sortedGroups(byGroup map[Group][]Listed) []Group {
	order := map[check.ID]int{}
	for i, k := range check.Checks() {
		order[k.ID] = i
	}
	groups := make([]Group, 0, len(byGroup))
	for g := range byGroup {
		groups = append(groups, g)
	}
	rank := func(g Group) int {
		if g.Severity == check.Error {
			return 0
		}
		return 1
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(order[a.Check], order[b.Check]),
			cmp.Compare(a.Publication, b.Publication), cmp.Compare(a.Stage, b.Stage))
	})
	for i, g := range groups {
		groups[i].Count = len(byGroup[g])
	}
	return groups
}

// keepListed keeps the findings of the groups in pieces of the same size.
func keepListed(
	ctx context.Context, groups []Group, byGroup map[Group][]Listed, keep func(context.Context, []byte) error,
) error {
	var all []Listed
	for _, g := range groups {
		g.Count = 0
		all = append(all, byGroup[g]...)
	}
	for piece := range slices.Chunk(all, pieceSize) {
		body, err := json.Marshal(piece)
		if err != nil {
			return fmt.Errorf("findings of the desk: %w", err)
		}
		if err := keep(ctx, body); err != nil {
			return err
		}
	}
	return nil
}
