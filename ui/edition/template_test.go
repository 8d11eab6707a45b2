package edition

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"editions": &listPage{},
		"export":   &exportPage{},
		"import":   &importPage{},
		"links":    &linksPage{},
		"order":    &orderPage{},
	}, nil)
}
