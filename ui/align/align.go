package align

import (
	"errors"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/text"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// alignLimit is how much the form of pairs may send, in bytes: a folder of articles.
const alignLimit = 48 << 20

// maxAlignments is how many alignments a page lists: more than a folder has.
const maxAlignments = workflow.MaxAlignedPairs + 20

// page is the data of align.html: the form for new pairs and the alignments there are.
type page struct {
	web.Base
	Form         *web.Form
	Accept       string
	Publications []word.Option
	Articles     []word.Option
	Alignments   []alignmentRow
	Older        int // how many come before those of the next page; 0: there is none
	Folders      []folderRow
}

// alignmentRow is an alignment in the list.
type alignmentRow struct {
	workflow.Alignment
	Publication string
}

// showAlignments shows the form and what there is. ?article= chooses an article of the desk.
func (r *Room) showAlignments(c *web.Call) error {
	f := web.NewForm("source-lang", "ar", "target-lang", "fr")
	if id := c.QueryParam("article"); id != "" {
		a, err := r.Article.Read(c.Ctx(), c.Actor, id)
		if err != nil {
			return err
		}
		f = web.NewForm("article", id, "source-lang", a.SourceLang, "target-lang", a.TargetLang)
	}
	return r.answerPage(c, http.StatusOK, f)
}

func (r *Room) answerPage(c *web.Call, status int, f *web.Form) error {
	from, _ := strconv.Atoi(c.QueryParam("from")) // anything else is the beginning
	all, err := r.Memory.Alignments(c.Ctx(), c.Actor, maxAlignments+1, from)
	if err != nil {
		return err
	}
	articles, err := r.Article.List(c.Ctx(), c.Actor, workflow.ArticleFilter{Limit: 200})
	if err != nil {
		return err
	}
	publications, err := r.Publication.List(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	p := &page{Base: c.Base("align.title"), Form: f, Accept: part.AcceptedFiles()}
	names := map[string]string{}
	for _, pub := range publications {
		names[pub.ID] = pub.Name
		if !pub.Archived {
			p.Publications = append(p.Publications, word.Option{Value: pub.ID, Word: pub.Name})
		}
	}
	for _, a := range articles {
		p.Articles = append(p.Articles, word.Option{Value: a.ID, Word: lang.Isolate(a.Title)})
	}
	if p.Folders, err = r.folderRows(c); err != nil {
		return err
	}
	if len(all) > maxAlignments {
		all, p.Older = all[:maxAlignments], max(from, 0)+maxAlignments
	}
	for _, a := range all {
		p.Alignments = append(p.Alignments, alignmentRow{a, names[a.Publication]})
	}
	return c.Page(status, "align", p)
}

// Pair is the data of the part "pair".
func (r alignmentRow) Pair() part.Pair { return part.Pair{Source: r.SourceLang, Target: r.TargetLang} }

func fields() map[string]string {
	return map[string]string{"align.date": "date", "align.languages": "target-lang",
		"align.unmatched": "targets", "align.article-both": "article"}
}

// sideFault is what is wrong with one side of a pair.
type sideFault struct {
	field string // of the form
	file  string // its name; empty: what was pasted
	cause error
}

// Error is for logs.
func (e *sideFault) Error() string { return e.field + " " + e.file + ": " + e.cause.Error() }

// Unwrap returns the cause.
func (e *sideFault) Unwrap() error { return e.cause }

// alignTexts aligns what was sent: one pair at once, or as many as there are files whose names
// match, whose progress a page of their own shows.
func (r *Room) alignTexts(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	path, message, err := r.alignSent(c, f)
	if err == nil {
		return c.Done(path, message, "Count", 1)
	}
	if refusedSide(c, f, err) || c.Refused(f, err, fields()) {
		return r.answerPage(c, web.FormStatus(err), f)
	}
	return err
}

// refusedSide puts what is wrong with a side at its field.
func refusedSide(c *web.Call, f *web.Form, err error) bool {
	var at *sideFault
	if !errors.As(err, &at) {
		return false
	}
	message, ok := part.FileMessage(c, at.cause)
	switch {
	case !ok:
		return c.Refused(f, err, map[string]string{"intake.type": at.field,
			"intake.both": at.field, "align.empty": at.field})
	case at.file != "":
		message = c.T("align.file-wrong", "Name", at.file, "Problem", message)
	}
	f.SetProblem(at.field, message)
	return true
}

// alignSent answers where there is something to see of what was sent, and what to say there.
func (r *Room) alignSent(c *web.Call, f *web.Form) (path, message string, err error) {
	common := memory.NewAlignment{SourceLang: f.Value("source-lang"),
		TargetLang: f.Value("target-lang"), Publication: f.Value("publication"),
		Date: f.Value("date"), Licence: f.Value("licence"), Name: f.Value("name")}
	sources, targets := files(c, "sources"), files(c, "targets")
	common.Article = f.Value("article")
	if common.Article != "" && (len(sources) > 0 || strings.TrimSpace(f.Value("source")) != "") {
		return "", "", workflow.Fail(workflow.Invalid, "align.article-both")
	}
	if len(sources) > 1 || len(targets) > 1 {
		path, err := r.alignFolder(c, common, sources, targets)
		return path, "", err
	}
	if common.Article == "" {
		if common.Source, err = side(c, f, "sources", "source"); err != nil {
			return "", "", err
		}
	}
	if common.Target, err = side(c, f, "targets", "target"); err != nil {
		return "", "", err
	}
	if common.Name == "" && common.Source != nil {
		common.Name = nameOf(common.Source)
	}
	made, err := r.Memory.AlignTexts(c.Ctx(), c.Actor, common)
	return "/align/" + made.ID, "align.made", err
}

// nameOf names an alignment after its file, or the first words of its text.
func nameOf(d *bitext.Document) string {
	if d.Origin != "" {
		return d.Origin
	}
	words := strings.Fields(part.PlainText(d))
	return strings.Join(words[:min(len(words), 8)], " ")
}

func files(c *web.Call, field string) []*multipart.FileHeader {
	m := c.Request().MultipartForm
	if m == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.File[field]), func(h *multipart.FileHeader) bool {
		return h.Filename == ""
	})
}

