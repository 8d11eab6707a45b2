package checking_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/checking"
	"truchement/workflow/story"
)

// look has a job look at the desk, and keeps what comes of it as its runner does.
func look(r *story.Runner) (pieces int) {
	r.T.Helper()
	j, err := r.Job.Add(r.Ctx(), r.Who, workflow.ReviewSegments, checking.LookJob, 0)
	r.CheckNow("add", err)
	steps, total := -1, 0
	var file [][]byte
	report, err := r.Checking.RunLook(r.Ctx(), r.Who, workflow.JobTask{Job: j, Progress: func(n, of int) {
		if n <= steps {
			r.T.Errorf("progress %d after %d", n, steps)
		}
		steps, total = n, of
	}, Keep: func(_ context.Context, piece []byte) error { file = append(file, piece); return nil }})
	r.CheckNow("look", err)
	if steps != total-1 {
		r.T.Errorf("%d steps of %d before the end", steps, total)
	}
	r.Behind(func(tx workflow.Tx) error {
		for n, piece := range file {
			if err := tx.SetJobFile(j.ID, n, piece); err != nil {
				return err
			}
		}
		body, err := json.Marshal(report)
		j.State, j.Report = workflow.JobDone, body
		r.CheckNow("report", err)
		return tx.UpdateJob(j)
	})
	return len(file)
}

// What was found on the desk is listed by kinds, those that block first; a page says what became of each since.
func TestDeskIsListed(t *testing.T) {
	r := checked(t, nil)
	r.Draft(1, "13  ministres sont arrivés.").Draft(2, "13 ministres sont arrivés.")
	first := r.ArticleID
	publication := r.AddPublication()
	r.As("luc").AddTo(publication, "وصل 12 وزيرا.")
	other := r.ArticleID
	r.As("amina").Draft(1, "15 ministres sont arrivés.")
	_, err := r.Checking.Looked(r.Ctx(), r.Who, checking.LookFilter{}, 0)
	r.Refused("error.forbidden").Check("a translator", err)
	r.As("luc")
	list := func(f checking.LookFilter) checking.Look {
		t.Helper()
		out, err := r.Checking.Looked(r.Ctx(), r.Who, f, 0)
		r.CheckNow("looked", err)
		return out
	}
	if out := list(checking.LookFilter{}); out.Job != nil || out.Last != nil || len(out.Rows) != 0 {
		t.Errorf("before the first look: %+v", out)
	}
	look(r)
	out := list(checking.LookFilter{})
	said := ""
	for _, row := range out.Rows {
		said += fmt.Sprint(row.Check, " ", row.Severity, " ", row.Found, " ", row.Since, ";")
	}
	// The articles of one publication stay together in a group; the newest article of a group comes first.
	if said != "number error 13 ;number error 13 ;number error 15 ;spacing warning 3  m ;" || out.Chosen != 4 || out.By != r.Who.Name ||
		out.Report.Articles != 2 || out.Report.Open != 4 || out.Report.Rated != 4 {
		t.Errorf("listed %q of %d, by %q: %+v", said, out.Chosen, out.By, out.Report)
	}
	for _, c := range []struct {
		f    checking.LookFilter
		want int
	}{
		{checking.LookFilter{Publication: publication}, 1},
		{checking.LookFilter{Severity: check.Warning}, 1},
		{checking.LookFilter{Check: "number"}, 3},
		{checking.LookFilter{Stage: workflow.Arrived}, 0},
		{checking.LookFilter{Stage: workflow.Translating, Severity: check.Error}, 3},
	} {
		if out := list(c.f); out.Chosen != c.want || len(out.Rows) != c.want {
			t.Errorf("%+v chooses %d, %d rows, want %d", c.f, out.Chosen, len(out.Rows), c.want)
		}
	}

	r.ArticleID = other
	_, err = dismiss(r, workflow.DismissOnce, 1, "Quinze.")
	r.CheckNow("dismiss", err)
	r.ArticleID = first
	r.As("amina").Draft(2, "12 ministres sont arrivés.")
	r.As("luc")
	for i, want := range []checking.Since{checking.Unchanged, checking.WasEdited, checking.WasDismissed, checking.Unchanged} {
		if got := list(checking.LookFilter{}).Rows[i].Since; got != want {
			t.Errorf("finding %d: %q, want %q", i, got, want)
		}
	}
}

// A page of a long list has as many findings as any other, from whichever on, and each of them once.
func TestLongListIsReadInPages(t *testing.T) {
	r := checked(t, nil)
	var sources []string
	for n := range 130 {
		sources = append(sources, fmt.Sprintf("وصل %d وزيرا.", n+20))
	}
	r.As("amina").Add(sources...)
	for n := range sources {
		r.Draft(n+1, fmt.Sprintf("%d ministres.", n+300))
	}
	r.As("luc")
	if pieces := look(r); pieces < 2 {
		t.Fatalf("%d pieces: the list is too short for this test", pieces)
	}
	seen := map[string]bool{}
	for from, total := 0, 1; from < total; from += checking.ListedPage {
		out, err := r.Checking.Looked(r.Ctx(), r.Who, checking.LookFilter{Check: "number"}, from)
		r.CheckNow("looked", err)
		total = out.Chosen
		for _, row := range out.Rows {
			seen[row.Segment] = true
		}
		if want := min(checking.ListedPage, total-from); len(out.Rows) != want {
			t.Errorf("from %d: %d rows, want %d", from, len(out.Rows), want)
		}
	}
	if len(seen) != len(sources) {
		t.Errorf("%d findings seen, want %d", len(seen), len(sources))
	}
}

// A finding that a reviewer mended counts for its check, though it is not there any more; a text that was never confirmed
// does not.
func TestRatesCountWhatWasMended(t *testing.T) {
	r := checked(t, nil)
	r.Draft(1, "13 ministres sont arrivés.").Translate(1, "Les 12  ministres sont arrivés.").Translate(1, "Les 12 ministres sont arrivés.")
	r.As("luc")
	rates, _, err := r.Checking.Rates(r.Ctx(), r.Who)
	r.CheckNow("rates", err)
	if len(rates) != 1 || rates[0] != (checking.Rate{Check: "spacing", Found: 1}) {
		t.Errorf("%+v, want the doubled space that was mended", rates)
	}
}
