package quality

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"quality":       &page{},
		"qualitychecks": &checksPage{},
		"qualitydesk":   &deskPage{},
	}, nil)
}
