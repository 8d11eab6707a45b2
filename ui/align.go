package ui

import (
	"errors"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/text"
	"truchement/workflow/format/tmx"
	"truchement/workflow/lang"
)

// alignLimit is how much the form of pairs may send, in bytes: a folder of articles.
const alignLimit = 48 << 20

// alignmentsShown is how many alignments a page lists: more than a folder has.
const alignmentsShown = workflow.MaxAlignedPairs + 20

// alignPage is the data of align.html: the form for new pairs and the alignments there are.
type alignPage struct {
	base
	Form         *form
	Accept       string
	Publications []option
	Articles     []option
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
func (s *alignRoom) showAlignments(c *call) error {
	f := filled("source-lang", "ar", "target-lang", "fr")
	if id := c.QueryParam("article"); id != "" {
		a, err := s.Desk.Article(c.ctx(), c.actor, id)
		if err != nil {
			return err
		}
		f = filled("article", id, "source-lang", a.SourceLang, "target-lang", a.TargetLang)
	}
	return s.alignPage(c, http.StatusOK, f)
}

func (s *alignRoom) alignPage(c *call, status int, f *form) error {
	from, _ := strconv.Atoi(c.QueryParam("from")) // anything else is the beginning
	all, err := s.Desk.Alignments(c.ctx(), c.actor, alignmentsShown+1, from)
	if err != nil {
		return err
	}
	articles, err := s.Desk.Articles(c.ctx(), c.actor, workflow.ArticleFilter{Limit: 200})
	if err != nil {
		return err
	}
	publications, err := s.Desk.Publications(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	p := &alignPage{base: c.base("align.title"), Form: f, Accept: readable()}
	names := map[string]string{}
	for _, pub := range publications {
		names[pub.ID] = pub.Name
		if !pub.Archived {
			p.Publications = append(p.Publications, option{pub.ID, pub.Name})
		}
	}
	for _, a := range articles {
		p.Articles = append(p.Articles, option{a.ID, lang.Isolate(a.Title)})
	}
	for _, f := range s.folders.all() {
		p.Folders = append(p.Folders, folderRow{f.id, f.at, f.state()})
	}
	if len(all) > alignmentsShown {
		all, p.Older = all[:alignmentsShown], max(from, 0)+alignmentsShown
	}
	for _, a := range all {
		p.Alignments = append(p.Alignments, alignmentRow{a, names[a.Publication]})
	}
	return c.page(status, "align", p)
}

// Pair is the data of the part "pair".
func (r alignmentRow) Pair() pair { return pair{r.SourceLang, r.TargetLang} }

func alignFields() map[string]string {
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
// match, which a page of their own tells about.
func (s *alignRoom) alignTexts(c *call) error {
	f, err := c.sentWithFile()
	if err != nil {
		return err
	}
	path, message, err := s.alignSent(c, f)
	if err == nil {
		return c.done(path, message, "Count", 1)
	}
	if c.refusedSide(f, err) || c.refused(f, err, alignFields()) {
		return s.alignPage(c, statusOfForm(err), f)
	}
	return err
}

// refusedSide puts what is wrong with a side at its field.
func (c *call) refusedSide(f *form, err error) bool {
	var at *sideFault
	if !errors.As(err, &at) {
		return false
	}
	message, ok := c.fileMessage(at.cause)
	switch {
	case !ok:
		return c.refused(f, err, map[string]string{"intake.type": at.field,
			"intake.both": at.field, "align.empty": at.field})
	case at.file != "":
		message = c.T("align.file-wrong", "Name", at.file, "Problem", message)
	}
	f.wrong(at.field, message)
	return true
}

// alignSent answers where there is something to see of what was sent, and what to say there.
func (s *alignRoom) alignSent(c *call, f *form) (path, message string, err error) {
	common := workflow.NewAlignment{SourceLang: f.Value("source-lang"),
		TargetLang: f.Value("target-lang"), Publication: f.Value("publication"),
		Date: f.Value("date"), Licence: f.Value("licence"), Name: f.Value("name")}
	sources, targets := c.files("sources"), c.files("targets")
	common.Article = f.Value("article")
	if common.Article != "" && (len(sources) > 0 || strings.TrimSpace(f.Value("source")) != "") {
		return "", "", workflow.Fail(workflow.Invalid, "align.article-both")
	}
	if len(sources) > 1 || len(targets) > 1 {
		path, err := s.alignFolder(c, common, sources, targets)
		return path, "", err
	}
	if common.Article == "" {
		if common.Source, err = c.side(f, "sources", "source"); err != nil {
			return "", "", err
		}
	}
	if common.Target, err = c.side(f, "targets", "target"); err != nil {
		return "", "", err
	}
	if common.Name == "" && common.Source != nil {
		common.Name = nameOf(common.Source)
	}
	made, err := s.Desk.AlignTexts(c.ctx(), c.actor, common)
	return "/align/" + made.ID, "align.made", err
}

// nameOf names an alignment after its file, or the first words of its text.
func nameOf(d *bitext.Document) string {
	if d.Origin != "" {
		return d.Origin
	}
	words := strings.Fields(plainText(d))
	return strings.Join(words[:min(len(words), 8)], " ")
}

func (c *call) files(field string) []*multipart.FileHeader {
	m := c.Request().MultipartForm
	if m == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.File[field]), func(h *multipart.FileHeader) bool {
		return h.Filename == ""
	})
}

// side reads one side of a pair, from its field for files or the one for a text.
func (c *call) side(f *form, filed, pasted string) (*bitext.Document, error) {
	files, typed := c.files(filed), strings.TrimSpace(f.Value(pasted))
	switch {
	case len(files) > 0 && typed != "":
		return nil, &sideFault{pasted, "", workflow.Fail(workflow.Invalid, "intake.both")}
	case len(files) > 0:
		return readSide(files[0], filed)
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
func readSide(file *multipart.FileHeader, field string) (*bitext.Document, error) {
	d, err := readUpload(file)
	if err != nil {
		err = &sideFault{field, fileName(file.Filename), err}
	}
	return d, err
}

// matchName is what the names of a text and of its translation share: article-ar.docx and
// article.fr.html are both "article".
func matchName(name string) string {
	name = fileName(name)
	name = strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("._- ", r) })
	parts = slices.DeleteFunc(parts, func(p string) bool {
		return slices.Contains([]string{"ar", "fr", "en", "source", "target", "src", "tgt"}, p)
	})
	return strings.Join(parts, " ")
}

// exportMemory answers the units of a pair of languages as a TMX file.
func (s *alignRoom) exportMemory(c *call) error {
	f := workflow.UnitFilter{SourceLang: c.QueryParam("source"), TargetLang: c.QueryParam("target"),
		Alignment: c.QueryParam("alignment")}
	doc, err := s.Desk.Memory(c.ctx(), c.actor, f)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "application/x-tmx+xml; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="memory.tmx"`)
	return tmx.Write(c.Response(), doc)
}
