// Package webtest checks what a room gives to the kernel.
package webtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"truchement/ui/web"
)

// CheckTemplates checks every template in the folder of the test against the type of
// its data: a field that is not there fails here and not before a reader. full has the data of the
// pages and parts those of the defines that handlers answer by themselves or that other rooms use.
func CheckTemplates(t *testing.T, full, parts map[string]any) {
	t.Helper()
	files, err := web.ReadFiles(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		page := strings.TrimSuffix(name, ".html")
		if strings.HasSuffix(page, ".part") || page == "layout" {
			continue
		}
		if full[page] == nil {
			t.Errorf("page %s is not listed", page)
		}
	}
	for name, data := range full {
		if err := templatecheck.CheckHTML(files.Page(name), data); err != nil {
			t.Errorf("page %s: %v", name, err)
		}
	}
	for name, data := range parts {
		if err := templatecheck.CheckHTML(files.Part(name), data); err != nil {
			t.Errorf("part %s: %v", name, err)
		}
	}
}
