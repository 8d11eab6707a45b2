package ui

import (
	"cmp"
	"net/http"
	"slices"

	"truchement/workflow"
)

// loadPage is the data of load.html.
type loadPage struct {
	base
	Rows []loadRow
	Most int // words of the fullest row, for the bars
}

// loadRow is one person's work.
type loadRow struct {
	workflow.Load
	ID, Name string
	Role     string
	Face     []face
	Due      due
	Width    string // of the bar, in percent of the fullest
	LateAt   string // of its late part
	Path     string // their articles on the desk
}

// showLoad shows how much each person has to do.
func (s *Server) showLoad(c *call) error {
	loads, err := s.loads(c)
	if err != nil {
		return err
	}
	people, err := s.config.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := &loadPage{base: c.base("load.title")}
	for _, p := range people {
		one, has := loads[p.ID]
		works := p.Role == workflow.Translator || p.Role == workflow.Editor
		if !has && (!works || p.Disabled) {
			continue
		}
		page.Most = max(page.Most, one.Translate+one.Review)
		page.Rows = append(page.Rows, loadRow{Load: one, ID: p.ID, Name: p.Name,
			Role: page.RoleWord(p.Role), Due: page.dueOf(one.NextDue, s.config.Now(), false),
			Face: faces([]string{p.ID}, map[string]string{p.ID: p.Name}, page.RoleWord(p.Role)),
			Path: deskFilter{Show: "all"}.With("person", p.ID)})
	}
	slices.SortStableFunc(page.Rows, func(a, b loadRow) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.DueToday, a.DueToday),
			cmp.Compare(b.Translate+b.Review, a.Translate+a.Review))
	})
	for i, r := range page.Rows {
		page.Rows[i].Width = share(r.Translate+r.Review, page.Most)
		page.Rows[i].LateAt = share(r.Late, page.Most)
	}
	return c.page(http.StatusOK, "load", page)
}

// share is n of most in percent, as SVG has it.
func share(n, most int) string { return decimal(100 * float64(n) / float64(max(most, 1))) }

// loads is how much each person has to do, by person id.
func (s *Server) loads(c *call) (map[string]workflow.Load, error) {
	all, err := s.config.Desk.Loads(c.ctx(), c.actor, endOfDay(s.config.Now(), s.config.Zone))
	if err != nil {
		return nil, err
	}
	byPerson := map[string]workflow.Load{}
	for _, l := range all {
		byPerson[l.Person] = l
	}
	return byPerson, nil
}
