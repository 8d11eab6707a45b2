package notice

import (
	"fmt"
	"slices"

	"truchement/workflow"
)

// making is the notices of a page of the feed while they are made.
type making struct {
	*txn
	people   map[string]workflow.Person
	concerns bool // an entry was of a kind that may make a notice
	made     []workflow.Notice
	over     []workflow.Notice // unread ones that hold no more
}

func newMaking(t *txn) *making { return &making{txn: t} }

func (m *making) readAll(entries []workflow.Entry) error {
	for _, e := range entries {
		if err := m.read(e); err != nil {
			return fmt.Errorf("notices of feed entry %d: %w", e.Seq, err)
		}
	}
	return nil
}

// read makes the notices of one entry. An entry about what is gone makes none.
func (m *making) read(e workflow.Entry) error {
	var make func(workflow.Entry, workflow.Article) error
	switch e.Kind {
	case workflow.SegmentReturned:
		make = m.returned
	case workflow.SegmentUndone:
		make = m.undone
	case workflow.AssignmentMade:
		make = m.assigned
	case workflow.AssignmentEnded:
		make = m.unassigned
	case workflow.CommentAdded:
		make = m.commented
	case workflow.ArticlePublished:
		make = m.published
	default:
		return nil
	}
	m.concerns = true
	a, err := m.Article(e.Article)
	if err == nil {
		err = make(e, a)
	}
	if workflow.KindOf(err) == workflow.NotFound && err != nil {
		return nil
	}
	return err
}

// notify makes a notice for a person, unless they did it themselves or may not see where it leads.
func (m *making) notify(person string, a workflow.Article, e workflow.Entry, n workflow.Notice) error {
	if person == "" || person == e.Actor {
		return nil
	}
	p, err := m.person(person)
	if err != nil || !mayBeNotified(p, n.Kind, a) {
		return err
	}
	n.Person, n.Article, n.Actor, n.At = person, a.ID, e.Actor, e.At
	i := slices.IndexFunc(m.made, func(o workflow.Notice) bool {
		return o.Person == n.Person && o.Kind == n.Kind && o.Source == n.Source
	})
	if i >= 0 {
		m.made[i].Count += n.Count
		return nil
	}
	m.made = append(m.made, n)
	return nil
}

// mayBeNotified reports whether a notice of this kind about a leads p to a page that p may see.
func mayBeNotified(p workflow.Person, kind workflow.NoticeKind, a workflow.Article) bool {
	who := workflow.Actor{Person: p, Scope: workflow.FullScope}
	return who.Can(workflow.ReadDesk) || kind == workflow.NoticePublished &&
		who.Can(workflow.ReadPublished) && !a.Published.IsZero() && a.Retracted == ""
}

func (m *making) person(id string) (workflow.Person, error) {
	if err := m.loadPeople(); err != nil {
		return workflow.Person{}, err
	}
	return m.people[id], nil
}

func (m *making) loadPeople() error {
	if m.people != nil {
		return nil
	}
	all, err := m.People()
	m.people = map[string]workflow.Person{}
	for _, p := range all {
		m.people[p.ID] = p
	}
	return err
}

// returned notifies the translator of a segment, or else those who wrote its target, that it came
// back. A batch of returns is one notice.
func (m *making) returned(e workflow.Entry, a workflow.Article) error {
	about, err := decode[struct{ Reason, Batch string }](e)
	if err != nil {
		return err
	}
	s, err := m.Segment(e.Segment)
	if err != nil {
		return err
	}
	people := s.Authors
	if s.Translator != "" {
		people = []string{s.Translator}
	}
	for _, person := range people {
		err := m.notify(person, a, e, workflow.Notice{Kind: workflow.NoticeReturned, Segment: s.ID,
			Source: about.Batch, Count: 1, Facts: workflow.NoticeFacts{Text: about.Reason}})
		if err != nil {
			return err
		}
	}
	return nil
}

// undone takes back the notices about a batch.
func (m *making) undone(e workflow.Entry, a workflow.Article) error {
	about, err := decode[struct{ Undid string }](e)
	if err != nil || about.Undid == "" {
		return err
	}
	return m.takeBack(a, func(n workflow.Notice) (bool, error) {
		return n.Kind == workflow.NoticeReturned && n.Source == about.Undid, nil
	})
}

