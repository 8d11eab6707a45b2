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
	More     int    // places not listed
	All      string // address of a page with all of it; empty: there is none
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
	for _, at := range g.Positions {
		line.add(b, &v, at)
	}
	return line
}

// FoundLineOf says which segments of a finished article have open findings of checks; nil: none.
func FoundLineOf(c *web.Call, v *workflow.ArticleView) (*GapLine, error) {
	found, err := c.Server.Checking.SignOff(c.Ctx(), c.Actor, v)
	b := c.RowBase()
	line := &GapLine{Icon: b.Icon("warn"), All: ArticlePath(v.ID) + "/checks"}
	switch {
	case found.TooLong:
		line.Icon, line.Text = b.Icon("info"), b.T("gap.not-checked")
	case len(found.Open) > 0:
		line.Text = b.T("gap.findings", "Count", len(found.Open))
	default:
		return nil, err
	}
	for _, s := range found.Open {
		line.add(b, v, s.Position)
	}
	return line, err
}

// add lists a place, or counts it where many are listed.
func (l *GapLine) add(b web.Base, v *workflow.ArticleView, position int) {
	if len(l.Places) == gapPlaces {
		l.More++
		return
	}
	l.Places = append(l.Places, Place{Word: b.Int(position), Path: BenchPath(v.ID, v.Segments[position-1])})
}
