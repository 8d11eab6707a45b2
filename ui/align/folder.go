package align

import (
	"mime/multipart"
	"slices"
	"strings"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/memory"
)

// folderState is how far a folder is.
type folderState struct {
	align.Progress
	Done bool
}

func stateOf(j workflow.Job) folderState {
	return folderState{memory.FolderProgress(j), j.Ended()}
}

// Percent is how much of the work is done, 0 to 100.
func (s folderState) Percent() int {
	if s.Rounds*s.Pairs == 0 {
		return 0
	}
	return 100 * (max(s.Round-1, 0)*s.Pairs + s.Pair) / (s.Rounds * s.Pairs)
}

// folderRow is a folder in the list.
type folderRow struct {
	ID string
	At time.Time
	folderState
}

// folderRows are the folders that the store has, the newest first.
func (r *Room) folderRows(c *web.Call) (rows []folderRow, err error) {
	jobs, err := r.Job.Jobs(c.Ctx(), c.Actor, workflow.AlignTexts, memory.FolderJob)
	for _, j := range jobs {
		rows = append(rows, folderRow{j.ID, j.At, stateOf(j)})
	}
	return rows, err
}

// leftFile is a file of a folder that is in no pair.
type leftFile struct {
	name, side string
	cause      error // why it cannot be read; nil: it has no counterpart
}

// alignFolder begins to align the files of both sides whose names match, and answers where to see
// how far it is.
func (r *Room) alignFolder(
	c *web.Call, common memory.NewAlignment, sources, targets []*multipart.FileHeader,
) (string, error) {
	in, lost := pairedFiles(c, common, sources, targets)
	if len(in) == 0 {
		return "", unmatchedError(lost)
	}
	if len(in) > workflow.MaxAlignedPairs {
		return "", workflow.Fail(workflow.TooLarge, "align.many", "Limit", workflow.MaxAlignedPairs)
	}
	unpaired := make([]memory.UnpairedFile, len(lost))
	for i, l := range lost {
		unpaired[i] = memory.UnpairedFile{Name: l.name, Side: l.side}
		if l.cause != nil {
			unpaired[i].Reason = errorWords(c, l.cause)
		}
	}
	j, err := r.Job.Add(c.Ctx(), c.Actor, workflow.AlignTexts, memory.FolderJob,
		memory.FolderSteps(len(in)), memory.FolderParts(unpaired, in)...)
	return "/align/folder/" + j.ID, err
}

// unmatchedError says what is wrong with files that make no pair.
func unmatchedError(lost []leftFile) error {
	var names []string
	for _, l := range lost {
		if l.cause != nil {
			return l.cause
		}
		names = append(names, l.name)
	}
	return workflow.Fail(workflow.Invalid, "align.unmatched", "Names",
		strings.Join(names[:min(len(names), 10)], ", "))
}

// pairedFiles reads the files of both sides whose names match, and says which it leaves.
func pairedFiles(
	c *web.Call, common memory.NewAlignment, sources, targets []*multipart.FileHeader,
) (in []memory.NewAlignment, lost []leftFile) {
	by := map[string]*multipart.FileHeader{}
	for _, t := range targets {
		if name := matchName(t.Filename); by[name] == nil {
			by[name] = t
			continue
		}
		lost = append(lost, leftFile{name: web.FileName(t.Filename), side: "target"})
	}
	for _, s := range sources {
		t := by[matchName(s.Filename)]
		if t == nil {
			lost = append(lost, leftFile{name: web.FileName(s.Filename), side: "source"})
			continue
		}
		delete(by, matchName(s.Filename))
		n := common
		n.Name = web.FileName(s.Filename)
		var wrong, wrong2 error
		n.Source, wrong = readSide(c, s, "sources")
		n.Target, wrong2 = readSide(c, t, "targets")
		if wrong != nil {
			lost = append(lost, leftFile{name: n.Name, side: "source", cause: wrong})
		}
		if wrong2 != nil {
			lost = append(lost, leftFile{name: web.FileName(t.Filename), side: "target", cause: wrong2})
		}
		if wrong == nil && wrong2 == nil {
			in = append(in, n)
		}
	}
	for _, t := range by {
		lost = append(lost, leftFile{name: web.FileName(t.Filename), side: "target"})
	}
	slices.SortFunc(lost, func(a, b leftFile) int { return strings.Compare(a.name, b.name) })
	return in, lost
}
