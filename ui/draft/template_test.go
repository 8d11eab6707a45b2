package draft

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"draftmachines": &machinesPage{},
		"draftarticle":  &costPage{},
		"draftjob":      &jobPage{},
	}, nil)
}
