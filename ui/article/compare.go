package article

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
)

// comparePage is the data of compare.html: a corrected version of an article's source beside the
// current one.
type comparePage struct {
	web.Base
	Article  workflow.ArticleView
	Form     *web.Form
	Accept   string
	Reads    string
	Grades   []word.Option
	Compared bool
	Carried  string // the document of a file, for the next step; empty when the text was typed
	Rows     []comparedRow
	Same     int // segments that did not change
	Changed  int // those that can be taken over
}

// comparedRow is one difference.
type comparedRow struct {
	intake.Compared
	Word   string
	Advice string // what the reader has to do; empty for what can be taken over
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
func (r *Room) showCompare(c *web.Call) error {
	return r.answerComparison(c, http.StatusOK, web.NewForm(), false)
}

// compareSource compares a corrected version with the current one, or takes over what was chosen of
// a comparison. Nothing is taken over that was not shown before.
func (r *Room) compareSource(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	if f.Value("do") != "apply" {
		return r.answerComparison(c, http.StatusOK, f, true)
	}
	chosen, err := parseCorrections(f)
	if err != nil {
		return err
	}
	batch, err := r.Desk.CorrectAll(c.Ctx(), c.Actor, c.Param("id"), chosen)
	if err != nil && c.Refused(f, err, map[string]string{"compare.none": "choice"}) {
		return r.answerComparison(c, web.FormStatus(err), f, true)
	}
	if err != nil {
		return err
	}
	c.KeepNotice(web.Notice{Text: c.T("compare.done", "Count", len(chosen)),
		Undo: &web.UndoForm{Path: "/batches/" + batch + "/undo"}})
	return c.Done(part.ArticlePath(c.Param("id")), "")
}

// parseCorrections are the segments that the form has chosen, each with the source that was shown.
func parseCorrections(f *web.Form) ([]desk.Correction, error) {
	var all []desk.Correction
	for _, id := range f.Values["segment"] {
		grade := f.Value("grade-" + id)
		if grade == "" {
			continue
		}
		version, err := strconv.ParseInt(f.Value("version-"+id), 10, 64)
		if err != nil {
			return nil, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
		}
		all = append(all, desk.Correction{Segment: id, Version: version,
			Source: f.Value("source-" + id), Grade: workflow.Grade(grade), Reason: f.Value("reason")})
	}
	return all, nil
}

func (r *Room) answerComparison(c *web.Call, status int, f *web.Form, sent bool) error {
	page := &comparePage{Base: c.Base("compare.title"), Form: f, Accept: part.AcceptedFiles(),
		Reads: part.AcceptedWords()}
	page.Grades = append([]word.Option{{Value: "", Word: page.T("compare.leave")}}, grades(page.Base)...)
	var err error
	if page.Article, err = r.Article.Read(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	if !sent {
		return c.Page(status, "compare", page)
	}
	doc, err := part.FormDocument(c, f)
	var found intake.Comparison
	if err == nil {
		doc.LeaveAsides()
		found, err = r.Intake.CompareSource(c.Ctx(), c.Actor, c.Param("id"), doc)
	}
	if err != nil {
		if !part.RefusedDocument(c, f, err, compareFields()) {
			return err
		}
		return c.Page(http.StatusUnprocessableEntity, "compare", page)
	}
	page.fill(found)
	if strings.TrimSpace(f.Value("text")) == "" {
		if page.Carried, err = part.EncodeDocument(doc); err != nil {
			return err
		}
	}
	return c.Page(status, "compare", page)
}

// fill lays out a comparison. What was chosen before stays chosen.
func (p *comparePage) fill(found intake.Comparison) {
	p.Compared, p.Article = true, found.Article
	var last *workflow.Segment
	for _, r := range found.Rows {
		row := comparedRow{Compared: r, After: last, Source: r.Source.Markup()}
		if len(r.Segments) > 0 {
			last = &r.Segments[len(r.Segments)-1]
		}
		words := comparedWords()[r.Kind]
		switch r.Kind {
		case intake.Same:
			p.Same += len(r.Segments)
			continue
		case intake.Changed:
			p.Changed++
			row.Diff = p.Diff(row.Here().Source, r.Source)
			if !r.Doubtful {
				row.Chosen = string(r.Grade)
			}
			if field := "grade-" + row.Here().ID; p.Form.Values.Has(field) {
				row.Chosen = p.Form.Value(field)
			}
		case intake.Dropped:
			row.Text = joinSources(r.Segments).String()
		case intake.Recast:
			row.Diff = p.Diff(joinSources(r.Segments), bitext.Plain(r.Text))
		}
		row.Word = p.T(words[0])
		if words[1] != "" {
			row.Advice = p.T(words[1])
		}
		p.Rows = append(p.Rows, row)
	}
}

// comparedWords are the messages of each kind: what it is, and what the reader has to do.
func comparedWords() map[intake.ComparedKind][2]string {
	return map[intake.ComparedKind][2]string{
		intake.Changed: {"compare.is-changed"},
		intake.Added:   {"compare.is-added", "compare.do-added"},
		intake.Dropped: {"compare.is-dropped", "compare.do-dropped"},
		intake.Recast:  {"compare.is-recast", "compare.do-recast"},
	}
}

func joinSources(segments []workflow.Segment) bitext.Text {
	var parts []string
	for _, g := range segments {
		parts = append(parts, g.Source.String())
	}
	return bitext.Plain(strings.Join(parts, " "))
}
