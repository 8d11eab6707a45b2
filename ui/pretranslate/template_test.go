package pretranslate

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"pretranslate":    &reportPage{},
		"pretranslatejob": &jobPage{},
	}, nil)
}
