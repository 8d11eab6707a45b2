package memory

import (
	"fmt"
	"runtime/debug"

	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// catch runs what reads files that are mapped into memory. One that is cut or overwritten while the
// program runs makes reading it fault, or reads what cannot be: that is the error, an ErrFile.
func catch(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", tm.ErrFile, fault)
		}
	}()
	return do()
}

// guard runs what reads the index. Where a file of it fails, the index is given up and begins anew, from
// the store alone: what do then has found counts for nothing. Without files a panic is a bug, and goes
// on its way.
func (x *index) guard(do func() error) error {
	x.mutex.RLock()
	mapped, round := x.mapped, x.round
	x.mutex.RUnlock()
	if !mapped {
		return do()
	}
	var err error
	if fault := catch(func() error { err = do(); return nil }); fault != nil {
		x.giveUp(round, fault)
		return fault
	}
	return err
}

// on runs do on the index of a pair of languages, if there are units of it.
func (x *index) on(source, target string, do func(*tm.Index)) {
	_ = x.guard(func() error { // why it fails is kept to be logged, and there is an answer: nothing is found
		if pair := x.pair(source, target); pair != nil {
			do(pair)
		}
		return nil
	})
}

// pair is the index of a pair of languages; nil: there were never units of it.
func (x *index) pair(source, target string) *tm.Index {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return x.pairs[[2]string{lang.Base(source), lang.Base(target)}]
}

// giveUp forgets all that was read in a round: the next refresh reads the store from its beginning.
func (x *index) giveUp(round int, why error) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.round != round {
		return // it was given up already
	}
	x.pairs, x.load = map[[2]string]*tm.Index{}, IndexState{}
	x.anew, x.unusable = true, why
	select {
	case x.broken <- struct{}{}:
	default: // it is known
	}
}

// beginAnew begins another round if the last one was given up.
func (x *index) beginAnew() {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if !x.anew {
		return
	}
	x.pairs, x.load = map[[2]string]*tm.Index{}, IndexState{} // a refresh that ran on has put some in again
	x.place, x.changed = place{seq: -1}, worthSaving
	x.anew, x.mapped = false, false
	x.round++
}

// checkMerges gives the index up if a merge in the background could not read a file.
func (x *index) checkMerges() error {
	x.mutex.RLock()
	round, pairs := x.round, x.pairs
	var err error
	for _, pair := range pairs {
		if failed := pair.Err(); failed != nil {
			err = failed
		}
	}
	x.mutex.RUnlock()
	if err != nil {
		x.giveUp(round, err)
	}
	return err
}
