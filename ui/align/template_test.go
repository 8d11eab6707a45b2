package align

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"align":  &page{},
		"beads":  &beadsPage{},
		"folder": &folderPage{},
	}, nil)
}
