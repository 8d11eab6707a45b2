package review

import (
	"net/http"
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
)

// queuePage is the data of queue.html: the articles that wait for an editor.
type queuePage struct {
	web.Base
	Mine  []queueItem // given to the reader
	Free  []queueItem // assigned to no one
	Other []queueItem // given to others
}

// queueItem is an article with something to review.
type queueItem struct {
	workflow.Summary
	Waiting string // segments and words in words
	Due     part.Due
	Urgency string
	People  []part.Face
	Meter   part.Progress
	Path    string
}

// showQueue lists what waits for a review: what is assigned to the reader first, then what is assigned to no one.
func (r *Room) showQueue(c *web.Call) error {
	all, err := r.Article.List(c.Ctx(), c.Actor, workflow.ArticleFilter{})
	if err != nil {
		return err
	}
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	p := &queuePage{Base: c.Base("queue.title")}
	slices.SortStableFunc(all, byUrgency)
	for _, a := range all {
		if a.Segments.Translated == 0 || a.Retracted != "" {
			continue
		}
		item := r.queueItem(c, a, names)
		switch {
		case slices.Contains(a.Editors, c.Actor.ID):
			p.Mine = append(p.Mine, item)
		case len(a.Editors) == 0:
			p.Free = append(p.Free, item)
		default:
			p.Other = append(p.Other, item)
		}
	}
	return c.Page(http.StatusOK, "queue", p)
}

// byUrgency orders articles by urgency, then by due time; those without one come last.
func byUrgency(a, b workflow.Summary) int {
	switch {
	case a.Urgency != b.Urgency:
		return int(b.Urgency) - int(a.Urgency)
	case a.Due.IsZero() != b.Due.IsZero():
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return a.Due.Compare(b.Due)
}

func (r *Room) queueItem(c *web.Call, a workflow.Summary, names map[string]string) queueItem {
	b := c.RowBase()
	return queueItem{Summary: a, Due: part.DueOf(b, a.Due, r.Now(), part.Settled(a.Stage())),
		Waiting: c.List([]string{c.T("queue.segments", "Count", a.Segments.Translated),
			c.T("queue.words", "Count", a.Words.Translated)}),
		Urgency: b.UrgencyWord(a.Urgency), Meter: part.ProgressOf(b, a),
		People: part.Faces(a.Translators, names, c.T("role.translator")),
		Path:   "/articles/" + a.ID + "/review"}
}

// Pair is the article's pair of languages.
func (q queueItem) Pair() part.Pair { return part.Pair{Source: q.SourceLang, Target: q.TargetLang} }

// Direction is that of the title.
func (q queueItem) Direction() string { return lang.Direction(q.SourceLang) }
