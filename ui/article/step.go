package article

import (
	"net/url"

	"truchement/ui/part"
)

// step is what the reader of the page does next with the article: one link, or one form.
type step struct {
	Name string // write, assign, claim, review, sign, publish or export; empty: nothing waits for them
	Word string
	Icon string
	Path string
	Post bool
}

// nextStep finds what the article waits for from the reader, in the order in which it comes: their
// own segments first, then free segments, then the review, the sign-off and the publication.
func (p *page) nextStep() step {
	at := part.ArticlePath(p.Article.ID)
	if p.Article.Retracted != "" {
		return step{}
	}
	if !p.May.Read || p.Final() {
		return step{Name: "export", Word: p.T("article.export"), Icon: p.Icon("download"),
			Path: at + "/export"}
	}
	waiting := p.Article.WaitingFor(p.Person.ID)
	switch {
	case len(waiting.Own) > 0 && p.May.Translate:
		return step{Name: "write", Word: p.T("day.continue-at", "Position", waiting.Own[0].Position),
			Icon: p.Icon("edit"), Path: part.BenchPath(p.Article.ID, waiting.Own[0])}
	case waiting.Free > 0 && p.May.Assign:
		return step{Name: "assign", Word: p.T("assign.give"), Icon: p.Icon("people"), Path: "#assign"}
	case waiting.Free > 0 && p.May.Translate:
		return step{Name: "claim", Word: p.T("assign.claim-free", "Count", waiting.Free), Icon: p.Icon("edit"),
			Path: at + "/claim", Post: true}
	case len(waiting.ToReview) > 0 && p.May.Review:
		return step{Name: "review", Word: p.T("article.review-count", "Count", len(waiting.ToReview)),
			Icon: p.Icon("check"), Path: part.ReviewPath(p.Article.ID, url.Values{}, waiting.ToReview[0])}
	case !p.May.Publish || p.Blocking:
		return step{}
	case !p.Signed():
		return step{Name: "sign", Word: p.T("article.sign"), Icon: p.Icon("check"),
			Path: at + "/sign", Post: true}
	}
	return step{Name: "publish", Word: p.T("article.publish"), Icon: p.Icon("publish"),
		Path: at + "/publish", Post: true}
}
