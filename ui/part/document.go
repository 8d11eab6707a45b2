package part

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format"
	"truchement/workflow/format/decode"
	"truchement/workflow/format/text"
)

// FormDocument finds the text of the article: the file sent with this form, else what was
// typed, else the document that the preview before carried along.
func FormDocument(c *web.Call, f *web.Form) (*bitext.Document, error) {
	typed := f.Value("text")
	if file := c.Uploaded("file"); file != nil {
		if strings.TrimSpace(typed) != "" {
			return nil, workflow.Fail(workflow.Invalid, "intake.both")
		}
		return ReadDocument(c, file)
	}
	if strings.TrimSpace(typed) != "" {
		f.Values.Del("doc")
		d, err := text.Read(strings.NewReader(typed))
		if err != nil {
			return nil, err
		}
		if f.Value("do") == "repair" {
			repair(d)
			f.Values.Set("text", PlainText(d))
		}
		d.Origin, d.Encoding = "", ""
		return d, nil
	}
	if carried := f.Value("doc"); carried != "" {
		d, err := decodeDocument(carried)
		if err == nil && f.Value("do") == "repair" {
			repair(d)
		}
		return d, err
	}
	return nil, workflow.Fail(workflow.Invalid, "intake.empty")
}

// ReadDocument reads an article from a file by the end of its name, when there is room for it.
func ReadDocument(c *web.Call, file *multipart.FileHeader) (*bitext.Document, error) {
	f, ok := format.ReaderOf(file.Filename)
	if !ok {
		return nil, workflow.Fail(workflow.Invalid, "intake.type", "Name", web.FileName(file.Filename), "Known", AcceptedWords())
	}
	leave, err := c.Server.EnterReading(file.Size)
	if err != nil {
		return nil, err
	}
	defer leave()
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return f.ReadFile(web.FileName(file.Filename), in)
}

// EncodeDocument writes a document for the hidden field that takes it from the preview to the next step.
func EncodeDocument(d *bitext.Document) (string, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(d)
	return strings.TrimSpace(b.String()), err
}

// decodeDocument reads what EncodeDocument wrote. It comes from a browser, so nothing in it is trusted:
// the use cases pass all of it through their gates again.
func decodeDocument(carried string) (*bitext.Document, error) {
	from := json.NewDecoder(strings.NewReader(carried))
	d := &bitext.Document{}
	if err := from.Decode(d); err != nil {
		return nil, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	return &bitext.Document{Title: d.Title, SourceLang: d.SourceLang, TargetLang: d.TargetLang,
		Origin: web.FileName(d.Origin), Encoding: d.Encoding, Blocks: d.Blocks, Oddities: d.Oddities}, nil
}

// PlainText is the text of a document, a block a line.
func PlainText(d *bitext.Document) string {
	lines := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i] = b.Source().String()
	}
	return strings.Join(lines, "\n")
}

// RefusedDocument is refused for errors of format readers too.
func RefusedDocument(c *web.Call, f *web.Form, err error, fields map[string]string) bool {
	field := "text"
	if c.Uploaded("file") != nil {
		field = "file"
	}
	if message, ok := FileMessage(c, err); ok {
		f.SetProblem(field, message)
		return true
	}
	var w *workflow.Error
	if errors.As(err, &w) && w.ID == "due.wrong" {
		return true // said at its field already
	}
	return c.Refused(f, err, fields)
}

// FileMessage says what is wrong with a file that a reader refused.
func FileMessage(c *web.Call, err error) (string, bool) { return word.FileSentence(c, err) }

// repair puts right, where it can be, text that was once decoded wrongly.
func repair(d *bitext.Document) {
	for i, b := range d.Blocks {
		for j, s := range b.Segments {
			d.Blocks[i].Segments[j].Source, d.Blocks[i].Segments[j].Target = repaired(s.Source), repaired(s.Target)
		}
	}
}

func repaired(t bitext.Text) bitext.Text {
	fixed, err := t.Map(func(chars string) (string, error) {
		if right, _, ok := decode.Repair(chars); ok {
			return right, nil
		}
		return chars, nil
	})
	if err != nil {
		return t
	}
	return fixed
}

// AcceptedWords lists the ends of the names of files that articles come in, for people: the usual one of each format.
func AcceptedWords() string {
	var ends []string
	for _, f := range format.Readable() {
		if !slices.Contains(ends, f.Ext) {
			ends = append(ends, f.Ext)
		}
	}
	return strings.Join(ends, " ")
}

// AcceptedFiles lists all such ends, as the accept attribute has them.
func AcceptedFiles() string { return strings.Join(format.Extensions(), ",") }
