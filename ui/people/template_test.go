package people

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"people": &page{},
		"person": &personPage{},
	}, nil)
}
