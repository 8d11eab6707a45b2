package web

import (
	"os"
	"testing"

	"github.com/jba/templatecheck"
)

func TestTemplatesFitTheirData(t *testing.T) {
	files, err := ReadFiles(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]any{"fault": &faultPage{}, "palette": &palettePage{},
		"offline": &offlinePage{}} {
		if err := templatecheck.CheckHTML(files.Page(name), data); err != nil {
			t.Errorf("page %s: %v", name, err)
		}
	}
	for name, data := range map[string]any{"notice": Base{}, "state": Mark{}, "langs": Base{},
		"palette-found": &palettePage{}, "strip": Base{}, "problem": problemLine{}, "formproblem": &Form{}} {
		if err := templatecheck.CheckHTML(files.Part(name), data); err != nil {
			t.Errorf("part %s: %v", name, err)
		}
	}
}
