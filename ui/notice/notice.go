package notice

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/notice"
)

// listMost is how many notices one page shows.
const listMost = 50

// page is the data of notices.html.
type page struct {
	web.Base
	Rows   []row
	Before string // the page begins after this notice; empty: with the newest
	Older  string // address of the next page; empty: this is all
}

// row is one notice of the list.
type row struct {
	notice.Described
	Sentence template.HTML
	Symbol   string // of the icon sprite
}

// IsUnread reports whether the person has not opened it.
func (r row) IsUnread() bool { return r.Read.IsZero() }

// Newest is the newest notice on the page, up to which all are marked as read.
func (p *page) Newest() string {
	if len(p.Rows) == 0 {
		return ""
	}
	return p.Rows[0].ID
}

// showNotices lists the notices of the person who asks, newest first.
func (r *Room) showNotices(c *web.Call) error {
	p := &page{Before: c.QueryParam("before")}
	all, err := r.Notice.List(c.Ctx(), c.Actor, p.Before, listMost+1)
	if err != nil {
		return err
	}
	p.Base = c.Base("notices.title")
	if len(all) > listMost {
		all = all[:listMost]
		p.Older = addressBefore(all[listMost-1].ID)
	}
	for _, n := range all {
		p.Rows = append(p.Rows, row{Described: n, Sentence: sentence(c, n), Symbol: symbol(n.Kind)})
	}
	return c.Page(http.StatusOK, "notices", p)
}

// addressBefore is the page of the list that goes on after a notice.
func addressBefore(id string) string {
	if id == "" {
		return "/notices"
	}
	return "/notices?" + url.Values{"before": {id}}.Encode()
}

// showBell answers the bell alone, for pages that are open.
func (r *Room) showBell(c *web.Call) error {
	b := c.RowBase()
	b.Bell = web.BellOf(c)
	return c.Part(http.StatusOK, "bell", b)
}

// showNames answers the names that a comment may mention, for mention.js.
func (r *Room) showNames(c *web.Call) error {
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	names := []string{}
	for _, p := range people {
		if !p.Disabled && p.Role != workflow.Reader && p.ID != c.ActorID() {
			names = append(names, p.Name)
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"label": c.T("notices.mention"), "names": names})
}

// openNotice marks a notice as read and goes where its person acts on it.
func (r *Room) openNotice(c *web.Call) error {
	n, err := r.Notice.Open(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, addressOf(n))
}

// markNotice marks one notice as read, or as unread again.
func (r *Room) markNotice(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	if err := r.Notice.Mark(c.Ctx(), c.Actor, c.Param("id"), !f.Has("read", "no")); err != nil {
		return err
	}
	return c.Done(addressBefore(f.Value("before")), "")
}

// markAll marks all notices as read that the page has shown, or that are older.
func (r *Room) markAll(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	if err := r.Notice.MarkAll(c.Ctx(), c.Actor, f.Value("last")); err != nil {
		return err
	}
	return c.Done("/notices", "notices.all-marked")
}

// addressOf is the page on which the person acts on a notice.
func addressOf(n notice.Described) string {
	article := part.ArticlePath(n.Article.ID)
	switch n.Kind {
	case workflow.NoticeReturned:
		if n.Segment.ID != "" {
			return part.BenchPath(n.Article.ID, n.Segment)
		}
		return article + "/bench"
	case workflow.NoticeAssigned, workflow.NoticeDue:
		if n.Facts.Role == workflow.Editor {
			return article + "/review"
		}
		if n.Facts.From > 0 {
			return article + "/bench?go=" + strconv.Itoa(n.Facts.From)
		}
		return article + "/bench"
	case workflow.NoticeMentioned, workflow.NoticeAnswered, workflow.NoticeCommented:
		if n.Segment.ID != "" {
			return "/segments/" + n.Segment.ID + "/comments#m-" + n.Facts.Comment
		}
		return article + "/comments#m-" + n.Facts.Comment
	}
	return article
}

// sentence is a notice in words.
func sentence(c *web.Call, n notice.Described) template.HTML {
	name := n.By
	if name == "" {
		name = c.T("notices.operator")
	}
	switch n.Kind {
	case workflow.NoticeReturned:
		if n.Count == 1 && n.Segment.ID != "" {
			return c.H("notices.returned-one", "Name", name, "Position", n.Segment.Position)
		}
		return c.H("notices.returned", "Name", name, "Count", n.Count)
	case workflow.NoticeAssigned:
		return c.H(given(n.Facts), "Name", name, "From", n.Facts.From, "To", n.Facts.To)
	case workflow.NoticeDue:
		if n.Facts.Role == workflow.Editor {
			return c.H("notices.due-review", "Time", c.Time(n.Facts.Due))
		}
		return c.H("notices.due-translate", "Time", c.Time(n.Facts.Due))
	case workflow.NoticeMentioned:
		return c.H("notices.mentioned", "Name", name)
	case workflow.NoticeAnswered:
		return c.H("notices.answered", "Name", name)
	case workflow.NoticeCommented:
		return c.H("notices.commented", "Name", name)
	}
	return c.H("notices.published", "Name", name)
}

// given is the message of an assignment.
func given(f workflow.NoticeFacts) string {
	switch {
	case f.Role == workflow.Editor && f.From == f.To:
		return "notices.to-review-one"
	case f.Role == workflow.Editor:
		return "notices.to-review"
	case f.From == f.To:
		return "notices.to-translate-one"
	}
	return "notices.to-translate"
}

// symbol is the icon of a kind of notice.
func symbol(kind workflow.NoticeKind) string {
	switch kind {
	case workflow.NoticeReturned:
		return "return"
	case workflow.NoticeAssigned:
		return "person"
	case workflow.NoticeDue:
		return "s-late"
	case workflow.NoticePublished:
		return "publish"
	}
	return "note"
}
