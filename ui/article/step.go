package article

import (
	"net/url"

	"truchement/ui/part"
	"truchement/workflow"
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
	own, toReview, free := p.waiting()
	switch {
	case len(own) > 0 && p.May.Translate:
		return step{Name: "write", Word: p.T("day.continue-at", "Position", own[0].Position),
			Icon: p.Icon("edit"), Path: part.BenchPath(p.Article.ID, own[0])}
	case free > 0 && p.May.Assign:
		return step{Name: "assign", Word: p.T("assign.give"), Icon: p.Icon("people"), Path: "#assign"}
	case free > 0 && p.May.Translate:
		return step{Name: "claim", Word: p.T("assign.claim-free", "Count", free), Icon: p.Icon("edit"),
			Path: at + "/claim", Post: true}
	case len(toReview) > 0 && p.May.Review:
		return step{Name: "review", Word: p.T("article.review-count", "Count", len(toReview)),
			Icon: p.Icon("check"), Path: part.ReviewPath(p.Article.ID, url.Values{}, toReview[0])}
	case !p.May.Publish || p.Blocking:
		return step{}
	case !p.Signed():
		return step{Name: "sign", Word: p.T("article.sign"), Icon: p.Icon("check"),
			Path: at + "/sign", Post: true}
	}
	return step{Name: "publish", Word: p.T("article.publish"), Icon: p.Icon("publish"),
		Path: at + "/publish", Post: true}
}

// waiting finds the reader's own segments that are not finished, those that they may review, and how
// many unfinished ones are free.
func (p *page) waiting() (own, toReview []workflow.Segment, free int) {
	me := workflow.Person{ID: p.Person.ID}
	for _, s := range p.Article.Segments {
		switch {
		case s.Unfinished() && s.Translator == me.ID:
			own = append(own, s)
		case s.Unfinished() && s.Assignment == "":
			free++
		case !s.Unfinished() && s.AwaitsReview() && (s.Editor == "" || s.Editor == me.ID) &&
			s.CheckFourEyes(me, workflow.Editor) == nil:
			toReview = append(toReview, s)
		}
	}
	return own, toReview, free
}
