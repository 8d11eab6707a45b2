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

// mostChecked is how many segments of an article are looked at for a page that is about something else.
const mostChecked = 300

// FoundLineOf says which segments of an article that nobody has work with any more have findings of checks, which are
// to be looked at before a sign-off; nil: none, or
// there is still work.
func FoundLineOf(c *web.Call, v *workflow.ArticleView) (*GapLine, error) {
	for _, s := range v.Segments {
		if s.Unfinished() {
			return nil, nil
		}
	}
	line := &GapLine{Icon: c.RowBase().Icon("warn"), All: ArticlePath(v.ID) + "/checks"}
	if len(v.Segments) > mostChecked { // to look at a book takes seconds
		line.Icon, line.Text = c.RowBase().Icon("info"), c.T("gap.not-checked")
		return line, nil
	}
	checked, err := c.Server.Checking.Article(c.Ctx(), c.Actor, v)
	for _, one := range checked {
		if len(one.Standing()) == 0 {
			continue
		}
		line.add(c.RowBase(), v, one.Segment.Position)
	}
	if len(line.Places) == 0 {
		return nil, err
	}
	line.Text = c.T("gap.findings", "Count", len(line.Places)+line.More)
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
