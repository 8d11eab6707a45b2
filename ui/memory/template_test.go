package memory

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"memory":     &listPage{},
		"removal":    &removalPage{},
		"unit":       &unitPage{},
		"unitgroups": &groupPage{},
		"unitimport": &importPage{},
		"unitjob":    &jobPage{},
	}, map[string]any{
		"unit-row":   &row{},
		"unit-form":  &row{},
		"unit-saved": &row{},
	})
}
