package publication

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"publications": &listPage{},
		"publication":  &page{},
		"rules":        &rulesPage{},

		"publicationchecks": &checksPage{},
	}, map[string]any{
		"publication":  &page{},
		"rules-sample": &rulesPage{},
	})
}
