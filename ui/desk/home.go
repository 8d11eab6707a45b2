package desk

import (
	"net/http"
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

// How many spots that came back and how many articles of the pool a day shows; the rest is a link
// away.
const (
	mostReturned = 8
	mostFree     = 6
)

// dayPage is the data of day.html: what one has to do now.
type dayPage struct {
	web.Base
	Day   workday
	Pool  []poolItem
	All   string // address of the whole pool; empty: all of it is shown
	May   part.Rights
	Homes bool  // the reader may have their day as home, and has not
	Head  int64 // feed sequence the page is up to
}

// poolItem is an article with segments that no one was given.
type poolItem struct {
	workflow.Free
	Path     string
	TitleDir string
	Counts   string // segments and words
	Due      part.Due
	Urgency  string
}

// Pair is the data of the part "pair".
func (i poolItem) Pair() part.Pair { return part.Pair{Source: i.SourceLang, Target: i.TargetLang} }

// Reviews reports whether the item is to be reviewed, which needs no taking.
func (i poolItem) Reviews() bool { return i.Role == workflow.Editor }

// showHome shows each role what it must do now: a Reader the editions, who translates or
// reviews their day, who steers the board. Addresses of the board from before it had its own lead
// there.
func (r *Room) showHome(c *web.Call) error {
	switch {
	case !c.Actor.Can(workflow.ReadDesk):
		return c.Redirect(http.StatusSeeOther, "/editions")
	case asksFilter(c):
		return c.Redirect(http.StatusSeeOther, boardPath+"?"+c.QueryString())
	case !web.HomeIsBoard(c):
		return r.showDay(c)
	}
	return r.showBoard(c)
}

// chooseHome keeps which page an editor has as home in this browser, and opens it.
func (r *Room) chooseHome(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	home, err := workflow.ParseOption("option.choice", f.Value("home"), []string{"day", "board"})
	if err != nil {
		return err
	}
	web.KeepHome(c, home)
	return c.Done("/", "home.kept")
}

// showDay shows the person's own day: what they were given, what came back and what is free.
func (r *Room) showDay(c *web.Call) error {
	page := &dayPage{Base: c.Base("day.mine"), May: part.RightsOf(c)}
	page.Homes = page.May.Assign && web.HomeIsBoard(c)
	var err error
	// Before the rest is read: what happens in between is shown twice rather than missed.
	if page.Head, err = r.Plan.FeedHead(c.Ctx()); err != nil {
		return err
	}
	tasks, err := r.Plan.Day(c.Ctx(), c.Actor, c.ActorID())
	if err != nil {
		return err
	}
	page.Day = dayOf(page.Base, tasks, r.Now())
	page.Day.Mine = true
	if err := r.fillPool(c, page); err != nil {
		return err
	}
	if c.WantsPart("day") {
		return c.Part(http.StatusOK, "day-part", page)
	}
	all, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	c.AllowKeep(draftPolicies(all)...)
	return c.Page(http.StatusOK, "day", page)
}

// fillPool lists the newest articles of the pool, what is due first on top.
func (r *Room) fillPool(c *web.Call, page *dayPage) error {
	free, err := r.Plan.Pool(c.Ctx(), c.Actor, mostFree+1)
	if err != nil {
		return err
	}
	if len(free) > mostFree {
		free, page.All = free[:mostFree], boardPath+"?show=mine"
		if page.May.Review {
			page.All = "/review"
		}
	}
	slices.SortStableFunc(free, func(x, y workflow.Free) int { return compareDue(x.Work, y.Work) })
	for _, f := range free {
		one := poolItem{Free: f, Path: part.ArticlePath(f.Article), TitleDir: c.DirOf(f.SourceLang),
			Counts: c.List([]string{c.T("article.segments", "Count", f.Segments),
				c.T("article.words", "Count", f.Words)}),
			Due: part.DueOf(page.Base, f.Due, r.Now(), false), Urgency: page.UrgencyWord(f.Urgency)}
		if one.Reviews() {
			one.Path += "/review"
		}
		page.Pool = append(page.Pool, one)
	}
	return nil
}

// homeChoice is the data of the part "choose-home".
type homeChoice struct{ Home, Word string }

// Choose is the choice of this page as home.
func (p *dayPage) Choose(home string) homeChoice { return homeChoice{home, p.T("home.choose")} }

// Choose is the choice of this page as home.
func (p *boardPage) Choose(home string) homeChoice { return homeChoice{home, p.T("home.choose")} }

// Why says why nothing is to do, and what one can do about it.
func (p *dayPage) Why() string {
	switch {
	case len(p.Pool) > 0 && p.May.Review:
		return p.T("day.none-review")
	case len(p.Pool) > 0:
		return p.T("day.none-take")
	case p.May.Review:
		return p.T("day.none-editor")
	}
	return p.T("day.none")
}
