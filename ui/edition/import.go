package edition

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff"
)

// importPage is the data of import.html.
type importPage struct {
	web.Base
	Article workflow.ArticleView
	Card    part.Card
	Form    *web.Form
	Report  *importReport // nil before a file was read
	// Proposals are those of a reviewer's DOCX; nil without one.
	Proposals *proposals
	MayDecide bool // on a reviewer's proposals
}

// importReport is what an import brought back, as the page shows it.
type importReport struct {
	desk.ImportReport
	Name      string // of the file
	Places    []part.Place
	Conflicts []importConflict
	Problems  []importProblem
	Decided   bool // it is what came of a reviewer's proposals
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
		"import.no-file": "file", "import.not-edition": "file"}
}

// showImport shows the form that brings a filled XLIFF file or a reviewer's DOCX back.
func (r *Room) showImport(c *web.Call) error {
	return r.answerImport(c, http.StatusOK, importPage{Form: &web.Form{}})
}

func (r *Room) answerImport(c *web.Call, status int, page importPage) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page.Base, page.Article = c.Base("import.title", "Name", v.Title), v
	page.MayDecide = c.Actor.Can(workflow.ReviewSegments)
	if page.Card, err = part.CardOf(page.Base, v.Summary, nil, r.Now()); err != nil {
		return err
	}
	return c.Page(status, "import", &page)
}

// importTargets reads a file that was exported from the article and filled in elsewhere: the targets
// of an XLIFF file are taken over, the changes of a reviewer's DOCX are shown, to be decided.
func (r *Room) importTargets(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	if f.Value("do") == "decide" {
		return r.decideProposals(c, f)
	}
	page := importPage{Form: f}
	switch err := r.importFile(c, &page); {
	case err == nil:
		return r.answerImport(c, http.StatusOK, page)
	case errors.Is(err, xliff.ErrVersion), errors.Is(err, xliff.ErrNotXLIFF):
		f.SetProblem("file", c.T("import.not-xliff"))
	case !part.RefusedDocument(c, f, err, importFields()):
		return err
	}
	return r.answerImport(c, http.StatusUnprocessableEntity, importPage{Form: f})
}

func (r *Room) importFile(c *web.Call, page *importPage) error {
	file := c.Uploaded("file")
	if file == nil {
		return workflow.Fail(workflow.Invalid, "import.no-file")
	}
	leave, err := c.Server.EnterReading(file.Size)
	if err != nil {
		return err
	}
	defer leave()
	in, err := file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	data, err := limit.ReadAll(http.MaxBytesReader(c.Response(), in, limit.Upload), limit.Upload)
	if err != nil {
		return err
	}
	name := web.FileName(file.Filename)
	if isDOCX(data) {
		page.Proposals, err = r.readProposals(c, data, name)
		return err
	}
	have, rep, problems, err := part.ImportXLIFF(c, bytes.NewReader(data))
	if err != nil {
		return err
	}
	positions := map[string]int{}
	for i, seg := range have.Segments() {
		positions[seg.ID] = i + 1
	}
	page.Report = reportOf(c, rep, name, problems, positions)
	return nil
}

func reportOf(c *web.Call,
	rep desk.ImportReport, name string, problems []xliff.Problem, positions map[string]int,
) *importReport {
	b := c.RowBase()
	out := &importReport{ImportReport: rep, Name: name}
	for _, seg := range rep.Updated {
		out.Places = append(out.Places, part.Place{Word: b.Int(seg.Position), Path: benchAt(c, seg.Position)})
	}
	for _, one := range rep.Conflicts {
		out.Conflicts = append(out.Conflicts, importConflict{Position: one.Segment.Position,
			Bench: benchAt(c, one.Segment.Position), History: part.HistoryPath(one.Segment),
			Ours: b.Text(one.Segment.Target), Theirs: b.Text(one.Theirs)})
	}
	for _, one := range rep.Damaged {
		out.Problems = append(out.Problems, importProblem{Position: one.Segment.Position,
			Bench: benchAt(c, one.Segment.Position), Why: errorWords(c, one.Why), Text: one.Text})
	}
	for _, p := range problems {
		one := importProblem{Position: positions[p.Segment], Why: c.T(xliffProblems()[p.Kind]),
			Text: p.Text}
		if one.Position > 0 {
			one.Bench = benchAt(c, one.Position)
		}
		out.Problems = append(out.Problems, one)
	}
	return out
}

// errorWords says an error of one segment in words.
func errorWords(c *web.Call, err error) string {
	var w *workflow.Error
	if errors.As(err, &w) {
		return c.T(w.ID, word.ArgsOf(w.Args)...)
	}
	return c.T("import.damaged-text")
}

// undoImport takes back what an import changed, as one.
func (r *Room) undoImport(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	_, err = r.Desk.Undo(c.Ctx(), c.Actor, f.Value("batch"))
	if err != nil && c.Refused(f, err, nil) {
		return r.answerImport(c, web.FormStatus(err), importPage{Form: f})
	}
	if err != nil {
		return err
	}
	return c.Done(part.ArticlePath(c.Param("id")), "import.undone")
}

// Changed reports whether the import did anything that could be undone.
func (r *importReport) Changed() bool { return len(r.Updated) > 0 }

// xliffProblems names the message of what can be wrong with one segment of an XLIFF file.
func xliffProblems() map[xliff.Kind]string {
	return map[xliff.Kind]string{
		xliff.CodeMissing: "xliff.code-missing", xliff.CodeUnknown: "xliff.code-unknown",
		xliff.CodeTorn: "xliff.code-torn", xliff.CodeTwice: "xliff.code-twice",
		xliff.CodeDropped: "xliff.code-dropped", xliff.StateUnknown: "xliff.state-unknown",
		xliff.VersionBroken: "xliff.version-broken", xliff.SegmentUnknown: "xliff.segment-unknown",
		xliff.SegmentTwice: "xliff.segment-twice", xliff.SegmentMissing: "xliff.segment-missing",
		xliff.SourceChanged: "xliff.source-changed", xliff.Override: "xliff.override",
		xliff.TargetWhole: "xliff.target-whole", xliff.TargetJoined: "xliff.target-joined",
		xliff.NoSource: "xliff.no-source", xliff.NotTranslated: "xliff.not-translated",
		xliff.MatchLeft: "xliff.match-left", xliff.Locked: "xliff.locked",
	}
}

// bothTexts are the text of the desk and that of the file, in one language.
type bothTexts struct {
	*word.Speech
	TextLang, TextDir string
	Ours, Theirs      template.HTML
}

// Both is the data of the part "import-both".
func (p *importPage) Both(ours, theirs template.HTML) bothTexts {
	tag := p.Article.TargetLang
	return bothTexts{p.Speech, tag, p.DirOf(tag), ours, theirs}
}

// AllProblems are those of an XLIFF file or of a DOCX, whichever came.
func (p *importPage) AllProblems() []importProblem {
	switch {
	case p.Proposals != nil && p.Proposals.Problems != nil:
		return p.Proposals.Problems
	case p.Report != nil:
		return p.Report.Problems
	}
	return nil
}
