package ui

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// comparePage is the data of compare.html: a corrected version of an article's source beside the
// one that stands.
type comparePage struct {
	base
	Article  workflow.ArticleView
	Form     *form
	Accept   string
	Reads    string
	Grades   []option
	Compared bool
	Carried  string // the document of a file, for the next step; empty when the text was typed
	Rows     []comparedRow
	Same     int // segments that stand as they are
	Changed  int // those that can be taken over
}

// comparedRow is one difference.
type comparedRow struct {
	workflow.Compared
	Word   string
	Advice string // what to do by hand; empty for what can be taken over
	Diff   template.HTML
	Source string // as markup, for the form
	Chosen string // grade; empty: to be left
	After  *workflow.Segment
}

// Here is the segment of a change.
func (r *comparedRow) Here() workflow.Segment { return r.Segments[0] }

func compareFields() map[string]string {
	return map[string]string{"intake.empty": "text", "intake.too-large": "text", "intake.both": "file",
		"intake.type": "file", "intake.torn": "text", "compare.language": "text", "align.long": "text"}
}

// showCompare shows the form for a corrected version.
func (s *articleRoom) showCompare(c *call) error {
	return s.comparePage(c, http.StatusOK, filled(), false)
}

// compareSource compares a corrected version with what stands, or takes over what was chosen of
// a comparison. Nothing is taken over that was not shown before.
func (s *articleRoom) compareSource(c *call) error {
	f, err := c.sentWithFile()
	if err != nil {
		return err
	}
	if f.Value("do") != "apply" {
		return s.comparePage(c, http.StatusOK, f, true)
	}
	chosen, err := f.corrections()
	if err != nil {
		return err
	}
	batch, err := s.Desk.CorrectAll(c.ctx(), c.actor, c.Param("id"), chosen)
	if err != nil && c.refused(f, err, map[string]string{"compare.none": "choice"}) {
		return s.comparePage(c, statusOfForm(err), f, true)
	}
	if err != nil {
		return err
	}
	c.keepNotice(notice{Text: c.T("compare.done", "Count", len(chosen)),
		Undo: &undoing{Path: "/batches/" + batch + "/undo"}})
	return c.done(articlePath(c.Param("id")), "")
}

// corrections are the segments that the form has chosen, each with the source that was shown.
func (f *form) corrections() ([]workflow.Correction, error) {
	var all []workflow.Correction
	for _, id := range f.values["segment"] {
		grade := f.Value("grade-" + id)
		if grade == "" {
			continue
		}
		version, err := strconv.ParseInt(f.Value("version-"+id), 10, 64)
		if err != nil {
			return nil, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
		}
		all = append(all, workflow.Correction{Segment: id, Version: version,
			Source: f.Value("source-" + id), Grade: workflow.Grade(grade), Reason: f.Value("reason")})
	}
	return all, nil
}

func (s *articleRoom) comparePage(c *call, status int, f *form, sent bool) error {
	page := &comparePage{base: c.base("compare.title"), Form: f, Accept: readable(),
		Reads: readableWords()}
	page.Grades = append([]option{{"", page.T("compare.leave")}}, page.grades()...)
	var err error
	if page.Article, err = s.Desk.Article(c.ctx(), c.actor, c.Param("id")); err != nil {
		return err
	}
	if !sent {
		return c.page(status, "compare", page)
	}
	doc, err := c.intakeDocument(f)
	var found workflow.Comparison
	if err == nil {
		found, err = s.Desk.CompareSource(c.ctx(), c.actor, c.Param("id"), doc)
	}
	if err != nil {
		if !c.refusedText(f, err, compareFields()) {
			return err
		}
		return c.page(http.StatusUnprocessableEntity, "compare", page)
	}
	page.fill(found)
	if strings.TrimSpace(f.Value("text")) == "" {
		if page.Carried, err = carry(doc); err != nil {
			return err
		}
	}
	return c.page(status, "compare", page)
}

// fill lays out a comparison. What was chosen before stays chosen.
func (p *comparePage) fill(found workflow.Comparison) {
	p.Compared, p.Article = true, found.Article
	var last *workflow.Segment
	for _, r := range found.Rows {
		row := comparedRow{Compared: r, After: last, Source: r.Source.Markup()}
		if len(r.Segments) > 0 {
			last = &r.Segments[len(r.Segments)-1]
		}
		words := comparedWords()[r.Kind]
		switch r.Kind {
		case workflow.Same:
			p.Same += len(r.Segments)
			continue
		case workflow.Changed:
			p.Changed++
			row.Diff = p.Diff(row.Here().Source, r.Source)
			if !r.Doubtful {
				row.Chosen = string(r.Grade)
			}
			if field := "grade-" + row.Here().ID; p.Form.values.Has(field) {
				row.Chosen = p.Form.Value(field)
			}
		case workflow.Dropped:
			row.Text = sourcesOf(r.Segments).String()
		case workflow.Recast:
			row.Diff = p.Diff(sourcesOf(r.Segments), bitext.Plain(r.Text))
		}
		row.Word = p.T(words[0])
		if words[1] != "" {
			row.Advice = p.T(words[1])
		}
		p.Rows = append(p.Rows, row)
	}
}

// comparedWords are the messages of each kind: what it is, and what to do by hand.
func comparedWords() map[workflow.ComparedKind][2]string {
	return map[workflow.ComparedKind][2]string{
		workflow.Changed: {"compare.is-changed"},
		workflow.Added:   {"compare.is-added", "compare.do-added"},
		workflow.Dropped: {"compare.is-dropped", "compare.do-dropped"},
		workflow.Recast:  {"compare.is-recast", "compare.do-recast"},
	}
}

func sourcesOf(segments []workflow.Segment) bitext.Text {
	var parts []string
	for _, g := range segments {
		parts = append(parts, g.Source.String())
	}
	return bitext.Plain(strings.Join(parts, " "))
}
