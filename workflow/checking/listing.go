package checking

import (
	"context"
	"encoding/json"
	"fmt"

	"truchement/workflow"
	"truchement/workflow/check"
)

// ListedPage is how many findings of a look are read at once.
const ListedPage = 50

// LookFilter chooses findings of a look; zero fields choose all.
type LookFilter struct {
	Publication string // id
	Stage       workflow.Stage
	Check       check.ID
	Severity    check.Severity
}

// ParseLookFilter reads a filter. An empty text chooses all.
func ParseLookFilter(publication, stage, id, severity string) (f LookFilter, err error) {
	f.Publication = publication
	if stage != "" {
		if f.Stage, err = workflow.ParseStage(stage); err != nil {
			return f, err
		}
	}
	known := []check.ID{""}
	for _, k := range check.Checks() {
		known = append(known, k.ID)
	}
	if f.Check, err = workflow.ParseOption("option.choice", id, known); err != nil {
		return f, err
	}
	f.Severity, err = workflow.ParseOption("option.choice", severity, []check.Severity{"", check.Error, check.Warning})
	return f, err
}

func (f LookFilter) matches(g Group) bool {
	return (f.Publication == "" || f.Publication == g.Publication) && (f.Stage == "" || f.Stage == g.Stage) &&
		(f.Check == "" || f.Check == g.Check) && (f.Severity == "" || f.Severity == g.Severity)
}

// Since is what became of a finding since it was listed.
type Since string

// What became of findings.
const (
	Unchanged    Since = ""
	WasEdited    Since = "edited" // its segment has another version
	WasDismissed Since = "dismissed"
	WasRemoved   Since = "removed" // with its segment
)

// ListedRow is a listed finding with its segment as it is now.
type ListedRow struct {
	Listed
	Of    workflow.Article
	Now   workflow.Segment // zero if it was removed
	Since Since
}

// Look is the last look at the desk.
type Look struct {
	Job    *workflow.Job // the newest job; nil: the desk was never looked at
	Last   *workflow.Job // the newest that ended well; nil: there is none
	By     string        // the name of who asked for it; empty: the operator
	Report LookReport    // of Last
	Rows   []ListedRow   // a page of those that the filter chooses
	Chosen int           // how many these are
}

// LastLook reads the last look at the desk, without rows.
func (u *UseCases) LastLook(ctx context.Context, who workflow.Actor) (out Look, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return out, err
	}
	err = u.View(ctx, func(t *txn) error {
		out = Look{}
		return t.lastLook(&out)
	})
	return out, err
}

// Looked reads the last look at the desk, with those findings that a filter chooses, from one of them on. It takes no longer
// for a large desk: it reads the pieces that have the findings of the page.
func (u *UseCases) Looked(
	ctx context.Context, who workflow.Actor, f LookFilter, from int,
) (out Look, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return out, err
	}
	err = u.View(ctx, func(t *txn) error {
		out = Look{}
		if err := t.lastLook(&out); err != nil || out.Last == nil {
			return err
		}
		var places []int
		places, out.Chosen = out.Report.places(f, from)
		return t.readRows(&out, places)
	})
	return out, err
}

// lastLook finds the newest job, and the newest that ended well with its report.
func (t *txn) lastLook(out *Look) error {
	jobs, err := t.Jobs(LookJob)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.State == workflow.JobArriving {
			continue
		}
		if out.Job == nil {
			out.Job = &j
		}
		if j.State != workflow.JobDone {
			continue
		}
		last, err := t.Job(j.ID)
		if err != nil {
			return err
		}
		out.Last = &last
		if err := json.Unmarshal(last.Report, &out.Report); err != nil {
			return fmt.Errorf("report of job %s: %w", last.ID, err)
		}
		out.By, err = workflow.NameOf(t, last.By)
		return err
	}
	return nil
}

// places are where, among all that are listed, those findings are which a filter chooses, a page from one on; and how many
// it chooses.
func (r LookReport) places(f LookFilter, from int) (places []int, chosen int) {
	begin := 0
	for _, g := range r.Groups {
		if f.matches(g) {
			for i := max(from-chosen, 0); i < g.Count && len(places) < ListedPage; i++ {
				places = append(places, begin+i)
			}
			chosen += g.Count
		}
		begin += g.Count
	}
	return places, chosen
}

// readRows reads the findings at some places, with what became of them.
func (t *txn) readRows(out *Look, places []int) error {
	pieces := map[int][]Listed{}
	articles := map[string]workflow.Article{}
	dismissed := map[string][]workflow.Dismissal{} // that hold in an article
	for _, at := range places {
		n := at / pieceSize
		if pieces[n] == nil {
			body, err := t.JobFile(out.Last.ID, n)
			if err != nil {
				return err
			}
			var piece []Listed
			if err := json.Unmarshal(body, &piece); err != nil {
				return fmt.Errorf("findings of job %s: %w", out.Last.ID, err)
			}
			pieces[n] = piece
		}
		row := ListedRow{Listed: pieces[n][at%pieceSize]}
		if _, known := articles[row.Article]; !known {
			a, err := t.Article(row.Article)
			if err != nil && workflow.KindOf(err) != workflow.NotFound {
				return err
			}
			articles[row.Article] = a
			dismissed[row.Article], err = t.Dismissals(workflow.DismissalFilter{Article: a.ID, Publication: a.Publication})
			if err != nil {
				return err
			}
		}
		row.Of = articles[row.Article]
		if err := t.compare(&row, dismissed[row.Article]); err != nil {
			return err
		}
		out.Rows = append(out.Rows, row)
	}
	return nil
}

// compare says what became of a finding since it was listed.
func (t *txn) compare(row *ListedRow, dismissed []workflow.Dismissal) (err error) {
	row.Now, err = t.Segment(row.Segment)
	switch {
	case workflow.KindOf(err) == workflow.NotFound || err == nil && (row.Now.Gone || row.Of.ID == ""):
		row.Since = WasRemoved
		return nil
	case err != nil:
		return err
	case row.Now.Version != row.Version:
		row.Since = WasEdited
	}
	for _, d := range dismissed {
		if isDismissed(d, Finding{Finding: check.Finding{Check: row.Check}, Key: row.Key}, row.Now) {
			row.Since = WasDismissed
		}
	}
	return nil
}
