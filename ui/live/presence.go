package live

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
)

const (
	presenceLease = 30 * time.Second // a heartbeat every ten keeps it
	typingLease   = 15 * time.Second // after the last key; the page says so every five
	presenceSweep = 5 * time.Second
)

// presence is who is in which segment and holds its typing lock, on this node: advice for people,
// which nothing relies on. What keeps texts apart is the version every save names.
type presence struct {
	now func() time.Time

	mu     sync.Mutex
	leases map[string]map[string]lease // by article and person
	left   map[string]time.Time        // pages that were left, until nothing of theirs can arrive
}

type lease struct {
	who         workflow.Actor
	segment     string
	until       time.Time
	typingUntil time.Time // holds the typing lock until then; zero: does not hold it
}

// heartbeat is what a page sends: where its reader is, whether they write there, and whether they
// take the typing lock from another. An empty segment says that they left; what the page
// sent before and arrives later is too late.
type heartbeat struct {
	page, article, segment string
	writes, takes          bool
}

// PresenceList is who is in an article, as live pages get it.
type PresenceList struct {
	Article string        `json:"article"`
	People  []personPlace `json:"people"`
}

type personPlace struct {
	Person  string `json:"person"`
	Name    string `json:"name"`
	Segment string `json:"segment"`
	Writes  bool   `json:"writes,omitempty"` // holds the typing lock
}

// departure is a lease that ran out: a person who was last heard of at a time.
type departure struct {
	who     workflow.Actor
	article string
	at      time.Time
}

func newPresence(now func() time.Time) *presence {
	return &presence{now: now, leases: map[string]map[string]lease{}, left: map[string]time.Time{}}
}

// enter notes where a person is, and answers the article's list if that changed it, and whether
// they have just come.
func (p *presence) enter(who workflow.Actor, at heartbeat) (changed []PresenceList, came bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.list(at.article)
	was, there := p.leases[at.article][who.ID]
	page := who.ID + " " + at.page
	if _, late := p.left[page]; late && at.page != "" {
		return nil, false
	}
	if at.segment == "" {
		p.left[page] = p.now().Add(presenceLease)
		delete(p.leases[at.article], who.ID)
	} else {
		if p.leases[at.article] == nil {
			p.leases[at.article] = map[string]lease{}
		}
		p.leases[at.article][who.ID] = p.lease(who, was, at)
	}
	if after := p.list(at.article); !slices.Equal(before.People, after.People) {
		changed = []PresenceList{after}
	}
	return changed, !there && at.segment != ""
}

// lease is a person's lease after a heartbeat. The typing lock goes to the one who writes first,
// and to the one who takes it.
func (p *presence) lease(who workflow.Actor, was lease, at heartbeat) lease {
	now := p.now()
	l := lease{who: who, segment: at.segment, until: now.Add(presenceLease)}
	if was.segment == at.segment {
		l.typingUntil = was.typingUntil
	}
	held := false
	for person, other := range p.leases[at.article] {
		if person == who.ID || other.segment != at.segment || !other.typingUntil.After(now) {
			continue
		}
		held = !at.takes
		if at.takes {
			other.typingUntil = time.Time{}
			p.leases[at.article][person] = other
		}
	}
	if at.takes || at.writes && !held {
		l.typingUntil = now.Add(typingLease)
	}
	return l
}

// sweep ends leases and typing locks that ran out, and answers the lists that this changed and who is
// gone.
func (p *presence) sweep() (changed []PresenceList, gone []departure) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	maps.DeleteFunc(p.left, func(_ string, until time.Time) bool { return now.After(until) })
	for article, people := range p.leases {
		news := false
		for person, l := range people {
			switch {
			case now.After(l.until):
				delete(people, person)
				gone = append(gone, departure{l.who, article, l.until.Add(-presenceLease)})
				news = true
			case !l.typingUntil.IsZero() && !l.typingUntil.After(now):
				l.typingUntil = time.Time{}
				people[person] = l
				news = true
			}
		}
		if news {
			changed = append(changed, p.list(article))
		}
		if len(people) == 0 {
			delete(p.leases, article)
		}
	}
	return changed, gone
}

// lists are the people in one article, or with an empty name in each.
func (p *presence) lists(article string) []PresenceList {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []PresenceList
	for a := range p.leases {
		if article == "" || a == article {
			all = append(all, p.list(a))
		}
	}
	return all
}

func (p *presence) list(article string) PresenceList {
	l, now := PresenceList{Article: article, People: []personPlace{}}, p.now()
	for person, lease := range p.leases[article] {
		l.People = append(l.People,
			personPlace{person, lease.who.Name, lease.segment, lease.typingUntil.After(now)})
	}
	slices.SortFunc(l.People, func(a, b personPlace) int { return strings.Compare(a.Person, b.Person) })
	return l
}

// notePresence takes a heartbeat: the actor is in a segment of the article, or in none. Coming
// and leaving are remembered, so that the actor can be shown what others changed meanwhile.
func (r *Room) notePresence(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	at := heartbeat{page: f.Value("page"), article: c.Param("id"), segment: f.Value("segment"),
		writes: f.Value("writes") != "", takes: f.Value("takes") != ""}
	if at.segment != "" {
		found, err := r.Article.Segment(c.Ctx(), c.Actor, at.segment)
		if err != nil {
			return err
		}
		if found.Article != at.article || found.Gone {
			return workflow.Fail(workflow.Conflict, "segment.gone")
		}
	}
	changed, came := r.hub.presence.enter(c.Actor, at)
	r.hub.send(update{presence: changed})
	switch {
	case came:
		err = r.Plan.Enter(c.Ctx(), c.Actor, at.article)
	case at.segment == "":
		err = r.Plan.Leave(c.Ctx(), c.Actor, at.article, r.Now())
	}
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
