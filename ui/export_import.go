package ui

import (
	"errors"
	"html/template"
	"io"
	"net/http"
	"strconv"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff"
)

// importPage is the data of import.html.
type importPage struct {
	base
	Article workflow.ArticleView
	Card    card
	Form    *form
	Report  *importReport // nil before a file was read
}

// importReport is what an import brought back, as the page shows it.
type importReport struct {
	workflow.ImportReport
	Name      string // of the file
	Places    []place
	Conflicts []importConflict
	Problems  []importProblem
}

// importConflict shows both texts of a segment that was changed here and in the file.
type importConflict struct {
	Position     int
	Bench        string
	History      string
	Ours, Theirs template.HTML
}

// importProblem is what was wrong with one segment of the file.
type importProblem struct {
	Position int // 0: not in the article
	Bench    string
	Why      string
	Text     string
}

func importFields() map[string]string {
	return map[string]string{"import.languages": "file", "import.not-ours": "file",
		"import.no-file": "file"}
}

// showImport shows the form that brings a filled XLIFF file back.
func (s *editionRoom) showImport(c *call) error {
	return s.importPage(c, http.StatusOK, importPage{Form: &form{}})
}

func (s *editionRoom) importPage(c *call, status int, page importPage) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page.base, page.Article = c.base("import.title", "Name", v.Title), v
	if page.Card, err = page.cardOf(v.Summary, nil, s.Now()); err != nil {
		return err
	}
	return c.page(status, "import", &page)
}

// importTargets reads a file that was exported from the article and filled by somebody else.
func (s *editionRoom) importTargets(c *call) error {
	f, err := c.sentWithFile()
	if err != nil {
		return err
	}
	rep, err := s.importFile(c)
	switch {
	case err == nil:
		return s.importPage(c, http.StatusOK, importPage{Form: f, Report: rep})
	case errors.Is(err, xliff.ErrVersion), errors.Is(err, xliff.ErrNotXLIFF):
		f.wrong("file", c.T("import.not-xliff"))
	case !c.refusedText(f, err, importFields()):
		return err
	}
	return s.importPage(c, http.StatusUnprocessableEntity, importPage{Form: f})
}

func (s *editionRoom) importFile(c *call) (*importReport, error) {
	file := c.uploaded("file")
	if file == nil {
		return nil, workflow.Fail(workflow.Invalid, "import.no-file")
	}
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	have, rep, problems, err := c.bringBack(http.MaxBytesReader(c.Response(), in, limit.Upload))
	if err != nil {
		return nil, err
	}
	positions := map[string]int{}
	for i, seg := range have.Segments() {
		positions[seg.ID] = i + 1
	}
	return c.importReport(rep, fileName(file.Filename), problems, positions), nil
}

// bringBack reads a filled XLIFF file, fits it onto the article and imports it. It answers the
// document the file was fitted onto, what came of it, and what was wrong with the file.
func (c *call) bringBack(file io.Reader) (
	*bitext.Document, workflow.ImportReport, []xliff.Problem, error,
) {
	got, found, err := xliff.ReadReport(file)
	if err != nil {
		return nil, workflow.ImportReport{}, nil, err
	}
	have, _, err := c.server.Desk.Export(c.ctx(), c.actor, c.Param("id"),
		workflow.ExportOptions{States: exportStates()})
	if err != nil {
		return nil, workflow.ImportReport{}, nil, err
	}
	fitted, unfit := xliff.Match(have, got)
	if len(fitted.Segments()) == 0 {
		return nil, workflow.ImportReport{}, nil, workflow.Fail(workflow.Invalid, "import.not-ours")
	}
	rep, err := c.server.Desk.ImportTargets(c.ctx(), c.actor, c.Param("id"), fitted)
	return have, rep, append(found.Problems, unfit...), err
}

func (c *call) importReport(
	rep workflow.ImportReport, name string, problems []xliff.Problem, positions map[string]int,
) *importReport {
	b := c.bare()
	bench := func(position int) string {
		return articlePath(c.Param("id")) + "/bench?go=" + strconv.Itoa(position)
	}
	out := &importReport{ImportReport: rep, Name: name}
	for _, seg := range rep.Updated {
		out.Places = append(out.Places, place{b.Int(seg.Position), bench(seg.Position)})
	}
	for _, one := range rep.Conflicts {
		out.Conflicts = append(out.Conflicts, importConflict{Position: one.Segment.Position,
			Bench: bench(one.Segment.Position), History: historyPath(one.Segment),
			Ours: b.Text(one.Segment.Target), Theirs: b.Text(one.Theirs)})
	}
	for _, one := range rep.Damaged {
		out.Problems = append(out.Problems, importProblem{Position: one.Segment.Position,
			Bench: bench(one.Segment.Position), Why: c.why(one.Why), Text: one.Text})
	}
	for _, p := range problems {
		one := importProblem{Position: positions[p.Segment], Why: c.T(xliffProblems()[p.Kind]),
			Text: p.Text}
		if one.Position > 0 {
			one.Bench = bench(one.Position)
		}
		out.Problems = append(out.Problems, one)
	}
	return out
}

// why says an error of one segment in words.
func (c *call) why(err error) string {
	var w *workflow.Error
	if errors.As(err, &w) {
		return c.T(w.ID, argsOf(w.Args)...)
	}
	return c.T("import.damaged-text")
}

// undoImport takes back what an import changed, as one.
func (s *editionRoom) undoImport(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	_, err = s.Desk.Undo(c.ctx(), c.actor, f.Value("batch"))
	if err != nil && c.refused(f, err, nil) {
		return s.importPage(c, statusOfForm(err), importPage{Form: f})
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(c.Param("id")), "import.undone")
}

// Changed says whether the import did anything that could be undone.
func (r *importReport) Changed() bool { return len(r.Updated) > 0 }

// xliffProblems names the message of what can be wrong with one segment of an XLIFF file.
func xliffProblems() map[xliff.Kind]string {
	return map[xliff.Kind]string{
		xliff.CodeMissing: "xliff.code-missing", xliff.CodeUnknown: "xliff.code-unknown",
		xliff.CodeTorn: "xliff.code-torn", xliff.CodeTwice: "xliff.code-twice",
		xliff.CodeDropped: "xliff.code-dropped", xliff.StateUnknown: "xliff.state-unknown",
		xliff.VersionBroken: "xliff.version-broken", xliff.SegmentUnknown: "xliff.segment-unknown",
		xliff.SegmentTwice: "xliff.segment-twice", xliff.SegmentMissing: "xliff.segment-missing",
		xliff.SourceChanged: "xliff.source-changed",
	}
}
