package bench

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// rangeEnd is shown after the last segment that the reader may write.
type rangeEnd struct {
	web.Base
	Href      string            // answers this
	Done, All int               // segments that were given to the reader; All is 0 when none was
	Left      *workflow.Segment // the first of them that is not done; nil: none
	LeftPath  string
}

func rangeEndPath(article string) string { return "/articles/" + article + "/bench?end=1" }

func rangeEndOf(c *web.Call, v workflow.ArticleView) *rangeEnd {
	e := &rangeEnd{Base: c.RowBase(), Href: rangeEndPath(v.ID)}
	for _, g := range v.Segments {
		if g.Translator != c.Actor.ID {
			continue
		}
		e.All++
		if !g.Unfinished() {
			e.Done++
		} else if e.Left == nil {
			e.Left, e.LeftPath = &g, segmentPath(v.ID, filter{}, g)
		}
	}
	return e
}

// NewEnd is what the page shows at once, before the server has counted.
func (p *page) NewEnd() *rangeEnd { return &rangeEnd{Base: p.Base, Href: rangeEndPath(p.Article.ID)} }

// Said is the sentence.
func (e *rangeEnd) Said() string {
	switch {
	case e.All == 0:
		return e.T("bench.range-end")
	case e.Left != nil:
		return e.T("bench.range-left", "Done", e.Done, "All", e.All)
	}
	return e.T("bench.range-done", "Done", e.Done, "All", e.All)
}
