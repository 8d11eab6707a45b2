package memory

import (
	"context"
	"sync"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/lang"
)

// aligners lay stretches of sources to their translations, with the words that the memory taught them:
// one for each pair of languages. They are safe for concurrent use.
type aligners struct {
	mutex sync.Mutex
	pairs map[[2]string]*taught
}

// taught is an aligner, and how many units the index had when it learnt.
type taught struct {
	*align.Aligner
	units int
}

// of is the aligner of a pair of languages: until it was taught, one of the built-in words.
func (a *aligners) of(source, target string) *align.Aligner {
	key := [2]string{lang.Base(source), lang.Base(target)}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.pairs == nil {
		a.pairs = map[[2]string]*taught{}
	}
	if a.pairs[key] == nil {
		a.pairs[key] = &taught{Aligner: align.New(source, target)}
	}
	return a.pairs[key].Aligner
}

// FindMoved looks for a part of the text of an alignment that its translation has in another place. It
// asks the aligner only where many sentences that follow each other have no counterpart.
func (u *UseCases) FindMoved(a workflow.Alignment) (align.Moved, bool) {
	beads := make([]align.Bead, len(a.Beads))
	for i, b := range a.Beads {
		beads[i] = b.Bead()
		beads[i].Confidence = b.Confidence
		if b.Accepted {
			beads[i].Confidence = 1
		}
	}
	return u.words.of(a.SourceLang, a.TargetLang).FindMoved(
		align.Pair{Source: sentencesOf(a.Source), Target: sentencesOf(a.Target)}, beads)
}

// learnAgain is by how much the memory has to grow for the aligner to learn from it anew.
const learnAgain = 1.25

// learn teaches the aligners of those pairs whose memory has grown.
func (u *UseCases) learn(ctx context.Context) error {
	for _, key := range u.index.languages() {
		units := u.index.of(key[0], key[1]).Len()
		u.words.of(key[0], key[1])
		u.words.mutex.Lock()
		known := u.words.pairs[key].units
		u.words.mutex.Unlock()
		if units == 0 || float64(units) < learnAgain*float64(known) {
			continue
		}
		a, err := u.Aligner(ctx, key[0], key[1])
		if err != nil {
			return err
		}
		u.words.mutex.Lock()
		u.words.pairs[key] = &taught{a, units}
		u.words.mutex.Unlock()
	}
	return nil
}
