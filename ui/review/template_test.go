package review

import (
	"testing"

	"truchement/ui/web/webtest"
)

func TestTemplatesFitTheirData(t *testing.T) {
	webtest.CheckTemplates(t, map[string]any{
		"review":      &page{},
		"review-many": &bulkPage{},
		"queue":       &queuePage{},
	}, map[string]any{
		"review-row":  &row{},
		"review-part": &page{},
	})
}
