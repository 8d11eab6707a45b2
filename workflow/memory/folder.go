package memory

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"truchement/workflow"
	"truchement/workflow/align"
)

// FolderJob is the kind of the jobs that align a folder of pairs.
const FolderJob = "align"

// FolderReport is what became of a folder: of its pairs, in order, and of the files of no pair. The
// pairs are known when its job has ended.
type FolderReport struct {
	Pairs    []PairReport   `json:"pairs,omitempty"`
	Unpaired []UnpairedFile `json:"unpaired,omitempty"`
}

// PairReport is how the alignment of a pair went.
type PairReport struct {
	ID         string            `json:"id,omitempty"` // of the alignment; empty: there is none
	Name       string            `json:"name"`
	SourceLang string            `json:"source_lang"`
	TargetLang string            `json:"target_lang"`
	Beads      int               `json:"beads"`
	Kinds      []int             `json:"kinds"` // how many beads of each of BeadKinds
	Mean       float64           `json:"mean"`  // confidence
	Doubtful   []int             `json:"doubtful,omitempty"`
	Problem    *workflow.Problem `json:"problem,omitempty"` // why there is no alignment
}

// UnpairedFile is a file that is in no pair.
type UnpairedFile struct {
	Name   string `json:"name"`
	Side   string `json:"side"`             // "source" or "target"
	Reason string `json:"reason,omitempty"` // why it cannot be read; empty: it has no counterpart
}

// BeadKinds names the kinds of beads, by sentences of the source and of the target.
func BeadKinds() []string { return []string{"1:1", "1:n", "n:1", "n:m", "1:0", "0:1"} }

// kindOf is the place of a bead's kind in BeadKinds.
func kindOf(b workflow.AlignedBead) int {
	switch n, m := b.Source[1]-b.Source[0], b.Target[1]-b.Target[0]; {
	case m == 0:
		return 4
	case n == 0:
		return 5
	case n == 1 && m == 1:
		return 0
	case n == 1:
		return 1
	case m == 1:
		return 2
	}
	return 3
}

func reportOf(p AlignedPair) PairReport {
	r := PairReport{ID: p.ID, Name: p.Name, SourceLang: p.SourceLang, TargetLang: p.TargetLang,
		Beads: p.Count, Kinds: make([]int, len(BeadKinds())), Problem: workflow.ProblemOf(p.Err)}
	for i, b := range p.Beads {
		r.Kinds[kindOf(b)]++
		r.Mean += b.Confidence / float64(len(p.Beads))
		if b.Doubtful() {
			r.Doubtful = append(r.Doubtful, i)
		}
	}
	return r
}

// FolderParts are the parts of a job that aligns a folder: the report as it is at the beginning,
// then each pair.
func FolderParts(unpaired []UnpairedFile, in []NewAlignment) []any {
	parts := []any{FolderReport{Unpaired: unpaired}}
	for _, n := range in {
		parts = append(parts, n)
	}
	return parts
}

// FolderSteps is how many steps a folder of pairs has: each pair is read over in each round.
func FolderSteps(pairs int) int { return align.Rounds * pairs }

// FolderProgress is how far the job of a folder is; its Round is 0 before the first.
func FolderProgress(j workflow.Job) align.Progress {
	p := align.Progress{Rounds: align.Rounds, Pairs: j.Total / align.Rounds}
	if j.State == workflow.JobWaiting || p.Pairs == 0 {
		return p
	}
	p.Round = min(j.Steps/p.Pairs+1, p.Rounds)
	p.Pair = j.Steps - (p.Round-1)*p.Pairs
	return p
}

// RunFolder aligns the folder of a job, and answers its FolderReport. The ids of the alignments
// follow from the job's, so that each is made once.
func (u *UseCases) RunFolder(
	ctx context.Context, who workflow.Actor, t workflow.JobTask,
) (any, error) {
	j, parts := t.Job, t.Parts
	if len(parts) == 0 {
		return nil, fmt.Errorf("job %s: no parts", j.ID)
	}
	var report FolderReport
	if err := json.Unmarshal(parts[0], &report); err != nil {
		return nil, fmt.Errorf("job %s: %w", j.ID, err)
	}
	in := make([]NewAlignment, len(parts)-1)
	for i := range in {
		if err := json.Unmarshal(parts[i+1], &in[i]); err != nil {
			return nil, fmt.Errorf("job %s: pair %d: %w", j.ID, i, err)
		}
		in[i].ID = fmt.Sprintf("%s-%03d", j.ID, i)
	}
	pairs, err := u.AlignFolder(ctx, who, in, func(p align.Progress) {
		t.Progress(max(p.Round-1, 0)*p.Pairs+p.Pair, FolderSteps(p.Pairs))
	})
	for i, p := range pairs {
		report.Pairs = append(report.Pairs, reportOf(p))
		var refused *workflow.Error
		if p.Err != nil && !errors.As(p.Err, &refused) { // a fault of ours, that belongs in the log
			err = cmp.Or(err, fmt.Errorf("pair %d: %w", i, p.Err))
		}
	}
	return report, err
}
