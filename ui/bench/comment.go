package bench

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

var commentsTab = tab{name: "comments", word: "comments.word", load: loadComments}

// commentsData is the data of the part "panel-comments".
type commentsData struct {
	*panelBase
	Comments []commentView
}

// Count is how many comments are open.
func (d *commentsData) Count() int {
	open := 0
	for _, m := range d.Comments {
		if m.Resolved.IsZero() {
			open++
		}
	}
	return open
}

func loadComments(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	all, err := r.Desk.Comments(c.Ctx(), c.Actor, at.Article.ID)
	if err != nil {
		return nil, err
	}
	return &commentsData{at, commentViews(c, at.Article, all, func(m workflow.Comment) bool {
		return m.Segment == at.Segment.ID
	})}, nil
}

// commentView is a comment with who made and resolved it.
type commentView struct {
	workflow.Comment
	Name, Resolver string
	Position       int // of its segment; 0: of the article
	Path           string
}

// commentsPage is the data of comments.html: all comments of an article.
type commentsPage struct {
	web.Base
	Article  workflow.ArticleView
	Comments []commentView
	Form     *web.Form
}

func commentViews(c *web.Call, v *workflow.ArticleView, all []workflow.Comment,
	wanted func(workflow.Comment) bool,
) []commentView {
	var views []commentView
	for _, m := range all {
		if !wanted(m) {
			continue
		}
		w := commentView{Comment: m, Name: v.People[m.By].Name, Resolver: v.People[m.ResolvedBy].Name}
		if i := part.IndexOfSegment(v.Segments, m.Segment); i >= 0 {
			w.Position = v.Segments[i].Position
			w.Path = segmentPath(v.ID, filter{}, v.Segments[i])
		}
		views = append(views, w)
	}
	return views
}

// addSegmentComment adds a remark to a segment.
func (r *Room) addSegmentComment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	_, err = r.Desk.Comment(c.Ctx(), c.Actor, g.Article, g.ID, f.Value("text"))
	if err != nil && c.Refused(f, err, commentFields()) {
		return r.answerPanel(c, web.FormStatus(err), "comments", f)
	}
	if err != nil {
		return err
	}
	return c.Done("/segments/"+g.ID+"/comments", "comment.added")
}

func commentFields() map[string]string {
	return map[string]string{"comment.empty": "text", "comment.too-large": "text",
		"text.encoding": "text", "text.override": "text"}
}

// showComments shows all comments of an article.
func (r *Room) showComments(c *web.Call) error { return r.answerComments(c, http.StatusOK, nil) }

func (r *Room) answerComments(c *web.Call, status int, f *web.Form) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := r.Desk.Comments(c.Ctx(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	p := &commentsPage{Base: c.Base("comments.title", "Name", v.Title), Article: v, Form: f}
	p.Comments = commentViews(c, &v, all, func(workflow.Comment) bool { return true })
	return c.Page(status, "comments", p)
}

// addComment adds a remark to the article as a whole.
func (r *Room) addComment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	_, err = r.Desk.Comment(c.Ctx(), c.Actor, c.Param("id"), "", f.Value("text"))
	if err != nil && c.Refused(f, err, commentFields()) {
		return r.answerComments(c, web.FormStatus(err), f)
	}
	if err != nil {
		return err
	}
	return c.Done("/articles/"+c.Param("id")+"/comments", "comment.added")
}

// resolveComment closes a comment.
func (r *Room) resolveComment(c *web.Call) error { return r.setResolved(c, true, "comment.resolved") }

// reopenComment opens a closed comment again.
func (r *Room) reopenComment(c *web.Call) error { return r.setResolved(c, false, "comment.reopened") }

func (r *Room) setResolved(c *web.Call, resolved bool, said string) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	m, err := r.Desk.ResolveComment(c.Ctx(), c.Actor, c.Param("id"), resolved)
	if err != nil {
		return err
	}
	if m.Segment == "" || f.Value("from") == "article" {
		return c.Done("/articles/"+m.Article+"/comments", said)
	}
	return c.Done("/segments/"+m.Segment+"/comments", said)
}
