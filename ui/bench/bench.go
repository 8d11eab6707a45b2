package bench

import (
	"iter"
	"net/http"
	"slices"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/lang"
)

// page is the data of bench.html and of the part "bench-part".
type page struct {
	web.Base
	Article workflow.ArticleView
	Filter  filter
	Rows    []*part.Row
	Active  *part.Row // nil when no segment is on the list
	Panel   *panel    // of the active segment
	Meter   part.Progress
	Due     part.Due
	Next    string    // address of the next unfinished segment on the list; empty: none
	Shown   int       // segments on the list
	News    int       // segments that others changed since the reader left; -1: never was here
	Review  bool      // the reader may review
	Own     bool      // segments were given to the reader to translate
	Shared  bool      // several people translate the article
	End     *rangeEnd // the reader has come to the end of what is theirs to write; nil: not

	repeated *desk.Repetitions // nil: the article was not read
}

// request is what the bench is asked to show.
type request struct {
	article, active string
	filter          filter
	edit            *part.Edit // a save that was refused; nil: none
	end             bool       // the reader has come to the end of what is theirs to write
	seen            int64      // the version the reader has, when another person changed it
}

// showBench shows the workbench: ?s= is the active segment, ?go= a position to jump to, ?end= says
// that the reader has come to the end of what is theirs to write.
func (r *Room) showBench(c *web.Call) error {
	seen, err := strconv.ParseInt(c.QueryParam("seen"), 10, 64)
	if err != nil {
		seen = 0
	}
	ask := request{article: c.Param("id"), active: c.QueryParam("s"),
		filter: parseFilter(c.QueryParams()), seen: seen}
	known := append([]string{""}, stateChoices()...)
	if _, err := workflow.ParseOption("option.state", ask.filter.State, known); err != nil {
		return err
	}
	if c.WantsPart("bench") && ask.active != "" {
		return r.benchPart(c, ask)
	}
	if c.WantsPart("range-end") {
		v, err := r.Article.Read(c.Ctx(), c.Actor, ask.article)
		if err != nil {
			return err
		}
		return c.Part(http.StatusOK, "range-end", rangeEndOf(c, v))
	}
	ask.end = c.QueryParam("end") != ""
	return r.answerPage(c, http.StatusOK, ask)
}

// benchPart answers the rows that were asked for, the active one among them, without reading the
// article: what it costs does not grow with it. Where the active segment is not on the list, what
// is active then is for the whole page to say.
func (r *Room) benchPart(c *web.Call, ask request) error {
	ids := append(c.WantedParts("r-"), ask.active)
	slices.Sort(ids)
	v, err := r.Article.ReadSegments(c.Ctx(), c.Actor, ask.article, slices.Compact(ids)...)
	if err != nil {
		return err
	}
	filter, err := r.segmentsOf(c, v.ID, ask.filter)
	if err != nil {
		return err
	}
	matches := filter.Matcher(v.SourceLang, v.TargetLang)
	shown := slices.DeleteFunc(slices.Clone(v.Segments),
		func(g workflow.Segment) bool { return !matches(g) })
	at := part.IndexOfSegment(shown, ask.active)
	if at < 0 {
		return r.answerPage(c, http.StatusOK, ask)
	}
	p := &page{Base: c.Base("bench.title", "Name", v.Title), Article: v, Filter: ask.filter,
		Review: c.Actor.Can(workflow.ReviewSegments)}
	p.Meter = part.ProgressOf(p.Base, v.Summary)
	if filter, ok := unfinishedOf(filter); ok {
		next, err := r.Desk.Neighbour(c.Ctx(), c.Actor, shown[at],
			filter.ForWriterOf(shown[at], c.Actor), true)
		if err != nil {
			return err
		}
		if next.ID != ask.active {
			p.Next = segmentPath(v.ID, ask.filter, next)
		}
	}
	var issues []workflow.Issue
	for _, g := range shown {
		some, err := r.Quality.Issues(c.Ctx(), c.Actor,
			workflow.IssueFilter{Segment: g.ID, Open: true})
		if err != nil {
			return err
		}
		issues = append(issues, some...)
	}
	return r.answerRows(c, http.StatusOK, ask, p, rowsInList{shown, ask.active, issues})
}

// unfinishedOf narrows a list to what a translator has something left to do on; false when nothing
// on it can be.
func unfinishedOf(f workflow.SegmentFilter) (workflow.SegmentFilter, bool) {
	switch f.State {
	case "", workflow.OpenState:
		f.State = workflow.OpenState
		return f, true
	case string(bitext.Translated), string(bitext.Reviewed), string(bitext.Final):
		return f, false
	}
	return f, true
}

func (r *Room) answerPage(c *web.Call, status int, ask request) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, ask.article)
	if err != nil {
		return err
	}
	news, known, err := r.Plan.News(c.Ctx(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	matches := ask.filter.segments(c.Actor.ID, news).Matcher(v.SourceLang, v.TargetLang)
	listed := slices.DeleteFunc(slices.Clone(v.Segments),
		func(g workflow.Segment) bool { return !matches(g) })
	active := ""
	if !ask.end {
		active = r.chooseActive(c, listed, ask.active)
	}
	p := &page{Base: c.Base("bench.title", "Name", v.Title), Article: v, Filter: ask.filter,
		Shown: len(listed), News: len(news), Review: c.Actor.Can(workflow.ReviewSegments)}
	p.repeated = desk.FindRepetitions(v.Segments)
	if !known {
		p.News = -1
	}
	p.Meter, p.Due = part.ProgressOf(p.Base, v.Summary), part.DueOf(p.Base, v.Due, r.Now(), part.Settled(v.Stage()))
	p.Next = nextUnfinished(c, p, listed, active)
	p.Own = slices.ContainsFunc(v.Segments, func(g workflow.Segment) bool { return g.Translator == c.Actor.ID })
	p.Shared = slices.ContainsFunc(v.Segments, func(g workflow.Segment) bool {
		return g.Translator != v.Segments[0].Translator
	})
	if ask.end {
		p.End = rangeEndOf(c, v)
	}
	shown := listed
	if c.WantsPart("bench") {
		shown = slices.DeleteFunc(listed, func(g workflow.Segment) bool {
			return g.ID != active && !c.WantsPart("r-"+g.ID)
		})
	}
	issues, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Article: v.ID, Open: true})
	if err != nil {
		return err
	}
	return r.answerRows(c, status, ask, p, rowsInList{shown, active, issues})
}

