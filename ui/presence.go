package ui

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"truchement/workflow"
)

const (
	presenceLease = 30 * time.Second // a heartbeat every ten keeps it
	presenceSweep = 5 * time.Second
)

// presence is who is in which segment, on this node: advice for people, which nothing relies on.
type presence struct {
	now func() time.Time

	mu     sync.Mutex
	leases map[string]map[string]lease // by article and person
}

type lease struct {
	name, segment string
	until         time.Time
}

// presenceList is who is in an article, as live pages get it.
type presenceList struct {
	Article string        `json:"article"`
	People  []personPlace `json:"people"`
}

type personPlace struct {
	Person  string `json:"person"`
	Name    string `json:"name"`
	Segment string `json:"segment"`
}

func newPresence(now func() time.Time) *presence {
	return &presence{now: now, leases: map[string]map[string]lease{}}
}

// enter notes that a person is in a segment, or with an empty segment that they left, and
// answers the article's list if that changed it.
func (p *presence) enter(article, person, name, segment string) []presenceList {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.leases[article][person].segment
	if segment == "" {
		delete(p.leases[article], person)
	} else {
		if p.leases[article] == nil {
			p.leases[article] = map[string]lease{}
		}
		p.leases[article][person] = lease{name, segment, p.now().Add(presenceLease)}
	}
	if before == segment {
		return nil
	}
	return []presenceList{p.list(article)}
}

// sweep ends leases that ran out and answers the lists that changed.
func (p *presence) sweep() []presenceList {
	p.mu.Lock()
	defer p.mu.Unlock()
	var changed []presenceList
	for article, people := range p.leases {
		n := len(people)
		for person, l := range people {
			if p.now().After(l.until) {
				delete(people, person)
			}
		}
		if len(people) < n {
			changed = append(changed, p.list(article))
		}
		if len(people) == 0 {
			delete(p.leases, article)
		}
	}
	return changed
}

// lists are the people in one article, or with an empty name in each.
func (p *presence) lists(article string) []presenceList {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []presenceList
	for a := range p.leases {
		if article == "" || a == article {
			all = append(all, p.list(a))
		}
	}
	return all
}

func (p *presence) list(article string) presenceList {
	l := presenceList{Article: article, People: []personPlace{}}
	for person, lease := range p.leases[article] {
		l.People = append(l.People, personPlace{person, lease.name, lease.segment})
	}
	slices.SortFunc(l.People, func(a, b personPlace) int { return strings.Compare(a.Person, b.Person) })
	return l
}

// notePresence takes a heartbeat: the actor is in a segment of the article, or in none.
func (s *Server) notePresence(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	article, segment := c.Param("id"), f.Value("segment")
	if segment != "" {
		found, err := s.config.Desk.Segment(c.ctx(), c.actor, segment)
		if err != nil {
			return err
		}
		if found.Article != article || found.Gone {
			return workflow.Fail(workflow.Conflict, "segment.gone")
		}
	}
	s.hub.send(news{presence: s.hub.presence.enter(article, c.actor.ID, c.actor.Name, segment)})
	return c.NoContent(http.StatusNoContent)
}
