package edition

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"collection": &collectionPage{},
		"editions":   &listPage{},
		"export":     &exportPage{},
		"import":     &importPage{},
		"links":      &linksPage{},
		"order":      &orderPage{},
	}, nil)
}
