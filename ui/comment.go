package ui

import (
	"net/http"

	"truchement/workflow"
)

// commentView is a comment with who made and resolved it.
type commentView struct {
	workflow.Comment
	Name, Resolver string
	Position       int // of its segment; 0: of the article
	Path           string
}

// commentsPage is the data of comments.html: all comments of an article.
type commentsPage struct {
	base
	Article  workflow.ArticleView
	Comments []commentView
	Form     *form
}

func (c *call) commentViews(v *workflow.ArticleView, all []workflow.Comment,
	wanted func(workflow.Comment) bool,
) []commentView {
	var views []commentView
	for _, m := range all {
		if !wanted(m) {
			continue
		}
		w := commentView{Comment: m, Name: v.People[m.By].Name, Resolver: v.People[m.ResolvedBy].Name}
		if i := indexOfSegment(v.Segments, m.Segment); i >= 0 {
			w.Position = v.Segments[i].Position
			w.Path = benchPath(v.ID, benchFilter{}, v.Segments[i])
		}
		views = append(views, w)
	}
	return views
}

// showSegmentComments shows the comments of one segment.
func (s *benchRoom) showSegmentComments(c *call) error {
	return s.segmentPage(c, http.StatusOK, "comments", nil)
}

// addSegmentComment adds a remark to a segment.
func (s *benchRoom) addSegmentComment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	g, err := s.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	_, err = s.Desk.Comment(c.ctx(), c.actor, g.Article, g.ID, f.Value("text"))
	if err != nil && c.refused(f, err, commentFields()) {
		return s.segmentPage(c, statusOfForm(err), "comments", f)
	}
	if err != nil {
		return err
	}
	return c.done("/segments/"+g.ID+"/comments", "comment.added")
}

func commentFields() map[string]string {
	return map[string]string{"comment.empty": "text", "comment.too-large": "text",
		"text.encoding": "text", "text.override": "text"}
}

// showComments shows all comments of an article.
func (s *benchRoom) showComments(c *call) error { return s.commentsPage(c, http.StatusOK, nil) }

func (s *benchRoom) commentsPage(c *call, status int, f *form) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := s.Desk.Comments(c.ctx(), c.actor, v.ID)
	if err != nil {
		return err
	}
	p := &commentsPage{base: c.base("comments.title", "Name", v.Title), Article: v, Form: f}
	p.Comments = c.commentViews(&v, all, func(workflow.Comment) bool { return true })
	return c.page(status, "comments", p)
}

// addComment adds a remark to the article as a whole.
func (s *benchRoom) addComment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	_, err = s.Desk.Comment(c.ctx(), c.actor, c.Param("id"), "", f.Value("text"))
	if err != nil && c.refused(f, err, commentFields()) {
		return s.commentsPage(c, statusOfForm(err), f)
	}
	if err != nil {
		return err
	}
	return c.done("/articles/"+c.Param("id")+"/comments", "comment.added")
}

// resolveComment closes a comment.
func (s *benchRoom) resolveComment(c *call) error { return s.setResolved(c, true, "comment.resolved") }

// reopenComment opens a closed comment again.
func (s *benchRoom) reopenComment(c *call) error { return s.setResolved(c, false, "comment.reopened") }

func (s *benchRoom) setResolved(c *call, resolved bool, said string) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	m, err := s.Desk.ResolveComment(c.ctx(), c.actor, c.Param("id"), resolved)
	if err != nil {
		return err
	}
	if m.Segment == "" || f.Value("from") == "article" {
		return c.done("/articles/"+m.Article+"/comments", said)
	}
	return c.done("/segments/"+m.Segment+"/comments", said)
}
