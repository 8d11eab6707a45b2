package align

import (
	"truchement/workflow/align"
)

// HoldFolders keeps the folders of a room waiting until release is called.
func HoldFolders(r *Room) (release func()) {
	r.folders.turn <- struct{}{}
	return func() { <-r.folders.turn }
}

// SetFolderProgress says how far the newest folder is.
func SetFolderProgress(r *Room, round, rounds, pair, pairs int) {
	r.folders.all()[0].setProgress(align.Progress{Round: round, Rounds: rounds, Pair: pair, Pairs: pairs})
}
