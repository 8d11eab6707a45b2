package ui

import (
	"net/http"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// queuePage is the data of queue.html: the articles that wait for an editor.
type queuePage struct {
	base
	Mine  []queueItem // given to the reader
	Free  []queueItem // given to nobody
	Other []queueItem // given to others
}

// queueItem is an article with something to review.
type queueItem struct {
	workflow.Summary
	Waiting string // segments and words in words
	Due     due
	Urgency string
	People  []face
	Meter   progress
	Path    string
}

// showQueue lists what waits for a review: what the reader was given first, then what nobody was.
func (s *reviewRoom) showQueue(c *call) error {
	all, err := s.Desk.Articles(c.ctx(), c.actor, workflow.ArticleFilter{})
	if err != nil {
		return err
	}
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	p := &queuePage{base: c.base("queue.title")}
	slices.SortStableFunc(all, sooner)
	for _, a := range all {
		if a.Segments.Translated == 0 || a.Retracted != "" {
			continue
		}
		item := s.queueItem(c, a, names)
		switch {
		case slices.Contains(a.Editors, c.actor.ID):
			p.Mine = append(p.Mine, item)
		case len(a.Editors) == 0:
			p.Free = append(p.Free, item)
		default:
			p.Other = append(p.Other, item)
		}
	}
	return c.page(http.StatusOK, "queue", p)
}

// sooner orders articles by urgency, then by due time; those without one come last.
func sooner(a, b workflow.Summary) int {
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

func (s *reviewRoom) queueItem(c *call, a workflow.Summary, names map[string]string) queueItem {
	b := c.bare()
	return queueItem{Summary: a, Due: b.dueOf(a.Due, s.Now(), settled(a.Stage())),
		Waiting: c.List([]string{c.T("queue.segments", "Count", a.Segments.Translated),
			c.T("queue.words", "Count", a.Words.Translated)}),
		Urgency: b.urgencyWord(a.Urgency), Meter: b.progressOf(a),
		People: faces(a.Translators, names, c.T("role.translator")),
		Path:   "/articles/" + a.ID + "/review"}
}

// Pair is the article's pair of languages.
func (q queueItem) Pair() pair { return pair{q.SourceLang, q.TargetLang} }

// Direction is that of the title.
func (q queueItem) Direction() string { return lang.Direction(q.SourceLang) }
