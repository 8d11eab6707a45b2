package web

import (
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"

	"truchement/workflow/lang"
)

// Disposition is a Content-Disposition with a file's name in UTF-8 and, for programs that know no
// more, in ASCII (RFC 6266).
func Disposition(ascii, full string) string {
	quoted := strings.NewReplacer(`\`, "", `"`, "", "%", "").Replace(ascii)
	// PathEscape leaves signs that the extended syntax of RFC 8187 must escape.
	escaped := strings.NewReplacer("'", "%27", "(", "%28", ")", "%29", "*", "%2A", ":", "%3A",
		"@", "%40", "=", "%3D", ",", "%2C", ";", "%3B").Replace(url.PathEscape(full))
	return `attachment; filename="` + quoted + `"; filename*=UTF-8''` + escaped
}

// UploadLimit is how much the intake form may send, in bytes: an upload, and the text of an
// article as the form carries it from the preview on.
const UploadLimit = 24 << 20

// MemoryLimit is how much a file may have from which units of the memory are brought in, in bytes. What is
// over UploadLimit waits on disk.
const MemoryLimit = 1 << 30

// ReadFormWithFile reads a form that may hold a file, up to UploadLimit in memory: the route's limit bounds it.
func (c *Call) ReadFormWithFile() (*Form, error) {
	if !strings.HasPrefix(c.Request().Header.Get("Content-Type"), "multipart/") {
		return c.ReadForm()
	}
	if err := c.Request().ParseMultipartForm(UploadLimit); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, &Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	return &Form{Values: c.Request().PostForm}, nil
}

// Uploaded is the file of a field; nil when none was chosen.
func (c *Call) Uploaded(field string) *multipart.FileHeader {
	m := c.Request().MultipartForm
	if m == nil || len(m.File[field]) == 0 || m.File[field][0].Filename == "" {
		return nil
	}
	return m.File[field][0]
}

// FileName is the name of an upload, cleaned: it is shown and kept.
func FileName(name string) string {
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
