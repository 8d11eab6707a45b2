package ui

import "truchement/workflow/align"

// HoldFolders keeps the folders of a room waiting until release is called.
func HoldFolders(r *alignRoom) (release func()) {
	r.folders.turn <- struct{}{}
	return func() { <-r.folders.turn }
}

// TellFolder says how far the newest folder is.
func TellFolder(r *alignRoom, round, rounds, pair, pairs int) {
	r.folders.all()[0].tell(align.Progress{Round: round, Rounds: rounds, Pair: pair, Pairs: pairs})
}
