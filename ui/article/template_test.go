package article

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"article": &page{},
		"compare": &comparePage{},
		"correct": &correctPage{},
	}, nil)
}
