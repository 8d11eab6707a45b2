package edition

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/edition"
)

// shareDays are the choices of how long a link lasts.
var shareDays = [...]string{"1", "7", "30", "90", "365"}

// linksPage is the data of links.html: the links by which an edition is read without an account.
type linksPage struct {
	web.Base
	Article   workflow.Article
	Published bool // there is something to share
	Form      *web.Form
	Days      []word.Option
	Links     []sharedLink
	Made      string // the address of the link that was made, shown once
	Embed     string // and the HTML that shows it in another page
}

// sharedLink is a link as the list shows it.
type sharedLink struct {
	edition.SharedBy
	Open bool // it leads somewhere now
}

func shareFields() map[string]string {
	return map[string]string{"option.choice": "days", "share.wrong-end": "days", "text.too-long": "name"}
}

// showLinks lists the links to an edition and offers to make one.
func (r *Room) showLinks(c *web.Call) error { return r.answerLinks(c, http.StatusOK, linksPage{}) }

func (r *Room) answerLinks(c *web.Call, status int, page linksPage) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := r.Edition.Shares(c.Ctx(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		page.Links = append(page.Links, sharedLink{s, s.Opens(r.Now())})
	}
	page.Base, page.Article = c.Base("share.title", "Name", v.Title), v.Article
	page.Published = !v.Published.IsZero() && v.Retracted == ""
	if page.Form == nil {
		page.Form = web.NewForm("days", "30")
	}
	for _, days := range shareDays {
		n, err := strconv.Atoi(days)
		if err != nil {
			return err
		}
		page.Days = append(page.Days, word.Option{Value: days, Word: c.T("share.days", "Count", n)})
	}
	return c.Page(status, "links", &page)
}

// addLink makes a link and shows it, once: there is no redirect, since its secret is kept nowhere.
func (r *Room) addLink(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	var secret string
	days, err := workflow.ParseOption("option.choice", f.Value("days"), shareDays[:])
	if err == nil {
		n, _ := strconv.Atoi(days) // one of shareDays
		secret, _, err = r.Edition.Share(c.Ctx(), c.Actor, edition.NewShare{Article: c.Param("id"),
			Name: f.Value("name"), Until: r.Now().Add(time.Duration(n) * 24 * time.Hour),
			Indexed: f.Value("indexed") != ""})
	}
	if err != nil && c.Refused(f, err, shareFields()) {
		return r.answerLinks(c, web.FormStatus(err), linksPage{Form: f})
	}
	if err != nil {
		return err
	}
	made := c.Address() + "/e/" + secret
	return r.answerLinks(c, http.StatusOK, linksPage{Made: made, Embed: fmt.Sprintf(
		`<iframe src="%s/frame" title="%s" width="100%%" height="720" loading="lazy"></iframe>`,
		html.EscapeString(made), html.EscapeString(c.T("share.frame-title")))})
}

// revokeLink ends a link at once.
func (r *Room) revokeLink(c *web.Call) error {
	if err := r.Edition.Revoke(c.Ctx(), c.Actor, c.Param("id"), c.Param("share")); err != nil {
		return err
	}
	return c.Done(part.EditionPath(c.Param("id"))+"/links", "share.was-revoked")
}