// rowsInList is what the rows of an answer are made of.
type rowsInList struct {
	shown  []workflow.Segment
	active string
	issues []workflow.Issue // open ones of the segments shown
}

// answerRows fills the rows and the panel and answers the page or the part that was asked for.
func (r *Room) answerRows(
	c *web.Call, status int, ask request, p *page, list rowsInList,
) error {
	maker := part.NewRowMaker(c, &p.Article)
	maker.Seek = lang.Fold(p.Filter.Query, "")
	faults := part.IssueViews(c, &p.Article, list.issues)
	for _, g := range list.shown {
		row := maker.Row(g)
		row.Faults, row.Terms = faults[g.ID], r.termsIn(&p.Article, g)
		row.Path = segmentPath(p.Article.ID, p.Filter, g)
		if err := r.markRepeated(c, p, row); err != nil {
			return err
		}
		p.Rows = append(p.Rows, row)
		if g.ID != list.active {
			continue
		}
		if err := part.OpenEditor(c, row, ask.edit, ask.seen); err != nil {
			return err
		}
		row.Back = p.Filter.Encode()
		p.Active = row
		panel, err := r.loadPanel(c, &panelBase{Segment: g, Article: &p.Article}, c.QueryParam("panel"))
		if err != nil {
			return err
		}
		p.Panel = panel
	}
	if c.WantsPart("bench") {
		return c.Part(status, "bench-part", p)
	}
	c.AllowKeep(p.Article.Publisher.Style.Drafts)
	return c.StreamPage(status, "bench", p)
}

// markRepeated says of a row which it repeats, where the article was read, and how many repeat it.
func (r *Room) markRepeated(c *web.Call, p *page, row *part.Row) error {
	if p.repeated == nil {
		same, err := r.Fills.Repeats(c.Ctx(), c.Actor, row.Segment)
		row.Repeats = len(same)
		return err
	}
	row.Repeats = p.repeated.Fillable(row.Segment)
	if first, ok := p.repeated.First(row.ID); ok {
		row.Again = &part.Repeated{Segment: first, Path: segmentPath(p.Article.ID, p.Filter, first)}
	}
	return nil
}

// chooseActive is the segment to open: the one asked for, the one at the position to jump to, or the
// first that the reader has to translate, or else that is free, or else the first.
func (r *Room) chooseActive(c *web.Call, listed []workflow.Segment, asked string) string {
	if i := part.IndexOfSegment(listed, asked); i >= 0 {
		return asked
	}
	if at, err := strconv.Atoi(part.WesternDigits(c.QueryParam("go"))); err == nil && len(listed) > 0 {
		for _, g := range listed {
			if g.Position >= at {
				return g.ID
			}
		}
		return listed[len(listed)-1].ID
	}
	if len(listed) == 0 {
		return ""
	}
	first := func(ok func(workflow.Segment) bool) string {
		if i := slices.IndexFunc(listed, ok); i >= 0 {
			return listed[i].ID
		}
		return ""
	}
	mine := func(g workflow.Segment) bool { return g.Translator == c.Actor.ID && g.Unfinished() }
	free := func(g workflow.Segment) bool { return g.Translator == "" && g.Unfinished() }
	for _, id := range []string{first(mine), first(free), first(workflow.Segment.Unfinished)} {
		if id != "" {
			return id
		}
	}
	return listed[0].ID
}

// nextUnfinished is the address of the next segment on the list after the active one that the reader
// has to do something about, going on from the start after the end.
func nextUnfinished(c *web.Call, p *page, listed []workflow.Segment, active string) string {
	at := part.IndexOfSegment(listed, active)
	var here workflow.Segment
	if at >= 0 {
		here = listed[at]
	}
	theirs := workflow.SegmentFilter{State: workflow.OpenState}.ForWriterOf(here, c.Actor).
		Matcher(p.Article.SourceLang, p.Article.TargetLang)
	for i := range listed {
		g := listed[(at+1+i)%len(listed)]
		if g.ID != active && theirs(g) {
			return segmentPath(p.Article.ID, p.Filter, g)
		}
	}
	return ""
}

// segmentPath is the address of a segment on the workbench, with the reader's filter.
func segmentPath(article string, f filter, g workflow.Segment) string {
	q := f.values()
	q.Set("s", g.ID)
	return "/articles/" + article + "/bench?" + q.Encode() + "#s" + strconv.Itoa(g.Position)
}

// showSegment finds a segment's place on the workbench, for links that know only its id.
func (r *Room) showSegment(c *web.Call) error {
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, segmentPath(g.Article, filter{}, g))
}

// Pair is the article's pair of languages.
func (p *page) Pair() part.Pair {
	return part.Pair{Source: p.Article.SourceLang, Target: p.Article.TargetLang}
}

// rowsPerList is how many rows are in one list of the page.
const rowsPerList = 100

// Lists are the rows in lists of a size that a browser lays out at once.
func (p *page) Lists() iter.Seq[[]*part.Row] { return slices.Chunk(p.Rows, rowsPerList) }
