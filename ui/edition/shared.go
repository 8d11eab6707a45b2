package edition

import (
	"errors"
	"net/http"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/format/html"
)

// showShared shows the edition that a link leads to, to anybody.
func (r *Room) showShared(c *web.Call) error { return r.answerShared(c, false) }

// showFramed is showShared for the frame in a page of another site.
func (r *Room) showFramed(c *web.Call) error { return r.answerShared(c, true) }

// answerShared says in the same words, whatever the reason, that a link leads nowhere.
func (r *Room) answerShared(c *web.Call, framed bool) error {
	secret := c.Param("secret")
	how := html.Reading{Framed: framed}
	if framed {
		how.Whole = html.Link{Address: "/e/" + secret, Words: c.T("edition.open-page")}
	}
	share, d, err := r.Edition.OpenShare(c.Ctx(), secret, c.RealIP())
	switch {
	case errors.Is(err, &workflow.Error{ID: "share.over"}):
		return r.answerMessage(c, http.StatusNotFound, html.Message{Heading: c.T("share.over"),
			Text: c.T("share.over-explain")}, html.Reading{Framed: framed})
	case errors.Is(err, &workflow.Error{ID: "share.too-many"}):
		return r.answerMessage(c, http.StatusTooManyRequests, html.Message{Heading: c.T("share.too-many"),
			Text: c.T("share.too-many-explain")}, html.Reading{Framed: framed})
	case errors.Is(err, &workflow.Error{ID: "edition.withdrawn"}):
		return r.answerWithdrawn(c, err, html.Reading{Framed: framed})
	case err != nil:
		return err
	}
	d.Address = c.Address() + "/e/" + secret
	if !share.Indexed || framed {
		how.Robots = hidden
	}
	return r.answerReading(c, d, how)
}

// showRobots lets search engines read what is shared, where each page says whether it may be listed,
// and nothing else.
func (r *Room) showRobots(c *web.Call) error {
	return c.String(http.StatusOK, "User-agent: *\nAllow: /e/\nAllow: /static/\nDisallow: /\n")
}
