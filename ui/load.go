package ui

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"truchement/workflow"
)

// mostHours is how many hours of the day the table of the desk shows; the rest of the day is one.
const mostHours = 8

// loadPage is the data of load.html: one person's day, and for those who give out work the day
// of everybody.
type loadPage struct {
	base
	Day   workday
	Team  []loadRow
	Hours []hourHead
	Rest  bool // more is due today than the hours show
	May   rights
}

// hourHead is an hour as the head of a column.
type hourHead struct {
	hour time.Time
	Time string
}

// loadRow is one person's work.
type loadRow struct {
	workflow.Load
	Name     string
	Role     string
	Face     []face
	Due      due
	Path     string // their day
	Articles string // their articles on the desk
	Here     bool   // theirs is the day shown above
	Hours    []hourCell
	Rest     int // words due today after the last hour shown
	Later    int // words due after today
	Capacity capacity
}

// hourCell is what a person has due in an hour.
type hourCell struct {
	Time  string
	Words int
}

// showLoad shows a person's day, and to editors the work of the whole desk.
func (s *deskRoom) showLoad(c *call) error {
	loads, err := c.loads()
	if err != nil {
		return err
	}
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := &loadPage{base: c.base("day.mine"), May: c.rights()}
	whose := c.QueryParam("person")
	if whose == "" || !page.May.Assign {
		whose = c.actorID()
	}
	i := slices.IndexFunc(people, func(p workflow.Person) bool { return p.ID == whose })
	if i < 0 {
		return errNotFound()
	}
	now := s.Now()
	page.Day = page.dayOf(loads[whose].Work, now)
	page.Day.Name, page.Day.Mine = people[i].Name, whose == c.actorID()
	if !page.Day.Mine {
		page.Title = c.T("day.of", "Name", people[i].Name)
	}
	if page.May.Assign {
		page.fillTeam(people, loads, whose, now)
	}
	return c.page(http.StatusOK, "load", page)
}

// fillTeam lists who has work or could have, the latest first.
func (p *loadPage) fillTeam(
	people []workflow.Person, loads map[string]workflow.Load, whose string, now time.Time,
) {
	days := map[string]workday{}
	for id, load := range loads {
		days[id] = p.dayOf(load.Work, now)
	}
	p.fillHours(days)
	for _, person := range people {
		one, has := loads[person.ID]
		works := person.Role == workflow.Translator || person.Role == workflow.Editor
		if !has && (!works || person.Disabled) {
			continue
		}
		p.Team = append(p.Team, p.row(person, one, days[person.ID], now))
		p.Team[len(p.Team)-1].Here = person.ID == whose
	}
	slices.SortStableFunc(p.Team, func(a, b loadRow) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.DueToday, a.DueToday),
			cmp.Compare(b.Translate+b.Review, a.Translate+a.Review))
	})
}

// fillHours takes the hours in which anything is due to anybody, in order.
func (p *loadPage) fillHours(days map[string]workday) {
	var hours []time.Time
	for _, d := range days {
		for _, h := range d.Hours {
			if !slices.ContainsFunc(hours, h.Hour.Equal) {
				hours = append(hours, h.Hour)
			}
		}
	}
	slices.SortFunc(hours, time.Time.Compare)
	if p.Rest = len(hours) > mostHours; p.Rest {
		hours = hours[:mostHours]
	}
	for _, h := range hours {
		p.Hours = append(p.Hours, hourHead{h, p.Time(h)})
	}
}

func (p *loadPage) row(person workflow.Person, l workflow.Load, d workday, now time.Time) loadRow {
	role := p.RoleWord(person.Role)
	r := loadRow{Load: l, Name: person.Name, Role: role, Due: p.dueOf(l.NextDue, now, false),
		Face: faces([]string{person.ID}, map[string]string{person.ID: person.Name}, role),
		Path: "/load?person=" + person.ID, Capacity: d.Capacity,
		Articles: deskFilter{Show: "all"}.With("person", person.ID)}
	r.Rest, r.Later = l.DueToday-l.Late, l.Translate+l.Review-l.DueToday
	for _, head := range p.Hours {
		cell := hourCell{Time: head.Time}
		for _, h := range d.Hours {
			if h.Hour.Equal(head.hour) {
				cell.Words = h.Words
			}
		}
		r.Rest -= cell.Words
		r.Hours = append(r.Hours, cell)
	}
	return r
}

// share is n of most in percent, as SVG has it.
func share(n, most int) string { return decimal(100 * float64(n) / float64(max(most, 1))) }

// loads is how much each person has to do, by person id.
func (c *call) loads() (map[string]workflow.Load, error) {
	all, err := c.server.Desk.Loads(c.ctx(), c.actor, endOfDay(c.server.Now(), c.server.Zone))
	if err != nil {
		return nil, err
	}
	byPerson := map[string]workflow.Load{}
	for _, l := range all {
		byPerson[l.Person] = l
	}
	return byPerson, nil
}
