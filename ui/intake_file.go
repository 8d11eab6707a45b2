package ui

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/text"
	"truchement/workflow/lang"
)

// sentWithFile reads a form that may hold a file, in memory: the route's limit bounds it.
func (c *call) sentWithFile() (*form, error) {
	if !strings.HasPrefix(c.Request().Header.Get("Content-Type"), "multipart/") {
		return c.sent()
	}
	if err := c.Request().ParseMultipartForm(intakeLimit); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
	}
	return &form{values: c.Request().PostForm}, nil
}

// uploaded is the file of a field; nil when none was chosen.
func (c *call) uploaded(field string) *multipart.FileHeader {
	m := c.Request().MultipartForm
	if m == nil || len(m.File[field]) == 0 || m.File[field][0].Filename == "" {
		return nil
	}
	return m.File[field][0]
}

// intakeDocument finds the text of the article: the file sent with this form, else what was
// typed, else the document that the preview before carried along.
func (c *call) intakeDocument(f *form) (*bitext.Document, error) {
	typed := f.Value("text")
	if file := c.uploaded("file"); file != nil {
		if strings.TrimSpace(typed) != "" {
			return nil, workflow.Fail(workflow.Invalid, "intake.both")
		}
		d, err := readUpload(file)
		return d, err
	}
	if strings.TrimSpace(typed) != "" {
		f.values.Del("doc")
		d, err := text.Read(strings.NewReader(typed))
		if err != nil {
			return nil, err
		}
		if f.Value("do") == "repair" {
			repair(d)
			f.values.Set("text", plainText(d))
		}
		d.Origin, d.Encoding = "", ""
		return d, nil
	}
	if carried := f.Value("doc"); carried != "" {
		d, err := carriedDocument(carried)
		if err == nil && f.Value("do") == "repair" {
			repair(d)
		}
		return d, err
	}
	return nil, workflow.Fail(workflow.Invalid, "intake.empty")
}

// readUpload reads an article from a file by the end of its name.
func readUpload(file *multipart.FileHeader) (*bitext.Document, error) {
	read := readerOf(file.Filename)
	if read == nil {
		return nil, workflow.Fail(workflow.Invalid, "intake.type", "Name", fileName(file.Filename))
	}
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	d, err := read(in)
	if err != nil {
		return nil, err
	}
	d.Origin = fileName(file.Filename)
	return d, nil
}

// fileName is the name of an upload, cleaned: it is shown and kept.
func fileName(name string) string {
	name, err := lang.Clean(path.Base(strings.ReplaceAll(name, "\\", "/")))
	if err != nil {
		return "?"
	}
	name = strings.Join(strings.Fields(name), " ")
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) {
			return -1 // marks of direction and such: a name must be what it looks
		}
		return r
	}, name)
	if strings.Trim(name, "./ ") == "" {
		return "?"
	}
	const most = 200
	if r := []rune(name); len(r) > most {
		name = string(r[:most])
	}
	return name
}

// carry writes a document for the hidden field that takes it from the preview to the next step.
func carry(d *bitext.Document) (string, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(d)
	return strings.TrimSpace(b.String()), err
}

// carriedDocument reads what carry wrote. It comes from a browser, so nothing in it is believed:
// the desk passes every text through its gates again, and codes must nest.
func carriedDocument(carried string) (*bitext.Document, error) {
	from := json.NewDecoder(strings.NewReader(carried))
	d := &bitext.Document{}
	if err := from.Decode(d); err != nil {
		return nil, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
	}
	for _, b := range d.Blocks {
		if b.Kind != "" && !isBlockKind(b.Kind) || !b.Source().Nested() {
			return nil, workflow.Fail(workflow.Invalid, "intake.torn")
		}
	}
	return &bitext.Document{Title: d.Title, SourceLang: d.SourceLang, Origin: fileName(d.Origin),
		Encoding: d.Encoding, Blocks: d.Blocks}, nil
}

// textMark is the same for the same text, so that the kinds chosen in a preview are never put on
// the blocks of another text.
func textMark(d *bitext.Document) string {
	h := sha256.New()
	for _, b := range d.Blocks {
		_, _ = io.WriteString(h, b.Source().Markup()+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// plainText is the text of a document, a block a line.
func plainText(d *bitext.Document) string {
	lines := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i] = b.Source().String()
	}
	return strings.Join(lines, "\n")
}

// refusedText is refused for errors of format readers too.
func (c *call) refusedText(f *form, err error, fields map[string]string) bool {
	field := "text"
	if c.uploaded("file") != nil {
		field = "file"
	}
	if message, ok := c.fileMessage(err); ok {
		f.wrong(field, message)
		return true
	}
	var w *workflow.Error
	if errors.As(err, &w) && w.ID == "due.wrong" {
		return true // said at its field already
	}
	return c.refused(f, err, fields)
}

// fileMessage says what is wrong with a file that a reader refused.
func (c *call) fileMessage(err error) (string, bool) {
	var unfit *lang.Error
	var bad *limit.Error
	switch {
	case errors.As(err, &unfit):
		return c.T("text." + string(unfit.Kind)), true
	case errors.As(err, &bad):
	default:
		return "", false
	}
	switch id := fileFaults()[bad.Kind]; {
	case bad.Kind == limit.TooLarge:
		return c.T(id, "Size", int(max(bad.Max>>20, 1))), true
	case bad.Kind == limit.NotText && bad.Found != "":
		return c.T("file.not-text-but", "Found", strings.ToUpper(bad.Found)), true
	case id == "":
		return "", false
	default:
		return c.T(id), true
	}
}
