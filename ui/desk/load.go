package desk

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

// mostHours is how many hours of the day the table of the desk shows; the rest of the day is one.
const mostHours = 8

// loadPage is the data of load.html: the work of the whole desk, and the day of one person of it.
type loadPage struct {
	web.Base
	Day   *workday // nil: no person was asked for
	Team  []loadRow
	Hours []hourHead
	Rest  bool // more is due today than the hours show
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
	Face     []part.Face
	Due      part.Due
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

// showLoad shows the work of the whole desk to those who give it out, and the day of the person
// asked for. Others have their own day.
func (r *Room) showLoad(c *web.Call) error {
	if !c.Actor.Can(workflow.Assign) {
		return c.Redirect(http.StatusSeeOther, "/day")
	}
	loads, err := part.Loads(c)
	if err != nil {
		return err
	}
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	page, now, whose := &loadPage{Base: c.Base("load.title")}, r.Now(), c.QueryParam("person")
	if whose != "" {
		i := slices.IndexFunc(people, func(p workflow.Person) bool { return p.ID == whose })
		if i < 0 {
			return web.NotFound()
		}
		tasks, err := r.Plan.Day(c.Ctx(), c.Actor, whose)
		if err != nil {
			return err
		}
		day := dayOf(page.Base, tasks, now)
		day.Name, day.Mine = people[i].Name, whose == c.ActorID()
		page.Day, page.Title = &day, c.T("day.of", "Name", people[i].Name)
	}
	page.fillTeam(people, loads, whose, now)
	return c.Page(http.StatusOK, "load", page)
}

// fillTeam lists who has work or could have, the latest first.
func (p *loadPage) fillTeam(
	people []workflow.Person, loads map[string]workflow.Load, whose string, now time.Time,
) {
	days := map[string]workday{}
	for id, load := range loads {
		var tasks []workflow.Task
		for _, w := range load.Work {
			tasks = append(tasks, workflow.Task{Work: w})
		}
		days[id] = dayOf(p.Base, tasks, now)
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

// fillHours collects the hours in which anything is due, in order.
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
	r := loadRow{Load: l, Name: person.Name, Role: role, Due: part.DueOf(p.Base, l.NextDue, now, false),
		Face: part.Faces([]string{person.ID}, map[string]string{person.ID: person.Name}, role),
		Path: "/load?person=" + person.ID, Capacity: d.Capacity,
		Articles: filter{Show: "all"}.With("person", person.ID)}
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
