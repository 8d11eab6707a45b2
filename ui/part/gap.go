package part

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// GapLine is one thing the article lacks, with where.
type GapLine struct {
	Text     string
	Icon     string
	Blocking bool
	Places   []Place
	More     int // places not listed
}

// Place is a segment as a link names it.
type Place struct {
	Word string // its position
	Path string
}

// gapPlaces is how many places of a gap are listed.
const gapPlaces = 24

// GapLineOf says a gap in words, with links to where it is.
func GapLineOf(b web.Base, v workflow.ArticleView, g workflow.Gap) GapLine {
	line := GapLine{Blocking: g.Kind.Blocks(), Icon: b.Icon("info"),
		Text: b.GapWord(g.Kind, len(g.Positions))}
	if g.Kind.Blocks() {
		line.Icon = b.Icon("warn")
	}
	for i, at := range g.Positions {
		if i == gapPlaces {
			line.More = len(g.Positions) - i
			break
		}
		line.Places = append(line.Places, Place{Word: b.Int(at),
			Path: BenchPath(v.ID, v.Segments[at-1])})
	}
	return line
}
