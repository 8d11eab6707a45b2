package quality

import (
	"net/http"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/checking"
)

// checksPage is the data of qualitychecks.html: how often what checks find is dismissed, and what was.
type checksPage struct {
	web.Base
	LookedAt  time.Time // when the desk was; zero: never
	Rates     []rateRow
	Segments  int // that were looked at then
	Days      int // of which they are the last
	Dismissed []dismissedRow
}

// rateRow is a check with how often its findings are dismissed.
type rateRow struct {
	checking.Rate
	Word, Share string
}

// dismissedRow is a finding that was dismissed.
type dismissedRow struct {
	workflow.Dismissal
	Word, Name  string
	Scope       string // how far it goes, in words
	Article     workflow.Article
	ArticlePath string
}

// showChecks lists what was dismissed for a review, with the rates of the checks.
func (r *Room) showChecks(c *web.Call) error {
	p := &checksPage{Base: c.Base("quality.checks"), Days: checking.RatedDays}
	list, err := r.Checking.Dismissals(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	look, err := r.Checking.LastLook(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	if look.Last != nil {
		p.LookedAt, p.Segments = look.Last.At, look.Report.Rated
	}
	for _, rate := range look.Report.Rates {
		p.Rates = append(p.Rates, rateRow{rate, c.T("check-name." + string(rate.Check)), c.Percent(rate.Share())})
	}
	scopes := map[workflow.DismissalScope]string{workflow.DismissOnce: "checks.here", workflow.DismissArticle: "checks.in-article",
		workflow.DismissWord: "checks.for-good"}
	for _, d := range list.Dismissals {
		p.Dismissed = append(p.Dismissed, dismissedRow{Dismissal: d, Word: c.T("check-name." + d.Check), Name: list.People[d.By],
			Scope: c.T(scopes[d.Scope]), Article: list.Articles[d.Article],
			ArticlePath: part.ArticlePath(d.Article) + "/bench?s=" + d.Segment})
	}
	return c.Page(http.StatusOK, "qualitychecks", p)
}