// side reads one side of a pair, from its field for files or the one for a text.
func side(c *web.Call, f *web.Form, filed, pasted string) (*bitext.Document, error) {
	files, typed := files(c, filed), strings.TrimSpace(f.Value(pasted))
	switch {
	case len(files) > 0 && typed != "":
		return nil, &sideFault{pasted, "", workflow.Fail(workflow.Invalid, "intake.both")}
	case len(files) > 0:
		return readSide(c, files[0], filed)
	case typed == "":
		return nil, &sideFault{pasted, "", workflow.Fail(workflow.Invalid, "align.empty")}
	}
	d, err := text.Read(strings.NewReader(typed))
	if err != nil {
		return nil, &sideFault{pasted, "", err}
	}
	d.Origin = ""
	return d, nil
}

// readSide reads a file that was sent in a field of the form.
func readSide(c *web.Call, file *multipart.FileHeader, field string) (*bitext.Document, error) {
	d, err := part.ReadDocument(c, file)
	if err != nil {
		return nil, &sideFault{field, web.FileName(file.Filename), err}
	}
	d.LeaveAsides()
	return d, nil
}

// matchName is what the names of a text and of its translation share: article-ar.docx and
// article.fr.html are both "article".
func matchName(name string) string {
	name = web.FileName(name)
	name = strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("._- ", r) })
	parts = slices.DeleteFunc(parts, func(p string) bool {
		return slices.Contains([]string{"ar", "fr", "en", "source", "target", "src", "tgt"}, p)
	})
	return strings.Join(parts, " ")
}

// exportMemory answers the units of a pair of languages as a TMX file.
func (r *Room) exportMemory(c *web.Call) error {
	q := unit.UnitQuery{UnitFilter: workflow.UnitFilter{SourceLang: c.QueryParam("source"),
		TargetLang: c.QueryParam("target"), Alignment: c.QueryParam("alignment")}}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", exchange.TMX.MIME())
	h.Set("Content-Disposition", `attachment; filename="memory.tmx"`)
	return r.Units.Write(c.Ctx(), c.Actor, q, exchange.TMX, c.Response())
}
