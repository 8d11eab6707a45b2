package termbase

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"termbase":    &listPage{},
		"concept":     &conceptPage{},
		"proposals":   &queuePage{},
		"suggestions": &suggestPage{},
		"termimport":  &importPage{},
		"termjob":     &jobPage{},
	}, map[string]any{
		"concept-form":       &conceptForm{},
		"suggestion":         &suggestRow{},
		"suggestion-settled": &suggestRow{},
	})
}
