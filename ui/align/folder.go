package align

import (
	"cmp"
	"context"
	"log/slog"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/memory"
)

// The limits of folders: one is aligned at a time, since it has a core to itself for as long as
// it takes.
const (
	foldersAtWork = 8  // aligned or waiting
	foldersKept   = 50 // reports
)

// folders are the folders of pairs since the start of the program: what is aligned is in the
// store; how each went is kept here.
type folders struct {
	turn chan struct{} // holds one: whose turn it is
	mu   sync.Mutex
	list []*folder // the newest first
}

func newFolders() *folders { return &folders{turn: make(chan struct{}, 1)} }

// folder is a folder of pairs on its way, and then what became of it.
type folder struct {
	id       string
	at       time.Time
	unpaired []unpairedFile

	mu    sync.Mutex
	doing align.Progress
	done  bool
	pairs []memory.AlignedPair
	err   error // of the folder as a whole
}

// unpairedFile is a file that nothing was aligned of.
type unpairedFile struct {
	Name   string
	Side   string // "source" or "target"; empty: both of a pair
	cause  error  // why it cannot be read; nil: it has no partner
	Reason string
}

// folderState is how far a folder is at one moment.
type folderState struct {
	align.Progress
	Done  bool
	pairs []memory.AlignedPair
	err   error
}

// folderRow is a folder in the list.
type folderRow struct {
	ID string
	At time.Time
	folderState
}

func (f *folder) state() folderState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return folderState{f.doing, f.done, f.pairs, f.err}
}

func (f *folder) setProgress(p align.Progress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.doing = p
}

func (f *folder) finish(pairs []memory.AlignedPair, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done, f.pairs, f.err = true, pairs, err
	for i := range f.pairs {
		f.pairs[i].Source, f.pairs[i].Target = nil, nil // in the store
	}
}

// Percent is how much of the work is done, 0 to 100.
func (f folderState) Percent() int {
	if f.Rounds*f.Pairs == 0 {
		return 0
	}
	return 100 * f.Steps() / (f.Rounds * f.Pairs)
}

// Steps is how many times a pair was read over.
func (f folderState) Steps() int { return max(f.Round-1, 0)*f.Pairs + f.Pair }

// add takes in a folder, unless too many are at work.
func (l *folders) add(f *folder) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	busy := 0
	for _, other := range l.list {
		if !other.state().Done {
			busy++
		}
	}
	if busy >= foldersAtWork {
		return workflow.Fail(workflow.TooMany, "align.busy")
	}
	l.list = slices.Insert(l.list, 0, f)
	for i := len(l.list) - 1; i >= foldersKept; i-- {
		if l.list[i].state().Done {
			l.list = slices.Delete(l.list, i, i+1)
		}
	}
	return nil
}

func (l *folders) all() []*folder {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.list)
}

func (l *folders) find(id string) (*folder, error) {
	for _, f := range l.all() {
		if f.id == id {
			return f, nil
		}
	}
	return nil, workflow.Fail(workflow.NotFound, "align.folder-gone")
}

// alignFolder begins to align the files of both sides whose names match, and answers where to see
// how far it is.
func (r *Room) alignFolder(
	c *web.Call, common memory.NewAlignment, sources, targets []*multipart.FileHeader,
) (string, error) {
	in, lost := pairedFiles(common, sources, targets)
	if len(in) == 0 {
		return "", unmatchedError(lost)
	}
	if len(in) > workflow.MaxAlignedPairs {
		return "", workflow.Fail(workflow.TooLarge, "align.many", "Limit", workflow.MaxAlignedPairs)
	}
	f := &folder{id: web.NewReference(), at: r.Now(), unpaired: lost}
	f.doing.Pairs = len(in)
	if err := r.folders.add(f); err != nil {
		return "", err
	}
	go r.runFolder(f, c.Actor, in)
	return "/align/folder/" + f.id, nil
}

// unmatchedError says what is wrong with files that make no pair.
func unmatchedError(lost []unpairedFile) error {
	var names []string
	for _, l := range lost {
		if l.cause != nil {
			return l.cause
		}
		names = append(names, l.Name)
	}
	return workflow.Fail(workflow.Invalid, "align.unmatched", "Names",
		strings.Join(names[:min(len(names), 10)], ", "))
}

// runFolder aligns a folder when it is its turn. Whoever sent it may have gone; the stop of the
// server ends it.
func (r *Room) runFolder(f *folder, who workflow.Actor, in []memory.NewAlignment) {
	ctx, cancel := context.WithCancel(r.Stopping)
	defer cancel()
	select {
	case <-ctx.Done():
		f.finish(nil, ctx.Err())
		return
	case r.folders.turn <- struct{}{}:
	}
	defer func() { <-r.folders.turn }()
	defer func() {
		if p := recover(); p != nil {
			r.Logger.LogAttrs(ctx, slog.LevelError, "panic", slog.String("folder", f.id), slog.Any("panic", p))
			f.finish(nil, workflow.Fail(workflow.Internal, "fault.internal"))
		}
	}()
	pairs, err := r.Memory.AlignFolder(ctx, who, in, f.setProgress)
	f.finish(pairs, err)
	for _, p := range pairs {
		err = cmp.Or(err, p.Err)
	}
	if err != nil && workflow.KindOf(err) == workflow.Internal {
		r.Logger.LogAttrs(ctx, slog.LevelError, "folder failed", slog.String("folder", f.id),
			slog.Any("error", err))
	}
}

// pairedFiles reads the files of both sides whose names match, and says which it leaves.
func pairedFiles(
	common memory.NewAlignment, sources, targets []*multipart.FileHeader,
) (in []memory.NewAlignment, lost []unpairedFile) {
	by := map[string]*multipart.FileHeader{}
	for _, t := range targets {
		if name := matchName(t.Filename); by[name] == nil {
			by[name] = t
			continue
		}
		lost = append(lost, unpairedFile{Name: web.FileName(t.Filename), Side: "target"})
	}
	for _, s := range sources {
		t := by[matchName(s.Filename)]
		if t == nil {
			lost = append(lost, unpairedFile{Name: web.FileName(s.Filename), Side: "source"})
			continue
		}
		delete(by, matchName(s.Filename))
		n := common
		n.Name = web.FileName(s.Filename)
		var wrong, wrong2 error
		n.Source, wrong = readSide(s, "sources")
		n.Target, wrong2 = readSide(t, "targets")
		if wrong != nil {
			lost = append(lost, unpairedFile{Name: n.Name, Side: "source", cause: wrong})
		}
		if wrong2 != nil {
			lost = append(lost, unpairedFile{Name: web.FileName(t.Filename), Side: "target", cause: wrong2})
		}
		if wrong == nil && wrong2 == nil {
			in = append(in, n)
		}
	}
	for _, t := range by {
		lost = append(lost, unpairedFile{Name: web.FileName(t.Filename), Side: "target"})
	}
	slices.SortFunc(lost, func(a, b unpairedFile) int { return strings.Compare(a.Name, b.Name) })
	return in, lost
}

// showFolder shows how far a folder is, and at the end its report.
func (r *Room) showFolder(c *web.Call) error {
	f, err := r.folders.find(c.Param("id"))
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "folder", folderPageOf(c, f))
}