// takeBack takes back the unread notices about an article for which holds answers that they hold no
// more: those kept, and those made on this page.
func (m *making) takeBack(a workflow.Article, isOver func(workflow.Notice) (bool, error)) error {
	kept, err := m.UnreadAbout(a.ID)
	if err != nil {
		return err
	}
	for _, n := range kept {
		over, err := isOver(n)
		if err != nil {
			return err
		}
		if over && !slices.ContainsFunc(m.over, func(o workflow.Notice) bool { return o.ID == n.ID }) {
			m.over = append(m.over, n)
		}
	}
	m.made = slices.DeleteFunc(m.made, func(n workflow.Notice) bool {
		if n.Article != a.ID || err != nil {
			return false
		}
		var over bool
		over, err = isOver(n)
		return over
	})
	return err
}

// assigned notifies a person of an assignment, and takes back the notices of others about
// assignments that this one has ended.
func (m *making) assigned(e workflow.Entry, a workflow.Article) error {
	about, err := decode[struct {
		Assignment string
		From, To   int
	}](e)
	if err != nil {
		return err
	}
	if err := m.unassigned(e, a); err != nil {
		return err
	}
	to, err := m.Assignment(about.Assignment)
	if err != nil || !to.Ended.IsZero() {
		return err
	}
	facts := workflow.NoticeFacts{Assignment: to.ID, Role: to.Role, From: about.From, To: about.To,
		Due: to.Due, Text: to.Note}
	if facts.Due.IsZero() {
		facts.Due = a.Due
	}
	return m.notify(to.Person, a, e, workflow.Notice{Kind: workflow.NoticeAssigned, Source: to.ID,
		Count: about.To - about.From + 1, Facts: facts})
}

// unassigned takes back the notices about assignments of an article that have ended: what they lead
// to is another's now.
func (m *making) unassigned(_ workflow.Entry, a workflow.Article) error {
	return m.takeBack(a, func(n workflow.Notice) (bool, error) {
		if n.Facts.Assignment == "" {
			return false, nil
		}
		to, err := m.Assignment(n.Facts.Assignment)
		return err == nil && !to.Ended.IsZero(), err
	})
}

// mostExcerpt is how many letters of a comment a notice has.
const mostExcerpt = 160

// commented notifies those whom a comment names, those who wrote one in the same place before, and
// those whose segment it is on: each once, for the first of these reasons.
func (m *making) commented(e workflow.Entry, a workflow.Article) error {
	about, err := decode[struct{ Comment string }](e)
	if err != nil {
		return err
	}
	c, err := m.Comment(about.Comment)
	if err != nil {
		return err
	}
	if err := m.loadPeople(); err != nil {
		return err
	}
	answered, err := m.wroteBefore(c)
	if err != nil {
		return err
	}
	var owners []string
	if c.Segment != "" {
		s, err := m.Segment(c.Segment)
		if err != nil {
			return err
		}
		owners = append(slices.Clone(s.Authors), s.Translator)
	}
	var notified []string
	for _, reason := range []struct {
		kind   workflow.NoticeKind
		people []string
	}{
		{workflow.NoticeMentioned, Mentioned(c.Text, m.people)},
		{workflow.NoticeAnswered, answered},
		{workflow.NoticeCommented, owners},
	} {
		for _, person := range reason.people {
			if slices.Contains(notified, person) {
				continue
			}
			notified = append(notified, person)
			err := m.notify(person, a, e, workflow.Notice{Kind: reason.kind, Segment: c.Segment, Source: c.ID,
				Facts: workflow.NoticeFacts{Comment: c.ID, Text: excerpt(c.Text)}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// wroteBefore lists who wrote a comment where c is, before it.
func (m *making) wroteBefore(c workflow.Comment) ([]string, error) {
	all, err := m.Comments(c.Article)
	var people []string
	for _, other := range all {
		if other.ID == c.ID {
			break
		}
		if other.Segment == c.Segment {
			people = append(people, other.By)
		}
	}
	return people, err
}

// excerpt is the beginning of a text.
func excerpt(text string) string {
	letters := []rune(text)
	if len(letters) <= mostExcerpt {
		return text
	}
	return string(letters[:mostExcerpt]) + "…"
}

// published notifies those who worked on an article that it is out.
func (m *making) published(e workflow.Entry, a workflow.Article) error {
	people, err := m.Contributors(a.ID)
	if err != nil {
		return err
	}
	standing, err := m.Assignments(a.ID)
	if err != nil {
		return err
	}
	for _, to := range standing {
		people = workflow.AppendUnique(people, to.Person)
	}
	for _, person := range people {
		err := m.notify(person, a, e, workflow.Notice{Kind: workflow.NoticePublished,
			Source: fmt.Sprintf("%s@%d", a.ID, e.Seq)})
		if err != nil {
			return err
		}
	}
	return nil
}
