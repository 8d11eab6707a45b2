package memory

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

const (
	indexPage = 2000             // units that are read from the store at once
	indexTick = 30 * time.Second // how late a node that missed every wake-up is
)

// index finds the units of the store by their texts: a tm.Index for each pair of languages, which
// holds no texts itself. Every node has one; each reads what was written after the sequence of the
// feed that it knows. It is safe for concurrent use.
type index struct {
	mutex sync.RWMutex
	pairs map[[2]string]*tm.Index // by the base languages
	names map[tm.ID]string        // ids of units that are no UUID
	place place                   // of the last unit that was read
	load  IndexState

	files    Files // nil: it is not kept
	unusable error // why the files that were there are not used
	mapped   bool  // it reads files
	anew     bool  // a file failed: the next refresh begins anew
	round    int   // how often it began anew
	broken   chan struct{}
	saved    int64 // the sequence that they are current to
	changed  int   // units that were read since

	reading sync.Mutex // one refresh at a time
}

// place orders units by when they were written.
type place struct {
	seq int64
	id  string
}

// IndexState is how far an index is with reading the memory.
type IndexState struct {
	Ready bool // it has read all that was there as it began
	Read  int  // units
	Total int  // units that were there as it began
}

func newIndex() *index {
	return &index{pairs: map[[2]string]*tm.Index{}, names: map[tm.ID]string{},
		place: place{seq: -1}, broken: make(chan struct{}, 1)}
}

// IndexState is how far the index is with reading the memory.
func (u *UseCases) IndexState() IndexState {
	u.index.mutex.RLock()
	defer u.index.mutex.RUnlock()
	return u.index.load
}

// Run keeps the memory and its index current until ctx ends: units follow the segments, and the
// index the units. Watcher tells that something was appended to the feed. Every node runs it.
func (u *UseCases) Run(ctx context.Context, watcher workflow.Watcher, log *slog.Logger) {
	var learning sync.WaitGroup
	defer learning.Wait()
	learning.Go(func() { u.learnAndSave(ctx, log) })
	learning.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-u.index.broken:
				u.currentOrLog(ctx, log)
			}
		}
	})
	workflow.OnWake(ctx, watcher, indexTick, func(bool) { u.currentOrLog(ctx, log) })
}

func (u *UseCases) currentOrLog(ctx context.Context, log *slog.Logger) {
	if err := u.Current(ctx); err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "memory not current", slog.Any("error", err))
	}
	if err := u.index.takeUnusable(); err != nil {
		log.WarnContext(ctx, "memory is read from the store", slog.Any("error", err))
	}
}

// learnAndSave learns and saves at every tick until ctx ends: this takes longer than a lookup may wait.
func (u *UseCases) learnAndSave(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(indexTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !u.IndexState().Ready {
			continue
		}
		if err := errors.Join(u.learn(ctx), u.save(ctx)); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "memory not learnt from or saved", slog.Any("error", err))
		}
	}
}

// Current brings units up to the segments, and the index up to the units.
func (u *UseCases) Current(ctx context.Context) error {
	if err := u.Follow(ctx); err != nil {
		return err
	}
	for range 2 {
		err := u.index.guard(func() error { return u.refresh(ctx) })
		if err == nil {
			err = u.index.checkMerges()
		}
		if !errors.Is(err, tm.ErrFile) {
			return err
		}
	}
	return nil // it was given up again: Run, which receives from broken, reads it anew
}

// refresh reads what was written in the memory since the last time.
func (u *UseCases) refresh(ctx context.Context) error {
	x := u.index
	x.reading.Lock()
	defer x.reading.Unlock()
	x.beginAnew()
	if x.place.seq < 0 && x.files != nil && x.round == 0 {
		x.setUnusable(catch(func() error { return u.open(ctx) }))
	}
	if !u.IndexState().Ready {
		var total int
		err := u.View(ctx, func(t *txn) (err error) {
			total, err = t.CountUnits()
			return err
		})
		if err != nil {
			return err
		}
		x.mutex.Lock()
		x.load.Total = total
		x.mutex.Unlock()
	}
	for {
		var units []workflow.Unit
		err := u.View(ctx, func(t *txn) (err error) {
			units, err = t.UnitsSince(x.place.seq, x.place.id, indexPage)
			return err
		})
		if err != nil {
			return err
		}
		x.take(units)
		if len(units) < indexPage {
			return nil
		}
	}
}

// take makes the index find units as they are now.
func (x *index) take(units []workflow.Unit) {
	for i := range units {
		w := &units[i]
		of := x.pair(w.SourceLang, w.TargetLang)
		switch {
		case !w.Gone:
			x.of(w.SourceLang, w.TargetLang).Insert(x.entry(w))
		case of != nil:
			of.Delete(x.idOf(w.ID))
		}
		x.place = place{w.Seq, w.ID}
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.load.Read += len(units)
	x.changed += len(units)
	x.load.Ready = x.load.Ready || len(units) < indexPage
}

// languages are the pairs of languages that there are units of.
func (x *index) languages() [][2]string {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return slices.Collect(maps.Keys(x.pairs))
}

// of is the index of a pair of languages, which is made where there is none.
func (x *index) of(source, target string) *tm.Index {
	key := [2]string{lang.Base(source), lang.Base(target)}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.pairs[key] == nil {
		x.pairs[key] = tm.New(key[0], key[1])
	}
	return x.pairs[key]
}

// idOf is the id of a unit in the index.
func (x *index) idOf(id string) tm.ID {
	if u, err := uuid.Parse(id); err == nil && u.String() == id {
		return tm.ID(u)
	}
	made := tm.ID(uuid.NewSHA1(uuid.Nil, []byte(id)))
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.names[made] = id
	return made
}

// nameOf is the id of a unit in the store.
func (x *index) nameOf(id tm.ID) string {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	if name, ok := x.names[id]; ok {
		return name
	}
	return uuid.UUID(id).String()
}

func (x *index) entry(w *workflow.Unit) tm.Unit {
	return tm.Unit{ID: x.idOf(w.ID), Source: w.Source.String(), Target: w.Target.String(),
		Before: uint64(w.Before), After: uint64(w.After), Penalty: penalty(w)}
}

// Points that are taken off the score of a match, so that of two equal sources the translation
// that more people have looked at comes first.
const (
	translatedPenalty = 3 // it is not approved
	importedPenalty   = 1 // of a file that others made
	codesPenalty      = 1 // its codes are others than those of the text
)

// Penalty is why points are taken off the score of a match.
type Penalty string

// The reasons.
const (
	NotApproved Penalty = "not-approved"
	Imported    Penalty = "imported"
	OtherCodes  Penalty = "codes"
)

// Points are how many are taken off.
func (p Penalty) Points() int {
	return map[Penalty]int{NotApproved: translatedPenalty, Imported: importedPenalty, OtherCodes: codesPenalty}[p]
}

// penaltiesOf are those that a unit has for any text.
func penaltiesOf(u *workflow.Unit) (all []Penalty) {
	if u.State == workflow.UnitTranslated {
		all = append(all, NotApproved)
	}
	if u.Kind() == workflow.FromImport {
		all = append(all, Imported)
	}
	return all
}

func penalty(u *workflow.Unit) (points uint8) {
	for _, p := range penaltiesOf(u) {
		points += uint8(p.Points()) //nolint:gosec // a few
	}
	return points
}
